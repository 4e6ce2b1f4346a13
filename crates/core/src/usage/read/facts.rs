//! What a use says about concepts, modules and questions: `purpose: [medical.advice]`, `safeguard: {consent: unknown}`.

use std::borrow::Cow;

use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::quote::quoted;
use crate::usage::tree::{Entry, Tree, Value};
use crate::usage::{Fact, Said};

use super::answer::answer;
use super::names::{FoundConcept, full};
use super::reading::{Reading, Unknown};
use super::stated::{Kept, Stated};

/// One statement as it is written.
#[derive(Clone, Copy)]
struct Statement<'a> {
    facet: &'a str,
    name: &'a str,
    name_span: Span,
    said: Said,
    place: Span,
}

/// The place of a name inside its quotes, if any; `None` if it has escapes.
fn inside(span: Span, name: &str) -> Option<Span> {
    let length = u32::try_from(name.len()).ok()?;
    match (span.end - span.start).checked_sub(length)? {
        0 => Some(span),
        2 => Some(Span { start: span.start + 1, end: span.end - 1, ..span }),
        _ => None,
    }
}

impl Reading<'_> {
    /// `facet: …`
    pub(super) fn facet(&mut self, facet: &str, entry: Entry, stated: &mut Stated) {
        let value = entry.value;
        match value.value() {
            Value::Nothing => self.left_blank(facet, entry.key_span),
            Value::Scalar(word) if answer(word).is_some() => self.bare_answer(facet, word, value.span()),
            Value::Scalar(name) => self.holds(facet, name, value.span(), stated),
            Value::List(items) => items.for_each(|item| self.item(facet, item, stated)),
            Value::Map(entries) => entries.for_each(|entry| self.answered(facet, "", entry, stated)),
        }
    }

    /// Whether nothing of the facet holds or nobody has filled it in, nobody can tell.
    fn left_blank(&mut self, facet: &str, span: Span) {
        self.blank(facet, span, format!("name what holds, write `{facet}: []` if nothing does, or take the line out"));
    }

    /// A key with nothing behind it.
    pub(super) fn blank(&mut self, key: &str, span: Span, help: impl Into<String>) {
        self.report(Diagnostic::new(Code::NameWanted, format!("`{key}` is left blank")).at(span, "").help(help));
    }

    fn bare_answer(&mut self, facet: &str, word: &str, span: Span) {
        let message = format!("{} does not say of what in `{facet}` it is said", quoted(word));
        let help = match answer(word) {
            _ if word == "NO" => "write `[NO]` for Norway".to_owned(),
            Some(Said::Unknown) => {
                format!("name the concepts, `{facet}: {{…: unknown}}`, or presume nothing of the facet: `open: [{facet}]`")
            }
            _ => format!("name the concepts: `{facet}: {{…: {word}}}`"),
        };
        self.report(Diagnostic::new(Code::NameWanted, message).at(span, "").help(help));
    }

    /// One name in a list.
    fn item(&mut self, facet: &str, item: Tree, stated: &mut Stated) {
        match item.value() {
            Value::Scalar(word) if answer(word).is_some() && self.names.concept(&full(facet, word)).is_none() => {
                self.answer_in_list(facet, word, item.span());
            }
            Value::Scalar(name) => self.holds(facet, name, item.span(), stated),
            Value::Nothing => {
                let message = format!("a name is missing in the list of `{facet}`");
                self.wrong_kind(message, item.span(), "write a name, or take the item out");
            }
            Value::List(_) | Value::Map(_) => {
                let help = format!("write the names alone, or `{facet}: {{name: no}}` without a list");
                self.wrong_kind(format!("a list of `{facet}` holds names only"), item.span(), help);
            }
        }
    }

    fn answer_in_list(&mut self, facet: &str, word: &str, span: Span) {
        let message = format!("{} is an answer, and a list holds names", quoted(word));
        let diagnostic = Diagnostic::new(Code::NameWanted, message).at(span, "");
        let upper = word.to_uppercase();
        let help = match self.names.concept(&full(facet, &upper)) {
            Some(found) => {
                format!("write `{upper}` for {}; to say no of something, write a map: `{facet}: {{name: no}}`", found.concept.phrase())
            }
            None => format!("to say {word} of something, write a map: `{facet}: {{name: {word}}}`"),
        };
        self.report(diagnostic.help(help));
    }

    /// One `name: answer` of a map; a nested map continues the name (`safeguard.consent.prior = true` in TOML).
    fn answered(&mut self, facet: &str, prefix: &str, entry: Entry, stated: &mut Stated) {
        let name = if prefix.is_empty() { Cow::Borrowed(entry.key) } else { Cow::Owned(format!("{prefix}.{}", entry.key)) };
        let (span, code) = (entry.value.span(), Code::BadAnswer);
        match entry.value.value() {
            Value::Map(entries) if !entries.is_empty() => entries.for_each(|entry| self.answered(facet, &name, entry, stated)),
            Value::Scalar(word) => match answer(word) {
                Some(said) => {
                    let statement = Statement { facet, name: &name, name_span: entry.key_span, said, place: entry.span() };
                    self.state(statement, stated);
                }
                None => {
                    let message = format!("{} is neither yes, no nor unknown", quoted(word));
                    self.report(Diagnostic::new(code, message).at(span, "").help("write `yes`, `no` or `unknown`"));
                }
            },
            Value::Nothing => {
                let message = format!("it is not said whether {} holds", quoted(&name));
                self.report(
                    Diagnostic::new(code, message)
                        .at(entry.key_span, "")
                        .help("write `: yes`, `: no` or `: unknown` after it, or take it out"),
                );
            }
            Value::List(_) | Value::Map(_) => {
                let message = format!("{} is given a list or an empty map, and an answer is wanted", quoted(&name));
                self.report(Diagnostic::new(code, message).at(span, "").help("write `yes`, `no` or `unknown`"));
            }
        }
    }

    /// A name alone or in a list.
    fn holds(&mut self, facet: &str, name: &str, span: Span, stated: &mut Stated) {
        self.state(Statement { facet, name, name_span: span, said: Said::Holds, place: span }, stated);
    }

    fn state(&mut self, statement: Statement, stated: &mut Stated) {
        let Statement { facet, name, name_span, said, place } = statement;
        // Licenses define these, not the vocabulary.
        if ["module", "question"].contains(&facet) {
            return self.state_local(statement, stated);
        }
        let full = full(facet, name);
        match self.names.concept(&full) {
            Some(found) if found.concept.is_abstract() => self.report_abstract(name, &found.members(), name_span),
            Some(found) => {
                let present = found.concept.name();
                let renamed = (present != full).then(|| present.to_owned());
                self.keep(Kept { fact: Fact { name: full, said, place: Some(place) }, renamed, is_derived: false }, stated);
            }
            None => self.state_subdivision(statement, stated),
        }
    }

    /// `US-CA`, which counts for its country; any other name is unknown.
    fn state_subdivision(&mut self, statement: Statement, stated: &mut Stated) {
        let Statement { facet, name, said, place, .. } = statement;
        match self.names.country_of(facet, name) {
            Some((country, is_known)) if is_known || self.unknown == Unknown::Warning => {
                if !is_known {
                    self.report_unknown(statement);
                }
                // That a subdivision is not involved says nothing about the rest of the country.
                if said != Said::Fails {
                    let fact = Fact { name: full(facet, country), said, place: Some(place) };
                    self.keep(Kept { fact, renamed: None, is_derived: true }, stated);
                }
            }
            _ => {
                self.report_unknown(statement);
                if self.unknown == Unknown::Warning && self.names.concept(name).is_none() {
                    self.keep(Kept::plain(Fact { name: full(facet, name), said, place: Some(place) }), stated);
                }
            }
        }
    }

    /// A module or question of a license.
    fn state_local(&mut self, statement: Statement, stated: &mut Stated) {
        let Statement { facet, name, name_span, said, place } = statement;
        let is_name = !name.is_empty() && name.chars().all(|sign| sign.is_alphanumeric() || "-._".contains(sign));
        if is_name {
            return self.keep(Kept::plain(Fact { name: full(facet, name), said, place: Some(place) }), stated);
        }
        let diagnostic = Diagnostic::new(Code::UnknownName, format!("{} is no name of a {facet}", quoted(name))).at(name_span, "");
        self.report(diagnostic.help(format!("write the {facet}'s id, in lower case with hyphens")));
    }

    fn keep(&mut self, kept: Kept, stated: &mut Stated) {
        let Err((fact, before)) = stated.add(kept) else { return };
        let message = format!("two different things are said of {}", quoted(&fact.name));
        let mut diagnostic = Diagnostic::new(Code::ContradictoryStatements, message);
        if let Some(place) = fact.place {
            diagnostic = diagnostic.at(place, "here one thing");
        }
        if let Some(before) = before {
            diagnostic = diagnostic.and(before, "here another");
        }
        self.report(diagnostic.help("keep the one that is true"));
    }

    fn report_abstract(&mut self, name: &str, members: &[&str], span: Span) {
        let message = format!("{} is a group, and no use has it by itself", quoted(name));
        let near: Vec<String> = members.iter().take(3).map(|member| format!("`{member}`")).collect();
        let help = format!("name what is really meant, such as {}", near.join(", "));
        self.report(Diagnostic::new(Code::AbstractConcept, message).at(span, "").help(help));
    }

    fn report_unknown(&mut self, statement: Statement) {
        let Statement { facet, name, name_span, .. } = statement;
        if let Some(found) = self.names.concept(name) {
            return self.report_misplaced(statement, found);
        }
        let (code, message) = match self.unknown {
            Unknown::Warning => (Code::UnfamiliarName, format!("no policy at hand knows {} of `{facet}`", quoted(name))),
            Unknown::Error => (Code::UnknownName, format!("`{facet}` has no {}", quoted(name))),
        };
        let diagnostic = Diagnostic::new(code, message).at(name_span, "");
        let upper = name.to_ascii_uppercase();
        let near = match self.names.country_of(facet, &upper) {
            Some((_, true)) if self.diagnostics.wants_near_names() => vec![upper.as_str()],
            _ => self.near_concept(facet, name),
        };
        self.report(match (self.home_of(name), near.first()) {
            (Some((home, bare)), None) => diagnostic.help(format!("`{bare}` is a concept of `{home}`: write it there")),
            (Some((home, bare)), Some(near)) => diagnostic.help(format!("did you mean `{near}`, or `{bare}` under `{home}`?")),
            (None, _) => diagnostic.nearest(&near, &format!("`railc vocab {facet}` lists what there is")),
        });
    }

    /// A name that is written with its facet.
    fn report_misplaced(&mut self, statement: Statement, found: FoundConcept) {
        let Statement { facet, name, name_span, .. } = statement;
        let (home, bare) = found.concept.name().split_once('.').unwrap_or((facet, name));
        let diagnostic = Diagnostic::new(Code::UnknownName, format!("{} is written with its facet", quoted(name))).at(name_span, "");
        self.report(match home == facet {
            true => {
                let diagnostic = diagnostic.help(format!("write `{bare}`"));
                match inside(name_span, name) {
                    Some(inner) => diagnostic.fix(inner, bare),
                    None => diagnostic,
                }
            }
            false => diagnostic.help(format!("write `{bare}` under `{home}`, not under `{facet}`")),
        });
    }
}
