//! The part of a vocabulary that some concepts depend on.

use crate::base::{Table, Text};

use super::published::{ConceptEntry, Published, ScalarEntry, VERSION};
use super::{Concept, ConceptId, Scalar, ScalarId, Vocabulary};

impl Vocabulary {
    /// The part that decides what a use says of `concepts` and `scalars`: whatever is said of the rest changes nothing for them.
    ///
    /// That is all that is below or above them, what stands beside what is below (it may have been said instead), what raises any of those, and
    /// what excludes them; for scalars, those of the same metric or ordered with them. Every facet is kept. Words are kept for what may be asked
    /// or named as a reason: the concepts themselves, what those are, and the kinds of the groups among them.
    pub fn part(&self, concepts: impl IntoIterator<Item = ConceptId>, scalars: impl IntoIterator<Item = ScalarId>) -> Published<'_> {
        let asked = self.asked(concepts);
        let kept = self.kept(&asked);
        let scalars = self.needed_scalars(scalars);
        let mut part: Published<'_> = Published { version: VERSION, ..Published::default() };
        part.facets = self.facets().map(|facet| (facet.name().into(), self.facet_entry(facet))).collect();
        part.facets.values_mut().for_each(|entry| entry.about = Text::default());
        for concept in kept.ids().map(|id| self.concept(id)) {
            part.concepts.insert(concept.name().into(), self.part_entry(concept, &kept, asked.has(concept.id())));
        }
        let groups = self.exclusive().iter().map(|group| self.names_kept(group, &kept));
        part.exclusive.extend(groups.filter(|group| group.len() > 1));
        let scalar_entries = scalars.iter().map(|id| self.scalar(*id));
        part.scalars = scalar_entries.map(|scalar| (scalar.name().into(), self.part_scalar(scalar, &scalars))).collect();
        let is_kept = |name: &str| part.concepts.contains_key(name) || part.scalars.contains_key(name);
        let aliases = self.aliases().filter(|(_, current)| is_kept(current));
        part.aliases = aliases.map(|(former, current)| (former.into(), current.into())).collect();
        part
    }

    fn part_entry<'a>(&'a self, concept: Concept<'a>, kept: &Set, is_asked: bool) -> ConceptEntry<'a> {
        let words = |words: &'a str| if is_asked { Text::from(words) } else { Text::default() };
        ConceptEntry {
            is_a: self.names_kept(concept.parents(), kept),
            raises: self.names_kept(concept.raises(), kept),
            odd: concept.is_odd(),
            is_abstract: concept.is_abstract(),
            judgement: concept.is_judgement(),
            is: words(concept.is()),
            ask: words(concept.ask()),
            phrase: words(concept.phrase()),
            ..ConceptEntry::default()
        }
    }

    fn part_scalar<'a>(&'a self, scalar: Scalar<'a>, kept: &[ScalarId]) -> ScalarEntry<'a> {
        let above = scalar.directly_at_most().iter().filter(|id| kept.contains(id));
        ScalarEntry {
            at_most: above.map(|id| self.scalar(*id).name().into()).collect(),
            also: Vec::new(),
            maps: Default::default(),
            ..self.scalar_entry(scalar)
        }
    }

    fn names_kept(&self, concepts: &[ConceptId], kept: &Set) -> Vec<Text<'_>> {
        concepts.iter().filter(|id| kept.has(**id)).map(|id| self.concept(*id).name().into()).collect()
    }

    /// What may be asked about: the concepts, defaults, all that those are, and the children of groups, since a group holds only where one does.
    fn asked(&self, concepts: impl IntoIterator<Item = ConceptId>) -> Set {
        let defaults = self.facets().flat_map(|facet| facet.default().iter().copied());
        let mut open: Vec<ConceptId> = concepts.into_iter().chain(defaults).collect();
        let mut asked = Set::new(self);
        while let Some(id) = open.pop() {
            for above in self.up(id) {
                if asked.insert(above) && self.concept(above).is_abstract() {
                    open.extend(self.children(above));
                }
            }
        }
        asked
    }

    /// All that what is said of these depends on.
    fn kept(&self, asked: &Set) -> Set {
        let below = Set::of(self, asked.ids().flat_map(|id| self.down(id)));
        let above = Set::of(self, below.ids().flat_map(|id| self.up(id)));
        let mut kept = above.clone();
        let real = above.ids().filter(|id| !self.concept(*id).is_abstract());
        real.for_each(|id| kept.extend(self.down(id)));
        for concept in self.concepts() {
            let raises_below = |raised: &ConceptId| below.has(*raised) || self.concept(*raised).below().iter().any(|id| below.has(*id));
            if concept.raises().iter().any(raises_below) {
                concept.raises().iter().for_each(|raised| kept.extend(self.up(*raised)));
                kept.extend(self.down(concept.id()));
            }
        }
        for group in self.exclusive().iter().filter(|group| group.iter().any(|member| above.has(*member))) {
            group.iter().for_each(|member| kept.extend(self.down(*member)));
        }
        kept
    }

    /// In ascending order.
    fn needed_scalars(&self, scalars: impl IntoIterator<Item = ScalarId>) -> Vec<ScalarId> {
        let mut kept: Vec<ScalarId> = Vec::new();
        let mut open: Vec<ScalarId> = scalars.into_iter().collect();
        while let Some(id) = open.pop() {
            if kept.contains(&id) {
                continue;
            }
            kept.push(id);
            let scalar = self.scalar(id);
            let is_tied = |other: &ScalarId| {
                let other_scalar = self.scalar(*other);
                other_scalar.metric() == scalar.metric() || scalar.at_most().contains(other) || other_scalar.at_most().contains(&id)
            };
            open.extend(self.scalar_ids().filter(is_tied));
        }
        kept.sort();
        kept
    }
}

/// Some of the concepts of a vocabulary.
#[derive(Clone)]
struct Set(Table<ConceptId, bool>);

impl Set {
    fn new(vocabulary: &Vocabulary) -> Set {
        Set(vocabulary.concept_ids().map(|_| false).collect())
    }

    fn of(vocabulary: &Vocabulary, concepts: impl Iterator<Item = ConceptId>) -> Set {
        let mut set = Set::new(vocabulary);
        set.extend(concepts);
        set
    }

    /// Whether it was not there before.
    fn insert(&mut self, concept: ConceptId) -> bool {
        !std::mem::replace(self.0.get_mut(concept), true)
    }

    fn extend(&mut self, concepts: impl Iterator<Item = ConceptId>) {
        concepts.for_each(|concept| _ = self.insert(concept));
    }

    fn has(&self, concept: ConceptId) -> bool {
        *self.0.get(concept)
    }

    fn ids(&self) -> impl Iterator<Item = ConceptId> {
        self.0.entries().filter(|(_, has)| **has).map(|(id, _)| id)
    }
}
