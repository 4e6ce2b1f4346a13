//! A rule in one line, for policies and for the output of checks.

use crate::license::{Clause, License, Rule, Text};
use railc_core::vocabulary::Vocabulary;

use super::Signs;
use super::inline::citation;
use super::wording::{Drafter, VERBATIM};

/// What a clause says in one line: its wording by hand, else the sentence made from its rule.
pub fn words(license: &License, vocabulary: &Vocabulary, clause: &Clause) -> String {
    let drafter = Drafter::new(license, vocabulary);
    let one_line = |sentence: &str| cited(&inline(sentence), license).replace(VERBATIM, "\"");
    if let Some(text) = &clause.text {
        let plain = |text: &Text| text.plain(|id| citation(license, id), " ");
        let exceptions: Vec<String> =
            clause.worded_exceptions().iter().filter_map(|exception| exception.text.as_ref()).map(plain).collect();
        return match exceptions.as_slice() {
            [] => plain(text),
            // A summary is no whole sentence.
            exceptions if license.is_reading() => {
                let exceptions: Vec<&str> = exceptions.iter().map(|words| words.trim_end_matches('.')).collect();
                format!("{}; not where {}", plain(text).trim_end_matches('.'), exceptions.join(", or where "))
            }
            _ => format!("{} {}", plain(text), one_line(&drafter.worded_exceptions(clause))),
        };
    }
    if let Rule::NotModelled(reason) = &clause.rule {
        return reason.clone();
    }
    let section = license.clauses().find(|(_, other)| other.id == clause.id).map(|(section, _)| section);
    one_line(&drafter.sentence(section, clause, true))
}

/// Lists and paragraphs in one line.
fn inline(sentence: &str) -> String {
    let mut out = String::new();
    let (mut lists, mut item) = (0, 0);
    for line in sentence.lines().filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        match line.strip_prefix("- ") {
            Some(words) => {
                out.push_str(&format!("{} {words}", Signs::after(lists).sign(item)));
                item += 1;
            }
            None => {
                out.push_str(line);
                lists += usize::from(item > 0);
                item = 0;
            }
        }
    }
    out
}

/// References as they are cited.
fn cited(text: &str, license: &License) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, id, behind)) =
        rest.split_once("{@").and_then(|(before, rest)| rest.split_once('}').map(|(id, behind)| (before, id, behind)))
    {
        out.push_str(before);
        out.push_str(&citation(license, id).unwrap_or_else(|| id.to_owned()));
        rest = behind;
    }
    out + rest
}
