//! References and numbers: none typed where railc writes them, none that leads nowhere, none that only points.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::finding::Finding;
use super::imported::typed_references;
use super::prose::{Passage, Prose, Role};
use super::words::{find, find_any};

/// A reference whose number is typed in a spec, where it stays as it is when the numbers move.
pub(super) fn typed(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading) {
        for (at, number) in typed_references(&passage.text, prose.words).into_iter().filter(|(at, _)| passage.is_plain(at)) {
            let message = format!("`{}` is typed, and stays as it is when numbers move", passage.words(&at));
            let help = format!("name the clause: `{{@name}}` instead of the number {number}");
            found.push(Finding::of_words(index, at, message, help));
        }
    }
    found
}

/// The first two labels of lists.
const LABELS: &[(&str, &str)] = &[("(a)", "(b)"), ("(i)", "(ii)"), ("(1)", "(2)"), ("a)", "b)"), ("1)", "2)")];

/// A list whose labels are typed into a sentence of a spec.
pub(super) fn typed_numbers(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading) {
        let place = |label: &str| {
            passage.text.find(&format!("{label} ")).filter(|at| passage.before(*at).chars().next_back().is_none_or(char::is_whitespace))
        };
        let typed = LABELS.iter().find_map(|(first, second)| {
            place(first).filter(|at| place(second).is_some_and(|other| other > *at)).map(|at| at..at + first.len())
        });
        if let Some(at) = typed {
            let message = format!("`{}` is typed, and nobody can refer to it", passage.words(&at));
            found.push(Finding::of_words(
                index,
                at,
                message,
                "make each item a clause, or let the rule print its list: leave the `text` out",
            ));
        }
    }
    found
}

/// A reference by number to what an imported text does not have.
pub(super) fn dangling(prose: &Prose) -> Vec<Finding> {
    let (numbers, headings) = numbers(prose);
    if headings < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, passage) in prose.all() {
        for (at, number) in passage.references() {
            let is_attachment = find_any(passage.words(at), prose.words.attachments).iter().any(|(place, _)| place.start == 0);
            // Below its first number, a part may be numbered in ways that are not known here.
            let first = number.split('.').next().unwrap_or_default();
            if !is_attachment && !numbers.contains(first) {
                let message = format!("`{}` leads nowhere: nothing has that number", passage.words(at));
                found.push(Finding::of_words(index, at.clone(), message, "refer to a part that there is"));
            }
        }
    }
    found
}

/// The numbers of all parts and items, and how many headings have one.
fn numbers(prose: &Prose) -> (BTreeSet<&str>, usize) {
    let numbered = || prose.passages.iter().filter(|passage| !passage.number.is_empty());
    let first = |passage: &'_ Passage| passage.number.split('.').next().unwrap_or_default().len();
    let numbers = numbered().filter_map(|passage| passage.number.get(..first(passage))).collect();
    (numbers, numbered().filter(|passage| passage.role == Role::Heading).count())
}

/// Words that point to a place without its number.
pub(super) fn pointing(prose: &Prose) -> Vec<Finding> {
    let help = "name the part: `{@name}` in a spec, its number elsewhere";
    let mut found = Vec::new();
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading) {
        let own = find_any(&passage.text, prose.words.self_words).into_iter().map(|(at, _)| at);
        let points = own.chain(above_or_below(prose, passage)).filter(|at| passage.is_plain(at));
        found.extend(points.map(|at| Finding::of_words(index, at.clone(), format!("`{}` has no number", passage.words(&at)), help)));
    }
    found
}

/// `above` and `below` where they point into the text, unless a number stands before them.
fn above_or_below(prose: &Prose, passage: &Passage) -> Vec<Range<usize>> {
    let points = |at: &Range<usize>| {
        let before = passage.before(at.start).trim_end();
        let numbered = passage.references().any(|(reference, _)| reference.end == before.len());
        let is_told = prose.words.pointing_words.iter().any(|word| find(before, word).any(|at| at.end == before.len()));
        let ends = passage.behind(at.end).starts_with(['.', ',', ';', ':', ')']) || passage.behind(at.end).is_empty();
        !numbered && (is_told || ends)
    };
    prose.words.place_words.iter().flat_map(|word| find(&passage.text, word).filter(points).collect::<Vec<_>>()).collect()
}

/// An attachment that is named and not there, or there and never named.
pub(super) fn attachments(prose: &Prose) -> Vec<Finding> {
    let is_attachment = |text: &str| find_any(text, prose.words.attachments).first().is_some_and(|(at, _)| at.start == 0);
    let headings: Vec<&Passage> = prose.passages.iter().filter(|one| one.role == Role::Heading && is_attachment(&one.text)).collect();
    let mut found = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading) {
        for (at, number) in passage.references().filter(|(at, _)| is_attachment(passage.words(at))) {
            if !named.contains(&number) && !headings.iter().any(|heading| heading.number == number) {
                let message = format!("`{}` is named, and is not there", passage.words(at));
                found.push(Finding::of_words(index, at.clone(), message, "put the attachment into the license, or do not name it"));
            }
            named.push(number);
        }
    }
    for (index, heading) in prose.all().filter(|(_, one)| one.role == Role::Heading && is_attachment(&one.text)) {
        if !named.contains(&heading.number.as_str()) {
            let message = format!("no clause names `{}`, so nothing makes it part of the license", heading.text);
            found.push(Finding::of_words(index, 0..heading.text.len(), message, "name it in a clause that says what it does"));
        }
    }
    found
}

/// Two items of one list, or two clauses, with one number.
pub(super) fn duplicate_numbers(prose: &Prose) -> Vec<Finding> {
    let mut first: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, passage) in prose.all().filter(|(_, one)| one.number.chars().any(char::is_alphanumeric)) {
        let key = (passage.list, passage.number.as_str());
        // A text of several parts, or in two languages, may begin anew.
        if passage.list.is_none() && matches!(key.1, "1" | "1.1" | "I" | "A") && first.contains_key(&key) {
            first.retain(|(list, _), _| list.is_some());
        }
        let (Some(other), end) = (first.get(&key), passage.text.len().min(1)) else {
            first.insert(key, index);
            continue;
        };
        let message = format!("the number {} stands twice", passage.number);
        let other_end = prose.passages.get(*other).map_or(0, |other| other.text.len().min(1));
        let finding = Finding::of_words(index, 0..end, message, "number each part once: a reference to it must lead to one place");
        found.push(finding.and(*other, 0..other_end, "first here"));
    }
    found
}
