//! What the names that a use may say mean under one policy.
//!
//! Most names are short. Those stand in a table of their own, each written out in its slot: to look one up is one hash of four words and one
//! comparison of them. The vocabulary looks the others up.

use std::hash::{BuildHasher, RandomState};

use crate::policy::{LocalId, Policy};
use crate::vocabulary::{ConceptId, FacetId, Index, Named, Vocabulary};

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Meaning {
    /// A concept, with its facet.
    Concept(ConceptId, FacetId),
    /// A facet.
    Facet(FacetId),
    /// A scalar.
    Scalar,
    /// A proposition of the policy's own.
    Local(LocalId),
}

/// Finds what names mean under one policy.
#[derive(Debug, Clone)]
pub(in crate::check) struct Lookup {
    /// Drawn anew each time: names are input, and nobody can write ones that collide.
    seeds: Words,
    /// As many as a power of two, at least half of them free: a name stands in the first free one from its own on.
    slots: Vec<Option<Slot>>,
    /// The policy's own propositions.
    locals: Index,
}

/// The bytes of a short name.
type Words = [u64; 4];

/// A short name and what it means.
#[derive(Debug, Clone, Copy)]
struct Slot {
    words: Words,
    length: u32,
    meaning: Meaning,
}

/// A name of at most 32 bytes: two names of one length are the same where their words are.
#[derive(Debug, Clone, Copy)]
struct Short {
    words: Words,
    length: u32,
}

impl Short {
    /// Where words overlap, they say the bytes between them twice.
    #[inline]
    fn new(name: &str) -> Option<Short> {
        let bytes = name.as_bytes();
        let halves = |half: &[u8; 16]| match half.as_chunks::<8>().0 {
            [low, high] => [u64::from_le_bytes(*low), u64::from_le_bytes(*high)],
            _ => [0, 0],
        };
        let words = match (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
            (Some(first), Some(last)) if bytes.len() <= 32 => {
                let ([a, b], [c, d]) = (halves(first), halves(last));
                [a, b, c, d]
            }
            (Some(_), _) => return None,
            (None, _) => match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
                (Some(first), Some(last)) => [u64::from_le_bytes(*first), u64::from_le_bytes(*last), 0, 0],
                _ => [bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0, 0, 0],
            },
        };
        Some(Short { words, length: bytes.len() as u32 })
    }

    /// Word by word: what has just been put together in registers is not written out to be compared.
    #[inline]
    fn is_in(&self, slot: &Slot) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.words, slot.words);
        self.length == slot.length && (a ^ e) | (b ^ f) | (c ^ g) | (d ^ h) == 0
    }

    /// Two products, of which the upper halves are taken onto the lower.
    #[inline]
    fn hash(&self, seeds: &Words) -> usize {
        let fold = |one: u64, other: u64| {
            let product = u128::from(one) * u128::from(other);
            product as u64 ^ (product >> 64) as u64
        };
        let ([a, b, c, d], [e, f, g, h]) = (self.words, *seeds);
        (fold(a ^ e, b ^ f) ^ fold(c ^ g, d ^ h ^ u64::from(self.length))) as usize
    }
}

impl Lookup {
    /// For one policy.
    pub(crate) fn new(policy: &Policy) -> Lookup {
        let (vocabulary, locals) = (policy.vocabulary(), policy.propositions());
        let random = RandomState::new();
        let count = vocabulary.meanings().count() + locals.len();
        let mut lookup = Lookup {
            seeds: [0, 1, 2, 3].map(|at| random.hash_one(at)),
            slots: vec![None; (2 * count + 1).next_power_of_two()],
            locals: Index::new(locals.len(), locals.iter().map(|local| local.id.as_str())),
        };
        vocabulary.meanings().for_each(|(name, named)| lookup.add(name, Meaning::of(named, vocabulary)));
        locals.entries().for_each(|(id, local)| lookup.add(&local.id, Meaning::Local(id)));
        lookup
    }

    /// Adds a name if it is short; of equal ones the first stays.
    fn add(&mut self, name: &str, meaning: Meaning) {
        let Some(short) = Short::new(name) else { return };
        let place = self.place(&short);
        if let Some(slot @ None) = self.slots.get_mut(place) {
            *slot = Some(Slot { words: short.words, length: short.length, meaning });
        }
    }

    /// The slot of a name, or the free one where it would stand.
    #[inline]
    fn place(&self, name: &Short) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = name.hash(&self.seeds) & mask;
        while let Some(Some(slot)) = self.slots.get(place)
            && !name.is_in(slot)
        {
            place = (place + 1) & mask;
        }
        place
    }

    /// What a name means under the policy that this was made for.
    #[inline]
    pub(crate) fn meaning(&self, name: &str, policy: &Policy) -> Option<Meaning> {
        match Short::new(name) {
            Some(short) => self.slots.get(self.place(&short))?.map(|slot| slot.meaning),
            None => self.long(name, policy),
        }
    }

    /// The facet of a name.
    #[inline]
    pub(crate) fn facet(&self, name: &str, policy: &Policy) -> Option<FacetId> {
        match self.meaning(name, policy)? {
            Meaning::Facet(facet) => Some(facet),
            Meaning::Concept(..) | Meaning::Scalar | Meaning::Local(_) => None,
        }
    }

    fn long(&self, name: &str, policy: &Policy) -> Option<Meaning> {
        if let Some(named) = policy.vocabulary().find(name) {
            return Some(Meaning::of(named, policy.vocabulary()));
        }
        let local = self.locals.find(name, |row| policy.propositions().get(LocalId::at(row)).id.as_str())?;
        Some(Meaning::Local(LocalId::at(local)))
    }
}

impl Meaning {
    fn of(named: Named, vocabulary: &Vocabulary) -> Meaning {
        match named {
            Named::Concept(concept) => Meaning::Concept(concept, vocabulary.concept(concept).facet()),
            Named::Facet(facet) => Meaning::Facet(facet),
            Named::Scalar(_) => Meaning::Scalar,
        }
    }
}
