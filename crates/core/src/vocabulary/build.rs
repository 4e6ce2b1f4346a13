//! From the published form to tables with every relation closed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::Text;

use super::published::{ConceptEntry, Published, ScalarEntry, UsualEntry};
use super::{Concept, ConceptId, Concepts, FacetId, Facets, Flaw, Lists, ScalarId, Scalars, Tables, Texts, Vocabulary, is_a};

/// The most pairs of concepts that exclude each other, and the most pairs of which one raises the other.
const PAIRS: usize = 4_000_000;

impl Vocabulary {
    /// Builds the tables; `hash` is that of the whole vocabulary, of which this may be a part.
    ///
    /// What can't be meant (an unknown parent, a cycle, a default that another excludes) is left out and returned as a flaw.
    pub fn from_published(published: &Published<'_>, hash: &str) -> (Vocabulary, Vec<Flaw>) {
        let mut names = Names::new(published);
        let concepts = names.concepts(published);
        let facets = names.facets(published);
        let mut exclusive = Lists::default();
        published.exclusive.iter().for_each(|group| names.resolve("exclusive", group, &mut exclusive));
        let scalars = names.scalars(published);
        let concepts = Concepts { groups: exclusive.turned(concepts.name.len()), ..concepts };
        let tables = Tables {
            hash: Cow::Owned(hash.to_owned()),
            facets,
            concepts,
            scalars,
            exclusive,
            former: texts(published.aliases.keys()),
            current: texts(published.aliases.values()),
        };
        let vocabulary = Vocabulary { tables };
        vocabulary.check(&mut names.flaws);
        (vocabulary, names.flaws)
    }

    /// Finds what no use could ever satisfy.
    fn check(&self, flaws: &mut Vec<Flaw>) {
        let defaults: Vec<ConceptId> = self.facets().flat_map(|facet| facet.default().iter().copied()).collect();
        let name = |id: ConceptId| self.concept(id).name();
        for (at, one) in defaults.iter().enumerate() {
            for other in defaults.iter().skip(at).filter(|other| self.excludes(*one, **other)) {
                let trouble = format!("the default `{}` excludes the default `{}`", name(*one), name(*other));
                flaws.push(Flaw { entry: name(*one).to_owned(), trouble });
            }
        }
        for (pairs, what) in [(self.excluding_pairs(), "exclude each other"), (self.raising_pairs(), "raise each other")] {
            if pairs > PAIRS {
                let trouble = format!("more than {PAIRS} pairs of concepts {what}");
                return flaws.push(Flaw { entry: "concepts".to_owned(), trouble });
            }
        }
        for concept in self.concepts() {
            let mut flaw = |trouble: &str| flaws.push(Flaw { entry: concept.name().to_owned(), trouble: trouble.to_owned() });
            if self.excludes(concept.id(), concept.id()) {
                flaw("it is two things that exclude each other");
            }
            if concept.is_abstract() && defaults.contains(&concept.id()) {
                flaw("an abstract concept can't be a default");
            }
        }
    }

    /// How many pairs of concepts exclude each other, those counted twice that several groups set apart.
    fn excluding_pairs(&self) -> usize {
        let below = |id: &ConceptId| 1 + self.concept(*id).descendants().len();
        let pairs = |group: &[ConceptId]| {
            let all: usize = group.iter().map(below).sum();
            group.iter().fold(0usize, |pairs, id| pairs.saturating_add(below(id).saturating_mul(all - below(id))))
        };
        self.exclusive().iter().map(pairs).fold(0, usize::saturating_add)
    }

    /// How many concepts are raised, with what stands below those, over all that raise them.
    fn raising_pairs(&self) -> usize {
        let raised = |concept: Concept<'_>| concept.raises().iter().map(|id| 1 + self.concept(*id).below().len()).sum();
        let own: Vec<usize> = self.concepts().map(raised).collect();
        let with_above = |id: ConceptId| self.up(id).filter_map(|above| own.get(above.index()));
        self.concept_ids().flat_map(with_above).fold(0, |pairs, own| pairs.saturating_add(*own))
    }
}

