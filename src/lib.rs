//! railc compiles and checks Responsible AI Licenses: from one spec come the licence text, a policy for machines, and exact answers.
//!
//! ARCHITECTURE.md says where things live and which layer imports which.

pub mod analysis;
pub mod base;
pub mod diagnostic;
pub mod driver;
pub mod syntax;
pub mod library;
pub mod license;
pub mod vocabulary;
pub mod usage;
pub mod check;
pub mod cli;
pub mod logic;
pub mod policy;
pub mod render;
