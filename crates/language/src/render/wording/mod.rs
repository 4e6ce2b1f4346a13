//! Sentences that say what a rule does, made from the phrases of the vocabulary, for clauses that nobody worded by hand.
//!
//! A rule's condition becomes a [`tree::Tree`], the tree an [`outline::Outline`], a template of `templates/` sets the outline into sentences,
//! [`blocks`] makes paragraphs of these, and a [`Draft`] holds those of the whole license.

mod acts;
mod blocks;
mod clauses;
mod draft;
mod drafter;
mod facets;
mod figures;
mod house;
mod limbs;
mod outline;
mod sentences;
mod things;
mod tree;

pub(super) use blocks::Block;
pub use draft::Draft;
pub(super) use draft::{ClauseDraft, SectionDraft};
pub(super) use drafter::Drafter;
