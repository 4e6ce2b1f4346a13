//! The words that oblige and forbid: one for each in a license.

use std::collections::BTreeMap;
use std::ops::Range;

use railc_language::license::{Clause, Rule};

use super::Subject;
use super::finding::{Finding, Home};
use super::prose::{Passage, Prose};
use super::words::{find, has_any};

/// Places by the words found there.
type Ways<'w> = BTreeMap<&'w str, Vec<(usize, Range<usize>)>>;

/// One who is obliged, or forbidden something, in several ways: the rarer ones are found.
pub(super) fn mixed(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    let is_document = |name: &str| prose.words.document_words.contains(&name.to_lowercase().as_str());
    let terms = prose.terms.iter().enumerate().map(|(at, term)| (at, &term.name));
    for (term, name) in terms.filter(|(_, name)| !is_document(name)) {
        let (mut duties, mut prohibitions) = (Ways::new(), Ways::new());
        for (index, passage) in prose.operative() {
            for (at, _) in passage.uses().filter(|(_, used)| *used == term) {
                if let Some((word, place)) = follows(passage, at.end, prose.words.prohibitions) {
                    prohibitions.entry(word).or_default().push((index, place));
                } else if let Some((word, place)) = follows(passage, at.end, prose.words.duties) {
                    duties.entry(word).or_default().push((index, place));
                }
            }
        }
        found.extend(rarer(prose, name, &duties, "is obliged"));
        found.extend(rarer(prose, name, &prohibitions, "is forbidden something"));
    }
    found
}

/// The word of a list that stands directly behind a place.
fn follows<'w>(passage: &Passage, end: usize, words: &[&'w str]) -> Option<(&'w str, Range<usize>)> {
    let starts = |word: &&str| find(passage.behind(end), word).next().filter(|at| at.start == 1).map(|at| end + at.start..end + at.end);
    words.iter().filter_map(|word| Some((*word, starts(word)?))).max_by_key(|(word, _)| word.len())
}

fn rarer(prose: &Prose, name: &str, ways: &Ways<'_>, what: &str) -> Vec<Finding> {
    let Some((usual, _)) = ways.iter().max_by_key(|(_, places)| places.len()) else { return Vec::new() };
    let others = ways.iter().filter(|(word, _)| *word != usual);
    let finding = |(word, places): (&&str, &Vec<(usize, Range<usize>)>)| {
        let message = format!("“{name}” {what} by `{word}`, and elsewhere by `{usual}`");
        prose.first_of(places, &message, &format!("write `{usual}` throughout, so that nobody looks for a difference"))
    };
    others.filter_map(finding).collect()
}

/// A clause whose words do not do what its rule does: a restriction that denies nothing, a permission or a duty without a word for it.
pub(super) fn against_rule(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(words) = subject.lines.language.lint() else { return Vec::new() };
    let clauses = subject.license.clauses().map(|(_, clause)| clause).zip(&subject.lines.clauses);
    let finding = |(clause, said): (&Clause, &String)| {
        let (does, signs): (&str, &[&str]) = match &clause.rule {
            Rule::Prohibit { .. } => ("forbids", &[]),
            Rule::Permit { .. } => ("permits", words.permissions),
            Rule::Must { .. } => ("obliges", words.duties),
            Rule::Withdraw { .. } | Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => return None,
        };
        let is_said = match does {
            "forbids" => has_any(said, words.prohibitions) || has_any(said, words.denials),
            // "You may … only if" obliges too.
            "obliges" => [signs, words.needing_words, words.prohibitions, words.limiting_words].iter().any(|signs| has_any(said, signs)),
            _ => has_any(said, signs),
        };
        let message = format!("`@{}` {does}, and its words don't say so", clause.id);
        let help = "write what the rule does: \"You may not …\", \"You may …\", \"You must …\"";
        (clause.text.is_some() && !is_said).then(|| Finding::of_part(Home::Clause(clause.id.clone()), message, help))
    };
    clauses.filter_map(finding).collect()
}
