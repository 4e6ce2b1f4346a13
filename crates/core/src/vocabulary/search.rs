//! Concepts and numbers by what people call them.
//!
//! Words count by their stems, whole, never as parts of others; rarer ones count more. What has such an everyday name comes first, then what matches all
//! words, then what matches some, the more of them and the closer to its names the better.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::stem::stems;
use super::{Concept, ConceptId, Named, Scalar, Vocabulary};

/// What is found scores at least this share of the best.
const LEAST_SHARE: u32 = 3;
/// Words of a query beyond this are ignored: nobody looks for so many.
const MOST_WORDS: usize = 400;

/// How well a concept matches; the greatest is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// The words are one of its everyday names, or its own.
    is_called: bool,
    /// Every word that the vocabulary has matches.
    has_all: bool,
    score: u32,
}

/// Where a word occurs in a concept, and what that counts.
const IN_NAMES: u32 = 6;
const IN_PATH: u32 = 5;
const IN_DEFINITION: u32 = 3;
const IN_QUESTION: u32 = 2;

/// The stems of one concept or number.
struct Entry {
    named: Named,
    /// Each of its names: everyday ones, and the last part of its own.
    names: Vec<Vec<String>>,
    /// Its own name without the facet.
    path: Vec<String>,
    definition: Vec<String>,
    question: Vec<String>,
    /// How many ancestors its name has.
    depth: usize,
    is_sector: bool,
}

impl Vocabulary {
    /// Concepts that match the words of a query, best first.
    pub fn search(&self, query: &str) -> Vec<ConceptId> {
        let concept = |named: Named| match named {
            Named::Concept(id) => Some(id),
            Named::Scalar(_) | Named::Facet(_) => None,
        };
        self.search_all(query).into_iter().filter_map(concept).collect()
    }

    /// Concepts and numbers that match the words of a query, best first.
    pub fn search_all(&self, query: &str) -> Vec<Named> {
        let mut found: Vec<(Fit, usize, Named)> = self.fits(query).into_iter().filter(|(fit, ..)| fit.score > 0).collect();
        found.sort_by_key(|(fit, depth, named)| (Reverse(*fit), *depth, order(*named)));
        let best = found.iter().map(|(fit, ..)| fit.score).max().unwrap_or_default();
        found.retain(|(fit, ..)| fit.is_called || fit.score * LEAST_SHARE >= best);
        found.into_iter().map(|(.., named)| named).collect()
    }

    /// How much each concept has to do with a text, by id: nothing where they have no word in common.
    pub fn likeness(&self, text: &str) -> BTreeMap<ConceptId, u32> {
        let concept = |(fit, _, named): (Fit, usize, Named)| match named {
            Named::Concept(id) => Some((id, fit.score)),
            Named::Scalar(_) | Named::Facet(_) => None,
        };
        self.fits(text).into_iter().filter_map(concept).collect()
    }

    fn fits(&self, query: &str) -> Vec<(Fit, usize, Named)> {
        let mut wanted = stems(query);
        let whole = wanted.clone();
        wanted.sort();
        wanted.dedup();
        wanted.truncate(MOST_WORDS);
        let entries: Vec<Entry> = self.concepts().map(Entry::concept).chain(self.scalars().map(|one| self.number(one))).collect();
        let counts: Vec<usize> = wanted.iter().map(|word| entries.iter().filter(|entry| entry.counts(word) > 0).count()).collect();
        let weighed: Vec<(&str, u32)> =
            wanted.iter().zip(&counts).filter(|(_, count)| **count > 0).map(|(word, count)| (word.as_str(), weight(entries.len(), *count))).collect();
        let has_all_words = weighed.len() == wanted.len();
        let wants_sector = wanted.iter().any(|word| matches!(word.as_str(), "industr" | "sector"));
        entries.iter().map(|entry| (entry.fit(&whole, &weighed, has_all_words, wants_sector), entry.depth, entry.named)).collect()
    }

    fn number(&self, scalar: Scalar<'_>) -> Entry {
        let named = self.find(scalar.name()).unwrap_or(Named::Facet(super::FacetId::at(0)));
        Entry {
            named,
            names: scalar.also().chain([scalar.name()]).map(stems).collect(),
            path: stems(scalar.name()),
            definition: stems(scalar.is()),
            question: stems(&format!("{} {} {}", scalar.ask(), scalar.phrase(), scalar.unit())),
            depth: scalar.name().matches('.').count(),
            is_sector: false,
        }
    }
}

impl Entry {
    fn concept(concept: Concept<'_>) -> Entry {
        let (facet, path) = concept.name().split_once('.').unwrap_or_default();
        let last = path.rsplit('.').next().unwrap_or_default();
        Entry {
            named: Named::Concept(concept.id()),
            names: concept.also().chain([last, path]).map(stems).collect(),
            path: stems(path),
            definition: stems(&format!("{} {}", concept.is(), concept.phrase())),
            question: stems(concept.ask()),
            depth: path.matches('.').count(),
            is_sector: facet == "sector",
        }
    }

    /// What a word counts here; 0 if it does not occur.
    fn counts(&self, word: &str) -> u32 {
        let has = |words: &[String]| words.iter().any(|one| one == word);
        if self.names.iter().any(|name| has(name)) {
            IN_NAMES
        } else if has(&self.path) {
            IN_PATH
        } else if has(&self.definition) {
            IN_DEFINITION
        } else if has(&self.question) {
            IN_QUESTION
        } else {
            0
        }
    }

    fn fit(&self, whole: &[String], wanted: &[(&str, u32)], has_all_words: bool, wants_sector: bool) -> Fit {
        let mut score = 0;
        let mut has_all = has_all_words;
        for (word, weight) in wanted {
            let counts = self.counts(word);
            has_all &= counts > 0;
            score += counts * weight;
        }
        // A name counts more if the words are most of it.
        let covered = |name: &Vec<String>| {
            let shared: u32 = wanted.iter().filter(|(word, _)| name.iter().any(|one| one == word)).map(|(_, weight)| weight).sum();
            let matched = wanted.iter().filter(|(word, _)| name.iter().any(|one| one == word)).count() as u32;
            shared * matched * IN_NAMES / (name.len().max(1) as u32)
        };
        score += self.names.iter().map(covered).max().unwrap_or_default();
        if wants_sector && self.is_sector {
            score = score * 3 / 2;
        }
        Fit { is_called: self.names.iter().any(|name| name == whole), has_all, score }
    }
}

/// A word counts more the fewer entries have it.
fn weight(entries: usize, having: usize) -> u32 {
    let times = (entries / having.max(1)).max(1) as u64;
    times.saturating_pow(4).ilog2() + 1
}

fn order(named: Named) -> (u8, usize) {
    match named {
        Named::Concept(id) => (0, id.index()),
        Named::Scalar(id) => (1, id.index()),
        Named::Facet(id) => (2, id.index()),
    }
}
