//! The answer on a use: outcomes of completions, the verdict over them, duties (semantics §3 and §4).

use crate::base::Span;
use crate::policy::DutyId;

/// How one completion comes out (semantics §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Granted, and not prohibited.
    Permitted,
    /// Neither prohibited nor granted.
    NotGranted,
    /// Some prohibition acts.
    Prohibited,
}

impl Outcome {
    /// The outcome, given whether some prohibition acts and whether some action is not granted.
    pub fn of(is_prohibited: bool, is_ungranted: bool) -> Outcome {
        match (is_prohibited, is_ungranted) {
            (true, _) => Outcome::Prohibited,
            (false, true) => Outcome::NotGranted,
            (false, false) => Outcome::Permitted,
        }
    }
}

/// Which outcomes occur among the completions of a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcomes {
    /// Some completion is permitted.
    pub permitted: bool,
    /// Some completion is not granted.
    pub not_granted: bool,
    /// Some completion is prohibited.
    pub prohibited: bool,
}

impl Outcomes {
    /// The verdict by the table of semantics §4; undetermined if there is no completion at all.
    pub fn verdict(self) -> Verdict {
        match (self.permitted, self.prohibited, self.not_granted) {
            (true, false, false) => Verdict::Permitted,
            (false, true, false) => Verdict::Prohibited,
            (false, false, true) => Verdict::NotGranted,
            (false, true, true) => Verdict::Refused,
            (true, _, _) | (false, false, false) => Verdict::Undetermined,
        }
    }
}

impl FromIterator<Outcome> for Outcomes {
    fn from_iter<I: IntoIterator<Item = Outcome>>(outcomes: I) -> Outcomes {
        let mut all = Outcomes::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Permitted => all.permitted = true,
                Outcome::NotGranted => all.not_granted = true,
                Outcome::Prohibited => all.prohibited = true,
            }
        }
        all
    }
}

/// The verdict on a use under a license (semantics §4), from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Every completion is permitted.
    Permitted,
    /// Some completion is permitted and another is not.
    Undetermined,
    /// Every completion is prohibited or not granted, and both occur.
    Refused,
    /// Every completion has the outcome not-granted.
    NotGranted,
    /// Every completion is prohibited.
    Prohibited,
}

impl Verdict {
    /// From best to worst.
    pub const ALL: [Verdict; 5] = [Verdict::Permitted, Verdict::Undetermined, Verdict::Refused, Verdict::NotGranted, Verdict::Prohibited];

    /// `not-granted`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Permitted => "permitted",
            Verdict::Undetermined => "undetermined",
            Verdict::Refused => "refused",
            Verdict::NotGranted => "not-granted",
            Verdict::Prohibited => "prohibited",
        }
    }

    /// The verdict of that name.
    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}

/// Whether a duty falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// In every permitted completion.
    Due,
    /// In some.
    Possible,
}

/// Whether a duty is performed where it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// In all of those completions.
    Met,
    /// In none.
    Unmet,
    /// In some.
    Unknown,
}

/// A duty that falls or may fall due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyState {
    /// The duty.
    pub duty: DutyId,
    /// In every permitted completion, or in some.
    pub due: Due,
    /// Whether it is performed where it is due.
    pub status: Status,
}

impl DutyState {
    /// Whether it falls due in every permitted completion.
    pub fn is_due(&self) -> bool {
        self.due == Due::Due
    }

    /// Whether it falls due and is not known to be performed.
    pub fn is_owed(&self) -> bool {
        self.is_due() && self.status != Status::Met
    }
}

/// The verdict on a use, with the duties that fall or may fall due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// Duties in the policy's order; none where no completion is permitted.
    pub duties: Vec<DutyState>,
}

impl Default for Answer {
    fn default() -> Answer {
        Answer { verdict: Verdict::Undetermined, duties: Vec::new() }
    }
}

/// One or two statements that Γ rules out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The first statement, as `concept` or `scalar`, and its place.
    pub one: (String, Option<Span>),
    /// The second.
    pub other: (String, Option<Span>),
}

/// Why there is no answer on a use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// Its statements contradict each other or Γ.
    Contradiction(Contradiction),
    /// The search for the answer exceeds its limit.
    TooHard,
    /// The answers before it hold as much as all of one run may: it was not tried.
    TooMuch,
}

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoAnswer::Contradiction(clash) => write!(out, "`{}` and what is said of `{}` can't both be true", clash.one.0, clash.other.0),
            NoAnswer::TooHard => out.write_str("no answer was found within the limit of search"),
            NoAnswer::TooMuch => out.write_str("the answers before it hold as much as those of one run may"),
        }
    }
}

impl std::error::Error for NoAnswer {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_verdicts() {
        use Outcome::{NotGranted, Permitted, Prohibited};
        let verdict = |outcomes: &[Outcome]| outcomes.iter().copied().collect::<Outcomes>().verdict();
        assert_eq!(verdict(&[Permitted]), Verdict::Permitted);
        assert_eq!(verdict(&[Prohibited]), Verdict::Prohibited);
        assert_eq!(verdict(&[NotGranted]), Verdict::NotGranted);
        assert_eq!(verdict(&[Prohibited, NotGranted]), Verdict::Refused);
        for mixed in [&[Permitted, Prohibited][..], &[Permitted, NotGranted], &[Permitted, Prohibited, NotGranted]] {
            assert_eq!(verdict(mixed), Verdict::Undetermined);
        }
    }
}
