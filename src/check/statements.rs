//! What a use states, in the ids of one policy: names are looked up here and nowhere after.

use std::collections::HashMap;

use crate::base::{Number, Span};
use crate::policy::{Comparison, Policy};
use crate::usage::{NumberFact, Said, Use};
use crate::vocabulary::{ConceptId, FacetId, ScalarId, Vocabulary};

/// Where a scalar lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// The lower end, and whether it is left out.
    pub min: Option<(Number, bool)>,
    /// The upper end, and whether it is left out.
    pub max: Option<(Number, bool)>,
}

impl Range {
    /// What the range says of a comparison; `None` where it leaves it open.
    pub fn settles(&self, comparison: Comparison, limit: Number) -> Option<bool> {
        match comparison {
            Comparison::MoreThan => self.exceeds(limit, true),
            Comparison::AtLeast => self.exceeds(limit, false),
            Comparison::LessThan => self.exceeds(limit, false).map(|exceeds| !exceeds),
            Comparison::AtMost => self.exceeds(limit, true).map(|exceeds| !exceeds),
        }
    }

    /// Whether it lies above `limit` (`strict`), or at it or above.
    fn exceeds(&self, limit: Number, strict: bool) -> Option<bool> {
        if self.min.is_some_and(|(min, left_out)| min > limit || (min == limit && (left_out || !strict))) {
            return Some(true);
        }
        let is_below = self.max.is_some_and(|(max, left_out)| max < limit || (max == limit && (left_out || strict)));
        is_below.then_some(false)
    }

    /// What lies in both.
    pub fn and(self, other: Range) -> Range {
        let tighter = |one: Option<(Number, bool)>, other: Option<(Number, bool)>, lower: bool| match (one, other) {
            (Some(a), Some(b)) => {
                let a_wins = if a.0 == b.0 { a.1 } else { (a.0 > b.0) == lower };
                Some(if a_wins { a } else { b })
            }
            (one, other) => one.or(other),
        };
        Range { min: tighter(self.min, other.min, true), max: tighter(self.max, other.max, false) }
    }

    /// Whether no number lies in it.
    pub fn is_empty(&self) -> bool {
        match (self.min, self.max) {
            (Some((min, above)), Some((max, below))) => min > max || (min == max && (above || below)),
            _ => false,
        }
    }
}

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
pub struct Names {
    found: HashMap<String, Found>,
    facets: HashMap<String, FacetId>,
}

#[derive(Debug, Clone, Copy)]
enum Found {
    Concept(ConceptId, FacetId),
    Scalar(ScalarId),
    Local(usize),
}

impl Names {
    /// The names that mean something to a policy.
    pub fn new(policy: &Policy) -> Names {
        let vocabulary: &Vocabulary = &policy.vocabulary;
        let mut found = HashMap::new();
        for id in vocabulary.concept_ids() {
            let concept = vocabulary.concept(id);
            found.insert(concept.name.clone(), Found::Concept(id, concept.facet));
        }
        for id in vocabulary.scalar_ids() {
            found.insert(vocabulary.scalar(id).name.clone(), Found::Scalar(id));
        }
        for (old, new) in &vocabulary.published().aliases {
            if let Some(meaning) = found.get(new).copied() {
                found.insert(old.clone(), meaning);
            }
        }
        for (at, local) in policy.propositions.iter().enumerate() {
            found.insert(local.id.clone(), Found::Local(at));
        }
        let facets = vocabulary.facet_ids().map(|id| (vocabulary.facet(id).name.clone(), id)).collect();
        Names { found, facets }
    }

    /// Fills `statements` with what a use states under this policy; allocates nothing once the buffers have grown.
    pub fn bind(&self, described: &Use, policy: &Policy, statements: &mut Statements) {
        statements.clear();
        statements.presume_nothing = described.presume_nothing;
        for fact in &described.facts {
            match self.found.get(fact.name.as_str()) {
                Some(Found::Concept(concept, facet)) => {
                    statements.concepts.push((*concept, fact.said, fact.place));
                    statements.speak(*facet, fact.said);
                }
                Some(Found::Local(local)) => statements.locals.push((*local, fact.said, fact.place)),
                Some(Found::Scalar(_)) => {}
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
        if let Some(Found::Scalar(scalar)) = self.found.get(number.name.as_str())
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
