//! Which duties does one license impose that the other does not (semantics §6)? Those that somebody who does all that the other asks leaves undone, in
//! some use that both permit.

use railc_core::check::{ChosenPolicy, NoAnswer, Sought};
use railc_core::policy::{Condition, Duty, DutyId, Policy};
use railc_core::usage::{NumberFact, Use};

use super::difference::what_it_has;
use super::refusals::Refusals;

/// A duty that only one of two licenses imposes.
#[derive(Debug, Clone, PartialEq)]
pub struct OnlyHere {
    /// The duty.
    pub duty: DutyId,
    /// What a use has in which it is left undone.
    pub has: Vec<String>,
    /// The numbers that are to be large in it.
    pub numbers: Vec<NumberFact>,
    /// That use, with all that matters stated.
    pub described: Use,
}

/// The duties that only the first imposes, and those that only the second does. Both are over one vocabulary.
///
/// Fails where that is too hard to find out.
pub fn find(first: &ChosenPolicy, second: &ChosenPolicy) -> Result<[Vec<OnlyHere>; 2], NoAnswer> {
    let mut refusals = Refusals::of(&[first, second]);
    let mut undone = [[(0, first), (1, second)], [(1, second), (0, first)]].map(|[(one, license), (other, asks)]| {
        let all_done = all_done(&asks.policy, other, &refusals);
        left_undone(&license.policy, one, (&asks.policy, &all_done), &mut refusals)
    });
    let mut search = refusals.search(first.policy.vocabulary());
    let both = [refusals.of_license(0), refusals.of_license(1)].concat();
    let [only_first, only_second] = undone.each_mut().map(|undone| -> Result<Vec<OnlyHere>, NoAnswer> {
        let mut found = Vec::new();
        for (duty, condition) in undone {
            let Some(completion) = search.find(Sought { one_of: &[*condition], none_of: &both })? else { continue };
            let described = search.described(&completion, &[both.as_slice(), &[*condition]].concat());
            let (has, numbers) = what_it_has(&described, first.policy.vocabulary());
            found.push(OnlyHere { duty: *duty, has, numbers, described });
        }
        Ok(found)
    });
    Ok([only_first?, only_second?])
}

/// For each duty of a license, by its place, that it is due and not performed, though `all_done` holds: the place of that among the refusals.
pub(super) fn left_undone(
    policy: &Policy,
    license: usize,
    (other, all_done): (&Policy, &Condition),
    refusals: &mut Refusals,
) -> Vec<(DutyId, usize)> {
    // Who shows other words has not shown these.
    let is_shown = |duty: &Duty| duty.showing.is_none() || other.duties().iter().any(|asked| asked.showing == duty.showing);
    let undone = |duty: &Duty| match is_shown(duty) {
        true => Condition::Not(Box::new(settled(duty)), None),
        false => duty.trigger.clone().unless(&duty.exceptions),
    };
    let conditions: Vec<(DutyId, Condition)> =
        policy.duties().entries().map(|(at, duty)| (at, refusals.common(license, &undone(duty)).and(all_done.clone()))).collect();
    conditions.into_iter().map(|(at, condition)| (at, refusals.also(condition))).collect()
}

/// That all duties of a license, by its place, are performed where they are due, in common propositions.
pub(super) fn all_done(policy: &Policy, license: usize, refusals: &Refusals) -> Condition {
    policy.duties().iter().map(|duty| refusals.common(license, &settled(duty))).fold(Condition::always(), Condition::and)
}

/// That a duty is performed, if it is due.
fn settled(duty: &Duty) -> Condition {
    let due = duty.trigger.clone().unless(&duty.exceptions);
    Condition::Any(vec![Condition::Not(Box::new(due), None), duty.performed_by.clone()])
}
