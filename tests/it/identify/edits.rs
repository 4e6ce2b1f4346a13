//! An edited text is told from its original, and the place of the edit is found.

use super::{Original, fail_if_any, found, licenses, originals, shown};
use railc_identify::matching::{Identified, Kind, Verdict};

/// Where an edit is, in lines of the edited text, and what it is.
struct Edit {
    text: String,
    lines: (usize, usize),
    kinds: &'static [Kind],
}

/// The lines of a text, as paragraphs: the first and last line of each, from 0.
fn paragraphs(lines: &[&str]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    let mut is_open = false;
    for (at, line) in lines.iter().enumerate() {
        match (line.trim().is_empty(), is_open) {
            (true, _) => is_open = false,
            (false, true) => all.last_mut().unwrap().1 = at,
            (false, false) => {
                all.push((at, at));
                is_open = true;
            }
        }
    }
    all
}

/// Paragraphs that read like clauses, at the start, in the middle and at the end.
fn chosen(lines: &[&str]) -> Vec<(usize, usize)> {
    let count = |(first, last): &(usize, usize)| lines[*first..=*last].iter().map(|line| line.split_whitespace().count()).sum::<usize>();
    let all: Vec<_> = paragraphs(lines).into_iter().skip(1).filter(|paragraph| count(paragraph) >= 14).collect();
    let mut some: Vec<_> =
        [0, all.len() / 3, all.len() * 2 / 3, all.len().saturating_sub(1)].iter().filter_map(|at| all.get(*at).copied()).collect();
    some.dedup();
    some
}

fn joined(lines: &[&str]) -> String {
    lines.join("\n") + "\n"
}

const CLAUSE: &str = "The Licensee shall feed the ducks of the northern pond every morning before anybody runs the files.";

fn added(text: &str) -> Vec<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let edit = |(_, last): (usize, usize)| {
        let mut lines = lines.clone();
        lines.splice(last + 1..last + 1, ["", CLAUSE, ""]);
        Edit { text: joined(&lines), lines: (last + 3, last + 3), kinds: &[Kind::Added, Kind::Changed] }
    };
    chosen(&lines).into_iter().map(edit).collect()
}

fn dropped(text: &str) -> Vec<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    // Of a text that is one paragraph, nothing that can be known is left.
    let is_small = |(first, last): &(usize, usize)| lines[*first..=*last].concat().len() * 5 < text.len() * 2;
    let edit = |(first, last): (usize, usize)| {
        let mut lines = lines.clone();
        lines.drain(first..=last);
        Edit { text: joined(&lines), lines: (first.saturating_sub(2), first + 3), kinds: &[Kind::Missing, Kind::Changed] }
    };
    chosen(&lines).into_iter().filter(is_small).map(edit).collect()
}

/// The text with one of its words made another one, in each of some places.
fn changed(text: &str, is_wanted: impl Fn(&str) -> bool, other: impl Fn(&str) -> String) -> Vec<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let mut places = Vec::new();
    for (first, last) in chosen(&lines) {
        let of_line = |at: usize| lines[at].match_indices(' ').map(move |(space, _)| (at, space + 1)).collect::<Vec<_>>();
        let word =
            |&(at, start): &(usize, usize)| lines[at][start..].split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
        let fits =
            |place: &(usize, usize)| is_wanted(word(place)) && lines[place.0][place.1 + word(place).len()..].starts_with([' ', ',', ';']);
        places.extend((first..=last).flat_map(of_line).filter(fits).nth(1).map(|place| (place, word(&place).to_owned())));
    }
    let edit = |((at, start), word): ((usize, usize), String)| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        lines[at].replace_range(start..start + word.len(), &other(&word));
        Edit { text: lines.join("\n") + "\n", lines: (at + 1, at + 1), kinds: &[Kind::Changed, Kind::Missing] }
    };
    places.into_iter().map(edit).collect()
}

fn has(found: &Identified, original: &Original) -> bool {
    licenses(found).iter().any(|ids| ids.iter().any(|id| original.licenses.contains(id)))
}

