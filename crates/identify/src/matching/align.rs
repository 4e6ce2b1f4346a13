//! Lays a document along a text: which of its runs stands where.
//!
//! Runs found by their hashes grow into stretches, in which run follows run; the best chain of stretches, each after the one before in both
//! texts, is kept; what is between two of them is searched for runs too short to be found by hash.

use std::collections::HashMap;

use crate::fingerprint::Document;
use crate::words::Words;

/// A run of a document found at a word of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) run: u16,
    pub(crate) at: u32,
}

/// Runs that follow each other in document and text.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    first: usize,
    /// The run after the last.
    last: usize,
    at: usize,
    end: usize,
}

/// The most stretches that are chained: the longest.
const STRETCHES: usize = 400;
/// What a gap costs at most, in words.
const GAP: usize = 24;
/// How many places a text is searched at for short runs, for each document.
const SEARCHES: usize = 200_000;

/// Where each run of a document stands in the text; the text's words outside `allowed` are not looked at.
pub(crate) fn aligned(document: &Document, words: &Words, hits: &[Hit], allowed: &std::ops::Range<usize>) -> Vec<Option<u32>> {
    let mut stretches = stretches(document, words, hits, allowed);
    stretches.sort_by_key(|stretch| std::cmp::Reverse(stretch.end - stretch.at));
    stretches.truncate(STRETCHES);
    stretches.sort_by_key(|stretch| (stretch.at, stretch.first));
    let mut places = vec![None; document.runs.len()];
    for stretch in chain(document, &stretches) {
        let from = start(document, stretch.first);
        for run in stretch.first..stretch.last {
            set(&mut places, run, stretch.at + start(document, run) - from);
        }
    }
    fill(document, words, &mut places, allowed);
    places
}

fn start(document: &Document, run: usize) -> usize {
    document.runs.get(run).map_or(document.words(), |run| run.start as usize)
}

fn set(places: &mut [Option<u32>], run: usize, at: usize) {
    if let Some(place) = places.get_mut(run) {
        *place = Some(at as u32);
    }
}

/// Whether a run of the document stands at a word of the text.
fn stands(document: &Document, words: &Words, run: usize, at: usize, allowed: &std::ops::Range<usize>) -> bool {
    let Some(run) = document.runs.get(run) else { return false };
    let length = usize::from(run.length);
    at >= allowed.start && at + length <= allowed.end && words.run(at, length) == Some(run.hash)
}

fn stretches(document: &Document, words: &Words, hits: &[Hit], allowed: &std::ops::Range<usize>) -> Vec<Stretch> {
    // For each offset between text and document, the run that the last stretch there reached.
    let mut reached: HashMap<usize, usize> = HashMap::new();
    let mut found = Vec::new();
    for hit in hits {
        let (run, at) = (usize::from(hit.run), hit.at as usize);
        let origin = document.words() + at - start(document, run);
        let from = reached.get(&origin).copied().unwrap_or(0);
        if run < from || !stands(document, words, run, at, allowed) {
            continue;
        }
        let place = |run: usize| (origin + start(document, run)).checked_sub(document.words());
        let is_next = |run: &usize| !document.runs.get(*run).is_some_and(|run| run.is_after_blank);
        let holds = |run: &usize| place(*run).is_some_and(|at| stands(document, words, *run, at, allowed));
        let last = (run + 1..document.runs.len()).take_while(|run| is_next(run) && holds(run)).last().map_or(run + 1, |last| last + 1);
        let first = (from..run).rev().take_while(|run| is_next(&(run + 1)) && holds(run)).last().unwrap_or(run);
        reached.insert(origin, last);
        if let (Some(at), Some(end)) = (place(first), place(last)) {
            found.push(Stretch { first, last, at, end });
        }
    }
    found
}

/// The chain of stretches with the most words, less what the gaps between them cost.
fn chain(document: &Document, stretches: &[Stretch]) -> Vec<Stretch> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let own = stretch.end - stretch.at;
        let mut most = (own, None);
        for (index, (before, (value, _))) in stretches.iter().zip(&best).enumerate() {
            if before.last <= stretch.first && before.end <= stretch.at {
                let gap = (stretch.at - before.end) + (start(document, stretch.first) - start(document, before.last));
                let value = (value + own).saturating_sub((gap / 4).min(GAP));
                if value > most.0 {
                    most = (value, Some(index));
                }
            }
        }
        best.push(most);
    }
    let mut next = (0..best.len()).max_by_key(|index| (best.get(*index).map(|best| best.0), std::cmp::Reverse(*index)));
    let mut chosen = Vec::new();
    while let Some(index) = next {
        chosen.extend(stretches.get(index).copied());
        next = best.get(index).and_then(|best| best.1);
    }
    chosen.reverse();
    chosen
}

/// Finds runs between those that have a place, or beside them.
fn fill(document: &Document, words: &Words, places: &mut [Option<u32>], allowed: &std::ops::Range<usize>) {
    let mut searches = SEARCHES;
    let mut run = 0;
    let mut free = None;
    while run < places.len() {
        if let Some(at) = places.get(run).copied().flatten() {
            free = Some(at as usize + length(document, run));
            run += 1;
            continue;
        }
        let after = (run..places.len()).find(|run| places.get(*run).is_some_and(Option::is_some)).unwrap_or(places.len());
        let next = places.get(after).copied().flatten().map(|at| at as usize);
        let gap: usize = start(document, after) - start(document, run);
        // Before the first place and after the last one, the text is searched as far as the gap is long.
        let from = free.unwrap_or_else(|| next.unwrap_or(allowed.start).saturating_sub(gap + GAP).max(allowed.start));
        let to = next.unwrap_or_else(|| (from + gap + GAP).min(allowed.end));
        between(document, words, places, run..after, from..to, &mut searches);
        run = after;
    }
}

fn length(document: &Document, run: usize) -> usize {
    document.runs.get(run).map_or(0, |run| usize::from(run.length))
}

/// Finds runs in a range of the text: first those that join its ends, then any that are there in order.
fn between(
    document: &Document,
    words: &Words,
    places: &mut [Option<u32>],
    mut runs: std::ops::Range<usize>,
    mut gap: std::ops::Range<usize>,
    searches: &mut usize,
) {
    while !runs.is_empty() && stands(document, words, runs.start, gap.start, &gap) {
        set(places, runs.start, gap.start);
        gap.start += length(document, runs.start);
        runs.start += 1;
    }
    while let Some(last) = runs.clone().next_back() {
        let Some(at) = gap.end.checked_sub(length(document, last)).filter(|at| stands(document, words, last, *at, &gap)) else { break };
        set(places, last, at);
        gap.end = at;
        runs.end = last;
    }
    for run in runs {
        let count = gap.len().min(*searches);
        *searches -= count;
        if let Some(at) = (gap.start..gap.start + count).find(|at| stands(document, words, run, *at, &gap)) {
            set(places, run, at);
            gap.start = at + length(document, run);
        }
    }
}
