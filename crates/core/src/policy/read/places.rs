//! Finds the places of names in the JSON of a policy, once something is wrong with them.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::base::{SourceId, Span};

/// Finds the places of names in the text.
pub(super) struct Places<'a> {
    source: SourceId,
    pub text: &'a str,
    /// Where each quoted text occurs first, quotes included.
    quoted: OnceCell<BTreeMap<&'a str, usize>>,
}

impl<'a> Places<'a> {
    /// For this text; nothing is searched yet.
    pub(super) fn new(source: SourceId, text: &'a str) -> Places<'a> {
        Places { source, text, quoted: OnceCell::new() }
    }

    /// The span of a piece of the text.
    pub(super) fn span(&self, start: usize, length: usize) -> Span {
        Span { source: self.source, start: start as u32, end: (start + length) as u32 }
    }

    /// The first character of the text.
    pub(super) fn start(&self) -> Span {
        self.span(0, self.text.find('\n').unwrap_or(self.text.len()).min(1))
    }

    /// Where a name occurs first, with its quotes; the start if it does not occur literally.
    pub(super) fn find(&self, name: &str) -> Span {
        let quoted = self.quoted.get_or_init(|| quoted(self.text));
        quoted.get(name).map_or_else(|| self.start(), |at| self.span(*at, name.len() + 2))
    }
}

/// Where each quoted text occurs first.
fn quoted(text: &str) -> BTreeMap<&str, usize> {
    let mut all = BTreeMap::new();
    let mut start = None;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match start {
            _ if is_escaped => is_escaped = false,
            Some(_) if byte == b'\\' => is_escaped = true,
            Some(open) if byte == b'"' => {
                all.entry(text.get(open + 1..at).unwrap_or_default()).or_insert(open);
                start = None;
            }
            None if byte == b'"' => start = Some(at),
            Some(_) | None => {}
        }
    }
    all
}
