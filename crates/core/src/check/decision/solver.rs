//! The policy in a SAT solver, for what is too large to look at as a whole.

use std::collections::HashMap;

use crate::logic::{Known, Literal, SatSolver};

use super::super::prepared::{FormulaId, Prepared};

/// The policy under Γ in a SAT solver; its formulas are added as they are asked about.
pub(in crate::check) struct PolicySolver {
    solver: SatSolver,
    named: HashMap<FormulaId, Literal>,
}

impl PolicySolver {
    /// Γ alone.
    pub(super) fn new(prepared: &Prepared) -> PolicySolver {
        let mut solver = SatSolver::new(prepared.propositions.len());
        prepared.gamma.require_at(&mut solver, 0);
        PolicySolver { solver, named: HashMap::new() }
    }

    /// Whether some completion gives each formula its wanted value.
    pub(super) fn has(&mut self, prepared: &Prepared, known: &Known, goals: &[(FormulaId, bool)]) -> bool {
        let wanted: Vec<Literal> = goals
            .iter()
            .map(|(named, holds)| {
                let literal = self.literal(prepared, *named);
                if *holds { literal } else { !literal }
            })
            .collect();
        self.solver.has_completion(known, &wanted)
    }

    fn literal(&mut self, prepared: &Prepared, named: FormulaId) -> Literal {
        let PolicySolver { solver, named: literals } = self;
        *literals.entry(named).or_insert_with(|| solver.name(prepared.program(named), 0))
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
