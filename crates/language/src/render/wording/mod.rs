//! Sentences that say what a rule does, generated from the phrases of the vocabulary, for clauses without handwritten words.
//!
//! A rule's condition becomes a [`tree::Tree`], the tree a [`coordination::Coordination`]; a template makes sentences of it,
//! [`blocks`] makes paragraphs of those, and a [`Draft`] holds them for the whole license.

mod acts;
mod blocks;
mod clauses;
mod coordination;
mod draft;
mod drafter;
mod facets;
mod figures;
mod house;
mod propositions;
mod sentences;
mod term_facets;
mod things;
mod tree;

pub(super) use blocks::{Block, layout};
pub(super) use coordination::alternatives;
pub use draft::Draft;
pub(super) use draft::{ClauseDraft, SectionDraft, TermDraft};
pub use drafter::Drafter;
pub(super) use drafter::withdrawals;
pub(super) use things::Thing;
