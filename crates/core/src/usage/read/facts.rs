//! What a use says of concepts, modules and questions: `purpose: [medical.advice]`, `safeguard: {consent: unknown}`.

use std::collections::HashMap;

use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::quote::quoted;
use crate::usage::tree::{Entry, Node, Value};
use crate::usage::{Fact, Said};

use super::{Draft, Reader, Unknown};

/// `yes`, `no`, `true`, `false` or `unknown`, in any case.
pub(super) fn answer(text: &str) -> Option<Said> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match () {
        () if is("yes") || is("true") => Some(Said::Holds),
        () if is("no") || is("false") => Some(Said::Fails),
        () if is("unknown") => Some(Said::Unknown),
        () => None,
    }
}

/// The statements of one use, in the order in which they are made, each concept once.
#[derive(Default)]
pub(super) struct Stated {
    facts: Vec<Statement>,
    /// By the concept's present name.
    by_name: HashMap<String, usize>,
}

#[derive(Clone)]
struct Statement {
    fact: Fact,
    /// Follows from what is said of a subdivision.
    is_derived: bool,
}

impl Stated {
    pub fn facts(self) -> Vec<Fact> {
        self.facts.into_iter().map(|statement| statement.fact).collect()
    }

    /// Takes a statement in; `Err` is where the opposite was said before.
    fn add(&mut self, present: &str, fact: Fact, is_derived: bool) -> Result<(), Option<Span>> {
        let Some(before) = self.by_name.get(present).and_then(|at| self.facts.get_mut(*at)) else {
            self.by_name.insert(present.to_owned(), self.facts.len());
            self.facts.push(Statement { fact, is_derived });
            return Ok(());
        };
        let new = Statement { fact, is_derived };
        if before.fact.said == new.fact.said {
            before.is_derived &= is_derived;
            return Ok(());
        }
        let (stated, derived) = match (before.is_derived, is_derived) {
            (false, false) => return Err(before.fact.place),
            (false, true) => (before.clone(), new),
            (true, false) => (new, before.clone()),
            // One subdivision has it, of another it is not known: the country has it.
            (true, true) if before.fact.said == Said::Holds => return Ok(()),
            (true, true) => (before.clone(), new),
        };
        match (stated.fact.said, derived.fact.said) {
            (Said::Fails, Said::Holds) => Err(before.fact.place),
            (Said::Unknown, Said::Holds) => {
                *before = derived;
                Ok(())
            }
            _ => {
                *before = stated;
                Ok(())
            }
        }
    }
}

/// The place of a name inside its quotes, if it has any; `None` where it is written with escapes.
fn inside(span: Span, name: &str) -> Option<Span> {
    let length = u32::try_from(name.len()).ok()?;
    match (span.end - span.start).checked_sub(length)? {
        0 => Some(span),
        2 => Some(Span { start: span.start + 1, end: span.end - 1, ..span }),
        _ => None,
    }
}

