//! Γ between the numbered propositions (semantics §1): what follows, what excludes, which groups need a child.

use crate::logic::{Bits, Known, Literal, SatSolver};
use crate::vocabulary::{ConceptId, Vocabulary};

use super::propositions::Proposition;

/// For each proposition some others.
#[derive(Debug, Clone)]
pub(in crate::check) struct Relation {
    rows: Vec<Bits>,
    /// The propositions whose row is not empty.
    pub having: Bits,
}

impl Relation {
    fn new(rows: Vec<Bits>) -> Relation {
        let mut having = Bits::new(rows.len());
        rows.iter().enumerate().filter(|(_, row)| !row.is_empty()).for_each(|(at, _)| having.insert(at));
        Relation { rows, having }
    }

    /// Those of one proposition.
    #[inline]
    pub(crate) fn of(&self, at: usize) -> &Bits {
        self.rows.get(at).expect("propositions are numbered by the policy that the relation was made for")
    }
}

/// Γ between the numbered propositions.
#[derive(Debug, Clone)]
pub(in crate::check) struct Gamma {
    /// For each proposition, those that follow from it.
    pub above: Relation,
    /// For each proposition, those that it follows from.
    pub below: Relation,
    /// For each proposition, those that can't hold beside it.
    pub excludes: Relation,
    /// Abstract concepts, each with its children, of which one holds where it does.
    pub abstracts: Vec<(usize, Bits)>,
    /// The abstract concepts alone.
    pub is_abstract: Bits,
    /// For each proposition, how many fail where it does.
    failing_with: Vec<u32>,
    /// For each proposition, the number of its connected part.
    part: Vec<usize>,
    /// The propositions of each connected part.
    parts: Vec<Bits>,
}

impl Gamma {
    /// Γ between these propositions; `place` numbers concepts.
    pub(crate) fn new(vocabulary: &Vocabulary, propositions: &[Proposition], place: &impl Fn(ConceptId) -> Option<usize>) -> Gamma {
        let bits = |places: &mut dyn Iterator<Item = usize>| {
            let mut bits = Bits::new(propositions.len());
            places.for_each(|place| bits.insert(place));
            bits
        };
        let is_scalar = |at: &usize| matches!(propositions.get(*at), Some(Proposition::Above { .. }));
        let scalars: Vec<usize> = (0..propositions.len()).filter(is_scalar).collect();
        let above = |one: &Proposition| match one {
            Proposition::Concept(concept) => bits(&mut vocabulary.concept(*concept).ancestors().iter().copied().filter_map(place)),
            Proposition::Above { .. } => {
                let is_lower = |at: &usize| propositions.get(*at).is_some_and(|other| other != one && lies_above(vocabulary, one, other));
                bits(&mut scalars.iter().copied().filter(is_lower))
            }
            Proposition::Local(_) => bits(&mut std::iter::empty()),
        };
        let excluded = |one: &Proposition| match one {
            Proposition::Concept(concept) => bits(&mut excluded_by(vocabulary, *concept).filter_map(place)),
            Proposition::Above { .. } | Proposition::Local(_) => bits(&mut std::iter::empty()),
        };
        let above: Vec<Bits> = propositions.iter().map(above).collect();
        let below = turned(&above);
        let excludes: Vec<Bits> = propositions.iter().map(excluded).collect();
        let parts = connected([&above, &below, &excludes], propositions.len());
        let mut part = vec![0; propositions.len()];
        for (number, members) in parts.iter().enumerate() {
            members.iter().for_each(|at| part.get_mut(at).into_iter().for_each(|slot| *slot = number));
        }
        let abstracts = abstracts(vocabulary, propositions, place);
        let is_abstract = bits(&mut abstracts.iter().map(|(group, _)| *group));
        let failing_with = below.iter().map(|row| 1 + row.len() as u32).collect();
        let [above, below, excludes] = [above, below, excludes].map(Relation::new);
        Gamma { above, below, excludes, abstracts, is_abstract, failing_with, part, parts }
    }

    /// How much it says to a reader that a proposition is absent: how many fail with it. A group that is no thing of its own says little.
    pub(crate) fn settled_by_absence(&self, at: usize) -> u32 {
        if self.is_abstract.has(at) { 0 } else { self.failing_with.get(at).copied().unwrap_or_default() }
    }

