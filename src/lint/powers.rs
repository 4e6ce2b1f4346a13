//! What outlasts the license, what the licensor may do alone, and what must not be overlooked.

use std::collections::BTreeSet;

use super::finding::{Finding, Home};
use super::prose::{Passage, Prose, Role};
use super::words::{find_any, has_any};

/// A power of the licensor that nothing limits.
pub(super) fn one_sided(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.operative() {
        for at in prose.sentences(passage) {
            let sentence = passage.words(&at);
            let is_power = has_any(sentence, prose.words.licensor_words) && has_any(sentence, prose.words.power_words);
            let unlimited = find_any(sentence, prose.words.unlimited_words);
            let is_limited = || prose.group(passage.group).any(|(_, other)| has_any(&other.text, prose.words.limiting_words));
            if let Some((place, word)) = unlimited.first().filter(|_| is_power && !is_limited()) {
                let message = format!("the licensor's power has no limit (`{word}`)");
                let help =
                    "say in which case, how far and after what notice it may be used, or that copies already received stay as they are";
                found.push(Finding::of_words(index, at.start + place.start..at.start + place.end, message, help));
            }
        }
    }
    found
}

/// What a clause disclaims.
fn disclaims(prose: &Prose, passage: &Passage) -> Option<&'static str> {
    let denies = passage.is_operative() && has_any(&passage.text, prose.words.denials);
    let has = |words: &[&str]| denies && has_any(&passage.text, words);
    match () {
        () if has(prose.words.warranty_words) => Some("disclaimer of warranties"),
        () if has(prose.words.liability_words) => Some("limit of liability"),
        () => None,
    }
}

/// The clauses that disclaim something: what, by their groups.
fn disclaimers(prose: &Prose) -> Vec<(usize, usize, &'static str)> {
    let mut seen = BTreeSet::new();
    let each = prose.all().filter_map(|(index, passage)| Some((index, passage.group, disclaims(prose, passage)?)));
    each.filter(|(_, group, _)| seen.insert(*group)).collect()
}

/// A disclaimer of which no paragraph is in capitals or set apart.
pub(super) fn inconspicuous(prose: &Prose) -> Vec<Finding> {
    let hidden = disclaimers(prose).into_iter().filter(|(_, group, _)| !prose.group(*group).any(|(_, passage)| passage.is_conspicuous));
    let finding = |(index, _, what): (usize, usize, &str)| {
        let place = prose.passages.get(index).and_then(|passage| prose.sentences(passage).into_iter().next()).unwrap_or(0..0);
        let message = format!("the {what} is set like any other clause");
        Finding::of_words(index, place, message, "write its paragraphs in capitals: courts disregard what could be overlooked")
    };
    hidden.map(finding).collect()
}

/// A license that ends, while its disclaimers or its restrictions do not outlast it.
pub(super) fn survival(prose: &Prose) -> Vec<Finding> {
    let ends = |passage: &Passage| passage.role == Role::Heading && has_any(&passage.text, prose.words.ending_words);
    let Some((ending, heading)) = prose.all().find(|(_, passage)| ends(passage)) else { return Vec::new() };
    let surviving = prose.operative().find(|(_, passage)| has_any(&passage.text, prose.words.survival_words));
    let cited: BTreeSet<&str> = surviving.iter().flat_map(|(_, passage)| passage.references().map(|(_, target)| target)).collect();
    let outlasts = |passage: &Passage| {
        let section = section_of(prose, passage);
        let own = match &passage.home {
            Home::Clause(id) | Home::Section(id) => id.as_str(),
            Home::Head | Home::Term(_) => number_of(prose, passage),
        };
        cited.contains(own) || section.is_some_and(|section| cited.contains(section))
    };
    let disclaimers = disclaimers(prose).into_iter().filter_map(|(index, _, what)| Some((prose.passages.get(index)?, what)));
    let restriction = prose.operative().find(|(_, passage)| passage.is_restriction).map(|(_, passage)| (passage, "restrictions"));
    let mut lost: Vec<&str> = disclaimers.chain(restriction).filter(|(passage, _)| !outlasts(passage)).map(|(_, what)| what).collect();
    lost.dedup();
    if lost.is_empty() {
        return Vec::new();
    }
    let (index, place) = match surviving {
        Some((index, passage)) => {
            (index, find_any(&passage.text, prose.words.survival_words).into_iter().next().map_or(0..0, |(at, _)| at))
        }
        None => (ending, 0..heading.text.len()),
    };
    let message = format!("the license ends, and what does not outlast it: {}", lost.join(", "));
    vec![Finding::of_words(index, place, message, "name these clauses where it says what still applies after the license ends")]
}

/// The number of the clause that a passage of an imported text is in.
fn number_of<'p>(prose: &'p Prose, passage: &Passage) -> &'p str {
    let heading = prose.group(passage.group).map(|(_, one)| one).find(|one| one.role == Role::Heading && !one.number.is_empty());
    heading.map_or("", |heading| heading.number.as_str())
}

/// The section that a clause of a spec is in: the last one before it.
fn section_of<'p>(prose: &'p Prose, passage: &Passage) -> Option<&'p str> {
    let before = prose.passages.iter().filter(|one| one.group <= passage.group);
    before.filter_map(|one| if let Home::Section(id) = &one.home { Some(id.as_str()) } else { None }).next_back()
}
