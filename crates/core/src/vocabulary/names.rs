//! Looks up names in a vocabulary's entries, while its tables are built.

use crate::base::Text;

use super::columns::{Lists, Texts};
use super::{ConceptId, FacetId, Flaw, Index, ScalarId};

/// All names in order, so that ids are their indices; and flaws for names that do not exist.
pub(super) struct Names {
    pub facets: Texts,
    pub concepts: Texts,
    pub scalars: Texts,
    index: Index,
    /// For each concept, the last list that named it.
    named: Vec<u32>,
    /// How many lists there were.
    lists: u32,
    pub flaws: Vec<Flaw>,
}

impl Names {
    /// The names of concepts, facets and scalars, each in ascending order.
    pub(super) fn new<'t>(
        concepts: Texts,
        facets: impl Iterator<Item = &'t Text<'t>>,
        scalars: impl Iterator<Item = &'t Text<'t>>,
    ) -> Names {
        Names {
            index: Index::new(concepts.len(), concepts.iter()),
            named: vec![0; concepts.len()],
            concepts,
            facets: facets.map(|name| &**name).collect(),
            scalars: scalars.map(|name| &**name).collect(),
            lists: 0,
            flaws: Vec::new(),
        }
    }

    /// Adds a list of the concepts that an entry names, each once, in the order written.
    pub(super) fn resolve<'n>(&mut self, entry: &str, names: impl Iterator<Item = &'n str>, into: &mut Lists<ConceptId>) {
        self.lists += 1;
        into.push(names.filter_map(|name| self.concept(entry, name)));
    }

    /// The concept of a name, unless the current list has it already.
    fn concept(&mut self, entry: &str, name: &str) -> Option<ConceptId> {
        let Some(id) = self.find(name) else {
            self.flaw(entry, format!("`{name}` is no concept"));
            return None;
        };
        let last = self.named.get_mut(id.index()).map(|last| std::mem::replace(last, self.lists));
        (last != Some(self.lists)).then_some(id)
    }

    /// The concept of a name.
    pub(super) fn find(&self, name: &str) -> Option<ConceptId> {
        self.index.find(name, |row| self.concepts.get(row)).map(ConceptId::at)
    }

    /// The facet that a concept's name begins with.
    fn facet(&self, name: &str) -> Option<FacetId> {
        name.split_once('.').and_then(|(facet, _)| self.facets.find(facet)).map(FacetId::at)
    }

    /// The facet of each concept; the first facet if it has none.
    pub(super) fn facet_of_each(&mut self) -> Vec<FacetId> {
        let found: Vec<Option<FacetId>> = self.concepts.iter().map(|name| self.facet(name)).collect();
        for (at, _) in found.iter().enumerate().filter(|(_, facet)| facet.is_none()) {
            let name = self.concepts.get(at).to_owned();
            self.flaw(&name, format!("`{name}` does not begin with a facet"));
        }
        found.into_iter().map(|facet| facet.unwrap_or(FacetId::at(0))).collect()
    }

    /// For each concept, those whose names its own extends. Names are sorted, so the extensions of a name directly follow it.
    pub(super) fn above_each(&self) -> Lists<ConceptId> {
        let mut open: Vec<ConceptId> = Vec::new();
        let mut all = Lists::with_room(self.concepts.len());
        for (at, name) in self.concepts.iter().enumerate() {
            let rest = |above: &ConceptId| name.strip_prefix(self.concepts.get(above.index()));
            while open.pop_if(|above| rest(above).is_none()).is_some() {}
            all.push(open.iter().copied().filter(|above| rest(above).is_some_and(|rest| rest.starts_with('.'))));
            open.push(ConceptId::at(at));
        }
        all
    }

    /// The scalars that an entry names.
    pub(super) fn scalars<'n>(&mut self, entry: &str, names: impl Iterator<Item = &'n str>) -> Vec<ScalarId> {
        names.filter_map(|name| self.scalar(entry, name)).collect()
    }

    fn scalar(&mut self, entry: &str, name: &str) -> Option<ScalarId> {
        let found = self.scalars.find(name).map(ScalarId::at);
        if found.is_none() {
            self.flaw(entry, format!("`{name}` is no scalar"));
        }
        found
    }

    fn flaw(&mut self, entry: &str, trouble: String) {
        self.flaws.push(Flaw { entry: entry.to_owned(), trouble });
    }
}
