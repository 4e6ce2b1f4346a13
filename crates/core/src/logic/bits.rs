//! Sets of small numbers as bits. Sets that are compared with each other are made for the same bound.

use super::Known;

/// A set of numbers below a fixed bound.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set of numbers below `bound`.
    pub fn new(bound: usize) -> Bits {
        Bits { words: vec![0; bound.div_ceil(64)] }
    }

    /// All numbers below `bound`.
    pub fn full(bound: usize) -> Bits {
        let mut words = vec![u64::MAX; bound.div_ceil(64)];
        if let (Some(last), 1..) = (words.last_mut(), bound % 64) {
            *last = (1 << (bound % 64)) - 1;
        }
        Bits { words }
    }

    /// Whether a number is in it.
    #[inline]
    pub fn has(&self, at: usize) -> bool {
        self.words.get(at >> 6).is_some_and(|word| word >> (at & 63) & 1 == 1)
    }

    /// The numbers from `64 * at` on, as the bits of a word.
    #[inline]
    pub fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or_default()
    }

    /// Puts a number in; one past the bound is ignored.
    #[inline]
    pub fn insert(&mut self, at: usize) {
        if let Some(word) = self.words.get_mut(at >> 6) {
            *word |= 1 << (at & 63);
        }
    }

    /// Takes a number out.
    #[inline]
    pub fn remove(&mut self, at: usize) {
        if let Some(word) = self.words.get_mut(at >> 6) {
            *word &= !(1 << (at & 63));
        }
    }

    /// Empties it.
    #[inline]
    pub fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Takes every number of its words in. Numbers past the bound may come in with them: nothing asks for those.
    #[inline]
    pub fn fill(&mut self) {
        self.words.fill(u64::MAX);
    }

    /// Becomes a copy, without allocating where the bounds are equal.
    #[inline]
    pub fn copy_from(&mut self, other: &Bits) {
        self.words.clone_from(&other.words);
    }

    /// Takes all of another in.
    #[inline]
    pub fn add(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Drops all that is in another.
    #[inline]
    pub fn subtract(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// Keeps what is in another.
    #[inline]
    pub fn keep(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Keeps what is open under what is known.
    #[inline]
    pub fn keep_open(&mut self, known: &Known) {
        let known = known.can.words.iter().zip(&known.must.words);
        self.words.iter_mut().zip(known).for_each(|(word, (can, must))| *word &= can & !must);
    }

    /// Takes in the numbers of a row of words, such as another set's.
    #[inline]
    pub fn add_row(&mut self, row: &[u64]) {
        self.words.iter_mut().zip(row).for_each(|(word, other)| *word |= other);
    }

    /// Drops the numbers of a row of words.
    #[inline]
    pub fn subtract_row(&mut self, row: &[u64]) {
        self.words.iter_mut().zip(row).for_each(|(word, other)| *word &= !other);
    }

    /// Its numbers as a row of words.
    #[inline]
    pub fn row(&self) -> &[u64] {
        &self.words
    }

    /// Whether the two share a number.
    #[inline]
    pub fn meets(&self, other: &Bits) -> bool {
        self.words.iter().zip(&other.words).any(|(word, other)| word & other != 0)
    }

    /// Whether all of it is in another.
    #[inline]
    pub fn is_within(&self, other: &Bits) -> bool {
        self.words.iter().zip(&other.words).all(|(word, other)| word & !other == 0)
    }

    /// Whether nothing is in it.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many numbers are in it.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Its least number.
    #[inline]
    pub fn first(&self) -> Option<usize> {
        let (at, word) = self.words.iter().enumerate().find(|(_, word)| **word != 0)?;
        Some(at * 64 + word.trailing_zeros() as usize)
    }

    /// Its least number from `at` on.
    #[inline]
    pub fn next(&self, at: usize) -> Option<usize> {
        let first = self.word(at >> 6) & (u64::MAX << (at & 63));
        if first != 0 {
            return Some((at & !63) + first.trailing_zeros() as usize);
        }
        let (word, set) = self.words.iter().enumerate().skip((at >> 6) + 1).find(|(_, word)| **word != 0)?;
        Some(word * 64 + set.trailing_zeros() as usize)
    }

    /// Its numbers, ascending.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        numbers_in(&self.words)
    }

    /// The numbers that it shares with another, ascending.
    #[inline]
    pub fn shared<'a>(&'a self, other: &'a Bits) -> impl Iterator<Item = usize> + 'a {
        self.words.iter().zip(&other.words).enumerate().flat_map(|(at, (word, other))| numbers(at, word & other))
    }
}

/// The numbers in a row of words, ascending.
pub fn numbers_in(row: &[u64]) -> impl Iterator<Item = usize> + '_ {
    row.iter().enumerate().flat_map(|(at, word)| numbers(at, *word))
}

/// The numbers that the bits of the word at `at` stand for.
#[inline]
pub(super) fn numbers(at: usize, word: u64) -> impl Iterator<Item = usize> {
    let mut left = word;
    std::iter::from_fn(move || {
        (left != 0).then(|| {
            let bit = left.trailing_zeros() as usize;
            left &= left - 1;
            at * 64 + bit
        })
    })
}

impl FromIterator<usize> for Bits {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Bits {
        let numbers: Vec<usize> = numbers.into_iter().collect();
        let mut bits = Bits::new(numbers.iter().max().map_or(0, |most| most + 1));
        numbers.into_iter().for_each(|at| bits.insert(at));
        bits
    }
}
