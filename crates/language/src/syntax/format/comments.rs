//! Where comments go: each is attached to the word before or after it, and moves with that word.

use std::collections::BTreeMap;

use crate::syntax::ast::Comment;

/// A place in the input that comments can be attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    /// The byte offset of the word that it stands for.
    pub(super) start: u32,
    /// Whether an item, or the whole file, starts here.
    pub(super) is_item: bool,
}

/// The comments attached to one anchor.
#[derive(Default)]
struct Held {
    before: Vec<Comment>,
    behind: Option<Comment>,
    /// For items: on their own lines, after the whole item.
    below: Vec<Comment>,
}

/// All comments, each with the anchor that it is attached to.
#[derive(Default)]
pub(super) struct Placed {
    held: BTreeMap<u32, Held>,
    /// After everything.
    last: Vec<Comment>,
}

impl Placed {
    /// Gives each comment its anchor.
    pub(super) fn new(comments: &[Comment], mut anchors: Vec<Anchor>) -> Placed {
        anchors.sort_by_key(|anchor| (anchor.start, !anchor.is_item));
        anchors.dedup_by_key(|anchor| anchor.start);
        let mut placed = Placed::default();
        for comment in comments {
            placed.place(comment.clone(), &anchors);
        }
        placed
    }

    /// Attaches a comment after a word to that word; one on its own line to the next word, or, indented after an item, to that item.
    fn place(&mut self, comment: Comment, anchors: &[Anchor]) {
        let at = anchors.partition_point(|anchor| anchor.start <= comment.span.start);
        let (before, after) = anchors.split_at(at);
        if let (true, Some(word)) = (comment.trailing, before.last()) {
            let behind = &mut self.held.entry(word.start).or_default().behind;
            if behind.is_none() {
                *behind = Some(comment);
                return;
            }
        }
        let item = before.iter().rev().find(|anchor| anchor.is_item);
        match (after.first().filter(|next| !(next.is_item && comment.indented && item.is_some())), item) {
            (Some(next), _) => self.held.entry(next.start).or_default().before.push(comment),
            (None, Some(item)) if comment.indented => self.held.entry(item.start).or_default().below.push(comment),
            (None, _) => self.last.push(comment),
        }
    }

    /// Whether a comment comes between the first and the last of some anchors, in layout order.
    pub(super) fn stand_within(&self, starts: &[u32]) -> bool {
        let ends = (starts.first(), starts.last());
        starts
            .iter()
            .filter_map(|start| self.held.get(start).map(|held| (start, held)))
            .any(|(start, held)| (!held.before.is_empty() && Some(start) != ends.0) || (held.behind.is_some() && Some(start) != ends.1))
    }

    /// Takes those before the word of an anchor.
    pub(super) fn take_before(&mut self, start: u32) -> Vec<Comment> {
        self.held.get_mut(&start).map(|held| std::mem::take(&mut held.before)).unwrap_or_default()
    }

    /// Takes the one after the word of an anchor.
    pub(super) fn take_behind(&mut self, start: u32) -> Option<Comment> {
        self.held.get_mut(&start)?.behind.take()
    }

    /// Takes those below an item.
    pub(super) fn take_below(&mut self, start: u32) -> Vec<Comment> {
        self.held.get_mut(&start).map(|held| std::mem::take(&mut held.below)).unwrap_or_default()
    }

    /// Takes all that are left.
    pub(super) fn take_rest(&mut self) -> Vec<Comment> {
        let held = std::mem::take(&mut self.held).into_values();
        let mut rest: Vec<Comment> = held.flat_map(|held| held.before.into_iter().chain(held.behind).chain(held.below)).collect();
        rest.append(&mut self.last);
        rest
    }
}
