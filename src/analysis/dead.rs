//! Which restrictions forbid nothing that the others do not, and which duties nobody may perform?
//!
//! Asked as [`idle`](super::idle) asks: of a restriction, whether some use that it forbids is not forbidden once it is left out; of a duty, whether
//! somebody can owe it, perform it and not be forbidden to.

use std::collections::BTreeSet;

use railc_core::policy::{Condition, Exception, Policy};
use railc_language::license::License;

use super::idle::{MOST, Scenario, always_prohibited, checker};

/// A rule that comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dead {
    /// The clause.
    pub id: String,
    /// The prohibitions of which one always acts; none if what it says can't hold at all.
    pub by: Vec<String>,
}

/// The license's own restrictions that add nothing; none where there is too much to look at.
pub fn restrictions(license: &License, policy: &Policy) -> Vec<Dead> {
    let scenario = |(at, rule): (_, &railc_core::policy::Prohibition)| Scenario {
        id: rule.cited.id.clone(),
        action: None,
        condition: unless(rule.condition.clone(), &rule.exceptions),
        without: Some(at),
    };
    find(license, policy, policy.prohibitions().entries().map(scenario))
}

/// The license's own duties that are owed or performed only where something is forbidden.
pub fn duties(license: &License, policy: &Policy) -> Vec<Dead> {
    let scenario = |duty: &railc_core::policy::Duty| Scenario {
        id: duty.cited.id.clone(),
        action: None,
        condition: unless(duty.trigger.clone().and(duty.performed_by.clone()), &duty.exceptions),
        without: None,
    };
    find(license, policy, policy.duties().iter().map(scenario))
}

fn find(license: &License, policy: &Policy, scenarios: impl Iterator<Item = Scenario>) -> Vec<Dead> {
    let own: BTreeSet<&str> = license.clauses().filter(|(_, clause)| !clause.is_inherited).map(|(_, clause)| clause.id.as_str()).collect();
    let scenarios: Vec<Scenario> = scenarios.filter(|scenario| own.contains(scenario.id.as_str())).collect();
    if scenarios.is_empty() || scenarios.len().saturating_mul(license.clauses().count()) > MOST {
        return Vec::new();
    }
    let Some(mut checker) = checker(policy, &scenarios) else { return Vec::new() };
    let mut found = Vec::new();
    for (at, scenario) in scenarios.iter().enumerate() {
        match always_prohibited(&mut checker, at, scenarios.len()) {
            Ok(by) => found.extend(by.map(|by| Dead { id: scenario.id.clone(), by })),
            // The others are likely to be as hard.
            Err(_) => break,
        }
    }
    found
}

/// A condition where none of the exceptions holds.
pub(super) fn unless(condition: Condition, exceptions: &[Exception]) -> Condition {
    exceptions.iter().fold(condition, |all, exception| all.and(Condition::Not(Box::new(exception.condition.clone()), None)))
}
