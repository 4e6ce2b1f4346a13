//! What a license calls the artifacts that it covers, and the acts that its terms define.

use std::collections::BTreeSet;

use crate::license::{Condition, Section, Term};
use crate::render::language::filled;
use crate::render::phrase::Phrase;
use railc_core::vocabulary::ConceptId;

use super::coordination::{Conjunction, series};
use super::drafter::Drafter;
use super::tree::{Leaf, Tree};

/// Artifacts that a license covers only one of, so they take a definite article.
const SINGLE: [&str; 6] = ["model", "source", "data", "documentation", "complementary", "application"];

/// A thing that an object names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Thing {
    /// A term.
    Term(usize),
    /// An artifact for which there is no term.
    Concept(ConceptId),
    /// Everything licensed, by the term for it, if there is one.
    Everything(Option<usize>),
}

impl Drafter<'_> {
    /// Everything licensed: `the Licensed Material`, or the covered artifacts by their terms.
    fn everything(&self) -> Vec<Thing> {
        let things = &self.drafting.words.things;
        let is_named = |term: &Term| term.name.to_lowercase() == things.material_term || term.name.ends_with(things.material_terms);
        if let Some(at) = self.license.terms.iter().position(is_named) {
            return vec![Thing::Everything(Some(at))];
        }
        match self.things(&self.license.covers, &[]) {
            few if (1..=3).contains(&few.len()) => few,
            _ => vec![Thing::Everything(None)],
        }
    }

    /// The same in words.
    pub(super) fn all_licensed(&self) -> String {
        self.one_of(&self.everything())
    }

    /// Everything licensed but for what conditions exclude.
    fn all_but(&self, conditions: &[Tree]) -> Vec<Thing> {
        let excluded = |tree: &Tree| match tree {
            Tree::Leaf(Leaf::Is(concept), false) => vec![*concept],
            Tree::Leaf(Leaf::Term(at), false) => self.license.terms.get(*at).map(|term| self.meant(term)).unwrap_or_default(),
            Tree::Leaf(..) | Tree::All(_) | Tree::Any(_) | Tree::Unless(..) => Vec::new(),
        };
        let excluded: Vec<ConceptId> = conditions.iter().flat_map(excluded).collect();
        let is_left = |artifact: &ConceptId| !excluded.iter().any(|one| self.vocabulary.is_a(*artifact, *one));
        let left: Vec<ConceptId> = self.license.covers.iter().copied().filter(is_left).collect();
        match self.things(&left, &[]) {
            few if left.len() < self.license.covers.len() && (1..=3).contains(&few.len()) => few,
            _ => self.everything(),
        }
    }

    /// What the clauses of a section are about: the artifacts that its condition names, and its other conjuncts.
    pub(super) fn subject(&self, section: &Section) -> (Vec<Thing>, Vec<Tree>) {
        let Some(when) = &section.when else { return (self.everything(), Vec::new()) };
        let (artifacts, mut conditions): (Vec<Tree>, Vec<Tree>) =
            self.tree(when).conjuncts().iter().cloned().partition(|conjunct| self.is_artifact(conjunct));
        let mut artifacts = artifacts.into_iter();
        let things = artifacts.next().map_or_else(|| self.all_but(&conditions), |artifacts| self.named(&artifacts));
        conditions.extend(artifacts);
        (things, conditions)
    }

    /// What the clauses of a section are about, or the license as a whole.
    pub(in crate::render) fn object_things(&self, section: Option<&Section>) -> Vec<Thing> {
        section.map_or_else(|| self.everything(), |section| self.subject(section).0)
    }

    /// The artifacts that a condition names, as an object: `the Model, a Derivative or an Output`.
    pub(super) fn object(&self, artifacts: &Tree) -> String {
        self.one_of(&self.named(artifacts))
    }

    fn named(&self, artifacts: &Tree) -> Vec<Thing> {
        let (mut concepts, mut terms) = (Vec::new(), Vec::new());
        for tree in artifacts.alternatives() {
            match tree {
                Tree::Leaf(Leaf::Is(concept), _) => concepts.push(*concept),
                Tree::Leaf(Leaf::Term(at), _) => terms.push(*at),
                _ => {}
            }
        }
        self.things(&concepts, &terms)
    }

    /// Things as alternatives.
    pub(super) fn one_of(&self, things: &[Thing]) -> String {
        let term = |at: usize| self.license.terms.get(at);
        let said = |thing: &Thing| match thing {
            Thing::Term(at) => term(*at).map(|term| self.thing(term)).unwrap_or_default(),
            Thing::Concept(concept) => self.called(*concept).to_owned(),
            Thing::Everything(Some(at)) => term(*at).map(|term| (self.drafting.grammar.the_one)(&term.name)).unwrap_or_default(),
            Thing::Everything(None) => self.drafting.words.things.material.to_owned(),
        };
        let things: Vec<Phrase> = things.iter().map(said).map(Phrase::from).collect();
        series(&things, Conjunction::Or, self.words).text().into_owned()
    }

    /// Terms and concepts as things; a concept is called by the term that means it, if there is one.
    fn things(&self, concepts: &[ConceptId], terms: &[usize]) -> Vec<Thing> {
        let mut seen = BTreeSet::new();
        let mut left: Vec<ConceptId> = concepts.iter().copied().filter(|concept| seen.insert(*concept)).collect();
        let mut things: Vec<Thing> = terms.iter().map(|at| Thing::Term(*at)).collect();
        for (at, meant) in &self.artifact_terms {
            if !terms.contains(at) && meant.iter().all(|concept| left.contains(concept)) {
                left.retain(|concept| !meant.contains(concept));
                things.push(Thing::Term(*at));
            }
        }
        things.extend(left.into_iter().map(Thing::Concept));
        things
    }

    /// The terms that stand only for artifacts, with these.
    pub(super) fn artifact_terms(&self) -> Vec<(usize, Vec<ConceptId>)> {
        let terms = self.license.terms.iter().map(|term| self.meant(term)).enumerate();
        terms.filter(|(_, meant)| !meant.is_empty()).collect()
    }

    /// The artifacts that a term stands for, if it stands only for artifacts.
    fn meant(&self, term: &Term) -> Vec<ConceptId> {
        let members = match &term.means {
            Some(Condition::Any(members)) => members.as_slice(),
            Some(other) => std::slice::from_ref(other),
            None => &[],
        };
        let artifact = |member: &Condition| match member {
            Condition::Is(concept) if self.facet(Leaf::Is(*concept)) == "artifact" => Some(*concept),
            _ => None,
        };
        members.iter().map(artifact).collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// A term for an artifact, with its article: `the Model`, `a Derivative`, `Outputs`.
    pub(super) fn thing(&self, term: &Term) -> String {
        let grammar = self.drafting.grammar;
        let is_single = |concept: &ConceptId| {
            let name = self.vocabulary.concept(*concept).name();
            SINGLE.contains(&name.split('.').nth(1).unwrap_or_default())
        };
        let is_material = term.name.to_lowercase() == self.drafting.words.things.material_term;
        if is_material || self.meant(term).iter().any(is_single) {
            return (self.drafting.grammar.the_one)(&term.name);
        }
        match term.also.iter().find(|form| (grammar.is_singular)(form, &term.name)) {
            Some(singular) => (grammar.one_of)(singular),
            None if (grammar.is_plural)(&term.name) => term.name.clone(),
            None => (grammar.one_of)(&term.name),
        }
    }

    /// A term for an act, with its object: `Distribute the Model or a Derivative`.
    pub(super) fn term_act(&self, at: usize, object: Option<&str>) -> String {
        let Some(term) = self.license.terms.get(at) else { return String::new() };
        let things = &self.drafting.words.things;
        let verb = std::iter::once(&term.name).chain(&term.also).find(|form| (self.drafting.grammar.is_verb)(form));
        let Some(verb) = verb else {
            if (self.drafting.grammar.is_act)(&term.name) {
                return filled(things.engage, &[("act", &term.name)]);
            }
            return filled(things.come_under, &[("act", &filled(things.label, &[("term", &term.name)]))]);
        };
        let object = object.map(str::to_owned).or_else(|| self.acted_on(term)).unwrap_or_else(|| self.material.clone());
        filled(things.act, &[("verb", verb), ("object", &object)])
    }

    /// The object that the meaning of a term for an act names.
    fn acted_on(&self, term: &Term) -> Option<String> {
        let tree = Tree::new(term.means.as_ref()?, self.vocabulary);
        let artifacts = tree.conjuncts().iter().find(|conjunct| self.is_artifact(conjunct))?;
        Some(self.object(artifacts))
    }
}
