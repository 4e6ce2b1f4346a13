//! Γ between the numbered propositions (semantics §1): what follows, what excludes, which groups need a child.

use crate::logic::{Bits, Exact, Literal, View};
use crate::vocabulary::{ConceptId, Vocabulary};

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
    /// Propositions from which another follows.
    rising: Bits,
    /// Propositions that exclude another.
    excluding: Bits,
    /// For each proposition, the number of its connected part.
    part: Vec<usize>,
    /// The propositions of each connected part.
    parts: Vec<Bits>,
}

impl Gamma {
    /// Γ between these propositions.
    pub fn new(vocabulary: &Vocabulary, propositions: &[Proposition]) -> Gamma {
        let place = |concept: ConceptId| propositions.binary_search(&Proposition::Concept(concept)).ok();
        let bits = |places: &mut dyn Iterator<Item = usize>| {
            let mut bits = Bits::new(propositions.len());
            places.for_each(|place| bits.insert(place));
            bits
        };
        let scalars: Vec<usize> =
            (0..propositions.len()).filter(|at| matches!(propositions.get(*at), Some(Proposition::Above { .. }))).collect();
        let above: Vec<Bits> = propositions
            .iter()
            .map(|one| match one {
                Proposition::Concept(concept) => bits(&mut vocabulary.concept(*concept).ancestors().iter().copied().filter_map(place)),
                Proposition::Above { .. } => {
                    let is_lower =
                        |at: &usize| propositions.get(*at).is_some_and(|other| other != one && lies_above(vocabulary, one, other));
                    bits(&mut scalars.iter().copied().filter(is_lower))
                }
                Proposition::Local(_) => bits(&mut std::iter::empty()),
            })
            .collect();
        let below = turned(&above);
        let excluded = |one: &Proposition| match one {
            Proposition::Concept(concept) => bits(&mut excluded_by(vocabulary, *concept).filter_map(place)),
            Proposition::Above { .. } | Proposition::Local(_) => bits(&mut std::iter::empty()),
        };
        let excludes: Vec<Bits> = propositions.iter().map(excluded).collect();
        let having = |rows: &[Bits]| {
            let mut having = Bits::new(propositions.len());
            rows.iter().enumerate().filter(|(_, row)| !row.is_empty()).for_each(|(at, _)| having.insert(at));
            having
        };
        let parts = connected([&above, &below, &excludes], propositions.len());
        let mut part = vec![0; propositions.len()];
        for (number, members) in parts.iter().enumerate() {
            members.iter().for_each(|at| part.get_mut(at).into_iter().for_each(|slot| *slot = number));
        }
        let (rising, excluding) = (having(&above), having(&excludes));
        Gamma { abstracts: abstracts(vocabulary, propositions), above, below, excludes, rising, excluding, part, parts }
    }

    /// The propositions that constraints tie to one, itself among them.
    pub fn tied_to(&self, at: usize) -> &Bits {
        self.part.get(at).and_then(|part| self.parts.get(*part)).expect("a proposition is numbered, and every number has a part")
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
        let mut next = world.next(0);
        while let Some(at) = next {
            if self.rising.has(at) {
                self.above.get(at).into_iter().for_each(|above| world.add(above));
            }
            next = world.next(at + 1);
        }
    }

    /// Whether these propositions, with all that must hold among them, can hold together while no other does.
    pub fn completes(&self, world: &Bits, view: &View) -> bool {
        let rises = |at: usize| self.above.get(at).is_some_and(|above| above.is_within(world));
        let clashes = |at: usize| self.excludes.get(at).is_some_and(|excluded| excluded.meets(world));
        world.is_within(&view.can)
            && world.shared(&self.rising).all(rises)
            && !world.shared(&self.excluding).any(clashes)
            && self.abstracts.iter().all(|(group, children)| !world.has(*group) || children.meets(world))
    }

    /// Whether all of `wanted` can hold together and all of `unwanted` fail, and the other way round.
    pub fn allows_both(&self, view: &View, wanted: &Bits, unwanted: &Bits) -> bool {
        let rises_into = |at: usize, opposite: &Bits| self.above.get(at).is_some_and(|above| above.meets(opposite));
        let excludes = |at: usize, own: &Bits| self.excludes.get(at).is_some_and(|excluded| excluded.meets(own));
        let agrees = |own: &Bits, opposite: &Bits| {
            let is_level = opposite.is_empty() || !own.shared(&self.rising).any(|at| rises_into(at, opposite));
            is_level && !own.shared(&self.excluding).any(|at| excludes(at, own))
        };
        self.grounds_both(view, wanted, unwanted) && agrees(wanted, unwanted) && agrees(unwanted, wanted)
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
            && vocabulary.concept(*concept).is_abstract()
        {
            let mut bits = Bits::new(propositions.len());
            let places = vocabulary.children(*concept).filter_map(|child| propositions.binary_search(&Proposition::Concept(child)).ok());
            places.for_each(|child| bits.insert(child));
            all.push((at, bits));
        }
    }
    all
}

/// Whether one comparison follows from another by the order of numbers and of scalars.
fn lies_above(vocabulary: &Vocabulary, one: &Proposition, other: &Proposition) -> bool {
    match (one, other) {
        (Proposition::Above { scalar: a, cut: high }, Proposition::Above { scalar: b, cut: low }) => {
            (a == b || vocabulary.scalar(*a).at_most().contains(b)) && high >= low
        }
        _ => false,
    }
}

/// The concepts that can't hold beside one, by the groups that it or what it is stands in.
pub(super) fn excluded_by(vocabulary: &Vocabulary, id: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
    let members = vocabulary.up(id).flat_map(|above| {
        let groups = vocabulary.concept(above).groups().iter().map(|group| vocabulary.group(*group));
        groups.flatten().copied().filter(move |member| *member != above)
    });
    members.flat_map(|member| vocabulary.down(member))
}

/// The connected parts of the graph of all constraints.
fn connected(relations: [&[Bits]; 3], bound: usize) -> Vec<Bits> {
    let mut parts = Vec::new();
    let mut seen = Bits::new(bound);
    for start in 0..bound {
        if seen.has(start) {
            continue;
        }
        let mut part = Bits::new(bound);
        let mut open = vec![start];
        seen.insert(start);
        while let Some(at) = open.pop() {
            part.insert(at);
            for other in relations.into_iter().filter_map(|rows| rows.get(at)).flat_map(Bits::iter) {
                if !seen.has(other) {
                    seen.insert(other);
                    open.push(other);
                }
            }
        }
        parts.push(part);
    }
    parts
}
