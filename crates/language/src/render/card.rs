//! The piece of a model card that says what license a model is under: metadata as Hugging Face reads it, and a summary.

use serde_json::json;

use crate::license::{Clause, License, Rule};
use railc_core::vocabulary::Vocabulary;

use super::inline::kebab;
use super::markdown::escaped;
use super::summary::words;
use super::wording::fill;

/// Where the license text stands beside the card.
const TEXT: &str = "LICENSE.md";

/// The snippet for a license, or for a reading of somebody else's.
pub fn card(license: &License, vocabulary: &Vocabulary) -> String {
    let link = match license.is_reading() {
        true => license.sources.first().map(|(url, _)| url.clone()),
        false => Some(TEXT.to_owned()),
    };
    let listed = |heading: &str, takes: fn(&Rule) -> bool| {
        let clauses = license.clauses().map(|(_, clause)| clause).filter(|clause| takes(&clause.rule));
        let lines: Vec<String> = clauses.map(|clause| line(license, vocabulary, clause)).collect();
        (!lines.is_empty()).then(|| json!({ "heading": heading, "lines": lines }))
    };
    let lists = [
        listed("What it allows", |rule| matches!(rule, Rule::Permit { .. })),
        listed("What it forbids", |rule| matches!(rule, Rule::Prohibit { .. })),
        listed("What it asks in return", |rule| matches!(rule, Rule::Must { .. })),
        listed("What it asks without obliging", |rule| matches!(rule, Rule::Should { .. })),
        listed("What the licensor may do", |rule| matches!(rule, Rule::LicensorMay(_))),
        listed("When rights end", |rule| matches!(rule, Rule::Withdraw { .. })),
    ];
    let prose = license.clauses().map(|(_, clause)| clause).filter(|clause| matches!(clause.rule, Rule::NotModelled(_)));
    let others: Vec<String> = prose.filter_map(|clause| Some(format!("{} ({})", escaped(clause.title.as_ref()?), clause.number))).collect();
    let text = fill(
        "card",
        &json!({
            "license": license.hugging_face.as_deref().map_or_else(|| "other".to_owned(), quoted),
            "name": license.hugging_face.is_none().then(|| quoted(&license.id)),
            "link": link,
            "tags": license.family.iter().map(|family| quoted(&kebab(family))).collect::<Vec<_>>(),
            "title": escaped(&format!("{}, version {}", license.title, license.version)),
            "licensor": license.licensor.as_deref().map(escaped),
            "reading": license.is_reading(),
            "others": (!license.is_reading() && !others.is_empty()).then(|| others.join(", ")),
            "lists": lists.into_iter().flatten().collect::<Vec<_>>(),
        }),
    );
    text.trim_start().to_owned()
}

/// A rule with its heading and its number.
fn line(license: &License, vocabulary: &Vocabulary, clause: &Clause) -> String {
    let said = escaped(&words(license, vocabulary, clause));
    match (&clause.title, clause.number.is_empty()) {
        (Some(title), false) => format!("**{}** ({}): {said}", escaped(title), clause.number),
        (Some(title), true) => format!("**{}**: {said}", escaped(title)),
        (None, false) => format!("{said} ({})", clause.number),
        (None, true) => said,
    }
}

/// A word as YAML reads it: in quotes unless it is plainly a word.
fn quoted(word: &str) -> String {
    let is_plain = word.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && word.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_'))
        && !matches!(word.to_lowercase().as_str(), "yes" | "no" | "true" | "false" | "null" | "on" | "off");
    if is_plain { word.to_owned() } else { format!("{word:?}") }
}
