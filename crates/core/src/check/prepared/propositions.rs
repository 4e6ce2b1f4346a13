//! The propositions that a policy's rules depend on, numbered.

use std::collections::BTreeSet;

use crate::base::{Bound, Interval, Number};
use crate::policy::{Comparison, Condition, LocalId, Policy};
use crate::vocabulary::{ConceptId, ScalarId, Vocabulary};

use super::actions::TrackedGroup;

/// What a numbered proposition of a prepared policy stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Proposition {
    /// The use has the concept.
    Concept(ConceptId),
    /// The scalar lies above the cut.
    Above { scalar: ScalarId, cut: Cut },
    /// The policy's own proposition.
    Local(LocalId),
}

/// "At least" a number, or "more than" it (`strict`); in the order in which one implies another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) struct Cut {
    pub limit: Number,
    pub strict: bool,
}

impl Cut {
    /// A comparison as "lies above the cut", or as the opposite of that (`true`).
    pub(crate) fn of(comparison: Comparison, limit: Number) -> (Cut, bool) {
        let (strict, negated) = match comparison {
            Comparison::MoreThan => (true, false),
            Comparison::AtLeast => (false, false),
            Comparison::LessThan => (false, true),
            Comparison::AtMost => (true, true),
        };
        (Cut { limit, strict }, negated)
    }

    /// Whether all of an interval lies above the cut; `None` where it has numbers on both sides.
    pub(crate) fn is_below(self, interval: Interval) -> Option<bool> {
        let Cut { limit, strict } = self;
        let is_above = |min: Bound| min.number > limit || (min.number == limit && (min.is_strict || !strict));
        let is_below = |max: Bound| max.number < limit || (max.number == limit && (max.is_strict || strict));
        if interval.min.is_some_and(is_above) {
            return Some(true);
        }
        interval.max.is_some_and(is_below).then_some(false)
    }
}

/// The propositions that rules depend on, with their ancestors; ascending.
pub(in crate::check) fn number(policy: &Policy, groups: &[TrackedGroup]) -> Vec<Proposition> {
    let mut concepts: Vec<ConceptId> = Vec::new();
    let mut numbered: BTreeSet<Proposition> = BTreeSet::new();
    for condition in policy.conditions() {
        condition.visit(&mut |part| match part {
            Condition::Is(concept) => concepts.push(*concept),
            Condition::Local(local) => _ = numbered.insert(Proposition::Local(*local)),
            Condition::Compare(scalar, comparison, limit) => {
                let (cut, _) = Cut::of(*comparison, *limit);
                numbered.insert(Proposition::Above { scalar: *scalar, cut });
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(..) => {}
        });
    }
    concepts.extend(groups.iter().flat_map(|group| &group.members).flat_map(|(action, finer)| std::iter::once(action).chain(finer)));
    numbered.extend(with_what_they_need(policy.vocabulary(), concepts).into_iter().map(Proposition::Concept));
    numbered.into_iter().collect()
}

/// Concepts with their ancestors, and with the children of the abstract ones among them.
fn with_what_they_need(vocabulary: &Vocabulary, mut open: Vec<ConceptId>) -> BTreeSet<ConceptId> {
    let mut closed: BTreeSet<ConceptId> = BTreeSet::new();
    while let Some(concept) = open.pop() {
        if !closed.insert(concept) {
            continue;
        }
        open.extend(vocabulary.concept(concept).parents().iter().copied());
        if vocabulary.concept(concept).is_abstract() {
            open.extend(vocabulary.children(concept));
        }
    }
    closed
}
