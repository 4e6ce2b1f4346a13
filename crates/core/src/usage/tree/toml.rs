//! TOML into a tree. Only this file uses the TOML parser.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, Error};

use super::builder::Builder;
use super::node::Content;
use crate::diagnostic::{Code, Diagnostic};

/// The most errors shown for one file.
const MOST_ERRORS: usize = 100;

/// Reads the document, unless it has an error.
pub(super) fn document<'t>(builder: &mut Builder<'t>) {
    let text = builder.text;
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors.iter().take(MOST_ERRORS) {
        let diagnostic = syntax_error(builder, error);
        let is_last = diagnostic.code == Code::UseTooLarge;
        builder.diagnostics.push(diagnostic);
        if is_last {
            break;
        }
    }
    let table = table.into_inner();
    if !errors.is_empty() || table.is_empty() {
        return;
    }
    let span = builder.span(0, text.len());
    match builder.add(Content::Map, span, 0).and_then(|row| entries(builder, table, 1).map(|()| row)) {
        Some(row) => builder.end(row, text.len()),
        None => builder.nodes.clear(),
    }
}

fn syntax_error(builder: &Builder, error: &Error) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let span = if range.is_empty() { builder.span_at(range.start) } else { builder.span(range.start, range.end) };
    let told = error.message().lines().next().unwrap_or_default().to_lowercase();
    let diagnostic = if told.contains("duplicate key") {
        Diagnostic::new(Code::DuplicateKey, "a key that stands twice").help("join the two into one")
    } else if told.contains("recurs") {
        Diagnostic::new(Code::UseTooLarge, "lists and maps are nested too deep")
    } else {
        Diagnostic::new(Code::UseSyntax, format!("this is no TOML: {told}"))
    };
    diagnostic.at(span, "")
}

/// The keys and values of a table, in the order of the text; `None` if the file is too large.
fn entries<'t>(builder: &mut Builder<'t>, table: DeTable<'t>, depth: usize) -> Option<()> {
    let mut entries: Vec<(Spanned<DeString<'t>>, Spanned<DeValue<'t>>)> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let span = builder.span(key.span().start, key.span().end);
        builder.add(Content::Scalar(key.into_inner()), span, depth)?;
        node(builder, value, depth)?;
    }
    Some(())
}

fn node<'t>(builder: &mut Builder<'t>, value: Spanned<DeValue<'t>>, depth: usize) -> Option<()> {
    let range = value.span();
    let span = builder.span(range.start, range.end);
    match value.into_inner() {
        DeValue::Array(items) => {
            let row = builder.add(Content::List, span, depth)?;
            items.into_iter().try_for_each(|item| node(builder, item, depth + 1))?;
            builder.end(row, range.end);
        }
        DeValue::Table(table) => {
            let row = builder.add(Content::Map, span, depth)?;
            entries(builder, table, depth + 1)?;
            builder.end(row, range.end);
        }
        DeValue::String(text) => drop(builder.add(Content::Scalar(text), span, depth)?),
        // Digits are kept as they are written, since nothing is rounded.
        DeValue::Boolean(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
            let text = builder.text.get(range).unwrap_or_default();
            builder.add(Content::Scalar(Cow::Borrowed(text)), span, depth)?;
        }
    }
    Some(())
}
