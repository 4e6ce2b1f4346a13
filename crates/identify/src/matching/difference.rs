//! Differences between a document and its copy.

use std::ops::Range;

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
    /// A difference of long words.
    pub(super) fn of_words(kind: Kind, segment: Option<usize>, lost: usize, words: Range<usize>) -> Difference {
        Difference { kind, segment, lost, words, number: None, number_bytes: None }
    }

    /// Whether both say that one clause has other words.
    fn is_like(&self, other: &Difference) -> bool {
        let is_of_words = |one: &Difference| one.kind == Kind::Changed && one.number.is_none();
        is_of_words(self) && is_of_words(other) && self.segment == other.segment
    }
}

/// Differences with those joined that concern one clause, one right after the other.
pub(super) fn merged(differences: Vec<Difference>) -> Vec<Difference> {
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
