//! What differs between a document and the place of a text where it stands.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::fingerprint::{Digest, Document, Run};
use crate::words::{ShortWord, Words};

use super::difference::{Difference, Kind, merged};
use super::repair::repaired;
use super::surroundings::{Headers, Surroundings};

/// How a document and a part of a text fit.
#[derive(Debug)]
pub(crate) struct Fit {
    /// The long words of the text between the document's first and last.
    pub(crate) range: Range<usize>,
    /// How many long words of the document are there.
    pub(crate) kept: usize,
    pub(crate) differences: Vec<Difference>,
}

/// The most words that fill a blank.
const BLANK_WORDS: usize = 8;
/// The most words of headers and footers between two pages.
const PAGE: usize = 16;
/// The most words of headers and notices between two runs.
const DRESS: usize = 400;
/// How many words a gap may be shifted by.
const SHIFTS: usize = 3;
/// How many words more than it had in the original the changed begin or end of a text may have.
const MORE: usize = 4;

/// Compares; `None` if nothing of the document is there.
pub(crate) fn compared(
    document: &Document,
    words: &Words,
    surroundings: &Surroundings<'_>,
    places: &[Option<u32>],
    allowed: &Range<usize>,
) -> Option<Fit> {
    let placed = || places.iter().zip(&document.runs).filter_map(|(place, run)| Some((place.as_ref().copied()? as usize, run)));
    let (first, _) = placed().next()?;
    let end = placed().next_back().map_or(first, |(at, run)| at + usize::from(run.length));
    let mut comparing =
        Comparing { document, words, surroundings, range: first..end, kept: 0, differences: Vec::new(), repaired: BTreeMap::new() };
    comparing.walk(places, allowed);
    comparing.numbers(places);
    if comparing.differences.is_empty() && comparing.digest(places) != document.digest {
        // Only words sought out for having the hashes of the original's come here.
        let range = comparing.range.clone();
        comparing.differences.push(Difference::of_words(Kind::Changed, None, 0, range));
    }
    comparing.differences.sort_by_key(|difference| (difference.words.start, difference.segment));
    Some(Fit { range: comparing.range, kept: comparing.kept, differences: merged(comparing.differences) })
}

struct Comparing<'a> {
    document: &'a Document,
    words: &'a Words,
    surroundings: &'a Surroundings<'a>,
    range: Range<usize>,
    kept: usize,
    differences: Vec<Difference>,
    /// Runs that are there once headers are left out and broken words joined, with their words.
    repaired: BTreeMap<usize, Vec<usize>>,
}

