//! What a use states, in the ids of one policy: names are looked up here and nowhere after.

use crate::base::Span;
use crate::policy::Policy;
use crate::usage::{NumberFact, Said, Use};
use crate::vocabulary::{ConceptId, FacetId, ScalarId, Vocabulary};

use super::names::Names;
use super::scalars::Range;

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

/// Looks names up for one policy; made once, used for many uses.
#[derive(Debug, Clone)]
pub struct Lookup {
    found: Names<Meaning>,
    facets: Names<FacetId>,
}

#[derive(Debug, Clone, Copy)]
enum Meaning {
    Concept(ConceptId, FacetId),
    Scalar(ScalarId),
    Local(usize),
}

impl Lookup {
    /// The names that mean something to a policy.
    pub fn new(policy: &Policy) -> Lookup {
        let vocabulary: &Vocabulary = policy.vocabulary();
        let mut found = Names::default();
        for id in vocabulary.concept_ids() {
            let concept = vocabulary.concept(id);
            found.insert(concept.name().to_owned(), Meaning::Concept(id, concept.facet()));
        }
        for id in vocabulary.scalar_ids() {
            found.insert(vocabulary.scalar(id).name().to_owned(), Meaning::Scalar(id));
        }
        for (old, new) in vocabulary.aliases() {
            if let Some(meaning) = found.get(new).copied() {
                found.insert(old.to_owned(), meaning);
            }
        }
        for (at, local) in policy.propositions().iter().enumerate() {
            found.insert(local.id.clone(), Meaning::Local(at));
        }
        let facets = vocabulary.facet_ids().map(|id| (vocabulary.facet(id).name().to_owned(), id)).collect();
        Lookup { found, facets }
    }

    /// Fills `statements` with what a use states under this policy; allocates nothing once the buffers have grown.
    pub fn bind(&self, described: &Use, policy: &Policy, statements: &mut Statements) {
        statements.clear();
        statements.presume_nothing = described.presume_nothing;
        for fact in &described.facts {
            match self.found.get(fact.name.as_str()) {
                Some(Meaning::Concept(concept, facet)) => {
                    statements.concepts.push((*concept, fact.said, fact.place));
                    statements.speak(*facet, fact.said);
                }
                Some(Meaning::Local(local)) => statements.locals.push((*local, fact.said, fact.place)),
                Some(Meaning::Scalar(_)) => {}
                // It stands outside the policy's part, and still says that the facet was spoken of.
                None => {
                    let facet = fact.name.split('.').next().and_then(|facet| self.facets.get(facet));
                    if let Some(facet) = facet {
                        statements.speak(*facet, fact.said);
                    }
                }
            }
        }
        let own = described.per_license.iter().filter(|(license, _)| policy.is_named(license)).flat_map(|(_, numbers)| numbers);
        for number in own {
            self.bind_number(number, statements);
        }
        for number in &described.numbers {
            self.bind_number(number, statements);
        }
        let facets =
            |names: &[String], into: &mut Vec<FacetId>| into.extend(names.iter().filter_map(|name| self.facets.get(name.as_str())));
        facets(&described.open, &mut statements.open);
        facets(&described.closed, &mut statements.closed);
    }

    /// What was said of the scalar before (under this license alone) wins.
    fn bind_number(&self, number: &NumberFact, statements: &mut Statements) {
        if let Some(Meaning::Scalar(scalar)) = self.found.get(number.name.as_str())
            && !statements.numbers.iter().any(|(said, ..)| said == scalar)
        {
            let range = Range { min: number.min.map(|min| (min, number.above_min)), max: number.max.map(|max| (max, number.below_max)) };
            statements.numbers.push((*scalar, range, number.place));
        }
    }
}

impl Statements {
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
