//! The words that oblige and forbid: one for each in a license.

use std::collections::BTreeMap;
use std::ops::Range;

use railc_language::license::{Clause, Piece, Rule, Text};

use super::Subject;
use super::finding::{Finding, Home};
use super::prose::{Passage, Prose};
use super::words::{begins_with, has_any};

/// Places by the words found there.
type Ways<'w> = BTreeMap<&'w str, Vec<(usize, Range<usize>)>>;

/// One who is obliged, or forbidden something, in several ways: the rarer ones are found.
pub(super) fn mixed(prose: &Prose) -> Vec<Finding> {
    // Duties and prohibitions, by term.
    let mut said: Vec<[Ways<'_>; 2]> = prose.terms.iter().map(|_| Default::default()).collect();
    for (index, passage) in prose.operative() {
        for (at, term) in passage.uses() {
            let Some([duties, prohibitions]) = said.get_mut(term) else { continue };
            if let Some((word, place)) = follows(passage, at.end, prose.words.prohibitions) {
                prohibitions.entry(word).or_default().push((index, place));
            } else if let Some((word, place)) = follows(passage, at.end, prose.words.duties) {
                duties.entry(word).or_default().push((index, place));
            }
        }
    }
    let is_document = |name: &str| prose.words.document_words.contains(&name.to_lowercase().as_str());
    let people = prose.terms.iter().zip(&said).filter(|(term, _)| !is_document(&term.name));
    let found = people.flat_map(|(term, [duties, prohibitions])| {
        let obliged = rarer(prose, &term.name, duties, "is obliged");
        obliged.into_iter().chain(rarer(prose, &term.name, prohibitions, "is forbidden something"))
    });
    found.collect()
}

/// The word of a list that stands directly behind a place.
fn follows<'w>(passage: &Passage, end: usize, words: &[&'w str]) -> Option<(&'w str, Range<usize>)> {
    let behind = passage.behind(end).strip_prefix(' ')?;
    let longest = words.iter().filter(|words| begins_with(behind, words)).max_by_key(|words| words.len())?;
    Some((longest, end + 1..end + 1 + longest.len()))
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
    let finding = |clause: &Clause| {
        // Without the exceptions, which are printed behind the words and say "does not apply".
        let said = &written(clause.text.as_ref()?);
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
        (!is_said).then(|| Finding::of_part(Home::Clause(clause.id.clone()), message, help))
    };
    subject.license.clauses().filter_map(|(_, clause)| finding(clause)).collect()
}

/// The words of a text that are written in it, apart from what is filled in.
fn written(text: &Text) -> String {
    let words = text.paragraphs.iter().flatten().map(|piece| match piece {
        Piece::Words(words) => words.as_str(),
        Piece::Laws | Piece::Withdrawals | Piece::Object(_) | Piece::Reference(_) => "…",
    });
    words.collect()
}
