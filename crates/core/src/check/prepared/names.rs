//! What the names that a use may say mean under one policy.
//!
//! Looking names up is the larger part of a check, so the table is our own: one probe and one comparison for nearly every name, and no pointer to
//! follow but into one text.

use std::hash::{BuildHasher, RandomState};

use crate::policy::{LocalId, Policy};
use crate::vocabulary::{ConceptId, FacetId, ScalarId};

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Meaning {
    /// A concept, in that facet.
    Concept(ConceptId, FacetId),
    /// A facet.
    Facet(FacetId),
    /// A scalar.
    Scalar(ScalarId),
    /// A proposition of the policy's own.
    Local(LocalId),
}

/// Looks names up for one policy; made once, used for many uses. No order of it reaches an output.
#[derive(Debug, Clone)]
pub(in crate::check) struct Lookup {
    /// The names come from a policy, which may be hostile: without secrets of our own somebody could write names that collide.
    secrets: [u64; 2],
    /// For each name its place among the entries and one, at the first free slot from where its hash points; zero where none is.
    slots: Vec<(u32, u32)>,
    entries: Vec<Entry>,
    /// All names, one after another.
    text: String,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    length: u32,
    meaning: Meaning,
}

impl Lookup {
    /// The names that mean something to a policy, former names of concepts included.
    pub fn new(policy: &Policy) -> Lookup {
        let vocabulary = policy.vocabulary();
        let concept = |id: ConceptId| (vocabulary.concept(id).name(), Meaning::Concept(id, vocabulary.concept(id).facet()));
        let scalar = |id: ScalarId| (vocabulary.scalar(id).name(), Meaning::Scalar(id));
        let facets = vocabulary.facet_ids().map(|id| (vocabulary.facet(id).name(), Meaning::Facet(id)));
        let aliases = vocabulary.aliases().filter_map(|(old, _)| {
            let meaning = vocabulary.find_concept(old).map(|id| concept(id).1);
            Some((old, meaning.or_else(|| vocabulary.find_scalar(old).map(Meaning::Scalar))?))
        });
        let locals = policy.propositions().entries().map(|(at, local)| (local.id.as_str(), Meaning::Local(at)));
        let named = locals.chain(vocabulary.concept_ids().map(concept)).chain(vocabulary.scalar_ids().map(scalar));
        Lookup::of(named.chain(facets).chain(aliases).collect())
    }

    /// A table of names; of equal ones the first counts.
    fn of(named: Vec<(&str, Meaning)>) -> Lookup {
        let random = RandomState::new();
        let secrets = [0, 1].map(|number: u64| random.hash_one(number));
        let slots = vec![(0, 0); (named.len() * 2).next_power_of_two().max(8)];
        let mut lookup = Lookup { secrets, slots, entries: Vec::with_capacity(named.len()), text: String::new() };
        for (name, meaning) in named {
            if lookup.meaning(name).is_none() {
                lookup.insert(name, meaning);
            }
        }
        lookup
    }

    fn insert(&mut self, name: &str, meaning: Meaning) {
        let hash = self.hash(name.as_bytes());
        let start = self.text.len() as u32;
        self.text.push_str(name);
        self.entries.push(Entry { start, length: name.len() as u32, meaning });
        let (mask, mut at) = (self.slots.len() - 1, hash as usize);
        // There are twice as many slots as names.
        while self.slots.get(at & mask).is_some_and(|slot| slot.1 != 0) {
            at += 1;
        }
        if let Some(slot) = self.slots.get_mut(at & mask) {
            *slot = ((hash >> 32) as u32, self.entries.len() as u32);
        }
    }

    /// What a name means.
    #[inline]
    pub fn meaning(&self, name: &str) -> Option<Meaning> {
        let hash = self.hash(name.as_bytes());
        let (mask, mut at) = (self.slots.len() - 1, hash as usize);
        loop {
            let (upper, number) = self.slots.get(at & mask).copied().unwrap_or_default();
            let entry = self.entries.get((number as usize).checked_sub(1)?)?;
            if upper == (hash >> 32) as u32 && self.is_named(entry, name) {
                return Some(entry.meaning);
            }
            at += 1;
        }
    }

    /// The facet of that name.
    pub fn facet(&self, name: &str) -> Option<FacetId> {
        match self.meaning(name) {
            Some(Meaning::Facet(facet)) => Some(facet),
            Some(Meaning::Concept(..) | Meaning::Scalar(_) | Meaning::Local(_)) | None => None,
        }
    }

    #[inline]
    fn is_named(&self, entry: &Entry, name: &str) -> bool {
        let own = self.text.as_bytes().get(entry.start as usize..(entry.start + entry.length) as usize).unwrap_or_default();
        is_same(own, name.as_bytes())
    }

    /// Folds sixteen bytes at a time, the last ones counted twice where the length is no multiple of that.
    #[inline]
    fn hash(&self, name: &[u8]) -> u64 {
        let [first, second] = self.secrets;
        let fold = |state: u64, low: u64, high: u64| {
            let product = u128::from(low ^ first) * u128::from(high ^ state);
            product as u64 ^ (product >> 64) as u64
        };
        let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        let state = second ^ name.len() as u64;
        match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
            (Some(low), Some(high)) if name.len() <= 16 => fold(state, word(low), word(high)),
            (Some(_), Some(high)) => {
                let (pairs, _) = name.as_chunks::<8>();
                let mut pairs = pairs.chunks_exact(2);
                let state = pairs.by_ref().fold(state, |state, pair| match pair {
                    [low, high] => fold(state, word(low), word(high)),
                    _ => state,
                });
                let low = name.len().checked_sub(16).and_then(|from| name.get(from..)?.first_chunk::<8>()).map_or(0, word);
                fold(state, low, word(high))
            }
            _ => fold(state, name.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
        }
    }
}

/// Whether two texts are the same, compared eight bytes at a time: names are short, and a call costs more than that.
#[inline]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (ones, ones_rest) = one.as_chunks::<8>();
    let (others, others_rest) = other.as_chunks::<8>();
    let last = match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(one), Some(other)) => one == other,
        _ => ones_rest == others_rest,
    };
    last && ones.iter().zip(others).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_length_are_found_and_others_are_not() {
        let names: Vec<String> = (0..60).flat_map(|length| ["a", "b"].map(|letter| letter.repeat(length) + &length.to_string())).collect();
        let lookup = Lookup::of(names.iter().enumerate().map(|(at, name)| (name.as_str(), Meaning::Local(LocalId::at(at)))).collect());
        for (at, name) in names.iter().enumerate().filter(|(at, name)| names.iter().position(|other| other == *name) == Some(*at)) {
            assert_eq!(lookup.meaning(name), Some(Meaning::Local(LocalId::at(at))));
            assert_eq!(lookup.meaning(&format!("{name}x")), None);
        }
    }
}
