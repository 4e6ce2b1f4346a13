//! Which rules of the policy decide, and which keep a verdict open (semantics §5).

use crate::logic::{Bits, Bounds, Program};
use crate::policy::{Cited, GrantId, LimitId, Policy, ProhibitionId};
use crate::vocabulary::ConceptId;

use super::super::answer::Verdict;
use super::super::prepared::{FormulaId, Prepared, Proposition, Refusal};
use super::Explaining;

/// A rule that acts in a verdict, or may act in it; by its place in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CitedRule {
    /// A prohibition.
    Prohibition(ProhibitionId),
    /// A grant.
    Grant(GrantId),
    /// A limit that takes a grant away.
    Limit(LimitId),
    /// No grant names this action.
    NoGrant(ConceptId),
}

impl CitedRule {
    /// The clause of the rule; none where no grant names an action.
    pub fn cited(self, policy: &Policy) -> Option<&Cited> {
        match self {
            CitedRule::Prohibition(at) => policy.prohibitions().find(at).map(|rule| &rule.cited),
            CitedRule::Grant(at) => policy.grants().find(at).map(|grant| &grant.cited),
            CitedRule::Limit(at) => policy.limits().find(at).map(|limit| &limit.cited),
            CitedRule::NoGrant(_) => None,
        }
    }
}

