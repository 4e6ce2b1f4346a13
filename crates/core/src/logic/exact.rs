//! Exact answers by a SAT solver: is there a world in which …?

use batsat::{Callbacks, ClauseKind, Lit, Solver, SolverInterface, SolverOpts, lbool};

use super::{Formula, View};

/// The most conflicts that a search may run into between two calls of [`Exact::refill`]. Ordinary questions meet a handful; this many take seconds.
const CONFLICTS: u32 = 10_000;

/// Constraints between propositions, formulas named by literals, and questions about both.
pub struct Exact {
    solver: Solver<Budget>,
    propositions: Vec<Lit>,
    assumptions: Vec<Lit>,
}

/// Conflicts that are left: the problem is hard in general, and whoever writes a policy may mean to make it so.
struct Budget(u32);

impl Callbacks for Budget {
    /// A conflict teaches the solver a clause.
    fn on_new_clause(&mut self, _clause: &[Lit], source: ClauseKind) {
        if source == ClauseKind::Learnt {
            self.0 = self.0.saturating_sub(1);
        }
    }

    fn stop(&self) -> bool {
        self.0 == 0
    }
}

/// A proposition or a named formula, or its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Literal(Lit);

impl std::ops::Not for Literal {
    type Output = Literal;

    fn not(self) -> Literal {
        Literal(!self.0)
    }
}

impl Exact {
    /// A solver over propositions below `bound`, without constraints.
    pub fn new(bound: usize) -> Exact {
        let mut solver = Solver::new(SolverOpts::default(), Budget(CONFLICTS));
        let propositions = (0..bound).map(|_| Lit::new(solver.new_var_default(), true)).collect();
        Exact { solver, propositions, assumptions: Vec::new() }
    }

    /// The literal of a proposition.
    pub fn proposition(&self, at: usize) -> Literal {
        Literal(*self.propositions.get(at).expect("a proposition is below the bound that the solver was made with"))
    }

    /// Demands that one of these holds in every world.
    pub fn require(&mut self, clause: &[Literal]) {
        let mut lits = clause.iter().map(|literal| literal.0).collect();
        self.solver.add_clause_reuse(&mut lits);
    }

    /// Names a formula by a literal that holds in exactly the worlds in which the formula does.
    pub fn name(&mut self, formula: &Formula) -> Literal {
        match formula {
            Formula::Var(at) => self.proposition(*at),
            Formula::Not(inner) => !self.name(inner),
            Formula::All(parts) => {
                let parts: Vec<Literal> = parts.iter().map(|part| self.name(part)).collect();
                self.all(&parts)
            }
            Formula::Any(parts) => {
                let opposites: Vec<Literal> = parts.iter().map(|part| !self.name(part)).collect();
                !self.all(&opposites)
            }
        }
    }

    /// Names the conjunction of some literals.
    pub fn all(&mut self, parts: &[Literal]) -> Literal {
        let named = Literal(Lit::new(self.solver.new_var_default(), true));
        for part in parts {
            self.require(&[!named, *part]);
        }
        let reverse: Vec<Literal> = parts.iter().map(|part| !*part).chain([named]).collect();
        self.require(&reverse);
        named
    }

    /// Names the disjunction of some literals.
    pub fn any(&mut self, parts: &[Literal]) -> Literal {
        let opposites: Vec<Literal> = parts.iter().map(|part| !*part).collect();
        !self.all(&opposites)
    }

    /// Allows as much search as at first.
    pub fn refill(&mut self) {
        self.solver.cb_mut().0 = CONFLICTS;
    }

    /// Whether the search that is allowed is used up: then the last answers may be wrong.
    pub fn is_spent(&self) -> bool {
        self.solver.cb().0 == 0
    }

    /// Whether some world fits the view and has all of `also`. The answer counts only if the search is not used up after it.
    pub fn has_world(&mut self, view: &View, also: &[Literal]) -> bool {
        self.assumptions.clear();
        for (at, lit) in self.propositions.iter().enumerate() {
            if view.must.has(at) {
                self.assumptions.push(*lit);
            } else if !view.can.has(at) {
                self.assumptions.push(!*lit);
            }
        }
        self.assumptions.extend(also.iter().map(|literal| literal.0));
        self.solver.solve_limited(&self.assumptions) == lbool::TRUE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_that_a_proposition_or_its_opposite_always_holds() {
        let mut exact = Exact::new(1);
        let tautology = exact.name(&Formula::Any(vec![Formula::Var(0), Formula::Var(0).negated()]));
        assert!(exact.has_world(&View::open(1), &[tautology]));
        assert!(!exact.has_world(&View::open(1), &[!tautology]));
    }

    #[test]
    fn the_empty_conjunction_holds_and_the_empty_disjunction_fails() {
        let mut exact = Exact::new(0);
        let (always, never) = (exact.name(&Formula::always()), exact.name(&Formula::never()));
        assert!(exact.has_world(&View::open(0), &[always, !never]));
        assert!(!exact.has_world(&View::open(0), &[never]));
    }
}
