//! `open`, `closed` and `presume: nothing`: what a use wants presumed.

use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::quote::quoted;
use crate::usage::tree::{Entry, Value};

use super::{Draft, Reader};

impl Reader<'_> {
    /// The facets that `open` or `closed` lists.
    pub(super) fn facets(&mut self, entry: &Entry) -> Vec<(String, Span)> {
        let key = entry.key.as_ref();
        let items = match &entry.value.value {
            Value::Nothing => return Vec::new(),
            Value::Scalar(_) => std::slice::from_ref(&entry.value),
            Value::List(items) => items.as_slice(),
            Value::Map(_) => {
                self.wrong_kind(format!("`{key}` holds a list of facets"), entry.value.span, format!("write `{key}: [sector]`"));
                return Vec::new();
            }
        };
        let mut facets: Vec<(String, Span)> = Vec::new();
        for item in items {
            let Value::Scalar(name) = &item.value else {
                self.wrong_kind(format!("`{key}` lists facets by their names"), item.span, format!("write `{key}: [sector]`"));
                continue;
            };
            if !self.names.is_facet(name) {
                let near = self.names.near_facet(name);
                let near: Vec<&str> = near.iter().map(String::as_str).collect();
                let diagnostic = Diagnostic::new(Code::UnknownName, format!("there is no facet {}", quoted(name))).at(item.span, "");
                self.report(diagnostic.nearest(&near, "`railc vocab` lists the facets"));
            } else if !facets.iter().any(|(listed, _)| listed == name) {
                facets.push((name.clone().into_owned(), item.span));
            }
        }
        facets
    }

    /// Where `presume: nothing` stands.
    pub(super) fn presume(&mut self, entry: &Entry) -> Option<Span> {
        match &entry.value.value {
            Value::Nothing => None,
            Value::Scalar(word) if word == "nothing" => Some(entry.span()),
            Value::Scalar(_) | Value::List(_) | Value::Map(_) => {
                let help = "write `presume: nothing`, or leave it out for the usual presumptions";
                self.wrong_kind("`presume` can only be `nothing`", entry.value.span, help);
                None
            }
        }
    }

    /// Checks the three against each other, and keeps them.
    pub(super) fn presumptions(&mut self, draft: &mut Draft) {
        for (facet, span) in &draft.closed {
            if let Some((_, open)) = draft.open.iter().find(|(open, _)| open == facet) {
                let diagnostic = Diagnostic::new(Code::ContradictoryPresumptions, format!("`{facet}` is both open and closed"));
                self.report(diagnostic.at(*span, "closed here").and(*open, "open here").help("take it out of one of the two"));
            }
        }
        for (key, facets) in [("open", &draft.open), ("closed", &draft.closed)] {
            if let (Some(nothing), Some((_, first))) = (draft.presume_nothing, facets.first()) {
                let diagnostic =
                    Diagnostic::new(Code::ContradictoryPresumptions, format!("`{key}` has no meaning beside `presume: nothing`"));
                self.report(
                    diagnostic.at(*first, "").and(nothing, "nothing is presumed at all").help(format!("take `{key}` or `presume` out")),
                );
            }
        }
        let names = |facets: &mut Vec<(String, Span)>| std::mem::take(facets).into_iter().map(|(name, _)| name).collect();
        draft.described.open = names(&mut draft.open);
        draft.described.closed = names(&mut draft.closed);
        draft.described.presume_nothing = draft.presume_nothing.is_some();
    }
}
