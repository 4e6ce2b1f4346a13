//! A license with every sentence written, in one language, before it is laid out.

use crate::license::License;
use railc_core::vocabulary::Vocabulary;

use super::language::Language;
use super::wording::{Drafter, SectionDraft};
use super::{Document, Lines, document, lines};

/// A license with every sentence written.
pub struct Draft<'a> {
    pub(super) drafter: Drafter<'a>,
    /// The sections, in the license's order.
    pub(super) sections: Vec<SectionDraft>,
}

impl<'a> Draft<'a> {
    /// Writes the sentences of a license that has no errors.
    pub fn new(license: &'a License, vocabulary: &'a Vocabulary, language: &'static Language) -> Draft<'a> {
        let drafter = Drafter::new(license, vocabulary, language);
        let sections = drafter.sections();
        Draft { drafter, sections }
    }

    /// The license as a document.
    pub fn document(&self) -> Document {
        document::from_draft(self)
    }

    /// What it says in one line each.
    pub fn lines(&self) -> Lines {
        lines::from_draft(self)
    }
}
