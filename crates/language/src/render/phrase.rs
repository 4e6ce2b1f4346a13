//! Words for a text: generated, handwritten, verbatim, and references.

use std::borrow::Cow;

/// A piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Generated words; house style applies to them.
    Made(String),
    /// Handwritten words; they stay as written.
    ByHand(String),
    /// Words to show verbatim.
    Exact(String),
    /// A section or clause, by its id.
    Reference(String),
}

/// A sequence of pieces. No piece is empty, and neighbors that are both generated or both handwritten are merged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Phrase(Vec<Piece>);

impl Piece {
    /// The words; for a reference, its id.
    pub(super) fn words(&self) -> &str {
        match self {
            Piece::Made(words) | Piece::ByHand(words) | Piece::Exact(words) | Piece::Reference(words) => words,
        }
    }
}

impl Phrase {
    /// Handwritten words.
    pub(super) fn by_hand(words: &str) -> Phrase {
        Phrase::from(Piece::ByHand(words.to_owned()))
    }

    /// Its pieces.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Whether there are no words.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words as plain text, references as ids.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self.0.as_slice() {
            [only] => Cow::Borrowed(only.words()),
            pieces => Cow::Owned(pieces.iter().map(Piece::words).collect()),
        }
    }

    /// Appends a piece.
    pub(super) fn push(&mut self, piece: Piece) {
        if piece.words().is_empty() {
            return;
        }
        match (self.0.last_mut(), piece) {
            (Some(Piece::Made(before)), Piece::Made(words)) | (Some(Piece::ByHand(before)), Piece::ByHand(words)) => {
                before.push_str(&words);
            }
            (_, piece) => self.0.push(piece),
        }
    }

    /// Appends generated words.
    pub(super) fn push_str(&mut self, words: &str) {
        match self.0.last_mut() {
            Some(Piece::Made(before)) => before.push_str(words),
            _ => self.push(Piece::Made(words.to_owned())),
        }
    }

    /// Appends a phrase.
    pub(super) fn extend(&mut self, other: &Phrase) {
        other.0.iter().for_each(|piece| self.push(piece.clone()));
    }

    /// Appends a phrase after a space, unless one of the two is empty.
    pub(super) fn extend_spaced(&mut self, other: &Phrase) {
        if !self.is_empty() && !other.is_empty() {
            self.push_str(" ");
        }
        self.extend(other);
    }

    /// Without full stops at its end.
    pub(super) fn without_stop(mut self) -> Phrase {
        if let Some(Piece::Made(words) | Piece::ByHand(words)) = self.0.last_mut() {
            words.truncate(words.trim_end_matches('.').len());
        }
        self.0.retain(|piece| !piece.words().is_empty());
        self
    }

    /// Without generated white space at its ends.
    pub(super) fn trimmed(mut self) -> Phrase {
        if let Some(Piece::Made(words)) = self.0.first_mut() {
            *words = words.trim_start().to_owned();
        }
        if let Some(Piece::Made(words)) = self.0.last_mut() {
            words.truncate(words.trim_end().len());
        }
        self.0.retain(|piece| !piece.words().is_empty());
        self
    }
}

impl From<Piece> for Phrase {
    fn from(piece: Piece) -> Phrase {
        let mut phrase = Phrase::default();
        phrase.push(piece);
        phrase
    }
}

impl From<String> for Phrase {
    fn from(words: String) -> Phrase {
        Phrase::from(Piece::Made(words))
    }
}

impl From<&str> for Phrase {
    fn from(words: &str) -> Phrase {
        Phrase::from(words.to_owned())
    }
}

impl FromIterator<Piece> for Phrase {
    fn from_iter<I: IntoIterator<Item = Piece>>(pieces: I) -> Phrase {
        let mut phrase = Phrase::default();
        pieces.into_iter().for_each(|piece| phrase.push(piece));
        phrase
    }
}

impl IntoIterator for Phrase {
    type Item = Piece;
    type IntoIter = std::vec::IntoIter<Piece>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
