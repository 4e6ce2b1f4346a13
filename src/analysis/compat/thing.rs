//! One thing under two licenses: upstream it is made of the licensed thing, downstream it is the licensed thing.
//!
//! Both are told by concepts of one facet, so what that facet says is settled beforehand, for each license in its own way; what remains is what is done with
//! the thing, and for what.

use std::collections::BTreeMap;
use std::sync::Arc;

use railc_core::check::ChosenPolicy;
use railc_core::policy::{Condition, Exception, Policy, Rules};
use railc_core::vocabulary::{ConceptId, Vocabulary};
use railc_library::{Derived, PassingOn};

/// A policy as it is for what was made of the licensed thing.
pub(super) fn upstream(chosen: &ChosenPolicy, derived: Derived, table: &PassingOn) -> ChosenPolicy {
    let vocabulary = chosen.policy.vocabulary();
    let made = concepts(vocabulary, derived.farthest.makes.iter());
    let others = if derived.is_another() { concepts(vocabulary, table.made.iter()) } else { Vec::new() };
    settled(chosen, &made, &others, table)
}

/// A policy as it is for the thing that it licenses, whatever that was made of.
pub(super) fn downstream(chosen: &ChosenPolicy, derived: Derived, table: &PassingOn) -> ChosenPolicy {
    let vocabulary = chosen.policy.vocabulary();
    let made = concepts(vocabulary, derived.farthest.makes.iter());
    settled(chosen, &concepts(vocabulary, std::iter::once(&derived.step.becomes)), &made, table)
}

/// The concepts of some names.
pub(super) fn concepts<'n>(vocabulary: &Vocabulary, names: impl Iterator<Item = &'n &'n str>) -> Vec<ConceptId> {
    names.filter_map(|name| vocabulary.find_concept(name)).collect()
}

/// Whether a name says what a thing is.
pub(super) fn is_artifact(name: &str) -> bool {
    name.starts_with("artifact.")
}

/// A policy for a thing that is these, and neither those nor any other original. What is said of the thing beyond, such as that a model takes in
/// pictures, stays open.
fn settled(chosen: &ChosenPolicy, is: &[ConceptId], is_not: &[ConceptId], table: &PassingOn) -> ChosenPolicy {
    let vocabulary = chosen.policy.vocabulary();
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
    let mut rules = chosen.policy.rules().clone();
    each_condition(&mut rules, &|condition| condition.settled(&|concept| known.get(&concept).copied()));
    let policy = Policy::new(vocabulary.clone(), rules).expect("it was a policy of this vocabulary");
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
