//! For every concept, facet and scalar of a policy, what a statement about it does to the numbered propositions; made once.

use crate::logic::Bits;
use crate::policy::Policy;
use crate::vocabulary::{Closed, Concept, ConceptId, FacetId, Vocabulary};

use super::gamma::{Gamma, excluded_by};
use super::propositions::Proposition;
use super::scalars::{ScalarRow, scalar_row};

/// For every concept of the policy's vocabulary, what saying it does to the numbered propositions.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub concepts: Vec<ConceptRow>,
    /// Numbered concepts of each facet.
    pub facets: Vec<FacetRow>,
    /// Odd numbered concepts.
    pub odd: Bits,
    /// Propositions that may fail since something above them does, though they are left open themselves; those above first.
    pub back_doors: Vec<(usize, Bits)>,
    pub scalars: Vec<ScalarRow>,
    /// Where each of the policy's own propositions is numbered, if a rule depends on it.
    pub locals: Vec<Option<usize>>,
    /// How many groups of exclusions there are.
    pub groups: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct ConceptRow {
    /// Numbered propositions that it is.
    pub up: Vec<u32>,
    /// Numbered propositions that are it.
    pub down: Vec<u32>,
    /// All concepts below it.
    pub descendants: Vec<ConceptId>,
    /// All concepts above it.
    pub ancestors: Vec<ConceptId>,
    /// Below it, with more above than it has itself.
    pub opens: Vec<Opened>,
    /// Itself and what is below, where a numbered proposition is above that.
    pub unknown: Vec<ConceptId>,
    /// Raised by it or by what it is.
    pub raises: Vec<Opened>,
    pub odd: bool,
    /// Groups of exclusions that it or what it is stands in, with the member.
    pub groups: Vec<(u32, ConceptId)>,
    /// Numbered propositions that can't hold where it does.
    pub excludes: Vec<u32>,
}

/// A concept that is left open, unless it is odd and nothing excuses that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Opened {
    pub concept: ConceptId,
    pub unless_odd: bool,
}

#[derive(Debug, Clone)]
pub(super) struct FacetRow {
    pub members: Bits,
    pub closed: Closed,
    pub default: Vec<ConceptId>,
}

impl Rows {
    /// The rows of a policy's vocabulary.
    pub fn new(policy: &Policy, propositions: &[Proposition], gamma: &Gamma) -> Rows {
        let vocabulary = policy.vocabulary();
        let place = |concept: ConceptId| propositions.binary_search(&Proposition::Concept(concept)).ok();
        let of_local = |local: usize| propositions.binary_search(&Proposition::Local(local)).ok();
        let those = |wanted: &dyn Fn(Concept<'_>) -> bool| {
            let mut bits = Bits::new(propositions.len());
            let concepts = vocabulary.concept_ids().filter(|id| wanted(vocabulary.concept(*id)));
            concepts.filter_map(place).for_each(|at| bits.insert(at));
            bits
        };
        let facet = |id: FacetId| {
            let facet = vocabulary.facet(id);
            FacetRow { members: those(&|concept| concept.facet() == id), closed: facet.closed(), default: facet.default().to_vec() }
        };
        let ups: Vec<Vec<u32>> = vocabulary.concept_ids().map(|id| numbered(vocabulary.up(id), &place)).collect();
        Rows {
            concepts: vocabulary.concept_ids().map(|id| concept_row(vocabulary, id, &place, &ups)).collect(),
            facets: vocabulary.facet_ids().map(facet).collect(),
            odd: those(&|concept| concept.is_odd()),
            back_doors: back_doors(vocabulary, propositions, gamma),
            scalars: vocabulary.scalar_ids().map(|id| scalar_row(vocabulary, id, propositions)).collect(),
            locals: (0..policy.propositions().len()).map(of_local).collect(),
            groups: vocabulary.exclusive().len(),
        }
    }

    /// What a statement about a concept does.
    pub fn row(&self, concept: ConceptId) -> &ConceptRow {
        self.concepts.get(concept.index()).expect("a concept is of the vocabulary that the rows were made for")
    }
}

/// The numbers of those concepts that have one.
fn numbered(ids: impl Iterator<Item = ConceptId>, place: &impl Fn(ConceptId) -> Option<usize>) -> Vec<u32> {
    ids.filter_map(place).map(|place| place as u32).collect()
}

/// `ups` are the numbered propositions that each concept is.
fn concept_row(vocabulary: &Vocabulary, id: ConceptId, place: &impl Fn(ConceptId) -> Option<usize>, ups: &[Vec<u32>]) -> ConceptRow {
    let concept = vocabulary.concept(id);
    let up = |id: ConceptId| ups.get(id.index()).map_or(&[][..], Vec::as_slice);
    // Whatever is below one is all that this one is.
    let adds_more = |below: &ConceptId| up(*below).len() > up(id).len();
    let opened = |concept: ConceptId| Opened { concept, unless_odd: vocabulary.concept(concept).is_odd() };
    let opens = concept.descendants().iter().copied().filter(adds_more).map(opened).collect();
    let mut raises = raised_by(vocabulary, id);
    raises.retain(|opened| !up(opened.concept).is_empty());
    let mut excludes = numbered(excluded_by(vocabulary, id), place);
    excludes.sort_unstable();
    excludes.dedup();
    ConceptRow {
        up: up(id).to_vec(),
        down: numbered(vocabulary.down(id), place),
        descendants: concept.descendants().to_vec(),
        ancestors: concept.ancestors().to_vec(),
        opens,
        unknown: vocabulary.down(id).filter(|below| !up(*below).is_empty()).collect(),
        raises,
        odd: concept.is_odd(),
        groups: vocabulary
            .up(id)
            .flat_map(|above| vocabulary.concept(above).groups().iter().map(move |group| (group.index() as u32, above)))
            .collect(),
        excludes,
    }
}

/// What a concept raises, itself or by what it is, with what stands below that by its id.
fn raised_by(vocabulary: &Vocabulary, id: ConceptId) -> Vec<Opened> {
    let mut all = Vec::new();
    for raised in vocabulary.up(id).flat_map(|above| vocabulary.concept(above).raises().iter().copied()) {
        let is_odd = vocabulary.concept(raised).is_odd();
        let below = vocabulary.concept(raised).below().iter().copied();
        all.push(Opened { concept: raised, unless_odd: false });
        all.extend(below.map(|below| Opened { concept: below, unless_odd: vocabulary.concept(below).is_odd() && !is_odd }));
    }
    all.sort();
    // Where it is opened both ways, the way without a condition decides.
    all.dedup_by_key(|opened| opened.concept);
    all
}

/// A concept fails by something above it that is presumed absent only where that is in another facet, or odd.
fn back_doors(vocabulary: &Vocabulary, propositions: &[Proposition], gamma: &Gamma) -> Vec<(usize, Bits)> {
    let concept = |at: usize| match propositions.get(at) {
        Some(Proposition::Concept(id)) => Some(vocabulary.concept(*id)),
        _ => None,
    };
    let mut all = Vec::new();
    for (at, above) in gamma.above.iter().enumerate() {
        let Some(own) = concept(at) else { continue };
        let is_suspect = above.iter().filter_map(concept).any(|upper| upper.facet() != own.facet() || upper.is_odd());
        if is_suspect {
            all.push((at, above.clone()));
        }
    }
    all.sort_by_key(|(_, above)| above.len());
    all
}
