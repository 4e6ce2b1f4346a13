//! Which formulas hang together: they share an open proposition, or Γ ties two of theirs.

use crate::logic::{Bits, Known, Program};

use super::super::prepared::Prepared;

/// Groups of some programs, by their places, such that no two of different groups hang together. Those in which nothing is open are left out.
pub(in crate::check) fn parts(prepared: &Prepared, known: &Known, programs: &[&Program]) -> Vec<Vec<usize>> {
    let reaches: Vec<Reach> = programs.iter().map(|program| Reach::of(prepared, known, program)).collect();
    let mut parts: Vec<(Reach, Vec<usize>)> = Vec::new();
    for (at, mut reach) in reaches.into_iter().enumerate().filter(|(_, reach)| !reach.open.is_empty()) {
        let (touching, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(other, _)| other.touches(&reach));
        let mut members = vec![at];
        for (other, others) in touching {
            reach.add(&other);
            members.extend(others);
        }
        members.sort_unstable();
        parts = apart;
        parts.push((reach, members));
    }
    let mut parts: Vec<Vec<usize>> = parts.into_iter().map(|(_, members)| members).collect();
    parts.sort();
    parts
}

/// What is open of some formulas, and what Γ ties to that.
struct Reach {
    open: Bits,
    tied: Bits,
}

impl Reach {
    fn of(prepared: &Prepared, known: &Known, program: &Program) -> Reach {
        let gamma = &prepared.gamma;
        let mut reach = Reach { open: prepared.no_propositions(), tied: prepared.no_propositions() };
        let mut left: Vec<usize> = program.propositions().collect();
        while let Some(at) = left.pop() {
            if !known.is_open(at) || reach.open.has(at) {
                continue;
            }
            reach.open.insert(at);
            for row in [gamma.above.of(at), gamma.below.of(at), gamma.excludes.of(at)] {
                reach.tied.add(row);
            }
            left.extend(gamma.children(at).into_iter().flat_map(Bits::iter));
        }
        reach
    }

    fn touches(&self, other: &Reach) -> bool {
        self.open.meets(&other.open) || self.tied.meets(&other.open)
    }

    fn add(&mut self, other: &Reach) {
        self.open.add(&other.open);
        self.tied.add(&other.tied);
    }
}