impl Explaining<'_> {
    /// The rules that act in every completion of a definite verdict; where none does, a minimal set of which one always does.
    pub(super) fn decisive(&mut self, verdict: Verdict) -> Vec<CitedRule> {
        if verdict == Verdict::Permitted {
            return self.acting_grants();
        }
        let is_wanted = |prohibits: bool| if prohibits { verdict != Verdict::NotGranted } else { verdict != Verdict::Prohibited };
        let able = |at: &usize| is_wanted(self.prepared.rule(*at).prohibits()) && self.bounds(FormulaId::Rule(*at)).can;
        // What is no candidate can't act.
        let mut candidates = Bits::new(self.prepared.rules.len());
        self.prepared.guards.candidates(&self.situation.known.can, &mut candidates);
        let rules: Vec<usize> = candidates.iter().filter(able).collect();
        let mut acting: Vec<usize> = rules.iter().copied().filter(|at| self.acts_always(*at)).collect();
        if acting.is_empty() {
            acting = self.minimal_cover(rules, FormulaId::Rule);
        }
        self.cited(acting, true)
    }

    /// The rules that act in some completions and not in others.
    pub(super) fn undecided(&mut self) -> Vec<CitedRule> {
        let open = (0..self.prepared.rules.len()).filter(|at| self.bounds(FormulaId::Rule(*at)).is_open());
        let varying =
            open.collect::<Vec<usize>>().into_iter().filter(|at| self.has(&[(FormulaId::Rule(*at), true)]) && !self.acts_always(*at));
        let varying = varying.collect();
        self.cited(varying, false)
    }

    fn cited(&self, rules: Vec<usize>, always: bool) -> Vec<CitedRule> {
        let mut all: Vec<CitedRule> = rules.into_iter().flat_map(|at| self.cited_as(at, always)).collect();
        all.sort();
        all.dedup();
        all
    }

    /// What people cite for a rule. `always`: it acts in every completion, so a limit is named where it holds; else where it may.
    fn cited_as(&self, rule: usize, always: bool) -> Vec<CitedRule> {
        let at = match self.prepared.rule(rule).refusal {
            Refusal::Prohibition(at) => return vec![CitedRule::Prohibition(at)],
            Refusal::Ungranted(at) => at,
        };
        let group = self.prepared.group(at);
        if group.grants.is_empty() {
            return self.ungranted_actions(at, always);
        }
        let grants = if always { group.grants.clone() } else { self.live(&group.grants) };
        self.prepared.cited_for(&grants, always, |limit| {
            let bounds = limit.bounds(&self.situation.known);
            if always { bounds.must } else { bounds.can }
        })
    }

    /// The actions of a group that no grant names: those that are done, or (not `always`) may be.
    pub(super) fn ungranted_actions(&self, group: usize, always: bool) -> Vec<CitedRule> {
        let known = if always { &self.situation.known.must } else { &self.situation.known.can };
        let is_done = |action: &ConceptId| self.prepared.place(Proposition::Concept(*action)).is_some_and(|at| known.has(at));
        self.prepared.group(group).actions.iter().copied().filter(is_done).map(CitedRule::NoGrant).collect()
    }

    /// Those of some grants that may hold; all of them where none may, and the verdict hangs on whether the action is done.
    pub(super) fn live(&self, grants: &[GrantId]) -> Vec<GrantId> {
        let live: Vec<GrantId> = grants.iter().copied().filter(|at| self.bounds(FormulaId::Grant(*at)).can).collect();
        if live.is_empty() { grants.to_vec() } else { live }
    }

    /// The grants that hold in every completion for what is done; where none does for some action, a minimal set of which one always does.
    fn acting_grants(&mut self) -> Vec<CitedRule> {
        let (prepared, situation) = (self.prepared, self.situation);
        let is_given = |grant: &GrantId| {
            let given = &prepared.grants.get(*grant).actions;
            situation.holds.iter().any(|(held, _)| given.has(held.index()))
        };
        let acts = |grant: &GrantId| self.bounds(FormulaId::Grant(*grant)).must && is_given(grant);
        let mut acting: Vec<GrantId> = prepared.grants.ids().filter(acts).collect();
        for group in &prepared.groups {
            let is_done = |action: &ConceptId| prepared.place(Proposition::Concept(*action)).is_some_and(|at| situation.known.must.has(at));
            if group.actions.iter().any(is_done) && !group.grants.iter().any(|grant| acting.contains(grant)) {
                let open = group.grants.iter().copied().filter(|at| self.bounds(FormulaId::Grant(*at)).can).collect();
                acting.extend(self.minimal_cover(open, FormulaId::Grant));
            }
        }
        acting.sort_unstable();
        acting.dedup();
        acting.into_iter().map(CitedRule::Grant).collect()
    }

    fn bounds(&self, named: FormulaId) -> Bounds {
        self.prepared.program(named).bounds(&self.situation.known)
    }

    fn has(&mut self, goals: &[(FormulaId, bool)]) -> bool {
        self.decision.oracle.has_completion(self.prepared, &self.situation.known, goals.iter().copied())
    }

    fn acts_always(&mut self, rule: usize) -> bool {
        !self.has(&[(FormulaId::Rule(rule), false)])
    }

    /// Of some rules or grants, a minimal set of which one always acts; nothing where none may act.
    fn minimal_cover<I: Copy + PartialEq>(&mut self, mut cover: Vec<I>, named: fn(I) -> FormulaId) -> Vec<I> {
        let mut may_all_fail = |those: &[I]| {
            let goals: Vec<(FormulaId, bool)> = those.iter().map(|at| (named(*at), false)).collect();
            self.has(&goals)
        };
        if may_all_fail(&cover) {
            return Vec::new();
        }
        for one in cover.clone() {
            let without: Vec<I> = cover.iter().copied().filter(|other| *other != one).collect();
            if !may_all_fail(&without) {
                cover = without;
            }
        }
        cover
    }
}

impl Prepared {
    /// The limits of some grants that `stops` tells to take one away, and the grants: all of them (`always`), or those that no limit stops.
    pub(super) fn cited_for(&self, grants: &[GrantId], always: bool, stops: impl Fn(&Program) -> bool) -> Vec<CitedRule> {
        let mut all = Vec::new();
        for (at, grant) in grants.iter().map(|at| (*at, self.grants.get(*at))) {
            let before = all.len();
            all.extend(grant.limits.iter().filter(|(_, limit)| stops(limit)).map(|(limit, _)| CitedRule::Limit(*limit)));
            // Where the limit is what is open, the grant itself is beside the point.
            if always || all.len() == before {
                all.push(CitedRule::Grant(at));
            }
        }
        all
    }
}
