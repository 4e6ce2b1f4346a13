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
use railc_core::diagnostic::Diagnostic;

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
    pin: Pin,
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
    pin: Pin,
}

impl Translation {
    /// The language.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// How many entries say what they translate.
    pub fn pinned(&self) -> usize {
        let entries = self.clauses.values().chain(self.sections.values()).flatten().map(|entry| &entry.pin);
        entries.chain(self.terms.values().flatten().map(|term| &term.pin)).filter(|pin| pin.of.is_some()).count()
    }
}

/// What an entry says that it translates.
#[derive(Debug, Clone)]
struct Pin {
    /// The digest of what it translates, and where that is written.
    of: Option<(String, Span)>,
    /// The key of the entry.
    key: Span,
    /// The end of the line of the key.
    line_end: Span,
}

/// An entry that says what it translates.
trait Pinned {
    fn pin(&self) -> &Pin;
}

impl Pinned for Entry {
    fn pin(&self) -> &Pin {
        &self.pin
    }
}

impl Pinned for TermEntry {
    fn pin(&self) -> &Pin {
        &self.pin
    }
}

impl Pin {
    fn is_of(&self, digest: &str) -> bool {
        self.of.as_ref().is_some_and(|(of, _)| of == digest)
    }

    /// Offers to write the digest into the entry.
    fn fix(&self, diagnostic: Diagnostic, digest: &str) -> Diagnostic {
        match &self.of {
            Some((_, span)) => diagnostic.fix(*span, format!("\"{digest}\"")),
            None => diagnostic.fix(self.line_end, format!("\nof = \"{digest}\"")),
        }
    }
}
