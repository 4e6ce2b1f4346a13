//! Looks names up in several vocabularies, and finds what a wrong one may have meant.

use std::collections::BTreeSet;

use crate::base::nearest;
use crate::vocabulary::{Concept, ConceptId, Scalar, Vocabulary};

use super::Unknown;

/// Names longer than this are not compared with others.
const LONGEST: usize = 60;

/// The vocabularies of one reading.
pub(super) struct Names<'v> {
    vocabularies: Vec<&'v Vocabulary>,
    pub unknown: Unknown,
    /// Comparing a wrong name with all others is the only slow step, so only so many are compared.
    searches: usize,
}

/// A concept with the vocabulary that it was found in.
#[derive(Clone, Copy)]
pub(super) struct Found<'v> {
    vocabulary: &'v Vocabulary,
    id: ConceptId,
}

impl<'v> Found<'v> {
    pub fn concept(self) -> Concept<'v> {
        self.vocabulary.concept(self.id)
    }

    /// Real things that are directly or indirectly this group, the nearest first, without their facet.
    pub fn members(self) -> Vec<&'v str> {
        let direct = |id: &&ConceptId| self.vocabulary.concept(**id).parents().contains(&self.id);
        let descendants = &self.concept().descendants();
        let (near, far): (Vec<&ConceptId>, Vec<&ConceptId>) = descendants.iter().partition(direct);
        let all = near.into_iter().chain(far).map(|id| self.vocabulary.concept(*id));
        all.filter(|concept| !concept.is_abstract()).map(bare).collect()
    }
}

/// A name but for case and for how its words are joined.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}

/// The name without its facet.
fn bare(concept: Concept<'_>) -> &str {
    concept.name().split_once('.').map_or("", |(_, name)| name)
}

impl<'v> Names<'v> {
    pub fn new(vocabularies: &[&'v Vocabulary], unknown: Unknown) -> Names<'v> {
        Names { vocabularies: vocabularies.to_vec(), unknown, searches: 50 }
    }

    pub fn is_facet(&self, name: &str) -> bool {
        self.vocabularies.iter().any(|vocabulary| vocabulary.find_facet(name).is_some())
    }

    /// The concept of that full name, in the first vocabulary that has it.
    pub fn concept(&self, full: &str) -> Option<Found<'v>> {
        self.vocabularies.iter().find_map(|vocabulary| vocabulary.find_concept(full).map(|id| Found { vocabulary, id }))
    }

    pub fn scalar(&self, name: &str) -> Option<Scalar<'v>> {
        self.vocabularies.iter().find_map(|vocabulary| vocabulary.find_scalar(name).map(|id| vocabulary.scalar(id)))
    }

    /// Whether it is a scalar, or the first parts of one.
    pub fn leads_to_scalar(&self, name: &str) -> bool {
        let is_start = |scalar: Scalar<'_>| scalar.name().strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        self.scalar(name).is_some() || self.vocabularies.iter().any(|vocabulary| vocabulary.scalars().any(is_start))
    }