impl Reader<'_> {
    /// `facet: …`
    pub(super) fn facet(&mut self, facet: &str, entry: &Entry, draft: &mut Draft) {
        match &entry.value.value {
            Value::Nothing => {}
            Value::Scalar(word) if answer(word).is_some() => self.bare_answer(facet, word, entry.value.span),
            Value::Scalar(name) => self.state(facet, name, entry.value.span, entry.value.span, Said::Holds, draft),
            Value::List(items) => items.iter().for_each(|item| self.item(facet, item, draft)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.answered(facet, "", entry, draft)),
        }
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
    fn item(&mut self, facet: &str, item: &Node, draft: &mut Draft) {
        match &item.value {
            Value::Scalar(word) if answer(word).is_some() && self.names.concept(&format!("{facet}.{word}")).is_none() => {
                self.answer_in_list(facet, word, item.span);
            }
            Value::Scalar(name) => self.state(facet, name, item.span, item.span, Said::Holds, draft),
            Value::Nothing => {
                self.wrong_kind(format!("a name is missing in the list of `{facet}`"), item.span, "write a name, or take the item out")
            }
            Value::List(_) | Value::Map(_) => {
                let help = format!("write the names alone, or `{facet}: {{name: no}}` without a list");
                self.wrong_kind(format!("a list of `{facet}` holds names only"), item.span, help);
            }
        }
    }

    fn answer_in_list(&mut self, facet: &str, word: &str, span: Span) {
        let message = format!("{} is an answer, and a list holds names", quoted(word));
        let diagnostic = Diagnostic::new(Code::NameWanted, message).at(span, "");
        let upper = word.to_uppercase();
        let help = match self.names.concept(&format!("{facet}.{upper}")) {
            Some(found) => {
                format!("write `{upper}` for {}; to say no of something, write a map: `{facet}: {{name: no}}`", found.concept().phrase())
            }
            None => format!("to say {word} of something, write a map: `{facet}: {{name: {word}}}`"),
        };
        self.report(diagnostic.help(help));
    }

    /// One `name: answer` of a map; a map again stands for names that go on (`safeguard.consent.prior = true` in TOML).
    fn answered(&mut self, facet: &str, prefix: &str, entry: &Entry, draft: &mut Draft) {
        let name = if prefix.is_empty() { entry.key.to_string() } else { format!("{prefix}.{}", entry.key) };
        let (span, code) = (entry.value.span, Code::BadAnswer);
        match &entry.value.value {
            Value::Map(entries) if !entries.is_empty() => entries.iter().for_each(|entry| self.answered(facet, &name, entry, draft)),
            Value::Scalar(word) => match answer(word) {
                Some(said) => self.state(facet, &name, entry.key_span, entry.span(), said, draft),
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

    /// Says something of a name; `span` is the name, `place` the whole statement.
    fn state(&mut self, facet: &str, name: &str, span: Span, place: Span, said: Said, draft: &mut Draft) {
        let full = format!("{facet}.{name}");
        if ["module", "question"].contains(&facet) {
            return self.state_local(facet, name, Fact { name: full, said, place: Some(place) }, span, draft);
        }
        if let Some(found) = self.names.concept(&full) {
            let concept = found.concept();
            if concept.is_abstract() {
                return self.report_abstract(name, &found.members(), span);
            }
            return self.add(concept.name(), Fact { name: full, said, place: Some(place) }, false, draft);
        }
        match self.names.country_of(facet, name) {
            Some((country, is_known)) if is_known || self.names.unknown == Unknown::Warning => {
                if !is_known {
                    self.report_unknown(facet, name, span);
                }
                // That a subdivision has no part in it says nothing of the rest of the country.
                if said != Said::Fails {
                    let name = format!("{facet}.{country}");
                    self.add(&name.clone(), Fact { name, said, place: Some(place) }, true, draft);
                }
            }
            _ => {
                self.report_unknown(facet, name, span);
                if self.names.unknown == Unknown::Warning && self.names.concept(name).is_none() {
                    self.add(&full.clone(), Fact { name: full, said, place: Some(place) }, false, draft);
                }
            }
        }
    }

    /// A license's own proposition, which no vocabulary lists.
    fn state_local(&mut self, facet: &str, name: &str, fact: Fact, span: Span, draft: &mut Draft) {
        let is_name = !name.is_empty() && name.chars().all(|sign| sign.is_alphanumeric() || "-._".contains(sign));
        if is_name {
            return self.add(&fact.name.clone(), fact, false, draft);
        }
        let message = format!("{} is no name of a {facet}", quoted(name));
        self.report(
            Diagnostic::new(Code::UnknownName, message).at(span, "").help(format!("write the {facet}'s id, in lower case with hyphens")),
        );
    }

    fn add(&mut self, present: &str, fact: Fact, is_derived: bool, draft: &mut Draft) {
        let (name, place) = (fact.name.clone(), fact.place);
        let Err(before) = draft.stated.add(present, fact, is_derived) else { return };
        let mut diagnostic = Diagnostic::new(Code::ContradictoryStatements, format!("two different things are said of {}", quoted(&name)));
        if let Some(place) = place {
            diagnostic = diagnostic.at(place, "here one thing");
        }
        if let Some(before) = before {
            diagnostic = diagnostic.and(before, "here another");
        }
        self.report(diagnostic.help("keep the one that is true"));
    }

    fn report_abstract(&mut self, name: &str, members: &[&str], span: Span) {
        let diagnostic =
            Diagnostic::new(Code::AbstractConcept, format!("{} is a group, and no use has it by itself", quoted(name))).at(span, "");
        let near: Vec<String> = members.iter().take(3).map(|member| format!("`{member}`")).collect();
        self.report(diagnostic.help(format!("name what is really meant, such as {}", near.join(", "))));
    }

    fn report_unknown(&mut self, facet: &str, name: &str, span: Span) {
        let is_warning = self.names.unknown == Unknown::Warning;
        if let Some(found) = self.names.concept(name) {
            let concept = &found.concept().name();
            let (home, bare) = concept.split_once('.').unwrap_or((facet, name));
            let diagnostic = Diagnostic::new(Code::UnknownName, format!("{} is written with its facet", quoted(name))).at(span, "");
            return self.report(match home == facet {
                true => {
                    let diagnostic = diagnostic.help(format!("write `{bare}`"));
                    match inside(span, name) {
                        Some(inner) => diagnostic.fix(inner, bare),
                        None => diagnostic,
                    }
                }
                false => diagnostic.help(format!("write `{bare}` under `{home}`, not under `{facet}`")),
            });
        }
        let code = if is_warning { Code::UnfamiliarName } else { Code::UnknownName };
        let near = self.names.near_concept(facet, name);
        let elsewhere = self.names.home_of(name);
        let message = match is_warning {
            true => format!("no policy at hand knows {} of `{facet}`", quoted(name)),
            false => format!("`{facet}` has no {}", quoted(name)),
        };
        let diagnostic = Diagnostic::new(code, message).at(span, "");
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        self.report(match (elsewhere, near.first()) {
            (Some((home, bare)), None) => diagnostic.help(format!("`{bare}` is a concept of `{home}`: write it there")),
            (Some((home, bare)), Some(near)) => diagnostic.help(format!("did you mean `{near}`, or `{bare}` under `{home}`?")),
            (None, _) => diagnostic.nearest(&near, &format!("`railc vocab {facet}` lists what there is")),
        });
    }
}
