//! Completions that are at hand: nothing holds but what must, and what makes some formulas come out as wanted. Mostly one of them shows what a
//! solver would have to find.

use crate::logic::{Program, View};

use super::Verdict;
use super::decide::Scratch;
use super::prepare::Prepared;

impl Prepared {
    /// The outcome where nothing holds but what must and what the goals need, if that is a completion; `scratch.world` becomes it.
    pub(super) fn plain_outcome<'p>(
        &self,
        view: &View,
        goals: impl Iterator<Item = (&'p Program, bool)>,
        scratch: &mut Scratch,
    ) -> Option<Verdict> {
        let mut world = std::mem::take(&mut scratch.plain);
        world.copy_from(&view.must);
        goals.for_each(|(program, holds)| program.lever(holds, None, view, &mut world));
        self.gamma.close(&mut world);
        let outcome = self.gamma.completes(&world, view).then(|| self.outcome(&world, scratch));
        scratch.plain = world;
        outcome
    }

    /// Whether completions at hand come out differently: some of the wanted kind and some not. The verdict hangs on the `open` rules.
    pub(super) fn differs_plainly(&self, view: &View, open: &[u32], is_wanted: impl Fn(Verdict) -> bool, scratch: &mut Scratch) -> bool {
        let programs = || open.iter().filter_map(|at| self.rules.get(*at as usize)).map(|rule| &rule.program);
        let (mut wanted, mut other) = (false, false);
        let mut note = |outcome: Option<Verdict>| {
            match outcome.map(&is_wanted) {
                Some(true) => wanted = true,
                Some(false) => other = true,
                None => {}
            }
            wanted && other
        };
        note(self.plain_outcome(view, std::iter::empty(), scratch))
            || note(self.plain_outcome(view, programs().map(|program| (program, false)), scratch))
            || programs().any(|program| note(self.plain_outcome(view, std::iter::once((program, true)), scratch)))
    }
}
