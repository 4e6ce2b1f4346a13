//! Definitions: needed, once, not resting on themselves, apart from each other, and without duties.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use super::prose::{Prose, Role, Term};
use super::words::find_any;

/// A definition that no clause needs, directly or through other definitions that clauses need.
pub(super) fn unused(prose: &Prose) -> Vec<Finding> {
    let mut open: Vec<usize> =
        prose.operative().flat_map(|(_, passage)| passage.uses().map(|(_, term)| term).collect::<Vec<_>>()).collect();
    let mut needed: BTreeSet<usize> = BTreeSet::new();
    while let Some(next) = open.pop() {
        if needed.insert(next) {
            let own = prose.passages.iter().filter(|passage| passage.role == Role::Definition(next));
            open.extend(own.flat_map(|passage| passage.uses().map(|(_, term)| term)));
        }
    }
    let names: BTreeSet<&str> = needed.iter().filter_map(|at| Some(prose.terms.get(*at)?.name.as_str())).collect();
    let unused = prose.terms.iter().enumerate().filter(|(_, term)| !names.contains(term.name.as_str()));
    unused
        .filter_map(|(_, term)| at_definition(prose, term, "no clause needs the definition of {term}", "leave the definition out"))
        .collect()
}

/// A definition that is used once, where the meaning could stand instead. What begins with a small letter explains a word and is no shorthand.
pub(super) fn used_once(prose: &Prose) -> Vec<Finding> {
    let mut uses: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for passage in &prose.passages {
        for (_, term) in passage.uses() {
            let (clauses, others) = uses.entry(term).or_default();
            *(if passage.is_operative() { clauses } else { others }) += 1;
        }
    }
    let is_once = |at: &usize| uses.get(at) == Some(&(1, 0));
    let once = prose.terms.iter().enumerate().filter(|(at, term)| term.name.starts_with(char::is_uppercase) && is_once(at));
    let found = once.filter_map(|(_, term)| {
        at_definition(prose, term, "{term} is used once", "put what it means where it is used, and leave the definition out")
    });
    found.collect()
}

/// A word that is defined twice.
pub(super) fn duplicate(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, term) in prose.terms.iter().enumerate() {
        let first = prose.terms.iter().take(at).find(|other| other.forms.iter().any(|form| term.forms.contains(form)));
        let (Some(first), Some(finding)) =
            (first, at_definition(prose, term, "{term} is defined twice", "keep one of the two definitions"))
        else {
            continue;
        };
        let length = prose.passages.get(first.passage).map_or(0, |passage| passage.text.len());
        found.push(finding.and(first.passage, 0..length, "first here"));
    }
    found
}

/// A definition that says what something is by a word that is itself said to be the first.
pub(super) fn circular(prose: &Prose) -> Vec<Finding> {
    let is: Vec<Option<usize>> = prose.terms.iter().map(|term| genus(prose, term)).collect();
    let mut found = Vec::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for (start, term) in prose.terms.iter().enumerate() {
        let mut line = vec![start];
        while let Some(next) =
            line.last().and_then(|last| is.get(*last).copied().flatten()).filter(|next| *next == start || !line.contains(next))
        {
            line.push(next);
            if next == start {
                break;
            }
        }
        let returns = line.len() > 1 && line.last() == Some(&start);
        if returns && !line.iter().any(|at| told.contains(at)) {
            told.extend(&line);
            let names: Vec<String> = line.iter().filter_map(|at| Some(format!("“{}”", prose.terms.get(*at)?.name))).collect();
            let message = format!("{{term}} is defined by itself: {}", names.join(" is "));
            found.extend(at_definition(prose, term, &message, "say what it is in words that rest on other words"));
        }
    }
    found
}

/// The term that a definition opens with, behind an article: what the defined thing is said to be.
fn genus(prose: &Prose, term: &Term) -> Option<usize> {
    let passage = prose.passages.get(term.passage)?;
    let (verb, _) = find_any(&passage.text, prose.words.definition_verbs).into_iter().next()?;
    let (at, used) = passage.uses().find(|(at, _)| at.start >= verb.end)?;
    let between = passage.text.get(verb.end..at.start)?;
    // `“Garden” means Garden Ltd.`: a name that goes on is another one.
    let goes_on = passage.behind(at.end).trim_start_matches([',', ' ']).starts_with(char::is_uppercase);
    (!goes_on && between.split_whitespace().count() <= 1 && !between.contains([',', '“', '"'])).then_some(used)
}

/// A defined word that begins or ends another one.
pub(super) fn overlapping(prose: &Prose) -> Vec<Finding> {
    let is_inside = |short: &str, long: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
            || long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
    };
    let mut found = Vec::new();
    for term in prose.terms.iter().filter(|term| term.name.starts_with(char::is_uppercase)) {
        let Some(long) = prose.terms.iter().find(|other| is_inside(&term.name, &other.name)) else { continue };
        let message = format!("“{}” is a part of “{}”, which is defined too", term.name, long.name);
        found.extend(at_definition(prose, term, &message, "call one of the two otherwise, so that nobody takes one for the other"));
    }
    found
}

/// A definition that obliges, forbids or grants.
pub(super) fn operative(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, passage) in prose.all().filter(|(_, passage)| matches!(passage.role, Role::Definition(_))) {
        let words = find_any(&passage.text, prose.words.operative_words).into_iter().find(|(place, _)| passage.is_plain(place));
        if let Some((place, word)) = words {
            let message = format!("`{word}` in a definition: whoever looks for duties and rights does not look here");
            found.push(Finding::of_words(at, place, message, "say in the definition what the word means, and in a clause what holds"));
        }
    }
    found
}

/// A finding at the word that a definition defines.
fn at_definition(prose: &Prose, term: &Term, message: &str, help: &str) -> Option<Finding> {
    let passage = prose.passages.get(term.passage)?;
    let at = passage.text.find(&term.name)?;
    let message = message.replace("{term}", &format!("“{}”", term.name));
    Some(Finding::of_words(term.passage, at..at + term.name.len(), message, help))
}