/// All names in order, so that ids are their places; and what is wrong with those that are named and are none.
struct Names {
    facets: Texts,
    concepts: Texts,
    scalars: Texts,
    /// For each concept the last list that named it.
    named: Vec<u32>,
    /// How many lists there were.
    lists: u32,
    flaws: Vec<Flaw>,
}

impl Names {
    fn new(published: &Published<'_>) -> Names {
        Names {
            facets: texts(published.facets.keys()),
            concepts: texts(published.concepts.keys()),
            scalars: texts(published.scalars.keys()),
            named: vec![0; published.concepts.len()],
            lists: 0,
            flaws: Vec::new(),
        }
    }

    /// Adds a list of the concepts that an entry names, each once, in the order in which they are written.
    fn resolve(&mut self, entry: &str, names: &[Text<'_>], into: &mut Lists<ConceptId>) {
        self.lists += 1;
        into.push(names.iter().filter_map(|name| self.concept(entry, name)));
    }

    /// The concept of a name, unless the list at hand has it already.
    fn concept(&mut self, entry: &str, name: &str) -> Option<ConceptId> {
        let Some(at) = self.concepts.find(name) else {
            self.flaws.push(Flaw { entry: entry.to_owned(), trouble: format!("`{name}` is no concept") });
            return None;
        };
        let last = self.named.get_mut(at).map(|last| std::mem::replace(last, self.lists));
        (last != Some(self.lists)).then(|| ConceptId::at(at))
    }

    /// The facet that a concept's name begins with.
    fn facet(&mut self, name: &str) -> FacetId {
        let facet = name.split_once('.').and_then(|(facet, _)| self.facets.find(facet));
        if facet.is_none() {
            self.flaws.push(Flaw { entry: name.to_owned(), trouble: format!("`{name}` does not begin with a facet") });
        }
        FacetId::at(facet.unwrap_or_default())
    }

    /// For each concept those that it stands below by its id. Names are in order, so what begins with one stands right behind it.
    fn above(&self) -> Lists<ConceptId> {
        let mut open: Vec<ConceptId> = Vec::new();
        let mut all = Lists::default();
        for (at, name) in self.concepts.iter().enumerate() {
            let rest = |above: &ConceptId| name.strip_prefix(self.concepts.get(above.index()));
            while open.pop_if(|above| rest(above).is_none()).is_some() {}
            all.push(open.iter().copied().filter(|above| rest(above).is_some_and(|rest| rest.starts_with('.'))));
            open.push(ConceptId::at(at));
        }
        all
    }

    fn facets(&mut self, published: &Published<'_>) -> Facets {
        let mut default = Lists::default();
        published.facets.iter().for_each(|(name, entry)| self.resolve(name, &entry.default, &mut default));
        Facets {
            name: self.facets.clone(),
            about: texts(published.facets.values().map(|entry| &entry.about)),
            closed: published.facets.values().map(|entry| entry.closed).collect(),
            default,
        }
    }

    /// The concepts, but for the groups that they stand in.
    fn concepts(&mut self, published: &Published<'_>) -> Concepts {
        let rows = published.concepts.len();
        let mut parents = Lists::default();
        let mut raises = Lists::default();
        for (name, entry) in &published.concepts {
            self.resolve(name, &entry.is_a, &mut parents);
            self.resolve(name, &entry.raises, &mut raises);
        }
        let facet = published.concepts.keys().map(|name| self.facet(name)).collect();
        let ancestors = is_a::close(&self.concepts, &mut parents, &mut self.flaws);
        let above = self.above();
        let marked_odd: Vec<bool> = published.concepts.values().map(|entry| entry.odd).collect();
        let is_odd = |id: &ConceptId| marked_odd.get(id.index()) == Some(&true);
        let odd = above.iter().zip(&marked_odd).map(|(above, marked)| *marked || above.iter().any(is_odd)).collect();
        let column = |text: for<'e> fn(&'e ConceptEntry<'_>) -> &'e Text<'e>| texts(published.concepts.values().map(text));
        let mut concepts = Concepts {
            name: self.concepts.clone(),
            facet,
            children: parents.turned(rows),
            parents,
            descendants: ancestors.turned(rows),
            ancestors,
            below: above.turned(rows),
            raises,
            odd,
            is_abstract: published.concepts.values().map(|entry| entry.is_abstract).collect(),
            judgement: published.concepts.values().map(|entry| entry.judgement).collect(),
            is: column(|entry| &entry.is),
            ask: column(|entry| &entry.ask),
            phrase: column(|entry| &entry.phrase),
            marked_odd: marked_odd.into(),
            ..Concepts::default()
        };
        for entry in published.concepts.values() {
            concepts.also.push(entry.also.iter().map(|text| &**text));
            concepts.maps.push(pairs(&entry.maps));
        }
        concepts
    }

    fn scalars(&mut self, published: &Published<'_>) -> Scalars {
        let column = |text: for<'e> fn(&'e ScalarEntry<'_>) -> &'e Text<'e>| texts(published.scalars.values().map(text));
        let usual =
            |end: fn(&UsualEntry) -> Option<i64>| published.scalars.values().map(|entry| entry.usual.as_ref().and_then(end)).collect();
        let mut scalars = Scalars {
            name: self.scalars.clone(),
            unit: column(|entry| &entry.unit),
            usual_min: usual(|usual| usual.min),
            usual_max: usual(|usual| usual.max),
            is: column(|entry| &entry.is),
            ask: column(|entry| &entry.ask),
            phrase: column(|entry| &entry.phrase),
            of: column(|entry| &entry.of),
            when: column(|entry| &entry.when),
            ..Scalars::default()
        };
        for (name, entry) in &published.scalars {
            scalars.also.push(entry.also.iter().map(|text| &**text));
            scalars.maps.push(pairs(&entry.maps));
            let direct: Vec<ScalarId> = entry.at_most.iter().filter_map(|above| self.scalar(name, above)).collect();
            scalars.directly_at_most.push(direct);
        }
        scalars.at_most =
            scalars.directly_at_most.iter().enumerate().map(|(at, _)| reached(ScalarId::at(at), &scalars.directly_at_most)).collect();
        scalars
    }

    fn scalar(&mut self, entry: &str, name: &str) -> Option<ScalarId> {
        let found = self.scalars.find(name);
        if found.is_none() {
            self.flaws.push(Flaw { entry: entry.to_owned(), trouble: format!("`{name}` is no scalar") });
        }
        found.map(ScalarId::at)
    }
}

/// All that is reached from one by steps of a relation, itself left out; a cycle just ends there.
fn reached(from: ScalarId, steps: &Lists<ScalarId>) -> BTreeSet<ScalarId> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<ScalarId> = steps.get(from.index()).to_vec();
    while let Some(next) = open.pop() {
        if next != from && reached.insert(next) {
            open.extend(steps.get(next.index()));
        }
    }
    reached
}

