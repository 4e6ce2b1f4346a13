//! Which known documents a text holds, and what differs. Imports `fingerprint` and `words`.

mod align;
mod binding;
mod compare;
mod difference;
mod fingerprints;
mod repair;
mod surroundings;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::fingerprint::{Document, RUN};
use crate::words::Words;

use align::{Hit, aligned};
use compare::{Fit, compared};
pub use difference::{Difference, Kind};
pub use fingerprints::Fingerprints;
use surroundings::{Headers, Surroundings};

/// What a text is.
#[derive(Debug)]
pub struct Identified {
    /// The known documents in it, in the order of the text.
    pub matches: Vec<Match>,
    /// Where nothing is found: the document that has most in common with the text, and the share of its words that is there.
    pub nearest: Option<(usize, f64)>,
    /// Whether a part of the text was not looked at, since that takes too long.
    pub is_cut: bool,
    /// The words of the text.
    pub words: Words,
}

/// A known document in a text.
#[derive(Debug)]
pub struct Match {
    /// Its number in the index.
    pub document: usize,
    /// The long words of the text that it takes up.
    pub range: Range<usize>,
    /// How alike the two are, from 0 to 1; 1 only for an exact copy.
    pub similarity: f64,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// How sure the answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// All words are those of known documents.
    Exact,
    /// There are known documents, with differences or with something added.
    Variant,
    /// No known document is there.
    Unknown,
}

/// The share of a document's words, and the share of the words in its place, that must fit.
const LEAST: f64 = 0.5;
const LEAST_HERE: f64 = 0.6;
/// The share of its runs that a document must have in the text to be laid along it.
const CANDIDATE: f64 = 0.3;
/// How many documents are laid along the text in each round: the most likely.
const CANDIDATES: usize = 12;
/// The most documents found in a text.
const ROUNDS: usize = 256;
/// The most long words that are looked at, each as often as it is, before the rest of a text is left unknown.
const WORK: usize = 12_000_000;
/// The most hits of one document that are kept, for each of its runs.
const HITS: usize = 32;

/// Finds the known documents in a text.
pub fn identify(text: &str, index: &Fingerprints) -> Identified {
    let words = Words::of(text);
    let surroundings = Surroundings::of(text, &words);
    let hits = hits(&words, index);
    let mut free: Vec<Range<usize>> = std::iter::once(0..words.count()).collect();
    // What fits a part best stays so until something is taken out of it.
    let mut known: HashMap<Range<usize>, Option<(usize, Fit, i64)>> = HashMap::new();
    let mut matches = Vec::new();
    let mut nearest = None;
    let mut work = 0;
    while matches.len() < ROUNDS && work <= WORK {
        for range in &free {
            if work <= WORK && !known.contains_key(range) {
                work += range.len();
                known.insert(range.clone(), best(index, &words, &surroundings, &hits, range, &mut nearest));
            }
        }
        let most = free.iter().filter_map(|range| Some((range, known.get(range)?.as_ref()?.2))).max_by_key(|(_, score)| *score);
        let Some((document, fit, _)) = most.map(|(range, _)| range.clone()).and_then(|range| known.remove(&range)?) else { break };
        let range = fit.range.clone();
        free = free.into_iter().flat_map(|free| without(free, &range)).collect();
        matches.push(matched(index, document, fit));
    }
    matches.sort_by_key(|found| found.range.start);
    free.retain(|range| !matches.is_empty() && counts(index, &surroundings, range, &matches));
    free.into_iter().for_each(|range| add(index, &mut matches, range));
    let is_cut = work > WORK || matches.len() == ROUNDS;
    Identified { nearest: nearest.filter(|_| matches.is_empty()), matches, is_cut, words }
}

/// Whether the first long words of a text are no more than a header that binds nobody.
pub fn is_harmless_header(text: &str, words: &Words, count: usize) -> bool {
    Surroundings::of(text, words).is_harmless(0..count, "", true, |_| false)
}

impl Identified {
    /// How sure the answer is.
    pub fn verdict(&self) -> Verdict {
        let is_exact = self.matches.iter().all(|found| found.differences.is_empty());
        match self.matches.is_empty() {
            true => Verdict::Unknown,
            false if is_exact => Verdict::Exact,
            false => Verdict::Variant,
        }
    }
}

impl Difference {
    /// The bytes of the text that are concerned.
    pub fn bytes(&self, words: &Words) -> Range<usize> {
        let bytes = words.bytes(&self.words);
        match self.number_bytes {
            Some((start, end)) => (start as usize).min(bytes.start)..(end as usize).max(bytes.end),
            None => bytes,
        }
    }

    /// The first and last line of the text that are concerned.
    pub fn lines(&self, words: &Words) -> (u32, u32) {
        let bytes = self.bytes(words);
        match self.number_bytes {
            Some(_) => (words.line(bytes.start as u32), words.line(bytes.end as u32)),
            None => words.lines(&self.words),
        }
    }
}

