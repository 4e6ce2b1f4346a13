//! Checks uses against one policy.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use crate::policy::Policy;
use crate::usage::Use;

use super::answer::{Answer, NoAnswer, Verdict};
use super::decision::Decision;
use super::explanation::{CitedRule, Explaining, Explanation, Memory, Remembered};
use super::prepared::Prepared;
use super::situation::{Situation, Statements};

/// A prepared policy, with the buffers that make checks fast.
///
/// Clones share the prepared policy, so that each thread can have one.
pub struct Checker {
    prepared: Arc<Prepared>,
    statements: Statements,
    situation: Situation,
    decision: Decision,
}

impl Checker {
    /// Prepares a policy. The work grows with its rules, and with the square of the number of propositions that these depend on.
    pub fn new(policy: Arc<Policy>) -> Checker {
        Checker::of(Arc::new(Prepared::new(policy)))
    }

    fn of(prepared: Arc<Prepared>) -> Checker {
        let (situation, decision) = (Situation::new(&prepared), Decision::new(&prepared));
        Checker { statements: Statements::default(), situation, decision, prepared }
    }

    /// The policy.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.prepared.policy
    }

    /// The verdict and the duties for one use.
    ///
    /// Fails if the use contradicts itself or the vocabulary, or if the policy is too hard.
    pub fn check(&mut self, described: &Use) -> Result<Answer, NoAnswer> {
        let mut answer = Answer::default();
        self.check_into(described, &mut answer)?;
        Ok(answer)
    }

    /// [`Checker::check`] into a reused answer: nothing is allocated once its buffers have grown, unless too much is open
    /// for the fast paths.
    pub fn check_into(&mut self, described: &Use, answer: &mut Answer) -> Result<(), NoAnswer> {
        self.decision.oracle.refill();
        self.work_out(described)?;
        answer.verdict = self.decision.decide(&self.prepared, &self.situation.known, &mut answer.duties);
        if self.decision.oracle.is_spent() { Err(NoAnswer::TooHard) } else { Ok(()) }
    }

    /// Works out what is known of a use.
    fn work_out(&mut self, described: &Use) -> Result<(), NoAnswer> {
        self.statements.read(described, &self.prepared.lookup, &self.prepared.policy);
        self.situation.work_out(&self.statements, &self.prepared).map_err(NoAnswer::Contradiction)
    }

    /// The verdict on a use, and the rules that decide it; none for an undetermined one.
    ///
    /// Fails as [`Checker::check`] does.
    pub fn decisive(&mut self, described: &Use) -> Result<(Verdict, Vec<CitedRule>), NoAnswer> {
        let verdict = self.check(described)?.verdict;
        self.decision.oracle.refill();
        let Checker { prepared, statements, situation, decision, .. } = self;
        let rules = Explaining { prepared, statements, situation, decision }.decides(verdict);
        if self.decision.oracle.is_spent() { Err(NoAnswer::TooHard) } else { Ok((verdict, rules)) }
    }

    /// The verdict on a use with the rules that decide it; if undetermined, with what to ask instead. From memory, where an answer there depends on
    /// nothing that is different of this use.
    ///
    /// Fails as [`Checker::check`] does.
    pub(super) fn outline<T: Default>(&mut self, described: &Use, memory: &mut Memory<T>) -> Result<Rc<Remembered<T>>, NoAnswer> {
        self.work_out(described)?;
        let Checker { prepared, statements, situation, decision } = self;
        memory.answer(prepared, situation, || {
            // It hangs on nothing that was checked before.
            decision.oracle.forget();
            let mut answer = Answer::default();
            answer.verdict = decision.decide(prepared, &situation.known, &mut answer.duties);
            if decision.oracle.is_spent() {
                return Err(NoAnswer::TooHard);
            }
            // As for an explanation.
            decision.oracle.refill();
            let outline = Explaining { prepared, statements, situation, decision }.outline(answer);
            if decision.oracle.is_spent() { Err(NoAnswer::TooHard) } else { Ok(outline) }
        })
    }

    /// The verdict on a use with its reasons; if undetermined, with what to ask instead.
    ///
    /// Fails as [`Checker::check`] does.
    pub fn explain(&mut self, described: &Use) -> Result<Explanation, NoAnswer> {
        let answer = self.check(described)?;
        // The verdict is known; the explanation gets a search budget of its own.
        self.decision.oracle.refill();
        let Checker { prepared, statements, situation, decision, .. } = self;
        let explanation = Explaining { prepared, statements, situation, decision }.explain(answer);
        if self.decision.oracle.is_spent() { Err(NoAnswer::TooHard) } else { Ok(explanation) }
    }

    /// [`Checker::explain`], and for each question how much its answer is expected to settle: the more, the higher the number. It counts beside
    /// those of other questions about the same use, and adds up with what the answer settles under other policies.
    pub fn explain_with_gains(&mut self, described: &Use) -> Result<(Explanation, Vec<f64>), NoAnswer> {
        let answer = self.check(described)?;
        self.decision.oracle.refill();
        let Checker { prepared, statements, situation, decision, .. } = self;
        let explained = Explaining { prepared, statements, situation, decision }.explain_with_gains(answer);
        if self.decision.oracle.is_spent() { Err(NoAnswer::TooHard) } else { Ok(explained) }
    }
}

impl Clone for Checker {
    fn clone(&self) -> Checker {
        Checker::of(self.prepared.clone())
    }
}

impl fmt::Debug for Checker {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Checker").field("license", &self.policy().license().id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checker_can_be_cloned_sent_and_shared() {
        fn has_all<T: Clone + Send + Sync + 'static>() {}
        has_all::<Checker>();
    }
}
