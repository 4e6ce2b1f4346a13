//! The language of Responsible AI License specs: from a `.rail` file to a license, its policy and its text.
//!
//! [`driver`] chains the steps: [`syntax`] parses, [`license`] resolves names, [`lower`] makes the policy, [`render`] the text.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

// The parser that pest makes without its stack guard names it: nesting is bounded before pest sees a text.
extern crate alloc;

pub mod driver;
pub mod library;
pub mod license;
pub mod lower;
pub mod render;
pub mod syntax;
