//! The parts of an answer, in words.

use std::fmt;

use railc_core::base::Sources;
use railc_core::check::{self, Addressee, CitedRule, DutyState, Status as DutyStatus};
use railc_core::policy::{Cited, Policy};
use railc_core::report::words;

use super::text;

/// A rule of a license that decides, or that depends on a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    cited: Cited,
}

impl Rule {
    pub(super) fn of(policy: &Policy, rule: CitedRule) -> Rule {
        let none = |action| Cited { words: words::no_grant(policy, action), ..Cited::default() };
        let cited = match rule {
            CitedRule::NoGrant(action) => none(action),
            rule => rule.cited(policy).cloned().unwrap_or_default(),
        };
        Rule { cited }
    }

    /// Its id, which never changes; empty if it stands for an action that no rule grants.
    pub fn id(&self) -> &str {
        &self.cited.id
    }

    /// Its number in the text that people read, such as `A.7`.
    pub fn clause(&self) -> &str {
        &self.cited.clause
    }

    /// What it says.
    pub fn words(&self) -> &str {
        &self.cited.words
    }

    /// Whether lawyers may differ on what it says, as the reading of the license notes.
    pub fn is_disputed(&self) -> bool {
        self.cited.confidence.is_some()
    }
}

/// `A.7 (@medical): giving medical advice`
impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cited { id, clause, words, .. } = &self.cited;
        match (clause.as_str(), id.as_str()) {
            (_, "") => out.write_str(words),
            ("", id) => write!(out, "@{id}: {words}"),
            (clause, id) => write!(out, "{clause} (@{id}): {words}"),
        }
    }
}

/// A fact that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    name: String,
    words: String,
    holds: bool,
    place: Option<String>,
    presumed: Option<String>,
    origin: String,
}

impl Reason {
    pub(super) fn of(policy: &Policy, reason: &check::Reason, sources: &Sources) -> Reason {
        Reason {
            name: words::name(policy, reason.about),
            words: text::fact(policy, reason),
            holds: reason.holds,
            place: reason.place.map(|span| sources.place(span)),
            presumed: words::presumed_why(policy, reason.origin),
            origin: text::origin(policy, reason, sources),
        }
    }

    /// What it is about: `purpose.medical.advice`, `monthly-active-users > 700000000`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether that holds for the use.
    pub fn holds(&self) -> bool {
        self.holds
    }

    /// Where the use says so, as `file:line:column`; `None` if it is presumed.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// Why it is presumed; `None` if the use says so.
    pub fn presumed(&self) -> Option<&str> {
        self.presumed.as_deref()
    }
}

/// `purpose medical.advice (stated, use.yaml:4)`
impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.words, self.origin)
    }
}

/// A duty that falls due, or may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    rule: Rule,
    state: DutyState,
}

impl Duty {
    pub(super) fn of(policy: &Policy, state: DutyState) -> Duty {
        Duty { rule: Rule { cited: policy.duties().get(state.duty).cited.clone() }, state }
    }

    /// The rule that it comes from.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Whether it certainly falls due; otherwise that depends on what is not known about the use.
    pub fn is_due(&self) -> bool {
        self.state.is_due()
    }

    /// Whether it is performed where it is due.
    pub fn status(&self) -> DutyStatus {
        self.state.status
    }
}

/// A question whose answer can change an undetermined verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    name: String,
    ask: String,
    to: Addressee,
    decides: Vec<Rule>,
    is_follow_up: bool,
}

impl Question {
    pub(super) fn of(policy: &Policy, question: &check::Question) -> Question {
        Question {
            name: words::name(policy, question.about),
            ask: words::ask(policy, question.about),
            to: question.to,
            decides: question.decides.iter().map(|rule| Rule::of(policy, *rule)).collect(),
            is_follow_up: question.is_follow_up,
        }
    }

    /// Whether it matters only where the answers to other questions leave the verdict open.
    pub fn is_follow_up(&self) -> bool {
        self.is_follow_up
    }

    /// What it is about, as a use file would say it: `safeguard.human-review`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who can answer: `operator`, `licensor` or `counsel`.
    pub fn to(&self) -> &'static str {
        words::addressee(self.to)
    }

    /// The rules that depend on it.
    pub fn decides(&self) -> &[Rule] {
        &self.decides
    }
}

/// The question itself.
impl fmt::Display for Question {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.ask)
    }
}
