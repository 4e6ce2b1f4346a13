//! The part of a vocabulary that some concepts depend on.

use std::collections::BTreeSet;

use super::published::{ConceptEntry, Published};
use super::{ConceptId, ScalarId, Vocabulary};

impl Vocabulary {
    /// The part that decides what a use says of `concepts` and `scalars`: whatever is said of the rest changes nothing for them.
    ///
    /// That is all that is below or above them, what stands beside what is below (it may have been said instead), what raises any of those, and
    /// what excludes them; for scalars, those of the same metric or ordered with them. Every facet is kept.
    pub fn part(&self, concepts: impl IntoIterator<Item = ConceptId>, scalars: impl IntoIterator<Item = ScalarId>) -> Vocabulary {
        let kept = self.needed(concepts);
        let keeps = |id: &ConceptId| kept.contains(id);
        let name = |id: &ConceptId| self.concept(*id).name.clone();
        let mut part = Published { version: self.published().version, facets: self.published().facets.clone(), ..Published::default() };
        for id in &kept {
            let concept = self.concept(*id);
            let Some(entry) = self.published().concepts.get(&concept.name) else { continue };
            let entry = ConceptEntry {
                is_a: concept.parents.iter().filter(|id| keeps(id)).map(name).collect(),
                raises: concept.raises.iter().filter(|id| keeps(id)).map(name).collect(),
                odd: concept.odd,
                is_abstract: entry.is_abstract,
                judgement: entry.judgement,
                is: entry.is.clone(),
                ask: entry.ask.clone(),
                phrase: entry.phrase.clone(),
                ..ConceptEntry::default()
            };
            part.concepts.insert(concept.name.clone(), entry);
        }
        for group in self.exclusive() {
            let group: Vec<String> = group.iter().filter(|id| keeps(id)).map(name).collect();
            if group.len() > 1 {
                part.exclusive.push(group);
            }
        }
        let kept_scalars = self.needed_scalars(scalars);
        for id in &kept_scalars {
            let scalar = self.scalar(*id);
            let Some(entry) = self.published().scalars.get(&scalar.name) else { continue };
            let mut entry = entry.clone();
            entry.at_most.retain(|above| self.find_scalar(above).is_some_and(|id| kept_scalars.contains(&id)));
            entry.also.clear();
            entry.maps.clear();
            part.scalars.insert(scalar.name.clone(), entry);
        }
        let is_kept = |new: &String| part.concepts.contains_key(new) || part.scalars.contains_key(new);
        part.aliases =
            self.published().aliases.iter().filter(|(_, new)| is_kept(new)).map(|(old, new)| (old.clone(), new.clone())).collect();
        let (vocabulary, flaws) = Vocabulary::from_published(part, self.hash().to_owned());
        debug_assert!(flaws.is_empty(), "{flaws:?}");
        vocabulary
    }

    fn needed(&self, concepts: impl IntoIterator<Item = ConceptId>) -> BTreeSet<ConceptId> {
        let defaults = self.facets().iter().flat_map(|facet| facet.default.iter().copied());
        let mut roots: BTreeSet<ConceptId> = concepts.into_iter().chain(defaults).collect();
        roots = roots.iter().flat_map(|id| self.up(*id)).collect();
        // A group holds only where a child of it does, so its children are asked about too.
        let mut groups: Vec<ConceptId> = roots.iter().copied().filter(|id| self.concept(*id).is_abstract).collect();
        while let Some(group) = groups.pop() {
            for child in self.children(group).flat_map(|child| self.up(child).collect::<Vec<_>>()) {
                if roots.insert(child) && self.concept(child).is_abstract {
                    groups.push(child);
                }
            }
        }
        let below: BTreeSet<ConceptId> = roots.iter().flat_map(|id| self.down(*id)).collect();
        let above: BTreeSet<ConceptId> = below.iter().flat_map(|id| self.up(*id)).collect();
        let beside = above.iter().filter(|id| !self.concept(**id).is_abstract).flat_map(|id| self.down(*id));
        let mut kept: BTreeSet<ConceptId> = above.iter().copied().chain(beside).collect();
        for id in self.concept_ids() {
            let raises_one = self
                .concept(id)
                .raises
                .iter()
                .any(|raised| below.contains(raised) || self.concept(*raised).below.iter().any(|under| below.contains(under)));
            if raises_one {
                let raised = self.concept(id).raises.iter().copied();
                kept.extend(raised.flat_map(|raised| self.up(raised).collect::<Vec<_>>()));
                kept.extend(self.down(id));
            }
        }
        for group in self.exclusive() {
            if group.iter().any(|member| above.contains(member)) {
                kept.extend(group.iter().flat_map(|member| self.down(*member)));
            }
        }
        kept
    }

    fn needed_scalars(&self, scalars: impl IntoIterator<Item = ScalarId>) -> BTreeSet<ScalarId> {
        let mut kept = BTreeSet::new();
        let mut open: Vec<ScalarId> = scalars.into_iter().collect();
        while let Some(id) = open.pop() {
            if !kept.insert(id) {
                continue;
            }
            let scalar = self.scalar(id);
            let is_tied = |other: &ScalarId| {
                let other_scalar = self.scalar(*other);
                other_scalar.metric() == scalar.metric() || scalar.at_most.contains(other) || other_scalar.at_most.contains(&id)
            };
            open.extend(self.scalar_ids().filter(is_tied));
        }
        kept
    }
}
