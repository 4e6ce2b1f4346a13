//! Concepts and numbers by what people call them.
//!
//! Words count by their stems, whole, never as parts of others; rarer ones count more. What has such an everyday name comes first, then what matches all
//! words, then what matches some, the more of them and the closer to its names the better.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::stem::stems;
use super::{ConceptId, Named, Vocabulary};

/// What is found scores at least this share of the best.
const LEAST_SHARE: u32 = 3;
/// A phrase of so many words is a name.
const SHORT: usize = 2;
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

/// A concept or number of an index.
#[derive(Debug, Clone)]
struct Entry {
    named: Named,
    /// Each of its names: everyday ones, and the last part of its own.
    names: Vec<Vec<String>>,
    /// How many ancestors its name has.
    depth: usize,
    is_sector: bool,
}

/// A word of a query that occurs, and how much it counts.
type Weighed<'a> = (&'a str, u32);

/// All entries, and where each stem occurs.
#[derive(Debug, Clone, Default)]
pub(super) struct SearchIndex {
    entries: Vec<Entry>,
    /// For each stem, the entries that have it, by their index, with what it counts there.
    places: BTreeMap<String, Vec<(usize, u32)>>,
}

impl Vocabulary {
    /// Concepts that match the words of a query, best first.
    pub fn search(&self, query: &str) -> Vec<ConceptId> {
        self.search_all(query).into_iter().filter_map(concept).collect()
    }

    /// Concepts and numbers that match the words of a query, best first.
    pub fn search_all(&self, query: &str) -> Vec<Named> {
        let index = self.search_index();
        let mut found: Vec<(Fit, &Entry)> = index.fits(query, least_words(query));
        found.sort_by_key(|(fit, entry)| (Reverse(*fit), entry.depth, order(entry.named)));
        let best = found.iter().map(|(fit, _)| fit.score).max().unwrap_or_default();
        found.retain(|(fit, _)| fit.is_called || fit.score * LEAST_SHARE >= best);
        found.into_iter().map(|(_, entry)| entry.named).collect()
    }

    /// Of the concepts that match the words, those that match best: by an everyday name, else by all words, else by some.
    pub fn called(&self, query: &str) -> Vec<ConceptId> {
        let mut found: Vec<(Fit, &Entry)> = self.search_index().fits(query, 1);
        found.sort_by_key(|(fit, entry)| (Reverse(*fit), entry.depth, order(entry.named)));
        let class = |fit: &Fit| (fit.is_called, fit.has_all);
        let best = found.first().map(|(fit, _)| class(fit));
        found.into_iter().filter(|(fit, _)| Some(class(fit)) == best).filter_map(|(_, entry)| concept(entry.named)).collect()
    }

    /// How much some concepts have to do with a text, by all that is said of them; for a descendant's sake half as much. Those that have no word in common
    /// with it are left out. No index is needed: words are made alike only where they begin alike.
    pub fn likeness(&self, text: &str, among: &BTreeSet<ConceptId>) -> BTreeMap<ConceptId, u32> {
        let wanted: BTreeSet<String> = stems(text).into_iter().take(MOST_WORDS).collect();
        let beginnings: Vec<[u8; 3]> = wanted.iter().map(|stem| beginning(stem)).collect();
        let all: BTreeSet<ConceptId> = among.iter().flat_map(|id| self.with_descendants(*id)).collect();
        let mut hits: BTreeMap<ConceptId, BTreeMap<&str, u32>> = BTreeMap::new();
        for id in &all {
            let concept = self.concept(*id);
            let path = concept.name().split_once('.').map_or("", |(_, path)| path);
            let rest = [(path, IN_PATH), (concept.is(), IN_DEFINITION), (concept.ask(), IN_QUESTION)];
            // A word counts more the more of the name it is.
            let name = |also| (also, IN_NAMES + 2 * IN_NAMES / words_in(also));
            for (text, place) in concept.also().map(name).chain(rest) {
                for word in shared_words(text, &wanted, &beginnings) {
                    let best = hits.entry(*id).or_default().entry(word).or_default();
                    *best = place.max(*best);
                }
            }
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        hits.values().flat_map(BTreeMap::keys).for_each(|word| *counts.entry(word).or_default() += 1);
        let weighed = |(word, place): (&&str, &u32)| place * weight(all.len(), counts.get(word).copied().unwrap_or_default());
        let scores: BTreeMap<ConceptId, u32> = hits.iter().map(|(id, words)| (*id, words.iter().map(weighed).sum())).collect();
        let of = |id: ConceptId| scores.get(&id).copied().unwrap_or_default();
        let best =
            |id: &ConceptId| self.with_descendants(*id).map(|one| if one == *id { of(one) } else { of(one) / 2 }).max().unwrap_or_default();
        among.iter().map(|id| (*id, best(id))).filter(|(_, score)| *score > 0).collect()
    }

    fn search_index(&self) -> &SearchIndex {
        self.searched.get_or_init(|| SearchIndex::new(self))
    }
}

impl SearchIndex {
    fn new(vocabulary: &Vocabulary) -> SearchIndex {
        let mut index = SearchIndex::default();
        for id in vocabulary.concept_ids() {
            let concept = vocabulary.concept(id);
            let (facet, path) = concept.name().split_once('.').unwrap_or_default();
            let last = path.rsplit('.').next().unwrap_or_default();
            let mut names: Vec<Vec<String>> = concept.also().chain([last, path]).map(stems).collect();
            // Countries are called so.
            names.extend(Some(stems(concept.phrase())).filter(|phrase| phrase.len() <= SHORT));
            let entry = Entry { named: Named::Concept(id), names, depth: path.matches('.').count(), is_sector: facet == "sector" };
            index.push(entry, path, &format!("{} {}", concept.is(), concept.phrase()), concept.ask());
        }
        for id in vocabulary.scalar_ids() {
            let scalar = vocabulary.scalar(id);
            let names: Vec<Vec<String>> = scalar.also().chain([scalar.name()]).map(stems).collect();
            let entry = Entry { named: Named::Scalar(id), names, depth: scalar.name().matches('.').count(), is_sector: false };
            index.push(entry, scalar.name(), scalar.is(), &format!("{} {} {}", scalar.ask(), scalar.phrase(), scalar.unit()));
        }
        index
    }

