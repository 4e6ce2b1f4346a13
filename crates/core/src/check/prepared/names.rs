//! What the names that a use may say mean under one policy.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use crate::policy::Policy;
use crate::vocabulary::{ConceptId, FacetId, ScalarId};

/// What a name means.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) enum Meaning {
    /// A concept, in that facet.
    Concept(ConceptId, FacetId),
    /// A scalar.
    Scalar(ScalarId),
    /// The policy's own proposition of that place.
    Local(usize),
}

/// Looks names up for one policy; made once, used for many uses. No order of it reaches an output.
#[derive(Debug, Clone)]
pub(in crate::check) struct Lookup {
    meanings: HashMap<String, Meaning, Seeded>,
    facets: HashMap<String, FacetId, Seeded>,
}

impl Lookup {
    /// The names that mean something to a policy, former names of concepts included.
    pub fn new(policy: &Policy) -> Lookup {
        let vocabulary = &policy.vocabulary;
        let mut meanings: HashMap<String, Meaning, Seeded> = HashMap::default();
        for id in vocabulary.concept_ids() {
            let concept = vocabulary.concept(id);
            meanings.insert(concept.name.clone(), Meaning::Concept(id, concept.facet));
        }
        for id in vocabulary.scalar_ids() {
            meanings.insert(vocabulary.scalar(id).name.clone(), Meaning::Scalar(id));
        }
        for (old, new) in &vocabulary.published().aliases {
            if let Some(meaning) = meanings.get(new).copied() {
                meanings.insert(old.clone(), meaning);
            }
        }
        for (at, local) in policy.propositions.iter().enumerate() {
            meanings.insert(local.id.clone(), Meaning::Local(at));
        }
        let facets = vocabulary.facet_ids().map(|id| (vocabulary.facet(id).name.clone(), id)).collect();
        Lookup { meanings, facets }
    }

    /// What a name means.
    #[inline]
    pub fn meaning(&self, name: &str) -> Option<Meaning> {
        self.meanings.get(name).copied()
    }

    /// The facet of that name.
    pub fn facet(&self, name: &str) -> Option<FacetId> {
        self.facets.get(name).copied()
    }
}

/// Hashes with a seed of its own.
///
/// The names come from a policy, which may be hostile: without the seed nobody can write names that collide. A use adds none.
#[derive(Debug, Clone, Copy)]
struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Seeded {
        Seeded(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Seeded {
    type Hasher = NameHasher;

    fn build_hasher(&self) -> NameHasher {
        NameHasher { seed: self.0 | 1, state: self.0 }
    }
}

/// Takes eight bytes at a time into a state, by a multiplication whose upper half is folded onto the lower.
struct NameHasher {
    seed: u64,
    state: u64,
}

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.state ^= bytes.len() as u64;
        bytes.as_chunks::<8>().0.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        let last = bytes.last_chunk::<8>().map(|last| u64::from_le_bytes(*last));
        self.write_u64(last.unwrap_or_else(|| bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))));
    }

    /// The end of a name.
    fn write_u8(&mut self, byte: u8) {
        self.state ^= u64::from(byte);
    }

    fn write_u64(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * u128::from(self.seed);
        self.state = product as u64 ^ (product >> 64) as u64;
    }

    fn finish(&self) -> u64 {
        self.state
    }
}
