//! The reference evaluator: `semantics.md` §2–4, sentence by sentence, by enumerating every completion.
//!
//! It exists to be obviously right. Every other evaluator is tested against it; it can handle a dozen concepts. `stated.rs` is what a use
//! states, `completions.rs` what that and Γ allow, `presumptions.rs` what is presumed; this file is what follows from them.

mod completions;
mod presumptions;
mod stated;

use std::collections::BTreeSet;

use crate::policy::{Comparison, Condition, DutyId, GrantId, LocalId, Policy, ProhibitionId};
use crate::usage::Use;
use crate::vocabulary::ConceptId;

use super::{Due, Outcome, Outcomes, Status, Verdict};

pub use completions::{Completion, completions};
pub use presumptions::{Presumption, fits_presumption, presumptions};
pub use stated::statements;

/// The answer for a use under a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceAnswer {
    /// The verdict.
    pub verdict: Verdict,
    /// Every duty, in the policy's order.
    pub duties: Vec<Option<(Due, Status)>>,
    /// The prohibitions that act in all completions.
    pub always_acting: Vec<ProhibitionId>,
}

/// Decides by enumeration; `None` where the description contradicts itself or Γ.
pub fn decide(policy: &Policy, described: &Use) -> Option<ReferenceAnswer> {
    let statements = statements(policy, described);
    let stated: Vec<Completion> = completions(policy, &statements);
    if stated.is_empty() {
        return None;
    }
    let presumed = presumptions(policy, &statements, &stated);
    let worlds: Vec<Completion> = stated.into_iter().filter(|world| presumed.iter().all(|one| fits_presumption(world, one))).collect();
    assert!(!worlds.is_empty(), "presumptions never contradict what is stated");
    Some(decide_worlds(policy, &worlds))
}

/// Decides for given completions.
pub fn decide_worlds(policy: &Policy, worlds: &[Completion]) -> ReferenceAnswer {
    let permitted: Vec<&Completion> = worlds.iter().filter(|world| outcome(policy, world) == Outcome::Permitted).collect();
    let verdict = worlds.iter().map(|world| outcome(policy, world)).collect::<Outcomes>().verdict();
    let duties = policy.duties().ids().map(|duty| due(policy, duty, &permitted)).collect();
    let acts = |rule: &ProhibitionId| worlds.iter().all(|world| prohibition_acts(policy, *rule, world));
    ReferenceAnswer { verdict, duties, always_acting: policy.prohibitions().ids().filter(acts).collect() }
}

/// §3: what holds in one completion.
fn holds(condition: &Condition, world: &Completion) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, world)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, world)),
        Condition::Not(part, _) => !holds(part, world),
        Condition::Is(concept) => world.concepts.contains(concept),
        Condition::Local(local) => world.locals.contains(local),
        Condition::Compare(scalar, comparison, limit) => world.numbers.get(scalar.index()).is_some_and(|number| match comparison {
            Comparison::MoreThan => number > limit,
            Comparison::AtLeast => number >= limit,
            Comparison::LessThan => number < limit,
            Comparison::AtMost => number <= limit,
        }),
    }
}

/// Whether a grant holds in a completion.
pub fn grants(policy: &Policy, grant: GrantId, world: &Completion) -> bool {
    holds(&policy.grants().get(grant).condition, world)
}

fn prohibition_acts(policy: &Policy, rule: ProhibitionId, world: &Completion) -> bool {
    let rule = policy.prohibitions().get(rule);
    holds(&rule.condition, world) && !rule.exceptions.iter().any(|exception| holds(&exception.condition, world))
}

fn is_granted(policy: &Policy, world: &Completion) -> bool {
    let vocabulary = policy.vocabulary();
    let Some(action) = vocabulary.find_facet("action") else { return true };
    let actions: Vec<ConceptId> = world.concepts.iter().copied().filter(|concept| vocabulary.concept(*concept).facet() == action).collect();
    let is_most_specific = |one: &ConceptId| !actions.iter().any(|other| other != one && vocabulary.is_a(*other, *one));
    let is_covered = |one: &ConceptId| {
        policy
            .grants()
            .iter()
            .any(|grant| grant.actions.iter().any(|given| vocabulary.is_a(*one, *given)) && holds(&grant.condition, world))
    };
    actions.iter().filter(|one| is_most_specific(one)).all(is_covered)
}

fn outcome(policy: &Policy, world: &Completion) -> Outcome {
    if policy.prohibitions().ids().any(|rule| prohibition_acts(policy, rule, world)) {
        Outcome::Prohibited
    } else if is_granted(policy, world) {
        Outcome::Permitted
    } else {
        Outcome::NotGranted
    }
}

/// §4: whether a duty is due, and whether it is performed where it is.
fn due(policy: &Policy, duty: DutyId, permitted: &[&Completion]) -> Option<(Due, Status)> {
    let duty = policy.duties().get(duty);
    let is_due =
        |world: &&&Completion| holds(&duty.trigger, world) && !duty.exceptions.iter().any(|exception| holds(&exception.condition, world));
    let where_due: Vec<&&Completion> = permitted.iter().filter(is_due).collect();
    if where_due.is_empty() {
        return None;
    }
    let performed = where_due.iter().filter(|world| holds(&duty.performed_by, world)).count();
    let status = match performed {
        0 => Status::Unmet,
        some if some == where_due.len() => Status::Met,
        _ => Status::Unknown,
    };
    Some((if where_due.len() == permitted.len() { Due::Due } else { Due::Possible }, status))
}

/// The propositions that alone distinguish a permitted completion from one that is not.
pub fn decisive_propositions(policy: &Policy, worlds: &[Completion]) -> Vec<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for one in worlds {
        for other in worlds.iter().filter(|other| other.numbers == one.numbers) {
            let concepts: Vec<&ConceptId> = one.concepts.symmetric_difference(&other.concepts).collect();
            let locals: Vec<&LocalId> = one.locals.symmetric_difference(&other.locals).collect();
            let differ = (outcome(policy, one) == Outcome::Permitted) != (outcome(policy, other) == Outcome::Permitted);
            match (concepts.as_slice(), locals.as_slice()) {
                ([concept], []) if differ => found.extend([policy.vocabulary().concept(**concept).name().to_owned()]),
                ([], [local]) if differ => found.extend([policy.propositions().get(**local).id.clone()]),
                _ => {}
            }
        }
    }
    found.into_iter().collect()
}
