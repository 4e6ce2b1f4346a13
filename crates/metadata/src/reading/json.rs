//! JSON as a tree that borrows from its text, with the place of each value.
//!
//! The common library gives no places, and refuses the `NaN` and `Infinity` that Python writes into configurations; both are wanted here.

use std::borrow::Cow;
use std::ops::Range;

use railc_core::diagnostic::Code;

use super::lines::Lines;
use crate::described::{Place, Problem};

/// The most lists and maps inside each other.
const DEEPEST: usize = 128;
/// The most values: what a bill of materials of 300,000 components has.
const MOST: usize = 10_000_000;
/// The most repeated keys that are told.
const MOST_REPEATED: usize = 20;

/// A value and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Json<'t> {
    pub value: Value<'t>,
    pub bytes: Range<u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'t> {
    Text(Cow<'t, str>),
    /// A number or truth value, as it is written.
    Other(&'t str),
    Null,
    List(Vec<Json<'t>>),
    Map(Vec<(Cow<'t, str>, Json<'t>)>),
}

impl<'t> Json<'t> {
    /// The value under a key; of a key that stands twice, the last, as most readers take it.
    pub(crate) fn get(&self, key: &str) -> Option<&Json<'t>> {
        self.entries().iter().rev().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The value under a key that may have the prefix or address of a vocabulary: `sc:license`, `https://schema.org/license`, `software_packageUrl`.
    pub(crate) fn local(&self, key: &str) -> Option<(&str, &Json<'t>)> {
        let is_it = |known: &str| known.strip_suffix(key).is_some_and(|before| before.is_empty() || before.ends_with(['_', ':', '/', '#']));
        self.entries().iter().rev().find(|(known, _)| is_it(known)).map(|(known, value)| (known.as_ref(), value))
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Other(_) | Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The text under a key, unless it is blank.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text().filter(|text| !text.trim().is_empty())
    }

    pub(crate) fn entries(&self) -> &[(Cow<'t, str>, Json<'t>)] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Text(_) | Value::Other(_) | Value::Null | Value::List(_) => &[],
        }
    }

    /// The items of a list; none of anything else.
    pub(crate) fn items(&self) -> &[Json<'t>] {
        match &self.value {
            Value::List(items) => items,
            Value::Text(_) | Value::Other(_) | Value::Null | Value::Map(_) => &[],
        }
    }

    /// The items of a list with their numbers, or a value alone: what may be a list in one file is a single value in another.
    pub(crate) fn one_or_many(&self) -> impl Iterator<Item = (String, &Json<'t>)> {
        let one = (!matches!(self.value, Value::List(_) | Value::Null)).then(|| (String::new(), self));
        one.into_iter().chain(self.items().iter().enumerate().map(|(at, item)| (format!("[{at}]"), item)))
    }
}

/// A text that was read, and what is odd about it.
pub(crate) struct Parsed<'t> {
    pub root: Json<'t>,
    pub problems: Vec<Problem>,
    lines: Lines<'t>,
}

impl Parsed<'_> {
    pub(crate) fn place(&self, value: &Json) -> Place {
        self.lines.place(&value.bytes)
    }
}

/// Reads a text of at most 4 GiB.
pub(crate) fn parse(text: &str) -> Result<Parsed<'_>, Problem> {
    let lines = Lines::of(text);
    let mut parser = Parser { text, at: text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len(), count: 0, repeated: Vec::new() };
    let whole = parser.value(0).and_then(|root| match parser.peek() {
        None => Ok(root),
        Some(_) => Err(parser.broken("something follows the end of the JSON", "keep one value in the file")),
    });
    let root = whole.map_err(|Broken { code, message, help, at }| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Problem::new(code, message, help).at(&lines.place(&(at..at)), "")
    })?;
    let problem = |(key, again, first): &(String, Range<u32>, Range<u32>)| {
        let message = format!("the key `{key}` stands twice: one reader takes the first, another the last");
        let problem = Problem::new(Code::RepeatedStatement, message, "join the two into one");
        problem.at(&lines.place(again), "again here").at(&lines.place(first), "first here")
    };
    let problems = parser.repeated.iter().map(problem).collect();
    Ok(Parsed { root, problems, lines })
}

/// Why a text is no JSON, and where.
struct Broken {
    code: Code,
    message: String,
    help: &'static str,
    at: usize,
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    count: usize,
    /// Keys that stand twice in a map, with the values of both.
    repeated: Vec<(String, Range<u32>, Range<u32>)>,
}

