//! railc compiles and checks Responsible AI Licenses: open licenses for AI models, code and data that allow nearly everything and forbid named
//! harmful uses. From one spec come the text that people sign, a policy for machines, and exact answers: may this use be made, which clause
//! decides, what is owed, what must still be asked.
//!
//! ```
//! use railc::{License, Use, Verdict};
//!
//! # fn main() -> Result<(), railc::Diagnostics> {
//! let spec = r#"
//! license "Garden License" version "1.0"
//!   id garden
//!   covers artifact.model
//!
//! clause @use "What is given"
//!   permit action.run, action.provide-service
//!
//! clause @medical "Medical advice"
//!   prohibit purpose.medical.advice
//!   except @doctor when safeguard.human-oversight.professional.medical
//! "#;
//! let (license, _warnings) = License::compile("garden.rail", spec).into_result()?;
//!
//! let described = r#"
//! action: [provide-service]
//! purpose: [medical.advice]
//! safeguard:
//!   human-oversight.professional.medical: no
//! "#;
//! let (described, _warnings) = Use::read("clinic.yaml", described).into_result()?;
//!
//! let answer = license.policy().checker().check(&described)?;
//! assert_eq!(answer.verdict(), Verdict::Prohibited);
//! for rule in answer.rules() {
//!     println!("prohibited by {rule}");
//! }
//! for reason in answer.because() {
//!     println!("  because {reason}");
//! }
//! # let rules: Vec<String> = answer.rules().map(|rule| rule.to_string()).collect();
//! # assert_eq!(rules, ["1.2 (@medical): You may not use the model for the purpose of giving medical advice, unless a licensed health professional oversees the use."]);
//! # let because: Vec<String> = answer.because().map(|reason| reason.to_string()).collect();
//! # assert_eq!(because, [
//! #     "purpose medical.advice (stated, clinic.yaml:3)",
//! #     "not safeguard human-oversight.professional.medical (stated, clinic.yaml:5)",
//! # ]);
//! # Ok(())
//! # }
//! ```
//!
//! prints
//!
//! ```text
//! prohibited by 1.2 (@medical): You may not use the model for the purpose of giving medical advice, unless a licensed health professional oversees the use.
//!   because purpose medical.advice (stated, clinic.yaml:3)
//!   because not safeguard human-oversight.professional.medical (stated, clinic.yaml:5)
//! ```
//!
//! - A [`License`] is what a spec says, with the texts made from it. Its [`Policy`] is the rules alone, which are also
//!   packed for each license of the library ([`Policy::of_library`]) and can be read from the JSON that `railc build` writes.
//! - A [`Use`] describes what somebody wants to do. What it leaves open is not guessed: either it is presumed as the vocabulary says, and shown as
//!   presumed, or the verdict is undetermined, and [`Answer::questions`] says what to ask.
//! - A [`Checker`] holds a prepared policy. Clone it for each thread.
//! - An [`Answer`] prints as in `railc check`. Every verdict is exact: it covers all completions of what is known.
//! - [`identify`] tells which known license a text is, whatever its dress, and where it differs.
//! - Functions that read a text return a [`Reported`]: the value, if there is one, and the [`Diagnostics`], an error type with codes,
//!   places and advice.
//!
//! Without the feature `cli` the command is left out, and with it clap and miette. To only check policies, the crate `railc-core` is enough; the
//! language of specs is in `railc-language`, the licenses are in `railc-library`. ARCHITECTURE.md says where things live and which layer imports
//! which.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

#[doc(hidden)]
pub mod analysis;
#[cfg(feature = "cli")]
pub mod card;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compose;
mod facade;
#[doc(hidden)]
pub mod lint;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod scan;

pub use facade::{Answer, Checker, Duty, FoundLicense, License, Policy, Question, Reason, Rule, Use, identify};
pub use railc_core::check::{Status as DutyStatus, Verdict};
pub use railc_core::diagnostic::{Diagnostic, Diagnostics, Reported};
