//! A license as a document: a tree without a format, and one file for each output format.
//!
//! A [`Draft`] has every sentence once, in one [`Language`]; [`document()`] makes the tree from it, and [`lines()`] what policies and cards carry.
//! [`deed()`] is the short form of a license. [`markdown()`], [`plain()`] and [`card()`] give bytes. Generated words come from `templates/`. Imports `license`, `vocabulary`,
//! `base`.

pub mod addresses;
mod card;
mod deed;
mod document;
mod forms;
mod inline;
pub mod labels;
mod language;
mod lines;
mod markdown;
mod markup;
mod notice;
mod phrase;
mod plain;
mod references;
mod templates;
mod translation;
mod wording;

pub use card::card;
pub use deed::{Deed, Group, Heading as DeedHeading, Line, Merge, Sign, deed, deed_markdown};
pub use document::document;
pub use language::{Deed as DeedWords, Icon, Language, Lint as LintWords, Redline as RedlineWords, filled};
pub use lines::{Lines, lines};
pub use markdown::markdown;
pub use notice::notice;
pub use plain::{Marked, Piece as PlainPiece, mark, pieces, plain};
pub use templates::Templates;
pub use translation::Translation;
pub use wording::{Draft, Drafter};

use railc_core::base::{letters, numerals};

use document::facts;
use labels::section_heading;

/// A license text without a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language that it is written in.
    pub language: &'static Language,
    /// The id of the license.
    pub id: String,
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// The facts under the title.
    pub facts: Vec<Fact>,
    /// The text before the first section.
    pub opening: Vec<Paragraph>,
    /// Sections and attachments in order, the definitions among them.
    pub parts: Vec<Part>,
    /// The mark of the text, once somebody has asked for it: change nothing else from then on.
    pub marked: Marked,
}

/// A fact of a license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Its version.
    Version(String),
    /// Who gives it.
    Licensor(String),
    /// When it was published.
    Date(String),
    /// A law that governs it.
    Law(String),
    /// The tags of its languages, and whether each is authoritative.
    Languages(Vec<(String, bool)>),
    /// The text is a translation; the tag of the language whose text decides.
    Translation(String),
    /// Its id among licenses, which scanners look for.
    Spdx(String),
}

/// A section or an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its id, which is its anchor.
    pub id: String,
    /// Section or attachment.
    pub kind: PartKind,
    /// The printed number (`3`, `A`).
    pub number: String,
    /// Its heading.
    pub heading: Option<Heading>,
    /// The text before its clauses.
    pub opening: Vec<Paragraph>,
    /// Definitions, if it holds them.
    pub definitions: Vec<Definition>,
    /// Its clauses.
    pub clauses: Vec<Provision>,
}

/// What a part of a license is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// A section.
    Section,
    /// An attachment.
    Attachment,
}

/// What a cross reference points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cited {
    /// A section: `Section 3`.
    Section,
    /// A clause of a section: `Section 3.2`.
    Clause,
    /// An attachment: `Attachment A`.
    Attachment,
    /// A clause of an attachment: `Attachment A.7`.
    AttachmentClause,
}

/// The heading of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// As its author wrote it.
    Written(String),
    /// That of the definitions.
    Definitions,
    /// That of clauses outside any section.
    Terms,
}

/// A defined word with its wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its anchor: `term-third-party`.
    pub id: String,
    /// The word.
    pub term: String,
    /// Its other forms.
    pub also: Vec<String>,
    /// What it means.
    pub meaning: Vec<Paragraph>,
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

/// A paragraph, with a list at its end if there are `items`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// The words, up to the list.
    pub words: Vec<Inline>,
    /// The items of the list, with their punctuation.
    pub items: Vec<Vec<Inline>>,
    /// How the items are numbered.
    pub numbering: Numbering,
    /// Whether it is written in capitals so that nobody overlooks it.
    pub is_conspicuous: bool,
}

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Numbering {
    /// `(a)`, `(b)` …
    #[default]
    Letters,
    /// `(i)`, `(ii)` …
    Numerals,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Words.
    Words(String),
    /// A term or a form of it in its definition; shown in quotes.
    Defined(String),
    /// A term or a form of it in use.
    Used {
        /// The anchor of its definition.
        target: String,
        /// The form used.
        words: String,
    },
    /// A cross reference to a part, or to a clause of one.
    Reference {
        /// The anchor of what it points to.
        target: String,
        /// What that is.
        kind: Cited,
        /// The printed number (`3.2`).
        number: String,
    },
    /// Words to be shown exactly so.
    Verbatim(String),
}

impl Numbering {
    /// The numbering of a list after this many others in its clause, so that `A.7(b)` is unambiguous.
    fn after(lists: usize) -> Numbering {
        if lists == 0 { Numbering::Letters } else { Numbering::Numerals }
    }

    /// The label of an item, counted from 0: `(a)`.
    pub fn label(self, at: usize, language: &Language) -> String {
        let words = &language.words().document;
        match self {
            Numbering::Letters => filled(words.letter, &[("letter", &letters(at + 1))]),
            Numbering::Numerals => filled(words.numeral, &[("numeral", &numerals(at + 1))]),
        }
    }
}
