//! Which exceptions can never help, and which permits never suffice, because something is forbidden all the same?
//!
//! A scenario is what would have to hold: for an exception, that its rule would act and that it holds; for an action of a permit, that it is done as
//! permitted. The engine is asked about each whether some use has it and is not prohibited.

use std::collections::BTreeSet;
use std::sync::Arc;

use railc_core::policy::{Condition, Exception, Lifts, Policy};
use railc_core::vocabulary::ConceptId;
use railc_language::license::License;

use super::dead::{own, possible, until_too_hard};
use super::possible::ids;

/// Something that never makes a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    /// What.
    pub what: What,
    /// The prohibitions of which one always acts; none if it can't hold at all.
    pub by: Vec<String>,
}

/// What can be idle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The exception of that id: `medical/doctor`.
    Exception(String),
    /// These actions, of all that the grant gives, by the grant's id.
    Permit {
        /// The grant.
        grant: String,
        /// The actions.
        actions: Vec<ConceptId>,
        /// Whether it gives nothing else.
        is_all: bool,
    },
}

/// What would have to hold.
struct Scenario {
    /// The exception, or the grant.
    id: String,
    action: Option<ConceptId>,
    condition: Condition,
}

/// What is idle in the license's own clauses; nothing where there is too much to look at, and nothing more once the engine gives up.
pub fn find(license: &License, policy: &Arc<Policy>) -> Vec<Idle> {
    let own: BTreeSet<&str> = own(license);
    let is_own = |id: &str| own.contains(id);
    let scenarios: Vec<Scenario> = exceptions(policy, &is_own).into_iter().chain(permits(policy, &is_own)).collect();
    let conditions: Vec<Condition> = scenarios.iter().map(|scenario| scenario.condition.clone()).collect();
    let Some(mut possible) = possible(license, policy, &conditions) else { return Vec::new() };
    let prohibited = scenarios.iter().enumerate().map(|(at, scenario)| {
        let by = possible.prohibited_by(at, None)?;
        Ok(by.map(|by| (scenario, ids(by, policy))))
    });
    let mut found: Vec<Idle> = Vec::new();
    until_too_hard(prohibited).into_iter().for_each(|(scenario, by)| note(scenario, by, policy, &mut found));
    found
}

/// A scenario for each exception of a prohibition, or of a branch of one.
fn exceptions(policy: &Policy, is_own: &dyn Fn(&str) -> bool) -> Vec<Scenario> {
    let mut found = Vec::new();
    for rule in policy.prohibitions().iter().filter(|rule| is_own(&rule.cited.id)) {
        for Exception { id, condition } in &rule.exceptions {
            found.push(Scenario { id: id.clone(), action: None, condition: rule.condition.clone().and(condition.clone()) });
        }
        let mut branches: Vec<&String> = Vec::new();
        rule.condition.visit(&mut |part| {
            if let Condition::Not(_, Some(Lifts::Exception(id))) = part {
                branches.push(id);
            }
        });
        let scenario = |id: &String| Scenario { id: id.clone(), action: None, condition: lifting(&rule.condition, id) };
        found.extend(branches.into_iter().map(scenario));
    }
    found
}

/// A condition as it is where the exception of a branch holds and the branch would.
fn lifting(condition: &Condition, exception: &str) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| lifting(part, exception)).collect();
    match condition {
        Condition::Not(part, Some(Lifts::Exception(id))) if id == exception => (**part).clone(),
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(..) | Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => condition.clone(),
    }
}

/// A scenario for each action of a permit.
fn permits(policy: &Policy, is_own: &dyn Fn(&str) -> bool) -> Vec<Scenario> {
    let own = policy.grants().iter().filter(|grant| is_own(&grant.cited.id));
    let scenario = |action: ConceptId, condition: &Condition| Condition::Is(action).and(condition.clone());
    own.flat_map(|grant| {
        let one = |action: &ConceptId| Scenario {
            id: grant.cited.id.clone(),
            action: Some(*action),
            condition: scenario(*action, &grant.condition),
        };
        grant.actions.iter().map(one).collect::<Vec<_>>()
    })
    .collect()
}

/// Takes in an idle exception, or one more action of a permit.
fn note(scenario: &Scenario, by: Vec<String>, policy: &Policy, found: &mut Vec<Idle>) {
    let Some(action) = scenario.action else {
        return found.push(Idle { what: What::Exception(scenario.id.clone()), by });
    };
    let given = policy.grants().iter().find(|grant| grant.cited.id == scenario.id).map_or(0, |grant| grant.actions.len());
    if let Some(Idle { what: What::Permit { grant, actions, is_all }, by: before }) = found.last_mut()
        && *grant == scenario.id
    {
        actions.push(action);
        *is_all = actions.len() == given;
        before.extend(by);
        before.sort();
        before.dedup();
        return;
    }
    let what = What::Permit { grant: scenario.id.clone(), actions: vec![action], is_all: given == 1 };
    found.push(Idle { what, by });
}
