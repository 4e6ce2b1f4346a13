//! The answer on one use under one policy.

use std::fmt;
use std::sync::Arc;

use railc_core::base::Sources;
use railc_core::check::{Explanation, Verdict};
use railc_core::policy::Policy;
use railc_core::usage;

use super::described::Use;
use super::parts::{Duty, Question, Reason, Rule};
use super::text::{Look, WIDTH, Words};

/// The verdict on a use, with its reasons, what is owed, and what is to be asked. Its `Display` is what `railc check` prints, 80 characters wide.
#[derive(Debug, Clone)]
pub struct Answer {
    policy: Arc<Policy>,
    explanation: Explanation,
    name: String,
    described: usage::Use,
    sources: Arc<Sources>,
}

impl Answer {
    /// `stated` is the use with the chosen modules stated.
    pub(super) fn new(policy: Arc<Policy>, explanation: Explanation, described: &Use, stated: usage::Use) -> Answer {
        Answer { policy, explanation, name: described.name.clone(), described: stated, sources: described.sources.clone() }
    }

    /// May the use be made?
    pub fn verdict(&self) -> Verdict {
        self.explanation.answer.verdict
    }

    /// The rules that decide; for an undetermined verdict, those that keep it open.
    pub fn rules(&self) -> impl Iterator<Item = Rule> {
        self.explanation.decisive.iter().chain(&self.explanation.undecided).map(|rule| Rule::of(&self.policy, *rule))
    }

    /// A minimal set of facts that forces the verdict: none can be left out.
    pub fn because(&self) -> impl Iterator<Item = Reason> {
        self.explanation.because.iter().map(|reason| Reason::of(&self.policy, reason, &self.sources))
    }

    /// What is owed if the use is made.
    pub fn duties(&self) -> impl Iterator<Item = Duty> {
        self.explanation.answer.duties.iter().map(|state| Duty::of(&self.policy, *state))
    }

    /// What to ask if the verdict is undetermined, the best question first.
    pub fn questions(&self) -> impl Iterator<Item = Question> {
        self.explanation.questions.iter().map(|question| Question::of(&self.policy, question))
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Answer { policy, explanation, name, described, sources } = self;
        let words = Words { name, described, policy, explanation, sources };
        let lines: Vec<String> = words.lines(Look { width: WIDTH, presumed: false }).into_iter().map(|line| line.text).collect();
        out.write_str(&lines.join("\n"))
    }
}
