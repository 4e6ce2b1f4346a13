//! Which duties fall due, and whether they are performed (semantics §4).

use crate::logic::{Literal, Program, View};

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

    /// Notes the constrained parts that the open rules of an undetermined verdict touch.
    fn note_deciding(&mut self, verdict: Verdict) {
        let prepared = self.prepared;
        self.scratch.deciding.clear();
        if verdict == Verdict::Undetermined {
            for rule in self.scratch.open_rules.iter().filter_map(|at| prepared.rules.get(*at as usize)) {
                for at in rule.program.propositions() {
                    if self.situation.view.can.has(at) && !self.situation.view.must.has(at) {
                        self.scratch.deciding.insert(prepared.gamma.component(at));
                    }
                }
            }
        }
    }

    /// Whether no open proposition of a program is tied to one that the verdict hangs on.
    fn is_apart(&self, program: &Program) -> bool {
        let view = &self.situation.view;
        let is_tied = |at: usize| {
            let component = self.prepared.gamma.component(at);
            view.can.has(at) && !view.must.has(at) && self.scratch.deciding.has(component)
        };
        !program.propositions().any(is_tied)
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
        let exact = self.exact_literals(at);
        match (self.has_permitted_world(&[exact.0, exact.1]), self.has_permitted_world(&[exact.0, !exact.1])) {
            (true, false) => Status::Met,
            (false, true) => Status::Unmet,
            _ => Status::Unknown,
        }
    }

    fn exact_due(&mut self, at: usize) -> Option<Due> {
        let (due, _) = self.exact_literals(at);
        match (self.has_permitted_world(&[due]), self.has_permitted_world(&[!due])) {
            (false, _) => None,
            (true, true) => Some(Due::Possible),
            (true, false) => Some(Due::Due),
        }
    }

    /// The literals for "due" and "performed" of a duty.
    fn exact_literals(&mut self, at: usize) -> (Literal, Literal) {
        let exact = self.exact.get_or_insert_with(|| ExactPolicy::new(self.prepared));
        exact.due.get(at).copied().zip(exact.performed.get(at).copied()).expect("the solver knows every duty of the policy")
    }

    fn has_permitted_world(&mut self, also: &[Literal]) -> bool {
        let exact = self.exact.get_or_insert_with(|| ExactPolicy::new(self.prepared));
        let wanted: Vec<Literal> = [!exact.prohibited, !exact.ungranted].into_iter().chain(also.iter().copied()).collect();
        let view: &View = &self.situation.view;
        exact.solver.has_world(view, &wanted)
    }
}
