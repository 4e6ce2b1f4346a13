//! Questions about licenses, one file each; typed findings, no text.

pub mod assumption;
pub mod blanks;
pub mod combination;
pub mod compat;
pub mod conflict;
pub mod dead;
pub mod difference;
pub mod duties;
pub mod idle;
pub mod interview;
pub mod licensing;
pub mod lineage;
pub mod matrix;
pub mod openness;
mod possible;
mod refusals;
pub mod remedies;
pub mod spec_tests;
pub mod verification;
