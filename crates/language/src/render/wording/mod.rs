//! Sentences that say what a rule does, made from the phrases of the vocabulary, for clauses that nobody worded by hand.
//!
//! A rule's condition becomes a [`tree::Tree`], the tree a [`coordination::Coordination`], a template of `templates/` makes sentences of it,
//! [`blocks`] makes paragraphs of these, and a [`Draft`] holds those of the whole license.

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
mod things;
mod tree;

pub(super) use blocks::Block;
pub use draft::Draft;
pub(super) use draft::{ClauseDraft, SectionDraft};
pub(super) use drafter::Drafter;
