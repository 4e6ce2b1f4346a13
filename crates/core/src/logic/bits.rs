//! Sets of small numbers as bits. Sets that are compared with each other are made for the same bound.
//!
//! The words lie in blocks of four, so that the work on a set is a few instructions for each block. The first block stands in the set itself:
//! most policies need no more, and then nothing is looked up elsewhere.

use super::Known;

/// Four words of bits.
type Block = [u64; 4];

/// The numbers of one block.
const BLOCK: usize = 256;

/// A set of numbers below a fixed bound.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Bits {
    first: Block,
    rest: Vec<Block>,
}

/// Several sets of which only the blocks that are not empty are kept, each with the number of its set and its place in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SparseRows {
    blocks: Box<[(u32, u32, Block)]>,
}

impl SparseRows {
    /// Those of some sets.
    pub fn new(rows: &[Bits]) -> SparseRows {
        let blocks = rows
            .iter()
            .enumerate()
            .flat_map(|(row, bits)| bits.blocks().enumerate().map(move |(at, block)| (row as u32, at as u32, *block)));
        SparseRows { blocks: blocks.filter(|(.., block)| *block != [0; 4]).collect() }
    }

    /// One set of numbers below `bound`.
    pub fn of_numbers(numbers: impl Iterator<Item = usize>, bound: usize) -> SparseRows {
        let mut bits = Bits::new(bound);
        numbers.for_each(|at| bits.insert(at));
        SparseRows::new(&[bits])
    }

    /// Takes each set into the one of the same number.
    #[inline]
    pub fn add_to(&self, rows: &mut [Bits]) {
        for (row, at, block) in &self.blocks {
            rows.get_mut(*row as usize).into_iter().for_each(|bits| bits.add_block(*at as usize, block));
        }
    }

    /// Takes one set into another.
    #[inline]
    pub fn add_row_to(&self, row: usize, bits: &mut Bits) {
        self.row(row).for_each(|(at, block)| bits.add_block(at, block));
    }

    fn row(&self, row: usize) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().filter(move |(own, ..)| *own as usize == row).map(|(_, at, block)| (*at as usize, block))
    }

    /// Whether a number is in one of the sets.
    #[inline]
    pub fn has(&self, row: usize, at: usize) -> bool {
        let block = self.row(row).find(|(place, _)| *place == at / BLOCK);
        block.and_then(|(_, block)| block.get(at % BLOCK / 64)).is_some_and(|word| word >> (at & 63) & 1 == 1)
    }

    /// The numbers of one of the sets, ascending.
    pub fn numbers(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let words = self.row(row).flat_map(|(place, block)| block.iter().enumerate().map(move |(at, word)| (place * 4 + at, *word)));
        words.flat_map(|(at, word)| numbers(at, word))
    }
}

impl Bits {
    /// The empty set of numbers below `bound`.
    pub fn new(bound: usize) -> Bits {
        Bits { first: [0; 4], rest: vec![[0; 4]; bound.div_ceil(BLOCK).saturating_sub(1)] }
    }

