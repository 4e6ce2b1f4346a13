//! A license in another language: what a person wrote for each of its clauses, sections and terms.
//!
//! Clauses of law are translated whole, not put together from phrases. Each translation names the [digest](crate::syntax::digest) of what it
//! translates, so that none outlives a change of it. [`read`] has the form of the files.

mod draft;
mod object;
mod read;
mod texts;

use std::collections::BTreeMap;

use railc_core::base::Span;

use super::language::Language;

/// What has been translated into a language, from any number of files.
#[derive(Debug, Clone)]
pub struct Translation {
    language: &'static Language,
    clauses: BTreeMap<String, Vec<Entry>>,
    sections: BTreeMap<String, Vec<Entry>>,
    terms: BTreeMap<String, Vec<TermEntry>>,
    /// Values of parameters and blanks by their English words.
    words: BTreeMap<String, String>,
}

/// The translation of a clause or section.
#[derive(Debug, Clone)]
struct Entry {
    /// Its heading.
    title: Option<String>,
    /// Its words.
    text: Option<String>,
    /// Whether it is set so that nobody overlooks it.
    is_conspicuous: bool,
    /// The digest of what it translates.
    of: Option<String>,
    /// Its key in the file.
    span: Span,
}

/// The translation of a term.
#[derive(Debug, Clone)]
struct TermEntry {
    /// The term.
    is: String,
    /// Other forms, which its definition prints.
    also: Vec<String>,
    /// Forms that texts use and the definition does not print.
    forms: Vec<String>,
    /// `m`, `f` or `n`.
    gender: Option<char>,
    is_plural: bool,
    /// Whether the object of a clause names it with an indefinite article.
    is_indefinite: bool,
    /// What definitions are sorted by, where that is not the term.
    sort: Option<String>,
    /// What it means.
    text: Option<String>,
    /// The digest of what it translates.
    of: Option<String>,
    /// Its key in the file.
    span: Span,
}

impl Translation {
    /// The language.
    pub fn language(&self) -> &'static Language {
        self.language
    }
}

/// An entry that names what it translates.
trait Pinned {
    fn of(&self) -> Option<&str>;
    fn span(&self) -> Span;
}

impl Pinned for Entry {
    fn of(&self) -> Option<&str> {
        self.of.as_deref()
    }

    fn span(&self) -> Span {
        self.span
    }
}

impl Pinned for TermEntry {
    fn of(&self) -> Option<&str> {
        self.of.as_deref()
    }

    fn span(&self) -> Span {
        self.span
    }
}