impl<'t> Parser<'t> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).unwrap_or(rest.len());
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn broken(&self, message: impl Into<String>, help: &'static str) -> Broken {
        Broken { code: Code::BrokenMetadata, message: message.into(), help, at: self.at }
    }

    fn too_large(&self, message: String) -> Broken {
        Broken { code: Code::MetadataTooLarge, message, help: "take out what says nothing of licenses, or split the file", at: self.at }
    }

    fn value(&mut self, depth: usize) -> Result<Json<'t>, Broken> {
        self.count += 1;
        if depth > DEEPEST {
            return Err(self.too_large(format!("more than {DEEPEST} lists and maps stand inside each other")));
        }
        if self.count > MOST {
            return Err(self.too_large(format!("more than {MOST} values")));
        }
        let first = self.peek();
        let start = self.at;
        let value = match first {
            Some(b'"') => Value::Text(self.string()?),
            Some(b'[') => Value::List(self.list(depth)?),
            Some(b'{') => Value::Map(self.map(depth)?),
            Some(_) => self.word()?,
            None => return Err(self.broken("the JSON ends too early", "take the whole file; its end is missing")),
        };
        Ok(Json { value, bytes: offset(start)..offset(self.at) })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Json<'t>>, Broken> {
        self.at += 1;
        let mut items = Vec::new();
        if self.skip(b']') {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            if !self.skip(b',') {
                return if self.skip(b']') { Ok(items) } else { Err(self.broken("`,` or `]` is missing", "separate values by commas")) };
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Vec<(Cow<'t, str>, Json<'t>)>, Broken> {
        self.at += 1;
        let mut entries = Vec::new();
        if self.skip(b'}') {
            return Ok(entries);
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.broken("a key in double quotes is missing", "write `\"key\": value`, and no comma after the last"));
            }
            let key = self.string()?;
            if !self.skip(b':') {
                return Err(self.broken("`:` is missing after a key", "write `\"key\": value`"));
            }
            entries.push((key, self.value(depth + 1)?));
            if !self.skip(b',') {
                break;
            }
        }
        if !self.skip(b'}') {
            return Err(self.broken("`,` or `}` is missing", "separate entries by commas"));
        }
        self.note_repeated(&entries);
        Ok(entries)
    }

    fn note_repeated(&mut self, entries: &[(Cow<'t, str>, Json<'t>)]) {
        let mut sorted: Vec<&(Cow<str>, Json)> = entries.iter().collect();
        sorted.sort_by_key(|(key, value)| (key.as_ref(), value.bytes.start));
        for pair in sorted.windows(2) {
            if let [(first, one), (second, other)] = pair
                && first == second
                && self.repeated.len() < MOST_REPEATED
            {
                self.repeated.push((first.chars().take(60).collect(), other.bytes.clone(), one.bytes.clone()));
            }
        }
    }

    /// A number, a truth value, `null`, or what Python writes for numbers that are none.
    fn word(&mut self) -> Result<Value<'t>, Broken> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_of_word = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '+' | '.');
        let end = rest.find(|sign| !is_of_word(sign)).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        let is_number = word.trim_start_matches('-').starts_with(|first: char| first.is_ascii_digit());
        if !is_number && !matches!(word, "true" | "false" | "null" | "NaN" | "Infinity" | "-Infinity") {
            return Err(self.broken("no JSON value begins here", "put a text in double quotes"));
        }
        self.at += end;
        Ok(if word == "null" { Value::Null } else { Value::Other(word) })
    }

    /// A text in quotes; the escapes in it, if any, are those of JSON.
    fn string(&mut self) -> Result<Cow<'t, str>, Broken> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        let mut has_escapes = false;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escapes = true;
                    at += 2;
                }
                Some(_) => at += 1,
                None => return Err(self.broken("a quote that is never closed", "take the whole file; its end is missing")),
            }
        }
        self.at = at + 1;
        let inside = self.text.get(start + 1..at).unwrap_or_default();
        if !has_escapes {
            return Ok(Cow::Borrowed(inside));
        }
        let quoted = self.text.get(start..=at).unwrap_or_default();
        // Half of a pair of surrogates, or a line break: nothing that says anything of a license.
        Ok(Cow::Owned(serde_json::from_str(quoted).unwrap_or_else(|_| inside.to_owned())))
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        match parse(text) {
            Ok(parsed) => parsed.problems.first().map_or("none", |problem| problem.message()).to_owned(),
            Err(problem) => problem.message().to_owned(),
        }
    }

    #[test]
    fn values_keep_their_places() {
        let parsed = parse("\u{feff}{\"a\": [1, NaN, -Infinity, null, true],\n \"sc:b\": \"\\u00e9\\n\"}").unwrap();
        assert_eq!(parsed.root.get("a").unwrap().items().len(), 5);
        let (key, value) = parsed.root.local("b").unwrap();
        assert_eq!((key, value.text().unwrap()), ("sc:b", "é\n"));
        assert!(matches!(parsed.place(value), Place::Text { line: 2, column: 10, .. }));
    }

    #[test]
    fn what_is_no_json_is_told() {
        for (text, expected) in [
            ("", "the JSON ends too early"),
            ("[1", "`,` or `]` is missing"),
            ("[1,", "the JSON ends too early"),
            ("{\"a\" 1}", "`:` is missing after a key"),
            ("{\"a\": 1,}", "a key in double quotes is missing"),
            ("{\"a\": 1", "`,` or `}` is missing"),
            ("\"a", "a quote that is never closed"),
            ("\"a\\", "a quote that is never closed"),
            ("nul", "no JSON value begins here"),
            ("1 2", "something follows the end of the JSON"),
            ("{\"a\": 1, \"a\": 1}", "the key `a` stands twice: one reader takes the first, another the last"),
            ("{\"a\": \"\\ud800\"}", "none"),
        ] {
            assert_eq!(wrong(text), expected, "{text}");
        }
        assert!(wrong(&"[".repeat(200_000)).starts_with("more than 128 lists"));
    }
}
