//! From tables to the published form, which borrows its texts from them.

use std::collections::BTreeMap;

use crate::base::Text;

use super::published::{ConceptEntry, FacetEntry, Published, ScalarEntry, UsualEntry, VERSION};
use super::{Concept, ConceptId, Facet, Scalar, Vocabulary};

impl Vocabulary {
    /// Its published form, as originally written.
    pub fn published(&self) -> Published<'_> {
        Published {
            version: VERSION,
            facets: self.facets().map(|facet| (facet.name().into(), self.facet_entry(facet))).collect(),
            concepts: self.concepts().map(|concept| (concept.name().into(), self.concept_entry(concept))).collect(),
            exclusive: self.exclusive().iter().map(|group| self.names(group)).collect(),
            scalars: self.scalars().map(|scalar| (scalar.name().into(), self.scalar_entry(scalar))).collect(),
            aliases: self.aliases().map(|(former, current)| (former.into(), current.into())).collect(),
        }
    }

    pub(super) fn names(&self, concepts: &[ConceptId]) -> Vec<Text<'_>> {
        concepts.iter().map(|id| self.concept(*id).name().into()).collect()
    }

    pub(super) fn facet_entry<'a>(&'a self, facet: Facet<'a>) -> FacetEntry<'a> {
        FacetEntry {
            about: facet.about().into(),
            closed: facet.closed(),
            default: self.names(facet.default()),
            unspoken: facet.is_unspoken(),
        }
    }

    fn concept_entry<'a>(&'a self, concept: Concept<'a>) -> ConceptEntry<'a> {
        ConceptEntry {
            is_a: self.names(concept.parents()),
            raises: self.names(concept.raises()),
            odd: concept.is_marked_odd(),
            is_abstract: concept.is_abstract(),
            judgement: concept.is_judgement(),
            is: concept.is().into(),
            ask: concept.ask().into(),
            phrase: concept.phrase().into(),
            also: concept.also().map(Text::from).collect(),
            maps: maps(concept.maps()),
        }
    }

    pub(super) fn scalar_entry<'a>(&'a self, scalar: Scalar<'a>) -> ScalarEntry<'a> {
        let usual = UsualEntry { min: scalar.usual_min(), max: scalar.usual_max() };
        ScalarEntry {
            unit: scalar.unit().into(),
            at_most: scalar.directly_at_most().iter().map(|id| self.scalar(*id).name().into()).collect(),
            usual: (usual != UsualEntry::default()).then_some(usual),
            is: scalar.is().into(),
            ask: scalar.ask().into(),
            phrase: scalar.phrase().into(),
            also: scalar.also().map(Text::from).collect(),
            of: scalar.of().into(),
            when: scalar.when().into(),
            maps: maps(scalar.maps()),
        }
    }
}

/// Counterparts by vocabulary, from pairs of a vocabulary's name and a counterpart.
fn maps<'a>(mut pairs: impl Iterator<Item = &'a str>) -> BTreeMap<Text<'a>, Vec<Text<'a>>> {
    let mut maps: BTreeMap<Text<'a>, Vec<Text<'a>>> = BTreeMap::new();
    while let (Some(name), Some(counterpart)) = (pairs.next(), pairs.next()) {
        maps.entry(name.into()).or_default().push(counterpart.into());
    }
    maps
}
