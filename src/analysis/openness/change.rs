//! What if: the fewest rules of a license without which a definition is met, found by the engine.
//!
//! The rules that break a criterion are left out until none breaks one; then each is put back in turn where the definition is met all the same. Every set is
//! checked by deriving all facts anew, so that what is left is needed, rule by rule.

use std::sync::Arc;

use railc_core::check::{ChosenPolicy, CitedRule, NoAnswer};
use railc_core::policy::{Condition, Lifts, Policy};
use railc_library::openness::{Definition, Openness};

use super::judge::{Finding, Verdict, judge};
use super::release::Release;
use super::value::Facts;
use super::{Described, facts};

/// What would have to change.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rules to leave out.
    pub without: Vec<CitedRule>,
    /// Facts that would have to be otherwise, or known: no rule of the license brings them about.
    pub facts: Vec<&'static str>,
    /// What the definition says then.
    pub then: Verdict,
}

/// How often rules are left out: what one hides, another may show.
const ROUNDS: usize = 8;

/// The fewest rules without which a license and its release meet a definition; `None` where they do already.
///
/// Fails where the rules are too hard.
pub fn change(
    license: &ChosenPolicy,
    definition: &'static Definition,
    release: Option<(&Release, &Facts)>,
    table: &'static Openness,
) -> Result<Option<Change>, NoAnswer> {
    let look = |without: &[CitedRule]| -> Result<Finding, NoAnswer> {
        let Described { facts, .. } = facts(&without_rules(license, without), table)?;
        let facts = release.map_or(facts.clone(), |(_, stated)| facts.with(stated));
        Ok(judge(definition, &facts, release.map(|(release, _)| release), table))
    };
    let mut without: Vec<CitedRule> = Vec::new();
    let mut kept = identity(license);
    let mut found = look(&without)?;
    if found.verdict <= Verdict::Pass {
        return Ok(None);
    }
    for _ in 0..ROUNDS {
        let breaking = found.criteria.iter().filter(|judged| judged.met > Verdict::Pass).flat_map(|judged| &judged.rules);
        // Ids move when rules are left out, so rules are told by their place in the whole license.
        let mut more: Vec<CitedRule> = breaking.filter_map(|rule| kept.original(*rule)).filter(|rule| is_removable(*rule)).collect();
        more.retain(|rule| !without.contains(rule));
        if more.is_empty() {
            break;
        }
        without.append(&mut more);
        without.sort();
        without.dedup();
        kept = identity(license).without(&without);
        found = look(&without)?;
    }
    for rule in without.clone() {
        let fewer: Vec<CitedRule> = without.iter().copied().filter(|other| *other != rule).collect();
        let again = look(&fewer)?;
        if again.verdict <= found.verdict {
            (without, found) = (fewer, again);
        }
    }
    let left = found.criteria.iter().filter(|judged| judged.met > Verdict::Pass).flat_map(|judged| judged.facts.iter().copied());
    let mut facts: Vec<&'static str> = left.collect();
    facts.sort_unstable();
    facts.dedup();
    Ok(Some(Change { without, facts, then: found.verdict }))
}

fn is_removable(rule: CitedRule) -> bool {
    matches!(rule, CitedRule::Prohibition(_) | CitedRule::Limit(_))
}

/// The places of prohibitions in a license from which some were left out, by those in the whole one.
struct Kept(Vec<CitedRule>);

fn identity(license: &ChosenPolicy) -> Kept {
    Kept(license.policy.prohibitions().entries().map(|(at, _)| CitedRule::Prohibition(at)).collect())
}

impl Kept {
    fn without(self, without: &[CitedRule]) -> Kept {
        Kept(self.0.into_iter().filter(|rule| !without.contains(rule)).collect())
    }

    /// What a rule is in the whole license. Limits keep their places.
    fn original(&self, rule: CitedRule) -> Option<CitedRule> {
        match rule {
            CitedRule::Prohibition(at) => self.0.get(at.index()).copied(),
            other => Some(other),
        }
    }
}

/// A license without some of its rules.
fn without_rules(license: &ChosenPolicy, without: &[CitedRule]) -> ChosenPolicy {
    let mut rules = license.policy.rules().clone();
    let kept = license.policy.prohibitions().entries().filter(|(at, _)| !without.contains(&CitedRule::Prohibition(*at)));
    rules.prohibitions = kept.map(|(_, rule)| rule.clone()).collect::<Vec<_>>().into();
    for grant in rules.grants.iter_mut() {
        grant.condition = without_limits(&grant.condition, without);
    }
    let policy = Policy::new(license.policy.vocabulary().clone(), rules).expect("it was a policy of this vocabulary");
    let mut changed = ChosenPolicy::unchosen(Arc::new(policy));
    changed.chosen = license.chosen.clone();
    changed
}

fn without_limits(condition: &Condition, without: &[CitedRule]) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| without_limits(part, without)).collect();
    match condition {
        Condition::Not(_, Some(Lifts::Limit(limit))) if without.contains(&CitedRule::Limit(*limit)) => Condition::always(),
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(part, lifts) => Condition::Not(Box::new(without_limits(part, without)), lifts.clone()),
        Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => condition.clone(),
    }
}
