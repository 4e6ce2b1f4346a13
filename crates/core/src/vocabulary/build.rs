//! From the published form to tables with the closure of every relation.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::Text;

use super::draft::{Draft, pairs};
use super::names::Names;
use super::published::{FacetEntry, Published, ScalarEntry, UsualEntry};
use super::{Concept, ConceptId, Concepts, Facets, Flaw, Index, Lists, ScalarId, Scalars, Tables, Texts, Vocabulary, is_a};

/// The most pairs of concepts that exclude each other, and the most pairs where one raises the other.
const PAIRS: usize = 4_000_000;

impl Vocabulary {
    /// Builds the tables; `hash` is that of the whole vocabulary, of which this may be a subset.
    ///
    /// What makes no sense (an unknown parent, a cycle, a default that another excludes) is left out and returned as a flaw.
    pub fn from_published(published: &Published<'_>, hash: &str) -> (Vocabulary, Vec<Flaw>) {
        let mut draft = Draft::default();
        published.concepts.iter().for_each(|(name, entry)| draft.push(name, entry));
        Vocabulary::build(published, draft, hash)
    }

    /// Builds the tables as [`Vocabulary::from_published`] does, from concepts that were read into columns.
    pub fn from_draft(mut published: Published<'_, Draft>, hash: &str) -> (Vocabulary, Vec<Flaw>) {
        let (draft, twice) = std::mem::take(&mut published.concepts).sorted();
        let (vocabulary, mut flaws) = Vocabulary::build(&published, draft, hash);
        flaws.extend(twice.into_iter().map(|entry| Flaw { entry, trouble: "two concepts have this id".to_owned() }));
        (vocabulary, flaws)
    }

