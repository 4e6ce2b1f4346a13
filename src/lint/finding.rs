//! What a lint finds, and where.

use std::ops::Range;

/// One thing that somebody should mend, or say why it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// A second place that explains the first.
    pub also: Option<(Place, String)>,
    /// What may stand in its place without a change of meaning.
    pub mend: Option<String>,
}

/// A place in a text, or a part of a license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Words of a passage.
    Words {
        /// The passage, by its index.
        passage: usize,
        /// The bytes of its text.
        at: Range<usize>,
    },
    /// A part as a whole.
    Part(Home),
}

/// The part of a spec that a passage comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// The head, or a text that is no spec.
    Head,
    /// A section, by its id.
    Section(String),
    /// A clause, by its id.
    Clause(String),
    /// A term, by its name.
    Term(String),
}

impl Finding {
    /// About words of a passage.
    pub(super) fn of_words(passage: usize, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding::new(Place::Words { passage, at }, message, help)
    }

    /// About a part.
    pub(super) fn of_part(home: Home, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding::new(Place::Part(home), message, help)
    }

    fn new(place: Place, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { place, message: message.into(), help: help.into(), also: None, mend: None }
    }

    /// With what may stand there instead.
    pub(super) fn mended(self, by: impl Into<String>) -> Finding {
        Finding { mend: Some(by.into()), ..self }
    }

    /// With a second place.
    pub(super) fn and(self, passage: usize, at: Range<usize>, why: &str) -> Finding {
        Finding { also: Some((Place::Words { passage, at }, why.to_owned())), ..self }
    }
}
