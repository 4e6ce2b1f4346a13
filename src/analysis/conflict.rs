//! Which duties can be owed where whatever performs them is forbidden? In a combination of licenses, a conflict between two of them (semantics §6).
//!
//! The engine is asked for a use that is permitted while the duty is not yet performed, and in which each way to perform it would make a prohibition
//! act. A way to perform it is a smallest set of concepts that does; with a concept, its ancestors hold.

use std::collections::BTreeSet;

use railc_core::check::NoAnswer;
use railc_core::policy::{Condition, Duty, DutyId, Policy, ProhibitionId};
use railc_core::usage::{Said, Use};
use railc_core::vocabulary::{ConceptId, Vocabulary};

use super::dead::unless;
use super::difference::{narrowed, presuming_nothing};
use super::idle::{Scenario, checker, is_scenario, only};

/// A duty that nobody can perform without doing what is forbidden, somewhere at least.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The duty.
    pub duty: DutyId,
    /// The prohibitions that its performance can make act.
    pub against: Vec<ProhibitionId>,
    /// A use in which it is owed, and can't be performed.
    pub described: Use,
}

/// The most ways to perform one duty that are looked at; a duty with more of them is left out.
const MOST_WAYS: usize = 64;

/// The conflicts of a policy. Fails as [`railc_core::check::Checker::check`] does.
pub fn find(policy: &Policy) -> Result<Vec<Conflict>, NoAnswer> {
    let mut found = Vec::new();
    for (duty, rule) in policy.duties().entries() {
        let ways = ways(&rule.performed_by, policy.vocabulary());
        let hindering: BTreeSet<ProhibitionId> = ways.iter().flatten().flat_map(|way| hindering(way, policy)).collect();
        let Some(ways) = ways.filter(|ways| !ways.is_empty() && !hindering.is_empty()) else { continue };
        let owed = unless(rule.trigger.clone(), &rule.exceptions).and(not(rule.performed_by.clone()));
        let hindered = ways.iter().map(|way| acts(way, &hindering, policy)).fold(owed, Condition::and);
        if let Some(described) = permitted_use(policy, rule, hindered)? {
            found.push(Conflict { duty, against: hindering.into_iter().collect(), described });
        }
    }
    Ok(found)
}

/// A use with as little as can be that is permitted while this holds.
fn permitted_use(policy: &Policy, rule: &Duty, condition: Condition) -> Result<Option<Use>, NoAnswer> {
    let scenario = Scenario { id: rule.cited.id.clone(), action: None, condition, without: None };
    let Some(mut checker) = checker(policy, &[scenario]) else { return Ok(None) };
    let described = presuming_nothing(only(0, 1).collect());
    if !super::difference::may_be_permitted(&mut checker, &described)? {
        return Ok(None);
    }
    let mut described = narrowed(&mut checker, described)?;
    described.facts.retain(|fact| !is_scenario(&fact.name));
    Ok(Some(described))
}

/// That one of these prohibitions would act where a duty were performed this way.
fn acts(way: &BTreeSet<ConceptId>, hindering: &BTreeSet<ProhibitionId>, policy: &Policy) -> Condition {
    let one = |at: &ProhibitionId| {
        let rule = policy.prohibitions().get(*at);
        with(&unless(rule.condition.clone(), &rule.exceptions), way)
    };
    Condition::Any(hindering.iter().map(one).collect())
}

/// A condition where these concepts hold.
fn with(condition: &Condition, way: &BTreeSet<ConceptId>) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| with(part, way)).collect();
    match condition {
        Condition::Is(concept) if way.contains(concept) => Condition::always(),
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(part, lifts) => Condition::Not(Box::new(with(part, way)), lifts.clone()),
        Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => condition.clone(),
    }
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

/// What a use has, without what follows from it.
pub fn has<'u>(described: &'u Use, vocabulary: &Vocabulary) -> Vec<&'u str> {
    let held = || described.facts.iter().filter(|fact| fact.said == Said::Holds).map(|fact| fact.name.as_str());
    let is_below = |lower: &str, upper: &str| {
        lower != upper && vocabulary.find_concept(lower).zip(vocabulary.find_concept(upper)).is_some_and(|(a, b)| vocabulary.is_a(a, b))
    };
    held().filter(|name| !held().any(|other| is_below(other, name))).collect()
}
