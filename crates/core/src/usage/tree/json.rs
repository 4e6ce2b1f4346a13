//! JSON, and JSON line by line. The text is checked to be JSON first, then read as the YAML that all JSON is.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::{Node, Writing, yaml};
use crate::diagnostic::{Code, Diagnostic};

/// Broken lines after which the rest of a file is not looked at.
const MOST_BROKEN: usize = 100;

/// The values of the text: one, or one on each line.
pub(super) fn documents<'t>(writing: &mut Writing<'t>) -> Vec<Node<'t>> {
    let text = writing.text;
    let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let mut documents = Vec::new();
    let mut broken = 0;
    for piece in pieces(text, start) {
        if is_json(writing, piece.clone()) {
            documents.extend(yaml::documents(writing, piece));
        } else {
            broken += 1;
        }
        if broken == MOST_BROKEN || writing.is_full() {
            break;
        }
    }
    documents
}

/// The whole text, or each of its lines where the first one is a whole object and is not the last.
fn pieces(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if !line.trim().is_empty() {
            lines.push(at..at + line.len());
        }
        at += line.len();
    }
    let line = |at: usize| lines.get(at).and_then(|line: &Range<usize>| text.get(line.clone())).unwrap_or_default();
    let is_by_line = line(0).trim_start().starts_with('{') && (is_object(line(0)) || is_object(line(1)));
    if lines.len() > 1 && is_by_line { lines } else { lines.first().map(|first| first.start..text.len()).into_iter().collect() }
}

fn is_object(line: &str) -> bool {
    line.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(line).is_ok()
}

fn is_json(writing: &mut Writing, piece: Range<usize>) -> bool {
    let text = writing.text.get(piece.clone()).unwrap_or_default();
    let Err(error) = serde_json::from_str::<IgnoredAny>(text) else { return true };
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let span = writing.span_at(piece.start + line_start + error.column().saturating_sub(1));
    let told = error.to_string();
    let told = told.split(" at line ").next().unwrap_or_default();
    let before = text.get(..(span.start as usize).saturating_sub(piece.start)).unwrap_or_default().trim_end();
    let is_at_bracket = writing.text.get(span.start as usize..).is_some_and(|rest| rest.starts_with(']'));
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
    writing.report(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    false
}

fn article(what: &str) -> String {
    if what.starts_with("an ") || what.starts_with("a ") {
        return what.to_owned();
    }
    let is_vowel = what.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {what}", if is_vowel { "an" } else { "a" })
}
