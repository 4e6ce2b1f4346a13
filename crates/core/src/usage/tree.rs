//! A use file as it is written: scalars, lists and maps, each with its place. YAML, JSON and TOML all become this.
//!
//! What the words mean is not known here; an answer, a number and a name are all scalars.

mod json;
mod toml;
mod yaml;

use std::borrow::Cow;

use crate::base::{SourceId, Span};
use crate::diagnostic::{Code, Diagnostic};

use super::Format;
use super::quote::quoted;

/// How deep lists and maps may be nested.
const DEEPEST: usize = 64;
/// How many scalars, lists and maps a file may hold.
const MOST_NODES: usize = 1_000_000;
/// How many bytes a file may have.
const MOST_BYTES: usize = 64 << 20;

/// Errors that are kept of one file; enough for anybody to mend.
const MOST_DIAGNOSTICS: usize = 1000;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node<'t> {
    pub value: Value<'t>,
    pub span: Span,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'t> {
    /// `null`, `~`, or no value at all.
    Nothing,
    /// `medical`, `"5000 persons"`, `true`, `1e6`: the characters, whether quoted or not.
    Scalar(Cow<'t, str>),
    /// `[a, b]`
    List(Vec<Node<'t>>),
    /// `{a: yes}`, each key once.
    Map(Vec<Entry<'t>>),
}

/// `human-review: no`
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry<'t> {
    pub key: Cow<'t, str>,
    pub key_span: Span,
    pub value: Node<'t>,
}

impl Entry<'_> {
    /// The key with its value.
    pub fn span(&self) -> Span {
        self.key_span.to(self.value.span)
    }
}

/// Reads a text into its documents; one that has an error in it is left out.
pub(super) fn trees(source: SourceId, text: &str, format: Format) -> (Vec<Node<'_>>, Vec<Diagnostic>) {
    let mut writing = Writing { source, text, nodes: 0, is_too_deep: false, diagnostics: Vec::new() };
    if text.len() > MOST_BYTES {
        let diagnostic = Diagnostic::new(Code::UseTooLarge, "the file is longer than 64 MiB").at(writing.span(0, 0), "");
        return (Vec::new(), vec![diagnostic.help("split it into several files")]);
    }
    let trees = match format {
        Format::Yaml => yaml::documents(&mut writing, 0..text.len()),
        Format::Json => json::documents(&mut writing),
        Format::Toml => toml::document(&mut writing).into_iter().collect(),
    };
    (trees, writing.diagnostics)
}

/// A text while it is read, with what was found wrong with it.
struct Writing<'t> {
    source: SourceId,
    text: &'t str,
    nodes: usize,
    is_too_deep: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Writing<'t> {
    /// The place between two bytes, without the white space at its end.
    fn span(&self, start: usize, end: usize) -> Span {
        let end = end.min(self.text.len());
        let start = start.min(end);
        let covered = self.text.get(start..end).unwrap_or_default();
        let end = start + covered.trim_end().len();
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(end) }
    }

    /// The character at a byte, or the last one of the text.
    fn span_at(&self, byte: usize) -> Span {
        let mut start = byte.min(self.text.trim_end().len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let width = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(start + width) }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MOST_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether no more of the text is to be read.
    fn is_full(&self) -> bool {
        self.nodes > MOST_NODES || self.is_too_deep
    }

    /// Counts one more node, `depth` lists and maps below the top; `false`, with a diagnostic, where that is too much.
    fn admit(&mut self, depth: usize, span: Span) -> bool {
        self.nodes += 1;
        if depth > DEEPEST {
            self.is_too_deep = true;
            let diagnostic = Diagnostic::new(Code::UseTooLarge, format!("lists and maps are nested more than {DEEPEST} deep")).at(span, "");
            self.report(diagnostic.help("write names and answers directly under their facet"));
        } else if self.nodes > MOST_NODES {
            let diagnostic = Diagnostic::new(Code::UseTooLarge, "the file holds more than a million values").at(span, "");
            self.report(diagnostic.help("split it into several files"));
        } else {
            return true;
        }
        false
    }

    /// Keeps the first entry of each key, and reports the others.
    fn unique(&mut self, entries: Vec<Entry<'t>>) -> Vec<Entry<'t>> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|at| (entries.get(*at).map(|entry| &entry.key), *at));
        let mut repeated = vec![false; entries.len()];
        let mut first: Option<&Entry> = None;
        for at in order {
            let (Some(entry), Some(repeated)) = (entries.get(at), repeated.get_mut(at)) else { continue };
            match first {
                Some(first) if first.key == entry.key => {
                    *repeated = true;
                    let diagnostic = Diagnostic::new(Code::DuplicateKey, format!("the key {} stands twice", quoted(&entry.key)));
                    let diagnostic = diagnostic.at(entry.key_span, "again here").and(first.key_span, "first here");
                    if self.diagnostics.len() < MOST_DIAGNOSTICS {
                        self.diagnostics.push(diagnostic.help("join the two into one"));
                    }
                }
                _ => first = Some(entry),
            }
        }
        entries.into_iter().zip(repeated).filter(|(_, repeated)| !repeated).map(|(entry, _)| entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sources;

    fn codes(text: &str, format: Format) -> Vec<&'static str> {
        let (_, diagnostics) = trees(Sources::new().add("use", ""), text, format);
        diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect()
    }

    #[test]
    fn depth_and_length_have_limits() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        for format in [Format::Yaml, Format::Json] {
            assert!(codes(&nested(64), format).is_empty());
            assert_eq!(codes(&nested(65), format), ["R0402"]);
            assert_eq!(codes(&nested(100_000), format), ["R0402"]);
        }
        assert_eq!(codes(&format!("a = {}", nested(70)), Format::Toml), ["R0402"]);
        assert_eq!(codes(&format!("a = {}", nested(1000)), Format::Toml), ["R0402"]);
        assert_eq!(codes(&format!("[{}1]", "1,".repeat(1_000_000)), Format::Json), ["R0402"]);
    }

    #[test]
    fn a_broken_document_leaves_the_others() {
        let text = "a: [\n---\nb: 1\n---\nc: \"\n---\nd: 2\n";
        let (trees, diagnostics) = trees(Sources::new().add("use", ""), text, Format::Yaml);
        assert_eq!((trees.len(), diagnostics.len()), (2, 2), "{diagnostics:?}");
        assert_eq!(codes("{\"a\": 1}\n{\"a\": }\n{\"a\": 1}\n", Format::Json), ["R0401"]);
    }

    #[test]
    fn null_is_nothing_only_without_quotes() {
        let text = "[null, ~, 'null', \"~\"]";
        let (trees, _) = trees(Sources::new().add("use", ""), text, Format::Yaml);
        let Some(Value::List(items)) = trees.first().map(|tree| &tree.value) else { panic!("it is a list") };
        let nothing: Vec<bool> = items.iter().map(|item| item.value == Value::Nothing).collect();
        assert_eq!(nothing, [true, true, false, false]);
    }
}
