//! The language of Responsible AI License specs: from a `.rail` file to a license, its policy and its text.
//!
//! [`driver`] chains the steps: [`syntax`] parses, [`license`] resolves names, [`lower`] makes the policy, [`render`] the text.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

pub mod driver;
pub mod library;
pub mod license;
pub mod lower;
pub mod render;
pub mod syntax;
