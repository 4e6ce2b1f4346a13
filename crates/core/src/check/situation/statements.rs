//! What a use states, in the ids of one policy: names are looked up here and nowhere after.

use crate::base::Span;
use crate::policy::Policy;
use crate::usage::{NumberFact, Said, Use};
use crate::vocabulary::{ConceptId, FacetId, ScalarId};

use crate::check::prepared::{Lookup, Meaning, Range};

/// What a use states of one policy's propositions.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    /// Concepts, what is said of them, and the place.
    pub concepts: Vec<(ConceptId, Said, Option<Span>)>,
    /// The policy's own propositions.
    pub locals: Vec<(usize, Said, Option<Span>)>,
    /// Scalars; no ends where they are said to be unknown.
    pub numbers: Vec<(ScalarId, Range, Option<Span>)>,
    /// Facets in which a concept, known to the policy or not, is said to hold or to be unknown.
    pub spoken: Vec<FacetId>,
    /// Facets in which a concept, known to the policy or not, is said to hold.
    pub stated: Vec<FacetId>,
    /// Facets that the use opens.
    pub open: Vec<FacetId>,
    /// Facets that the use closes.
    pub closed: Vec<FacetId>,
    /// `presume: nothing`
    pub presume_nothing: bool,
}

impl Statements {
    /// Becomes what a use states under a policy; allocates nothing once the buffers have grown.
    pub(in crate::check) fn read(&mut self, described: &Use, lookup: &Lookup, policy: &Policy) {
        self.clear();
        self.presume_nothing = described.presume_nothing;
        for fact in &described.facts {
            match lookup.meaning(&fact.name) {
                Some(Meaning::Concept(concept, facet)) => {
                    self.concepts.push((concept, fact.said, fact.place));
                    self.speak(facet, fact.said);
                }
                Some(Meaning::Local(local)) => self.locals.push((local, fact.said, fact.place)),
                Some(Meaning::Scalar(_)) => {}
                // It stands outside the policy's part, and still says that the facet was spoken of.
                None => {
                    let facet = fact.name.split('.').next().and_then(|facet| lookup.facet(facet));
                    if let Some(facet) = facet {
                        self.speak(facet, fact.said);
                    }
                }
            }
        }
        let own = described.per_license.iter().filter(|(license, _)| policy.is_named(license)).flat_map(|(_, numbers)| numbers);
        for number in own {
            self.read_number(number, lookup);
        }
        for number in &described.numbers {
            self.read_number(number, lookup);
        }
        let facets = |names: &[String], into: &mut Vec<FacetId>| into.extend(names.iter().filter_map(|name| lookup.facet(name)));
        facets(&described.open, &mut self.open);
        facets(&described.closed, &mut self.closed);
    }

    /// What was said of the scalar before (under this license alone) wins.
    fn read_number(&mut self, number: &NumberFact, lookup: &Lookup) {
        if let Some(Meaning::Scalar(scalar)) = lookup.meaning(&number.name)
            && !self.numbers.iter().any(|(said, ..)| *said == scalar)
        {
            let range = Range { min: number.min.map(|min| (min, number.above_min)), max: number.max.map(|max| (max, number.below_max)) };
            self.numbers.push((scalar, range, number.place));
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
        if said != Said::Fails && !self.spoken.contains(&facet) {
            self.spoken.push(facet);
        }
        if said == Said::Holds && !self.stated.contains(&facet) {
            self.stated.push(facet);
        }
    }
}
