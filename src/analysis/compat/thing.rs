//! One thing under two licenses: upstream it is made of the licensed thing, downstream it is the licensed thing.
//!
//! Both are told by concepts of one facet, so what that facet says is settled beforehand, for each license in its own way; what remains is what is done with
//! the thing, and for what.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use railc_core::check::{ChosenPolicy, NoAnswer, Sought};
use railc_core::policy::{Condition, Exception, Policy, ProhibitionId, Rules};
use railc_core::vocabulary::{ConceptId, Vocabulary};
use railc_library::{Derived, PassingOn};

use crate::analysis::refusals::Refusals;

/// What is known of what was made of the licensed thing, by the license upstream.
fn made_upstream(vocabulary: &Vocabulary, derived: Derived, table: &PassingOn) -> BTreeMap<ConceptId, bool> {
    let made = concepts(vocabulary, derived.farthest.makes.iter());
    let others = if derived.is_another() { concepts(vocabulary, table.made.iter()) } else { Vec::new() };
    known(vocabulary, &made, &others, table)
}

/// What is known of it by the license downstream, whose licensed thing it is.
fn licensed_downstream(vocabulary: &Vocabulary, derived: Derived, table: &PassingOn) -> BTreeMap<ConceptId, bool> {
    let made = concepts(vocabulary, derived.farthest.makes.iter());
    known(vocabulary, &concepts(vocabulary, std::iter::once(&derived.step.becomes)), &made, table)
}

/// The concepts of which either license knows whether the thing is that.
pub(super) fn known_of(vocabulary: &Vocabulary, derived: Derived, table: &PassingOn) -> BTreeSet<ConceptId> {
    let [up, down] = [made_upstream(vocabulary, derived, table), licensed_downstream(vocabulary, derived, table)];
    up.into_keys().chain(down.into_keys()).collect()
}

/// A policy as it is for what was made of the licensed thing.
pub(super) fn upstream(chosen: &ChosenPolicy, derived: Derived, table: &PassingOn) -> ChosenPolicy {
    settled(chosen, &made_upstream(chosen.policy.vocabulary(), derived, table))
}

/// A policy as it is for the thing that it licenses, whatever that was made of.
pub(super) fn downstream(chosen: &ChosenPolicy, derived: Derived, table: &PassingOn) -> ChosenPolicy {
    settled(chosen, &licensed_downstream(chosen.policy.vocabulary(), derived, table))
}

/// Whether a license, as it is for a thing, gives rights in it at all: otherwise nobody needs it for that, and it restricts nobody.
pub(super) fn gives_rights(settled: &ChosenPolicy) -> Result<bool, NoAnswer> {
    let mut refusals = Refusals::of(&[settled]);
    let always = refusals.also(Condition::always());
    let none_of = refusals.of_license(0);
    Ok(refusals.search(settled.policy.vocabulary()).find(Sought { one_of: &[always], none_of })?.is_some())
}

/// The prohibitions of a license, as it is for a thing, that something done with it can come under.
pub(super) fn restrictions(settled: &ChosenPolicy) -> Vec<ProhibitionId> {
    settled.policy.prohibitions().entries().filter(|(_, rule)| constant(&rule.condition) != Some(false)).map(|(at, _)| at).collect()
}

/// The value of a condition, where its parts settle it.
fn constant(condition: &Condition) -> Option<bool> {
    let all_are = |parts: &[Condition], value: bool| parts.iter().all(|part| constant(part) == Some(value));
    let one_is = |parts: &[Condition], value: bool| parts.iter().any(|part| constant(part) == Some(value));
    match condition {
        Condition::All(parts) if all_are(parts, true) => Some(true),
        Condition::All(parts) if one_is(parts, false) => Some(false),
        Condition::Any(parts) if one_is(parts, true) => Some(true),
        Condition::Any(parts) if all_are(parts, false) => Some(false),
        Condition::Not(part, _) => constant(part).map(|value| !value),
        Condition::All(_) | Condition::Any(_) | Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => None,
    }
}

/// The concepts of some names.
pub(super) fn concepts<'n>(vocabulary: &Vocabulary, names: impl Iterator<Item = &'n &'n str>) -> Vec<ConceptId> {
    names.filter_map(|name| vocabulary.find_concept(name)).collect()
}

/// What is known of a thing that is these, and neither those nor any other original. What is said of the thing beyond, such as that a model takes in
/// pictures, stays open.
fn known(vocabulary: &Vocabulary, is: &[ConceptId], is_not: &[ConceptId], table: &PassingOn) -> BTreeMap<ConceptId, bool> {
    let originals = concepts(vocabulary, table.originals.iter());
    let mut known = BTreeMap::new();
    for other in originals.iter().chain(is_not) {
        vocabulary.with_descendants(*other).for_each(|concept| _ = known.insert(concept, false));
    }
    for concept in is {
        // What the thing is besides is not known.
        vocabulary.with_descendants(*concept).for_each(|below| _ = known.remove(&below));
        vocabulary.with_ancestors(*concept).for_each(|above| _ = known.insert(above, true));
    }
    // A model is one upstream and downstream, and takes in pictures or does not.
    let becomes = concepts(vocabulary, table.derivations.iter().map(|one| &one.becomes));
    let tells_more = |concept: ConceptId| becomes.iter().any(|thing| concept != *thing && vocabulary.is_a(concept, *thing));
    known.retain(|concept, holds| *holds || !tells_more(*concept));
    known
}

/// A policy where some things are known.
fn settled(chosen: &ChosenPolicy, known: &BTreeMap<ConceptId, bool>) -> ChosenPolicy {
    let mut rules = chosen.policy.rules().clone();
    each_condition(&mut rules, &|condition| condition.settled(&|concept| known.get(&concept).copied()));
    let policy = Policy::new(chosen.policy.vocabulary().clone(), rules).expect("it was a policy of this vocabulary");
    let mut settled = ChosenPolicy::unchosen(Arc::new(policy));
    settled.chosen = chosen.chosen.clone();
    settled
}

fn each_condition(rules: &mut Rules, change: &dyn Fn(&Condition) -> Condition) {
    let exceptions = |all: &mut Vec<Exception>| all.iter_mut().for_each(|one| one.condition = change(&one.condition));
    for grant in rules.grants.iter_mut() {
        grant.condition = change(&grant.condition);
    }
    for rule in rules.prohibitions.iter_mut() {
        rule.condition = change(&rule.condition);
        exceptions(&mut rule.exceptions);
    }
    for duty in rules.duties.iter_mut() {
        duty.trigger = change(&duty.trigger);
        duty.performed_by = change(&duty.performed_by);
        exceptions(&mut duty.exceptions);
    }
}