fn texts<'t>(texts: impl Iterator<Item = &'t Text<'t>>) -> Texts {
    texts.map(|text| &**text).collect()
}

/// Counterparts as pairs of a vocabulary's name and a counterpart in it, one after another.
fn pairs<'m>(maps: &'m BTreeMap<Text<'_>, Vec<Text<'_>>>) -> impl Iterator<Item = &'m str> {
    maps.iter().flat_map(|(name, counterparts)| counterparts.iter().flat_map(move |counterpart| [&**name, &**counterpart]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Closed;
    use crate::vocabulary::published::FacetEntry;

    #[test]
    fn a_cycle_is_a_flaw_and_no_loop() {
        let mut published = Published::default();
        let facet = FacetEntry { about: Text::default(), closed: Closed::Always, default: Vec::new() };
        published.facets.insert("a".into(), facet);
        for (name, parent) in [("a.x", "a.y"), ("a.y", "a.z"), ("a.z", "a.x")] {
            published.concepts.insert(name.into(), ConceptEntry { is_a: vec![parent.into()], ..ConceptEntry::default() });
        }
        let (vocabulary, flaws) = Vocabulary::from_published(&published, "");
        assert_eq!(flaws.len(), 1);
        assert_eq!(vocabulary.concepts().len(), 3);
    }
}