    /// The propositions that constraints tie to one, itself among them.
    pub(crate) fn tied_to(&self, at: usize) -> &Bits {
        self.part.get(at).and_then(|part| self.parts.get(*part)).expect("a proposition is numbered, and every number has a part")
    }

    /// The abstract propositions among the ancestors of one.
    pub(crate) fn abstracts_above(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.above.of(at).shared(&self.is_abstract)
    }

    /// The children of an abstract proposition.
    pub(crate) fn children(&self, group: usize) -> Option<&Bits> {
        self.abstracts.iter().find(|(at, _)| *at == group).map(|(_, children)| children)
    }

    /// Whether an abstract proposition must hold of which no child must.
    pub(crate) fn needs_child(&self, known: &Known) -> bool {
        self.is_abstract.meets(&known.must)
            && self.abstracts.iter().any(|(group, children)| known.must.has(*group) && !children.meets(&known.must))
    }

    /// Adds to what is known that a proposition holds or fails, with what follows.
    pub(crate) fn fix(&self, at: usize, holds: bool, known: &mut Known) {
        if holds {
            known.must.insert(at);
            known.must.add(self.above.of(at));
            known.can.subtract(self.excludes.of(at));
        } else {
            known.can.remove(at);
            known.can.subtract(self.below.of(at));
        }
    }

    /// Adds to an assignment all that follows from it; `closed` is a part of it that needs no more.
    pub(crate) fn close(&self, assignment: &mut Bits, closed: &Bits) {
        let mut next = assignment.next(0);
        while let Some(at) = next {
            if !closed.has(at) && self.above.having.has(at) {
                assignment.add(self.above.of(at));
            }
            next = assignment.next(at + 1);
        }
    }

    /// Whether these propositions can hold while no other does; all that follows from them, and all that must hold, is among them.
    pub(crate) fn completes(&self, assignment: &Bits, known: &Known) -> bool {
        let clashes = |at: usize| self.excludes.of(at).meets(assignment);
        assignment.is_within(&known.can)
            && !assignment.shared(&self.excludes.having).filter(|at| !known.must.has(*at)).any(clashes)
            && self.abstracts.iter().all(|(group, children)| !assignment.has(*group) || children.meets(assignment))
    }

    /// Whether all of `wanted` can hold together while all of `unwanted` fail: true only where that is sure.
    pub(crate) fn allows(&self, known: &Known, wanted: &Bits, unwanted: &Bits) -> bool {
        let is_grounded = |(group, children): &(usize, Bits)| {
            !(known.must.has(*group) || wanted.has(*group)) || children.meets(&known.must) || children.meets(wanted)
        };
        (unwanted.is_empty() || !wanted.shared(&self.above.having).any(|at| self.above.of(at).meets(unwanted)))
            && !wanted.shared(&self.excludes.having).any(|at| self.excludes.of(at).meets(wanted))
            && self.abstracts.iter().all(is_grounded)
    }

    /// Demands Γ of the propositions numbered from `first` on.
    pub(crate) fn require_at(&self, solver: &mut SatSolver, first: usize) {
        let literal = |solver: &SatSolver, at: usize| solver.proposition(first + at);
        for (at, (above, excludes)) in self.above.rows.iter().zip(&self.excludes.rows).enumerate() {
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

fn abstracts(vocabulary: &Vocabulary, propositions: &[Proposition], place: &impl Fn(ConceptId) -> Option<usize>) -> Vec<(usize, Bits)> {
    let mut all = Vec::new();
    for (at, one) in propositions.iter().enumerate() {
        if let Proposition::Concept(concept) = one
            && vocabulary.concept(*concept).is_abstract()
        {
            let mut bits = Bits::new(propositions.len());
            vocabulary.children(*concept).filter_map(place).for_each(|child| bits.insert(child));
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

/// The concepts that can't hold beside one, by the groups that it or an ancestor is a member of.
pub(super) fn excluded_by(vocabulary: &Vocabulary, id: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
    let members = vocabulary.with_ancestors(id).flat_map(|above| {
        let groups = vocabulary.concept(above).groups().iter().map(|group| vocabulary.group(*group));
        groups.flatten().copied().filter(move |member| *member != above)
    });
    members.flat_map(|member| vocabulary.with_descendants(member))
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
