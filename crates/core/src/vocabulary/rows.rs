//! One facet, concept or scalar: a row of its table.

use super::tables::{Concepts, Facets, Scalars};
use super::{Closed, ConceptId, FacetId, GroupId, ScalarId};

/// A facet; [`super::Vocabulary::concepts_of`] finds its concepts.
#[derive(Debug, Clone, Copy)]
pub struct Facet<'a> {
    pub(super) table: &'a Facets,
    pub(super) at: usize,
}

/// A concept with its relations.
#[derive(Debug, Clone, Copy)]
pub struct Concept<'a> {
    pub(super) table: &'a Concepts,
    pub(super) at: usize,
}

/// A number that licenses compare with a limit.
#[derive(Debug, Clone, Copy)]
pub struct Scalar<'a> {
    pub(super) table: &'a Scalars,
    pub(super) at: usize,
}

impl<'a> Facet<'a> {
    /// `purpose`.
    pub fn name(self) -> &'a str {
        self.table.name.get(self.at)
    }

    /// What it says about a use.
    pub fn about(self) -> &'a str {
        self.table.about.get(self.at)
    }

    /// Whether what is not said is presumed absent.
    pub fn closed(self) -> Closed {
        value(&self.table.closed, self.at)
    }

    /// Whether hardly anybody states it unasked.
    pub fn is_unspoken(self) -> bool {
        value(&self.table.unspoken, self.at)
    }

    /// Taken as stated where the use says nothing in this facet.
    pub fn default(self) -> &'a [ConceptId] {
        self.table.default.get(self.at)
    }
}

impl<'a> Concept<'a> {
    /// Its id.
    pub fn id(self) -> ConceptId {
        ConceptId::at(self.at)
    }

    /// `purpose.medical.advice`.
    pub fn name(self) -> &'a str {
        self.table.name.get(self.at)
    }

    /// The facet that its name begins with.
    pub fn facet(self) -> FacetId {
        value(&self.table.facet, self.at)
    }

    /// Its direct parents, in any facet, in the order written.
    pub fn parents(self) -> &'a [ConceptId] {
        self.table.parents.get(self.at)
    }

    /// Its ancestors, in ascending order.
    pub fn ancestors(self) -> &'a [ConceptId] {
        self.table.ancestors.get(self.at)
    }

    /// Its descendants, in ascending order.
    pub fn descendants(self) -> &'a [ConceptId] {
        self.table.descendants.get(self.at)
    }

    /// The concepts whose names extend its own, in ascending order.
    pub fn below(self) -> &'a [ConceptId] {
        self.table.below.get(self.at)
    }

    /// What it raises, in the order written.
    pub fn raises(self) -> &'a [ConceptId] {
        self.table.raises.get(self.at)
    }

    /// The exclusive groups that it is a member of itself.
    pub fn groups(self) -> &'a [GroupId] {
        self.table.groups.get(self.at)
    }

    /// Whether it, or a concept whose name its own extends, is marked odd: only exceptional uses have it.
    pub fn is_odd(self) -> bool {
        value(&self.table.odd, self.at)
    }

    /// Whether it is marked odd itself.
    pub fn is_marked_odd(self) -> bool {
        value(&self.table.marked_odd, self.at)
    }

    /// Whether it is a mere group, which holds only if a child does.
    pub fn is_abstract(self) -> bool {
        value(&self.table.is_abstract, self.at)
    }

    /// Whether no fact settles it.
    pub fn is_judgement(self) -> bool {
        value(&self.table.judgement, self.at)
    }

    /// The definition.
    pub fn is(self) -> &'a str {
        self.table.is.get(self.at)
    }

    /// A yes/no question.
    pub fn ask(self) -> &'a str {
        self.table.ask.get(self.at)
    }

    /// What follows the facet's lead-in.
    pub fn phrase(self) -> &'a str {
        self.table.phrase.get(self.at)
    }

    /// Everyday names for it.
    pub fn also(self) -> impl Iterator<Item = &'a str> + Clone {
        self.table.also.get(self.at)
    }

    /// Counterparts in other vocabularies, as pairs: the name of one, then a counterpart in it.
    pub fn maps(self) -> impl Iterator<Item = &'a str> + Clone {
        self.table.maps.get(self.at)
    }
}

impl<'a> Scalar<'a> {
    /// `annual-revenue.group.usd`.
    pub fn name(self) -> &'a str {
        self.table.name.get(self.at)
    }

    /// The first part of its name: scalars that share it measure the same thing.
    pub fn metric(self) -> &'a str {
        self.name().split('.').next().unwrap_or_default()
    }

    /// What it is counted in.
    pub fn unit(self) -> &'a str {
        self.table.unit.get(self.at)
    }

    /// Scalars that it is never greater than, directly or through others, in ascending order.
    pub fn at_most(self) -> &'a [ScalarId] {
        self.table.at_most.get(self.at)
    }

    /// Those of them that are declared directly.
    pub fn directly_at_most(self) -> &'a [ScalarId] {
        self.table.directly_at_most.get(self.at)
    }

    /// The usual lower end.
    pub fn usual_min(self) -> Option<i64> {
        value(&self.table.usual_min, self.at)
    }

    /// The usual upper end.
    pub fn usual_max(self) -> Option<i64> {
        value(&self.table.usual_max, self.at)
    }

    /// The definition.
    pub fn is(self) -> &'a str {
        self.table.is.get(self.at)
    }

    /// A question.
    pub fn ask(self) -> &'a str {
        self.table.ask.get(self.at)
    }

    /// What goes before "is more than".
    pub fn phrase(self) -> &'a str {
        self.table.phrase.get(self.at)
    }

    /// Everyday names for it.
    pub fn also(self) -> impl Iterator<Item = &'a str> + Clone {
        self.table.also.get(self.at)
    }

    /// Whose number it is: `licensee-and-affiliates`.
    pub fn of(self) -> &'a str {
        self.table.of.get(self.at)
    }

    /// The day it is measured: `at-release`.
    pub fn when(self) -> &'a str {
        self.table.when.get(self.at)
    }

    /// Counterparts in other vocabularies, as pairs: the name of one, then a counterpart in it.
    pub fn maps(self) -> impl Iterator<Item = &'a str> + Clone {
        self.table.maps.get(self.at)
    }
}

fn value<T: Copy>(column: &[T], at: usize) -> T {
    *column.get(at).expect("every column has a value for each row")
}