/// Where the runs of each document stand, in the order of the text.
fn hits(words: &Words, index: &Fingerprints) -> BTreeMap<u16, Vec<Hit>> {
    let mut hits: BTreeMap<u16, Vec<Hit>> = BTreeMap::new();
    for at in 0..words.count() {
        let Some(hash) = words.run(at, RUN) else { break };
        for place in index.places(hash) {
            let own = hits.entry(place.document).or_default();
            if own.len() < index.full(usize::from(place.document)) * HITS {
                own.push(Hit { run: place.run, at: at as u32 });
            }
        }
    }
    hits
}

/// The document that fits a part of the text best, and how well.
fn best(
    index: &Fingerprints,
    words: &Words,
    surroundings: &Surroundings<'_>,
    hits: &BTreeMap<u16, Vec<Hit>>,
    range: &Range<usize>,
    nearest: &mut Option<(usize, f64)>,
) -> Option<(usize, Fit, i64)> {
    let mut candidates = candidates(index, hits, range, nearest);
    let mut best: Option<(usize, Fit, i64)> = None;
    while !candidates.is_empty() {
        let Candidate { document: number, there, hits, .. } = candidates.remove(0);
        let Some(document) = index.documents().get(number) else { continue };
        let places = aligned(document, words, hits, range);
        let Some(fit) = compared(document, words, surroundings, &places, range).filter(|fit| is_enough(document, fit)) else { continue };
        if fit.differences.is_empty() {
            // Only a document that has more in common can be better than an exact one.
            candidates.retain(|candidate| candidate.there > there);
        }
        let score = score(document, &fit);
        if best.as_ref().is_none_or(|(_, _, most)| score > *most) {
            best = Some((number, fit, score));
        }
    }
    best
}

/// A document that may be in a part of a text.
struct Candidate<'h> {
    document: usize,
    /// How many of its runs of full length are there.
    there: usize,
    score: i64,
    hits: &'h [Hit],
}

/// The documents of which enough runs are in a part of the text, the likeliest first.
fn candidates<'h>(
    index: &Fingerprints,
    hits: &'h BTreeMap<u16, Vec<Hit>>,
    range: &Range<usize>,
    nearest: &mut Option<(usize, f64)>,
) -> Vec<Candidate<'h>> {
    let mut candidates = Vec::new();
    for (document, hits) in hits {
        let document = usize::from(*document);
        let full = index.full(document).max(1);
        let place = |end: usize| hits.partition_point(|hit| (hit.at as usize) < end);
        let hits = hits.get(place(range.start)..place(range.end)).unwrap_or_default();
        let mut runs: Vec<u16> = hits.iter().map(|hit| hit.run).collect();
        runs.sort_unstable();
        runs.dedup();
        let there = runs.len();
        let share = there as f64 / full as f64;
        if there > 0 && nearest.is_none_or(|(_, most)| share > most) {
            *nearest = Some((document, share));
        }
        if there > 0 && share >= CANDIDATE {
            candidates.push(Candidate { document, there, score: 5 * there as i64 - full as i64, hits });
        }
    }
    candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score), candidate.document));
    candidates.truncate(CANDIDATES);
    candidates
}

fn required(document: &Document) -> usize {
    let runs = document.runs.iter().enumerate().filter(|(at, _)| !document.is_optional(*at));
    runs.map(|(_, run)| usize::from(run.length)).sum()
}

/// Words that fit, less words on either side that do not. A part that is left out says least against a document: a sibling that never had it
/// must fit as well to be preferred.
fn score(document: &Document, fit: &Fit) -> i64 {
    let lost = required(document).saturating_sub(fit.kept);
    let added = fit.range.len().saturating_sub(fit.kept);
    let numbers = fit.differences.iter().filter(|difference| difference.number.is_some()).count();
    4 * (fit.kept as i64 - added as i64 - numbers as i64) - lost as i64 - fit.differences.len() as i64
}

fn is_enough(document: &Document, fit: &Fit) -> bool {
    let kept = fit.kept as f64;
    kept >= LEAST * required(document) as f64 && kept >= LEAST_HERE * fit.range.len() as f64
}

fn matched(index: &Fingerprints, document: usize, fit: Fit) -> Match {
    let words = index.documents().get(document).map_or(0, required).max(fit.kept);
    let numbers = fit.differences.iter().filter(|difference| difference.number.is_some()).count();
    let share = fit.kept.saturating_sub(numbers) as f64 / words.max(fit.range.len()).max(1) as f64;
    let similarity = if fit.differences.is_empty() { 1.0 } else { alike(share) };
    Match { document, range: fit.range, similarity, differences: fit.differences }
}

