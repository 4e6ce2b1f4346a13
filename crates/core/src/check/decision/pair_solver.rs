//! Two copies of the policy in one solver, to find two completions that differ in one proposition and in the outcome.

use crate::logic::{Known, Literal, SatSolver};

use super::super::prepared::Prepared;

/// Two copies of a policy, each under Γ.
pub(in crate::check) struct PairSolver {
    solver: SatSolver,
    /// For each proposition, that it is the same in both.
    same: Vec<Literal>,
    /// One is refused and the other is not.
    differ: Literal,
}

impl PairSolver {
    /// Two copies of a policy.
    pub(super) fn new(prepared: &Prepared) -> PairSolver {
        let count = prepared.propositions.len();
        let mut solver = SatSolver::new(2 * count);
        let refused = |solver: &mut SatSolver, first: usize| {
            prepared.gamma.require_at(solver, first);
            let rules: Vec<Literal> = prepared.rules.iter().map(|rule| solver.name(&rule.program, first)).collect();
            solver.any(&rules)
        };
        let (one, other) = (refused(&mut solver, 0), refused(&mut solver, count));
        let differ = unequal(&mut solver, one, other);
        let same = (0..count).map(|at| {
            let (one, other) = (solver.proposition(at), solver.proposition(at + count));
            !unequal(&mut solver, one, other)
        });
        let same = same.collect();
        PairSolver { solver, same, differ }
    }

    /// Whether two completions that differ in one proposition, and in the abstract ones among its ancestors, come out differently.
    pub(super) fn differ_by(&mut self, at: usize, known: &Known, prepared: &Prepared) -> bool {
        let count = self.same.len();
        let mut both = Known::open(2 * count);
        for (settled, holds) in (0..count).filter_map(|at| Some((at, known.settles(at)?))) {
            for copy in [settled, settled + count] {
                if holds { both.must.insert(copy) } else { both.can.remove(copy) }
            }
        }
        let mut wanted = vec![self.differ, self.solver.proposition(at), !self.solver.proposition(at + count)];
        let may_differ = |other: usize| other == at || prepared.gamma.abstracts_above(at).any(|group| group == other);
        wanted.extend(self.same.iter().enumerate().filter(|(other, _)| !may_differ(*other)).map(|(_, same)| *same));
        self.solver.has_completion(&both, &wanted)
    }

    /// Allows as much search as at first.
    pub(super) fn refill(&mut self) {
        self.solver.refill();
    }

    /// Whether the search that is allowed is used up: then the last answers may be wrong.
    pub(super) fn is_spent(&self) -> bool {
        self.solver.is_spent()
    }
}

fn unequal(solver: &mut SatSolver, one: Literal, other: Literal) -> Literal {
    let (first, second) = (solver.all(&[one, !other]), solver.all(&[!one, other]));
    solver.any(&[first, second])
}
