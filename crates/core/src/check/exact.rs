//! The policy in a SAT solver: what one pass over the rules can't settle (semantics §4).

use crate::logic::{Exact, Formula, Literal, View};

use super::Verdict;
use super::prepare::{Prepared, Refusal};

/// The policy in a SAT solver, with its rules, grants and duties named.
pub(super) struct ExactPolicy {
    pub solver: Exact,
    pub rules: Vec<Literal>,
    pub grants: Vec<Literal>,
    pub prohibited: Literal,
    pub ungranted: Literal,
    refused: Literal,
    not_granted: Literal,
    pub due: Vec<Literal>,
    pub performed: Vec<Literal>,
}

impl ExactPolicy {
    /// The policy under Γ.
    pub fn new(prepared: &Prepared) -> ExactPolicy {
        let mut solver = Exact::new(prepared.propositions.len());
        prepared.gamma.require_at(&mut solver, 0);
        let (mut rules, mut prohibitions, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        for rule in &prepared.rules {
            let named = solver.name(&rule.formula);
            rules.push(named);
            match rule.refusal {
                Refusal::Prohibition(_) => prohibitions.push(named),
                Refusal::Ungranted(_) => missing.push(named),
            }
        }
        let (prohibited, ungranted) = (solver.any(&prohibitions), solver.any(&missing));
        let refused = solver.any(&[prohibited, ungranted]);
        let not_granted = solver.all(&[!prohibited, ungranted]);
        let mut name = |formula: &Formula| solver.name(formula);
        let grants = prepared.grants.iter().map(|grant| name(&grant.formula)).collect();
        let due = prepared.duties.iter().map(|duty| name(&duty.due_formula)).collect();
        let performed = prepared.duties.iter().map(|duty| name(&duty.performed_formula)).collect();
        ExactPolicy { solver, rules, grants, prohibited, ungranted, refused, not_granted, due, performed }
    }

    /// The verdict where the propositions are known as the view says.
    pub fn verdict(&mut self, view: &View) -> Verdict {
        let (prohibited, ungranted) = (self.prohibited, self.ungranted);
        let permitted = self.solver.has_world(view, &[!prohibited, !ungranted]);
        let is_prohibited = self.solver.has_world(view, &[prohibited]);
        match (permitted, is_prohibited) {
            (true, true) => Verdict::Undetermined,
            (true, false) if self.solver.has_world(view, &[ungranted]) => Verdict::Undetermined,
            (true, false) => Verdict::Permitted,
            (false, true) if self.solver.has_world(view, &[!prohibited]) => Verdict::Refused,
            (false, true) => Verdict::Prohibited,
            (false, false) => Verdict::NotGranted,
        }
    }

    /// Whether every completion comes out so.
    ///
    /// `Refused` asks whether none is permitted: that both other outcomes occur is not looked at.
    pub fn forces(&mut self, verdict: Verdict, view: &View) -> bool {
        let otherwise = match verdict {
            Verdict::Permitted => self.refused,
            Verdict::NotGranted => !self.not_granted,
            Verdict::Prohibited => !self.prohibited,
            Verdict::Refused => !self.refused,
            Verdict::Undetermined => return false,
        };
        !self.solver.has_world(view, &[otherwise])
    }
}
