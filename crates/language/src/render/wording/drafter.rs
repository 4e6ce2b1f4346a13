//! Words the rules of one license, in one language.

use std::borrow::Cow;

use crate::license::{self, About, Clause, License, Local, Rule, Text};
use crate::render::language::{self, Drafting, Language, Words, filled};
use crate::render::phrase::{Phrase, Piece};
use crate::render::templates::Templates;
use railc_core::vocabulary::{ConceptId, Vocabulary};

use super::blocks::{Fillings, line_by_hand};
use super::coordination::{Conjunction, series};
use super::house::HouseStyle;

/// Words the rules of one license.
pub struct Drafter<'a> {
    pub(in crate::render) license: &'a License,
    pub(in crate::render) language: &'static Language,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) words: &'static Words,
    pub(in crate::render) drafting: Drafting,
    pub(in crate::render) templates: Templates,
    pub(super) house: HouseStyle,
    /// The facets in the meaning of each term.
    pub(super) term_facets: Vec<Vec<&'a str>>,
    /// The terms that stand only for artifacts, with these.
    pub(super) artifact_terms: Vec<(usize, Vec<ConceptId>)>,
    /// What is licensed, as a whole.
    pub(super) material: String,
    /// What texts take from elsewhere in the license.
    pub(super) fillings: Fillings,
}

impl<'a> Drafter<'a> {
    /// A drafter for the clauses of a license, in English, with railc's templates.
    pub fn new(license: &'a License, vocabulary: &'a Vocabulary) -> Drafter<'a> {
        Drafter::with(license, vocabulary, Templates::default())
    }

    /// A drafter with these templates.
    pub fn with(license: &'a License, vocabulary: &'a Vocabulary, templates: Templates) -> Drafter<'a> {
        let (language, drafting) = language::drafting();
        let words = language.words();
        let laws = license.laws.iter().map(|(law, _)| law.as_str()).collect::<Vec<_>>().join(words.joining.and);
        let fillings = Fillings { laws, withdrawals: withdrawals(license, None, words), ..Fillings::default() };
        let house = HouseStyle::of(license, drafting.words);
        let term_facets = super::term_facets::of_terms(license, vocabulary);
        let (artifact_terms, material) = (Vec::new(), String::new());
        let mut drafter =
            Drafter { license, language, vocabulary, words, drafting, templates, house, term_facets, artifact_terms, material, fillings };
        drafter.artifact_terms = drafter.artifact_terms();
        drafter.material = drafter.all_licensed();
        drafter.fillings.material = drafter.material.clone();
        drafter.fillings.objects = license.sections.iter().map(|section| (section.id.clone(), drafter.shared(section).object)).collect();
        drafter
    }

    /// What the text of a clause takes from elsewhere: to a grant, only its own withdrawals matter.
    pub(super) fn fillings_of(&self, clause: &Clause) -> Cow<'_, Fillings> {
        let uses = |text: &Text| text.paragraphs.iter().flatten().any(|piece| matches!(piece, license::Piece::Withdrawals));
        match &clause.rule {
            Rule::Permit { .. } if clause.text.as_ref().is_some_and(uses) => {
                let withdrawals = withdrawals(self.license, Some(&clause.id), self.words);
                Cow::Owned(Fillings { withdrawals, ..self.fillings.clone() })
            }
            _ => Cow::Borrowed(&self.fillings),
        }
    }

    /// What the vocabulary calls a concept in a sentence.
    pub(super) fn called(&self, concept: ConceptId) -> &str {
        self.vocabulary.concept(concept).phrase()
    }

    /// The question that asks a person about one of the license's own propositions.
    pub(in crate::render) fn asked(&self, local: &Local) -> String {
        match &local.about {
            About::Question { ask, .. } => ask.clone(),
            About::Module { name, title } => filled(self.drafting.words.own.ask_module, &[("name", title.as_ref().unwrap_or(name))]),
        }
    }

    /// A handwritten text in one line, references as ids.
    pub(in crate::render) fn plain(&self, text: &Text) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Reference(id) => format!("@{id}"),
            Piece::Made(words) | Piece::ByHand(words) | Piece::Exact(words) => words.clone(),
        };
        line_by_hand(text, &self.fillings).pieces().iter().map(piece).collect()
    }
}

/// References to the clauses that withdraw this grant, or any: `Section 3.3 and Section 6.2`.
pub(in crate::render) fn withdrawals(license: &License, grant: Option<&str>, words: &Words) -> Phrase {
    let withdraws = |clause: &Clause| match &clause.rule {
        Rule::Withdraw { grants, .. } => grants.is_empty() || grant.is_none_or(|grant| grants.iter().any(|named| named == grant)),
        Rule::Permit { .. }
        | Rule::Prohibit { .. }
        | Rule::Must { .. }
        | Rule::Should { .. }
        | Rule::LicensorMay(_)
        | Rule::NotModelled(_) => false,
    };
    let clauses = license.clauses().map(|(_, clause)| clause).filter(|clause| withdraws(clause));
    let references: Vec<Phrase> = clauses.map(|clause| Piece::Reference(clause.id.clone()).into()).collect();
    if references.is_empty() { words.document.no_clause.into() } else { series(&references, Conjunction::And, words) }
}
