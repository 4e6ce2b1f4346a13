//! From the published form to tables with every relation closed.

use std::collections::{BTreeMap, BTreeSet};

use super::published::Published;
use super::{Concept, ConceptId, Facet, FacetId, Scalar, ScalarId, Vocabulary};

/// The most concepts that one may be.
const ANCESTORS: usize = 200;

/// Something that a vocabulary says and can't mean; the vocabulary that comes with it leaves that out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The entry that is wrong.
    pub entry: String,
    /// What is wrong with it.
    pub trouble: String,
}

impl Vocabulary {
    /// Builds the tables; `hash` is that of the whole vocabulary, of which this may be a part.
    ///
    /// What can't be meant (an unknown parent, a cycle, a default that another excludes) is left out and returned as a flaw.
    pub fn from_published(published: Published, hash: String) -> (Vocabulary, Vec<Flaw>) {
        let mut flaws = Vec::new();
        let facet_ids: BTreeMap<String, FacetId> =
            published.facets.keys().enumerate().map(|(at, name)| (name.clone(), FacetId(at as u16))).collect();
        let concept_ids: BTreeMap<String, ConceptId> =
            published.concepts.keys().enumerate().map(|(at, name)| (name.clone(), ConceptId(at as u32))).collect();
        let scalar_ids: BTreeMap<String, ScalarId> =
            published.scalars.keys().enumerate().map(|(at, name)| (name.clone(), ScalarId(at as u16))).collect();
        let mut resolve = |entry: &str, names: &[String]| -> Vec<ConceptId> {
            let known = names.iter().filter_map(|name| {
                let found = concept_ids.get(name).copied();
                if found.is_none() {
                    flaws.push(Flaw { entry: entry.to_owned(), trouble: format!("`{name}` is no concept") });
                }
                found
            });
            let unique: BTreeSet<ConceptId> = known.collect();
            unique.into_iter().collect()
        };
        let mut concepts: Vec<Concept> = Vec::with_capacity(published.concepts.len());
        for (name, entry) in &published.concepts {
            let facet = name.split('.').next().and_then(|facet| facet_ids.get(facet)).copied();
            concepts.push(Concept {
                name: name.clone(),
                facet: facet.unwrap_or(FacetId(0)),
                parents: resolve(name, &entry.is_a),
                ancestors: Vec::new(),
                descendants: Vec::new(),
                below: Vec::new(),
                raises: resolve(name, &entry.raises),
                odd: entry.odd,
                is_abstract: entry.is_abstract,
                judgement: entry.judgement,
                is: entry.is.clone(),
                ask: entry.ask.clone(),
                phrase: entry.phrase.clone(),
                also: entry.also.clone(),
            });
        }
        let facets = published
            .facets
            .iter()
            .map(|(name, entry)| Facet {
                name: name.clone(),
                about: entry.about.clone(),
                closed: entry.closed,
                default: resolve(name, &entry.default),
            })
            .collect();
        let exclusive: Vec<Vec<ConceptId>> = published.exclusive.iter().map(|group| resolve("exclusive", group)).collect();
        for (name, concept) in published.concepts.keys().zip(&concepts) {
            if !name.contains('.') || !facet_ids.contains_key(name.split('.').next().unwrap_or_default()) {
                flaws.push(Flaw { entry: name.clone(), trouble: format!("`{}` does not begin with a facet", concept.name) });
            }
        }
        close_is_a(&mut concepts, &mut flaws);
        close_ids(&mut concepts, &concept_ids);
        let mut groups = vec![Vec::new(); concepts.len()];
        for (group, members) in exclusive.iter().enumerate() {
            for member in members {
                if let Some(groups) = groups.get_mut(member.index()) {
                    groups.push(group as u32);
                }
            }
        }
        let scalars = scalars(&published, &scalar_ids, &mut flaws);
        let aliases = published.aliases.clone();
        let vocabulary =
            Vocabulary { facets, concepts, scalars, exclusive, groups, concept_ids, scalar_ids, facet_ids, aliases, hash, published };
        vocabulary.check(&mut flaws);
        (vocabulary, flaws)
    }

    /// Finds what no use could ever satisfy.
    fn check(&self, flaws: &mut Vec<Flaw>) {
        let defaults: Vec<ConceptId> = self.facets.iter().flat_map(|facet| facet.default.iter().copied()).collect();
        for (at, one) in defaults.iter().enumerate() {
            for other in defaults.iter().skip(at) {
                if self.excludes(*one, *other) {
                    let trouble = format!("the default `{}` excludes the default `{}`", self.concept(*one).name, self.concept(*other).name);
                    flaws.push(Flaw { entry: self.concept(*one).name.clone(), trouble });
                }
            }
        }
        for id in self.concept_ids() {
            let concept = self.concept(id);
            if self.excludes(id, id) {
                flaws.push(Flaw { entry: concept.name.clone(), trouble: "it is two things that exclude each other".to_owned() });
            }
            if concept.is_abstract && defaults.contains(&id) {
                flaws.push(Flaw { entry: concept.name.clone(), trouble: "an abstract concept can't be a default".to_owned() });
            }
        }
    }
}

