//! What a use says about scalars: `monthly-active-users: 120000`, `annual-revenue: {group: {usd: {max: 5}}}`, `per-license: …`.

use std::collections::BTreeMap;

use crate::base::{Bound, Comparison, Interval, Number, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::NumberFact;
use crate::usage::quote::quoted;
use crate::usage::tree::{Entries, Entry, Tree, Value};

use super::amount::{Flaw, amount};
use super::answer::answer;
use super::reading::{Reading, Unknown};

/// What is said about scalars in one place of a use, each scalar once.
#[derive(Default)]
pub(super) struct Numbers {
    pub facts: Vec<NumberFact>,
    /// Where each was stated, valid or not.
    places: BTreeMap<String, Span>,
}

fn is_bound(entry: &Entry) -> bool {
    ["min", "max"].contains(&entry.key)
}

fn holds_amount(value: Tree) -> bool {
    match value.value() {
        Value::Scalar(text) => amount(text, None).is_ok(),
        Value::Map(mut entries) => !entries.is_empty() && entries.all(|entry| is_bound(&entry)),
        Value::Nothing | Value::List(_) => false,
    }
}

impl Reading<'_> {
    /// Whether a key is a scalar or a prefix of one, or may be in a vocabulary that is not at hand.
    pub(super) fn is_number(&self, entry: Entry) -> bool {
        self.names.leads_to_scalar(entry.key) || (self.unknown == Unknown::Warning && holds_amount(entry.value))
    }

    /// A key that is a scalar, or a prefix of one.
    pub(super) fn number(&mut self, name: &str, entry: Entry, numbers: &mut Numbers) {
        let scalar = self.names.scalar(name);
        let is_familiar = scalar.is_some() || self.names.leads_to_scalar(name);
        if !is_familiar {
            let diagnostic = Diagnostic::new(Code::UnfamiliarName, format!("no policy at hand knows the number {}", quoted(name)));
            self.report(diagnostic.at(entry.key_span, "").help("compare it with `railc vocab`"));
        }
        if let Value::Map(entries) = entry.value.value() {
            let has_bounds = entries.clone().any(|entry| is_bound(&entry));
            let is_empty = entries.is_empty();
            entries.filter(|entry| !is_bound(entry)).for_each(|entry| self.number_below(name, scalar.is_some(), entry, numbers));
            if !has_bounds && !is_empty {
                return;
            }
        }
        if is_familiar && scalar.is_none() {
            let near = self.near_scalar(name);
            let message = format!("{} is no number by itself, only the beginning of some", quoted(name));
            return self.report(Diagnostic::new(Code::UnknownKey, message).at(entry.key_span, "").nearest(&near, ""));
        }
        let unit = scalar.map(|scalar| scalar.unit());
        if let Some(interval) = self.interval(name, unit, entry) {
            let place = entry.span();
            self.keep_number(NumberFact { name: name.to_owned(), interval, place: Some(place) }, place, numbers);
        }
    }

    /// `at-release: 5` below `monthly-active-users`.
    fn number_below(&mut self, name: &str, is_scalar: bool, entry: Entry, numbers: &mut Numbers) {
        let below = format!("{name}.{}", entry.key);
        if self.names.leads_to_scalar(&below) {
            return self.number(&below, entry, numbers);
        }
        let diagnostic = if is_scalar {
            let message = format!("{} is neither `min` nor `max`", quoted(entry.key));
            let near = self.near_bound(name, entry.key);
            Diagnostic::new(Code::UnknownKey, message).nearest(&near, "write bounds as `{min: 1, max: 5}`")
        } else {
            let near = self.near_scalar(&below);
            let message = format!("there is no number {}", quoted(&below));
            Diagnostic::new(Code::UnknownKey, message).nearest(&near, "`railc vocab` lists the scalars")
        };
        self.report(diagnostic.at(entry.key_span, ""));
    }

    fn keep_number(&mut self, fact: NumberFact, place: Span, numbers: &mut Numbers) {
        if let Some(first) = numbers.places.insert(fact.name.clone(), place) {
            let diagnostic = Diagnostic::new(Code::DuplicateKey, format!("{} is given twice", quoted(&fact.name)));
            return self.report(diagnostic.at(place, "again here").and(first, "first here").help("keep the one that is true"));
        }
        let zero = Number::default();
        let not_negative = Interval::compared(Comparison::AtLeast, zero);
        if fact.interval.min.is_some_and(|min| min.number < zero) || fact.interval.and(not_negative).is_empty() {
            let diagnostic = Diagnostic::new(Code::BadAmount, format!("{} is never less than 0", quoted(&fact.name)));
            return self.report(diagnostic.at(place, "").help("give the number that it is, or `unknown`"));
        }
        numbers.facts.push(fact);
    }

    /// The range that a value states; `None` if it states none, or can't be read.
    fn interval(&mut self, name: &str, unit: Option<&str>, entry: Entry) -> Option<Interval> {
        let value = entry.value;
        match value.value() {
            Value::Nothing => self.no_amount(name, entry.key_span),
            Value::Scalar(word) if word.eq_ignore_ascii_case("unknown") => Some(Interval::default()),
            Value::Scalar(text) => {
                let (sign, number) = self.amount(name, text, unit, value.span())?;
                Some(sign.map_or_else(|| Interval::exactly(number), |sign| Interval::compared(sign, number)))
            }
            Value::Map(entries) if entries.clone().any(|entry| is_bound(&entry)) => self.bounds(name, unit, entries),
            Value::Map(_) | Value::List(_) => {
                let message = format!("{} holds a number or bounds", quoted(name));
                self.wrong_kind(message, value.span(), "write a number (`120000`), a bound (`\"> 5\"`), `{min: 1, max: 5}` or `unknown`");
                None
            }
        }
    }

    /// Reports a number that is left blank: whether it is meant to be unknown, nobody can tell.
    fn no_amount<T>(&mut self, name: &str, span: Span) -> Option<T> {
        let diagnostic = Diagnostic::new(Code::BadAmount, format!("{} is given no number", quoted(name))).at(span, "");
        self.report(diagnostic.help("write a number, a bound (`\"> 5\"`) or `unknown`, or take it out"));
        None
    }

    /// `{min: 1, max: "< 5"}`
    fn bounds(&mut self, name: &str, unit: Option<&str>, entries: Entries) -> Option<Interval> {
        let (mut interval, mut low, mut high) = (Interval::default(), None, None);
        for entry in entries.filter(is_bound) {
            let bound = match entry.value.value() {
                Value::Nothing => return self.no_amount(entry.key, entry.key_span),
                Value::Scalar(text) => self.bound(name, unit, text, entry)?,
                Value::List(_) | Value::Map(_) => {
                    self.wrong_kind(format!("`{}` holds a number", entry.key), entry.value.span(), "write a number, such as `120000`");
                    return None;
                }
            };
            let (end, place) = if entry.key == "min" { (&mut interval.min, &mut low) } else { (&mut interval.max, &mut high) };
            (*end, *place) = (Some(bound), Some(entry.value.span()));
        }
        if let (Some(low), Some(high), true) = (low, high, interval.is_empty()) {
            let diagnostic = Diagnostic::new(Code::BadAmount, "no number lies between these bounds");
            self.report(diagnostic.at(low, "at least this").and(high, "at most this").help("put the smaller number under `min`"));
            return None;
        }
        Some(interval)
    }

    /// One of the two bounds; its comparison sign, if any, must fit its key.
    fn bound(&mut self, name: &str, unit: Option<&str>, text: &str, entry: Entry) -> Option<Bound> {
        let (sign, number) = self.amount(name, text, unit, entry.value.span())?;
        let is_upper = matches!(sign, Some(Comparison::LessThan | Comparison::AtMost));
        if sign.is_some() && is_upper == (entry.key == "min") {
            let message = format!("{} is no bound for `{}`", quoted(text), entry.key);
            let help = "write `min: \"> 1\"` and `max: \"< 5\"`, or the numbers alone";
            self.report(Diagnostic::new(Code::BadAmount, message).at(entry.value.span(), "").help(help));
            return None;
        }
        Some(Bound { number, is_strict: matches!(sign, Some(Comparison::MoreThan | Comparison::LessThan)) })
    }

    fn amount(&mut self, name: &str, text: &str, unit: Option<&str>, span: Span) -> Option<(Option<Comparison>, Number)> {
        let flaw = match amount(text, unit) {
            Ok(amount) => return Some(amount),
            Err(_) if answer(text).is_some() => {
                let help = "write a number, a bound (`\"> 5\"`), `{min: 1, max: 5}` or `unknown`".to_owned();
                Flaw { message: format!("{} is an answer, and {} is a number", quoted(text), quoted(name)), help, unit: None }
            }
            Err(flaw) => flaw,
        };
        let twin = flaw.unit.as_ref().and_then(|unit| self.names.scalar_in_unit(name, unit));
        let help = twin.map_or(flaw.help, |twin| format!("state `{twin}` instead; nothing is converted"));
        self.report(Diagnostic::new(Code::BadAmount, flaw.message).at(span, "").help(help));
        None
    }
}
