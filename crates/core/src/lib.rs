//! Decides whether a described use may be made under a Responsible AI License, exactly, with the reasons.
//!
//! A [`policy`] holds the rules of one license, a [`usage`] what is said about a use, and [`check`] puts the two together. Neither the language of
//! specs nor any license is needed for that: see `railc-language`, `railc-library`, and `railc`, which offers all of it through a dozen names.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use railc_core::base::Sources;
//! use railc_core::check::{Checker, Verdict};
//! use railc_core::usage::{Format, Unknown};
//! use railc_core::{policy, usage};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut sources = Sources::new();
//! let json = std::fs::read_to_string("policy.json")?;
//! let (policy, _) = policy::read(sources.add("policy.json", json.as_str()), &json).into_result()?;
//!
//! let text = r#"{"action": ["provide-service"], "purpose": ["medical.advice"]}"#;
//! let source = sources.add("use.json", text);
//! // A policy knows the names that its rules depend on. Others are reported: they may be slips.
//! let (uses, warnings) = usage::read(source, text, Format::Json, &[policy.vocabulary()], Unknown::Warning).into_result()?;
//! eprintln!("{warnings}");
//!
//! let mut checker = Checker::new(Arc::new(policy));
//! for described in &uses {
//!     if checker.check(described)?.verdict == Verdict::Prohibited {
//!         println!("{:?}", checker.explain(described)?.decisive);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The published JSON of answers, with words for people, is made by `report` (feature `hash`).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

pub mod base;
pub mod check;
pub mod diagnostic;
pub mod logic;
pub mod policy;
#[cfg(feature = "hash")]
pub mod report;
pub mod usage;
pub mod vocabulary;

#[cfg(test)]
extern crate self as railc_core;
#[cfg(test)]
mod exactness;
#[cfg(test)]
mod schemas;
