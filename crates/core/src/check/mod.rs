//! From a use and a policy to an exact verdict (semantics §2–5).
//!
//! A [`Checker`] prepares a policy once (`prepared`). For each use it works out what is known about every proposition (`situation`), decides the
//! verdict and the duties from that (`decision`), and says why, or what to ask (`explanation`). The results are in `answer` and
//! `explanation`, typed; the layers that show them add the words. `reference` is the same meaning by enumeration, to test against.
//!
//! Many uses under many policies are checked together by `many`, and one after another, in any number, by `each`. `search` looks for uses that some
//! conditions refuse and others don't.
//!
//! Each folder or file imports only those named before it: `answer`, `prepared`, `search`, `situation`, `decision`, `explanation`, `checker`, `many`,
//! `each`.

mod answer;
mod checker;
mod decision;
mod each;
mod explanation;
mod many;
mod prepared;
#[cfg(any(test, feature = "reference"))]
pub mod reference;
mod search;
mod situation;

pub use answer::{Answer, Contradiction, Due, DutyState, NoAnswer, Outcome, Outcomes, Status, Verdict};
pub use checker::Checker;
pub use each::Each;
pub use explanation::{About, Addressee, CitedRule, Explanation, Lifted, Origin, Outline, Presumption, Question, Reason, Remembered, Role};
pub use many::{Checked, ChosenPolicy, Known, Patience, check_all, choice, no_answer, unmatched, worst};
pub use search::{Completion, Search, Sought};
pub use situation::{Contradictions, FacetSet, Stated, Statements};
