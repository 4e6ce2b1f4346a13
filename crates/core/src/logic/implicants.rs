//! Sets of literals that make a formula hold.

use super::{Bits, Program};

/// What holds and what fails in a set of literals.
type Literals = (Bits, Bits);

/// As many sets as are made of two groups with each other; beyond that, the first of each goes with all of the other.
const MOST_COMBINED: usize = 64;

impl Program {
    /// Sets of literals that make the formula hold, each as what holds and what fails in it: not all such sets, but each literal is in one.
    pub fn implicants(&self) -> Vec<Literals> {
        self.implicants_at(0)
    }

    fn implicants_at(&self, at: usize) -> Vec<Literals> {
        let literals = self.literals(at);
        let groups = self.groups(at).map(|group| self.implicants_at(group));
        if self.is_all(at) {
            let own = literals.fold(self.no_literals(), with);
            groups.fold(vec![own], |sets, others| combined(&sets, &others))
        } else {
            literals.map(|literal| with(self.no_literals(), literal)).chain(groups.flatten()).collect()
        }
    }

    fn no_literals(&self) -> Literals {
        let (mut positive, mut negative) = (self.positive.clone(), self.negative.clone());
        positive.clear();
        negative.clear();
        (positive, negative)
    }
}

fn with((mut holding, mut failing): Literals, (var, negated): (usize, bool)) -> Literals {
    if negated {
        failing.insert(var)
    } else {
        holding.insert(var)
    }
    (holding, failing)
}

/// Sets that hold both one of these and one of the others; each is in one.
fn combined(sets: &[Literals], others: &[Literals]) -> Vec<Literals> {
    let both = |(holding, failing): &Literals, (other_holding, other_failing): &Literals| {
        let (mut holding, mut failing) = (holding.clone(), failing.clone());
        holding.add(other_holding);
        failing.add(other_failing);
        (holding, failing)
    };
    if sets.len() * others.len() <= MOST_COMBINED {
        return sets.iter().flat_map(|one| others.iter().map(move |other| both(one, other))).collect();
    }
    let with_first = others.iter().take(1).flat_map(|first| sets.iter().map(move |one| both(one, first)));
    let first_with = sets.iter().take(1).flat_map(|first| others.iter().skip(1).map(move |other| both(first, other)));
    with_first.chain(first_with).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::Formula;

    #[test]
    fn each_literal_is_in_a_set_that_makes_the_formula_hold() {
        let any = |vars: std::ops::Range<usize>| Formula::Any(vars.map(Formula::Var).collect());
        let formula = Formula::All(vec![any(0..20), any(20..40), Formula::Var(40).negated()]);
        let sets = Program::new(&formula, 41).implicants();
        assert_eq!(sets.len(), 39);
        assert!((0..40).all(|var| sets.iter().any(|(holding, _)| holding.has(var))));
        assert!(sets.iter().all(|(holding, failing)| holding.len() == 2 && failing.has(40)));
    }
}
