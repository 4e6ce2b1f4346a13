//! A smallest set of facts that forces a verdict (semantics §5), by deletion.
//!
//! Every fact that the verdict stands without is dropped, presumptions first. Where a fact must stay, mostly one completion at hand shows that;
//! a solver is asked only where neither the bounds of the rules nor such a completion tell.

use crate::logic::{Bits, View};

use super::Verdict;
use super::exact::ExactPolicy;
use super::facts::{Given, Origin, Reason};
use super::prepare::Checker;
use super::standing::{Bounds, Standing};

impl Checker<'_> {
    /// Facts that force a definite verdict, of which none can go.
    pub(super) fn because(&mut self, verdict: Verdict) -> Vec<Reason> {
        let mut standing = Standing::new(self.prepared, &self.situation);
        let Some(mut core) = self.core(verdict, &mut standing, None) else { return Vec::new() };
        let mut facts = self.facts();
        facts.retain(|given| self.settles_any(given, &core));
        standing.rest_on(&facts);
        let mut kept: Vec<usize> = Vec::new();
        let of = |origin: Origin| facts.iter().enumerate().filter(move |(_, given)| given.origin == origin);
        for (at, given) in of(Origin::Presumed).chain(of(Origin::Implied)).chain(of(Origin::Stated)) {
            standing.remove(given);
            if !self.settles_any(given, &core) {
                continue;
            }
            if let Some(smaller) = self.core(verdict, &mut standing, Some(given)) {
                core = smaller;
            } else {
                standing.put_back(given);
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

    /// Where the facts that are left force the verdict, the propositions that are enough for that.
    fn core(&mut self, verdict: Verdict, standing: &mut Standing<'_>, dropped: Option<&Given>) -> Option<Bits> {
        match standing.bounds(verdict, &mut self.scratch) {
            Bounds::Force(core) => return Some(core),
            Bounds::Break => return None,
            Bounds::LeaveOpen => {}
        }
        if dropped.is_some_and(|dropped| self.has_counterexample(verdict, dropped, &standing.view)) {
            return None;
        }
        // Not what the solver's proof rests on: that hangs on what it was asked before.
        let exact = self.exact.get_or_insert_with(|| ExactPolicy::new(self.prepared));
        exact.forces(verdict, &standing.view).then(|| Bits::full(self.prepared.propositions.len()))
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
        if !self.prepared.gamma.completes(world, view) {
            return false;
        }
        let outcome = self.prepared.outcome(world, &mut self.scratch);
        if verdict == Verdict::Refused { outcome == Verdict::Permitted } else { outcome != verdict }
    }
}
