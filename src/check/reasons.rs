//! A smallest set of facts that forces a verdict (semantics §5), by deletion.
//!
//! Every fact that the verdict stands without is dropped, presumptions first. Where a fact must stay, mostly one completion at hand shows that;
//! a solver is asked only where neither the bounds of the rules nor such a completion tell.

use crate::logic::{Bits, View};

use super::Verdict;
use super::exact::ExactPolicy;
use super::facts::{Given, Reason};
use super::prepare::{Checker, Prepared, Refusal};
use super::standing::Standing;

/// What shows that some facts force a verdict.
enum Grounds {
    /// Nothing: they don't.
    None,
    /// The bounds of the rules.
    Bounds,
    /// A proof from what is known of these propositions alone.
    Core(Bits),
}

impl Grounds {
    /// Whether a proof stands without a fact.
    fn do_without(&self, given: &Given, prepared: &Prepared) -> bool {
        let Grounds::Core(core) = self else { return false };
        let mut is_used = false;
        prepared.settled_by(given, &mut |at, _| is_used |= core.has(at));
        !is_used
    }
}

impl Checker<'_> {
    /// Facts that force a definite verdict, of which none can go.
    pub(super) fn because(&mut self, verdict: Verdict) -> Vec<Reason> {
        let facts = self.facts();
        let mut standing = Standing::new(self.prepared, &facts);
        let mut grounds = if standing.forces(verdict) { Grounds::Bounds } else { self.core(verdict, &standing.view) };
        let mut order: Vec<(usize, &Given)> = facts.iter().enumerate().collect();
        order.sort_by_key(|(_, given)| std::cmp::Reverse(given.origin));
        let mut kept: Vec<usize> = Vec::new();
        for (at, given) in order {
            standing.remove(given);
            if grounds.do_without(given, self.prepared) {
                continue;
            }
            match self.grounds(verdict, given, &standing) {
                Grounds::None => {
                    standing.insert(given);
                    kept.push(at);
                }
                new => grounds = new,
            }
        }
        kept.sort_unstable();
        kept.into_iter().filter_map(|at| facts.get(at)).map(|given| self.reason(given)).collect()
    }

    /// What forces the verdict by the facts that are left, without the one just dropped.
    fn grounds(&mut self, verdict: Verdict, dropped: &Given, standing: &Standing<'_>) -> Grounds {
        if standing.forces(verdict) {
            return Grounds::Bounds;
        }
        if self.may_act_after_all(verdict, standing) || self.has_counterexample(verdict, dropped, &standing.view) {
            return Grounds::None;
        }
        self.core(verdict, &standing.view)
    }

    fn core(&mut self, verdict: Verdict, view: &View) -> Grounds {
        let exact = self.exact.get_or_insert_with(|| ExactPolicy::new(self.prepared));
        exact.forces(verdict, view).map_or(Grounds::None, Grounds::Core)
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
