//! Is there a completion in which …? The one place that answers, and climbs from what is cheap to what is sure.
//!
//! 1. The bounds of each formula: it may be settled, one way or the other.
//! 2. Every open proposition at its best: where no formula wants one both ways and Γ allows it, that is a completion.
//! 3. The minimal completion: nothing holds but what must and what the formulas need.
//! 4. All assignments of what is open, in parts that hang together, where these are small.
//! 5. A solver, within its limit of search.

use crate::logic::{Bits, Known, Program};

use super::super::prepared::{FormulaId, Prepared};
use super::pair::is_seen_to_differ;
use super::pair_solver::PairSolver;
use super::parts::parts;
use super::solver::PolicySolver;
use super::table::{Columns, Table, Variables};

/// A formula, and the value that it is to have.
pub(in crate::check) type Goal = (FormulaId, bool);

/// Answers whether there is a completion in which formulas have wanted values; holds what makes that quick.
pub(in crate::check) struct Oracle {
    wanted: Bits,
    unwanted: Bits,
    /// The completion in the making.
    assignment: Known,
    open: Vec<Goal>,
    variables: Variables,
    /// Made when first needed.
    solver: Option<PolicySolver>,
    /// Made when first needed.
    pair_solver: Option<PairSolver>,
    /// Something was asked that takes too long.
    has_given_up: bool,
}

impl Oracle {
    /// For one prepared policy.
    pub(crate) fn new(prepared: &Prepared) -> Oracle {
        let none = prepared.no_propositions();
        Oracle {
            wanted: none.clone(),
            unwanted: none,
            assignment: Known::default(),
            open: Vec::new(),
            variables: Variables::new(prepared.propositions.len()),
            has_given_up: false,
            solver: None,
            pair_solver: None,
        }
    }

    /// Whether some completion of what is known gives every formula its wanted value.
    ///
    /// The answer counts only if the search is not used up after it.
    pub(crate) fn has_completion(&mut self, prepared: &Prepared, known: &Known, goals: impl IntoIterator<Item = Goal>) -> bool {
        let mut open = std::mem::take(&mut self.open);
        let answer = match leave_open(prepared, known, goals, &mut open) {
            Some(answer) => answer,
            None => self.search(prepared, known, &open),
        };
        self.open = open;
        answer
    }

    fn search(&mut self, prepared: &Prepared, known: &Known, goals: &[Goal]) -> bool {
        self.reaches(prepared, known, goals) || self.is_minimal(prepared, known, goals) || self.search_in_parts(prepared, known, goals)
    }

    /// Whether every open proposition can be at its best for all formulas at once: true only where that is sure.
    fn reaches(&mut self, prepared: &Prepared, known: &Known, goals: &[Goal]) -> bool {
        self.wanted.clear();
        self.unwanted.clear();
        for (named, holds) in goals {
            let program = prepared.program(*named);
            let (good, bad) = if *holds { (&program.positive, &program.negative) } else { (&program.negative, &program.positive) };
            self.wanted.add(good);
            self.unwanted.add(bad);
        }
        self.wanted.keep_open(known);
        self.unwanted.keep_open(known);
        !self.wanted.meets(&self.unwanted) && prepared.gamma.allows(known, &self.wanted, &self.unwanted)
    }

    /// Whether the completion where nothing holds but what must, and what the formulas need, is one that is wanted.
    fn is_minimal(&mut self, prepared: &Prepared, known: &Known, goals: &[Goal]) -> bool {
        let assignment = &mut self.assignment;
        assignment.must.copy_from(&known.must);
        for (named, holds) in goals {
            prepared.program(*named).lever(*holds, known, &mut assignment.must);
        }
        prepared.gamma.close(&mut assignment.must, &known.must);
        if !prepared.gamma.completes(&assignment.must, known) {
            return false;
        }
        assignment.can.copy_from(&assignment.must);
        goals.iter().all(|(named, holds)| prepared.program(*named).bounds(assignment).must == *holds)
    }

    fn search_in_parts(&mut self, prepared: &Prepared, known: &Known, goals: &[Goal]) -> bool {
        let programs: Vec<&Program> = goals.iter().map(|(named, _)| prepared.program(*named)).collect();
        let goal = |at: &usize| programs.get(*at).copied().zip(goals.get(*at).map(|(_, holds)| *holds));
        for part in parts(prepared, known, &programs) {
            let wanted: Vec<(&Program, bool)> = part.iter().filter_map(goal).collect();
            if self.variables.gather(prepared, known, wanted.iter().map(|(program, _)| *program)) {
                if !Table::new(prepared, known, &self.variables).has(&wanted) {
                    return false;
                }
            } else {
                let solver = self.solver.get_or_insert_with(|| PolicySolver::new(prepared));
                let goals: Vec<Goal> = part.iter().filter_map(|at| goals.get(*at).copied()).collect();
                if !solver.has(prepared, known, &goals) {
                    return false;
                }
            }
        }
        true
    }

    /// In which assignments of what is open one of some rules refuses the use, with the propositions; `None` where too much is open.
    pub(crate) fn refusals(&mut self, prepared: &Prepared, known: &Known, rules: &[usize]) -> Option<(&[usize], Columns)> {
        let programs: Vec<&Program> = rules.iter().map(|rule| &prepared.rule(*rule).program).collect();
        if !self.variables.gather(prepared, known, programs.iter().copied()) {
            return None;
        }
        let columns = Table::new(prepared, known, &self.variables).refusals(&programs);
        Some((self.variables.propositions(), columns))
    }

    /// Whether two completions that differ in one proposition, and in the abstract ones among its ancestors, come out differently.
    pub(crate) fn differ_by(&mut self, prepared: &Prepared, known: &Known, at: usize) -> bool {
        is_seen_to_differ(prepared, known, at)
            || self.pair_solver.get_or_insert_with(|| PairSolver::new(prepared)).differ_by(at, known, prepared)
    }

    /// Uses up the search that is allowed: what is asked would take too long.
    pub(crate) fn give_up(&mut self) {
        self.has_given_up = true;
    }

    /// Allows as much search as at first.
    pub(crate) fn refill(&mut self) {
        self.has_given_up = false;
        self.solver.iter_mut().for_each(PolicySolver::refill);
        self.pair_solver.iter_mut().for_each(PairSolver::refill);
    }

    /// Forgets what searches have taught: the next answer is that of an oracle that was asked nothing before.
    pub(crate) fn forget(&mut self) {
        (self.has_given_up, self.solver, self.pair_solver) = (false, None, None);
    }

    /// Whether the search that is allowed is used up: then the last answers may be wrong.
    pub(crate) fn is_spent(&self) -> bool {
        self.has_given_up
            || self.solver.as_ref().is_some_and(PolicySolver::is_spent)
            || self.pair_solver.as_ref().is_some_and(PairSolver::is_spent)
    }
}

/// Leaves those goals that the bounds of their formulas do not settle in `open`; the answer, where none is left or one can't be had.
fn leave_open(prepared: &Prepared, known: &Known, goals: impl IntoIterator<Item = Goal>, open: &mut Vec<Goal>) -> Option<bool> {
    open.clear();
    for (named, holds) in goals {
        let bounds = prepared.program(named).bounds(known);
        let (is_sure, is_possible) = if holds { (bounds.must, bounds.can) } else { (!bounds.can, !bounds.must) };
        if !is_possible {
            return Some(false);
        }
        if !is_sure {
            open.push((named, holds));
        }
    }
    open.is_empty().then_some(true)
}
