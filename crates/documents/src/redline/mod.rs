//! What changed between two texts of a license: clause by clause, matched by their ids, and word by word in each.
//!
//! [`Redline::of`] makes the tree from two documents; one file for each format writes it.

mod align;
mod html;
mod said;
mod terminal;
mod words;

use railc_language::render::{Document, Inline, Numbering, PartKind};

pub use html::html;
pub use terminal::{Marks, terminal};
pub(crate) use words::compared_words;

/// Two texts laid beside each other, in the order of the new one.
#[derive(Debug, Clone, PartialEq)]
pub struct Redline<'d> {
    /// The text before.
    pub old: &'d Document,
    /// The text after.
    pub new: &'d Document,
    /// The title and the facts under it, each a paragraph.
    pub head: Vec<Paragraph>,
    /// Everything that has an anchor, in order: parts, definitions, clauses.
    pub units: Vec<Unit>,
}

/// A part, a definition or a clause, of one of the two texts or of both.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its id, which is its anchor.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its number before, if it was there; empty where it has none.
    pub old_number: Option<String>,
    /// Its number after, if it is there.
    pub new_number: Option<String>,
    /// Its heading.
    pub heading: Vec<Piece>,
    /// What it says.
    pub paragraphs: Vec<Paragraph>,
    /// Whether it stands elsewhere among those that stayed. Such a unit is there twice: where it is now, and, with its old number alone, where it was.
    pub is_moved: bool,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What stands before the first part.
    Opening,
    /// A section or an attachment.
    Part(PartKind),
    /// A defined term.
    Definition,
    /// A clause.
    Clause,
}

/// A paragraph, or an item of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// Its label before and after, for an item.
    pub label: Option<(Label, Label)>,
    /// Its words.
    pub pieces: Vec<Piece>,
    /// Whether it is set so that nobody overlooks it.
    pub is_conspicuous: bool,
}

/// The place of an item in its list, counted from 0; `None` in the text that lacks the item.
pub type Label = Option<(Numbering, usize)>;

/// Words, and what became of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// What became of them.
    pub change: Change,
    /// The words.
    pub inline: Inline,
}

/// What became of words, or of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// They are in both texts.
    Same,
    /// They are in the old text only.
    Deleted,
    /// They are in the new text only.
    Added,
}

impl Redline<'_> {
    /// Every unit once: those that moved, where they are now.
    pub fn now(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| !unit.is_left_behind())
    }

    /// Whether the texts say the same.
    pub fn is_empty(&self) -> bool {
        self.head.iter().all(Paragraph::is_same) && self.units.iter().all(|unit| !unit.is_changed())
    }

    /// The units that were added, deleted, changed, and only moved or renumbered.
    pub fn counts(&self) -> Counts {
        let count = |is_of: &dyn Fn(&Unit) -> bool| self.units.iter().filter(|unit| !unit.is_left_behind() && is_of(unit)).count();
        Counts {
            added: count(&|unit| unit.change() == Change::Added),
            deleted: count(&|unit| unit.change() == Change::Deleted),
            changed: count(&|unit| unit.change() == Change::Same && !unit.says_the_same()),
            moved: count(&|unit| unit.change() == Change::Same && unit.says_the_same() && unit.is_changed()),
        }
    }
}

/// How many units changed, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// In the new text only.
    pub added: usize,
    /// In the old text only.
    pub deleted: usize,
    /// With other words.
    pub changed: usize,
    /// With the same words at another place or under another number.
    pub moved: usize,
}

impl Unit {
    /// Which text it is in.
    pub fn change(&self) -> Change {
        match (&self.old_number, &self.new_number) {
            (Some(_), None) => Change::Deleted,
            (None, Some(_)) => Change::Added,
            (Some(_), Some(_)) | (None, None) => Change::Same,
        }
    }

    /// Whether it only shows where a unit was that moved.
    pub fn is_left_behind(&self) -> bool {
        self.is_moved && self.new_number.is_none()
    }

    /// Whether its words are the same in both texts.
    pub fn says_the_same(&self) -> bool {
        self.heading.iter().all(Piece::is_same) && self.paragraphs.iter().all(Paragraph::is_same)
    }

    /// Whether it has the same words but another number.
    pub fn is_renumbered(&self) -> bool {
        self.change() == Change::Same && self.old_number != self.new_number
    }

    /// Whether anything about it changed.
    pub fn is_changed(&self) -> bool {
        self.change() != Change::Same || !self.says_the_same() || self.is_moved || self.is_renumbered()
    }
}

impl Paragraph {
    /// Whether it is the same in both texts.
    pub fn is_same(&self) -> bool {
        self.pieces.iter().all(Piece::is_same)
    }

    /// Which text it is in, if all of it is in one.
    pub fn change(&self) -> Change {
        match self.pieces.first().map(|piece| piece.change) {
            Some(change) if self.pieces.iter().all(|piece| piece.change == change) => change,
            _ => Change::Same,
        }
    }
}

impl Piece {
    fn is_same(&self) -> bool {
        self.change == Change::Same
    }
}