    fn build<C>(published: &Published<'_, C>, mut draft: Draft, hash: &str) -> (Vocabulary, Vec<Flaw>) {
        let mut names = Names::new(std::mem::take(&mut draft.name), published.facets.keys(), published.scalars.keys());
        let concepts = concepts(draft, &mut names);
        let facets = facets(&published.facets, &mut names);
        let mut exclusive = Lists::default();
        published.exclusive.iter().for_each(|group| names.resolve("exclusive", group.iter().map(|name| &**name), &mut exclusive));
        let scalars = scalars(&published.scalars, &mut names);
        // A current name wins over the same former name.
        let aliases = published.aliases.iter().filter(|(former, _)| names.find(former).is_none());
        let (former, current): (Vec<&str>, Vec<&str>) = aliases.map(|(former, current)| (&**former, &**current)).unzip();
        let Names { concepts: name, mut flaws, .. } = names;
        let tables = Tables {
            hash: Cow::Owned(hash.to_owned()),
            facets,
            concepts: Concepts { groups: exclusive.turned(name.len()), name, ..concepts },
            scalars,
            exclusive,
            former: former.into_iter().collect(),
            current: current.into_iter().collect(),
            index: Index::default(),
        };
        let vocabulary = Vocabulary::of_tables(tables).indexed();
        vocabulary.check(&mut flaws);
        (vocabulary, flaws)
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

    /// How many pairs of concepts exclude each other; a pair in two groups counts twice.
    fn excluding_pairs(&self) -> usize {
        let below = |id: &ConceptId| 1 + self.concept(*id).descendants().len();
        let pairs = |group: &[ConceptId]| {
            let all: usize = group.iter().map(below).sum();
            group.iter().fold(0usize, |pairs, id| pairs.saturating_add(below(id).saturating_mul(all - below(id))))
        };
        self.exclusive().iter().map(pairs).fold(0, usize::saturating_add)
    }

    /// How many pairs there are of a concept that raises and a concept that it raises, name extensions included.
    fn raising_pairs(&self) -> usize {
        let raised = |concept: Concept<'_>| concept.raises().iter().map(|id| 1 + self.concept(*id).below().len()).sum();
        let own: Vec<usize> = self.concepts().map(raised).collect();
        let with_above = |id: ConceptId| self.with_ancestors(id).filter_map(|above| own.get(above.index()));
        self.concept_ids().flat_map(with_above).fold(0, |pairs, own| pairs.saturating_add(*own))
    }
}

fn facets(entries: &BTreeMap<Text<'_>, FacetEntry<'_>>, names: &mut Names) -> Facets {
    let mut default = Lists::default();
    entries.iter().for_each(|(name, entry)| names.resolve(name, entry.default.iter().map(|name| &**name), &mut default));
    Facets {
        name: names.facets.clone(),
        about: entries.values().map(|entry| &*entry.about).collect(),
        closed: entries.values().map(|entry| entry.closed).collect(),
        default,
        unspoken: entries.values().map(|entry| entry.unspoken).collect(),
    }
}

/// The concepts, without their names and groups.
fn concepts(draft: Draft, names: &mut Names) -> Concepts {
    let rows = draft.odd.len();
    let (mut parents, mut raises) = (Lists::with_room(rows), Lists::with_room(rows));
    let mut entry = String::new();
    for at in 0..rows {
        entry.clear();
        entry.push_str(names.concepts.get(at));
        names.resolve(&entry, draft.is_a.get(at), &mut parents);
        names.resolve(&entry, draft.raises.get(at), &mut raises);
    }
    let facet = names.facet_of_each().into();
    let ancestors = is_a::close(&names.concepts, &mut parents, &mut names.flaws);
    let above = names.above_each();
    let is_odd = |id: &ConceptId| draft.odd.get(id.index()) == Some(&true);
    Concepts {
        name: Texts::default(),
        facet,
        children: parents.turned(rows),
        parents,
        descendants: ancestors.turned(rows),
        ancestors,
        below: above.turned(rows),
        raises,
        groups: Lists::default(),
        odd: above.iter().zip(&draft.odd).map(|(above, marked)| *marked || above.iter().any(is_odd)).collect(),
        marked_odd: draft.odd.into(),
        is_abstract: draft.is_abstract.into(),
        judgement: draft.judgement.into(),
        is: draft.is,
        ask: draft.ask,
        phrase: draft.phrase,
        also: draft.also,
        maps: draft.maps,
    }
}

fn scalars(entries: &BTreeMap<Text<'_>, ScalarEntry<'_>>, names: &mut Names) -> Scalars {
    let column = |text: for<'e> fn(&'e ScalarEntry<'_>) -> &'e str| entries.values().map(text).collect();
    let usual = |end: fn(&UsualEntry) -> Option<i64>| entries.values().map(|entry| entry.usual.as_ref().and_then(end)).collect();
    let mut scalars = Scalars {
        name: names.scalars.clone(),
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
    for (name, entry) in entries {
        scalars.also.push(entry.also.iter().map(|text| &**text));
        scalars.maps.push(pairs(&entry.maps));
        scalars.directly_at_most.push(names.scalars(name, entry.at_most.iter().map(|name| &**name)));
    }
    let reached = |at: usize| reached(ScalarId::at(at), &scalars.directly_at_most);
    scalars.at_most = (0..entries.len()).map(reached).collect();
    scalars
}

/// Everything reachable from one by a relation, without itself; cycles are harmless.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Closed;
    use crate::vocabulary::published::ConceptEntry;

    #[test]
    fn a_cycle_is_a_flaw_and_no_loop() {
        let mut published: Published<'_> = Published::default();
        let facet = FacetEntry { about: Text::default(), closed: Closed::Always, default: Vec::new(), unspoken: false };
        published.facets.insert("a".into(), facet);
        for (name, parent) in [("a.x", "a.y"), ("a.y", "a.z"), ("a.z", "a.x")] {
            published.concepts.insert(name.into(), ConceptEntry { is_a: vec![parent.into()], ..ConceptEntry::default() });
        }
        let (vocabulary, flaws) = Vocabulary::from_published(&published, "");
        assert_eq!(flaws.len(), 1);
        assert_eq!(vocabulary.concepts().len(), 3);
    }
}
