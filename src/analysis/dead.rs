//! Which restrictions forbid nothing that the others do not, and which duties bind nobody?
//!
//! The engine is asked of a restriction, whether some use that it forbids is not forbidden once it is left out; of a duty, whether somebody can owe it,
//! perform it and not be forbidden to, and whether somebody can owe it and not have performed it.

use std::collections::BTreeSet;
use std::sync::Arc;

use railc_core::check::NoAnswer;
use railc_core::policy::{Condition, Duty, Policy, Prohibition, ProhibitionId};
use railc_language::license::License;

use super::possible::{MOST, Possible, ids};

/// A rule that comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dead {
    /// The clause.
    pub id: String,
    /// Why.
    pub why: Why,
}

/// Why a rule comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// What it says can't hold at all.
    Impossible,
    /// One of these prohibitions always acts.
    Prohibited(Vec<String>),
    /// One of these exceptions always lifts it.
    Lifted(Vec<String>),
    /// It is always performed where it is owed.
    Performed,
}

/// The license's own restrictions that add nothing; none where there is too much to look at.
pub fn restrictions(license: &License, policy: &Arc<Policy>) -> Vec<Dead> {
    let own = own(license);
    let rules = || policy.prohibitions().entries().filter(|(_, rule)| own.contains(rule.cited.id.as_str()));
    // Each restriction as it acts, and as it would without its exceptions.
    let conditions: Vec<Condition> =
        rules().flat_map(|(_, rule)| [rule.condition.clone().unless(&rule.exceptions), rule.condition.clone()]).collect();
    let Some(mut possible) = possible(license, policy, &conditions) else { return Vec::new() };
    let why = |(place, (at, rule)): (usize, (ProhibitionId, &Prohibition))| -> Result<Option<Dead>, NoAnswer> {
        let Some(by) = possible.prohibited_by(2 * place, Some(at))? else { return Ok(None) };
        let lifts = || rule.exceptions.iter().map(|exception| exception.id.clone()).collect::<Vec<_>>();
        let is_lifted = by.is_empty() && !rule.exceptions.is_empty() && possible.prohibited_by(2 * place + 1, Some(at))?.is_none();
        let why = match by.is_empty() {
            true if is_lifted => Why::Lifted(lifts()),
            true => Why::Impossible,
            false => Why::Prohibited(ids(by, policy)),
        };
        Ok(Some(Dead { id: rule.cited.id.clone(), why }))
    };
    until_too_hard(rules().enumerate().map(why))
}

/// The license's own duties that are owed or performed only where something is forbidden, or are always performed; none where there is too much to look at.
pub fn duties(license: &License, policy: &Arc<Policy>) -> Vec<Dead> {
    let own = own(license);
    let duties = || policy.duties().iter().filter(|duty| own.contains(duty.cited.id.as_str()));
    let not = |condition: Condition| Condition::Not(Box::new(condition), None);
    // Each duty as owed and performed, and as owed and not performed.
    let owed = |duty: &Duty| duty.trigger.clone().unless(&duty.exceptions);
    let conditions: Vec<Condition> =
        duties().flat_map(|duty| [owed(duty).and(duty.performed_by.clone()), owed(duty).and(not(duty.performed_by.clone()))]).collect();
    let Some(mut possible) = possible(license, policy, &conditions) else { return Vec::new() };
    let why = |(place, duty): (usize, &Duty)| -> Result<Option<Dead>, NoAnswer> {
        let why = match possible.prohibited_by(2 * place, None)? {
            Some(by) if by.is_empty() => Why::Impossible,
            Some(by) => Why::Prohibited(ids(by, policy)),
            None if possible.is_permitted(2 * place)? && !possible.is_permitted(2 * place + 1)? => Why::Performed,
            None => return Ok(None),
        };
        Ok(Some(Dead { id: duty.cited.id.clone(), why }))
    };
    until_too_hard(duties().enumerate().map(why))
}

/// The ids of the license's own clauses.
pub(super) fn own(license: &License) -> BTreeSet<&str> {
    license.clauses().map(|(_, clause)| clause).filter(|clause| !clause.is_inherited).map(|clause| clause.id.as_str()).collect()
}

/// What can be asked about some conditions; `None` where there are none, or too many.
pub(super) fn possible(license: &License, policy: &Arc<Policy>, conditions: &[Condition]) -> Option<Possible> {
    let is_too_much = conditions.len().saturating_mul(license.clauses().count()) > MOST;
    (!conditions.is_empty() && !is_too_much).then(|| Possible::new(policy, conditions))
}

/// What is found until something is too hard to find out: the rest is likely to be as hard.
pub(super) fn until_too_hard<T>(found: impl Iterator<Item = Result<Option<T>, NoAnswer>>) -> Vec<T> {
    found.map_while(Result::ok).flatten().collect()
}
