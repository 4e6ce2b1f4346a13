//! Which rules of the policy decide, and which keep a verdict open (semantics §5).

use crate::logic::{Formula, Fuzzy, Literal, Program};
use crate::policy::{Condition, Grant, GrantId, Lifts, Policy};
use crate::vocabulary::ConceptId;

use super::Verdict;
use super::exact::ExactPolicy;
use super::prepare::{Checker, Prepared, Refusal};
use super::propositions::{Lowering, Proposition};

/// A rule that acts in a verdict, or may act in it; by its place in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acting {
    /// A prohibition.
    Prohibition(usize),
    /// A grant.
    Grant(usize),
    /// A limit that takes a grant away.
    Limit(usize),
    /// No grant names this action.
    NoGrant(ConceptId),
}

/// A grant ready to evaluate.
#[derive(Debug, Clone)]
pub(super) struct PreparedGrant {
    pub condition: Program,
    pub formula: Formula,
    /// The limits folded into it, by their place in the policy, and when each takes it away.
    pub limits: Vec<(usize, Program)>,
}

impl PreparedGrant {
    /// A grant of the policy.
    pub fn new(grant: &Grant, lowering: &Lowering<'_>) -> PreparedGrant {
        let mut limits = Vec::new();
        grant.condition.visit(&mut |part| {
            if let Condition::Not(inner, Some(Lifts::Limit(id))) = part {
                limits.push((id.index(), lowering.program(inner)));
            }
        });
        let formula = lowering.formula(&grant.condition);
        PreparedGrant { condition: Program::new(&formula, lowering.propositions.len()), formula, limits }
    }
}

