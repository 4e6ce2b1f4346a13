//! A smallest set of facts that forces a verdict (semantics §5), by deletion.

use crate::logic::View;

use super::Verdict;
use super::facts::{Given, Reason};
use super::prepare::Checker;

impl Checker<'_> {
    /// Every fact that the verdict stands without is dropped, presumptions first.
    pub(super) fn because(&mut self, verdict: Verdict) -> Vec<Reason> {
        let facts = self.facts();
        let mut kept: Vec<bool> = vec![true; facts.len()];
        let mut order: Vec<usize> = (0..facts.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(facts.get(*at).map(|given| given.origin)));
        for at in order {
            if let Some(slot) = kept.get_mut(at) {
                *slot = false;
            }
            let view = self.view_of(facts.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(given, _)| given));
            let still = self.prepared.decide(&view, &mut self.scratch, &mut self.exact) == verdict;
            if let Some(slot) = kept.get_mut(at) {
                *slot = !still;
            }
        }
        facts.iter().zip(kept).filter(|(_, kept)| *kept).map(|(given, _)| self.reason(given)).collect()
    }

    fn view_of<'f>(&self, facts: impl Iterator<Item = &'f Given>) -> View {
        let mut view = View::open(self.prepared.propositions.len());
        for given in facts {
            self.prepared.settled_by(given, &mut |at, holds| if holds { view.must.insert(at) } else { view.can.remove(at) });
        }
        view
    }
}
