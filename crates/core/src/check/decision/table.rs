//! All assignments of a few open propositions at once, 64 in a word: exact where few are open.
//!
//! Γ ties propositions in pairs, and these ties are closed under what follows from them; so propositions that no formula at hand mentions can be
//! left out. An abstract proposition is no variable: it holds where one of its children does.

use crate::logic::{Bits, Known, Program};

use super::super::prepared::Prepared;

/// The most variables of one table: 1,024 words.
const MOST: usize = 16;

/// The variables below this one change inside a word.
const IN_WORD: usize = 6;

/// The values of the variables inside a word.
const PATTERNS: [u64; IN_WORD] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

/// Open propositions as variables, in an order.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Variables {
    propositions: Vec<usize>,
    /// By proposition, its place among the variables and one; zero where it is none.
    slots: Vec<u16>,
}

/// How two variables are tied.
#[derive(Debug, Clone, Copy)]
enum Tie {
    /// The second follows from the first.
    Implies(usize, usize),
    /// They don't hold together.
    Excludes(usize, usize),
}

/// For a formula, in which assignments it holds; for Γ, in which ones it does. A bit each.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Columns {
    allowed: Vec<u64>,
    refused: Vec<u64>,
}

/// Variables with what ties them, ready to look at their assignments.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Table<'a> {
    prepared: &'a Prepared,
    known: &'a Known,
    variables: &'a Variables,
}

impl Variables {
    /// No variables, of so many propositions.
    pub(super) fn new(count: usize) -> Variables {
        Variables { propositions: Vec::new(), slots: vec![0; count] }
    }

    fn clear(&mut self) {
        for at in self.propositions.drain(..) {
            self.slots.get_mut(at).into_iter().for_each(|slot| *slot = 0);
        }
    }

    /// Becomes all that is open of some programs; `false` where no table holds so many.
    pub(super) fn gather<'p>(&mut self, prepared: &Prepared, known: &Known, programs: impl Iterator<Item = &'p Program>) -> bool {
        self.clear();
        for program in programs {
            program.propositions().for_each(|at| self.take(prepared, known, at));
        }
        // An abstract proposition that must hold needs a child wherever its children are looked at.
        for (group, children) in &prepared.gamma.abstracts {
            if known.must.has(*group) && !children.meets(&known.must) {
                children.iter().for_each(|child| self.take(prepared, known, child));
            }
        }
        self.propositions.len() <= MOST
    }

    fn take(&mut self, prepared: &Prepared, known: &Known, at: usize) {
        if !known.is_open(at) || self.slot(at).is_some() {
            return;
        }
        if prepared.gamma.is_abstract.has(at) {
            let children = prepared.gamma.children(at);
            return children.into_iter().flat_map(Bits::iter).for_each(|child| self.take(prepared, known, child));
        }
        self.propositions.push(at);
        self.slots.get_mut(at).into_iter().for_each(|slot| *slot = self.propositions.len() as u16);
    }

    fn slot(&self, at: usize) -> Option<usize> {
        self.slots.get(at).filter(|slot| **slot > 0).map(|slot| usize::from(*slot - 1))
    }

    /// The propositions.
    pub(super) fn propositions(&self) -> &[usize] {
        &self.propositions
    }

    /// The values of a variable in a word.
    fn pattern(slot: usize, word: usize) -> u64 {
        match PATTERNS.get(slot) {
            Some(pattern) => *pattern,
            None if word >> (slot - IN_WORD) & 1 == 1 => u64::MAX,
            None => 0,
        }
    }
}

