//! Tells which known license a text is, and what differs, from fingerprints that hold no sentence of the original.

mod align;
mod compare;
mod dress;
mod fingerprint;
mod identify;
mod index;
mod labels;
mod surroundings;
mod words;
pub mod written;

pub use compare::{Difference, Kind};
pub use fingerprint::{Document, RUN, Run, Segment, Short};
pub use identify::{Identified, Match, Verdict, identify};
pub use index::Index;
pub use words::{BLANK, Words};
