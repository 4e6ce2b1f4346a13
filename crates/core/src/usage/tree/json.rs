//! JSON into trees, one for the text or for each line.
//!
//! It is read here, not by serde_json, which gives no places. Only the error for invalid JSON comes from serde_json.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::IgnoredAny;

use super::builder::Builder;
use super::node::Content;
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::json::{Cursor, pieces};

/// After this many broken lines the rest of a file is ignored.
const MOST_BROKEN: usize = 100;

/// Reads the values of the text.
pub(super) fn documents(builder: &mut Builder) {
    let mut broken = 0;
    for piece in pieces(builder.text) {
        broken += usize::from(!document(builder, piece));
        if broken == MOST_BROKEN || builder.is_full() {
            break;
        }
    }
}

/// Reads one value; `false`, with a diagnostic, if it can't be read.
fn document(builder: &mut Builder, piece: Range<usize>) -> bool {
    let first = builder.nodes.len();
    let before = std::mem::take(&mut builder.diagnostics);
    let cursor = Cursor::new(builder.text, piece.clone());
    let is_whole = Scanner { cursor, builder }.whole().is_some();
    let found = std::mem::replace(&mut builder.diagnostics, before);
    if is_whole {
        builder.diagnostics.extend(found);
        return true;
    }
    builder.nodes.truncate(first);
    match syntax_error(builder, piece) {
        // Diagnostics inside the broken value are dropped.
        Some(diagnostic) => builder.diagnostics.push(diagnostic),
        None => builder.diagnostics.extend(found),
    }
    false
}

/// What serde_json says is wrong, in the words of people who write JSON by hand.
fn syntax_error(builder: &Builder, piece: Range<usize>) -> Option<Diagnostic> {
    let text = builder.text.get(piece.clone()).unwrap_or_default();
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let span = builder.span_at(piece.start + line_start + error.column().saturating_sub(1));
    let told = without_place(&error);
    let before = text.get(..(span.start as usize).saturating_sub(piece.start)).unwrap_or_default().trim_end();
    let is_at_bracket = builder.text.get(span.start as usize..).is_some_and(|rest| rest.starts_with(']'));
    let (message, help) = match told.strip_prefix("EOF while parsing ") {
        Some(what) => (format!("the text ends in the middle of {}", article(what)), "close what is open"),
        None if told == "trailing comma" || (told == "expected value" && before.ends_with(',') && is_at_bracket) => {
            ("a `,` with nothing after it".to_owned(), "take the comma out")
        }
        None if told == "expected value" => {
            ("a value is missing, or a text is not in double quotes".to_owned(), "put names and texts in double quotes")
        }
        None if told == "key must be a string" => ("a key without double quotes".to_owned(), "put keys in double quotes"),
        None if told == "trailing characters" => {
            ("something follows the end of the value".to_owned(), "put several uses in an array, or each on a line of its own")
        }
        None => (format!("this is no JSON: {told}"), ""),
    };
    let diagnostic = Diagnostic::new(Code::UseSyntax, message).at(span, "");
    Some(if help.is_empty() { diagnostic } else { diagnostic.help(help) })
}

fn without_place(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.split(" at line ").next().unwrap_or_default().to_owned()
}

fn article(what: &str) -> String {
    if what.starts_with("an ") || what.starts_with("a ") {
        return what.to_owned();
    }
    let is_vowel = what.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {what}", if is_vowel { "an" } else { "a" })
}

/// Reads one value; its functions return `None` if it is not JSON, or too large.
struct Scanner<'b, 't> {
    builder: &'b mut Builder<'t>,
    cursor: Cursor<'t>,
}

impl<'t> Scanner<'_, 't> {
    fn whole(&mut self) -> Option<()> {
        self.value(0)?;
        self.cursor.end()
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        let first = self.cursor.peek()?;
        let start = self.cursor.at();
        let content = match first {
            b'{' => return self.map(depth + 1),
            b'[' => return self.list(depth + 1),
            b'"' => Content::Scalar(self.string()?),
            b'n' => self.cursor.word("null").map(|_| Content::Nothing)?,
            b't' => Content::Scalar(Cow::Borrowed(self.cursor.word("true")?)),
            b'f' => Content::Scalar(Cow::Borrowed(self.cursor.word("false")?)),
            _ => Content::Scalar(Cow::Borrowed(self.cursor.number()?)),
        };
        self.add(content, start, depth).map(drop)
    }

    fn list(&mut self, depth: usize) -> Option<()> {
        let row = self.begin(Content::List, b'[', depth)?;
        if self.cursor.sign(b']').is_none() {
            self.value(depth)?;
            while self.cursor.sign(b',').is_some() {
                self.value(depth)?;
            }
            self.cursor.sign(b']')?;
        }
        self.builder.end(row, self.cursor.at());
        Some(())
    }

    fn map(&mut self, depth: usize) -> Option<()> {
        let row = self.begin(Content::Map, b'{', depth)?;
        if self.cursor.sign(b'}').is_none() {
            self.entry(depth)?;
            while self.cursor.sign(b',').is_some() {
                self.entry(depth)?;
            }
            self.cursor.sign(b'}')?;
        }
        self.builder.end_map(row, self.cursor.at());
        Some(())
    }

    fn entry(&mut self, depth: usize) -> Option<()> {
        self.cursor.peek()?;
        let start = self.cursor.at();
        let key = self.string()?;
        self.add(Content::Scalar(key), start, depth)?;
        self.cursor.sign(b':')?;
        self.value(depth)
    }

    /// Adds what began at a byte and ends here, and returns its index in the row.
    fn add(&mut self, content: Content<'t>, start: usize, depth: usize) -> Option<usize> {
        let span = self.builder.place(start, self.cursor.at());
        self.builder.add(content, span, depth)
    }

    /// Adds the list or map whose opening bracket is here.
    fn begin(&mut self, content: Content<'t>, bracket: u8, depth: usize) -> Option<usize> {
        let start = self.cursor.at();
        self.cursor.sign(bracket)?;
        self.add(content, start, depth)
    }

    fn string(&mut self) -> Option<Cow<'t, str>> {
        if let Some(text) = self.cursor.plain_string() {
            return Some(Cow::Borrowed(text));
        }
        let start = self.cursor.at();
        match serde_json::from_str(self.cursor.quoted_string()?) {
            Ok(text) => Some(Cow::Owned(text)),
            Err(error) => {
                let message = format!("this is no JSON: {}", without_place(&error));
                let span = self.builder.span_at(start);
                self.builder.diagnostics.push(Diagnostic::new(Code::UseSyntax, message).at(span, ""));
                None
            }
        }
    }
}
