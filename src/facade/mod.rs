//! What other programs build on: a dozen names, each a thin wrapper of the crates below.
//!
//! Nothing here reads a file or prints.

mod answer;
mod checker;
mod described;
mod identified;
mod license;
mod parts;
mod policy;
pub(crate) mod text;

pub use answer::Answer;
pub use checker::Checker;
pub use described::Use;
#[cfg(feature = "cli")]
pub(crate) use identified::{Built, built};
pub use identified::{FoundLicense, identify};
pub use license::License;
pub use parts::{Duty, Question, Reason, Rule};
pub use policy::Policy;