impl Comparing<'_> {
    /// Looks at each gap between runs that have a place.
    fn walk(&mut self, places: &[Option<u32>], allowed: &Range<usize>) {
        let mut lost = 0;
        let mut end = None;
        for (run, (place, known)) in places.iter().zip(&self.document.runs).enumerate() {
            let Some(at) = place.map(|at| at as usize) else { continue };
            let missing = lost..run;
            let start = end.unwrap_or_else(|| self.counterpart(&missing, at.saturating_sub(allowed.start), |count| at - count, at));
            self.gap(missing, start..at);
            self.kept += usize::from(known.length);
            (lost, end) = (run + 1, Some(at + usize::from(known.length)));
        }
        let missing = lost..places.len();
        let from = end.unwrap_or(self.range.start);
        let to = self.counterpart(&missing, allowed.end.saturating_sub(from), |count| from + count, from);
        self.gap(missing, from..to);
    }

    /// Where the words begin or end that stand for the lost begin or end of the document.
    fn counterpart(&self, missing: &Range<usize>, available: usize, at: impl Fn(usize) -> usize, none: usize) -> usize {
        let runs = self.document.runs.get(missing.clone()).unwrap_or_default();
        let required = missing.clone().any(|run| !self.document.is_optional(run));
        let count: usize = runs.iter().map(|run| usize::from(run.length)).sum();
        if count == 0 {
            return none;
        }
        let range = |count: usize| at(count.min(available)).min(none)..at(count.min(available)).max(none);
        // Headers of pages come on top.
        let headers = |count: usize| range(count).len() - self.surroundings.without_headers(range(count), Headers::Repeated).len();
        let more = count + MORE + headers(count + MORE + PAGE);
        let (found, words) = (at(more.min(available)), range(more));
        let goes_on = || missing.start.checked_sub(1).is_some_and(|before| self.document.is_optional(before));
        if required || goes_on() || self.resembles_title(words) { found } else { none }
    }

    /// Whether half of the words of the title are among some words.
    fn resembles_title(&self, range: Range<usize>) -> bool {
        let title = Words::of(&self.document.title);
        let there = (0..title.count()).filter(|at| range.clone().any(|word| self.words.letters(word) == title.letters(*at))).count();
        there > 0 && there * 2 >= title.count()
    }

    fn gap(&mut self, missing: Range<usize>, gap: Range<usize>) {
        let lost = self.document.runs.get(missing.clone()).into_iter().flatten().map(|run| usize::from(run.length)).sum::<usize>();
        // Nobody need look at each line of a gap that is too long to be dress.
        let is_long = gap.len() > lost * 2 + DRESS;
        if (missing.is_empty() && gap.is_empty()) || (!is_long && self.is_dress(&missing, &gap)) {
            return;
        }
        let kept = if is_long { gap.clone().collect() } else { self.surroundings.without_headers(gap.clone(), Headers::Repeated) };
        self.range = self.range.start.min(gap.start)..self.range.end.max(gap.end);
        let words = match (kept.first(), kept.last()) {
            (Some(first), Some(last)) => *first..*last + 1,
            _ => gap.start..gap.start,
        };
        if missing.is_empty() {
            return self.inserted(missing.start, words, kept.len());
        }
        let first = self.document.segment(missing.start);
        let last = self.document.segment(missing.end - 1);
        for segment in first..=last {
            self.lost(segment, &missing, &words, kept.len());
        }
    }

    /// Words that the original has not, before one of its runs.
    fn inserted(&mut self, run: usize, words: Range<usize>, count: usize) {
        let is_between = self.document.segments.iter().any(|segment| segment.first as usize == run) || run == self.document.runs.len();
        let kind = if is_between && count >= MORE { Kind::Added } else { Kind::Changed };
        let segment =
            if kind == Kind::Added { run.checked_sub(1).map(|run| self.document.segment(run)) } else { Some(self.document.segment(run)) };
        self.differences.push(Difference::of_words(kind, segment, 0, words));
    }

    /// A segment of which runs in a range of runs are lost.
    fn lost(&mut self, segment: usize, missing: &Range<usize>, words: &Range<usize>, count: usize) {
        let own = self.runs_of(segment);
        let lost = own.start.max(missing.start)..own.end.min(missing.end);
        let lost_words: usize = self.document.runs.get(lost.clone()).into_iter().flatten().map(|run| usize::from(run.length)).sum();
        let is_whole = lost == own;
        let all: usize = self.document.runs.get(missing.clone()).into_iter().flatten().map(|run| usize::from(run.length)).sum();
        // A clause of which next to nothing is left is missing, whatever stands in its place.
        let kind = if is_whole && count * 4 < all { Kind::Missing } else { Kind::Changed };
        self.differences.push(Difference::of_words(kind, Some(segment), lost_words, words.clone()));
    }

    fn runs_of(&self, segment: usize) -> Range<usize> {
        let first = |segment: usize| self.document.segments.get(segment).map_or(self.document.runs.len(), |segment| segment.first as usize);
        first(segment)..first(segment + 1)
    }

    /// Whether a gap is none once the headers of pages are left out.
    fn is_dress(&mut self, missing: &Range<usize>, gap: &Range<usize>) -> bool {
        for are in [Headers::Sure, Headers::Repeated] {
            let kept = self.surroundings.without_headers(gap.clone(), are);
            if (missing.is_empty() && kept.is_empty()) || self.is_forgiven(missing, &kept) {
                return true;
            }
        }
        if self.is_optional(missing, gap) {
            self.range = self.range.start.min(gap.start)..self.range.end.max(gap.end);
            return true;
        }
        // Where the words before a header are those that it ends with, the gap may as well lie earlier; and later likewise.
        let is_same = |one: usize, other: usize| self.words.letters(one) == self.words.letters(other);
        let earlier = (1..=SHIFTS.min(gap.start)).take_while(|step| is_same(gap.start - step, gap.end - step));
        let later = (1..=SHIFTS).take_while(|step| is_same(gap.start + step - 1, gap.end + step - 1));
        let shifted = earlier.map(|step| gap.start - step..gap.end - step).chain(later.map(|step| gap.start + step..gap.end + step));
        missing.is_empty()
            && !gap.is_empty()
            && shifted.into_iter().any(|gap| self.surroundings.without_headers(gap, Headers::Repeated).is_empty())
    }

    /// Whether a gap is in what says how to apply a license, and is filled with a notice at most.
    fn is_optional(&self, missing: &Range<usize>, gap: &Range<usize>) -> bool {
        let title = self.runs_of(0).end;
        let around = missing.start.saturating_sub(1)..(missing.end + 1).min(self.document.runs.len());
        let is_inside = around.start >= title && around.into_iter().all(|run| self.document.is_optional(run));
        is_inside && self.surroundings.is_notice(&gap.clone().collect::<Vec<_>>())
    }

    /// Whether a gap is none once the dress is off: a blank that is filled in, a notice, a title left out, words broken by the end of a page.
    fn is_forgiven(&mut self, missing: &Range<usize>, kept: &[usize]) -> bool {
        let runs = self.document.runs.get(missing.clone()).unwrap_or_default();
        let is_blank = self.document.runs.get(missing.end).is_some_and(|run| run.is_after_blank);
        if runs.is_empty() {
            return self.surroundings.is_notice(kept) || (is_blank && self.fills(kept));
        }
        let is_optional = missing.clone().all(|run| self.document.is_optional(run));
        if kept.is_empty() && is_optional {
            return true;
        }
        let Some(found) = self.repairs(runs, kept) else { return false };
        self.kept += runs.iter().map(|run| usize::from(run.length)).sum::<usize>();
        for words in &found {
            let (first, last) = (words.first().copied(), words.last().copied());
            self.range = self.range.start.min(first.unwrap_or(self.range.start))..self.range.end.max(last.map_or(0, |last| last + 1));
        }
        self.repaired.extend(missing.clone().zip(found));
        true
    }

    /// Whether some words may fill a blank.
    fn fills(&self, words: &[usize]) -> bool {
        words.len() <= BLANK_WORDS && !self.surroundings.binds(words.iter().copied())
    }

    /// The words of each run, if the runs are all that is there.
    fn repairs(&self, runs: &[Run], kept: &[usize]) -> Option<Vec<Vec<usize>>> {
        let lost: usize = runs.iter().map(|run| usize::from(run.length)).sum();
        if kept.len() < lost || kept.len() > lost + runs.len() * 2 + BLANK_WORDS {
            return None;
        }
        let mut left = kept;
        let mut found = Vec::new();
        for run in runs {
            let skips = if run.is_after_blank { BLANK_WORDS } else { 0 };
            let take = |skip: usize| repaired(self.words, run, left.get(skip..)?).map(|taken| (skip, taken));
            let (skip, taken) = (0..=skips.min(left.len())).find_map(take)?;
            let (own, rest) = left.split_at_checked(skip + taken)?;
            if !self.fills(own.get(..skip)?) {
                return None;
            }
            found.push(own.get(skip..)?.to_vec());
            left = rest;
        }
        (left.is_empty() || self.surroundings.is_notice(left)).then_some(found)
    }

    /// Compares the numbers and letters in the runs that are there.
    fn numbers(&mut self, places: &[Option<u32>]) {
        let last = self.document.runs.len().saturating_sub(1);
        let mut found = Vec::new();
        for at in 0..self.document.runs.len() {
            let Some(range) = self.range_of(at, places) else { continue };
            // What stands between the run before and this one belongs to neither, unless this one wants it.
            let free = at
                .checked_sub(1)
                .and_then(|before| self.range_of(before, places))
                .map_or(range.start, |before| before.end.min(range.start));
            let is_free = |short: &ShortWord| {
                (short.before as usize) < range.start || (free < range.start || at == 0) && short.before as usize == range.start
            };
            let given = self.words.shorts(free, range.end + usize::from(at == last)).iter();
            let given: Vec<(&ShortWord, bool)> = given.map(|short| (short, is_free(short) || self.is_surrounding(short))).collect();
            let bound: Vec<(&ShortWord, bool)> = given.iter().copied().filter(|(_, is_free)| !is_free).collect();
            // Labels and page numbers may be there or not, and may look like what is wanted.
            let fits = |given: &[(&ShortWord, bool)], labels| self.number(at, at == last, range.clone(), given, labels).is_none();
            if !fits(&bound, false) && !fits(&bound, true) {
                found.extend(self.number(at, at == last, range, &given, true));
            }
        }
        self.differences.extend(found);
    }

    fn range_of(&self, run: usize, places: &[Option<u32>]) -> Option<Range<usize>> {
        match (places.get(run).copied().flatten(), self.repaired.get(&run)) {
            (Some(at), _) => Some(at as usize..at as usize + self.document.runs.get(run).map_or(0, |run| usize::from(run.length))),
            (None, Some(words)) => Some(*words.first()?..*words.last()? + 1),
            (None, None) => None,
        }
    }

    /// The first number of a run that is another one, or is there on one side alone. Each that is given may be one that need not be there.
    fn number(&self, at: usize, is_last: bool, range: Range<usize>, given: &[(&ShortWord, bool)], has_labels: bool) -> Option<Difference> {
        let run = self.document.runs.get(at)?;
        let end = if is_last { run.end() + 1 } else { run.end() };
        let mut given = given.iter().copied().peekable();
        let difference = |was: &str, is: Option<&ShortWord>, words: Range<usize>| Difference {
            kind: Kind::Changed,
            segment: Some(self.document.segment(at)),
            lost: 0,
            words,
            number: Some((was.to_owned(), is.map(|short| self.words.short_letters(short).to_owned()).unwrap_or_default())),
            number_bytes: is.map(|short| short.place),
        };
        let place = |short: &ShortWord| {
            let at = (short.before as usize).clamp(range.start, range.end.max(range.start + 1) - 1);
            at..at + 1
        };
        for wanted in self.document.shorts_in(run.start..end).iter().filter(|wanted| has_labels || !wanted.is_label) {
            let is_extra = |(short, is_free): &(&ShortWord, bool)| *is_free && self.words.short_letters(short) != wanted.letters;
            while !wanted.is_label && given.next_if(is_extra).is_some() {}
            match given.peek() {
                Some((short, _)) if self.words.short_letters(short) == wanted.letters => _ = given.next(),
                _ if wanted.is_label => {}
                Some((short, _)) => return Some(difference(&wanted.letters, Some(short), place(short))),
                None => return Some(difference(&wanted.letters, None, range.clone())),
            }
        }
        let (extra, _) = given.find(|(short, is_free)| !(*is_free || (is_last && short.before as usize >= range.end)))?;
        Some(difference("", Some(extra), place(extra)))
    }

    /// Whether a short word numbers a clause or a page.
    fn is_surrounding(&self, short: &ShortWord) -> bool {
        (short.is_label && !short.is_amid) || self.surroundings.is_on_header(short.place.0)
    }

    fn digest(&self, places: &[Option<u32>]) -> u64 {
        let mut digest = Digest::default();
        for (at, run) in self.document.runs.iter().enumerate().filter(|(at, _)| !self.document.is_optional(*at)) {
            match self.repaired.get(&at) {
                // Joined words have been compared by their hashes.
                Some(_) => return self.document.digest,
                None => {
                    let range = self.range_of(at, places).unwrap_or_default();
                    range.for_each(|word| digest.word(self.words.letters(word)));
                }
            }
            self.document
                .shorts_in(run.start..run.end())
                .iter()
                .filter(|short| !short.is_label)
                .for_each(|short| digest.word(&short.letters));
        }
        digest.finish()
    }
}
