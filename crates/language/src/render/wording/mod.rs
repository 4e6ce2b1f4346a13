//! Sentences that say what a rule does, made from the phrases of the vocabulary, for clauses that nobody worded by hand.
//!
//! A rule's condition becomes a [`tree::Tree`], the tree an [`outline::Outline`], a template of `templates/` sets the outline into sentences, and
//! [`blocks`] makes paragraphs of these.

mod acts;
mod blocks;
mod clauses;
mod facets;
mod figures;
mod house;
mod limbs;
mod outline;
mod sentences;
mod things;
mod tree;

pub(super) use blocks::Block;

use crate::license::{About, Clause, License, Local, Rule, Section, Term, Text};
use railc_core::vocabulary::{ConceptId, Vocabulary};

use super::language::{Language, Words, filled};
use super::phrase::{Phrase, Piece};
use house::HouseStyle;
use sentences::Shared;

/// Words the rules of one license.
pub(super) struct Drafter<'a> {
    pub(super) license: &'a License,
    vocabulary: &'a Vocabulary,
    pub(super) language: &'static Language,
    words: &'static Words,
    house: HouseStyle,
    /// What is licensed, as a whole.
    material: String,
    /// The governing laws, as texts name them.
    laws: String,
}

/// What a section says.
pub(super) struct SectionDraft {
    /// Before its clauses.
    pub opening: Vec<Block>,
    /// Its clauses, in order.
    pub clauses: Vec<ClauseDraft>,
}

/// What a clause says.
pub(super) struct ClauseDraft {
    /// In its place, where its section has said what its clauses share.
    pub in_place: Vec<Block>,
    /// By itself, where that is longer.
    pub alone: Option<Vec<Block>>,
}

impl<'a> Drafter<'a> {
    /// For the clauses of that license.
    pub(super) fn new(license: &'a License, vocabulary: &'a Vocabulary, language: &'static Language) -> Drafter<'a> {
        let words = language.words();
        let laws = license.laws.iter().map(|(law, _)| law.as_str()).collect::<Vec<_>>().join(words.joining.and);
        let house = HouseStyle::of(license, words);
        let mut drafter = Drafter { license, vocabulary, language, words, house, material: String::new(), laws };
        drafter.material = drafter.all_licensed();
        drafter
    }

    /// Every section with its clauses, in order.
    pub(super) fn sections(&self) -> Vec<SectionDraft> {
        self.license.sections.iter().map(|section| self.section(section)).collect()
    }

    fn section(&self, section: &Section) -> SectionDraft {
        let shared = self.shared(section);
        SectionDraft {
            opening: match &section.text {
                Some(text) => blocks::by_hand(text, &self.laws),
                None => self.chapeau(section, &shared),
            },
            clauses: section.clauses.iter().map(|clause| self.clause_of(section, &shared, clause)).collect(),
        }
    }

    fn clause_of(&self, section: &Section, shared: &Shared, clause: &Clause) -> ClauseDraft {
        let written = match (&clause.text, &clause.rule) {
            (Some(text), _) if self.license.is_reading() => Some(blocks::by_hand(text, &self.laws)),
            (Some(text), _) => Some(blocks::by_hand(text, &self.laws).into_iter().chain(self.worded_exceptions(clause)).collect()),
            (None, Rule::NotModelled(reason)) => Some(vec![Block::plain(Phrase::by_hand(&self.plain(reason)))]),
            (None, _) => None,
        };
        if let Some(in_place) = written {
            return ClauseDraft { in_place, alone: None };
        }
        let alone = self.sentence(&shared.object, shared.conditions.clone(), clause);
        // A section's own text need not say its condition; the sentences then do.
        if shared.conditions.is_empty() || section.text.is_some() {
            return ClauseDraft { in_place: alone, alone: None };
        }
        ClauseDraft { in_place: self.sentence(&shared.object, Vec::new(), clause), alone: Some(alone) }
    }

    /// What the vocabulary calls a concept in a sentence.
    fn called(&self, concept: ConceptId) -> &str {
        self.vocabulary.concept(concept).phrase()
    }

    /// The meaning of a term, by hand or made from its formal one.
    pub(super) fn meaning_of(&self, term: &Term) -> Vec<Block> {
        match (&term.text, &term.means) {
            (Some(text), _) => blocks::by_hand(text, &self.laws),
            (None, Some(means)) => vec![Block::plain(self.meaning(means))],
            (None, None) => Vec::new(),
        }
    }

    /// The question to a person that a proposition of the license's own stands for.
    pub(super) fn asked(&self, local: &Local) -> String {
        match &local.about {
            About::Question { ask, .. } => ask.clone(),
            About::Module { name, title } => filled(self.words.own.ask_module, &[("name", title.as_ref().unwrap_or(name))]),
        }
    }

    /// A text by hand in one line, references by their ids.
    pub(super) fn plain(&self, text: &Text) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Reference(id) => format!("@{id}"),
            Piece::Made(words) | Piece::ByHand(words) | Piece::Exact(words) => words.clone(),
        };
        blocks::line_by_hand(text, &self.laws).pieces().iter().map(piece).collect()
    }
}
