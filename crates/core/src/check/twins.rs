//! Whether one proposition can change the outcome by itself (semantics §5): by two plain completions, else by two copies of the policy in one
//! solver.

use crate::logic::{Bits, Exact, Formula, Literal, Program, View};

use super::Verdict;
use super::prepare::{Checker, Prepared, PreparedRule};

impl Checker<'_> {
    /// Whether two completions that differ in one proposition, and in the abstract ones that it falls under, come out differently.
    ///
    /// `open` are the rules that are open for the use.
    pub(super) fn can_change(&mut self, at: usize, open: &[&PreparedRule]) -> bool {
        open.iter().any(|rule| rule.program.mentions(at) && self.hangs_plainly(&rule.program, at)) || {
            let twins = self.twins.get_or_insert_with(|| Twins::new(self.prepared));
            twins.differ_by(at, &self.situation.view, self.prepared)
        }
    }

    /// Whether the outcome hangs on a proposition where nothing holds but what must, and what the rule needs beside the proposition.
    fn hangs_plainly(&mut self, program: &Program, at: usize) -> bool {
        let (view, gamma) = (&self.situation.view, &self.prepared.gamma);
        let mut without = view.must.clone();
        program.lever(true, Some(at), view, &mut without);
        gamma.above.get(at).into_iter().for_each(|above| without.add(above));
        gamma.abstracts_above(at).filter(|group| !view.must.has(*group)).for_each(|group| without.remove(group));
        gamma.close(&mut without);
        let mut with = without.clone();
        with.insert(at);
        gamma.close(&mut with);
        if without.has(at) || !gamma.completes(&without, view) || !gamma.completes(&with, view) {
            return false;
        }
        let mut is_permitted = |world: &Bits| self.prepared.outcome(world, &mut self.scratch) == Verdict::Permitted;
        is_permitted(&without) != is_permitted(&with)
    }
}

/// Two copies of the policy in one solver, to find completions that differ in one proposition and in the outcome.
pub(super) struct Twins {
    solver: Exact,
    same: Vec<Literal>,
    differ: Literal,
    count: usize,
}

impl Twins {
    /// Two copies of a policy, each under Γ.
    fn new(prepared: &Prepared) -> Twins {
        let count = prepared.propositions.len();
        let mut solver = Exact::new(2 * count);
        prepared.gamma.require_at(&mut solver, 0);
        prepared.gamma.require_at(&mut solver, count);
        let refused = |solver: &mut Exact, by: usize| {
            let rules = prepared.rules.iter().map(|rule| rule.formula.shifted(by));
            let any = Formula::Any(rules.collect());
            solver.name(&any)
        };
        let (one, other) = (refused(&mut solver, 0), refused(&mut solver, count));
        let differ = unequal(&mut solver, one, other);
        let same = (0..count).map(|at| {
            let (one, other) = (solver.proposition(at), solver.proposition(at + count));
            !unequal(&mut solver, one, other)
        });
        let same = same.collect();
        Twins { solver, same, differ, count }
    }

    pub fn refill(&mut self) {
        self.solver.refill();
    }

    pub fn is_spent(&self) -> bool {
        self.solver.is_spent()
    }

    /// [`Checker::can_change`], for completions that fit the view.
    fn differ_by(&mut self, at: usize, view: &View, prepared: &Prepared) -> bool {
        let mut both = View::open(2 * self.count);
        for known in (0..self.count).filter(|known| view.must.has(*known) || !view.can.has(*known)) {
            for twin in [known, known + self.count] {
                if view.must.has(known) { both.must.insert(twin) } else { both.can.remove(twin) }
            }
        }
        let mut wanted = vec![self.differ, self.solver.proposition(at), !self.solver.proposition(at + self.count)];
        let may_differ = |other: usize| other == at || prepared.gamma.abstracts_above(at).any(|group| group == other);
        wanted.extend(self.same.iter().enumerate().filter(|(other, _)| !may_differ(*other)).map(|(_, same)| *same));
        self.solver.has_world(&both, &wanted)
    }
}

fn unequal(solver: &mut Exact, one: Literal, other: Literal) -> Literal {
    let (first, second) = (solver.all(&[one, !other]), solver.all(&[!one, other]));
    solver.any(&[first, second])
}
