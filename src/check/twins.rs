//! Whether one proposition can change the outcome by itself (semantics §5): two copies of the policy in one solver.

use crate::logic::{Exact, Formula, Literal, View};

use super::prepare::Prepared;

/// Two copies of the policy in one solver, to find completions that differ in one proposition and in the outcome.
pub(super) struct Twins {
    solver: Exact,
    same: Vec<Literal>,
    differ: Literal,
    count: usize,
}

impl Twins {
    /// Two copies of a policy, each under Γ.
    pub fn new(prepared: &Prepared) -> Twins {
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

    /// Whether two completions that differ in one proposition, and in the abstract ones that it falls under, come out differently.
    pub fn differ_by(&mut self, at: usize, view: &View, prepared: &Prepared) -> bool {
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
