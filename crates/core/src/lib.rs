//! Decides whether a described use may be made under a Responsible AI License, exactly, with the reasons.
//!
//! A [`policy`] holds the rules of one license, a [`usage::Use`] what is said of a use, and [`check`] puts the two together. Neither the
//! language of specs nor any license is needed for that: see `railc-language` and `railc-library`.

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
