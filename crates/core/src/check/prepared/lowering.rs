//! A policy's conditions as formulas over numbered propositions.

use crate::logic::{Formula, Program};
use crate::policy::{Condition, Exception, Policy};
use crate::vocabulary::ConceptId;

use super::actions::TrackedGroup;
use super::effects::place_in;
use super::propositions::{Cut, Proposition};

/// From conditions to formulas over numbered propositions.
pub(super) struct Lowering<'a> {
    pub(super) policy: &'a Policy,
    pub(super) propositions: &'a [Proposition],
    /// For each concept its number.
    pub(super) numbers: &'a [u32],
}

impl Lowering<'_> {
    fn var(&self, proposition: Proposition) -> Formula {
        let place = match proposition {
            Proposition::Concept(concept) => place_in(self.numbers, concept),
            Proposition::Above { .. } | Proposition::Local(_) => self.propositions.binary_search(&proposition).ok(),
        };
        Formula::Var(place.expect("every proposition of a rule is numbered"))
    }

    /// A condition of the policy.
    pub(super) fn formula(&self, condition: &Condition) -> Formula {
        match condition {
            Condition::All(parts) => Formula::All(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Any(parts) => Formula::Any(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Not(part, _) => self.formula(part).negated(),
            Condition::Is(concept) => self.var(Proposition::Concept(*concept)),
            Condition::Local(local) => self.var(Proposition::Local(*local)),
            Condition::Compare(scalar, comparison, limit) => {
                let (cut, negated) = Cut::of(*comparison, *limit);
                let var = self.var(Proposition::Above { scalar: *scalar, cut });
                if negated { var.negated() } else { var }
            }
        }
    }

    /// A condition of the policy, ready to evaluate.
    pub(super) fn program(&self, condition: &Condition) -> Program {
        Program::new(&self.formula(condition), self.propositions.len())
    }

    /// A condition, and none of the exceptions.
    pub(super) fn less(&self, condition: &Condition, exceptions: &[Exception]) -> Formula {
        let lifted = exceptions.iter().map(|exception| self.formula(&exception.condition).negated());
        Formula::All(std::iter::once(self.formula(condition)).chain(lifted).collect())
    }

    /// One of the actions is the most specific one, and none of the grants holds.
    pub(super) fn ungranted(&self, group: &TrackedGroup) -> Formula {
        let concept = |id: ConceptId| self.var(Proposition::Concept(id));
        let most_specific = group.members.iter().map(|(action, finer)| {
            let finer = finer.iter().map(|one| concept(*one).negated());
            Formula::All(std::iter::once(concept(*action)).chain(finer).collect())
        });
        let granted = group.group.grants.iter().map(|grant| self.policy.grants().get(*grant)).map(|grant| self.formula(&grant.condition));
        Formula::All(std::iter::once(Formula::Any(most_specific.collect())).chain(granted.map(Formula::negated)).collect())
    }
}
