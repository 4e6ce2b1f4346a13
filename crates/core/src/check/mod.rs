//! A use and a policy give a verdict, exactly (semantics §2–5).
//!
//! A policy is [`Prepared`] once; then each use is bound, its situation is worked out in bit planes, and one pass over the rules decides where
//! that is exact, a SAT solver where it is not. [`slow`] is the same meaning by enumeration, to test against.
//!
//! Made once for a policy: `propositions`, `actions`, `gamma`, `rows`, gathered by `prepare`. For each use: `statements` (looked up in `names`),
//! `scalars`, `situation`, `contradiction`, then `decide` and `duties`, with `plain`
//! completions and an `exact` solver where the pass does not settle it. Asked why: `explain`
//! gathers `acting` and `lifted` rules, `reasons` (from `facts`, over what is `standing`), and `questions` (by `twins`).
//!
//! Imports `policy`, `usage`, `vocabulary`, `logic`, `diagnostic`, `base`.

pub mod format;
#[cfg(feature = "reference")]
pub mod slow;

mod acting;
mod actions;
mod contradiction;
mod decide;
mod duties;
mod exact;
mod explain;
mod facts;
mod gamma;
mod lifted;
mod names;
mod plain;
mod prepare;
mod propositions;
mod questions;
mod reasons;
mod rows;
mod scalars;
mod situation;
mod standing;
mod statements;
mod twins;

pub use acting::Acting;
pub use contradiction::{Contradiction, Contradictions};
pub use decide::{Answer, NoAnswer};
pub use duties::DutyState;
pub use explain::Explanation;
pub use facts::{Origin, Reason};
pub use prepare::{Checker, Prepared};
pub use questions::Question;

/// What may be said of a use under a license (semantics §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Every completion is permitted.
    Permitted,
    /// Some completion is permitted and another is not.
    Undetermined,
    /// Every completion is prohibited or not granted, and both occur.
    Refused,
    /// No completion is granted, none prohibited.
    NotGranted,
    /// Every completion is prohibited.
    Prohibited,
}

impl Verdict {
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
    pub fn of_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// From the best to the worst.
    pub const ALL: [Verdict; 5] = [Verdict::Permitted, Verdict::Undetermined, Verdict::Refused, Verdict::NotGranted, Verdict::Prohibited];
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
