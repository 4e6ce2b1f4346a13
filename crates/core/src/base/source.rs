//! Source texts, and positions in them.

use std::cell::Cell;
use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::one_line;

/// Names one text of a [`Sources`] table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A piece of one text, as byte offsets: `start` is inside, `end` is the first byte after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text it points into.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The first byte after it.
    pub end: u32,
}

thread_local! {
    /// The text that spans are unpacked for.
    static UNPACKED: Cell<SourceId> = const { Cell::new(SourceId(0)) };
}

/// Runs `unpack`; spans that it deserializes point into this text.
pub fn with_spans_of<T>(source: SourceId, unpack: impl FnOnce() -> T) -> T {
    let outside = UNPACKED.replace(source);
    let unpacked = unpack();
    UNPACKED.set(outside);
    unpacked
}

/// As its two offsets: which text it is of is not known before it is unpacked.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end.saturating_sub(self.start)).serialize(serializer)
    }
}

/// Of the text that [`with_spans_of`] names.
impl<'d> Deserialize<'d> for Span {
    fn deserialize<D: Deserializer<'d>>(deserializer: D) -> Result<Span, D::Error> {
        let (start, length) = <(u32, u32)>::deserialize(deserializer)?;
        Ok(Span { source: UNPACKED.get(), start, end: start.saturating_add(length) })
    }
}

impl Span {
    /// The span from the start of this one to the end of `last`, in the same text.
    pub fn to(self, last: Span) -> Span {
        Span { end: last.end.max(self.end), ..self }
    }
}

/// A position as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Byte offset, from 0.
    pub byte: u32,
}

/// One text with the name that people know it by (a path, or the id of a built-in license).
#[derive(Clone)]
pub struct Source {
    /// The path or id.
    pub name: String,
    /// The whole text, or one line of it.
    pub text: String,
    /// How many lines stand before it, where it is one line of a longer text.
    pub lines_before: u32,
    /// Computed on first use.
    line_starts: OnceLock<Vec<u32>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        (&self.name, &self.text, self.lines_before) == (&other.name, &other.text, other.lines_before)
    }
}

impl Eq for Source {}

/// Its name alone: texts are long.
impl fmt::Debug for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.fmt(out)
    }
}

impl Source {
    /// The line, column and byte of a byte offset; an offset past the end counts as the end.
    pub fn position(&self, byte: u32) -> Position {
        let byte = byte.min(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        let line_starts = self.line_starts.get_or_init(|| line_starts(&self.text));
        let line = line_starts.partition_point(|start| *start <= byte).max(1);
        let start = line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start as usize..byte as usize).unwrap_or("");
        Position { line: self.lines_before.saturating_add(line as u32), column: before.chars().count() as u32 + 1, byte }
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1);
    std::iter::once(0).chain(starts).collect()
}

/// A text with `\n` alone at the ends of its lines, where Windows writes `\r\n`.
pub fn unix_lines(text: String) -> String {
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

/// All texts of one run; spans point into it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    texts: Vec<Source>,
}

impl Sources {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text, its line ends as [`unix_lines`] has them, so that a checkout on Windows gives the same hashes: read it from here. Texts are at
    /// most 4 GiB; callers limit them to far less.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let text = unix_lines(text.into());
        self.texts.push(Source { name: name.into(), text, lines_before: 0, line_starts: OnceLock::new() });
        SourceId(self.texts.len() as u32 - 1)
    }

    /// Adds one line of a text too long to be held as a whole, by its number, from 1. Places in it have that number.
    pub fn add_line(&mut self, name: impl Into<String>, line: &str, number: u64) -> SourceId {
        let id = self.add(name, line);
        let before = u32::try_from(number.saturating_sub(1)).unwrap_or(u32::MAX);
        self.texts.last_mut().into_iter().for_each(|source| source.lines_before = before);
        id
    }

    /// The names of all texts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|source| source.name.as_str())
    }

    /// The text that an id of this table names.
    pub fn get(&self, id: SourceId) -> &Source {
        self.texts.get(id.0 as usize).expect("a source id comes from the table that it is asked of")
    }

    /// The words that a span covers.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// `file:line:column` of where a span starts.
    pub fn place(&self, span: Span) -> String {
        let source = self.get(span.source);
        let position = source.position(span.start);
        format!("{}:{}:{}", one_line(&source.name), position.line, position.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let mut sources = Sources::new();
        let id = sources.add("a.rail", "é\nab€c\n");
        let byte = sources.get(id).text.find('c').map(|at| at as u32).unwrap_or_default();
        assert_eq!(sources.get(id).position(byte), Position { line: 2, column: 4, byte });
        assert_eq!(sources.get(id).position(99).line, 3);
    }

    #[test]
    fn one_line_of_a_text_keeps_its_number() {
        let mut sources = Sources::new();
        let source = sources.add_line("uses.jsonl", "{\"a\"}", 18);
        assert_eq!(sources.place(Span { source, start: 1, end: 4 }), "uses.jsonl:18:2");
    }
}
