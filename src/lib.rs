//! railc compiles and checks Responsible AI Licenses: from one spec come the license text, a policy for machines, and exact answers.
//!
//! ARCHITECTURE.md says where things live and which layer imports which.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

pub mod analysis;
pub mod cli;