/// Adds a passage of no known document to the match before it, or else to the first.
fn add(index: &Fingerprints, matches: &mut [Match], range: Range<usize>) {
    let before = matches.iter().rposition(|found| found.range.start < range.start);
    let Some(found) = matches.get_mut(before.unwrap_or(0)) else { return };
    let last = index.documents().get(found.document).and_then(|document| document.segments.len().checked_sub(1));
    let share = found.range.len() as f64 / (found.range.len() + range.len()) as f64;
    found.similarity = alike(found.similarity * share);
    let difference = Difference::of_words(Kind::Added, before.and(last), 0, range);
    let at = if before.is_some() { found.differences.len() } else { 0 };
    found.differences.insert(at, difference);
}

/// A share of what is not quite the same, cut to three places.
fn alike(share: f64) -> f64 {
    ((share * 1000.0).floor() / 1000.0).clamp(0.0, 0.999)
}

/// What is left of a range without another.
fn without(range: Range<usize>, other: &Range<usize>) -> Vec<Range<usize>> {
    if other.end <= range.start || range.end <= other.start {
        return vec![range];
    }
    [range.start..other.start, other.end..range.end].into_iter().filter(|part| !part.is_empty()).collect()
}

/// Whether some words that belong to no known document may bind anybody: after the last one all do but notices, above one what is not harmless.
fn counts(index: &Fingerprints, surroundings: &Surroundings<'_>, range: &Range<usize>, matches: &[Match]) -> bool {
    let next = matches.iter().find(|found| range.end <= found.range.start).and_then(|found| index.documents().get(found.document));
    let Some(document) = next else {
        return !surroundings.is_notice(&surroundings.without_headers(range.clone(), Headers::Repeated));
    };
    let is_top = matches.first().is_some_and(|first| range.end <= first.range.start);
    !surroundings.is_harmless(range.clone(), &document.title, is_top, |line| index.names_other(line, document))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "Kitchen Rules of the Northern House\n\n1. Every cook washes both hands before touching any of the 12 pots, and again after each.\n\n\
                         2. No pot leaves the kitchen without its lid, its spoon and a written label that names the soup.\n\n\
                         (a) The label also says who cooked the soup, on which day, and for how many guests it is.\n\n\
                         3. Whoever spills soup on the floor cleans it at once with the blue cloth from the third drawer.\n";

    fn known() -> Fingerprints {
        let mut document = Document::of(RULES, None);
        (document.name, document.title, document.licenses) = ("rules".into(), "Kitchen Rules".into(), vec!["kitchen-1.0".into()]);
        Fingerprints::new(vec![document])
    }

    /// The verdict on a text, and its differences: kind, clause, the words here.
    fn found(text: &str) -> (Verdict, Vec<(Kind, String, String)>) {
        let known = known();
        let found = identify(text, &known);
        let label = |at: Option<usize>| at.and_then(|at| known.documents()[0].segments.get(at)).map(|segment| segment.label.clone());
        let differences = found.matches.iter().flat_map(|found| &found.differences);
        let shown = differences.map(|one| (one.kind, label(one.segment).unwrap_or_default(), found.words.shown(&one.words)));
        (found.verdict(), shown.collect())
    }

    #[test]
    fn a_copy_is_exact_without_its_title_and_numbers_too() {
        assert_eq!(found(RULES), (Verdict::Exact, Vec::new()));
        let bare = RULES.replace("Kitchen Rules of the Northern House", "").replace("1. ", "").replace("(a) ", "* ").replace("2. ", "<p>");
        assert_eq!(found(&bare), (Verdict::Exact, Vec::new()));
    }

    #[test]
    fn edits_have_their_place() {
        let of = |kind, clause: &str, words: &str| (Verdict::Variant, vec![(kind, clause.to_owned(), words.to_owned())]);
        assert_eq!(found(&RULES.replace("12", "13")), of(Kind::Changed, "Section 1", "pots"));
        assert_eq!(found(&RULES.replace("without its lid", "with its lid")).1[0].1, "Section 2");
        let at = RULES.find("(a)").unwrap()..RULES.find("3. ").unwrap();
        assert_eq!(found(&RULES.replace(&RULES[at], "")), of(Kind::Missing, "Section 2.a", ""));
        let clause = "Singing at the stove is welcome on every day but Sunday.";
        let words = "singing at the stove is welcome on every day but sunday";
        assert_eq!(found(&RULES.replace("(a)", &format!("{clause}\n\n(a)"))), of(Kind::Added, "Section 2", words));
        assert_eq!(found(&format!("{RULES}\n{clause}\n")), of(Kind::Added, "Section 3", words));
        assert_eq!(found(&format!("Soup for all\n\n{RULES}")).0, Verdict::Exact);
        assert_eq!(found(&format!("The following must be read first and by everybody.\n\n{RULES}")).0, Verdict::Variant);
    }

    #[test]
    fn what_is_not_known_is_unknown() {
        assert_eq!(found("").0, Verdict::Unknown);
        assert_eq!(found("Every cook washes both hands before touching any of the spoons.").0, Verdict::Unknown);
    }
}
