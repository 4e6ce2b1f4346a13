//! Finds the row of a name by its hash.

use std::hash::{BuildHasher, RandomState};

use super::columns::Column;

/// A hash table of rows by name, with linear probing, at most half full.
///
/// Where names are input, the seed is random each time, so that nobody can craft names that collide.
#[derive(Debug, Clone, Default)]
pub struct Index {
    seed: u64,
    /// The row plus one; zero if the slot is free. Their number is a power of two.
    slots: Column<u32>,
}

impl Index {
    /// An index that is fixed at build time, from [`Index::parts`].
    pub const fn fixed(seed: u64, slots: &'static [u32]) -> Index {
        Index { seed, slots: Column::Borrowed(slots) }
    }

    /// The seed and the slots.
    pub fn parts(&self) -> (u64, &[u32]) {
        (self.seed, &self.slots)
    }

    /// An index of this many names from input; of equal names, the first is found.
    pub fn new<'n>(count: usize, names: impl Iterator<Item = &'n str>) -> Index {
        Index::seeded(RandomState::new().hash_one(0), count, names)
    }

    /// An index of this many trusted names, the same each time.
    pub fn seeded<'n>(seed: u64, count: usize, names: impl Iterator<Item = &'n str>) -> Index {
        let mut slots = vec![0; (2 * count).next_power_of_two()];
        for (row, name) in names.enumerate() {
            let free = ring(seed, name, slots.len()).find(|slot| slots.get(*slot) == Some(&0));
            free.and_then(|slot| slots.get_mut(slot)).into_iter().for_each(|slot| *slot = row as u32 + 1);
        }
        Index { seed, slots: slots.into() }
    }

    /// The row of a name; `name_of` gives the name of a row.
    #[inline]
    pub fn find<'n>(&self, name: &str, name_of: impl Fn(usize) -> &'n str) -> Option<usize> {
        let rows = ring(self.seed, name, self.slots.len()).map_while(|slot| self.slots.get(slot).filter(|row| **row != 0));
        rows.map(|row| *row as usize - 1).find(|row| is_same(name_of(*row).as_bytes(), name.as_bytes()))
    }
}

/// All slots, in probing order for a name.
#[inline]
fn ring(seed: u64, name: &str, slots: usize) -> impl Iterator<Item = usize> {
    let start = hash(seed, name.as_bytes()) as usize;
    (0..slots).map(move |step| start.wrapping_add(step) & (slots - 1))
}

/// Folds sixteen bytes at a time by a multiplication whose upper half is xored onto the lower; the last sixteen bytes are folded in at
/// the end, whatever the length.
#[inline]
fn hash(seed: u64, name: &[u8]) -> u64 {
    let fold = |state: u64, low: u64, high: u64| {
        let product = u128::from(low ^ seed ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ state);
        product as u64 ^ (product >> 64) as u64
    };
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let state = seed.rotate_left(32) ^ name.len() as u64;
    match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        (Some(low), Some(high)) if name.len() <= 16 => fold(state, word(low), word(high)),
        (Some(_), Some(high)) => {
            let (pairs, _) = name.as_chunks::<16>();
            let state = pairs.iter().fold(state, |state, pair| match pair.as_chunks::<8>().0 {
                [low, high] => fold(state, word(low), word(high)),
                _ => state,
            });
            let low = name.len().checked_sub(16).and_then(|from| name.get(from..)?.first_chunk::<8>()).map_or(0, word);
            fold(state, low, word(high))
        }
        _ => fold(state, name.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
    }
}

/// Whether two texts are the same, compared eight bytes at a time: names are short, and a call to `memcmp` costs more.
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
    fn every_name_is_found_and_no_other() {
        let names: Vec<String> = (0..1_000).map(|at| format!("facet.{}{at}", "c".repeat(at % 40))).collect();
        let index = Index::new(names.len(), names.iter().map(String::as_str));
        let find = |name: &str| index.find(name, |row| names[row].as_str());
        assert!(names.iter().enumerate().all(|(row, name)| find(name) == Some(row)));
        assert_eq!(find("facet.ccc1000"), None);
        assert_eq!(Index::new(0, std::iter::empty()).find("", |_| ""), None);
    }
}
