//! A smallest set of facts that forces a verdict (semantics §5), by deletion.
//!
//! Every fact that the verdict stands without is dropped, presumptions first. Where a fact must stay, mostly one completion at hand shows that;
//! a solver is asked only where neither the bounds of the rules nor such a completion tell.

use crate::logic::{Bits, View};

use super::Verdict;
use super::exact::ExactPolicy;
use super::facts::{Given, Origin, Reason};
use super::prepare::{Checker, Refusal};
use super::standing::Standing;

impl Checker<'_> {
    /// Facts that force a definite verdict, of which none can go.
    pub(super) fn because(&mut self, verdict: Verdict) -> Vec<Reason> {
        let facts = self.facts();
        let mut standing = Standing::new(self.prepared, &facts);
        let Some(mut core) = standing.forces(verdict).or_else(|| self.exactly_forces(verdict, &standing)) else { return Vec::new() };
        let mut kept: Vec<usize> = Vec::new();
        let of = |origin: Origin| facts.iter().enumerate().filter(move |(_, given)| given.origin == origin);
        for (at, given) in of(Origin::Presumed).chain(of(Origin::Implied)).chain(of(Origin::Stated)) {
            standing.remove(given);
            if !self.settles_any(given, &core) {
                continue;
            }
            if let Some(smaller) = self.forces_without(verdict, given, &mut standing) {
                core = smaller;
            } else {
                standing.insert(given);
                kept.push(at);
            }
        }
        kept.sort_unstable();
        kept.into_iter().filter_map(|at| facts.get(at)).map(|given| self.reason(given)).collect()
    }

    fn settles_any(&self, given: &Given, core: &Bits) -> bool {
        let mut settles = false;
        self.prepared.settled_by(given, &mut |at, _| settles |= core.has(at));
        settles
    }

    /// Where the facts that are left, without the one just dropped, force the verdict, the propositions that are enough for that.
    fn forces_without(&mut self, verdict: Verdict, dropped: &Given, standing: &mut Standing<'_>) -> Option<Bits> {
        let core = standing.forces(verdict);
        if core.is_some() || self.may_act_after_all(verdict, standing) || self.has_counterexample(verdict, dropped, &standing.view) {
            return core;
        }
        self.exactly_forces(verdict, standing)
    }

    fn exactly_forces(&mut self, verdict: Verdict, standing: &Standing<'_>) -> Option<Bits> {
        self.exact.get_or_insert_with(|| ExactPolicy::new(self.prepared)).forces(verdict, &standing.view)
    }

    /// Whether a rule that has to fail for the verdict surely acts in some completion, now that a fact was dropped.
    fn may_act_after_all(&mut self, verdict: Verdict, standing: &Standing<'_>) -> bool {
        let has_to_fail = |refusal: Refusal| match refusal {
            Refusal::Prohibition(_) => matches!(verdict, Verdict::Permitted | Verdict::NotGranted),
            Refusal::Ungranted(_) => verdict == Verdict::Permitted,
        };
        let mut rules = standing.possible().filter(|rule| has_to_fail(rule.refusal));
        rules.any(|rule| self.scratch.reaches_bounds(std::iter::once(&rule.program), &standing.view, &self.prepared.gamma))
    }

    /// Whether a plain completion comes out differently: the one where nothing holds but what must, or that with the dropped fact turned.
    fn has_counterexample(&mut self, verdict: Verdict, dropped: &Given, view: &View) -> bool {
        let mut world = view.must.clone();
        if self.comes_out_differently(verdict, &world, view) {
            return true;
        }
        if dropped.holds {
            return false;
        }
        self.prepared.settled_by(&Given { holds: true, ..*dropped }, &mut |at, holds| {
            if holds {
                world.insert(at);
            }
        });
        self.comes_out_differently(verdict, &world, view)
    }

    fn comes_out_differently(&mut self, verdict: Verdict, world: &Bits, view: &View) -> bool {
        if !world.is_within(&view.can) || !self.prepared.gamma.allows(world) {
            return false;
        }
        let outcome = self.prepared.outcome(world, &mut self.scratch);
        if verdict == Verdict::Refused { outcome == Verdict::Permitted } else { outcome != verdict }
    }
}