impl Checker<'_> {
    /// The rules that act in every completion of a definite verdict; where none does, a smallest set of which one always does.
    pub(super) fn decisive(&mut self, verdict: Verdict) -> Vec<Acting> {
        if verdict == Verdict::Permitted {
            return self.acting_grants();
        }
        let is_wanted = |refusal: Refusal| match refusal {
            Refusal::Prohibition(_) => verdict != Verdict::NotGranted,
            Refusal::Ungranted(_) => verdict != Verdict::Prohibited,
        };
        let rules = self.rules_that(|checker, at| checker.prepared.rules.get(at).is_some_and(|rule| is_wanted(rule.refusal)));
        let mut acting: Vec<usize> = rules.iter().copied().filter(|at| self.acts_always(*at)).collect();
        if acting.is_empty() {
            let open = rules.into_iter().filter(|at| self.value(*at).can).collect();
            acting = self.smallest_cover(open, |exact| &exact.rules);
        }
        self.cited(acting, true)
    }

    /// The rules that act in some completions and not in others.
    pub(super) fn undecided(&mut self) -> Vec<Acting> {
        let open = self.rules_that(|checker, at| checker.value(at).is_open());
        let varying = open.into_iter().filter(|at| self.varies(*at)).collect();
        self.cited(varying, false)
    }

    fn cited(&self, rules: Vec<usize>, always: bool) -> Vec<Acting> {
        let mut all: Vec<Acting> = rules.into_iter().flat_map(|at| self.cited_as(at, always)).collect();
        all.sort();
        all.dedup();
        all
    }

    /// What people cite for a rule. `always`: it acts in every completion, so a limit is named where it holds; else where it may.
    fn cited_as(&self, rule: usize, always: bool) -> Vec<Acting> {
        let view = &self.situation.view;
        let at = match self.prepared.rules.get(rule).map(|rule| rule.refusal) {
            None => return Vec::new(),
            Some(Refusal::Prohibition(at)) => return vec![Acting::Prohibition(at)],
            Some(Refusal::Ungranted(at)) => at,
        };
        let group = self.prepared.group(at);
        if group.grants.is_empty() {
            return self.ungranted_actions(at, always);
        }
        let grants = if always { group.grants.clone() } else { self.live(&group.grants) };
        self.prepared.acting_for(&grants, always, |limit| {
            let value = limit.value(view);
            if always { value.must } else { value.can }
        })
    }

    /// The actions of a group that no grant names: those that are done, or (not `always`) may be.
    pub(super) fn ungranted_actions(&self, group: usize, always: bool) -> Vec<Acting> {
        let view = &self.situation.view;
        let known = if always { &view.must } else { &view.can };
        let is_done = |action: &ConceptId| self.prepared.place(Proposition::Concept(*action)).is_some_and(|at| known.has(at));
        self.prepared.group(group).actions.iter().copied().filter(is_done).map(Acting::NoGrant).collect()
    }

    /// Those of some grants that may hold; all of them where none may, and the verdict hangs on whether the action is done.
    pub(super) fn live(&self, grants: &[usize]) -> Vec<usize> {
        let may_hold = |at: &usize| self.prepared.grants.get(*at).is_some_and(|grant| grant.condition.value(&self.situation.view).can);
        let live: Vec<usize> = grants.iter().copied().filter(may_hold).collect();
        if live.is_empty() { grants.to_vec() } else { live }
    }

    /// The grants that hold in every completion for what is done; where none does for some action, a smallest set of which one always does.
    fn acting_grants(&mut self) -> Vec<Acting> {
        let prepared = self.prepared;
        let policy: &Policy = &prepared.policy;
        let acts = |at: &usize| {
            let (Some(grant), Some(own)) = (policy.grants().find(GrantId::at(*at)), prepared.grants.get(*at)) else { return false };
            let is_given = |held: ConceptId| grant.actions.iter().any(|given| policy.vocabulary().is_a(held, *given));
            own.condition.value(&self.situation.view).must && self.situation.holds.iter().any(|(held, _)| is_given(*held))
        };
        let mut acting: Vec<usize> = (0..policy.grants().len()).filter(acts).collect();
        for group in &prepared.groups {
            let is_done =
                |action: &ConceptId| prepared.place(Proposition::Concept(*action)).is_some_and(|at| self.situation.view.must.has(at));
            if group.actions.iter().any(is_done) && !group.grants.iter().any(|grant| acting.contains(grant)) {
                let may_hold = |at: &usize| prepared.grants.get(*at).is_some_and(|grant| grant.condition.value(&self.situation.view).can);
                let open = group.grants.iter().copied().filter(may_hold).collect();
                acting.extend(self.smallest_cover(open, |exact| &exact.grants));
            }
        }
        acting.sort_unstable();
        acting.dedup();
        acting.into_iter().map(Acting::Grant).collect()
    }

    fn rules_that(&self, is_wanted: impl Fn(&Self, usize) -> bool) -> Vec<usize> {
        (0..self.prepared.rules.len()).filter(|at| is_wanted(self, *at)).collect()
    }

    fn value(&self, rule: usize) -> Fuzzy {
        let rule = self.prepared.rules.get(rule).expect("rules are numbered by this policy");
        rule.program.value(&self.situation.view)
    }

    fn acts_always(&mut self, rule: usize) -> bool {
        let value = self.value(rule);
        value.must || (value.can && !self.surely_varies(rule) && !self.has_world(&[rule], |literal| !literal))
    }

    /// Whether an open rule acts in some completion and fails in another.
    fn varies(&mut self, rule: usize) -> bool {
        self.surely_varies(rule) || (self.has_world(&[rule], |literal| literal) && self.has_world(&[rule], |literal| !literal))
    }

    fn surely_varies(&mut self, rule: usize) -> bool {
        self.prepared.rules.get(rule).is_some_and(|rule| self.reaches_bounds(&rule.program))
    }

    /// Whether some completion has these rules as `turn` makes them.
    fn has_world(&mut self, rules: &[usize], turn: fn(Literal) -> Literal) -> bool {
        let exact = self.exact.get_or_insert_with(|| ExactPolicy::new(self.prepared));
        let literals: Vec<Literal> = rules.iter().filter_map(|rule| exact.rules.get(*rule).copied()).map(turn).collect();
        exact.solver.has_world(&self.situation.view, &literals)
    }

    /// Of some rules or grants, as few as possible of which one always acts; nothing where none may act.
    fn smallest_cover(&mut self, mut cover: Vec<usize>, named: fn(&ExactPolicy) -> &[Literal]) -> Vec<usize> {
        if self.may_all_fail(&cover, named) {
            return Vec::new();
        }
        for one in cover.clone() {
            let without: Vec<usize> = cover.iter().copied().filter(|other| *other != one).collect();
            if !self.may_all_fail(&without, named) {
                cover = without;
            }
        }
        cover
    }

    fn may_all_fail(&mut self, those: &[usize], named: fn(&ExactPolicy) -> &[Literal]) -> bool {
        let exact = self.exact.get_or_insert_with(|| ExactPolicy::new(self.prepared));
        let none: Vec<Literal> = those.iter().filter_map(|at| named(exact).get(*at)).map(|literal| !*literal).collect();
        exact.solver.has_world(&self.situation.view, &none)
    }
}

impl Prepared {
    /// The limits of some grants that `stops` tells to take one away, and the grants: all of them (`always`), or those that no limit stops.
    pub(super) fn acting_for(&self, grants: &[usize], always: bool, stops: impl Fn(&Program) -> bool) -> Vec<Acting> {
        let mut all = Vec::new();
        for (at, grant) in grants.iter().filter_map(|at| Some((*at, self.grants.get(*at)?))) {
            let before = all.len();
            all.extend(grant.limits.iter().filter(|(_, limit)| stops(limit)).map(|(limit, _)| Acting::Limit(*limit)));
            // Where the limit is what is open, the grant itself is beside the point.
            if always || all.len() == before {
                all.push(Acting::Grant(at));
            }
        }
        all
    }
}
