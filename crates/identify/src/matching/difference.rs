//! A difference between an original and its copy.

use std::ops::Range;

use crate::words::Words;

/// What is wrong with a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It stands in the original alone.
    Missing,
    /// It has other words.
    Changed,
    /// It stands in the copy alone.
    Added,
}

/// A difference between an original and its copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub kind: Kind,
    /// The clause of the original that it is in; of something added, the clause that it follows.
    pub segment: Option<usize>,
    /// How many long words of the original are concerned.
    pub lost: usize,
    /// The long words of the copy that are concerned: those in the place of the original's.
    pub words: Range<usize>,
    /// A number, letter or numeral of the original and what stands in its place, empty where nothing does.
    pub number: Option<(String, String)>,
    /// The bytes of that, if something does.
    pub(super) number_bytes: Option<(u32, u32)>,
}

impl Difference {
    /// A difference in words.
    pub(super) fn of_words(kind: Kind, segment: Option<usize>, lost: usize, words: Range<usize>) -> Difference {
        Difference { kind, segment, lost, words, number: None, number_bytes: None }
    }

    /// The bytes of the text that are concerned.
    pub fn bytes(&self, words: &Words) -> Range<usize> {
        let bytes = words.bytes(&self.words);
        match self.number_bytes {
            Some((start, end)) => (start as usize).min(bytes.start)..(end as usize).max(bytes.end),
            None => bytes,
        }
    }

    /// The first and last line of the text that are concerned, from 1.
    pub fn lines(&self, words: &Words) -> (u32, u32) {
        let bytes = self.bytes(words);
        match self.number_bytes {
            Some(_) => (words.line(bytes.start as u32), words.line(bytes.end as u32)),
            None => words.lines(&self.words),
        }
    }

    /// Whether both say that one clause has other words.
    fn is_like(&self, other: &Difference) -> bool {
        let is_of_words = |one: &Difference| one.kind == Kind::Changed && one.number.is_none();
        is_of_words(self) && is_of_words(other) && self.segment == other.segment
    }
}

/// Differences in the order of the copy; those are one that concern one clause, one right after the other.
pub(super) fn merged(mut differences: Vec<Difference>) -> Vec<Difference> {
    differences.sort_by_key(|difference| (difference.words.start, difference.segment));
    let mut merged: Vec<Difference> = Vec::with_capacity(differences.len());
    for difference in differences {
        match merged.last_mut() {
            Some(last) if last.is_like(&difference) => {
                last.lost += difference.lost;
                last.words.end = last.words.end.max(difference.words.end);
            }
            _ => merged.push(difference),
        }
    }
    merged
}
