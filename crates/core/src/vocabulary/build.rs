//! From the published form to tables with every relation closed.

use std::collections::{BTreeMap, BTreeSet};

use super::published::{ConceptEntry, FacetEntry, Published};
use super::{Concept, ConceptId, Facet, FacetId, Scalar, ScalarId, Vocabulary};

/// The most concepts that one may be.
const ANCESTORS: usize = 200;

/// The most pairs of concepts that exclude each other, and the most pairs of which one raises the other.
const PAIRS: usize = 4_000_000;

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
        let mut ids = Ids::new(&published);
        let mut concepts = ids.concepts(&published);
        let facets = published.facets.iter().map(|(name, entry)| ids.facet(name, entry)).collect();
        let exclusive: Vec<Vec<ConceptId>> = published.exclusive.iter().map(|group| ids.resolve("exclusive", group)).collect();
        let Ids { facets: facet_ids, concepts: concept_ids, scalars: scalar_ids, mut flaws } = ids;
        for name in published.concepts.keys() {
            if !name.contains('.') || !facet_ids.contains_key(name.split('.').next().unwrap_or_default()) {
                flaws.push(Flaw { entry: name.clone(), trouble: format!("`{name}` does not begin with a facet") });
            }
        }
        close_is_a(&mut concepts, &mut flaws);
        close_ids(&mut concepts, &concept_ids);
        let groups = groups(concepts.len(), &exclusive);
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
        for (pairs, what) in [(self.excluding_pairs(), "exclude each other"), (self.raising_pairs(), "raise each other")] {
            if pairs > PAIRS {
                let trouble = format!("more than {PAIRS} pairs of concepts {what}");
                return flaws.push(Flaw { entry: "concepts".to_owned(), trouble });
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

impl Vocabulary {
    /// How many pairs of concepts exclude each other, those counted twice that several groups set apart.
    fn excluding_pairs(&self) -> usize {
        let below = |id: &ConceptId| 1 + self.concept(*id).descendants.len();
        let pairs = |group: &Vec<ConceptId>| {
            let all: usize = group.iter().map(below).sum();
            group.iter().fold(0usize, |pairs, id| pairs.saturating_add(below(id).saturating_mul(all - below(id))))
        };
        self.exclusive.iter().map(pairs).fold(0, usize::saturating_add)
    }

    /// How many concepts are raised, with what stands below those, over all that raise them.
    fn raising_pairs(&self) -> usize {
        let raised = |concept: &Concept| concept.raises.iter().map(|id| 1 + self.concept(*id).below.len()).sum();
        let own: Vec<usize> = self.concepts.iter().map(raised).collect();
        let with_above = |id: ConceptId| self.up(id).filter_map(|above| own.get(above.index()));
        self.concept_ids().flat_map(with_above).fold(0, |pairs, own| pairs.saturating_add(*own))
    }
}

/// The ids of all names, and what is wrong with those that are named and are none.
struct Ids {
    facets: BTreeMap<String, FacetId>,
    concepts: BTreeMap<String, ConceptId>,
    scalars: BTreeMap<String, ScalarId>,
    flaws: Vec<Flaw>,
}

impl Ids {
    fn new(published: &Published) -> Ids {
        Ids {
            facets: published.facets.keys().enumerate().map(|(at, name)| (name.clone(), FacetId::at(at))).collect(),
            concepts: published.concepts.keys().enumerate().map(|(at, name)| (name.clone(), ConceptId::at(at))).collect(),
            scalars: published.scalars.keys().enumerate().map(|(at, name)| (name.clone(), ScalarId::at(at))).collect(),
            flaws: Vec::new(),
        }
    }

    /// The concepts that an entry names, each once.
    fn resolve(&mut self, entry: &str, names: &[String]) -> Vec<ConceptId> {
        let mut found: BTreeSet<ConceptId> = BTreeSet::new();
        for name in names {
            match self.concepts.get(name) {
                Some(id) => {
                    found.insert(*id);
                }
                None => self.flaws.push(Flaw { entry: entry.to_owned(), trouble: format!("`{name}` is no concept") }),
            }
        }
        found.into_iter().collect()
    }

    fn concepts(&mut self, published: &Published) -> Vec<Concept> {
        published.concepts.iter().map(|(name, entry)| self.concept(name, entry)).collect()
    }

    /// A concept whose relations are not closed yet.
    fn concept(&mut self, name: &str, entry: &ConceptEntry) -> Concept {
        let facet = name.split('.').next().and_then(|facet| self.facets.get(facet)).copied();
        Concept {
            name: name.to_owned(),
            facet: facet.unwrap_or(FacetId::at(0)),
            parents: self.resolve(name, &entry.is_a),
            ancestors: Vec::new(),
            descendants: Vec::new(),
            below: Vec::new(),
            raises: self.resolve(name, &entry.raises),
            odd: entry.odd,
            is_abstract: entry.is_abstract,
            judgement: entry.judgement,
            is: entry.is.clone(),
            ask: entry.ask.clone(),
            phrase: entry.phrase.clone(),
            also: entry.also.clone(),
        }
    }

    fn facet(&mut self, name: &str, entry: &FacetEntry) -> Facet {
        let default = self.resolve(name, &entry.default);
        Facet { name: name.to_owned(), about: entry.about.clone(), closed: entry.closed, default }
    }
}

/// For each concept the exclusive groups that it stands in.
fn groups(concepts: usize, exclusive: &[Vec<ConceptId>]) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); concepts];
    for (group, members) in exclusive.iter().enumerate() {
        for member in members {
            if let Some(groups) = groups.get_mut(member.index()) {
                groups.push(group as u32);
            }
        }
    }
    groups
}

