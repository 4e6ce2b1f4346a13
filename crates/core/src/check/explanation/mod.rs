//! Why a verdict is as it is, and what to ask where it is open (semantics §5). All of it is typed: words are made where it is shown.
//!
//! `facts` is what is given of a use, `support` what a changing set of facts settles, `reasons` a minimal such set; `cited` names rules,
//! `lifted` exceptions, `questions` what can still change the verdict, `gain` how much an answer is expected to settle, `dependence` what an answer
//! depends on, and `memory` keeps the answers on uses before.

mod cited;
mod dependence;
mod facts;
mod gain;
mod lifted;
mod memory;
mod questions;
mod reasons;
mod support;

use super::answer::{Answer, Verdict};
use super::decision::{Decision, open_trigger};
use super::prepared::Prepared;
use super::situation::{Situation, Statements};

pub use cited::CitedRule;
pub use facts::{About, Origin, Presumption, Reason, Role};
pub use lifted::Lifted;
pub(super) use memory::Memory;
pub use memory::Remembered;
pub use questions::{Addressee, Question};

/// The whole answer on one use under one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict and the duties.
    pub answer: Answer,
    /// For each of the duties, what is open of its trigger; nothing where it is due.
    pub depends_on: Vec<Vec<About>>,
    /// The rules that act in every completion of a definite verdict, or a minimal set of which one acts in each.
    pub decisive: Vec<CitedRule>,
    /// Rules that would act in every completion, and the exceptions that lift them.
    pub lifted: Vec<Lifted>,
    /// A minimal set of facts that forces the verdict.
    pub because: Vec<Reason>,
    /// For an undetermined verdict, what can still change it; the best to ask first.
    pub questions: Vec<Question>,
    /// The rules that keep an undetermined verdict open.
    pub undecided: Vec<CitedRule>,
}

/// The answer on one use under one policy, with the rules that decide it or what to ask: an [`Explanation`] without the facts that it rests on, which
/// are most of the work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// The verdict and the duties.
    pub answer: Answer,
    /// As [`Explanation::decisive`].
    pub decisive: Vec<CitedRule>,
    /// As [`Explanation::questions`]: what they are about, and whether they are follow-ups.
    pub questions: Vec<(About, bool)>,
}

impl Explanation {
    /// How many facts, rules, duties and questions it holds.
    pub(super) fn cited(&self) -> usize {
        let depends_on = self.depends_on.iter().map(|open| 1 + open.len()).sum::<usize>();
        let questions = self.questions.iter().map(|question| 1 + question.decides.len()).sum::<usize>();
        self.decisive.len() + self.lifted.len() + self.because.len() + self.undecided.len() + depends_on + questions
    }
}

/// What an explanation is worked out from: one use under one policy, with its answer.
pub(super) struct Explaining<'a> {
    pub prepared: &'a Prepared,
    pub statements: &'a Statements,
    pub situation: &'a Situation,
    pub decision: &'a mut Decision,
}

impl Explaining<'_> {
    /// The rules that decide; none where the verdict is undetermined.
    pub(super) fn decides(mut self, verdict: Verdict) -> Vec<CitedRule> {
        if verdict == Verdict::Undetermined { Vec::new() } else { self.decisive(verdict) }
    }

    /// The whole answer, and for each of its questions how much its answer is expected to settle.
    pub(super) fn explain_with_gains(mut self, answer: Answer) -> (Explanation, Vec<f64>) {
        let explanation = self.explain(answer);
        let gains = self.gains(&explanation.questions);
        (explanation, gains)
    }

    /// The answer with its reasons; where it is undetermined, with what to ask instead.
    pub(super) fn explain(&mut self, answer: Answer) -> Explanation {
        let (prepared, known) = (self.prepared, &self.situation.known);
        let depends_on = answer.duties.iter().map(|state| {
            let open = open_trigger(prepared, known, state);
            open.into_iter().map(|at| About::of(prepared.proposition(at))).collect()
        });
        let depends_on = depends_on.collect();
        let lifted = lifted::lifted(prepared, known);
        let verdict = answer.verdict;
        if verdict == Verdict::Undetermined {
            let (questions, undecided) = (self.questions(), self.undecided());
            return Explanation { answer, depends_on, decisive: Vec::new(), lifted, because: Vec::new(), questions, undecided };
        }
        let (decisive, because) = (self.decisive(verdict), self.because(verdict));
        Explanation { answer, depends_on, decisive, lifted, because, questions: Vec::new(), undecided: Vec::new() }
    }

    /// The answer with what decides, or what to ask.
    pub(super) fn outline(mut self, answer: Answer) -> Outline {
        match answer.verdict {
            Verdict::Undetermined => {
                let questions = self.questions().into_iter().map(|question| (question.about, question.is_follow_up));
                Outline { answer, decisive: Vec::new(), questions: questions.collect() }
            }
            definite => Outline { answer, decisive: self.decisive(definite), questions: Vec::new() },
        }
    }
}
