//! Lists: how their members are joined, what belongs to them, whether they are open, how they end.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::prose::{Passage, Prose, Role};
use super::words::{find, find_any, has_any, tokens};

/// `and/or`, and lists of which some items are joined by `and` and some by `or`.
pub(super) fn and_or(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading) {
        let places = find(&passage.text, "and/or").filter(|at| passage.is_plain(at));
        let help = "write `or`, which includes both; or `and` where all are meant";
        found.extend(places.map(|at| Finding::of_words(index, at, "`and/or` leaves open which of the two holds", help).mended("or")));
    }
    for (_, items) in lists(prose) {
        let ending = |wanted: &str| items.iter().find(|(_, item)| item.text.trim_end().ends_with(wanted));
        if let (Some((and, item)), Some((or, other))) = (ending(" and"), ending(" or")) {
            let help = "join all items alike, and make what belongs closer together a list of its own";
            let finding = Finding::of_words(*and, 0..item.text.len(), "some items of this list are joined by `and`, others by `or`", help);
            found.push(finding.and(*or, 0..other.text.len(), "joined otherwise"));
        }
    }
    found
}

/// The items of each list.
fn lists(prose: &Prose) -> BTreeMap<usize, Vec<(usize, &Passage)>> {
    let mut found: BTreeMap<usize, Vec<(usize, &Passage)>> = BTreeMap::new();
    for (index, passage) in prose.all() {
        passage.list.into_iter().for_each(|list| found.entry(list).or_default().push((index, passage)));
    }
    found
}

/// `a, b or c that …`: what stands behind the last member may belong to all.
pub(super) fn tail(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.operative() {
        let words = tokens(&passage.text);
        for (turn, at) in words.iter().enumerate() {
            let is_tail = prose.words.tail_words.contains(&passage.words(at));
            let back = |count: usize| turn.checked_sub(count).and_then(|before| words.get(before));
            let conjunction = [2, 3].into_iter().find(|count| back(*count).is_some_and(|word| matches!(passage.words(word), "or" | "and")));
            let (true, Some(conjunction)) = (is_tail, conjunction) else { continue };
            let (Some(joint), Some(first)) = (back(conjunction), back(conjunction + 3).or(words.first())) else { continue };
            let list = passage.text.get(first.start..joint.start).unwrap_or_default();
            let inside = passage.text.get(joint.start..at.start).unwrap_or_default();
            // `every right, permit and consent that …`: the first word reaches over all of the list.
            let lead = passage.before(joint.start).rsplit(['.', ';', ':']).next().unwrap_or_default();
            let is_whole = find_any(lead, prose.words.reaching_words).last().is_some_and(|(at, _)| {
                !lead.get(..at.start).unwrap_or_default().contains(", ") || lead.get(at.end..).unwrap_or_default().matches(", ").count() > 0
            });
            let is_list = !is_whole && list.contains(", ") && !list.contains(['.', ';', ':']) && !inside.contains([',', '.', ';', '(']);
            if is_list {
                let message = format!("`{}` may belong to all members of the list, or to the last alone", passage.words(at));
                let help = "put what belongs to all before the list, or make a list of clauses";
                found.push(Finding::of_words(index, at.clone(), message, help));
            }
        }
    }
    found
}

/// Examples that say twice that they are examples, and `including` where no clause says how it is meant.
pub(super) fn open(prose: &Prose) -> Vec<Finding> {
    let says_how = |passage: &Passage| has_any(&passage.text, prose.words.including) && has_any(&passage.text, prose.words.open_rule_words);
    let has_rule = prose.operative().any(|(_, passage)| find_any(&passage.text, prose.words.open_words).is_empty() && says_how(passage));
    let mut found = Vec::new();
    let mut is_told = has_rule;
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading && !passage.is_conspicuous) {
        let doubled = find_any(&passage.text, prose.words.open_words);
        for (at, words) in &doubled {
            let short = words.split([' ', ',']).next().unwrap_or_default();
            let help = format!("write `{short}`, and say once in a clause that examples do not limit");
            let finding = Finding::of_words(index, at.clone(), format!("`{words}` says twice that these are examples"), help);
            found.push(if has_rule { finding.mended(short) } else { finding });
        }
        let mut plain = find_any(&passage.text, prose.words.including).into_iter();
        let plain = plain.find(|(at, _)| {
            passage.role != Role::Heading && passage.is_plain(at) && !doubled.iter().any(|(double, _)| double.contains(&at.start))
        });
        if let Some((at, words)) = plain.filter(|_| !is_told && passage.is_operative()) {
            is_told = true;
            let help = "add a clause: words such as “including” introduce examples and do not limit what comes before them";
            found.push(Finding::of_words(index, at, format!("no clause says whether `{words}` lists all or gives examples"), help));
        }
    }
    found
}

/// Items of one list that end otherwise than most of it, in a text whose lists are typed.
pub(super) fn form(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, items) in lists(prose).into_iter().filter(|(_, items)| items.len() > 2) {
        let ends: Vec<char> = items.iter().map(|(_, item)| end(&item.text)).collect();
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        ends.iter().for_each(|end| *counts.entry(*end).or_default() += 1);
        let Some((usual, _)) = counts.iter().max_by_key(|(_, count)| **count) else { continue };
        let last = items.len() - 1;
        for (turn, ((index, item), end)) in items.iter().zip(&ends).enumerate() {
            let is_last = turn == last && *end == '.';
            if end != usual && !is_last {
                let length = item.text.trim_end().len();
                let from = item.text.get(..length).and_then(|text| text.char_indices().next_back()).map_or(0, |(at, _)| at);
                let help = "end all items alike, so that nobody asks whether something is missing";
                let message = format!("this item ends {}, and most of its list {}", ending(*end), ending(*usual));
                found.push(Finding::of_words(*index, from..length, message, help));
            }
        }
    }
    found
}

/// The sign that an item ends with; a space if it is none.
fn end(text: &str) -> char {
    let text = text.trim_end_matches([' ', '"', '”', '’', ')']);
    let text = text.strip_suffix(" and").or_else(|| text.strip_suffix(" or")).unwrap_or(text);
    text.chars().next_back().filter(|sign| matches!(sign, '.' | ';' | ',' | ':')).unwrap_or(' ')
}

fn ending(sign: char) -> String {
    if sign == ' ' { "without a sign".to_owned() } else { format!("in `{sign}`") }
}

/// How many words two items begin with in common before one is taken to repeat the other.
const COMMON: usize = 10;

/// Two items of one list that begin with the same words.
pub(super) fn repeated(prose: &Prose) -> Vec<Finding> {
    let opening = |text: &str| -> Vec<String> {
        let words = tokens(text).into_iter().filter_map(|at| text.get(at)).map(str::to_lowercase);
        words.filter(|word| !matches!(word.as_str(), "any" | "the" | "a" | "an")).take(COMMON).collect()
    };
    let mut found = Vec::new();
    for (_, items) in lists(prose) {
        for (turn, (index, item)) in items.iter().enumerate() {
            let own = opening(bare(&item.text));
            let first = items.iter().take(turn).find(|(_, other)| own.len() == COMMON && opening(bare(&other.text)) == own);
            if let Some((other, one)) = first {
                let help = "keep the one that says all of it, or say what the other adds";
                let finding = Finding::of_words(*index, 0..item.text.len(), "this item seems to repeat another", help);
                found.push(finding.and(*other, 0..one.text.len(), "this one"));
            }
        }
    }
    found
}

/// An item without what stands in brackets before it.
fn bare(text: &str) -> &str {
    match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    }
}
