//! What can be said about a use: facets, concepts, scalars, and the constraints Γ between them (semantics §1).
//!
//! A [`Vocabulary`] is tables (`tables`, of `columns`) sorted by name, so that an id is an index, with the closure of every relation. The
//! whole one is built in, as constants that the build script writes (`fixed`); a policy's JSON holds the subset it needs. `build` makes tables
//! from the [`published`] form (`is_a` computes ancestors); `publish` and `part` convert back. `search` finds concepts by words, which `stem` makes alike.

mod build;
mod columns;
mod draft;
mod fixed;
mod index;
mod is_a;
mod names;
mod part;
mod publish;
pub mod published;
mod rows;
mod search;
mod stem;
mod tables;

use std::sync::OnceLock;

use crate::base::ids;
use search::SearchIndex;

pub use columns::{Column, Lists, TextLists, Texts};
pub use draft::Draft;
pub use fixed::Fixed;
pub use index::Index;
pub use published::ClosedEntry as Closed;
pub use rows::{Concept, Facet, Scalar};
pub use tables::{Concepts, Facets, Scalars, Tables};

ids! {
    /// Names a facet of one vocabulary.
    FacetId
    /// Names a concept of one vocabulary.
    ConceptId
    /// Names a scalar of one vocabulary.
    ScalarId
    /// Names a group of mutually exclusive concepts of one vocabulary.
    GroupId
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A concept.
    Concept(ConceptId),
    /// A scalar.
    Scalar(ScalarId),
    /// A facet.
    Facet(FacetId),
}

/// A row found by the index.
enum Row {
    Named(Named),
    /// A row of the former names.
    Former(usize),
}

/// Facets, concepts and scalars, with the closure of every relation.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    tables: Tables,
    /// Made when somebody first looks for words.
    searched: OnceLock<SearchIndex>,
}

/// A mistake in a vocabulary; the vocabulary returned with it leaves the wrong entry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The entry that is wrong.
    pub entry: String,
    /// What is wrong with it.
    pub trouble: String,
}

/// Digits of the golden ratio, which multiply well.
const FIXED_SEED: u64 = 0x9e37_79b9_7f4a_7c15;

impl Vocabulary {
    /// The vocabulary for tables written by [`Vocabulary::fixed`].
    pub const fn of_tables(tables: Tables) -> Vocabulary {
        Vocabulary { tables, searched: OnceLock::new() }
    }

    /// Its tables as a Rust expression, for a build script: the same each time.
    pub fn fixed(&self) -> String {
        let index = Index::seeded(FIXED_SEED, self.row_names().count(), self.row_names());
        Tables { index, ..self.tables.clone() }.fixed()
    }

    /// The vocabulary with all its names in the index.
    fn indexed(mut self) -> Vocabulary {
        self.tables.index = Index::new(self.row_names().count(), self.row_names());
        self
    }

    /// The names of concepts, scalars and facets, and former names, in the order of the index's rows.
    fn row_names(&self) -> impl Iterator<Item = &str> {
        let Tables { concepts, scalars, facets, former, .. } = &self.tables;
        concepts.name.iter().chain(scalars.name.iter()).chain(facets.name.iter()).chain(former.iter())
    }

    /// The sha256 of the whole vocabulary, of which this may be a subset.
    pub fn hash(&self) -> &str {
        &self.tables.hash
    }