/// Fills in ancestors and descendants; a parent that would close a cycle is dropped.
fn close_is_a(concepts: &mut [Concept], flaws: &mut Vec<Flaw>) {
    let mut closing = Closing {
        names: concepts.iter().map(|concept| concept.name.as_str()).collect(),
        parents: concepts.iter().map(|concept| concept.parents.clone()).collect(),
        closed: vec![None; concepts.len()],
        flaws,
    };
    (0..concepts.len()).for_each(|start| closing.close(start));
    let Closing { parents, closed, .. } = closing;
    for ((concept, parents), above) in concepts.iter_mut().zip(parents).zip(closed) {
        concept.parents = parents;
        concept.ancestors = above.unwrap_or_default().into_iter().collect();
    }
    for at in 0..concepts.len() {
        let above = concepts.get(at).map(|concept| concept.ancestors.clone()).unwrap_or_default();
        for ancestor in above {
            if let Some(ancestor) = concepts.get_mut(ancestor.index()) {
                ancestor.descendants.push(ConceptId::at(at));
            }
        }
    }
}

/// Is-a on the way to being closed.
struct Closing<'a> {
    names: Vec<&'a str>,
    parents: Vec<Vec<ConceptId>>,
    /// All that each concept is; none where that is not known yet.
    closed: Vec<Option<BTreeSet<ConceptId>>>,
    flaws: &'a mut Vec<Flaw>,
}

impl Closing<'_> {
    /// Closes a concept and all that it is: depth-first without recursion, since a policy's vocabulary is input.
    fn close(&mut self, start: usize) {
        // A path of (concept, next parent to look at).
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = path.pop() {
            if self.closed.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let Some(parent) = self.parents.get(at).and_then(|parents| parents.get(next)).copied() else {
                self.finish(at);
                continue;
            };
            let is_cycle = parent.index() == at || path.iter().any(|(on_path, _)| *on_path == parent.index());
            if is_cycle {
                self.flaw(at, format!("`{}` is one of its own descendants", self.names.get(parent.index()).unwrap_or(&"")));
                if let Some(parents) = self.parents.get_mut(at) {
                    parents.retain(|kept| *kept != parent);
                }
                path.push((at, next));
            } else {
                path.push((at, next + 1));
                path.push((parent.index(), 0));
            }
        }
    }

    /// Notes what a concept is, all of whose parents are closed.
    fn finish(&mut self, at: usize) {
        let parents = self.parents.get(at).into_iter().flatten();
        let above_parent = |parent: &ConceptId| self.closed.get(parent.index()).into_iter().flatten().flatten().copied().chain([*parent]);
        let mut above: BTreeSet<ConceptId> = parents.flat_map(above_parent).collect();
        if above.len() > ANCESTORS {
            self.flaw(at, format!("it is more than {ANCESTORS} things"));
            above.clear();
        }
        if let Some(slot) = self.closed.get_mut(at) {
            *slot = Some(above);
        }
    }

    fn flaw(&mut self, at: usize, trouble: String) {
        self.flaws.push(Flaw { entry: (*self.names.get(at).unwrap_or(&"")).to_owned(), trouble });
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
            prefix.below.push(ConceptId::at(at));
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