/// Fills in ancestors and descendants; a parent that would close a cycle is dropped.
fn close_is_a(concepts: &mut [Concept], flaws: &mut Vec<Flaw>) {
    let mut parents: Vec<Vec<ConceptId>> = concepts.iter().map(|concept| concept.parents.clone()).collect();
    let mut closed: Vec<Option<BTreeSet<ConceptId>>> = vec![None; concepts.len()];
    for start in 0..concepts.len() {
        // A path of (concept, next parent to look at): depth-first without recursion, since a policy's vocabulary is input.
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = path.pop() {
            if closed.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let Some(parent) = parents.get(at).and_then(|parents| parents.get(next)).copied() else {
                let all = parents.get(at).into_iter().flatten();
                let mut above: BTreeSet<ConceptId> =
                    all.flat_map(|parent| closed.get(parent.index()).into_iter().flatten().flatten().copied().chain([*parent])).collect();
                if above.len() > ANCESTORS {
                    let entry = concepts.get(at).map(|concept| concept.name.clone()).unwrap_or_default();
                    flaws.push(Flaw { entry, trouble: format!("it is more than {ANCESTORS} things") });
                    above.clear();
                }
                if let Some(slot) = closed.get_mut(at) {
                    *slot = Some(above);
                }
                continue;
            };
            let is_cycle = parent.index() == at || path.iter().any(|(on_path, _)| *on_path == parent.index());
            if is_cycle {
                let name = |id: usize| concepts.get(id).map(|concept| concept.name.clone()).unwrap_or_default();
                flaws.push(Flaw { entry: name(at), trouble: format!("`{}` is one of its own descendants", name(parent.index())) });
                if let Some(parents) = parents.get_mut(at) {
                    parents.retain(|kept| *kept != parent);
                }
                path.push((at, next));
            } else {
                path.push((at, next + 1));
                path.push((parent.index(), 0));
            }
        }
    }
    for (at, concept) in concepts.iter_mut().enumerate() {
        concept.parents = parents.get(at).cloned().unwrap_or_default();
        concept.ancestors = closed.get(at).cloned().flatten().unwrap_or_default().into_iter().collect();
    }
    for at in 0..concepts.len() {
        let above = concepts.get(at).map(|concept| concept.ancestors.clone()).unwrap_or_default();
        for ancestor in above {
            if let Some(ancestor) = concepts.get_mut(ancestor.index()) {
                ancestor.descendants.push(ConceptId(at as u32));
            }
        }
    }
}

/// Fills in what stands below each concept by its id, and spreads `odd` to it.
fn close_ids(concepts: &mut [Concept], ids: &BTreeMap<String, ConceptId>) {
    for at in 0..concepts.len() {
        let Some(name) = concepts.get(at).map(|concept| concept.name.clone()) else { continue };
        let mut above = name.as_str();
        let mut odd = false;
        while let Some((prefix, _)) = above.rsplit_once('.') {
            above = prefix;
            let Some(prefix) = ids.get(prefix).and_then(|id| concepts.get_mut(id.index())) else { continue };
            prefix.below.push(ConceptId(at as u32));
            odd |= prefix.odd;
        }
        if let Some(concept) = concepts.get_mut(at) {
            concept.odd |= odd;
        }
    }
}

fn scalars(published: &Published, ids: &BTreeMap<String, ScalarId>, flaws: &mut Vec<Flaw>) -> Vec<Scalar> {
    let mut all = Vec::new();
    for (name, entry) in &published.scalars {
        // Everything reachable by `at-most`, by breadth; a cycle just ends there.
        let mut above: BTreeSet<ScalarId> = BTreeSet::new();
        let mut open: Vec<&String> = entry.at_most.iter().collect();
        while let Some(next) = open.pop() {
            match ids.get(next) {
                Some(id) if above.insert(*id) => open.extend(published.scalars.get(next).into_iter().flat_map(|entry| &entry.at_most)),
                Some(_) => {}
                None => flaws.push(Flaw { entry: name.clone(), trouble: format!("`{next}` is no scalar") }),
            }
        }
        all.push(Scalar {
            name: name.clone(),
            unit: entry.unit.clone(),
            at_most: above.into_iter().filter(|id| ids.get(name) != Some(id)).collect(),
            usual_min: entry.usual.as_ref().and_then(|usual| usual.min),
            usual_max: entry.usual.as_ref().and_then(|usual| usual.max),
            ask: entry.ask.clone(),
            phrase: entry.phrase.clone(),
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_vocabulary_has_no_flaw() {
        let published = postcard::from_bytes(crate::library::VOCABULARY).expect("packed by the build script");
        let (vocabulary, flaws) = Vocabulary::from_published(published, String::new());
        assert_eq!(flaws, []);
        let screening = vocabulary.find_concept("purpose.employment.screening").expect("it is in the vocabulary");
        let decision = vocabulary.find_concept("purpose.decision").expect("it is in the vocabulary");
        assert!(vocabulary.is_a(screening, decision), "through a parent that its id does not name");
        let [france, germany, europe] =
            ["domicile.FR", "domicile.DE", "domicile.EEA"].map(|name| vocabulary.find_concept(name).expect("a country or group"));
        assert!(vocabulary.excludes(france, germany) && vocabulary.is_a(france, europe));
    }

    #[test]
    fn a_cycle_is_a_flaw_and_no_loop() {
        let mut published = Published::default();
        published.facets.insert(
            "a".into(),
            crate::vocabulary::published::FacetEntry { about: String::new(), closed: crate::vocabulary::Closed::Always, default: vec![] },
        );
        for (name, parent) in [("a.x", "a.y"), ("a.y", "a.z"), ("a.z", "a.x")] {
            let entry = crate::vocabulary::published::ConceptEntry { is_a: vec![parent.into()], ..Default::default() };
            published.concepts.insert(name.into(), entry);
        }
        let (vocabulary, flaws) = Vocabulary::from_published(published, String::new());
        assert_eq!(flaws.len(), 1);
        assert_eq!(vocabulary.concepts().len(), 3);
    }
}