    fn push(&mut self, entry: Entry, path: &str, definition: &str, question: &str) {
        let at = self.entries.len();
        let mut note = |words: &[String], counts: u32| {
            for word in words {
                let places = self.places.entry(word.clone()).or_default();
                // The best place of a word comes first.
                if places.last().is_none_or(|(last, _)| *last != at) {
                    places.push((at, counts));
                }
            }
        };
        entry.names.iter().for_each(|name| note(name, IN_NAMES));
        note(&stems(path), IN_PATH);
        note(&stems(definition), IN_DEFINITION);
        note(&stems(question), IN_QUESTION);
        self.entries.push(entry);
    }

    /// The entries that match at least so many words, each with how well.
    fn fits(&self, query: &str, least: usize) -> Vec<(Fit, &Entry)> {
        let whole = stems(query);
        let wanted: BTreeSet<&str> = whole.iter().take(MOST_WORDS).map(String::as_str).collect();
        let mut found: Vec<Weighed<'_>> = Vec::new();
        let mut scores: BTreeMap<usize, (u32, usize)> = BTreeMap::new();
        for word in &wanted {
            let Some(places) = self.places.get(*word) else { continue };
            let weight = weight(self.entries.len(), places.len());
            found.push((word, weight));
            for (at, counts) in places {
                let (score, words) = scores.entry(*at).or_default();
                *score += counts * weight;
                *words += 1;
            }
        }
        let has_all_words = found.len() == wanted.len();
        let wants_sector = wanted.iter().any(|word| matches!(*word, "industr" | "sector"));
        let fit = |(at, (score, words)): (usize, (u32, usize))| {
            let entry = self.entries.get(at)?;
            let score = score + entry.covered(&found);
            let score = if wants_sector && entry.is_sector { score * 3 / 2 } else { score };
            let is_called = entry.names.contains(&whole);
            Some((Fit { is_called, has_all: has_all_words && words == found.len(), score }, entry))
        };
        scores.into_iter().filter(|(_, (_, words))| *words >= least).filter_map(fit).collect()
    }
}

impl Entry {
    /// What counts for the name that the words cover best: the more, the more of it they are.
    fn covered(&self, wanted: &[Weighed<'_>]) -> u32 {
        let covered = |name: &Vec<String>| {
            let shared = || wanted.iter().filter(|(word, _)| name.iter().any(|one| one == word));
            let weight: u32 = shared().map(|(_, weight)| weight).sum();
            weight * shared().count() as u32 * IN_NAMES / (name.len().max(1) as u32)
        };
        self.names.iter().map(covered).max().unwrap_or_default()
    }
}

/// How many words of a query must match. Words joined to one are a name, of which a small part means nothing; of words side by side one may tell.
fn least_words(query: &str) -> usize {
    let is_joined = !query.trim().contains(char::is_whitespace);
    if is_joined { stems(query).into_iter().collect::<BTreeSet<String>>().len().div_ceil(2) } else { 1 }
}

fn words_in(name: &str) -> u32 {
    name.split(' ').count() as u32
}

/// How a word begins, which its stem has in common with it.
fn beginning(word: &str) -> [u8; 3] {
    let mut bytes = word.bytes().map(|byte| byte.to_ascii_lowercase());
    std::array::from_fn(|_| bytes.next().unwrap_or_default())
}

/// The wanted stems that occur in a text; `beginnings` are theirs.
fn shared_words<'w>(text: &str, wanted: &'w BTreeSet<String>, beginnings: &[[u8; 3]]) -> Vec<&'w str> {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    let likely = words.filter(|word| !word.is_empty() && (beginnings.contains(&beginning(word)) || !word.is_ascii()));
    likely.flat_map(stems).filter_map(|stem| wanted.get(&stem)).map(String::as_str).collect()
}

fn concept(named: Named) -> Option<ConceptId> {
    match named {
        Named::Concept(id) => Some(id),
        Named::Scalar(_) | Named::Facet(_) => None,
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
