//! What saying a concept, a facet or a number does to the numbered propositions (semantics §2). Worked out once for each concept that some use
//! says something of.

use std::sync::OnceLock;

use crate::base::Table;
use crate::logic::{Bits, SparseRows};
use crate::policy::{LocalId, Policy};
use crate::vocabulary::{Closed, Concept, ConceptId, FacetId, GroupId, Vocabulary};

use super::gamma::{Gamma, excluded_by};
use super::propositions::Proposition;

/// What saying a concept does to the numbered propositions.
#[derive(Debug, Clone)]
pub(in crate::check) struct Effects {
    /// Where it holds, and no descendant of it is stated to: by [`Plane`].
    pub holding: SparseRows,
    /// Otherwise: by [`Otherwise`].
    pub otherwise: SparseRows,
    /// The odd descendants that it leaves open only where something excuses them.
    pub opened_if_excused: Box<[ConceptId]>,
    /// The odd concepts that it raises, left open only where something excuses them.
    pub raised_if_excused: Box<[ConceptId]>,
    /// The facets, modulo 64, in which it leaves something open where it holds.
    pub opens_in: u64,
    /// The facets, modulo 64, of itself and its descendants.
    pub fails_in: u64,
    pub odd: bool,
    /// Groups of exclusions in which it or an ancestor is a member, with the member.
    pub groups: Box<[(GroupId, ConceptId)]>,
}

/// What is gathered over all that holds of a use.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) enum Plane {
    /// Propositions that hold.
    Holding,
    /// Propositions that fail.
    Failing,
    /// Propositions that are left open.
    Open,
}

impl Plane {
    /// How many there are.
    pub(crate) const COUNT: usize = Plane::Open as usize + 1;
}

/// The other rows of a concept.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) enum Otherwise {
    /// Propositions that fail where it does.
    Fails,
    /// Propositions that are left open where it holds, since it raises them.
    Raises,
    /// Propositions that are left open where it is said to be unknown.
    Unknown,
}

/// The effects of all that can be said of a use under one policy.
#[derive(Debug)]
pub(in crate::check) struct AllEffects {
    /// By concept; worked out when first needed.
    concepts: Vec<OnceLock<Effects>>,
    /// By concept, its number as a proposition.
    numbers: Vec<u32>,
    count: usize,
    pub facets: Table<FacetId, FacetEffects>,
    /// The facets that have a default.
    pub with_default: Vec<FacetId>,
    /// The facets that are not always closed and have members.
    pub not_always_closed: Vec<(FacetId, FacetEffects)>,
    /// The propositions of facets that are always closed.
    pub always_closed: Bits,
    /// Odd propositions.
    pub odd: Bits,
    /// Propositions that may fail since an ancestor does, though they are left open themselves; those with the fewest ancestors first.
    pub failing_with_ancestor: Vec<usize>,
    /// The concepts that the license asks about, their descendants included.
    pub asked: Vec<ConceptId>,
    /// What these leave open where none of them is stated to fail.
    pub left_open_by_asking: Bits,
    /// Where each of the policy's own propositions is numbered, if a rule depends on it.
    pub locals: Table<LocalId, Option<usize>>,
}

/// A facet, as far as the numbered propositions go.
#[derive(Debug, Clone)]
pub(in crate::check) struct FacetEffects {
    pub members: Bits,
    pub closed: Closed,
    pub default: Vec<ConceptId>,
}

/// Not the number of any proposition.
const NONE: u32 = u32::MAX;

/// For each concept its number among the propositions, or `NONE`.
pub(super) fn concept_numbers(vocabulary: &Vocabulary, propositions: &[Proposition]) -> Vec<u32> {
    let mut numbers = vec![NONE; vocabulary.concepts().len()];
    for (at, proposition) in propositions.iter().enumerate() {
        if let Proposition::Concept(concept) = proposition
            && let Some(number) = numbers.get_mut(concept.index())
        {
            *number = at as u32;
        }
    }
    numbers
}

/// The number of a concept.
pub(super) fn place_in(numbers: &[u32], concept: ConceptId) -> Option<usize> {
    numbers.get(concept.index()).filter(|number| **number != NONE).map(|number| *number as usize)
}

