//! The part of a model card that says which license a model is under: metadata as Hugging Face reads it, and a summary.

use crate::license::{Clause, License, Rule};

use super::Lines;
use super::inline::kebab;
use super::language::{Slots, Value, fill};
use super::markdown::escaped;

/// The file name of the license text beside the card.
const TEXT: &str = "LICENSE.md";

/// The snippet for a license or a reading, from its lines.
pub fn card(license: &License, lines: &Lines) -> String {
    let link = match license.is_reading() {
        true => license.sources.first().map(|(url, _)| url.as_str()),
        false => Some(TEXT),
    };
    let hugging_face = license.hugging_face.as_deref();
    let tags = license.family.iter().map(|family| quoted(&kebab(family)));
    let slots = Slots::new()
        .words("license", hugging_face.map_or_else(|| "other".to_owned(), quoted))
        .with("name", words(hugging_face.is_none().then(|| quoted(&license.id))))
        .with("link", words(link.map(str::to_owned)))
        .with("tags", rows(tags))
        .words("title", escaped(&license.title))
        .words("version", escaped(&license.version))
        .with("licensor", words(license.licensor.as_deref().map(escaped)))
        .flag("reading", license.is_reading())
        .with("others", words(others(license, lines)));
    let slots = LISTS.iter().fold(slots, |slots, name| slots.with(name, list(license, lines, name)));
    fill(lines.language.templates().card, &slots).text().trim_start().to_owned()
}

/// The lists of the summary.
const LISTS: [&str; 6] = ["permits", "prohibits", "obliges", "encourages", "empowers", "withdraws"];

/// The list that a rule belongs to.
fn list_of(rule: &Rule) -> Option<&'static str> {
    match rule {
        Rule::Permit { .. } => Some("permits"),
        Rule::Prohibit { .. } => Some("prohibits"),
        Rule::Must { .. } => Some("obliges"),
        Rule::Should { .. } => Some("encourages"),
        Rule::LicensorMay(_) => Some("empowers"),
        Rule::Withdraw { .. } => Some("withdraws"),
        Rule::NotModelled(_) => None,
    }
}

fn words(words: Option<String>) -> Option<Value> {
    words.map(|words| Value::Words(words.into()))
}

fn rows(lines: impl Iterator<Item = String>) -> Option<Value> {
    let rows: Vec<Slots> = lines.map(|line| Slots::new().words("words", line)).collect();
    (!rows.is_empty()).then_some(Value::Rows(rows))
}

fn list(license: &License, lines: &Lines, name: &str) -> Option<Value> {
    let clauses = license.clauses().map(|(_, clause)| clause).zip(&lines.clauses);
    let listed = rows(clauses.filter(|(clause, _)| list_of(&clause.rule) == Some(name)).map(|(clause, words)| line(clause, words)))?;
    Some(Value::Slots(Slots::new().with("items", Some(listed))))
}

/// The headings of a license's prose clauses; those of a reading say too little.
fn others(license: &License, lines: &Lines) -> Option<String> {
    let prose = license.clauses().map(|(_, clause)| clause).filter(|clause| matches!(clause.rule, Rule::NotModelled(_)));
    let others: Vec<String> = prose.filter_map(|clause| Some(format!("{} ({})", escaped(clause.title.as_ref()?), clause.number))).collect();
    (!license.is_reading() && !others.is_empty()).then(|| others.join(lines.language.words().joining.between))
}

/// A rule with its heading and its number.
fn line(clause: &Clause, words: &str) -> String {
    let said = escaped(words);
    match (&clause.title, clause.number.is_empty()) {
        (Some(title), false) => format!("**{}** ({}): {said}", escaped(title), clause.number),
        (Some(title), true) => format!("**{}**: {said}", escaped(title)),
        (None, false) => format!("{said} ({})", clause.number),
        (None, true) => said,
    }
}

/// A word as YAML reads it: in quotes unless it is clearly a word.
fn quoted(word: &str) -> String {
    let is_plain = word.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && word.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_'))
        && !matches!(word.to_lowercase().as_str(), "yes" | "no" | "true" | "false" | "null" | "on" | "off");
    if is_plain { word.to_owned() } else { format!("{word:?}") }
}
