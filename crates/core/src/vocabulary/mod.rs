//! What can be said of a use: facets, concepts, scalars, and the constraints Γ between them (semantics §1).
//!
//! A [`Vocabulary`] is built from its [`published::Published`] form: the whole one is built in, and every policy carries the part that it
//! needs. Imports `base`.

mod build;
mod part;
pub mod published;
mod search;

use std::collections::BTreeMap;

use crate::base::ids;
pub use build::Flaw;
pub use published::ClosedEntry as Closed;
use published::Published;

ids! {
    /// Names a facet of one vocabulary.
    FacetId
    /// Names a concept of one vocabulary.
    ConceptId
    /// Names a scalar of one vocabulary.
    ScalarId
}

/// A facet, with its concepts found by [`Vocabulary::concepts_of`].
#[derive(Debug, Clone)]
pub struct Facet {
    /// `purpose`.
    pub name: String,
    /// What it says of a use.
    pub about: String,
    /// Whether what is not said is presumed absent.
    pub closed: Closed,
    /// Taken as stated where the use says nothing in this facet.
    pub default: Vec<ConceptId>,
}

/// A concept with its relations.
#[derive(Debug, Clone)]
pub struct Concept {
    /// `purpose.medical.advice`.
    pub name: String,
    /// The facet that its name begins with.
    pub facet: FacetId,
    /// Its direct parents, in any facet.
    pub parents: Vec<ConceptId>,
    /// All that it is, itself left out, in ascending order.
    pub ancestors: Vec<ConceptId>,
    /// All that is it, itself left out, in ascending order.
    pub descendants: Vec<ConceptId>,
    /// What stands below it by its id, in ascending order.
    pub below: Vec<ConceptId>,
    /// What becomes a live question where it holds.
    pub raises: Vec<ConceptId>,
    /// Marked odd, or below by its id one that is.
    pub odd: bool,
    /// A group that is no thing of its own.
    pub is_abstract: bool,
    /// Settled by no fact.
    pub judgement: bool,
    /// The definition.
    pub is: String,
    /// A yes/no question.
    pub ask: String,
    /// What follows the facet's lead-in.
    pub phrase: String,
    /// What people say.
    pub also: Vec<String>,
}

/// A number that licenses compare with a limit.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// `annual-revenue.group.usd`.
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// Scalars that it is never greater than, directly or through others.
    pub at_most: Vec<ScalarId>,
    /// The usual lower end.
    pub usual_min: Option<i64>,
    /// The usual upper end.
    pub usual_max: Option<i64>,
    /// A question.
    pub ask: String,
    /// What goes before "is more than".
    pub phrase: String,
}

impl Scalar {
    /// The first part of its id: scalars with the same one count the same thing.
    pub fn metric(&self) -> &str {
        self.name.split('.').next().unwrap_or(&self.name)
    }
}

/// Facets, concepts and scalars, with every relation closed under is-a.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    facets: Vec<Facet>,
    concepts: Vec<Concept>,
    scalars: Vec<Scalar>,
    /// Groups of which no two members hold together.
    exclusive: Vec<Vec<ConceptId>>,
    /// For each concept the groups it stands in.
    groups: Vec<Vec<u32>>,
    concept_ids: BTreeMap<String, ConceptId>,
    scalar_ids: BTreeMap<String, ScalarId>,
    facet_ids: BTreeMap<String, FacetId>,
    aliases: BTreeMap<String, String>,
    hash: String,
    published: Published,
}

impl Vocabulary {
    /// The sha256 of the whole vocabulary that this is, or is a part of.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Its published form.
    pub fn published(&self) -> &Published {
        &self.published
    }

    /// All facets, by name.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// All concepts, by name.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// Every concept's id, in order.
    pub fn concept_ids(&self) -> impl Iterator<Item = ConceptId> + use<> {
        (0..self.concepts.len()).map(ConceptId::at)
    }

    /// All scalars, by name.
    pub fn scalars(&self) -> &[Scalar] {
        &self.scalars
    }

    /// Every scalar's id, in order.
    pub fn scalar_ids(&self) -> impl Iterator<Item = ScalarId> + use<> {
        (0..self.scalars.len()).map(ScalarId::at)
    }

    /// Every facet's id, in order.
    pub fn facet_ids(&self) -> impl Iterator<Item = FacetId> + use<> {
        (0..self.facets.len()).map(FacetId::at)
    }

    /// Groups of concepts of which no two hold together.
    pub fn exclusive(&self) -> &[Vec<ConceptId>] {
        &self.exclusive
    }

    /// The groups of [`Vocabulary::exclusive`] in which a concept stands itself.
    pub fn groups_of(&self, concept: ConceptId) -> &[u32] {
        self.groups.get(concept.index()).map_or(&[], Vec::as_slice)
    }

    /// The facet of an id of this vocabulary.
    pub fn facet(&self, id: FacetId) -> &Facet {
        self.facets.get(id.index()).expect("a facet id comes from the vocabulary that it is asked of")
    }

    /// The concept of an id of this vocabulary.
    pub fn concept(&self, id: ConceptId) -> &Concept {
        self.concepts.get(id.index()).expect("a concept id comes from the vocabulary that it is asked of")
    }

    /// The scalar of an id of this vocabulary.
    pub fn scalar(&self, id: ScalarId) -> &Scalar {
        self.scalars.get(id.index()).expect("a scalar id comes from the vocabulary that it is asked of")
    }

    /// The facet of that name.
    pub fn find_facet(&self, name: &str) -> Option<FacetId> {
        self.facet_ids.get(name).copied()
    }

    /// The concept of that full name (`purpose.medical`), or of a former one.
    pub fn find_concept(&self, name: &str) -> Option<ConceptId> {
        let current = self.aliases.get(name).map_or(name, String::as_str);
        self.concept_ids.get(current).copied()
    }

    /// The scalar of that name, or of a former one.
    pub fn find_scalar(&self, name: &str) -> Option<ScalarId> {
        let current = self.aliases.get(name).map_or(name, String::as_str);
        self.scalar_ids.get(current).copied()
    }

    /// The concepts whose names begin with a facet's.
    pub fn concepts_of(&self, facet: FacetId) -> impl Iterator<Item = ConceptId> + '_ {
        self.concept_ids().filter(move |id| self.concept(*id).facet == facet)
    }

    /// Whether one concept is another, or is that one.
    pub fn is_a(&self, concept: ConceptId, other: ConceptId) -> bool {
        concept == other || self.concept(concept).ancestors.binary_search(&other).is_ok()
    }

    /// Whether two concepts can't hold together, by themselves or by what they are.
    pub fn excludes(&self, one: ConceptId, other: ConceptId) -> bool {
        let grouped =
            |concept: ConceptId| self.up(concept).flat_map(move |above| self.groups_of(above).iter().map(move |group| (*group, above)));
        let own: Vec<(u32, ConceptId)> = grouped(one).collect();
        !own.is_empty() && grouped(other).any(|(group, member)| own.iter().any(|(own, own_member)| *own == group && *own_member != member))
    }

    /// The concepts that name this one as a parent.
    pub fn children(&self, parent: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        self.concept(parent).descendants.iter().copied().filter(move |child| self.concept(*child).parents.contains(&parent))
    }

    /// A concept and all that it is.
    pub fn up(&self, concept: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        std::iter::once(concept).chain(self.concept(concept).ancestors.iter().copied())
    }

    /// A concept and all that is it.
    pub fn down(&self, concept: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        std::iter::once(concept).chain(self.concept(concept).descendants.iter().copied())
    }
}