impl AllEffects {
    /// For a policy whose propositions and concepts are numbered so.
    pub(crate) fn new(policy: &Policy, propositions: &[Proposition], numbers: Vec<u32>, gamma: &Gamma) -> AllEffects {
        let vocabulary = policy.vocabulary();
        let concept = |at: usize| match propositions.get(at) {
            Some(Proposition::Concept(id)) => Some(vocabulary.concept(*id)),
            Some(Proposition::Above { .. } | Proposition::Local(_)) | None => None,
        };
        let those = |wanted: &dyn Fn(Concept<'_>) -> bool| {
            let mut bits = Bits::new(propositions.len());
            (0..propositions.len()).filter(|at| concept(*at).is_some_and(wanted)).for_each(|at| bits.insert(at));
            bits
        };
        let mut members: Table<FacetId, Bits> = vocabulary.facet_ids().map(|_| Bits::new(propositions.len())).collect();
        for at in 0..propositions.len() {
            concept(at).into_iter().for_each(|concept| members.get_mut(concept.facet()).insert(at));
        }
        let asked = asked(policy);
        let mut left_open_by_asking = Bits::new(propositions.len());
        let opened = asked.iter().flat_map(|concept| vocabulary.with_ancestors(*concept));
        opened.filter_map(|concept| place_in(&numbers, concept)).for_each(|at| left_open_by_asking.insert(at));
        let facet = |id: FacetId| {
            let facet = vocabulary.facet(id);
            let default = facet.default().iter().copied().filter(|concept| asked.binary_search(concept).is_err());
            FacetEffects { members: members.get(id).clone(), closed: facet.closed(), default: default.collect() }
        };
        let of_local = |local: LocalId| propositions.binary_search(&Proposition::Local(local)).ok();
        AllEffects {
            concepts: std::iter::repeat_with(OnceLock::new).take(vocabulary.concepts().len()).collect(),
            numbers,
            count: propositions.len(),
            facets: vocabulary.facet_ids().map(facet).collect(),
            with_default: vocabulary.facet_ids().filter(|id| !vocabulary.facet(*id).default().is_empty()).collect(),
            not_always_closed: vocabulary
                .facet_ids()
                .filter(|id| vocabulary.facet(*id).closed() != Closed::Always)
                .map(|id| (id, facet(id)))
                .filter(|(_, facet)| !facet.members.is_empty())
                .collect(),
            always_closed: those(&|concept| vocabulary.facet(concept.facet()).closed() == Closed::Always),
            odd: those(&|concept| concept.is_odd()),
            failing_with_ancestor: failing_with_ancestor(&concept, propositions.len(), gamma),
            asked,
            left_open_by_asking,
            locals: policy.propositions().ids().map(of_local).collect(),
        }
    }

    /// The number of a concept.
    pub(crate) fn place(&self, concept: ConceptId) -> Option<usize> {
        place_in(&self.numbers, concept)
    }

    /// What saying a concept does.
    #[inline]
    pub(crate) fn of(&self, concept: ConceptId, vocabulary: &Vocabulary) -> &Effects {
        let slot = self.concepts.get(concept.index()).expect("a concept is of the vocabulary that the effects were made for");
        slot.get_or_init(|| self.effects(concept, vocabulary))
    }

