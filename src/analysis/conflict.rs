//! Which duties can be owed where whatever performs them is forbidden? In a combination of licenses, a conflict between two of them (semantics §6).
//!
//! The engine is asked for a use that is permitted while the duty is not yet performed, and in which each way to perform it would make a prohibition
//! act. A way to perform it is a smallest set of concepts that does; with a concept, its ancestors hold.

use std::collections::BTreeSet;

use railc_core::check::{ChosenPolicy, NoAnswer, Sought};
use railc_core::policy::{Condition, DutyId, Policy, ProhibitionId};
use railc_core::usage::Use;
use railc_core::vocabulary::{ConceptId, Vocabulary};

use super::difference::what_it_has;
use super::refusals::Refusals;

/// A duty that nobody can perform without doing what is forbidden, somewhere at least.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The duty.
    pub duty: DutyId,
    /// The prohibitions that its performance can make act.
    pub against: Vec<ProhibitionId>,
    /// What a use has in which it is owed, and can't be performed.
    pub has: Vec<String>,
    /// That use, with all that matters stated.
    pub described: Use,
}

/// The most ways to perform one duty that are looked at; a duty with more of them is left out.
const MOST_WAYS: usize = 64;

/// What clashes in a policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Clashes {
    /// Whether there is a use that it permits.
    pub permits_something: bool,
    /// Its duties that can't be performed somewhere.
    pub conflicts: Vec<Conflict>,
}

/// The clashes of a policy. Fails where they are too hard to find.
pub fn find(chosen: &ChosenPolicy) -> Result<Clashes, NoAnswer> {
    let policy = &*chosen.policy;
    let mut refusals = Refusals::of(&[chosen]);
    let always = refusals.also(Condition::always());
    let mut suspects = Vec::new();
    for (duty, rule) in policy.duties().entries() {
        let ways = ways(&rule.performed_by, policy.vocabulary());
        let hindering: BTreeSet<ProhibitionId> = ways.iter().flatten().flat_map(|way| hindering(way, policy)).collect();
        let Some(ways) = ways.filter(|ways| !ways.is_empty() && !hindering.is_empty()) else { continue };
        let owed = rule.trigger.clone().unless(&rule.exceptions).and(not(rule.performed_by.clone()));
        let hindered = ways.iter().map(|way| acts(way, &hindering, policy)).fold(owed, Condition::and);
        suspects.push((duty, hindering, refusals.also(refusals.common(0, &hindered))));
    }
    let mut search = refusals.search(policy.vocabulary());
    let none_of = refusals.of_license(0);
    let permits_something = search.find(Sought { one_of: &[always], none_of })?.is_some();
    let mut conflicts = Vec::new();
    for (duty, hindering, hindered) in suspects {
        if let Some(found) = search.find(Sought { one_of: &[hindered], none_of })? {
            let described = search.described(&found, &[none_of, &[hindered]].concat());
            let (has, _) = what_it_has(&described, policy.vocabulary());
            conflicts.push(Conflict { duty, against: hindering.into_iter().collect(), has, described });
        }
    }
    Ok(Clashes { permits_something, conflicts })
}

/// That one of these prohibitions would act where a duty were performed this way.
fn acts(way: &BTreeSet<ConceptId>, hindering: &BTreeSet<ProhibitionId>, policy: &Policy) -> Condition {
    let one = |at: &ProhibitionId| {
        let rule = policy.prohibitions().get(*at);
        rule.condition.clone().unless(&rule.exceptions).settled(&|concept| way.contains(&concept).then_some(true))
    };
    Condition::Any(hindering.iter().map(one).collect())
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition), None)
}

/// The prohibitions that name a concept that holds once a duty is performed this way.
fn hindering<'p>(way: &'p BTreeSet<ConceptId>, policy: &'p Policy) -> impl Iterator<Item = ProhibitionId> + 'p {
    let names = |condition: &Condition| {
        let mut is_named = false;
        condition.visit(&mut |part| is_named |= matches!(part, Condition::Is(concept) if way.contains(concept)));
        is_named
    };
    policy.prohibitions().entries().filter(move |(_, rule)| names(&rule.condition)).map(|(at, _)| at)
}

/// The smallest sets of concepts that perform a duty, with their ancestors; `None` if there are too many, or it hangs on something else than concepts.
fn ways(performed_by: &Condition, vocabulary: &Vocabulary) -> Option<Vec<BTreeSet<ConceptId>>> {
    let ways = match performed_by {
        Condition::Is(concept) => vec![vocabulary.with_ancestors(*concept).collect()],
        Condition::Any(parts) => parts.iter().map(|part| ways(part, vocabulary)).collect::<Option<Vec<_>>>()?.concat(),
        Condition::All(parts) => parts.iter().try_fold(vec![BTreeSet::new()], |all: Vec<BTreeSet<ConceptId>>, part| {
            let more = ways(part, vocabulary)?;
            (all.len() * more.len() <= MOST_WAYS)
                .then(|| all.iter().flat_map(|one| more.iter().map(|other| one.union(other).copied().collect())).collect())
        })?,
        Condition::Not(..) | Condition::Local(_) | Condition::Compare(..) => return None,
    };
    (ways.len() <= MOST_WAYS).then_some(ways)
}