/// Whether a difference of the right kind, is at the right lines.
fn is_placed(found: &Identified, edit: &Edit) -> bool {
    let is_near = |(from, to): (u32, u32)| from as usize <= edit.lines.1 + 1 && edit.lines.0 <= to as usize + 1;
    let differences = found.matches.iter().flat_map(|matched| &matched.differences);
    let mut places =
        differences.filter(|difference| edit.kinds.contains(&difference.kind)).map(|difference| difference.lines(&found.words));
    places.any(is_near)
}

/// The appendix of Apache 2.0 says how to apply it, and copies may leave it out.
fn is_optional(original: &Original, edit: &Edit) -> bool {
    original.name == "apache-2.0" && edit.lines.0 > 176 && edit.kinds.contains(&Kind::Missing)
}

/// Without the clause that was added to it, the MIT license is the MIT license.
fn is_other(original: &Original, found: &Identified) -> bool {
    original.name.contains("mit") && found.verdict() == Verdict::Exact && licenses(found).iter().all(|ids| *ids == ["mit"])
}

fn all_are_told(name: &str, edits: impl Fn(&str) -> Vec<Edit>) {
    let originals = originals();
    let mut problems = Vec::new();
    let mut count = 0;
    for original in &originals {
        for edit in edits(&original.text) {
            count += 1;
            let found = found(&edit.text);
            if is_optional(original, &edit) || is_other(original, &found) {
                continue;
            }
            if found.verdict() != Verdict::Variant || !has(&found, original) || !is_placed(&found, &edit) {
                problems.push(format!("{} {name} at {:?}: {}", original.name, edit.lines, shown(&found)));
            }
        }
    }
    assert!(originals.is_empty() || count > 20, "{name}: only {count} edits");
    fail_if_any(problems);
}

#[test]
fn an_added_clause_is_told() {
    all_are_told("added", added);
}

#[test]
fn a_dropped_clause_is_told() {
    all_are_told("dropped", dropped);
}

#[test]
fn another_word_is_told() {
    all_are_told("word", |text| changed(text, |word| word.len() > 3, |_| "zebra".to_owned()));
    all_are_told("dropped word", |text| changed(text, |word| word.len() > 3 && word.is_ascii(), |_| String::new()));
}

#[test]
fn a_turned_meaning_is_told() {
    all_are_told("not", |text| changed(text, |word| word == "not", |_| String::new()));
    all_are_told("may not", |text| changed(text, |word| word == "may", |_| "may not".to_owned()));
    all_are_told("any", |text| changed(text, |word| word == "any", |_| "no".to_owned()));
    all_are_told("or", |text| {
        changed(text, |word| word == "or" || word == "and", |word| if word == "or" { "and" } else { "or" }.to_owned())
    });
}

#[test]
fn another_number_is_told() {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    all_are_told("number", |text| changed(text, is_number, |word| format!("{word}7")));
}

#[test]
fn a_text_without_its_third_is_no_exact_one() {
    let mut problems = Vec::new();
    let mut siblings = 0;
    for original in originals() {
        let lines: Vec<&str> = original.text.lines().collect();
        let third = lines.len() / 3;
        if third < 2 {
            continue;
        }
        for without in [0..third, third..third * 2, third * 2..lines.len()] {
            let mut lines = lines.clone();
            lines.drain(without.clone());
            let found = found(&joined(&lines));
            // What is left of one may be all that its sibling has.
            siblings += usize::from(found.verdict() == Verdict::Variant && !has(&found, &original));
            if found.verdict() == Verdict::Exact {
                problems.push(format!("{} without {without:?}: {}", original.name, shown(&found)));
            }
        }
    }
    fail_if_any(problems);
    assert!(siblings < 8, "{siblings} are taken for a sibling");
}

#[test]
fn what_is_no_license_is_unknown() {
    let readme = "# Kestrel\n\nKestrel is a small model. It is licensed under the Apache License, Version 2.0 (the \"License\"); see LICENSE.\n\
                  The weights derive from Llama 3.1, which is under the Llama 3.1 Community License Agreement.\n\nSPDX-License-Identifier: MIT\n";
    let lorem =
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. "
            .repeat(40);
    let prose = "All rights reserved. You may not use this file except in accordance with the law. The software is provided as is.";
    for text in ["", "\n\n", "MIT", readme, &lorem, prose, &CLAUSE.repeat(50)] {
        assert_eq!(found(text).verdict(), Verdict::Unknown, "{}", shown(&found(text)));
    }
}
