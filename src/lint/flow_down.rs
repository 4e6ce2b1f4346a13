//! Restrictions that get lost on the way: passing on is permitted, and nobody must pass the restrictions on.

use railc_core::policy::Condition;

use super::Subject;
use super::finding::{Finding, Home};

/// What passes a thing on to others.
const PASSING_ON: [&str; 3] = ["action.distribute", "action.provide-service", "action.sublicense"];
/// What passes the restrictions on.
const FLOW_DOWN: [&str; 2] = ["done.flow-down", "done.users-bound"];

/// A grant to pass things on, in a license whose restrictions no duty passes on.
pub(super) fn missing(subject: &Subject<'_>) -> Vec<Finding> {
    let policy = subject.policy;
    let vocabulary = policy.vocabulary();
    let flow_down: Vec<_> = FLOW_DOWN.iter().filter_map(|name| vocabulary.find_concept(name)).collect();
    let passes_on = |condition: &Condition| {
        let mut passes = false;
        condition.visit(&mut |part| {
            passes |= matches!(part, Condition::Is(concept) if flow_down.iter().any(|one| vocabulary.is_a(*concept, *one)));
        });
        passes
    };
    if policy.prohibitions().is_empty() || policy.duties().iter().any(|duty| passes_on(&duty.performed_by)) {
        return Vec::new();
    }
    let passing: Vec<_> = PASSING_ON.iter().filter_map(|name| vocabulary.find_concept(name)).collect();
    let is_passing = |action: &_| passing.iter().any(|one| vocabulary.is_a(*action, *one));
    let grant = policy.grants().iter().find(|grant| grant.actions.iter().any(is_passing));
    let own = |id: &str| subject.license.clauses().any(|(_, clause)| clause.id == id && !clause.is_inherited);
    let finding = |id: &String| {
        let message = format!("`@{id}` lets people pass it on, and nobody must pass the restrictions on");
        Finding::of_part(Home::Clause(id.clone()), message, "add a duty: `must done.flow-down.at-least-as-strict when …`")
    };
    grant.map(|grant| &grant.cited.id).filter(|id| own(id)).map(finding).into_iter().collect()
}
