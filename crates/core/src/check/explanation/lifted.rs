//! Which rules would act but for exceptions that hold (semantics §5).

use crate::logic::{Known, Program};
use crate::policy::{Cited, Policy};

use super::super::prepared::Prepared;

/// A rule that would act in every completion, and the exceptions that lift it; by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// The rule.
    pub rule: String,
    /// The exceptions, each of which holds in every completion.
    pub exceptions: Vec<String>,
}

impl Lifted {
    /// The clause of the rule.
    pub fn cited<'p>(&self, policy: &'p Policy) -> Option<&'p Cited> {
        let prohibitions = policy.prohibitions().iter().map(|rule| &rule.cited);
        let limits = policy.limits().iter().map(|limit| &limit.cited);
        let duties = policy.duties().iter().map(|duty| &duty.cited);
        prohibitions.chain(limits).chain(duties).find(|cited| cited.id == self.rule)
    }
}

/// The rules that would act in every completion, each with the exceptions that hold in every completion.
pub(super) fn lifted(prepared: &Prepared, known: &Known) -> Vec<Lifted> {
    let holds = |program: &Program| program.bounds(known).must;
    let mut all: Vec<Lifted> = Vec::new();
    for rule in prepared.liftable.iter().filter(|rule| holds(&rule.bare)) {
        let exceptions: Vec<String> = rule.exceptions.iter().filter(|(_, program)| holds(program)).map(|(id, _)| id.clone()).collect();
        if !exceptions.is_empty() && !all.iter().any(|known| known.rule == rule.id) {
            all.push(Lifted { rule: rule.id.clone(), exceptions });
        }
    }
    all
}
