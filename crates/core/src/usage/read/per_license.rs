//! What a use says about scalars under one license only: `per-license: {llama-3.1: {monthly-active-users.at-release: 5000}}`.

use std::collections::BTreeMap;

use crate::base::one_line;
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::NumberFact;
use crate::usage::quote::quoted;
use crate::usage::tree::{Entry, Value};

use super::numbers::Numbers;
use super::reading::Reading;

/// Numbers by the license that they are stated for.
pub(super) type PerLicense = BTreeMap<String, Vec<NumberFact>>;

impl Reading<'_> {
    /// `per-license: …`
    pub(super) fn per_license(&mut self, entry: Entry, per_license: &mut PerLicense) {
        match entry.value.value() {
            Value::Nothing => self.blank(entry.key, entry.key_span, "name licenses with their numbers, or take the line out"),
            Value::Map(licenses) => licenses.for_each(|license| self.one_license(license.key.to_owned(), license, per_license)),
            Value::Scalar(_) | Value::List(_) => {
                let help = "write `per-license: {llama-3.1: {monthly-active-users.at-release: 5000}}`";
                self.wrong_kind("`per-license` holds a map from licenses to numbers", entry.value.span(), help);
            }
        }
    }

    fn one_license(&mut self, license: String, entry: Entry, per_license: &mut PerLicense) {
        let entries = match entry.value.value() {
            Value::Nothing => {
                let help = "write the numbers that differ under that license, or take the line out";
                return self.blank(&one_line(&license), entry.key_span, help);
            }
            Value::Map(entries) => entries,
            Value::Scalar(_) | Value::List(_) => {
                let message = format!("{} holds the numbers that differ under that license", quoted(&license));
                return self.wrong_kind(message, entry.value.span(), "write a map, such as `{monthly-active-users.at-release: 5000}`");
            }
        };
        let mut numbers = Numbers::default();
        for entry in entries {
            if self.is_number(entry) {
                self.number(entry.key, entry, &mut numbers);
            } else if self.is_toml && matches!(entry.value.value(), Value::Map(_)) {
                // TOML splits the key `llama-3.1` at its dot.
                self.one_license(format!("{license}.{}", entry.key), entry, per_license);
            } else {
                let near = self.near_scalar(entry.key);
                let message = format!("{} is no number that could differ by license", quoted(entry.key));
                let diagnostic = Diagnostic::new(Code::UnknownKey, message).at(entry.key_span, "");
                self.report(diagnostic.nearest(&near, "say it once, for all licenses, outside `per-license`"));
            }
        }
        if !numbers.facts.is_empty() {
            per_license.entry(license).or_default().extend(numbers.facts);
        }
    }
}
