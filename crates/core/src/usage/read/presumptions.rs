//! `open`, `closed` and `presume: nothing`: how a use changes what is presumed.

use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::quote::quoted;
use crate::usage::tree::{Entry, Tree, Value};

use super::reading::Reading;

/// How a use changes what is presumed, with places.
#[derive(Default)]
pub(super) struct Presumptions {
    pub open: Vec<(String, Span)>,
    pub closed: Vec<(String, Span)>,
    pub nothing: Option<Span>,
}

impl Reading<'_> {
    /// The facets that `open` or `closed` lists.
    pub(super) fn listed_facets(&mut self, entry: Entry) -> Vec<(String, Span)> {
        let mut facets = Vec::new();
        match entry.value.value() {
            Value::Nothing => {
                let key = entry.key;
                self.blank(key, entry.key_span, format!("list facets, such as `{key}: [sector]`, or take the line out"));
            }
            Value::Scalar(_) => self.list_facet(entry.key, entry.value, &mut facets),
            Value::List(items) => items.for_each(|item| self.list_facet(entry.key, item, &mut facets)),
            Value::Map(_) => {
                let key = entry.key;
                self.wrong_kind(format!("`{key}` holds a list of facets"), entry.value.span(), format!("write `{key}: [sector]`"));
            }
        }
        facets
    }

    fn list_facet(&mut self, key: &str, item: Tree, facets: &mut Vec<(String, Span)>) {
        let Value::Scalar(name) = item.value() else {
            return self.wrong_kind(format!("`{key}` lists facets by their names"), item.span(), format!("write `{key}: [sector]`"));
        };
        if !self.names.has_facet(name) {
            let diagnostic = Diagnostic::new(Code::UnknownName, format!("there is no facet {}", quoted(name))).at(item.span(), "");
            let near = self.near_facet(name);
            self.report(diagnostic.nearest(&near, "`railc vocab` lists the facets"));
        } else if !facets.iter().any(|(listed, _)| listed == name) {
            facets.push((name.to_owned(), item.span()));
        }
    }

    /// The place of `presume: nothing`.
    pub(super) fn presume(&mut self, entry: Entry) -> Option<Span> {
        match entry.value.value() {
            Value::Nothing => {
                self.blank(entry.key, entry.key_span, "write `presume: nothing`, or take the line out for the usual presumptions");
                None
            }
            Value::Scalar("nothing") => Some(entry.span()),
            Value::Scalar(_) | Value::List(_) | Value::Map(_) => {
                let help = "write `presume: nothing`, or leave it out for the usual presumptions";
                self.wrong_kind("`presume` can only be `nothing`", entry.value.span(), help);
                None
            }
        }
    }

    /// Checks the three against each other.
    pub(super) fn check_presumptions(&mut self, presumptions: &Presumptions) {
        let Presumptions { open, closed, nothing } = presumptions;
        for (facet, span) in closed {
            if let Some((_, open)) = open.iter().find(|(open, _)| open == facet) {
                let diagnostic = Diagnostic::new(Code::ContradictoryPresumptions, format!("`{facet}` is both open and closed"));
                self.report(diagnostic.at(*span, "closed here").and(*open, "open here").help("take it out of one of the two"));
            }
        }
        for (key, facets) in [("open", open), ("closed", closed)] {
            if let (Some(nothing), Some((_, first))) = (nothing, facets.first()) {
                let diagnostic =
                    Diagnostic::new(Code::ContradictoryPresumptions, format!("`{key}` has no meaning beside `presume: nothing`"));
                let diagnostic = diagnostic.at(*first, "").and(*nothing, "nothing is presumed at all");
                self.report(diagnostic.help(format!("take `{key}` or `presume` out")));
            }
        }
    }
}
