//! Lays out the nodes of a text, within limits, and collects what is wrong with it.

use std::collections::BTreeSet;

use crate::base::{SourceId, Span};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::usage::quote::quoted;

use super::node::{Content, Entries, Entry, Node};

/// How deep lists and maps may be nested.
const DEEPEST: usize = 64;
/// How many keys and values a file may hold.
pub(in crate::usage) const MOST_NODES: usize = 1_000_000;

/// A text while it is read, with what was found wrong with it.
pub(super) struct Builder<'t> {
    pub source: SourceId,
    pub text: &'t str,
    pub nodes: Vec<Node<'t>>,
    pub diagnostics: Diagnostics,
    is_full: bool,
}

impl<'t> Builder<'t> {
    pub(super) fn new(source: SourceId, text: &'t str) -> Builder<'t> {
        // Uses have about one node for eight bytes; if a text has more, the row grows.
        let nodes = Vec::with_capacity((text.len() / 8).min(1024));
        Builder { source, text, nodes, diagnostics: Diagnostics::new(), is_full: false }
    }

    /// Whether to stop reading the text.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Adds a node, nested in `depth` lists and maps, and returns its index in the row; `None`, with a diagnostic, if a limit is exceeded.
    pub(super) fn add(&mut self, content: Content<'t>, span: Span, depth: usize) -> Option<usize> {
        if depth > DEEPEST || self.nodes.len() >= MOST_NODES {
            self.refuse(span, depth);
            return None;
        }
        self.nodes.push(Node { content, span, descendants: 0 });
        Some(self.nodes.len() - 1)
    }

    fn refuse(&mut self, span: Span, depth: usize) {
        self.is_full = true;
        let (message, help) = match depth > DEEPEST {
            true => (format!("lists and maps are nested more than {DEEPEST} deep"), "write names and answers directly under their facet"),
            false => ("the file holds more than a million values".to_owned(), "split it into several files"),
        };
        self.diagnostics.push(Diagnostic::new(Code::UseTooLarge, message).at(span, "").help(help));
    }

    /// Ends the list or map at an index in the row, which holds all that was added since.
    pub(super) fn end(&mut self, at: usize, end: usize) {
        let span = self.span(self.span_of(at).start as usize, end);
        let Some((node, descendants)) = self.nodes.get_mut(at..).and_then(<[_]>::split_first_mut) else { return };
        node.span = span;
        node.descendants = descendants.len();
    }

    /// Ends a map: keeps the first entry of each key, and reports the others.
    pub(super) fn end_map(&mut self, at: usize, end: usize) {
        self.end(at, end);
        if has_repeated(Entries::of(self.nodes.get(at + 1..).unwrap_or_default())) {
            self.drop_repeated(at);
        }
    }

    fn drop_repeated(&mut self, at: usize) {
        let rest = self.nodes.split_off(at + 1);
        let entries: Vec<Entry> = Entries::of(&rest).collect();
        let mut sorted: Vec<&Entry> = entries.iter().collect();
        sorted.sort_by_key(|entry| entry.key);
        for same in sorted.chunk_by(|one, other| one.key == other.key) {
            let [first, others @ ..] = same else { continue };
            for entry in others {
                let diagnostic = Diagnostic::new(Code::DuplicateKey, format!("the key {} stands twice", quoted(entry.key)));
                let diagnostic = diagnostic.at(entry.key_span, "again here").and(first.key_span, "first here");
                self.diagnostics.push(diagnostic.help("join the two into one"));
            }
        }
        let mut keys = BTreeSet::new();
        let kept: Vec<(usize, bool)> = entries.iter().map(|entry| (entry.size(), keys.insert(entry.key))).collect();
        let mut rest = rest.into_iter();
        for (size, is_kept) in kept {
            let entry = rest.by_ref().take(size);
            if is_kept { self.nodes.extend(entry) } else { entry.for_each(drop) }
        }
        let descendants = self.nodes.len() - at - 1;
        self.nodes.get_mut(at).into_iter().for_each(|node| node.descendants = descendants);
    }

    /// The span of the node at an index in the row.
    pub(super) fn span_of(&self, at: usize) -> Span {
        self.nodes.get(at).map_or(self.place(0, 0), |node| node.span)
    }

    /// The span between two bytes, without trailing white space.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let end = end.min(self.text.len());
        let start = start.min(end);
        let covered = self.text.get(start..end).unwrap_or_default();
        self.place(start, start + covered.trim_end().len())
    }

    /// The character at a byte, or the last one of the text.
    pub(super) fn span_at(&self, byte: usize) -> Span {
        let mut start = byte.min(self.text.trim_end().len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let width = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.place(start, start + width)
    }

    /// The span between two bytes.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(end) }
    }
}

fn has_repeated(entries: Entries) -> bool {
    let mut keys: Vec<&str> = entries.map(|entry| entry.key).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
}
