//! Tells which known license a text is, and what differs, from fingerprints that hold no sentence of the original.
//!
//! A text becomes normalized words with their places ([`words`]); an original becomes hashes of short runs of them, clause by clause
//! ([`fingerprint`]); a text is laid along the originals that it has most runs of, and what does not fit is reported ([`matching`]).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

pub mod fingerprint;
pub mod matching;
pub mod words;