impl<'a> Table<'a> {
    /// The assignments of these variables.
    pub(super) fn new(prepared: &'a Prepared, known: &'a Known, variables: &'a Variables) -> Table<'a> {
        Table { prepared, known, variables }
    }

    /// How many words hold all assignments.
    pub(super) fn words(&self) -> usize {
        1 << self.variables.propositions.len().saturating_sub(IN_WORD)
    }

    /// Whether some assignment that Γ allows gives each program its wanted value.
    pub(super) fn has(&self, goals: &[(&Program, bool)]) -> bool {
        let ties = self.ties();
        (0..self.words()).any(|word| {
            goals
                .iter()
                .try_fold(self.allowed(word, &ties), |left, (program, holds)| {
                    let value = self.value(program, word);
                    let left = left & if *holds { value } else { !value };
                    (left != 0).then_some(left)
                })
                .is_some_and(|left| left != 0)
        })
    }

    /// In which assignments one of some programs refuses the use.
    pub(super) fn refusals(&self, programs: &[&Program]) -> Columns {
        let ties = self.ties();
        let refused = |word: usize| programs.iter().fold(0, |all, program| all | self.value(program, word));
        Columns {
            allowed: (0..self.words()).map(|word| self.allowed(word, &ties)).collect(),
            refused: (0..self.words()).map(refused).collect(),
        }
    }

    /// The values of a program in a word.
    fn value(&self, program: &Program, word: usize) -> u64 {
        program.word(self.known, &|at| self.column(at, word))
    }

    fn column(&self, at: usize, word: usize) -> u64 {
        if let Some(slot) = self.variables.slot(at) {
            return Variables::pattern(slot, word);
        }
        match self.known.settles(at) {
            Some(true) => u64::MAX,
            Some(false) => 0,
            None => self.children(at).map(|child| self.column(child, word)).fold(0, |all, child| all | child),
        }
    }

    fn children(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        self.prepared.gamma.children(group).into_iter().flat_map(Bits::iter)
    }

    /// What ties the variables in pairs.
    fn ties(&self) -> Vec<Tie> {
        let (gamma, mut ties) = (&self.prepared.gamma, Vec::new());
        for (slot, at) in self.variables.propositions.iter().enumerate() {
            let slots = |row: &'a Bits| row.iter().filter_map(|other| self.variables.slot(other));
            if gamma.above.having.has(*at) {
                ties.extend(slots(gamma.above.of(*at)).map(|other| Tie::Implies(slot, other)));
            }
            if gamma.excludes.having.has(*at) {
                ties.extend(slots(gamma.excludes.of(*at)).filter(|other| *other > slot).map(|other| Tie::Excludes(slot, other)));
            }
        }
        ties
    }

    /// Which assignments of a word Γ allows.
    fn allowed(&self, word: usize, ties: &[Tie]) -> u64 {
        let pattern = |slot: usize| Variables::pattern(slot, word);
        let tied = ties.iter().fold(u64::MAX, |allowed, tie| match *tie {
            Tie::Implies(one, other) => allowed & (!pattern(one) | pattern(other)),
            Tie::Excludes(one, other) => allowed & !(pattern(one) & pattern(other)),
        });
        let grounded = self
            .prepared
            .gamma
            .abstracts
            .iter()
            .filter(|(group, children)| self.known.must.has(*group) && !children.meets(&self.known.must));
        grounded.fold(tied, |allowed, (group, _)| {
            allowed & self.children(*group).map(|child| self.column(child, word)).fold(0, |all, child| all | child)
        })
    }
}

impl Columns {
    /// Whether two assignments that differ in one variable alone are allowed, and one of them is refused.
    pub(crate) fn hang_on(&self, slot: usize) -> bool {
        let words = self.allowed.iter().zip(&self.refused).enumerate();
        if let Some(pattern) = PATTERNS.get(slot) {
            let by = 1 << slot;
            return words
                .into_iter()
                .any(|(_, (allowed, refused))| !pattern & allowed & (allowed >> by) & (refused ^ (refused >> by)) != 0);
        }
        let bit = 1 << (slot - IN_WORD);
        words.filter(|(word, _)| word & bit == 0).any(|(word, (allowed, refused))| {
            let other = self.allowed.get(word | bit).zip(self.refused.get(word | bit));
            other.is_some_and(|(other_allowed, other_refused)| allowed & other_allowed & (refused ^ other_refused) != 0)
        })
    }

    /// Whether some allowed assignment is not refused, and whether some is, where a variable has a value, or whatever values they have.
    pub(crate) fn outcomes(&self, fixed: Option<(usize, bool)>) -> (bool, bool) {
        let words = || {
            self.allowed.iter().zip(&self.refused).enumerate().map(|(word, (allowed, refused))| {
                let value = fixed.map_or(u64::MAX, |(slot, holds)| Variables::pattern(slot, word) ^ if holds { 0 } else { u64::MAX });
                (allowed & value, refused)
            })
        };
        (words().any(|(allowed, refused)| allowed & !refused != 0), words().any(|(allowed, refused)| allowed & refused != 0))
    }
}
