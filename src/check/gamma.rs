//! Γ between the numbered propositions (semantics §1): what follows, what excludes, which groups need a child.

use crate::logic::{Bits, Exact, Literal, View};
use crate::vocabulary::Vocabulary;

use super::propositions::Proposition;

/// Γ between the numbered propositions.
#[derive(Debug, Clone)]
pub(super) struct Gamma {
    /// For each proposition, those that follow from it.
    pub above: Vec<Bits>,
    /// For each proposition, those that it follows from.
    pub below: Vec<Bits>,
    /// For each proposition, those that can't hold beside it.
    pub excludes: Vec<Bits>,
    /// Abstract concepts, each with its children, of which one holds where it does.
    pub abstracts: Vec<(usize, Bits)>,
    /// Propositions tied to any other.
    tied: Bits,
    /// For each proposition, the number of its connected part.
    component: Vec<usize>,
}

impl Gamma {
    /// Γ between these propositions.
    pub fn new(vocabulary: &Vocabulary, propositions: &[Proposition]) -> Gamma {
        let row = |relates: &dyn Fn(&Proposition, &Proposition) -> bool, one: &Proposition| {
            let mut row = Bits::new(propositions.len());
            let related = propositions.iter().enumerate().filter(|(_, other)| *other != one && relates(one, other));
            related.for_each(|(at, _)| row.insert(at));
            row
        };
        let table = |relates: &dyn Fn(&Proposition, &Proposition) -> bool| -> Vec<Bits> {
            propositions.iter().map(|one| row(relates, one)).collect()
        };
        let above = table(&|one, other| implies(vocabulary, one, other));
        let below = turned(&above);
        let excludes = table(&|one, other| excludes(vocabulary, one, other));
        let mut tied = Bits::new(propositions.len());
        let rows = above.iter().zip(&below).zip(&excludes).enumerate();
        rows.filter(|(_, ((above, below), excludes))| !(above.is_empty() && below.is_empty() && excludes.is_empty()))
            .for_each(|(at, _)| tied.insert(at));
        let component = components(&above, &excludes);
        Gamma { above, below, excludes, abstracts: abstracts(vocabulary, propositions), tied, component }
    }

    /// The number of the connected part that a proposition stands in.
    pub fn component(&self, at: usize) -> usize {
        self.component.get(at).copied().unwrap_or_default()
    }

    /// The abstract propositions that one falls under.
    pub fn abstracts_above(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let groups = self.abstracts.iter().map(|(group, _)| *group);
        groups.filter(move |group| self.above.get(at).is_some_and(|above| above.has(*group)))
    }

    /// Whether a proposition stands for an abstract concept.
    pub fn is_abstract(&self, at: usize) -> bool {
        self.abstracts.iter().any(|(group, _)| *group == at)
    }

    /// Adds to a view that a proposition holds or fails, with what follows.
    pub fn fix(&self, at: usize, holds: bool, view: &mut View) {
        if holds {
            view.must.insert(at);
            self.above.get(at).into_iter().for_each(|above| view.must.add(above));
            self.excludes.get(at).into_iter().for_each(|excluded| view.can.subtract(excluded));
        } else {
            view.can.remove(at);
            self.below.get(at).into_iter().for_each(|below| view.can.subtract(below));
        }
    }

    /// Adds all that follows from what is in it.
    pub fn close(&self, world: &mut Bits) {
        let mut closed = world.clone();
        world.iter().filter_map(|at| self.above.get(at)).for_each(|above| closed.add(above));
        *world = closed;
    }

    /// Whether these propositions, with all that must hold among them, can hold together while no other does.
    pub fn completes(&self, world: &Bits, view: &View) -> bool {
        let fits = |at: usize| {
            self.above.get(at).is_some_and(|above| above.is_within(world)) && self.excludes.get(at).is_some_and(|other| !other.meets(world))
        };
        world.is_within(&view.can)
            && world.iter().filter(|at| self.tied.has(*at)).all(fits)
            && self.abstracts.iter().all(|(group, children)| !world.has(*group) || children.meets(world))
    }

