//! Questions about licenses, one file each; typed findings, no text.
//!
//! Imports `check`, `policy`, `license`, `usage`, `vocabulary`, `base`.

pub mod blanks;
pub mod spec_tests;
