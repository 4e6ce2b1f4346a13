//! One binary for all tests that see the crate from outside.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, reason = "a test that fails may say so loudly")]

mod constructs;
mod exactness;
mod layers;
mod limits;
mod manual;
mod pages;
mod probes;
mod suite;
