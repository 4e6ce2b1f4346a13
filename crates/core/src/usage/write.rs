//! Writes a use as YAML that reads back as the same use.

use std::fmt::Write as _;

use crate::base::{Bound, Interval};

use super::{Fact, NumberFact, Said, Use};

/// Writes a use as a file. Statements of one facet are grouped where the facet first occurs.
pub fn to_yaml(described: &Use) -> String {
    let mut out = String::new();
    for (key, text) in [("use", &described.title), ("text", &described.text)] {
        if let Some(text) = text {
            line(&mut out, key, &word(text));
        }
    }
    for (at, fact) in described.facts.iter().enumerate() {
        let facet = split(fact).0;
        let before = described.facts.get(..at).unwrap_or_default();
        if before.iter().all(|other| split(other).0 != facet) {
            let facts: Vec<&Fact> = described.facts.iter().filter(|other| split(other).0 == facet).collect();
            line(&mut out, facet, &facts_of(&facts));
        }
    }
    for number in &described.numbers {
        line(&mut out, &word(&number.name), &amount(number));
    }
    if !described.per_license.is_empty() {
        out.push_str("per-license:\n");
    }
    for (license, numbers) in &described.per_license {
        let numbers: Vec<String> = numbers.iter().map(|number| format!("{}: {}", word(&number.name), amount(number))).collect();
        line(&mut out, &format!("  {}", word(license)), &format!("{{{}}}", numbers.join(", ")));
    }
    for (key, facets) in [("open", &described.open), ("closed", &described.closed)] {
        if !facets.is_empty() {
            line(&mut out, key, &format!("[{}]", facets.join(", ")));
        }
    }
    if described.presume_nothing {
        line(&mut out, "presume", "nothing");
    }
    if out.is_empty() { "{}\n".to_owned() } else { out }
}

fn line(out: &mut String, key: &str, value: &str) {
    writeln!(out, "{key}: {value}").expect("a string takes all");
}

/// The facet and the name in it.
fn split(fact: &Fact) -> (&str, &str) {
    fact.name.split_once('.').unwrap_or((&fact.name, ""))
}

fn facts_of(facts: &[&Fact]) -> String {
    let name = |fact: &&Fact| word(split(fact).1);
    if facts.iter().all(|fact| fact.said == Said::Holds) {
        return format!("[{}]", facts.iter().map(name).collect::<Vec<_>>().join(", "));
    }
    let answers = facts.iter().map(|fact| {
        let said = match fact.said {
            Said::Holds => "yes",
            Said::Fails => "no",
            Said::Unknown => "unknown",
        };
        format!("{}: {said}", name(fact))
    });
    format!("{{{}}}", answers.collect::<Vec<_>>().join(", "))
}

fn amount(fact: &NumberFact) -> String {
    let end = |key: &str, bound: Bound, sign: &str| match bound.is_strict {
        true => format!("{key}: \"{sign} {}\"", bound.number),
        false => format!("{key}: {}", bound.number),
    };
    match fact.interval {
        Interval { min: None, max: None } => "unknown".to_owned(),
        Interval { min: Some(min), max: Some(max) } if min == max && !min.is_strict => min.number.to_string(),
        Interval { min, max } => {
            let min = min.map(|min| end("min", min, ">"));
            let max = max.map(|max| end("max", max, "<"));
            format!("{{{}}}", min.into_iter().chain(max).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A word as it is if no YAML reader can take it for anything else, otherwise in double quotes.
fn word(text: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-._".contains(sign);
    let is_word =
        ["yes", "no", "true", "false", "on", "off", "y", "n", "null", "unknown"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let words = text.split(' ');
    if text.starts_with(|first: char| first.is_ascii_alphabetic())
        && words.clone().all(|word| !word.is_empty() && word.chars().all(is_plain))
        && !is_word
    {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            ' '..='~' => quoted.push(sign),
            // Visible characters are kept; the others would be folded, normalized or refused.
            _ if sign.is_alphabetic() => quoted.push(sign),
            _ => write!(quoted, "\\U{:08X}", u32::from(sign)).expect("a string takes all"),
        }
    }
    quoted.push('"');
    quoted
}
