//! Which formulas hang together: they share an open proposition, or Γ ties two of theirs.

use std::collections::BTreeMap;

use crate::logic::{Bits, Known, Program};

use super::super::prepared::Prepared;

/// Groups of some programs, by their places, such that no two of different groups hang together. Those in which nothing is open are left out.
pub(in crate::check) fn parts(prepared: &Prepared, known: &Known, programs: &[&Program]) -> Vec<Vec<usize>> {
    let gamma = &prepared.gamma;
    let mut sets = DisjointSets::new(prepared.propositions.len());
    let mut all_open = prepared.no_propositions();
    let mut firsts = Vec::with_capacity(programs.len());
    for program in programs {
        let mut first = None;
        let mut left: Vec<usize> = program.propositions().filter(|at| known.is_open(*at)).collect();
        while let Some(at) = left.pop() {
            sets.join(*first.get_or_insert(at), at);
            if !all_open.has(at) {
                all_open.insert(at);
                let children = gamma.children(at).into_iter().flat_map(Bits::iter).filter(|child| known.is_open(*child));
                left.extend(children);
            }
        }
        firsts.push(first);
    }
    for at in all_open.iter() {
        for row in [gamma.above.of(at), gamma.excludes.of(at)] {
            row.shared(&all_open).for_each(|other| sets.join(at, other));
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, first) in firsts.into_iter().enumerate() {
        first.into_iter().for_each(|first| parts.entry(sets.root(first)).or_default().push(at));
    }
    let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
    parts.sort();
    parts
}

/// Numbers in sets that share none, each set known by one of its numbers, the root.
struct DisjointSets {
    /// For each number another of its set that is nearer to the root; for the root itself.
    nearer: Vec<usize>,
}

impl DisjointSets {
    /// Each number alone.
    fn new(count: usize) -> DisjointSets {
        DisjointSets { nearer: (0..count).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while let Some(next) = self.nearer.get(at).copied().filter(|next| *next != at) {
            let after = self.nearer.get(next).copied().unwrap_or(next);
            self.nearer.get_mut(at).into_iter().for_each(|nearer| *nearer = after);
            at = after;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.nearer.get_mut(one).into_iter().for_each(|nearer| *nearer = other);
    }
}
