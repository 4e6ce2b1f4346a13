//! Which duties fall due, and whether they are performed (semantics §4).

use crate::logic::{Literal, Program};

use super::decide::Scratch;
use super::exact::ExactPolicy;
use super::prepare::{Checker, PreparedDuty};
use super::{Due, Status, Verdict};

/// A duty that falls or may fall due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyState {
    /// Its place in the policy.
    pub duty: usize,
    /// In every permitted completion, or in some.
    pub due: Due,
    /// Whether it is performed where it is due.
    pub status: Status,
}

impl Checker<'_> {
    pub(super) fn duties(&mut self, verdict: Verdict, states: &mut Vec<DutyState>) {
        states.clear();
        if !matches!(verdict, Verdict::Permitted | Verdict::Undetermined) {
            return;
        }
        let prepared = self.prepared;
        // An undetermined verdict hangs on the open rules alone: what no constraint ties to them varies freely in the permitted completions.
        self.note_deciding(verdict);
        for (at, duty) in prepared.duties.iter().enumerate() {
            if let Some((due, status)) = self.duty(at, duty) {
                states.push(DutyState { duty: at, due, status });
            }
        }
    }

    /// What is open of the trigger of a duty that may fall due.
    pub(super) fn open_trigger(&self, state: &DutyState) -> Vec<String> {
        let Some(duty) = self.prepared.duties.get(state.duty).filter(|_| state.due == Due::Possible) else { return Vec::new() };
        let mut open: Vec<usize> = duty.due.propositions().filter(|at| self.situation.view.is_open(*at)).collect();
        open.sort_unstable();
        open.dedup();
        open.into_iter().map(|at| self.prepared.proposition_text(self.prepared.proposition(at))).collect()
    }

    /// Notes the open propositions that the open rules of an undetermined verdict are tied to.
    fn note_deciding(&mut self, verdict: Verdict) {
        let (prepared, view, scratch) = (self.prepared, &self.situation.view, &mut self.scratch);
        scratch.deciding.clear();
        if verdict != Verdict::Undetermined {
            return;
        }
        for rule in scratch.open_rules.iter().filter_map(|at| prepared.rules.get(*at as usize)) {
            let open = rule.program.propositions().filter(|at| view.is_open(*at));
            for at in open {
                if !scratch.deciding.has(at) {
                    scratch.deciding.add(prepared.gamma.tied_to(at));
                }
            }
        }
        scratch.deciding.keep_open(view);
    }

    /// Whether no open proposition of a program is tied to one that the verdict hangs on.
    fn is_apart(&self, program: &Program) -> bool {
        !program.meets(&self.scratch.deciding)
    }

    fn duty(&mut self, at: usize, duty: &PreparedDuty) -> Option<(Due, Status)> {
        let value = duty.due.value(&self.situation.view);
        if !value.can {
            return None;
        }
        let due = if value.must {
            Due::Due
        } else if self.is_apart(&duty.due) && self.reaches_bounds(&duty.due) {
            Due::Possible
        } else {
            self.exact_due(at)?
        };
        Some((due, self.status(at, duty, value.must)))
    }

    fn status(&mut self, at: usize, duty: &PreparedDuty, always: bool) -> Status {
        let performed = duty.performed.value(&self.situation.view);
        if performed.must {
            return Status::Met;
        }
        if !performed.can {
            return Status::Unmet;
        }
        let stands_alone = always || (duty.independent && self.is_apart(&duty.due));
        if stands_alone && self.is_apart(&duty.performed) && self.reaches_bounds(&duty.performed) {
            return Status::Unknown;
        }
        match (self.has_permitted_world(at, true, Some(true)), self.has_permitted_world(at, true, Some(false))) {
            (true, false) => Status::Met,
            (false, true) => Status::Unmet,
            _ => Status::Unknown,
        }
    }

    fn exact_due(&mut self, at: usize) -> Option<Due> {
        match (self.has_permitted_world(at, true, None), self.has_permitted_world(at, false, None)) {
            (false, _) => None,
            (true, true) => Some(Due::Possible),
            (true, false) => Some(Due::Due),
        }
    }

    /// Whether some permitted completion has a duty due, or not due, and performed as wanted: a plain one, else one that a solver finds.
    fn has_permitted_world(&mut self, at: usize, due: bool, performed: Option<bool>) -> bool {
        if self.prepared.duties.get(at).is_some_and(|duty| self.is_plainly_permitted(duty, due, performed)) {
            return true;
        }
        let exact = self.exact.get_or_insert_with(|| ExactPolicy::new(self.prepared));
        let as_wanted = |literal: Literal, holds: bool| if holds { literal } else { !literal };
        let due = exact.due.get(at).map(|literal| as_wanted(*literal, due));
        let performed = exact.performed.get(at).copied().zip(performed).map(|(literal, holds)| as_wanted(literal, holds));
        let wanted: Vec<Literal> = [!exact.prohibited, !exact.ungranted].into_iter().chain(due).chain(performed).collect();
        exact.solver.has_world(&self.situation.view, &wanted)
    }

    /// Whether a completion at hand is such a one: where nothing holds but what must and what these wishes need, or where the open rules fail too.
    fn is_plainly_permitted(&mut self, duty: &PreparedDuty, due: bool, performed: Option<bool>) -> bool {
        let (prepared, view, scratch) = (self.prepared, &self.situation.view, &mut self.scratch);
        let wishes = || std::iter::once((&duty.due, due)).chain(performed.map(|performed| (&duty.performed, performed)));
        let open = std::mem::take(&mut scratch.open_rules);
        let lifted = || open.iter().filter_map(|at| prepared.rules.get(*at as usize)).map(|rule| (&rule.program, false));
        let fits = |outcome: Option<Verdict>, scratch: &Scratch| {
            outcome == Some(Verdict::Permitted) && wishes().all(|(program, holds)| program.value(&scratch.world).must == holds)
        };
        let found = fits(prepared.plain_outcome(view, wishes(), scratch), scratch)
            || (!open.is_empty() && fits(prepared.plain_outcome(view, wishes().chain(lifted()), scratch), scratch));
        scratch.open_rules = open;
        found
    }
}
