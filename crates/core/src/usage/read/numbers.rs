//! What a use says of scalars: `monthly-active-users: 120000`, `annual-revenue: {group: {usd: {max: 5}}}`, `per-license: …`.

use std::collections::HashMap;

use crate::base::{Number, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::NumberFact;
use crate::usage::quote::quoted;
use crate::usage::tree::{Entry, Node, Value};

use super::amount::{Flaw, Sign, amount};
use super::facts::answer;
use super::{Draft, Reader, Unknown};

/// What is said of scalars in one place of a use, each scalar once.
#[derive(Default)]
pub(super) struct Numbers {
    pub facts: Vec<NumberFact>,
    places: HashMap<String, Span>,
}

/// One end of a range: the number, whether it is left out, and where it stands.
type End = (Number, bool, Span);

impl Reader<'_> {
    /// Whether an unknown key may be a scalar of a part that is not here.
    pub(super) fn may_be_scalar(&self, entry: &Entry) -> bool {
        let is_amount = |node: &Node| matches!(&node.value, Value::Scalar(text) if amount(text, None).is_ok());
        let is_bounds = |entries: &[Entry]| !entries.is_empty() && entries.iter().all(|entry| ["min", "max"].contains(&entry.key.as_ref()));
        let is_number = is_amount(&entry.value) || matches!(&entry.value.value, Value::Map(entries) if is_bounds(entries));
        self.names.unknown == Unknown::Warning && is_number
    }

    /// A key that is a scalar, or the first parts of one.
    pub(super) fn numbers(&mut self, name: &str, entry: &Entry, numbers: &mut Numbers) {
        let scalar = self.names.scalar(name);
        let is_familiar = scalar.is_some() || self.names.leads_to_scalar(name);
        if !is_familiar {
            let diagnostic = Diagnostic::new(Code::UnfamiliarName, format!("no policy at hand knows the number {}", quoted(name)));
            self.report(diagnostic.at(entry.key_span, "").help("compare it with `railc vocab`"));
        }
        let (bounds, deeper): (Vec<&Entry>, Vec<&Entry>) = match &entry.value.value {
            Value::Map(entries) => entries.iter().partition(|entry| ["min", "max"].contains(&entry.key.as_ref())),
            Value::Nothing | Value::Scalar(_) | Value::List(_) => (Vec::new(), Vec::new()),
        };
        for entry in &deeper {
            self.number_below(name, scalar.is_some(), entry, numbers);
        }
        if !deeper.is_empty() && bounds.is_empty() {
            return;
        }
        if is_familiar && scalar.is_none() {
            let near = self.names.near_scalar(name);
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            let diagnostic =
                Diagnostic::new(Code::UnknownKey, format!("{} is no number by itself, only the beginning of some", quoted(name)));
            return self.report(diagnostic.at(entry.key_span, "").nearest(&near, ""));
        }
        if let Some(range) = self.range(name, scalar.map(|scalar| scalar.unit()), &entry.value, &bounds) {
            self.keep(name, range, entry, numbers);
        }
    }

    /// `at-release: 5` below `monthly-active-users`.
    fn number_below(&mut self, name: &str, is_scalar: bool, entry: &Entry, numbers: &mut Numbers) {
        let below = format!("{name}.{}", entry.key);
        if self.names.leads_to_scalar(&below) {
            return self.numbers(&below, entry, numbers);
        }
        let diagnostic = if is_scalar {
            let message = format!("{} is neither `min` nor `max`", quoted(&entry.key));
            let near = self.names.near_bound(name, &entry.key);
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            Diagnostic::new(Code::UnknownKey, message).nearest(&near, "write bounds as `{min: 1, max: 5}`")
        } else {
            let near = self.names.near_scalar(&below);
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            Diagnostic::new(Code::UnknownKey, format!("there is no number {}", quoted(&below)))
                .nearest(&near, "`railc vocab` lists the scalars")
        };
        self.report(diagnostic.at(entry.key_span, ""));
    }

    fn keep(&mut self, name: &str, range: (Option<End>, Option<End>), entry: &Entry, numbers: &mut Numbers) {
        let place = entry.span();
        if let Some(first) = numbers.places.insert(name.to_owned(), place) {
            let diagnostic = Diagnostic::new(Code::DuplicateKey, format!("{} is given twice", quoted(name)));
            return self.report(diagnostic.at(place, "again here").and(first, "first here").help("keep the one that is true"));
        }
        let (min, max) = range;
        let is_negative = |end: &Option<End>| end.is_some_and(|(number, ..)| number < Number::default());
        let is_below_zero = max.is_some_and(|(number, left_out, _)| left_out && number == Number::default());
        if is_negative(&min) || is_negative(&max) || is_below_zero {
            let diagnostic = Diagnostic::new(Code::BadAmount, format!("{} is never less than 0", quoted(name)));
            return self.report(diagnostic.at(place, "").help("give the number that it is, or `unknown`"));
        }
        numbers.facts.push(NumberFact {
            name: name.to_owned(),
            min: min.map(|(number, ..)| number),
            max: max.map(|(number, ..)| number),
            above_min: min.is_some_and(|(_, left_out, _)| left_out),
            below_max: max.is_some_and(|(_, left_out, _)| left_out),
            place: Some(place),
        });
    }

    /// The two ends of what a value says; `None` where it says nothing, or nothing that can be read.
    fn range(&mut self, name: &str, unit: Option<&str>, node: &Node, bounds: &[&Entry]) -> Option<(Option<End>, Option<End>)> {
        match &node.value {
            Value::Nothing => None,
            Value::Scalar(word) if word.eq_ignore_ascii_case("unknown") => Some((None, None)),
            Value::Scalar(text) => {
                let (sign, number) = self.amount(name, text, unit, node.span)?;
                let end = |left_out| Some((number, left_out, node.span));
                Some(match sign {
                    None => (end(false), end(false)),
                    Some(Sign::MoreThan | Sign::AtLeast) => (end(sign == Some(Sign::MoreThan)), None),
                    Some(Sign::LessThan | Sign::AtMost) => (None, end(sign == Some(Sign::LessThan))),
                })
            }
            Value::Map(_) if !bounds.is_empty() => self.bounds(name, unit, bounds),
            Value::Map(_) | Value::List(_) => {
                let message = format!("{} holds a number or bounds", quoted(name));
                self.wrong_kind(message, node.span, "write a number (`120000`), a bound (`\"> 5\"`), `{min: 1, max: 5}` or `unknown`");
                None
            }
        }
    }

    /// `{min: 1, max: "< 5"}`
    fn bounds(&mut self, name: &str, unit: Option<&str>, bounds: &[&Entry]) -> Option<(Option<End>, Option<End>)> {
        let (mut min, mut max) = (None, None);
        for entry in bounds {
            let is_min = entry.key == "min";
            let text = match &entry.value.value {
                Value::Scalar(text) => text,
                Value::Nothing => continue,
                Value::List(_) | Value::Map(_) => {
                    self.wrong_kind(format!("`{}` holds a number", entry.key), entry.value.span, "write a number, such as `120000`");
                    return None;
                }
            };
            let (sign, number) = self.amount(name, text, unit, entry.value.span)?;
            let is_upper = matches!(sign, Some(Sign::LessThan | Sign::AtMost));
            if sign.is_some() && is_upper == is_min {
                let message = format!("{} is no bound for `{}`", quoted(text), entry.key);
                let help = "write `min: \"> 1\"` and `max: \"< 5\"`, or the numbers alone";
                self.report(Diagnostic::new(Code::BadAmount, message).at(entry.value.span, "").help(help));
                return None;
            }
            let end = Some((number, matches!(sign, Some(Sign::MoreThan | Sign::LessThan)), entry.value.span));
            *(if is_min { &mut min } else { &mut max }) = end;
        }
        if let (Some((least, above, low)), Some((most, below, high))) = (min, max)
            && (least > most || (least == most && (above || below)))
        {
            let diagnostic = Diagnostic::new(Code::BadAmount, "no number lies between these bounds");
            self.report(diagnostic.at(low, "at least this").and(high, "at most this").help("put the smaller number under `min`"));
            return None;
        }
        (min.is_some() || max.is_some()).then_some((min, max))
    }

    fn amount(&mut self, name: &str, text: &str, unit: Option<&str>, span: Span) -> Option<(Option<Sign>, Number)> {
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

    /// `per-license: {llama-3.1: {monthly-active-users.at-release: 5000}}`
    pub(super) fn per_license(&mut self, entry: &Entry, draft: &mut Draft) {
        match &entry.value.value {
            Value::Nothing => {}
            Value::Map(licenses) => licenses.iter().for_each(|license| self.one_license(license.key.to_string(), license, draft)),
            Value::Scalar(_) | Value::List(_) => {
                let help = "write `per-license: {llama-3.1: {monthly-active-users.at-release: 5000}}`";
                self.wrong_kind("`per-license` holds a map from licenses to numbers", entry.value.span, help);
            }
        }
    }

    fn one_license(&mut self, license: String, entry: &Entry, draft: &mut Draft) {
        let entries = match &entry.value.value {
            Value::Nothing => return,
            Value::Map(entries) => entries,
            Value::Scalar(_) | Value::List(_) => {
                let message = format!("{} holds the numbers that differ under that license", quoted(&license));
                return self.wrong_kind(message, entry.value.span, "write a map, such as `{monthly-active-users.at-release: 5000}`");
            }
        };
        let mut numbers = Numbers::default();
        for entry in entries {
            let key = entry.key.as_ref();
            if self.names.leads_to_scalar(key) || self.may_be_scalar(entry) {
                self.numbers(key, entry, &mut numbers);
            } else if self.is_toml && matches!(entry.value.value, Value::Map(_)) {
                // A dotted key of TOML takes `llama-3.1` apart.
                self.one_license(format!("{license}.{key}"), entry, draft);
            } else {
                let near = self.names.near_scalar(key);
                let near: Vec<&str> = near.iter().map(String::as_str).collect();
                let message = format!("{} is no number that could differ by license", quoted(key));
                let diagnostic = Diagnostic::new(Code::UnknownKey, message).at(entry.key_span, "");
                self.report(diagnostic.nearest(&near, "say it once, for all licenses, outside `per-license`"));
            }
        }
        if !numbers.facts.is_empty() {
            draft.described.per_license.entry(license).or_default().extend(numbers.facts);
        }
    }
}
