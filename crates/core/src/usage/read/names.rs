//! Looks names up in several vocabularies; the first that has a name wins.

use crate::vocabulary::{Concept, ConceptId, Named, Scalar, Vocabulary};

/// Keys of a use that are never facets or scalars, whatever a vocabulary has.
pub(super) const RESERVED: [&str; 9] = ["use", "text", "version", "open", "closed", "presume", "per-license", "module", "question"];

/// The vocabularies that names are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Names<'v>(pub &'v [&'v Vocabulary]);

/// A concept with the vocabulary that it was found in.
#[derive(Clone, Copy)]
pub(super) struct FoundConcept<'v> {
    pub concept: Concept<'v>,
    vocabulary: &'v Vocabulary,
}

impl<'v> FoundConcept<'v> {
    /// The name of its facet.
    pub(super) fn facet(self) -> &'v str {
        self.vocabulary.facet(self.concept.facet()).name()
    }

    /// Whether it is no group of places: nothing but odd places is in it.
    fn is_country(self) -> bool {
        self.concept.descendants().iter().all(|id| self.vocabulary.concept(*id).is_odd())
    }

    /// The descendants of this group that are not abstract, nearest first, without their facet.
    pub(super) fn members(self) -> Vec<&'v str> {
        let direct = |id: &&ConceptId| self.vocabulary.concept(**id).parents().contains(&self.concept.id());
        let (near, far): (Vec<&ConceptId>, Vec<&ConceptId>) = self.concept.descendants().iter().partition(direct);
        let all = near.into_iter().chain(far).map(|id| self.vocabulary.concept(*id));
        all.filter(|concept| !concept.is_abstract()).map(bare).collect()
    }
}

/// The name without its facet.
pub(super) fn bare(concept: Concept<'_>) -> &str {
    concept.name().split_once('.').map_or("", |(_, name)| name)
}

/// A concept's full name: `purpose.medical.advice`.
pub(super) fn full(facet: &str, name: &str) -> String {
    let mut full = String::with_capacity(facet.len() + 1 + name.len());
    full.push_str(facet);
    full.push('.');
    full.push_str(name);
    full
}

impl<'v> Names<'v> {
    /// The vocabularies, in order.
    pub(super) fn vocabularies(self) -> impl Iterator<Item = &'v Vocabulary> {
        self.0.iter().copied()
    }

    pub(super) fn has_facet(self, name: &str) -> bool {
        self.vocabularies().any(|vocabulary| vocabulary.find_facet(name).is_some())
    }

    /// The concept with that full name, or that former name.
    pub(super) fn concept(self, full: &str) -> Option<FoundConcept<'v>> {
        let found =
            |vocabulary: &'v Vocabulary| Some(FoundConcept { concept: vocabulary.concept(vocabulary.find_concept(full)?), vocabulary });
        self.vocabularies().find_map(found)
    }

    pub(super) fn scalar(self, name: &str) -> Option<Scalar<'v>> {
        self.vocabularies().find_map(|vocabulary| vocabulary.find_scalar(name).map(|id| vocabulary.scalar(id)))
    }

    /// Whether some vocabulary has it, and only as a scalar.
    pub(super) fn has_only_scalar(self, name: &str) -> bool {
        let mut named = self.vocabularies().filter_map(|vocabulary| vocabulary.find(name)).peekable();
        named.peek().is_some() && named.all(|named| matches!(named, Named::Scalar(_)))
    }

    /// Whether it is a scalar, or the first parts of one.
    pub(super) fn leads_to_scalar(self, name: &str) -> bool {
        let is_start = |scalar: Scalar<'_>| scalar.name().strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        self.scalar(name).is_some() || self.vocabularies().any(|vocabulary| vocabulary.scalars().any(is_start))
    }

    /// The scalar that differs from another only in its last part, and has the given unit.
    pub(super) fn scalar_in_unit(self, name: &str, unit: &str) -> Option<&'v str> {
        let (stem, _) = name.rsplit_once('.')?;
        let is_twin = |scalar: &Scalar<'v>| {
            scalar.name().rsplit_once('.').is_some_and(|(other, _)| other == stem) && scalar.unit().eq_ignore_ascii_case(unit)
        };
        self.vocabularies().find_map(|vocabulary| vocabulary.scalars().find(is_twin)).map(|scalar| scalar.name())
    }

    /// `US` of `US-CA` (two capitals, a hyphen, one to three capitals or digits), and whether `facet` has that country: a place in which no other is, but
    /// odd ones (the whole world is in every country).
    pub(super) fn country_of<'n>(self, facet: &str, name: &'n str) -> Option<(&'n str, bool)> {
        let (country, part) = name.split_once('-')?;
        let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_part = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let is_known = || self.concept(&full(facet, country)).is_some_and(FoundConcept::is_country);
        (is_code && is_part).then(|| (country, is_known()))
    }
}
