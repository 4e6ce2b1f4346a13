//! Exact answers by a SAT solver: is there a completion in which …?

use batsat::{Callbacks, ClauseKind, Lit, Solver, SolverInterface, SolverOpts, lbool};

use super::{Bits, Known, Program};

/// The most conflicts that a search may run into between two calls of [`SatSolver::refill`]. Ordinary questions meet a handful; this many take seconds.
const CONFLICTS: u32 = 10_000;

/// Constraints between propositions, formulas named by literals, and questions about both.
pub struct SatSolver {
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

impl SatSolver {
    /// A solver over propositions below `bound`, without constraints.
    pub fn new(bound: usize) -> SatSolver {
        let mut solver = Solver::new(SolverOpts::default(), Budget(CONFLICTS));
        let propositions = (0..bound).map(|_| Lit::new(solver.new_var_default(), true)).collect();
        SatSolver { solver, propositions, assumptions: Vec::new() }
    }

    /// The literal of a proposition.
    pub fn proposition(&self, at: usize) -> Literal {
        Literal(*self.propositions.get(at).expect("a proposition is below the bound that the solver was made with"))
    }

    /// Demands that one of these holds in every completion.
    pub fn require(&mut self, clause: &[Literal]) {
        let mut lits = clause.iter().map(|literal| literal.0).collect();
        self.solver.add_clause_reuse(&mut lits);
    }

    /// Names a formula, over propositions numbered `first` higher, by a literal that holds in exactly the completions in which the formula does.
    pub fn name(&mut self, program: &Program, first: usize) -> Literal {
        self.name_at(program, 0, first)
    }

    fn name_at(&mut self, program: &Program, at: usize, first: usize) -> Literal {
        let literal = |(var, negated): (usize, bool)| {
            let literal = self.proposition(first + var);
            if negated { !literal } else { literal }
        };
        let mut parts: Vec<Literal> = program.literals(at).map(literal).collect();
        parts.extend(program.groups(at).map(|group| self.name_at(program, group, first)).collect::<Vec<Literal>>());
        if program.is_all(at) { self.all(&parts) } else { self.any(&parts) }
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

    /// How many conflicts the search ran into since it was last allowed some.
    pub fn conflicts(&self) -> u32 {
        CONFLICTS - self.solver.cb().0
    }

    /// Whether the search that is allowed is used up: then the last answers may be wrong.
    pub fn is_spent(&self) -> bool {
        self.solver.cb().0 == 0
    }

    /// Whether some completion fits what is known and has all of `also`. The answer counts only if the search is not used up after it.
    pub fn has_completion(&mut self, known: &Known, also: &[Literal]) -> bool {
        self.assumptions.clear();
        for (at, lit) in self.propositions.iter().enumerate() {
            if known.must.has(at) {
                self.assumptions.push(*lit);
            } else if !known.can.has(at) {
                self.assumptions.push(!*lit);
            }
        }
        self.assumptions.extend(also.iter().map(|literal| literal.0));
        self.solver.solve_limited(&self.assumptions) == lbool::TRUE
    }

    /// The propositions that hold in a completion that fits what is known and has all of `also`, if there is one. The answer counts only if the search
    /// is not used up after it.
    pub fn completion(&mut self, known: &Known, also: &[Literal]) -> Option<Bits> {
        if !self.has_completion(known, also) {
            return None;
        }
        let mut holding = Bits::new(self.propositions.len());
        let holds = |lit: &Lit| self.solver.value_lit(*lit) == lbool::TRUE;
        self.propositions.iter().enumerate().filter(|(_, lit)| holds(lit)).for_each(|(at, _)| holding.insert(at));
        Some(holding)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Formula;
    use super::*;

    #[test]
    fn sees_that_a_proposition_or_its_opposite_always_holds() {
        let mut exact = SatSolver::new(1);
        let tautology = exact.name(&Program::new(&Formula::Any(vec![Formula::Var(0), Formula::Var(0).negated()]), 1), 0);
        assert!(exact.has_completion(&Known::open(1), &[tautology]));
        assert!(!exact.has_completion(&Known::open(1), &[!tautology]));
    }

    #[test]
    fn the_empty_conjunction_holds_and_the_empty_disjunction_fails() {
        let mut exact = SatSolver::new(0);
        let name = |exact: &mut SatSolver, formula| exact.name(&Program::new(&formula, 0), 0);
        let (always, never) = (name(&mut exact, Formula::always()), name(&mut exact, Formula::never()));
        assert!(exact.has_completion(&Known::open(0), &[always, !never]));
        assert!(!exact.has_completion(&Known::open(0), &[never]));
    }
}
