//! Statements of a use that Γ does not let stand together, with both their places (semantics §2).

use std::sync::Arc;

use crate::base::{Interval, Span};
use crate::policy::{LocalId, Policy};
use crate::usage::{Said, Use};
use crate::vocabulary::{ConceptId, ScalarId, Vocabulary};

use super::statements::{Stated, Statements};
use crate::check::answer::Contradiction;
use crate::check::prepared::Lookup;

/// Finds statements that can't stand together by the whole of a vocabulary, whatever policy they are checked against.
pub struct Contradictions {
    policy: Policy,
    lookup: Lookup,
    statements: Statements,
    /// By concept, once it was stated.
    near: Vec<Option<Near>>,
}

/// What a concept may clash with, each set modulo 64.
#[derive(Debug, Clone, Copy)]
struct Near {
    /// Its own facet.
    facet: u64,
    /// The facets that it and its ancestors are in.
    facets: u64,
    /// The exclusive groups that it and its ancestors are members of.
    groups: u64,
}

impl Contradictions {
    /// Makes ready to look through many uses.
    pub fn new(vocabulary: Arc<Vocabulary>) -> Contradictions {
        let policy = Policy::empty(vocabulary);
        let near = vec![None; policy.vocabulary().concepts().len()];
        Contradictions { lookup: Lookup::new(&policy), policy, statements: Statements::default(), near }
    }

    /// The first two statements of a use that can't stand together; names that the vocabulary lacks are passed over.
    pub fn find(&mut self, described: &Use) -> Option<Contradiction> {
        self.statements.read(described, &self.lookup, &self.policy);
        if self.is_clear() { None } else { clash(&self.policy, &self.statements) }
    }

    /// Whether a glance shows that all can stand together: what holds shares no facet with what fails, no two that hold share a group, and at most one
    /// number is stated.
    fn is_clear(&mut self) -> bool {
        let Contradictions { policy, statements, near, .. } = self;
        let vocabulary = policy.vocabulary();
        let (mut above, mut failing, mut groups) = (0, 0, 0);
        for Stated { what: concept, said, .. } in &statements.concepts {
            let Some(own) = near.get_mut(concept.index()).map(|near| near.get_or_insert_with(|| Near::of(*concept, vocabulary))) else {
                return false;
            };
            match said {
                Said::Holds if groups & own.groups != 0 => return false,
                Said::Holds => (above, groups) = (above | own.facets, groups | own.groups),
                Said::Fails => failing |= own.facet,
                Said::Unknown => {}
            }
        }
        above & failing == 0 && statements.numbers.len() <= 1 && statements.numbers.iter().all(|(_, interval, _)| !interval.is_empty())
    }
}

impl Near {
    fn of(concept: ConceptId, vocabulary: &Vocabulary) -> Near {
        let bit = |at: usize| 1 << (at % 64);
        let facet = |concept: ConceptId| bit(vocabulary.concept(concept).facet().index());
        let all = || vocabulary.with_ancestors(concept);
        Near {
            facet: facet(concept),
            facets: all().map(facet).fold(0, |all, one| all | one),
            groups: all().flat_map(|above| vocabulary.concept(above).groups()).fold(0, |all, group| all | bit(group.index())),
        }
    }
}

/// The first two statements that can't stand together.
pub(in crate::check) fn clash(policy: &Policy, statements: &Statements) -> Option<Contradiction> {
    let vocabulary = policy.vocabulary();
    concept_clash(vocabulary, statements).or_else(|| number_clash(vocabulary, statements)).or_else(|| local_clash(policy, statements))
}

fn concept_clash(vocabulary: &Vocabulary, statements: &Statements) -> Option<Contradiction> {
    let clashes = |one: &Stated<ConceptId>, other: &Stated<ConceptId>| match (one.said, other.said) {
        (Said::Holds, Said::Fails) => vocabulary.is_a(one.what, other.what),
        (Said::Holds, Said::Holds) => vocabulary.excludes(one.what, other.what),
        _ => false,
    };
    let named = |stated: &Stated<ConceptId>| (vocabulary.concept(stated.what).name().to_owned(), stated.place);
    statements.concepts.iter().find_map(|one| {
        let other = statements.concepts.iter().find(|other| clashes(one, other))?;
        Some(Contradiction { one: named(one), other: named(other) })
    })
}

fn number_clash(vocabulary: &Vocabulary, statements: &Statements) -> Option<Contradiction> {
    let meets = |one: (ScalarId, Interval), other: (ScalarId, Interval)| match one.0 == other.0 {
        true => one.1.and(other.1),
        false if vocabulary.scalar(one.0).at_most().contains(&other.0) => one.1.only_min().and(other.1.only_max()),
        false => Interval::default(),
    };
    let named = |scalar: ScalarId, place: Option<Span>| (vocabulary.scalar(scalar).name().to_owned(), place);
    statements.numbers.iter().find_map(|(one, interval, place)| {
        let other =
            statements.numbers.iter().find(|(other, other_interval, _)| meets((*one, *interval), (*other, *other_interval)).is_empty())?;
        Some(Contradiction { one: named(*one, *place), other: named(other.0, other.2) })
    })
}

fn local_clash(policy: &Policy, statements: &Statements) -> Option<Contradiction> {
    let named = |stated: &Stated<LocalId>| (policy.propositions().get(stated.what).id.clone(), stated.place);
    let said = |wanted: Said| statements.locals.iter().filter(move |stated| stated.said == wanted);
    said(Said::Holds).find_map(|one| {
        let other = said(Said::Fails).find(|other| other.what == one.what)?;
        Some(Contradiction { one: named(one), other: named(other) })
    })
}
