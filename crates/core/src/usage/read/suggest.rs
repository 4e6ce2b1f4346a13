//! Suggests what a wrong name may have meant.

use std::collections::BTreeSet;

use crate::base::nearest;
use crate::vocabulary::{Concept, Vocabulary};

use super::names::{bare, full};
use super::reading::Reading;

/// Names longer than this are not compared with others.
const LONGEST: usize = 60;

/// A name without case, and without how its words are joined.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}

impl<'v> Reading<'v> {
    /// The facet and bare name of a concept that was written as a key: `safeguard.human-review`, or `human-review`.
    pub(super) fn home_of(&self, key: &str) -> Option<(&'v str, &'v str)> {
        if !self.diagnostics.wants_near_names() {
            return None;
        }
        let whole = self.names.concept(key);
        let found = whole.or_else(|| self.facets().into_iter().find_map(|facet| self.names.concept(&full(facet, key))))?;
        found.concept.name().split_once('.')
    }

    /// Keys that a wrong one may have meant.
    pub(super) fn near_key(&self, key: &str, reserved: &[&'static str]) -> Vec<&'v str> {
        self.near(key, || reserved.iter().copied().chain(self.facets()).chain(self.scalars()).collect())
    }

    /// Facets that a wrong one may have meant.
    pub(super) fn near_facet(&self, name: &str) -> Vec<&'v str> {
        self.near(name, || self.facets().into_iter().collect())
    }

    /// Scalars that a wrong one may have meant.
    pub(super) fn near_scalar(&self, name: &str) -> Vec<&'v str> {
        let below = format!("{name}.");
        let mut starts: Vec<&str> = self.scalars().into_iter().filter(|scalar| scalar.starts_with(&below)).collect();
        starts.sort_by_key(|scalar| scalar.matches('.').count());
        starts.truncate(3);
        if starts.is_empty() { self.near(name, || self.scalars().into_iter().collect()) } else { starts }
    }

    /// Keys that may have been meant in the map of a scalar.
    pub(super) fn near_bound(&self, scalar: &str, key: &str) -> Vec<&'v str> {
        let below = format!("{scalar}.");
        self.near(key, || self.scalars().into_iter().filter_map(|name| name.strip_prefix(&below)).chain(["min", "max"]).collect())
    }

    /// Concepts of a facet that a wrong one may have meant, without the facet: those spelled alike, then those with such an everyday name.
    pub(super) fn near_concept(&self, facet: &str, name: &str) -> Vec<&'v str> {
        if !self.diagnostics.wants_near_names() || name.len() > LONGEST {
            return Vec::new();
        }
        let start = format!("{facet}.");
        let in_facet = |concept: &Concept<'v>| concept.name().starts_with(&start);
        let concepts = self.names.vocabularies().flat_map(Vocabulary::concepts).filter(in_facet);
        let names: BTreeSet<&str> = concepts.map(bare).collect();
        let mut near = self.near(name, || names.into_iter().collect());
        // A name with dots is a typo of a real name.
        let is_slip = |near: &&str| name.contains('.') || plain(near) == plain(name);
        if near.first().is_some_and(is_slip) {
            return near;
        }
        for called in self.called(name).into_iter().filter(in_facet).map(bare) {
            if near.len() < 3 && !near.contains(&called) {
                near.push(called);
            }
        }
        near
    }

    /// Concepts that match the words, in any facet, best first; only the exact match, if there is one.
    fn called(&self, name: &str) -> Vec<Concept<'v>> {
        let concepts = |vocabulary: &'v Vocabulary| vocabulary.called(name).into_iter().map(|id| vocabulary.concept(id));
        self.names.vocabularies().flat_map(concepts).collect()
    }

    /// The one that differs only in case and hyphens, else the nearest.
    fn near(&self, wanted: &str, names: impl FnOnce() -> Vec<&'v str>) -> Vec<&'v str> {
        if !self.diagnostics.wants_near_names() || wanted.len() > LONGEST {
            return Vec::new();
        }
        let names = names();
        let same = names.iter().find(|name| plain(name) == plain(wanted));
        same.map_or_else(|| nearest(&plain(wanted), names.iter().copied()), |same| vec![*same])
    }

    /// All facets, each once.
    fn facets(&self) -> BTreeSet<&'v str> {
        self.names.vocabularies().flat_map(Vocabulary::facets).map(|facet| facet.name()).collect()
    }

    fn scalars(&self) -> BTreeSet<&'v str> {
        self.names.vocabularies().flat_map(Vocabulary::scalars).map(|scalar| scalar.name()).collect()
    }
}
