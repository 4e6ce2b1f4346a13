//! Which duties fall due, and whether they are performed (semantics §4).

use crate::logic::{Bits, Known};
use crate::policy::DutyId;

use super::super::answer::{Due, DutyState, Status, Verdict};
use super::super::prepared::{FormulaId, Prepared, PreparedDuty};
use super::oracle::{Goal, Oracle};
use super::verdict::{Rules, decide};

/// Decides a use for which it is known what is known; holds the buffers for that.
pub(in crate::check) struct Decision {
    pub rules: Rules,
    pub oracle: Oracle,
    /// Open propositions that an undetermined verdict may hang on, with what Γ ties to them.
    deciding: Bits,
    /// Duties that may fall due.
    candidates: Bits,
}

impl Decision {
    /// For one prepared policy.
    pub(crate) fn new(prepared: &Prepared) -> Decision {
        Decision {
            rules: Rules::new(prepared),
            oracle: Oracle::new(prepared),
            deciding: prepared.no_propositions(),
            candidates: Bits::new(prepared.duties.len()),
        }
    }

    /// The verdict; fills in the duties.
    pub(crate) fn decide(&mut self, prepared: &Prepared, known: &Known, duties: &mut Vec<DutyState>) -> Verdict {
        let verdict = decide(prepared, known, &mut self.rules, &mut self.oracle);
        duties.clear();
        if matches!(verdict, Verdict::Permitted | Verdict::Undetermined) {
            self.note_deciding(prepared, known, verdict);
            let mut candidates = std::mem::take(&mut self.candidates);
            prepared.duty_guards.candidates(&known.can, &mut candidates);
            for (at, duty) in candidates.iter().map(DutyId::at).map(|at| (at, prepared.duties.get(at))) {
                if let Some((due, status)) = self.duty(prepared, known, at, duty) {
                    duties.push(DutyState { duty: at, due, status });
                }
            }
            self.candidates = candidates;
        }
        verdict
    }

    /// Notes the open propositions that an undetermined verdict hangs on: what Γ ties to none of them varies freely in the permitted completions.
    fn note_deciding(&mut self, prepared: &Prepared, known: &Known, verdict: Verdict) {
        self.deciding.clear();
        if verdict != Verdict::Undetermined {
            return;
        }
        for rule in &self.rules.open {
            for at in prepared.rule(*rule).program.propositions().filter(|at| known.is_open(*at)) {
                if !self.deciding.has(at) {
                    self.deciding.add(prepared.gamma.tied_to(at));
                }
            }
        }
        self.deciding.keep_open(known);
    }

    /// Whether and how a duty falls due, and whether it is performed; `None` where it is not due in any permitted completion.
    fn duty(&mut self, prepared: &Prepared, known: &Known, at: DutyId, duty: &PreparedDuty) -> Option<(Due, Status)> {
        let bounds = duty.due.bounds(known);
        if !bounds.can {
            return None;
        }
        let mut has_permitted = |goals: &[Goal]| self.has_permitted(prepared, known, goals);
        let due = if bounds.must {
            Due::Due
        } else {
            if !has_permitted(&[(FormulaId::Due(at), true)]) {
                return None;
            }
            if has_permitted(&[(FormulaId::Due(at), false)]) { Due::Possible } else { Due::Due }
        };
        let status = self.status(prepared, known, at, duty, bounds.must);
        Some((due, status))
    }

    fn status(&mut self, prepared: &Prepared, known: &Known, at: DutyId, duty: &PreparedDuty, is_always_due: bool) -> Status {
        let performed = duty.performed.bounds(known);
        if performed.must {
            return Status::Met;
        }
        if !performed.can {
            return Status::Unmet;
        }
        // A trigger that shares nothing with the performance, nor with what the verdict hangs on, says nothing of it.
        let stands_alone = is_always_due || (duty.independent && !duty.due.meets(&self.deciding));
        let mut has = |performed: bool| {
            let goals = [(FormulaId::Performed(at), performed), (FormulaId::Due(at), true)];
            self.has_permitted(prepared, known, if stands_alone { goals.get(..1).unwrap_or_default() } else { &goals })
        };
        match (has(true), has(false)) {
            (true, false) => Status::Met,
            (false, true) => Status::Unmet,
            (true, true) | (false, false) => Status::Unknown,
        }
    }

    /// Whether some permitted completion gives each formula its wanted value.
    fn has_permitted(&mut self, prepared: &Prepared, known: &Known, goals: &[Goal]) -> bool {
        let hangs_on_rules = goals.iter().any(|(named, _)| prepared.program(*named).meets(&self.deciding));
        let rules = self.rules.open.iter().filter(|_| hangs_on_rules).map(|rule| (FormulaId::Rule(*rule), false));
        self.oracle.has_completion(prepared, known, goals.iter().copied().chain(rules))
    }
}

/// What is open of the trigger of a duty that may fall due, ascending.
pub(in crate::check) fn open_trigger(prepared: &Prepared, known: &Known, state: &DutyState) -> Vec<usize> {
    if state.due != Due::Possible {
        return Vec::new();
    }
    let trigger = prepared.duties.get(state.duty).due.propositions();
    let mut open: Vec<usize> = trigger.filter(|at| known.is_open(*at)).collect();
    open.sort_unstable();
    open.dedup();
    open
}
