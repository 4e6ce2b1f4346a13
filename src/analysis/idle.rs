//! Which exceptions can never help, and which permits never suffice, because something is forbidden all the same?
//!
//! A scenario is what would have to hold: for an exception, that its rule would act and that it holds; for an action of a permit, that it is done as
//! permitted. The engine is asked about each whether some completion has it and is not prohibited: of a policy with one more prohibition, of whatever is
//! not the scenario, and of a use of which nothing is known.

use std::collections::BTreeSet;

use railc_core::check::{Checker, CitedRule, NoAnswer, Verdict};
use railc_core::policy::{Cited, Condition, Exception, Lifts, Local, LocalId, Policy, Prohibition, ProhibitionId};
use railc_core::usage::{Fact, Said, Use};
use railc_core::vocabulary::ConceptId;
use railc_language::license::License;

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

/// The most scenarios times clauses.
pub(super) const MOST: usize = 100_000;
/// What the prohibition of whatever is not the scenario is called; no clause has such an id.
const NOT_THE_SCENARIO: &str = "/";

/// What would have to hold.
pub(super) struct Scenario {
    /// The exception, the grant, the prohibition or the duty.
    pub id: String,
    pub action: Option<ConceptId>,
    pub condition: Condition,
    /// A prohibition that is left out where the scenario is asked about.
    pub without: Option<ProhibitionId>,
}

/// What is idle in the license's own clauses; nothing where there is too much to look at, and nothing more once the engine gives up.
pub fn find(license: &License, policy: &Policy) -> Vec<Idle> {
    let own = license.clauses().map(|(_, clause)| clause).filter(|clause| !clause.is_inherited);
    let own: BTreeSet<&str> = own.map(|clause| clause.id.as_str()).collect();
    let is_own = |id: &str| own.contains(id);
    let scenarios: Vec<Scenario> = exceptions(policy, &is_own).into_iter().chain(permits(policy, &is_own)).collect();
    if scenarios.is_empty() || scenarios.len().saturating_mul(license.clauses().count()) > MOST {
        return Vec::new();
    }
    let Some(mut checker) = checker(policy, &scenarios) else { return Vec::new() };
    let mut found: Vec<Idle> = Vec::new();
    for (at, scenario) in scenarios.iter().enumerate() {
        match always_prohibited(&mut checker, at, scenarios.len()) {
            Ok(by) => by.into_iter().for_each(|by| note(scenario, by, policy, &mut found)),
            // The others are likely to be as hard.
            Err(_) => break,
        }
    }
    found
}

/// A scenario for each exception of a prohibition, or of a branch of one.
fn exceptions(policy: &Policy, is_own: &dyn Fn(&str) -> bool) -> Vec<Scenario> {
    let mut found = Vec::new();
    for rule in policy.prohibitions().iter().filter(|rule| is_own(&rule.cited.id)) {
        for Exception { id, condition } in &rule.exceptions {
            found.push(Scenario { id: id.clone(), action: None, condition: rule.condition.clone().and(condition.clone()), without: None });
        }
        let mut branches: Vec<&String> = Vec::new();
        rule.condition.visit(&mut |part| {
            if let Condition::Not(_, Some(Lifts::Exception(id))) = part {
                branches.push(id);
            }
        });
        let scenario = |id: &String| Scenario { id: id.clone(), action: None, condition: lifting(&rule.condition, id), without: None };
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
            without: None,
        };
        grant.actions.iter().map(one).collect::<Vec<_>>()
    })
    .collect()
}

/// A checker of the policy with a proposition for each scenario, which forbids whatever is not the one that is said to hold.
pub(super) fn checker(policy: &Policy, scenarios: &[Scenario]) -> Option<Checker> {
    let mut rules = policy.rules().clone();
    let first = rules.propositions.len();
    let mut any = Vec::new();
    for (at, scenario) in scenarios.iter().enumerate() {
        rules.propositions.push(Local { id: proposition(at), ask: String::new(), to: String::new() });
        let local = Condition::Local(LocalId::at(first + at));
        any.push(local.clone().and(scenario.condition.clone()));
        if let Some(rule) = scenario.without.filter(|id| rules.prohibitions.find(*id).is_some()).map(|id| rules.prohibitions.get_mut(id)) {
            let condition = std::mem::replace(&mut rule.condition, Condition::Any(Vec::new()));
            rule.condition = condition.and(Condition::Not(Box::new(local), None));
        }
    }
    rules.prohibitions.push(Prohibition {
        cited: Cited { id: NOT_THE_SCENARIO.to_owned(), ..Cited::default() },
        condition: Condition::Not(Box::new(Condition::Any(any)), None),
        exceptions: Vec::new(),
    });
    let policy = Policy::new(policy.vocabulary().clone(), rules).ok()?;
    Some(Checker::new(policy.into()))
}

fn proposition(at: usize) -> String {
    format!("{NOT_THE_SCENARIO}{at}")
}

/// That a scenario holds and none of the others does.
fn only(at: usize, count: usize) -> impl Iterator<Item = Fact> {
    let said = move |other: usize| if other == at { Said::Holds } else { Said::Fails };
    (0..count).map(move |other| Fact { name: proposition(other), said: said(other), place: None })
}

/// The prohibitions of which one acts wherever a scenario holds; `None` if some completion has it and is not prohibited. Fails if that is too hard to
/// find out.
pub(super) fn always_prohibited(checker: &mut Checker, at: usize, count: usize) -> Result<Option<Vec<String>>, NoAnswer> {
    let described = Use { facts: only(at, count).collect(), presume_nothing: true, ..Use::default() };
    if checker.check(&described)?.verdict != Verdict::Prohibited {
        return Ok(None);
    }
    let decisive = checker.explain(&described)?.decisive;
    let policy = checker.policy();
    let id = |rule: CitedRule| rule.cited(policy).map(|cited| cited.id.clone());
    Ok(Some(decisive.into_iter().filter_map(id).filter(|id| id != NOT_THE_SCENARIO).collect()))
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
