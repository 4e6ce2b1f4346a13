//! What a use states, in the ids of one policy: names are looked up here and nowhere after.

use crate::base::{Interval, Span};
use crate::policy::{LocalId, Policy};
use crate::usage::{NumberFact, Said, Use};
use crate::vocabulary::{ConceptId, FacetId, ScalarId};

use crate::check::prepared::{Lookup, Meaning};

/// Some facets. The first 64 stand in the set itself: there are hardly ever more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetSet {
    first: u64,
    rest: Vec<FacetId>,
}

impl FacetSet {
    /// Takes a facet in.
    #[inline]
    pub fn insert(&mut self, facet: FacetId) {
        match facet.index() {
            at @ 0..64 => self.first |= 1 << at,
            _ if self.rest.contains(&facet) => {}
            _ => self.rest.push(facet),
        }
    }

    /// Whether a facet is in it.
    #[inline]
    pub fn has(&self, facet: FacetId) -> bool {
        match facet.index() {
            at @ 0..64 => self.first >> at & 1 == 1,
            _ => self.rest.contains(&facet),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.first == 0 && self.rest.is_empty()
    }

    fn clear(&mut self) {
        self.first = 0;
        self.rest.clear();
    }
}

impl Extend<FacetId> for FacetSet {
    fn extend<I: IntoIterator<Item = FacetId>>(&mut self, facets: I) {
        facets.into_iter().for_each(|facet| self.insert(facet));
    }
}

impl FromIterator<FacetId> for FacetSet {
    fn from_iter<I: IntoIterator<Item = FacetId>>(facets: I) -> FacetSet {
        let mut all = FacetSet::default();
        all.extend(facets);
        all
    }
}

/// What a use says of one thing. What it says comes last: between the others it would leave a gap, and copies across a gap are slow.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Stated<T> {
    /// The concept, or the proposition of the policy's own.
    pub what: T,
    /// Where.
    pub place: Option<Span>,
    /// What is said of it.
    pub said: Said,
}

/// What a use states of one policy's propositions.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    /// Concepts.
    pub concepts: Vec<Stated<ConceptId>>,
    /// The policy's own propositions.
    pub locals: Vec<Stated<LocalId>>,
    /// Scalars; no bounds where they are said to be unknown.
    pub numbers: Vec<(ScalarId, Interval, Option<Span>)>,
    /// Facets in which a concept, known to the policy or not, is said to hold or to be unknown.
    pub spoken: FacetSet,
    /// Facets in which a concept, known to the policy or not, is said to hold.
    pub stated: FacetSet,
    /// Facets that the use opens.
    pub open: FacetSet,
    /// Facets that the use closes.
    pub closed: FacetSet,
    /// `presume: nothing`
    pub presume_nothing: bool,
}

impl Statements {
    /// Becomes what a use states under a policy; allocates nothing once the buffers have grown.
    pub(in crate::check) fn read(&mut self, described: &Use, lookup: &Lookup, policy: &Policy) {
        self.clear();
        self.presume_nothing = described.presume_nothing;
        for fact in &described.facts {
            match lookup.meaning(&fact.name, policy) {
                Some(Meaning::Concept(concept, facet)) => {
                    self.concepts.push(Stated { what: concept, place: fact.place, said: fact.said });
                    self.speak(facet, fact.said);
                }
                Some(Meaning::Local(local)) => self.locals.push(Stated { what: local, place: fact.place, said: fact.said }),
                Some(Meaning::Scalar | Meaning::Facet(_)) => {}
                // It stands outside the policy's part, and still says that the facet was spoken of.
                None => {
                    let facet = fact.name.split('.').next().and_then(|facet| lookup.facet(facet, policy));
                    facet.into_iter().for_each(|facet| self.speak(facet, fact.said));
                }
            }
        }
        let own = described.per_license.iter().filter(|(license, _)| policy.is_named(license)).flat_map(|(_, numbers)| numbers);
        for number in own {
            self.read_number(number, policy);
        }
        for number in &described.numbers {
            self.read_number(number, policy);
        }
        for (names, facets) in [(&described.open, &mut self.open), (&described.closed, &mut self.closed)] {
            facets.extend(names.iter().filter_map(|name| lookup.facet(name, policy)));
        }
    }

    /// What was said of the scalar before (under this license alone) wins.
    fn read_number(&mut self, number: &NumberFact, policy: &Policy) {
        if let Some(scalar) = policy.vocabulary().find_scalar(&number.name)
            && !self.numbers.iter().any(|(said, ..)| *said == scalar)
        {
            self.numbers.push((scalar, number.interval, number.place));
        }
    }

    fn clear(&mut self) {
        self.concepts.clear();
        self.locals.clear();
        self.numbers.clear();
        self.spoken.clear();
        self.stated.clear();
        self.open.clear();
        self.closed.clear();
    }

    fn speak(&mut self, facet: FacetId, said: Said) {
        if said != Said::Fails {
            self.spoken.insert(facet);
        }
        if said == Said::Holds {
            self.stated.insert(facet);
        }
    }
}
