//! A license as a document: the tree before a format, and one file for each format that it becomes.
//!
//! [`document::from_license`] writes the tree; [`markdown()`] and [`plain()`] turn it to bytes. Wording that nobody wrote by hand comes from
//! `templates/`. Imports `license`, `vocabulary`, `base`.

mod card;
pub mod document;
mod inline;
mod markdown;
mod plain;
mod summary;
mod wording;

pub use card::card;
pub use document::trace;
pub use markdown::markdown;
pub use plain::plain;
pub use summary::words;

use railc_core::base::{letters, numerals};

/// A license text before it has a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The id of the license.
    pub id: String,
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// Lines under the title: version, licensor, date.
    pub facts: Vec<String>,
    /// What stands before the first section.
    pub opening: Vec<Paragraph>,
    /// Sections and attachments in order, the definitions among them.
    pub parts: Vec<Part>,
    /// The last line.
    pub footer: String,
}

/// A section or an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its id, which is its anchor.
    pub id: String,
    /// The printed number (`3`, `A`).
    pub number: String,
    /// Its heading.
    pub heading: Option<String>,
    /// Whether it is an attachment.
    pub is_attachment: bool,
    /// What stands before its clauses.
    pub opening: Vec<Paragraph>,
    /// Definitions, where it holds them.
    pub definitions: Vec<Definition>,
    /// Its clauses.
    pub clauses: Vec<Provision>,
}

/// A defined word with its wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its anchor: `term-third-party`.
    pub id: String,
    /// The word, its other forms, and what it means.
    pub paragraphs: Vec<Paragraph>,
}

/// A clause as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The id of the clause and its rule, which is its anchor.
    pub id: String,
    /// The printed number (`3.2`, `A.7`).
    pub number: String,
    /// Its heading.
    pub heading: Option<String>,
    /// What it says.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph, with a list at its end where there are `items`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// The words, up to the list.
    pub words: Vec<Inline>,
    /// The items of the list, with their punctuation.
    pub items: Vec<Vec<Inline>>,
    /// What stands before the items.
    pub signs: Signs,
    /// Whether it is written in capitals so that nobody overlooks it.
    pub is_conspicuous: bool,
}

/// How the items of a list are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signs {
    /// `(a)`, `(b)` …
    #[default]
    Letters,
    /// `(i)`, `(ii)` …
    Numerals,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Words(String),
    /// A term or a form of it where it is defined; shown in quotes.
    Defined(String),
    /// A term or a form of it in use.
    Used {
        /// The anchor of its definition.
        target: String,
        /// The form used.
        words: String,
    },
    /// A cross reference.
    Reference {
        /// The anchor of what it points to.
        target: String,
        /// `Section 3.2`
        words: String,
    },
    /// Words to be shown exactly so.
    Verbatim(String),
}

impl Inline {
    /// The words as they are read.
    pub fn words(&self) -> &str {
        match self {
            Inline::Words(words) | Inline::Defined(words) | Inline::Verbatim(words) => words,
            Inline::Used { words, .. } | Inline::Reference { words, .. } => words,
        }
    }
}

impl Signs {
    /// The signs of a list that stands behind so many others in its clause, so that `A.7(b)` means one item alone.
    pub fn after(lists: usize) -> Signs {
        if lists == 0 { Signs::Letters } else { Signs::Numerals }
    }

    /// The sign of the item at a place, from 0 on.
    pub fn sign(self, at: usize) -> String {
        match self {
            Signs::Letters => format!("({})", letters(at + 1)),
            Signs::Numerals => format!("({})", numerals(at + 1)),
        }
    }
}
