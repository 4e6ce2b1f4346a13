//! Sentences that say what a rule does, made from the phrases of the vocabulary, for clauses that nobody worded by hand.
//!
//! A rule's condition becomes a [`tree::Tree`], the tree an [`join::Outline`], and a template of `templates/` sets the outline into a sentence.
//! What comes out is text in the language's own manner: empty lines between paragraphs, `{@id}` for references, and a list as lines that
//! begin with `- `.

mod acts;
mod house;
mod join;
mod leads;
mod outlines;
mod sentences;
mod templates;
mod tree;

pub(super) use templates::fill;

use crate::license::License;
use railc_core::vocabulary::Vocabulary;

/// Encloses words that are shown exactly as they are.
pub(super) const VERBATIM: char = '\u{1}';

/// Encloses words that somebody wrote into a rule.
const BY_HAND: char = '\u{2}';

/// Words the rules of one license.
#[derive(Clone, Copy)]
pub(super) struct Drafter<'a> {
    license: &'a License,
    vocabulary: &'a Vocabulary,
}

impl<'a> Drafter<'a> {
    /// For the clauses of that license.
    pub(super) fn new(license: &'a License, vocabulary: &'a Vocabulary) -> Self {
        Drafter { license, vocabulary }
    }
}
