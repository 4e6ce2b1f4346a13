//! A license with every sentence written, before it is laid out.

use crate::license::{Clause, License, Rule, Section, Term};
use crate::render::language::Language;
use crate::render::phrase::Phrase;
use railc_core::vocabulary::Vocabulary;

use super::blocks::{Block, by_hand};
use super::drafter::Drafter;
use super::sentences::Shared;

/// A license with every sentence written.
pub struct Draft<'a> {
    pub(in crate::render) drafter: Drafter<'a>,
    /// Its sections, in order.
    pub(in crate::render) sections: Vec<SectionDraft>,
}

/// The text of a section.
pub(in crate::render) struct SectionDraft {
    /// The text before its clauses.
    pub opening: Vec<Block>,
    /// Its clauses, in order.
    pub clauses: Vec<ClauseDraft>,
}

/// The text of a clause.
pub(in crate::render) struct ClauseDraft {
    /// As printed in its section, whose opening states the condition shared by its clauses.
    pub in_place: Vec<Block>,
    /// On its own, with the condition of its section, if that differs.
    pub alone: Option<Vec<Block>>,
}

impl<'a> Draft<'a> {
    /// Writes the sentences of a license that has no errors.
    pub fn new(license: &'a License, vocabulary: &'a Vocabulary, language: &'static Language) -> Draft<'a> {
        let drafter = Drafter::new(license, vocabulary, language);
        let sections = license.sections.iter().map(|section| drafter.section(section)).collect();
        Draft { drafter, sections }
    }
}

impl ClauseDraft {
    fn plain(in_place: Vec<Block>) -> ClauseDraft {
        ClauseDraft { in_place, alone: None }
    }

    /// Its text on its own, without its section.
    pub(in crate::render) fn alone(&self) -> &[Block] {
        self.alone.as_ref().unwrap_or(&self.in_place)
    }
}

impl Drafter<'_> {
    fn section(&self, section: &Section) -> SectionDraft {
        let shared = self.shared(section);
        SectionDraft {
            opening: match &section.text {
                Some(text) => by_hand(text, &self.fillings),
                None => self.chapeau(section, &shared),
            },
            clauses: section.clauses.iter().map(|clause| self.clause_of(section, &shared, clause)).collect(),
        }
    }

    fn clause_of(&self, section: &Section, shared: &Shared, clause: &Clause) -> ClauseDraft {
        match (&clause.text, &clause.rule) {
            // The exceptions of a summary are added in `lines`.
            (Some(text), _) if self.license.is_reading() => ClauseDraft::plain(by_hand(text, &self.fillings_of(clause))),
            (Some(text), _) => ClauseDraft::plain([by_hand(text, &self.fillings_of(clause)), self.worded_exceptions(clause)].concat()),
            (None, Rule::NotModelled(reason)) => ClauseDraft::plain(vec![Block::plain(Phrase::by_hand(&self.plain(reason)))]),
            (None, _) => {
                let alone = self.sentence(&shared.object, shared.conditions.clone(), clause);
                // A section's own text need not state its condition, so the sentences do.
                if shared.conditions.is_empty() || section.text.is_some() {
                    return ClauseDraft::plain(alone);
                }
                ClauseDraft { in_place: self.sentence(&shared.object, Vec::new(), clause), alone: Some(alone) }
            }
        }
    }

    /// The meaning of a term, handwritten or generated from its formal one.
    pub(in crate::render) fn meaning_of(&self, term: &Term) -> Vec<Block> {
        match (&term.text, &term.means) {
            (Some(text), _) => by_hand(text, &self.fillings),
            (None, Some(means)) => vec![Block::plain(self.meaning(&term.name, means))],
            (None, None) => Vec::new(),
        }
    }
}
