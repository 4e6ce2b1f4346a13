//! The page: words, line breaks, and comments at their places.

use super::comments::{Anchor, Placed};
use crate::syntax::ast::Comment;
use railc_core::base::Span;

/// Lines are broken before this column where possible.
pub(super) const WIDTH: usize = 100;

/// What comes before the next word.
#[derive(Clone, Copy)]
enum Gap {
    Nothing,
    Space,
    Line { indent: usize, is_empty_before: bool },
}

/// Writes words one after another.
pub(super) struct Writer {
    out: String,
    column: usize,
    gap: Gap,
    /// The indent for the rest of a broken line.
    hang: usize,
    /// The last anchor whose word was written.
    current: Option<u32>,
    /// Where the current item starts.
    item: u32,
    comments: Placed,
    /// The anchors found so far; `None` if comments are written.
    probed: Option<Vec<Anchor>>,
}

impl Writer {
    /// A writer that only finds the anchors.
    pub(super) fn probe() -> Writer {
        Writer { probed: Some(Vec::new()), ..Writer::with(Placed::default()) }
    }

    /// A writer that inserts comments.
    pub(super) fn with(comments: Placed) -> Writer {
        let out = String::new();
        Writer { out, column: 0, gap: Gap::Nothing, hang: 2, current: None, item: 0, comments, probed: None }
    }

    /// The anchors that were found.
    pub(super) fn anchors(self) -> Vec<Anchor> {
        self.probed.unwrap_or_default()
    }

    /// Writes a word, with a space before it.
    pub(super) fn word(&mut self, word: &str) {
        match self.gap {
            Gap::Nothing => {}
            Gap::Space => self.push(" "),
            Gap::Line { indent, is_empty_before } => self.break_line(indent, is_empty_before),
        }
        self.push(word);
        self.gap = Gap::Space;
    }

    /// Writes a sign that belongs to the word before it.
    pub(super) fn sign(&mut self, sign: &str) {
        if let Gap::Space = self.gap {
            self.gap = Gap::Nothing;
        }
        self.word(sign);
    }

    /// Writes a bracket that belongs to the word after it.
    pub(super) fn open_bracket(&mut self) {
        self.word("(");
        self.gap = Gap::Nothing;
    }

    /// Writes text that may hold line breaks, as it is.
    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    /// Starts a new line within a multi-line text.
    pub(super) fn break_line(&mut self, indent: usize, is_empty_before: bool) {
        if !self.out.is_empty() {
            self.out.push_str(if is_empty_before { "\n\n" } else { "\n" });
        }
        self.out.push_str(&" ".repeat(indent));
        self.column = indent;
    }

    /// Starts a new line before the next word.
    pub(super) fn line(&mut self, indent: usize) {
        self.comment_behind();
        self.gap = Gap::Line { indent, is_empty_before: false };
        self.hang = indent + 4;
    }

    /// Continues on a new line.
    pub(super) fn hang(&mut self) {
        self.line_at(self.hang);
    }

    /// Continues on a new line at this column.
    pub(super) fn line_at(&mut self, column: usize) {
        self.gap = Gap::Line { indent: column, is_empty_before: false };
    }

    /// Whether the next word is the first of its line.
    pub(super) fn starts_line(&self) -> bool {
        matches!(self.gap, Gap::Line { .. })
    }

    /// Starts the next item, optionally after an empty line.
    pub(super) fn next_item(&mut self, is_empty_before: bool) {
        self.comment_behind();
        self.gap = Gap::Line { indent: 0, is_empty_before };
        self.hang = 4;
    }

    /// The column of the next word.
    pub(super) fn next_column(&self) -> usize {
        match self.gap {
            Gap::Nothing => self.column,
            Gap::Space => self.column + 1,
            Gap::Line { indent, .. } => indent,
        }
    }

    /// Whether this many characters fit on the line.
    pub(super) fn fits(&self, length: usize) -> bool {
        self.next_column() + length <= WIDTH
    }

    /// Whether the words of some anchors can be on one line: no comment goes between them.
    pub(super) fn are_together(&self, starts: &[u32]) -> bool {
        self.probed.is_none() && !self.comments.stand_within(starts)
    }

    /// The next word was at this place in the input.
    pub(super) fn anchor(&mut self, span: Span) {
        self.anchor_of(Anchor { start: span.start, is_item: false });
    }

    /// The next item was at this place in the input.
    pub(super) fn anchor_item(&mut self, span: Span) {
        self.item = span.start;
        self.anchor_of(Anchor { start: span.start, is_item: true });
    }

    fn anchor_of(&mut self, anchor: Anchor) {
        if let Some(anchors) = &mut self.probed {
            anchors.push(anchor);
        }
        if self.current != Some(anchor.start) {
            self.comment_behind();
            self.current = Some(anchor.start);
        }
        for (at, comment) in self.comments.take_before(anchor.start).into_iter().enumerate() {
            // A comment above an item begins a new group.
            if let (0, true, Gap::Line { indent, .. }) = (at, anchor.is_item, self.gap) {
                self.gap = Gap::Line { indent, is_empty_before: true };
            }
            self.comment_before(&comment, anchor.is_item);
        }
    }

    /// Words up to this anchor's were written in one piece.
    pub(super) fn passed(&mut self, start: Option<&u32>) {
        self.current = start.copied().or(self.current);
    }

    fn comment_before(&mut self, comment: &Comment, keeps_gap: bool) {
        let indent = match self.gap {
            Gap::Line { indent, .. } => indent,
            Gap::Nothing | Gap::Space if self.out.is_empty() => 0,
            Gap::Nothing | Gap::Space => self.hang,
        };
        if !self.starts_line() {
            self.line_at(indent);
        }
        self.word(&written(comment));
        self.gap = Gap::Line { indent, is_empty_before: keeps_gap && comment.gap };
    }

    fn comment_behind(&mut self) {
        let Some(comment) = self.current.and_then(|start| self.comments.take_behind(start)) else { return };
        self.push(" ");
        self.push(&written(&comment));
        if !self.starts_line() {
            self.hang();
        }
    }

    /// Ends the item, and writes the comments below it.
    pub(super) fn end_of_item(&mut self) {
        self.comment_behind();
        for comment in self.comments.take_below(self.item) {
            self.line(2);
            self.word(&written(&comment));
        }
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.next_item(true);
        for comment in self.comments.take_rest() {
            self.comment_before(&comment, true);
        }
        self.out.push('\n');
        self.out
    }
}

fn written(comment: &Comment) -> String {
    format!("// {}", comment.text).trim_end().to_owned()
}
