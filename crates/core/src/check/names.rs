//! A table from names to what they mean, quick to look up.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// A table by name. No order of it reaches an output.
pub(super) type Names<T> = HashMap<String, T, Seeded>;

/// Hashes with a seed of its own.
///
/// The names come from a policy, which may be hostile: without the seed nobody can write names that collide. A use adds none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seeded(u64);

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
pub(super) struct NameHasher {
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
