//! The subset of a vocabulary that some concepts depend on.

use crate::base::{Table, Text};

use super::published::{ConceptEntry, Published, ScalarEntry, VERSION};
use super::{ConceptId, Scalar, ScalarId, Vocabulary};

impl Vocabulary {
    /// The subset that decides the status of some concepts and scalars: statements about the rest do not affect them. The concepts are those that
    /// rules mention, and `others` that matter too.
    ///
    /// Kept are their ancestors and descendants, siblings of the descendants (which may be stated instead), what raises any of those, and what
    /// excludes them; for scalars, those of the same metric or ordered with them. Every facet is kept. Words are kept as needed: definitions of
    /// what is mentioned, questions of what may be asked, phrases of what may be a reason.
    pub fn part(&self, mentioned: &[ConceptId], others: &[ConceptId], scalars: &[ScalarId]) -> Published<'_> {
        let asked = self.asked(mentioned.iter().chain(others).copied());
        let mentioned = Set::of(self, mentioned.iter().copied());
        let below = Set::of(self, asked.ids().flat_map(|id| self.with_descendants(id)));
        let raised = self.raised(&below);
        let kept = self.kept(&below, &raised);
        let named = self.named(&asked, &below);
        let scalars = self.needed_scalars(scalars.to_vec());
        let mut part: Published<'_> = Published { version: VERSION, ..Published::default() };
        part.facets = self.facets().map(|facet| (facet.name().into(), self.facet_entry(facet))).collect();
        part.facets.values_mut().for_each(|entry| entry.about = Text::default());
        for concept in kept.ids().map(|id| self.concept(id)) {
            let words = |set: &Set, words| if set.has(concept.id()) { Text::from(words) } else { Text::default() };
            let entry = ConceptEntry {
                is_a: self.names_in(concept.parents(), &kept),
                raises: self.names_in(concept.raises(), &raised),
                odd: concept.is_odd(),
                is_abstract: concept.is_abstract(),
                judgement: concept.is_judgement(),
                is: words(&mentioned, concept.is()),
                ask: words(&asked, concept.ask()),
                phrase: words(&named, concept.phrase()),
                ..ConceptEntry::default()
            };
            part.concepts.insert(concept.name().into(), entry);
        }
        let groups = self.exclusive().iter().map(|group| self.names_in(group, &kept));
        part.exclusive.extend(groups.filter(|group| group.len() > 1));
        let scalar_entries = scalars.iter().map(|id| self.scalar(*id));
        part.scalars = scalar_entries.map(|scalar| (scalar.name().into(), self.part_scalar(scalar, &scalars))).collect();
        let is_kept = |name: &str| part.concepts.contains_key(name) || part.scalars.contains_key(name);
        let aliases = self.aliases().filter(|(_, current)| is_kept(current));
        part.aliases = aliases.map(|(former, current)| (former.into(), current.into())).collect();
        part
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

    fn names_in(&self, concepts: &[ConceptId], set: &Set) -> Vec<Text<'_>> {
        concepts.iter().filter(|id| set.has(**id)).map(|id| self.concept(*id).name().into()).collect()
    }

    /// What may be asked about: the concepts, defaults, their ancestors, and the children of abstract ones, which hold only if a child does.
    fn asked(&self, concepts: impl Iterator<Item = ConceptId>) -> Set {
        let defaults = self.facets().flat_map(|facet| facet.default().iter().copied());
        let mut open: Vec<ConceptId> = concepts.chain(defaults).collect();
        let mut asked = Set::new(self);
        while let Some(id) = open.pop() {
            for above in self.with_ancestors(id) {
                if asked.insert(above) && self.concept(above).is_abstract() {
                    open.extend(self.children(above));
                }
            }
        }
        asked
    }

    /// Concepts that are raised somewhere and then leave one of these open: these themselves, and those whose names they extend.
    fn raised(&self, below: &Set) -> Set {
        let opens = |id: &ConceptId| below.has(*id) || self.concept(*id).below().iter().any(|id| below.has(*id));
        Set::of(self, self.concepts().flat_map(|concept| concept.raises().iter().copied()).filter(opens))
    }

    /// What may be a reason: what settles one of the concepts asked about, as its descendant or by excluding it.
    fn named(&self, asked: &Set, below: &Set) -> Set {
        let mut named = below.clone();
        for group in self.exclusive().iter() {
            let asked: Vec<&ConceptId> = group.iter().filter(|member| self.with_descendants(**member).any(|id| asked.has(id))).collect();
            let excluding = group.iter().filter(|member| asked.iter().any(|other| other != member));
            excluding.for_each(|member| named.extend(self.with_descendants(*member)));
        }
        named
    }

    /// Everything that the status of these concepts depends on.
    fn kept(&self, below: &Set, raised: &Set) -> Set {
        let above = Set::of(self, below.ids().flat_map(|id| self.with_ancestors(id)));
        let mut kept = above.clone();
        let real = above.ids().filter(|id| !self.concept(*id).is_abstract());
        real.for_each(|id| kept.extend(self.with_descendants(id)));
        raised.ids().for_each(|id| kept.extend(self.with_ancestors(id)));
        let raising = self.concepts().filter(|concept| concept.raises().iter().any(|id| raised.has(*id)));
        raising.for_each(|concept| kept.extend(self.with_descendants(concept.id())));
        for group in self.exclusive().iter().filter(|group| group.iter().any(|member| above.has(*member))) {
            group.iter().for_each(|member| kept.extend(self.with_descendants(*member)));
        }
        kept
    }

    /// The scalars that some scalars depend on, in ascending order.
    fn needed_scalars(&self, mut open: Vec<ScalarId>) -> Vec<ScalarId> {
        let mut kept: Table<ScalarId, bool> = self.scalar_ids().map(|_| false).collect();
        while let Some(id) = open.pop() {
            if std::mem::replace(kept.get_mut(id), true) {
                continue;
            }
            let scalar = self.scalar(id);
            let is_tied = |other: &ScalarId| {
                let other_scalar = self.scalar(*other);
                other_scalar.metric() == scalar.metric() || scalar.at_most().contains(other) || other_scalar.at_most().contains(&id)
            };
            open.extend(self.scalar_ids().filter(|other| !kept.get(*other) && is_tied(other)));
        }
        kept.entries().filter(|(_, is_kept)| **is_kept).map(|(id, _)| id).collect()
    }
}

/// A set of concepts of a vocabulary.
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

    /// Adds a concept; whether it was new.
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