    /// The scalar that differs from another in its last part alone, and has the given unit.
    pub fn scalar_in_unit(&self, name: &str, unit: &str) -> Option<&'v str> {
        let (stem, _) = name.rsplit_once('.')?;
        let is_twin = |scalar: &Scalar<'v>| {
            scalar.name().rsplit_once('.').is_some_and(|(other, _)| other == stem) && scalar.unit().eq_ignore_ascii_case(unit)
        };
        self.vocabularies.iter().find_map(|vocabulary| vocabulary.scalars().find(is_twin)).map(|scalar| scalar.name())
    }

    /// `US` of `US-CA`, where `facet` has countries: two capitals, a hyphen, one to three capitals or digits.
    pub fn country_of<'n>(&self, facet: &str, name: &'n str) -> Option<(&'n str, bool)> {
        let (country, part) = name.split_once('-')?;
        let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_part = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let is_known = || self.concept(&format!("{facet}.{country}")).is_some_and(|found| found.concept().descendants().is_empty());
        (is_code && is_part).then(|| (country, is_known()))
    }

    /// The facet and bare name of a concept that was written as a key: `safeguard.human-review`, or `human-review`.
    pub fn home_of(&self, key: &str) -> Option<(&'v str, &'v str)> {
        if self.searches == 0 {
            return None;
        }
        let whole = self.concept(key);
        let found = whole.or_else(|| self.facets().into_iter().find_map(|facet| self.concept(&format!("{facet}.{key}"))))?;
        found.concept().name().split_once('.')
    }

    /// All facets, each once.
    pub fn facets(&self) -> BTreeSet<&'v str> {
        self.vocabularies.iter().flat_map(|vocabulary| vocabulary.facets()).map(|facet| facet.name()).collect()
    }

    fn scalars(&self) -> BTreeSet<&'v str> {
        self.vocabularies.iter().flat_map(|vocabulary| vocabulary.scalars()).map(|scalar| scalar.name()).collect()
    }

    /// Keys that a wrong one may have meant.
    pub fn near_key(&mut self, key: &str, reserved: &[&str]) -> Vec<String> {
        if self.searches == 0 {
            return Vec::new();
        }
        let keys: Vec<&str> = reserved.iter().copied().chain(self.facets()).chain(self.scalars()).collect();
        self.near(key, keys)
    }

    /// Facets that a wrong one may have meant.
    pub fn near_facet(&mut self, name: &str) -> Vec<String> {
        let facets = self.facets().into_iter().collect();
        self.near(name, facets)
    }

    /// Scalars that a wrong one may have meant.
    pub fn near_scalar(&mut self, name: &str) -> Vec<String> {
        let below = format!("{name}.");
        let starts: Vec<String> =
            self.scalars().iter().filter(|scalar| scalar.starts_with(&below)).take(3).map(|name| (*name).to_owned()).collect();
        let scalars = self.scalars().into_iter().collect();
        if starts.is_empty() { self.near(name, scalars) } else { starts }
    }

    /// Keys that may have been meant in the map of a scalar.
    pub fn near_bound(&mut self, scalar: &str, key: &str) -> Vec<String> {
        let below = format!("{scalar}.");
        let scalars = self.scalars();
        let keys = scalars.iter().filter_map(|name| name.strip_prefix(&below)).chain(["min", "max"]).collect();
        self.near(key, keys)
    }

    /// Concepts of a facet that a wrong one may have meant, without the facet: those spelled alike, then those that people call so.
    pub fn near_concept(&mut self, facet: &str, name: &str) -> Vec<String> {
        if self.searches == 0 || name.len() > LONGEST {
            return Vec::new();
        }
        let upper = name.to_ascii_uppercase();
        if self.country_of(facet, &upper).is_some_and(|(_, is_known)| is_known) {
            return vec![upper];
        }
        let start = format!("{facet}.");
        let in_facet = |concept: &Concept<'v>| concept.name().starts_with(&start);
        let concepts = self.vocabularies.iter().flat_map(|vocabulary| vocabulary.concepts()).filter(in_facet);
        let names: BTreeSet<&str> = concepts.map(bare).collect();
        let mut near = self.near(name, names.into_iter().collect());
        // Who writes dots knows the names, and slipped.
        let is_slip = |near: &String| name.contains('.') || plain(near) == plain(name);
        if near.first().is_some_and(is_slip) {
            return near;
        }
        for called in self.called(name).into_iter().filter(in_facet).map(bare) {
            if near.len() < 3 && !near.iter().any(|one| one == called) {
                near.push(called.to_owned());
            }
        }
        near
    }

    /// Concepts that words fit, in any facet, the best first; the one alone that people call just so.
    fn called(&self, name: &str) -> Vec<Concept<'v>> {
        let concepts = |vocabulary: &'v Vocabulary| vocabulary.search(name).into_iter().map(|id| vocabulary.concept(id));
        self.vocabularies.iter().copied().flat_map(concepts).collect()
    }

    /// The one that is spelled the same but for case and hyphens, else the nearest.
    fn near(&mut self, wanted: &str, names: Vec<&str>) -> Vec<String> {
        if self.searches == 0 || wanted.len() > LONGEST {
            return Vec::new();
        }
        self.searches -= 1;
        let same = names.iter().find(|name| plain(name) == plain(wanted));
        match same {
            Some(same) => vec![(*same).to_owned()],
            None => nearest(&plain(wanted), names).into_iter().map(str::to_owned).collect(),
        }
    }
}
