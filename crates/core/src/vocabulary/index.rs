//! Finds the row of a name in about the time that it takes to read the name.

use std::hash::{BuildHasher, RandomState};

use super::columns::Column;

/// Rows by the hashes of their names, in a ring of slots of which half are free: a name stands in the first free slot from its own on.
///
/// Where names are input, the seed is drawn anew each time, so that nobody can write names that collide.
#[derive(Debug, Clone, Default)]
pub struct Index {
    seed: u64,
    /// One more than the row; none where the slot is free. As many as a power of two.
    slots: Column<u32>,
}

impl Index {
    /// An index that is fixed at build time, as [`Index::parts`] gave it.
    pub const fn fixed(seed: u64, slots: &'static [u32]) -> Index {
        Index { seed, slots: Column::Borrowed(slots) }
    }

    /// The seed and the slots.
    pub fn parts(&self) -> (u64, &[u32]) {
        (self.seed, &self.slots)
    }

    /// An index of so many names that are input; of equal ones the first is found.
    pub fn new<'n>(count: usize, names: impl Iterator<Item = &'n str>) -> Index {
        Index::seeded(RandomState::new().hash_one(0), count, names)
    }

    /// An index of so many names that nobody else writes, the same each time.
    pub fn seeded<'n>(seed: u64, count: usize, names: impl Iterator<Item = &'n str>) -> Index {
        let mut slots = vec![0; (2 * count).next_power_of_two()];
        for (row, name) in names.enumerate() {
            let free = ring(seed, name, slots.len()).find(|slot| slots.get(*slot) == Some(&0));
            free.and_then(|slot| slots.get_mut(slot)).into_iter().for_each(|slot| *slot = row as u32 + 1);
        }
        Index { seed, slots: slots.into() }
    }

    /// The row of a name; `is_named` tells whether a row has it.
    pub fn find(&self, name: &str, is_named: impl Fn(usize) -> bool) -> Option<usize> {
        let rows = ring(self.seed, name, self.slots.len()).map_while(|slot| self.slots.get(slot).filter(|row| **row != 0));
        rows.map(|row| *row as usize - 1).find(|row| is_named(*row))
    }
}

/// All slots, from that of a name on.
fn ring(seed: u64, name: &str, slots: usize) -> impl Iterator<Item = usize> {
    let start = hash(seed, name) as usize;
    (0..slots).map(move |step| start.wrapping_add(step) & (slots - 1))
}

/// Takes eight bytes at a time into a state, by a multiplication whose upper half is folded onto the lower.
fn hash(seed: u64, name: &str) -> u64 {
    let fold = |state: u64, word: u64| {
        let product = u128::from(state ^ word) * u128::from(seed | 1);
        product as u64 ^ (product >> 64) as u64
    };
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let state = words.iter().fold(seed ^ name.len() as u64, |state, word| fold(state, u64::from_le_bytes(*word)));
    fold(state, rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_other() {
        let names: Vec<String> = (0..1_000).map(|at| format!("facet.concept-{at}")).collect();
        let index = Index::new(names.len(), names.iter().map(String::as_str));
        let find = |name: &str| index.find(name, |row| names[row] == name);
        assert!(names.iter().enumerate().all(|(row, name)| find(name) == Some(row)));
        assert_eq!(find("facet.concept-1000"), None);
        assert_eq!(Index::new(0, std::iter::empty()).find("", |_| true), None);
    }
}
