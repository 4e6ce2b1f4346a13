//! A license with every sentence written, before it is laid out.

use crate::license::{Clause, License, Rule, Section, Term};
use crate::render::language::Language;
use crate::render::phrase::Phrase;
use crate::render::{Fact, Heading, facts, section_heading};

use super::blocks::{Block, by_hand};
use super::drafter::Drafter;
use super::sentences::Shared;

/// A license with every sentence written, in one language. What it lends is of the license, or of its translation.
pub struct Draft<'a> {
    pub(in crate::render) license: &'a License,
    pub(in crate::render) language: &'static Language,
    /// The facts under the title.
    pub(in crate::render) facts: Vec<Fact>,
    /// The text before the first section.
    pub(in crate::render) opening: Vec<Block>,
    /// The text before the definitions.
    pub(in crate::render) definitions: Vec<Block>,
    /// The terms of the license, in its order.
    pub(in crate::render) terms: Vec<TermDraft<'a>>,
    /// Its sections, in order.
    pub(in crate::render) sections: Vec<SectionDraft<'a>>,
}

/// A term and what it means.
pub(in crate::render) struct TermDraft<'a> {
    /// The term.
    pub name: &'a str,
    /// Other forms, which its definition prints.
    pub also: &'a [String],
    /// Forms that its definition does not print.
    pub inflected: &'a [String],
    /// What it is sorted by, where that is not its name.
    pub sort: Option<&'a str>,
    /// What it means.
    pub meaning: Vec<Block>,
}

/// The text of a section.
pub(in crate::render) struct SectionDraft<'a> {
    /// Its heading.
    pub heading: Option<Heading>,
    /// The text before its clauses.
    pub opening: Vec<Block>,
    /// Its clauses, in order.
    pub clauses: Vec<ClauseDraft<'a>>,
}

/// The text of a clause.
pub(in crate::render) struct ClauseDraft<'a> {
    /// Its heading.
    pub title: Option<&'a str>,
    /// As printed in its section, whose opening states the condition shared by its clauses.
    pub in_place: Vec<Block>,
    /// On its own, with the condition of its section, if that differs.
    pub alone: Option<Vec<Block>>,
}

impl<'a> ClauseDraft<'a> {
    /// The text of a clause that is the same in its section and on its own.
    pub(in crate::render) fn plain(title: Option<&'a str>, in_place: Vec<Block>) -> ClauseDraft<'a> {
        ClauseDraft { title, in_place, alone: None }
    }

    /// Its text on its own, without its section.
    pub(in crate::render) fn alone(&self) -> &[Block] {
        self.alone.as_ref().unwrap_or(&self.in_place)
    }
}

impl<'a> Drafter<'a> {
    /// Writes the sentences of the license.
    pub fn draft(&self) -> Draft<'a> {
        let license = self.license;
        let term =
            |term: &'a Term| TermDraft { name: &term.name, also: &term.also, inflected: &[], sort: None, meaning: self.meaning_of(term) };
        Draft {
            license,
            language: self.language,
            facts: facts(license),
            opening: self.opening(),
            definitions: self.definitions(),
            terms: license.terms.iter().map(term).collect(),
            sections: license.sections.iter().map(|section| self.section(section)).collect(),
        }
    }

    fn section(&self, section: &'a Section) -> SectionDraft<'a> {
        let shared = self.shared(section);
        SectionDraft {
            heading: section_heading(section),
            opening: match &section.text {
                Some(text) => by_hand(text, &self.fillings),
                None => self.chapeau(section, &shared),
            },
            clauses: section.clauses.iter().map(|clause| self.clause_of(section, &shared, clause)).collect(),
        }
    }

    fn clause_of(&self, section: &Section, shared: &Shared, clause: &'a Clause) -> ClauseDraft<'a> {
        let plain = |blocks| ClauseDraft::plain(clause.title.as_deref(), blocks);
        match (&clause.text, &clause.rule) {
            // The exceptions of a summary are added in `lines`.
            (Some(text), _) if self.license.is_reading() => plain(by_hand(text, &self.fillings_of(clause))),
            (Some(text), _) => plain([by_hand(text, &self.fillings_of(clause)), self.worded_exceptions(clause)].concat()),
            (None, Rule::NotModelled(reason)) => plain(vec![Block::plain(Phrase::by_hand(&self.plain(reason)))]),
            (None, _) => {
                let alone = self.sentence(&shared.object, shared.conditions.clone(), clause);
                // A section's own text need not state its condition, so the sentences do.
                if shared.conditions.is_empty() || section.text.is_some() {
                    return plain(alone);
                }
                ClauseDraft { alone: Some(alone), ..plain(self.sentence(&shared.object, Vec::new(), clause)) }
            }
        }
    }

    /// The meaning of a term, handwritten or generated from its formal one.
    fn meaning_of(&self, term: &Term) -> Vec<Block> {
        match (&term.text, &term.means) {
            (Some(text), _) => by_hand(text, &self.fillings),
            (None, Some(means)) => vec![Block::plain(self.meaning(&term.name, means))],
            (None, None) => Vec::new(),
        }
    }
}