    /// Whether all of `wanted` can hold together and all of `unwanted` fail, and the other way round.
    pub fn allows_both(&self, view: &View, wanted: &Bits, unwanted: &Bits) -> bool {
        let agrees = |own: &Bits, opposite: &Bits| own.iter().filter(|at| self.tied.has(*at)).all(|at| !self.conflicts(at, own, opposite));
        self.grounds_both(view, wanted, unwanted) && agrees(wanted, unwanted) && agrees(unwanted, wanted)
    }

    /// Whether setting one proposition as its own side wants clashes with how the sides set others.
    fn conflicts(&self, at: usize, own: &Bits, opposite: &Bits) -> bool {
        self.above.get(at).is_some_and(|above| above.meets(opposite)) || self.excludes.get(at).is_some_and(|excluded| excluded.meets(own))
    }

    /// Whether no abstract proposition stands in the way: each has something below it that holds, or neither holds nor is asked about.
    fn grounds_both(&self, view: &View, wanted: &Bits, unwanted: &Bits) -> bool {
        self.abstracts.iter().all(|(group, children)| {
            let is_asked = view.must.has(*group) || wanted.has(*group) || unwanted.has(*group);
            !is_asked || !view.can.has(*group) || children.meets(&view.must)
        })
    }

    /// Demands Γ of the propositions numbered from `first` on.
    pub fn require_at(&self, solver: &mut Exact, first: usize) {
        let literal = |solver: &Exact, at: usize| solver.proposition(first + at);
        for (at, (above, excludes)) in self.above.iter().zip(&self.excludes).enumerate() {
            for other in above.iter() {
                let clause = [!literal(solver, at), literal(solver, other)];
                solver.require(&clause);
            }
            for other in excludes.iter().filter(|other| *other > at) {
                let clause = [!literal(solver, at), !literal(solver, other)];
                solver.require(&clause);
            }
        }
        for (group, children) in &self.abstracts {
            let clause: Vec<Literal> = children.iter().map(|child| literal(solver, child)).chain([!literal(solver, *group)]).collect();
            solver.require(&clause);
        }
    }
}

/// The relation read the other way.
fn turned(relation: &[Bits]) -> Vec<Bits> {
    let mut turned = vec![Bits::new(relation.len()); relation.len()];
    for (at, row) in relation.iter().enumerate() {
        for other in row.iter() {
            if let Some(row) = turned.get_mut(other) {
                row.insert(at);
            }
        }
    }
    turned
}

fn abstracts(vocabulary: &Vocabulary, propositions: &[Proposition]) -> Vec<(usize, Bits)> {
    let mut all = Vec::new();
    for (at, one) in propositions.iter().enumerate() {
        if let Proposition::Concept(concept) = one
            && vocabulary.concept(*concept).is_abstract
        {
            let mut bits = Bits::new(propositions.len());
            let places = vocabulary.children(*concept).filter_map(|child| propositions.binary_search(&Proposition::Concept(child)).ok());
            places.for_each(|child| bits.insert(child));
            all.push((at, bits));
        }
    }
    all
}

/// Whether one proposition follows from another by Γ alone: is-a, the order of numbers, the order of scalars.
fn implies(vocabulary: &Vocabulary, one: &Proposition, other: &Proposition) -> bool {
    match (one, other) {
        (Proposition::Concept(a), Proposition::Concept(b)) => vocabulary.is_a(*a, *b),
        (Proposition::Above { scalar: a, cut: high }, Proposition::Above { scalar: b, cut: low }) => {
            (a == b || vocabulary.scalar(*a).at_most.contains(b)) && high >= low
        }
        _ => false,
    }
}

fn excludes(vocabulary: &Vocabulary, one: &Proposition, other: &Proposition) -> bool {
    matches!((one, other), (Proposition::Concept(a), Proposition::Concept(b)) if vocabulary.excludes(*a, *b))
}

/// Numbers the connected parts of the graph of all constraints.
fn components(above: &[Bits], excludes: &[Bits]) -> Vec<usize> {
    let mut component: Vec<usize> = (0..above.len()).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (at, (above, excludes)) in above.iter().zip(excludes).enumerate() {
            for other in above.iter().chain(excludes.iter()) {
                let (Some(a), Some(b)) = (component.get(at).copied(), component.get(other).copied()) else { continue };
                if a != b {
                    let (low, high) = (a.min(b), a.max(b));
                    component.iter_mut().filter(|one| **one == high).for_each(|one| *one = low);
                    changed = true;
                }
            }
        }
    }
    component
}
