//! What is presumed where a use says nothing (semantics §2).

use std::collections::BTreeSet;

use crate::base::{Interval, Number};
use crate::policy::Policy;
use crate::usage::Said;
use crate::vocabulary::{Closed, ConceptId, FacetId, ScalarId, Vocabulary};

use super::completions::{Completion, lies_in};
use crate::check::{FacetSet, Statements};

/// One thing presumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presumption {
    /// A default.
    Holds(ConceptId),
    /// A closed facet, or an odd concept.
    Fails(ConceptId),
    /// A usual range.
    Usual(ScalarId, Interval),
}

/// Whether a completion satisfies a presumption.
pub fn fits_presumption(world: &Completion, presumption: &Presumption) -> bool {
    match presumption {
        Presumption::Holds(concept) => world.concepts.contains(concept),
        Presumption::Fails(concept) => !world.concepts.contains(concept),
        Presumption::Usual(scalar, interval) => lies_in(world.numbers.get(scalar.index()), interval),
    }
}

/// What is presumed about a use (§2), less what Γ and the statements rule out.
pub fn presumptions(policy: &Policy, statements: &Statements, stated: &[Completion]) -> Vec<Presumption> {
    let vocabulary = policy.vocabulary();
    if statements.presume_nothing {
        return Vec::new();
    }
    let is_possible = |worlds: &[&Completion], presumption: &Presumption| worlds.iter().any(|world| fits_presumption(world, presumption));
    let all_stated: Vec<&Completion> = stated.iter().collect();
    let defaults: Vec<ConceptId> = vocabulary
        .facet_ids()
        .filter(|facet| !statements.spoken.has(*facet))
        .flat_map(|facet| vocabulary.facet(facet).default().iter().copied())
        .filter(|concept| !is_asked(policy, *concept))
        .filter(|concept| is_possible(&all_stated, &Presumption::Holds(*concept)))
        .collect();
    let left = LeftOpen::of(policy, statements, &defaults);
    let fails = vocabulary.concept_ids().filter(|concept| left.is_presumed_absent(*concept)).map(Presumption::Fails);
    let mut all: Vec<Presumption> = defaults.iter().copied().map(Presumption::Holds).chain(fails).collect();
    all.extend(usual(policy, statements));
    // Defaults are taken as stated, so they rule out other presumptions as statements do.
    let taken = |world: &&Completion| defaults.iter().all(|concept| world.concepts.contains(concept));
    let with_defaults: Vec<&Completion> = stated.iter().filter(taken).collect();
    all.retain(|presumption| is_possible(&with_defaults, presumption));
    all
}

/// Whether the license asks about a concept or an ancestor of it.
fn is_asked(policy: &Policy, concept: ConceptId) -> bool {
    policy.vocabulary().with_ancestors(concept).any(|above| policy.asks().concepts.contains(&above))
}

fn usual(policy: &Policy, statements: &Statements) -> Vec<Presumption> {
    let vocabulary = policy.vocabulary();
    let mut all = Vec::new();
    for id in vocabulary.scalar_ids().filter(|id| !policy.asks().scalars.contains(id)) {
        let scalar = vocabulary.scalar(id);
        let usual = Interval::between(scalar.usual_min().map(Number::whole), scalar.usual_max().map(Number::whole));
        let is_said = statements.numbers.iter().any(|(said, ..)| *said == id);
        let is_same_metric = |other: &ScalarId| vocabulary.scalar(*other).metric() == scalar.metric();
        let others = statements.numbers.iter().filter(|(other, ..)| is_same_metric(other)).map(|(_, interval, _)| *interval);
        let is_unbounded = others.clone().any(|interval| interval.max.is_none());
        if usual != Interval::default() && !is_said && !is_unbounded {
            all.push(Presumption::Usual(id, others.fold(usual, Interval::with)));
        }
    }
    all
}

/// What §2 calls left open, and what it therefore presumes absent.
struct LeftOpen<'a> {
    policy: &'a Policy,
    vocabulary: &'a Vocabulary,
    statements: &'a Statements,
    /// Stated to hold, or by default.
    holds: BTreeSet<ConceptId>,
    fails: BTreeSet<ConceptId>,
    unknown: BTreeSet<ConceptId>,
    raised: BTreeSet<ConceptId>,
    /// Facets that count as stated to hold something.
    stated: FacetSet,
    left_open: BTreeSet<ConceptId>,
}

