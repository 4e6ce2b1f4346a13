//! Is something possible under a license without being prohibited, and if not, which prohibitions see to it?

use std::sync::Arc;

use railc_core::check::{ChosenPolicy, NoAnswer, Search, Sought};
use railc_core::policy::{Condition, Policy, ProhibitionId};

use super::refusals::Refusals;

/// The most conditions times clauses that are looked at.
pub(super) const MOST: usize = 100_000;

/// A license, and conditions that are asked about.
pub(super) struct Possible {
    search: Search,
    /// The places of the prohibitions among the conditions, by their ids.
    prohibitions: Vec<usize>,
    /// The places of all refusals.
    refusals: Vec<usize>,
    /// The places of the conditions that are asked about.
    asked: Vec<usize>,
}

impl Possible {
    /// Conditions of a policy.
    pub(super) fn new(policy: &Arc<Policy>, conditions: &[Condition]) -> Possible {
        let mut refusals = Refusals::of(&[&ChosenPolicy::unchosen(policy.clone())]);
        let prohibitions = policy.prohibitions().iter().map(|rule| rule.condition.clone().unless(&rule.exceptions));
        let prohibitions = prohibitions.map(|condition| refusals.common(0, &condition)).collect::<Vec<_>>();
        let prohibitions = prohibitions.into_iter().map(|condition| refusals.also(condition)).collect();
        let conditions: Vec<Condition> = conditions.iter().map(|condition| refusals.common(0, condition)).collect();
        let asked = conditions.into_iter().map(|condition| refusals.also(condition)).collect();
        Possible { search: refusals.search(policy.vocabulary()), prohibitions, refusals: refusals.of_license(0).to_vec(), asked }
    }

    /// The prohibitions of which one always acts where a condition holds, by its place: none of them can be left out, and if there are none, it can't hold
    /// at all. `None` if some use has it and is not prohibited. One prohibition may be left out of account.
    ///
    /// Fails if that is too hard to find out.
    pub(super) fn prohibited_by(&mut self, at: usize, without: Option<ProhibitionId>) -> Result<Option<Vec<ProhibitionId>>, NoAnswer> {
        let all = (0..self.prohibitions.len()).map(ProhibitionId::at).filter(|id| Some(*id) != without).collect::<Vec<_>>();
        if self.is_possible(at, &all)? {
            return Ok(None);
        }
        let mut needed = all.clone();
        for id in all {
            let fewer: Vec<ProhibitionId> = needed.iter().copied().filter(|other| *other != id).collect();
            if !self.is_possible(at, &fewer)? {
                needed = fewer;
            }
        }
        Ok(Some(needed))
    }

    /// Whether some use has a condition, by its place, and is permitted. Fails as [`Possible::prohibited_by`] does.
    pub(super) fn is_permitted(&mut self, at: usize) -> Result<bool, NoAnswer> {
        let one_of = self.asked.get(at).map_or(&[][..], std::slice::from_ref);
        Ok(self.search.find(Sought { one_of, none_of: &self.refusals })?.is_some())
    }

    /// Whether some use has a condition, by its place, and none of these prohibitions acts.
    fn is_possible(&mut self, at: usize, prohibitions: &[ProhibitionId]) -> Result<bool, NoAnswer> {
        let none_of: Vec<usize> = prohibitions.iter().filter_map(|id| self.prohibitions.get(id.index()).copied()).collect();
        let one_of = self.asked.get(at).map_or(&[][..], std::slice::from_ref);
        Ok(self.search.find(Sought { one_of, none_of: &none_of })?.is_some())
    }
}

/// The ids of some prohibitions.
pub(super) fn ids(prohibitions: Vec<ProhibitionId>, policy: &Policy) -> Vec<String> {
    prohibitions.into_iter().map(|id| policy.prohibitions().get(id).cited.id.clone()).collect()
}