    /// All numbers below `bound`.
    pub fn full(bound: usize) -> Bits {
        let mut bits = Bits::new(bound);
        for at in 0..bound.div_ceil(64) {
            let word = if (at + 1) * 64 <= bound { u64::MAX } else { (1 << (bound % 64)) - 1 };
            bits.word_mut(at).into_iter().for_each(|own| *own = word);
        }
        bits
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    #[inline]
    fn add_block(&mut self, at: usize, block: &Block) {
        let own = match at.checked_sub(1) {
            None => Some(&mut self.first),
            Some(at) => self.rest.get_mut(at),
        };
        own.into_iter().for_each(|own| own.iter_mut().zip(block).for_each(|(word, other)| *word |= other));
    }

    #[inline]
    fn word_mut(&mut self, at: usize) -> Option<&mut u64> {
        match at.checked_sub(4) {
            None => self.first.get_mut(at),
            Some(at) => self.rest.as_flattened_mut().get_mut(at),
        }
    }

    /// Whether a number is in it.
    #[inline]
    pub fn has(&self, at: usize) -> bool {
        self.word(at >> 6) >> (at & 63) & 1 == 1
    }

    /// The numbers from `64 * at` on, as the bits of a word.
    #[inline]
    pub fn word(&self, at: usize) -> u64 {
        let word = match at.checked_sub(4) {
            None => self.first.get(at),
            Some(at) => self.rest.as_flattened().get(at),
        };
        word.copied().unwrap_or_default()
    }

    /// Puts a number in; one past the bound is ignored.
    #[inline]
    pub fn insert(&mut self, at: usize) {
        self.word_mut(at >> 6).into_iter().for_each(|word| *word |= 1 << (at & 63));
    }

    /// Takes a number out.
    #[inline]
    pub fn remove(&mut self, at: usize) {
        self.word_mut(at >> 6).into_iter().for_each(|word| *word &= !(1 << (at & 63)));
    }

    /// Empties it.
    #[inline]
    pub fn clear(&mut self) {
        self.first = [0; 4];
        if !self.rest.is_empty() {
            self.rest.fill([0; 4]);
        }
    }

    /// Becomes a copy, without allocating where the bounds are equal.
    #[inline]
    pub fn copy_from(&mut self, other: &Bits) {
        self.first = other.first;
        if !(self.rest.is_empty() && other.rest.is_empty()) {
            self.rest.clone_from(&other.rest);
        }
    }

    /// Becomes all numbers but those of two sets. Numbers past the bound may come in with them: nothing asks for those.
    #[inline]
    pub fn become_all_but(&mut self, one: &Bits, other: &Bits) {
        let but = |block: &mut Block, one: &Block, other: &Block| {
            for ((word, one), other) in block.iter_mut().zip(one).zip(other) {
                *word = !(one | other);
            }
        };
        but(&mut self.first, &one.first, &other.first);
        for ((block, one), other) in self.rest.iter_mut().zip(&one.rest).zip(&other.rest) {
            but(block, one, other);
        }
    }

    /// Sets each word to what `merged` makes of it and the other at its place.
    #[inline]
    fn merge(&mut self, other: &Bits, merged: impl Fn(u64, u64) -> u64) {
        let merge = |block: &mut Block, other: &Block| {
            for (word, other) in block.iter_mut().zip(other) {
                *word = merged(*word, *other);
            }
        };
        merge(&mut self.first, &other.first);
        for (block, other) in self.rest.iter_mut().zip(&other.rest) {
            merge(block, other);
        }
    }

    /// Whether `common` of some word and the other at its place is not empty.
    #[inline]
    fn finds(&self, other: &Bits, common: impl Fn(u64, u64) -> u64) -> bool {
        let finds = |block: &Block, other: &Block| block.iter().zip(other).fold(0, |all, (word, other)| all | common(*word, *other)) != 0;
        finds(&self.first, &other.first) || self.rest.iter().zip(&other.rest).any(|(block, other)| finds(block, other))
    }

    /// Takes all of another in.
    #[inline]
    pub fn add(&mut self, other: &Bits) {
        self.merge(other, |word, other| word | other);
    }

    /// Drops all that is in another.
    #[inline]
    pub fn subtract(&mut self, other: &Bits) {
        self.merge(other, |word, other| word & !other);
    }

    /// Keeps what is in another.
    #[inline]
    pub fn keep(&mut self, other: &Bits) {
        self.merge(other, |word, other| word & other);
    }

    /// Keeps what is open under what is known.
    #[inline]
    pub fn keep_open(&mut self, known: &Known) {
        self.keep(&known.can);
        self.subtract(&known.must);
    }

    /// Whether the two share a number.
    #[inline]
    pub fn meets(&self, other: &Bits) -> bool {
        self.finds(other, |word, other| word & other)
    }

    /// Whether all of it is in another.
    #[inline]
    pub fn is_within(&self, other: &Bits) -> bool {
        !self.finds(other, |word, other| word & !other)
    }

    /// Whether nothing is in it.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.blocks().all(|block| *block == [0; 4])
    }

    /// How many numbers are in it.
    pub fn len(&self) -> usize {
        self.words().map(|word| word.count_ones() as usize).sum()
    }

    #[inline]
    fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.first.iter().chain(self.rest.as_flattened()).copied()
    }

    /// Its least number from `at` on.
    #[inline]
    pub fn next(&self, at: usize) -> Option<usize> {
        let first = self.word(at >> 6) & (u64::MAX << (at & 63));
        if first != 0 {
            return Some((at & !63) + first.trailing_zeros() as usize);
        }
        let (word, set) = self.words().enumerate().skip((at >> 6) + 1).find(|(_, word)| *word != 0)?;
        Some(word * 64 + set.trailing_zeros() as usize)
    }

    /// Its numbers, ascending.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words().enumerate().flat_map(|(at, word)| numbers(at, word))
    }

    /// The numbers that it shares with another, ascending.
    #[inline]
    pub fn shared<'a>(&'a self, other: &'a Bits) -> impl Iterator<Item = usize> + 'a {
        self.words().zip(other.words()).enumerate().flat_map(|(at, (word, other))| numbers(at, word & other))
    }
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