impl<'a> LeftOpen<'a> {
    fn of(policy: &'a Policy, statements: &'a Statements, defaults: &[ConceptId]) -> LeftOpen<'a> {
        let vocabulary: &'a Vocabulary = policy.vocabulary();
        let said = |wanted: Said| statements.concepts.iter().filter(move |stated| stated.said == wanted).map(|stated| stated.what);
        let holds: BTreeSet<ConceptId> = said(Said::Holds).chain(defaults.iter().copied()).collect();
        let implied: BTreeSet<ConceptId> = holds.iter().flat_map(|concept| vocabulary.with_ancestors(*concept)).collect();
        let raised = implied.iter().flat_map(|concept| vocabulary.concept(*concept).raises().iter().copied()).collect();
        let default_facets = defaults.iter().map(|concept| vocabulary.concept(*concept).facet());
        let mut stated = statements.stated.clone();
        stated.extend(default_facets);
        let mut all = LeftOpen {
            policy,
            vocabulary,
            statements,
            holds,
            fails: said(Said::Fails).collect(),
            unknown: said(Said::Unknown).collect(),
            raised,
            stated,
            left_open: BTreeSet::new(),
        };
        all.left_open = all.find();
        all
    }

    fn find(&self) -> BTreeSet<ConceptId> {
        let vocabulary = self.vocabulary;
        let mut open = BTreeSet::new();
        for concept in &self.holds {
            let below = &vocabulary.concept(*concept).descendants();
            if !below.iter().any(|one| self.holds.contains(one)) {
                open.extend(below.iter().copied().filter(|one| !vocabulary.concept(*one).is_odd() || self.excuses_odd(*one)));
            }
        }
        for concept in &self.raised {
            let below = vocabulary.concept(*concept).below().iter().copied();
            open.extend(below.filter(|one| !vocabulary.concept(*one).is_odd() || self.excuses_odd(*one)));
            open.insert(*concept);
        }
        open.extend(vocabulary.concept_ids().filter(|concept| is_asked(self.policy, *concept)));
        open.extend(self.unknown.iter().flat_map(|concept| vocabulary.with_descendants(*concept)));
        let reaches_up = |concept: &ConceptId| !vocabulary.with_ancestors(*concept).any(|above| self.fails.contains(&above));
        let above: Vec<ConceptId> =
            open.iter().filter(|concept| reaches_up(concept)).flat_map(|concept| vocabulary.with_ancestors(*concept)).collect();
        open.extend(above);
        open
    }

    /// Whether the use gives a reason to ask about an odd concept, apart from its being an ancestor of something left open.
    fn excuses_odd(&self, concept: ConceptId) -> bool {
        let vocabulary = self.vocabulary;
        let is_said = |one: &ConceptId| self.holds.contains(one) || self.unknown.contains(one);
        let below_said = vocabulary.with_ancestors(concept).any(|above| vocabulary.concept(above).is_odd() && is_said(&above));
        let below_raised =
            self.raised.iter().any(|one| vocabulary.concept(*one).is_odd() && vocabulary.concept(*one).below().contains(&concept));
        below_said || below_raised || self.raised.contains(&concept)
    }

    fn is_presumed_absent(&self, concept: ConceptId) -> bool {
        let is_said = [&self.holds, &self.fails, &self.unknown].iter().any(|said| said.contains(&concept));
        if is_said || self.left_open.contains(&concept) {
            return false;
        }
        let facet = self.vocabulary.concept(concept).facet();
        self.is_closed(facet) || (self.vocabulary.concept(concept).is_odd() && !self.excuses_odd(concept))
    }

    fn is_closed(&self, facet: FacetId) -> bool {
        if self.statements.open.has(facet) {
            return false;
        }
        if self.statements.closed.has(facet) {
            return true;
        }
        match self.vocabulary.facet(facet).closed() {
            Closed::Always => true,
            Closed::Never => false,
            Closed::WhenStated => self.stated.has(facet),
        }
    }
}
