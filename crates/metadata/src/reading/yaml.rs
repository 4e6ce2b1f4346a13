//! YAML as a walk: one call for each value, with the keys that lead to it. Only this file uses the YAML parser.
//!
//! No tree is built. Aliases are never expanded: one that stands for a plain value gives that value, any other gives none.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Marker, Parser, ScalarStyle, ScanError, Span, Tag, options};

use railc_core::diagnostic::Code;

use crate::described::{Place, Problem};

/// The most lists and maps inside each other.
const DEEPEST: usize = 64;
/// The most anchors that are kept for aliases.
const MOST_ANCHORS: usize = 1_000;

/// One step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step<'t> {
    /// Into a map.
    Key(Cow<'t, str>),
    /// Into a list, from 0.
    Item(usize),
}

/// A value on the walk; lists and maps come before what is in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'t> {
    /// Words.
    Text(Cow<'t, str>),
    /// A number, a truth value or something tagged, as it is written.
    Other(Cow<'t, str>),
    /// Nothing, `null` or `~`.
    Nothing,
    /// A list.
    List,
    /// A map.
    Map,
}

/// A value with its place, and that of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<'t> {
    pub value: Value<'t>,
    pub place: Place,
    pub key: Place,
}

/// Where a piece of YAML begins in its file.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Origin {
    /// The lines before it.
    pub lines: usize,
    /// The bytes before it.
    pub bytes: usize,
}

impl Origin {
    /// The origin of the rest of a text.
    pub(crate) fn of(text: &str, start: usize) -> Origin {
        let before = text.as_bytes().get(..start).unwrap_or_default();
        Origin { lines: before.iter().filter(|byte| **byte == b'\n').count(), bytes: start }
    }

    /// The place of bytes of the piece, at a marker of its parser.
    fn place(self, marker: &Marker, bytes: Range<usize>) -> Place {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Place::Text {
            line: number(self.lines + marker.line()),
            column: number(marker.col() + 1),
            bytes: number(self.bytes + bytes.start)..number(self.bytes + bytes.end),
        }
    }
}

/// Walks the first document of a text.
pub(crate) fn walk<'t>(text: &'t str, origin: Origin, each: &mut impl FnMut(&[Step<'t>], Found<'t>)) -> Result<(), Problem> {
    let options = options! { emit_comments: false, emit_unresolved_aliases: true, simple_key_max_lookahead: 65_536 };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut walk = Walk { origin, path: Vec::new(), open: Vec::new(), anchors: Vec::new(), key: Place::Header };
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| walk.broken(&error))?;
        if event == Event::DocumentEnd {
            break;
        }
        walk.take(event, &span, each)?;
    }
    Ok(())
}

/// What comes next in a list or map that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Item(usize),
    Key,
    Value,
}

struct Walk<'t> {
    origin: Origin,
    /// The steps to the last value: one for each open list or map that has begun.
    path: Vec<Step<'t>>,
    open: Vec<Next>,
    /// Plain values that have an anchor.
    anchors: Vec<(usize, Value<'t>)>,
    /// The place of the last key.
    key: Place,
}

