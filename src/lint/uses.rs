//! Words that look defined and are not, or are and do not look so.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::finding::Finding;
use super::prose::{Passage, Prose, Role};
use super::words::{find, find_exact, tokens};

/// Places by the words found there.
type Found = BTreeMap<String, Vec<(usize, Range<usize>)>>;

/// A plural or a singular with the capitals of a defined word, which its definition does not have.
pub(super) fn unmarked(prose: &Prose) -> Vec<Finding> {
    let known: BTreeSet<&String> = prose.terms.iter().flat_map(|term| &term.forms).collect();
    let mut found = Vec::new();
    for term in prose.terms.iter().filter(|term| term.name.starts_with(char::is_uppercase)) {
        for form in inflected(&term.forms).into_iter().filter(|form| !known.contains(form)) {
            let places = plain_places(prose, &form);
            let message = format!("“{form}” is no form of “{}” that its definition has", term.name);
            let help = format!("give the definition this form: `also \"{form}\"`; or write “{}”", term.name);
            found.extend(prose.first_of(&places, &message, &help));
        }
    }
    found
}

/// Plurals and singulars of forms.
fn inflected(forms: &[String]) -> Vec<String> {
    let each = |form: &String| match (form.strip_suffix("ies"), form.strip_suffix('s'), form.strip_suffix('y')) {
        (Some(stem), ..) => format!("{stem}y"),
        (_, Some(stem), _) => stem.to_owned(),
        (.., Some(stem)) => format!("{stem}ies"),
        (None, None, None) => format!("{form}s"),
    };
    let mut found: Vec<String> = forms.iter().map(each).filter(|form| form.len() > 2).collect();
    found.sort();
    found.dedup();
    found
}

/// The places of words, as written, that are no defined word and no reference.
fn plain_places(prose: &Prose, words: &str) -> Vec<(usize, Range<usize>)> {
    let in_passage = |(at, passage): (usize, &Passage)| {
        find_exact(&passage.text, words).filter(|place| passage.is_plain(place)).map(|place| (at, place)).collect::<Vec<_>>()
    };
    prose.all().filter(|(_, passage)| passage.role != Role::Heading).flat_map(in_passage).collect()
}

/// A defined word in small letters, where the defined thing seems to be meant: two words that are a term, or one behind `the` or `this`.
pub(super) fn lowercase(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for term in prose.terms.iter().filter(|term| term.name.starts_with(char::is_uppercase)) {
        let small = term.name.to_lowercase();
        if prose.terms.iter().any(|other| other.name == small) {
            continue;
        }
        let is_verb = small.len() > 2
            && prose.operative().any(|(_, passage)| {
                find_exact(&passage.text, &term.name)
                    .any(|at| prose.words.verb_words.contains(&last_word(passage.before(at.start)).as_str()))
            });
        let is_meant = |passage: &Passage, at: &Range<usize>| {
            let before = last_word(passage.before(at.start));
            // Behind it, another noun would make it a part of that one: `the data subject`.
            let next = passage.behind(at.end).split([' ', ',']).nth(1).unwrap_or_default();
            let stands_alone = !passage.behind(at.end).starts_with([' ', '-']) || prose.words.following_words.contains(&next);
            let is_definite = prose.words.definite_words.contains(&before.as_str()) && stands_alone;
            small.contains(' ') || is_definite || (is_verb && prose.words.verb_words.contains(&before.as_str()))
        };
        let in_passage = |(index, passage): (usize, &Passage)| {
            let places = find_exact(&passage.text, &small).filter(|at| passage.is_plain(at) && is_meant(passage, at));
            places.map(|at| (index, at)).collect::<Vec<_>>()
        };
        let places: Vec<_> = prose.operative().flat_map(in_passage).collect();
        let message = format!("`{small}` has a small letter, and “{}” is defined", term.name);
        let help = format!("write “{}” where that is meant, and another word where it is not", term.name);
        found.extend(prose.first_of(&places, &message, &help));
    }
    found
}

/// The last word of a text, in small letters.
fn last_word(text: &str) -> String {
    if !text.ends_with(' ') {
        return String::new();
    }
    text.split_whitespace().next_back().unwrap_or_default().to_lowercase()
}

/// Words with capitals inside a sentence that are no defined words, no names and no headings.
pub(super) fn stranger(prose: &Prose) -> Vec<Finding> {
    if prose.terms.is_empty() {
        return Vec::new();
    }
    let headings: BTreeSet<String> =
        prose.passages.iter().filter(|passage| passage.role == Role::Heading).map(|one| one.text.clone()).collect();
    let inflected: BTreeSet<String> = prose.terms.iter().flat_map(|term| inflected(&term.forms)).collect();
    let mut found = Found::new();
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading && !passage.is_conspicuous) {
        for at in capitalised(prose, passage) {
            let words = passage.words(&at);
            let is_name = |word: &str| prose.names.contains(word) || prose.words.names.contains(&word);
            let is_known = prose.words.names.contains(&words) || headings.contains(words) || inflected.contains(words);
            if !is_known && !words.split(' ').all(is_name) {
                found.entry(words.to_owned()).or_default().push((index, at));
            }
        }
    }
    let finding = |(words, places): (&String, &Vec<_>)| {
        let message = format!("“{words}” has a capital and no definition");
        prose.first_of(places, &message, "define it, or write it small; where a defined word is meant, write that")
    };
    found.iter().filter_map(finding).collect()
}

/// Runs of plain words with a capital and small letters behind it, not at the beginning of a sentence.
fn capitalised(prose: &Prose, passage: &Passage) -> Vec<Range<usize>> {
    let starts: BTreeSet<usize> = prose.sentences(passage).iter().map(|at| at.start).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in tokens(&passage.text) {
        let word = passage.words(&at);
        let mut signs = word.chars();
        let is_capital = signs.next().is_some_and(char::is_uppercase) && signs.next().is_some_and(char::is_lowercase);
        let before = passage.before(at.start);
        let begins = starts.contains(&before.trim_end_matches(['“', '"', '(', '[', '‘']).len())
            || before.trim_end_matches(['“', '"', '(', ' ']).ends_with([':', '.', '!', '?', ';', ']']);
        let is_quoted = before.ends_with(['“', '"', '[', '<']) || passage.behind(at.end).starts_with([']', '>']);
        let is_reference = find(&prose.words.parts.join(" "), word).next().is_some();
        let follows = found.last().is_some_and(|last| last.end + 1 == at.start && before.ends_with(' '));
        if !is_capital || !passage.is_plain(&at) || is_quoted || is_reference || (begins && !follows) {
            continue;
        }
        match found.last_mut() {
            Some(last) if follows => last.end = at.end,
            _ => found.push(at),
        }
    }
    found
}
