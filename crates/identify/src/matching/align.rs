//! Lays a document along a text: which of its runs stands where.
//!
//! Runs found by their hashes grow into stretches, in which run follows run; the best chain of stretches, each after the one before in both
//! texts, is kept; what is between two of them is searched for runs too short to be found by hash.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::fingerprint::{Document, Run};
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
pub(crate) fn aligned(document: &Document, words: &Words, hits: &[Hit], allowed: &Range<usize>) -> Vec<Option<u32>> {
    let mut alignment = Alignment { document, words, allowed, places: vec![None; document.runs.len()], searches: SEARCHES };
    let mut stretches = alignment.stretches(hits);
    stretches.sort_by_key(|stretch| Reverse(stretch.end - stretch.at));
    stretches.truncate(STRETCHES);
    stretches.sort_by_key(|stretch| (stretch.at, stretch.first));
    for stretch in alignment.chain(&stretches) {
        let from = alignment.start(stretch.first);
        for run in stretch.first..stretch.last {
            alignment.set(run, stretch.at + alignment.start(run) - from);
        }
    }
    alignment.fill();
    alignment.places
}

struct Alignment<'a> {
    document: &'a Document,
    words: &'a Words,
    allowed: &'a Range<usize>,
    /// For each run, the word of the text where it stands.
    places: Vec<Option<u32>>,
    /// How many more places may be searched.
    searches: usize,
}

impl Alignment<'_> {
    fn start(&self, run: usize) -> usize {
        self.document.runs.get(run).map_or(self.document.words(), |run| run.start as usize)
    }

    fn length(&self, run: usize) -> usize {
        self.document.runs.get(run).map_or(0, |run| usize::from(run.length))
    }

    fn place(&self, run: usize) -> Option<usize> {
        self.places.get(run).copied().flatten().map(|at| at as usize)
    }

    fn set(&mut self, run: usize, at: usize) {
        if let Some(place) = self.places.get_mut(run) {
            *place = Some(at as u32);
        }
    }

    /// Whether a run of the document stands at a word of the text, and within a range of it.
    fn stands(&self, run: usize, at: usize, within: &Range<usize>) -> bool {
        let Some(Run { hash, length, .. }) = self.document.runs.get(run) else { return false };
        let length = usize::from(*length);
        at >= within.start && at + length <= within.end && self.words.run(at, length) == Some(*hash)
    }

    fn stretches(&self, hits: &[Hit]) -> Vec<Stretch> {
        let document = self.document;
        // For each offset between text and document, the run that the last stretch there reached.
        let mut reached: HashMap<usize, usize> = HashMap::new();
        let mut found = Vec::new();
        for hit in hits {
            let (run, at) = (usize::from(hit.run), hit.at as usize);
            let origin = document.words() + at - self.start(run);
            let from = reached.get(&origin).copied().unwrap_or(0);
            if run < from || !self.stands(run, at, self.allowed) {
                continue;
            }
            let place = |run: usize| (origin + self.start(run)).checked_sub(document.words());
            let is_next = |run: &usize| !document.runs.get(*run).is_some_and(|run| run.is_after_blank);
            let holds = |run: &usize| place(*run).is_some_and(|at| self.stands(*run, at, self.allowed));
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
    fn chain(&self, stretches: &[Stretch]) -> Vec<Stretch> {
        let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(stretches.len());
        for stretch in stretches {
            let own = stretch.end - stretch.at;
            let mut most = (own, None);
            for (index, (before, (value, _))) in stretches.iter().zip(&best).enumerate() {
                if before.last <= stretch.first && before.end <= stretch.at {
                    let gap = (stretch.at - before.end) + (self.start(stretch.first) - self.start(before.last));
                    let value = (value + own).saturating_sub((gap / 4).min(GAP));
                    if value > most.0 {
                        most = (value, Some(index));
                    }
                }
            }
            best.push(most);
        }
        let mut next = (0..best.len()).max_by_key(|index| (best.get(*index).map(|best| best.0), Reverse(*index)));
        let mut chosen = Vec::new();
        while let Some(index) = next {
            chosen.extend(stretches.get(index).copied());
            next = best.get(index).and_then(|best| best.1);
        }
        chosen.reverse();
        chosen
    }

    /// Finds runs between those that have a place, or beside them.
    fn fill(&mut self) {
        let count = self.places.len();
        let mut run = 0;
        let mut free = None;
        while run < count {
            if let Some(at) = self.place(run) {
                free = Some(at + self.length(run));
                run += 1;
                continue;
            }
            let after = (run..count).find(|run| self.place(*run).is_some()).unwrap_or(count);
            let next = self.place(after);
            let gap = self.start(after) - self.start(run);
            // Before the first place and after the last one, the text is searched as far as the gap is long.
            let from = free.unwrap_or_else(|| next.unwrap_or(self.allowed.start).saturating_sub(gap + GAP).max(self.allowed.start));
            let to = next.unwrap_or_else(|| (from + gap + GAP).min(self.allowed.end));
            self.between(run..after, from..to);
            run = after;
        }
    }

    /// Finds runs in a range of the text: first those that join its ends, then any that are there in order.
    fn between(&mut self, mut runs: Range<usize>, mut gap: Range<usize>) {
        while !runs.is_empty() && self.stands(runs.start, gap.start, &gap) {
            self.set(runs.start, gap.start);
            gap.start += self.length(runs.start);
            runs.start += 1;
        }
        while let Some(last) = runs.clone().next_back() {
            let Some(at) = gap.end.checked_sub(self.length(last)).filter(|at| self.stands(last, *at, &gap)) else { break };
            self.set(last, at);
            gap.end = at;
            runs.end = last;
        }
        for run in runs {
            let count = gap.len().min(self.searches);
            self.searches -= count;
            if let Some(at) = (gap.start..gap.start + count).find(|at| self.stands(run, *at, &gap)) {
                self.set(run, at);
                gap.start = at + self.length(run);
            }
        }
    }
}