impl<'t> Walk<'t> {
    fn take(&mut self, event: Event<'t>, span: &Span, each: &mut impl FnMut(&[Step<'t>], Found<'t>)) -> Result<(), Problem> {
        let value = match event {
            Event::Scalar(text, style, anchor, tag) => self.scalar(scalar(text, style, tag.as_deref()), anchor),
            Event::Alias(anchor) => self.alias(anchor),
            Event::UnresolvedAlias(name) => return Err(self.unknown_alias(&name, span)),
            Event::SequenceStart(..) => Value::List,
            Event::MappingStart(..) => Value::Map,
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
                self.path.truncate(self.open.len());
                return Ok(());
            }
            _ => return Ok(()),
        };
        let place = self.place(span);
        let Some(value) = self.step(value, &place)? else { return Ok(()) };
        let next = match value {
            Value::List => Some(Next::Item(0)),
            Value::Map => Some(Next::Key),
            Value::Text(_) | Value::Other(_) | Value::Nothing => None,
        };
        each(&self.path, Found { value, place: place.clone(), key: self.key.clone() });
        self.open.extend(next);
        if self.open.len() > DEEPEST {
            let message = format!("more than {DEEPEST} lists and maps stand inside each other");
            return Err(Problem::new(Code::MetadataTooLarge, message, "nothing that deep is read; take it out").at(&place, ""));
        }
        Ok(())
    }

    /// Steps to a value in the list or map around it. A key is no value: it is the next step.
    fn step(&mut self, value: Value<'t>, place: &Place) -> Result<Option<Value<'t>>, Problem> {
        let depth = self.open.len().saturating_sub(1);
        let Some(next) = self.open.last_mut() else { return Ok(Some(value)) };
        let (step, then) = match *next {
            Next::Item(at) => (Some(Step::Item(at)), Next::Item(at + 1)),
            Next::Key => (None, Next::Value),
            Next::Value => (None, Next::Key),
        };
        let is_key = std::mem::replace(next, then) == Next::Key;
        if let Some(step) = step {
            self.path.truncate(depth);
            self.path.push(step);
        }
        if !is_key {
            return Ok(Some(value));
        }
        let key = match value {
            Value::Text(key) | Value::Other(key) => key,
            Value::Nothing => "".into(),
            Value::List | Value::Map => {
                let help = "write a name as the key; put a text that begins with a bracket or brace in quotes";
                return Err(Problem::new(Code::BrokenMetadata, "a key that is a list or a map", help).at(place, ""));
            }
        };
        self.path.truncate(depth);
        self.path.push(Step::Key(key));
        self.key = place.clone();
        Ok(None)
    }

    /// Keeps a plain value that has an anchor.
    fn scalar(&mut self, value: Value<'t>, anchor: usize) -> Value<'t> {
        if anchor > 0 && self.anchors.len() < MOST_ANCHORS {
            self.anchors.push((anchor, value.clone()));
        }
        value
    }

    fn alias(&self, anchor: usize) -> Value<'t> {
        let known = self.anchors.iter().find(|(known, _)| *known == anchor);
        known.map_or(Value::Other("*".into()), |(_, value)| value.clone())
    }

    fn unknown_alias(&self, name: &str, span: &Span) -> Problem {
        let message = format!("the alias `*{name}` stands for nothing");
        Problem::new(Code::BrokenMetadata, message, "write the value out, or put it in quotes").at(&self.place(span), "")
    }

    fn place(&self, span: &Span) -> Place {
        self.origin.place(&span.start, span.byte_range().unwrap_or(0..0))
    }

    fn broken(&self, error: &ScanError) -> Problem {
        let at = error.marker().byte_offset().unwrap_or(0);
        let (message, help) = trouble(error.kind());
        Problem::new(Code::BrokenMetadata, message, help).at(&self.origin.place(error.marker(), at..at), "")
    }
}

/// A plain value: words, or what YAML takes for something else.
fn scalar<'t>(text: Cow<'t, str>, style: ScalarStyle, tag: Option<&Tag>) -> Value<'t> {
    match tag {
        Some(tag) if tag.core_suffix() == Some("str") => Value::Text(text),
        Some(_) => Value::Other(text),
        None if style != ScalarStyle::Plain => Value::Text(text),
        None if matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL") => Value::Nothing,
        None if is_no_text(&text) => Value::Other(text),
        None => Value::Text(text),
    }
}

/// Whether the common reader of YAML 1.1 takes a plain value for a truth value, a number or a date.
fn is_no_text(text: &str) -> bool {
    const TRUTHS: [&str; 6] = ["yes", "no", "true", "false", "on", "off"];
    let first = text.bytes().next().unwrap_or_default();
    let is_number = || {
        let digits = text.replace('_', "");
        digits.parse::<f64>().is_ok() || digits.starts_with("0x") || digits.starts_with("0o")
    };
    let is_date = || matches!(text.as_bytes(), [a, b, c, d, b'-', rest @ ..] if [a, b, c, d].iter().all(|sign| sign.is_ascii_digit()) && rest.len() == 5);
    match first {
        b'0'..=b'9' | b'-' | b'+' | b'.' => is_number() || is_date(),
        _ => text.len() <= 5 && TRUTHS.iter().any(|truth| text.eq_ignore_ascii_case(truth)),
    }
}

/// What is wrong, and what to do, in the words of people who write YAML by hand.
fn trouble(kind: &ErrorKind) -> (String, &'static str) {
    use ErrorKind::*;
    const QUOTE: &str = "put a text that holds `: `, ` #`, quotes or brackets in double quotes";
    const INDENT: &str = "indent the keys alike, and what belongs to a key deeper than the key";
    let (message, help) = match kind {
        TabNotAllowed | TabInBlockIndentation | TabInIndentation | TabAtBlockScalarStart | TabInPlainScalar => {
            ("a tab, where YAML allows only spaces", "indent with spaces")
        }
        UnclosedQuotedScalar | DocumentIndicatorInQuotedScalar => ("a quote that is never closed", "close the quote"),
        UnclosedFlowCollection { open } => return (format!("`{open}` is never closed"), "close the bracket"),
        MismatchedFlowCollectionEnd { open, close } => {
            return (format!("`{open}` is closed by `{close}`"), "close the bracket with its like");
        }
        MappingValueNotAllowed => ("a `:` that can't stand here", QUOTE),
        SimpleKeyExpected | InvalidSimpleKey => ("a key without its `:`", "write `key: value`"),
        InvalidIndentation | ExpectedBlockMappingKey | ExpectedBlockSequenceEntry => {
            ("a line that does not fit the lines above it", INDENT)
        }
        RecursionLimitExceeded => ("too many lists and maps stand inside each other", "nothing that deep is read; take it out"),
        other => return (format!("this is no YAML: {other}"), QUOTE),
    };
    (message.to_owned(), help)
}