    fn effects(&self, id: ConceptId, vocabulary: &Vocabulary) -> Effects {
        let none = Bits::new(self.count);
        let (mut holding, mut otherwise) = (vec![none.clone(); Plane::COUNT], vec![none; Otherwise::Unknown as usize + 1]);
        let fill = |rows: &mut [Bits], row: usize, concepts: &mut dyn Iterator<Item = ConceptId>| {
            let row = rows.get_mut(row);
            row.into_iter().for_each(|row| concepts.filter_map(|concept| self.place(concept)).for_each(|at| row.insert(at)));
        };
        let opened = vocabulary.opened_by(id);
        let raised = vocabulary.raised_by(id);
        let needs_excuse = |(concept, unless_odd): &&(ConceptId, bool)| *unless_odd && vocabulary.concept(*concept).is_odd();
        let free = |all: &[(ConceptId, bool)]| {
            let free: Vec<ConceptId> = all.iter().filter(|one| !needs_excuse(one)).map(|(concept, _)| *concept).collect();
            free.into_iter().flat_map(|concept| vocabulary.with_ancestors(concept))
        };
        fill(&mut holding, Plane::Holding as usize, &mut vocabulary.with_ancestors(id));
        fill(&mut holding, Plane::Failing as usize, &mut excluded_by(vocabulary, id));
        fill(&mut holding, Plane::Open as usize, &mut free(&opened).chain(free(&raised)));
        fill(&mut otherwise, Otherwise::Fails as usize, &mut vocabulary.with_descendants(id));
        fill(&mut otherwise, Otherwise::Raises as usize, &mut free(&raised));
        fill(
            &mut otherwise,
            Otherwise::Unknown as usize,
            &mut vocabulary.with_descendants(id).flat_map(|below| vocabulary.with_ancestors(below)),
        );
        let facet_of = |concept: ConceptId| 1 << (vocabulary.concept(concept).facet().index() % 64);
        let left_open = opened.iter().chain(&raised).map(|(concept, _)| *concept);
        let excusable = |all: &[(ConceptId, bool)]| all.iter().filter(needs_excuse).map(|(concept, _)| *concept).collect();
        let (opened_if_excused, raised_if_excused): (Box<[ConceptId]>, Box<[ConceptId]>) = (excusable(&opened), excusable(&raised));
        let odd = vocabulary.concept(id).is_odd();
        Effects {
            holding: SparseRows::new(&holding),
            otherwise: SparseRows::new(&otherwise),
            opens_in: left_open.map(facet_of).fold(0, |all, facet: u64| all | facet),
            fails_in: vocabulary.with_descendants(id).map(facet_of).fold(0, |all, facet: u64| all | facet),
            opened_if_excused,
            raised_if_excused,
            odd,
            groups: vocabulary
                .with_ancestors(id)
                .flat_map(|above| vocabulary.concept(above).groups().iter().map(move |group| (*group, above)))
                .collect(),
        }
    }
}

impl Vocabulary {
    /// What is left open where a concept is stated to hold and none of its descendants is: these, odd ones only where that is excused (`true`).
    pub(in crate::check) fn opened_by(&self, id: ConceptId) -> Vec<(ConceptId, bool)> {
        let is_odd = self.concept(id).is_odd();
        self.concept(id).descendants().iter().map(|descendant| (*descendant, !is_odd)).collect()
    }

    /// What a concept raises, itself or by an ancestor, with the concepts whose ids go on from that; odd ones of these only where that is
    /// excused (`true`).
    pub(in crate::check) fn raised_by(&self, id: ConceptId) -> Vec<(ConceptId, bool)> {
        let mut all = Vec::new();
        for raised in self.with_ancestors(id).flat_map(|above| self.concept(above).raises().iter().copied()) {
            let is_odd = self.concept(raised).is_odd();
            all.push((raised, false));
            all.extend(self.concept(raised).below().iter().map(|below| (*below, !is_odd)));
        }
        all.sort();
        // Where it is opened both ways, the way without a condition decides.
        all.dedup_by_key(|(concept, _)| *concept);
        all
    }
}

/// The concepts that a license asks about, with their descendants, ascending.
fn asked(policy: &Policy) -> Vec<ConceptId> {
    let vocabulary = policy.vocabulary();
    let mut asked = Bits::new(vocabulary.concepts().len());
    let concepts = policy.asks().concepts.iter().flat_map(|concept| vocabulary.with_descendants(*concept));
    concepts.for_each(|concept| asked.insert(concept.index()));
    asked.iter().map(ConceptId::at).collect()
}

/// A concept that is left open fails by an ancestor that is presumed absent only where that is in another facet, or odd.
fn failing_with_ancestor<'v>(concept: &impl Fn(usize) -> Option<Concept<'v>>, count: usize, gamma: &Gamma) -> Vec<usize> {
    let is_suspect = |at: &usize| {
        concept(*at)
            .is_some_and(|own| gamma.above.of(*at).iter().filter_map(concept).any(|upper| upper.facet() != own.facet() || upper.is_odd()))
    };
    let mut all: Vec<usize> = (0..count).filter(is_suspect).collect();
    all.sort_by_key(|at| gamma.above.of(*at).len());
    all
}
