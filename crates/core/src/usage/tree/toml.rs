//! TOML into a tree. The TOML parser is seen by this file alone.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::{Entry, Node, Value, Writing};
use crate::diagnostic::{Code, Diagnostic};

/// Errors of one file that are shown.
const MOST_ERRORS: usize = 100;

/// The document, unless it has an error in it.
pub(super) fn document<'t>(writing: &mut Writing<'t>) -> Option<Node<'t>> {
    let text = writing.text;
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors.iter().take(MOST_ERRORS) {
        report(writing, error);
        if writing.diagnostics.last().is_some_and(|last| last.code == Code::UseTooLarge) {
            break;
        }
    }
    if !errors.is_empty() {
        return None;
    }
    let span = writing.span(0, text.len());
    let value = map(writing, table.into_inner(), 1)?;
    let is_empty = matches!(&value, Value::Map(entries) if entries.is_empty());
    (!is_empty).then_some(Node { value, span })
}

fn report(writing: &mut Writing, error: &Error) {
    let range = error.span().unwrap_or(0..0);
    let span = if range.is_empty() { writing.span_at(range.start) } else { writing.span(range.start, range.end) };
    let told = error.message().lines().next().unwrap_or_default().to_lowercase();
    let diagnostic = if told.contains("duplicate key") {
        Diagnostic::new(Code::DuplicateKey, "a key that stands twice").help("join the two into one")
    } else if told.contains("recurs") {
        Diagnostic::new(Code::UseTooLarge, "lists and maps are nested too deep")
    } else {
        Diagnostic::new(Code::UseSyntax, format!("this is no TOML: {told}"))
    };
    writing.report(diagnostic.at(span, ""));
}

/// A table with its keys in the order of the text; `None` where the file is too large.
fn map<'t>(writing: &mut Writing<'t>, table: DeTable<'t>, depth: usize) -> Option<Value<'t>> {
    let mut entries = Vec::new();
    for (key, value) in table {
        let key_span = writing.span(key.span().start, key.span().end);
        entries.push(Entry { key: key.into_inner(), key_span, value: node(writing, value, depth)? });
    }
    entries.sort_by_key(|entry| entry.key_span.start);
    Some(Value::Map(entries))
}

fn node<'t>(writing: &mut Writing<'t>, value: Spanned<DeValue<'t>>, depth: usize) -> Option<Node<'t>> {
    let range = value.span();
    let span = writing.span(range.start, range.end);
    if !writing.admit(depth, span) {
        return None;
    }
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar(text),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(writing, item, depth + 1)).collect::<Option<_>>()?),
        DeValue::Table(table) => map(writing, table, depth + 1)?,
        // Digits are kept as they are written, since nothing is rounded.
        DeValue::Boolean(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
            Value::Scalar(Cow::Borrowed(writing.text.get(range).unwrap_or_default()))
        }
    };
    Some(Node { value, span })
}
