//! The whole answer on one use: verdict and duties, why, and what to ask (semantics §5).

use crate::usage::Use;

use super::acting::Acting;
use super::facts::Reason;
use super::prepare::Checker;
use super::questions::Question;
use super::twins::Twins;
use super::{Answer, NoAnswer, Verdict};

/// The whole answer on one use under one policy.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The verdict and the duties.
    pub answer: Answer,
    /// For each of the duties, what is open of its trigger; nothing where it is due.
    pub depends_on: Vec<Vec<String>>,
    /// The rules that act in every completion of a definite verdict, or a smallest set of which one acts in each.
    pub decisive: Vec<Acting>,
    /// Rules that would act in every completion, and the exceptions that lift them, by id.
    pub lifted: Vec<(String, Vec<String>)>,
    /// A smallest set of facts that forces the verdict.
    pub because: Vec<Reason>,
    /// For an undetermined verdict, what can still change it; the best to ask first.
    pub questions: Vec<Question>,
    /// The rules that keep an undetermined verdict open.
    pub undecided: Vec<Acting>,
}

impl Checker<'_> {
    /// The verdict on a use with its reasons; where it is undetermined, with what to ask instead.
    ///
    /// Errors as [`Checker::check`] does.
    pub fn explain(&mut self, described: &Use) -> Result<Explanation, NoAnswer> {
        let answer = self.check(described)?;
        // The verdict stands; its explanation has as much search of its own.
        self.exact.iter_mut().for_each(|exact| exact.solver.refill());
        self.twins.iter_mut().for_each(Twins::refill);
        let verdict = answer.verdict;
        let is_open = verdict == Verdict::Undetermined;
        let explanation = Explanation {
            depends_on: answer.duties.iter().map(|state| self.open_trigger(state)).collect(),
            answer,
            decisive: if is_open { Vec::new() } else { self.decisive(verdict) },
            lifted: self.lifted(),
            because: if is_open { Vec::new() } else { self.because(verdict) },
            questions: if is_open { self.questions() } else { Vec::new() },
            undecided: if is_open { self.undecided() } else { Vec::new() },
        };
        let is_spent = self.exact.as_ref().is_some_and(|exact| exact.solver.is_spent()) || self.twins.as_ref().is_some_and(Twins::is_spent);
        if is_spent { Err(NoAnswer::TooHard) } else { Ok(explanation) }
    }
}