    /// All facets, by name.
    pub fn facets(&self) -> impl Iterator<Item = Facet<'_>> + Clone {
        self.facet_ids().map(|id| self.facet(id))
    }

    /// All concepts, by name.
    pub fn concepts(&self) -> impl ExactSizeIterator<Item = Concept<'_>> + Clone {
        self.concept_ids().map(|id| self.concept(id))
    }

    /// All scalars, by name.
    pub fn scalars(&self) -> impl ExactSizeIterator<Item = Scalar<'_>> + Clone {
        self.scalar_ids().map(|id| self.scalar(id))
    }

    /// Every facet's id, in order.
    pub fn facet_ids(&self) -> impl ExactSizeIterator<Item = FacetId> + Clone + use<> {
        (0..self.tables.facets.name.len()).map(FacetId::at)
    }

    /// Every concept's id, in order.
    pub fn concept_ids(&self) -> impl ExactSizeIterator<Item = ConceptId> + Clone + use<> {
        (0..self.tables.concepts.name.len()).map(ConceptId::at)
    }

    /// Every scalar's id, in order.
    pub fn scalar_ids(&self) -> impl ExactSizeIterator<Item = ScalarId> + Clone + use<> {
        (0..self.tables.scalars.name.len()).map(ScalarId::at)
    }

    /// Groups of mutually exclusive concepts, by id.
    pub fn exclusive(&self) -> &Lists<ConceptId> {
        &self.tables.exclusive
    }

    /// The members of a group of mutually exclusive concepts.
    pub fn group(&self, id: GroupId) -> &[ConceptId] {
        self.tables.exclusive.get(id.index())
    }

    /// Former names, each with what it is called now.
    pub fn aliases(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tables.former.iter().zip(self.tables.current.iter())
    }

    /// The facet of an id of this vocabulary.
    pub fn facet(&self, id: FacetId) -> Facet<'_> {
        Facet { table: &self.tables.facets, at: id.index() }
    }

    /// The concept of an id of this vocabulary.
    pub fn concept(&self, id: ConceptId) -> Concept<'_> {
        Concept { table: &self.tables.concepts, at: id.index() }
    }

    /// The scalar of an id of this vocabulary.
    pub fn scalar(&self, id: ScalarId) -> Scalar<'_> {
        Scalar { table: &self.tables.scalars, at: id.index() }
    }

    /// All names, former ones too, with what they stand for.
    pub fn meanings(&self) -> impl Iterator<Item = (&str, Named)> {
        let concepts = self.concepts().zip(self.concept_ids()).map(|(concept, id)| (concept.name(), Named::Concept(id)));
        let scalars = self.scalars().zip(self.scalar_ids()).map(|(scalar, id)| (scalar.name(), Named::Scalar(id)));
        let facets = self.facets().zip(self.facet_ids()).map(|(facet, id)| (facet.name(), Named::Facet(id)));
        let former = self.aliases().filter_map(|(former, current)| Some((former, self.find(current)?)));
        concepts.chain(scalars).chain(facets).chain(former)
    }

    /// What has that name (`purpose.medical`) now, or had it formerly.
    pub fn find(&self, name: &str) -> Option<Named> {
        match self.find_row(name)? {
            Row::Named(named) => Some(named),
            Row::Former(at) => match self.find_row(self.tables.current.get(at))? {
                Row::Named(named) => Some(named),
                Row::Former(_) => None,
            },
        }
    }

    fn find_row(&self, name: &str) -> Option<Row> {
        let Tables { concepts, scalars, facets, former, index, .. } = &self.tables;
        let (concepts, scalars, facets) = (&concepts.name, &scalars.name, &facets.name);
        let row = |row: usize| {
            let Some(row) = row.checked_sub(concepts.len()) else { return Row::Named(Named::Concept(ConceptId::at(row))) };
            let Some(row) = row.checked_sub(scalars.len()) else { return Row::Named(Named::Scalar(ScalarId::at(row))) };
            let Some(row) = row.checked_sub(facets.len()) else { return Row::Named(Named::Facet(FacetId::at(row))) };
            Row::Former(row)
        };
        let name_of = |at: usize| match row(at) {
            Row::Named(Named::Concept(id)) => concepts.get(id.index()),
            Row::Named(Named::Scalar(id)) => scalars.get(id.index()),
            Row::Named(Named::Facet(id)) => facets.get(id.index()),
            Row::Former(at) => former.get(at),
        };
        index.find(name, |at| name_of(at)).map(row)
    }

    /// The facet of that name.
    pub fn find_facet(&self, name: &str) -> Option<FacetId> {
        match self.find(name)? {
            Named::Facet(id) => Some(id),
            Named::Concept(_) | Named::Scalar(_) => None,
        }
    }

    /// The concept of that full name (`purpose.medical`), or of a former one.
    pub fn find_concept(&self, name: &str) -> Option<ConceptId> {
        match self.find(name)? {
            Named::Concept(id) => Some(id),
            Named::Scalar(_) | Named::Facet(_) => None,
        }
    }

    /// The scalar of that name, or of a former one.
    pub fn find_scalar(&self, name: &str) -> Option<ScalarId> {
        match self.find(name)? {
            Named::Scalar(id) => Some(id),
            Named::Concept(_) | Named::Facet(_) => None,
        }
    }

    /// The concepts whose names begin with a facet's.
    pub fn concepts_of(&self, facet: FacetId) -> impl Iterator<Item = ConceptId> + '_ {
        self.concept_ids().filter(move |id| self.concept(*id).facet() == facet)
    }

    /// Whether one concept equals another or is a descendant of it.
    pub fn is_a(&self, concept: ConceptId, other: ConceptId) -> bool {
        concept == other || self.concept(concept).ancestors().binary_search(&other).is_ok()
    }

    /// Whether two concepts can't hold together, directly or through their ancestors.
    pub fn excludes(&self, one: ConceptId, other: ConceptId) -> bool {
        let grouped = |concept: ConceptId| {
            self.with_ancestors(concept).flat_map(move |above| self.concept(above).groups().iter().map(move |group| (*group, above)))
        };
        let own: Vec<(GroupId, ConceptId)> = grouped(one).collect();
        !own.is_empty() && grouped(other).any(|(group, member)| own.iter().any(|(own, own_member)| *own == group && *own_member != member))
    }

    /// The concepts that name this one as a parent.
    pub fn children(&self, parent: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        self.tables.concepts.children.get(parent.index()).iter().copied()
    }

    /// A concept and its ancestors.
    pub fn with_ancestors(&self, concept: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        std::iter::once(concept).chain(self.concept(concept).ancestors().iter().copied())
    }

    /// A concept and its descendants.
    pub fn with_descendants(&self, concept: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        std::iter::once(concept).chain(self.concept(concept).descendants().iter().copied())
    }
}
