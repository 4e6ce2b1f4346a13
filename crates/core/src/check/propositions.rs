//! The propositions that a policy's rules depend on, numbered, and its conditions as formulas over those numbers.

use std::collections::BTreeSet;

use crate::base::Number;
use crate::logic::{Formula, Program};
use crate::policy::{Comparison, Condition, Exception, GrantId, Policy};
use crate::vocabulary::{ConceptId, ScalarId, Vocabulary};

use super::actions::TrackedGroup;

/// What a numbered proposition of a prepared policy stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proposition {
    /// The use has the concept.
    Concept(ConceptId),
    /// The scalar lies above the cut.
    Above { scalar: ScalarId, cut: Cut },
    /// The policy's own proposition.
    Local(usize),
}

/// "At least" a number, or "more than" it (`strict`); in the order in which one implies another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    pub limit: Number,
    pub strict: bool,
}

impl Cut {
    /// A comparison as "lies above the cut", or as the opposite of that (`true`).
    pub fn of(comparison: Comparison, limit: Number) -> (Cut, bool) {
        let (strict, negated) = match comparison {
            Comparison::MoreThan => (true, false),
            Comparison::AtLeast => (false, false),
            Comparison::LessThan => (false, true),
            Comparison::AtMost => (true, true),
        };
        (Cut { limit, strict }, negated)
    }
}

/// The propositions that rules depend on, with what is above them; ascending.
pub(super) fn number(policy: &Policy, groups: &[TrackedGroup]) -> Vec<Proposition> {
    let mut concepts: Vec<ConceptId> = Vec::new();
    let mut numbered: BTreeSet<Proposition> = BTreeSet::new();
    for condition in policy.conditions() {
        condition.visit(&mut |part| match part {
            Condition::Is(concept) => concepts.push(*concept),
            Condition::Local(local) => _ = numbered.insert(Proposition::Local(local.index())),
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

/// Concepts with all that they are, and with the children of the abstract ones among them.
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

/// From conditions to formulas over numbered propositions.
pub(super) struct Lowering<'a> {
    pub policy: &'a Policy,
    pub propositions: &'a [Proposition],
}

impl Lowering<'_> {
    fn var(&self, proposition: Proposition) -> Formula {
        Formula::Var(self.propositions.binary_search(&proposition).expect("every proposition of a rule is numbered"))
    }

    /// A condition of the policy.
    pub fn formula(&self, condition: &Condition) -> Formula {
        match condition {
            Condition::All(parts) => Formula::All(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Any(parts) => Formula::Any(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Not(part, _) => self.formula(part).negated(),
            Condition::Is(concept) => self.var(Proposition::Concept(*concept)),
            Condition::Local(local) => self.var(Proposition::Local(local.index())),
            Condition::Compare(scalar, comparison, limit) => {
                let (cut, negated) = Cut::of(*comparison, *limit);
                let var = self.var(Proposition::Above { scalar: *scalar, cut });
                if negated { var.negated() } else { var }
            }
        }
    }

    /// A condition of the policy, ready to evaluate.
    pub fn program(&self, condition: &Condition) -> Program {
        Program::new(&self.formula(condition), self.propositions.len())
    }

    /// A condition, and none of the exceptions.
    pub fn less(&self, condition: &Condition, exceptions: &[Exception]) -> Formula {
        let lifted = exceptions.iter().map(|exception| self.formula(&exception.condition).negated());
        Formula::All(std::iter::once(self.formula(condition)).chain(lifted).collect())
    }

    /// One of the actions is the most specific one, and none of the grants holds.
    pub fn ungranted(&self, group: &TrackedGroup) -> Formula {
        let concept = |id: ConceptId| self.var(Proposition::Concept(id));
        let most_specific = group.members.iter().map(|(action, finer)| {
            let finer = finer.iter().map(|one| concept(*one).negated());
            Formula::All(std::iter::once(concept(*action)).chain(finer).collect())
        });
        let granted = group
            .group
            .grants
            .iter()
            .filter_map(|grant| self.policy.grants().find(GrantId::at(*grant)))
            .map(|grant| self.formula(&grant.condition));
        Formula::All(std::iter::once(Formula::Any(most_specific.collect())).chain(granted.map(Formula::negated)).collect())
    }
}
