//! The tables of a vocabulary, with a column for each property of a facet, a concept or a scalar.
//!
//! They keep what is written, in its order, besides the closure of every relation.

use std::borrow::Cow;

use super::columns::{Column, Lists, TextLists, Texts};
use super::fixed::Fixed;
use super::index::Index;
use super::{Closed, ConceptId, FacetId, GroupId, ScalarId};

/// Declares tables whose columns can be written as Rust.
macro_rules! tables {
    ($($(#[$about:meta])* $table:ident { $($(#[$says:meta])* $column:ident: $type:ty,)* })*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Default)]
        pub struct $table { $($(#[$says])* pub $column: $type,)* }

        impl Fixed for $table {
            fn fixed(&self) -> String {
                let columns = [$(format!("{}: {}", stringify!($column), self.$column.fixed())),*];
                format!("{} {{ {} }}", stringify!($table), columns.join(", "))
            }
        }
    )*};
}

tables! {
    /// All tables.
    Tables {
        /// The sha256 of the whole vocabulary, of which this may be a subset.
        hash: Cow<'static, str>,
        /// Facets, by name.
        facets: Facets,
        /// Concepts, by name.
        concepts: Concepts,
        /// Scalars, by name.
        scalars: Scalars,
        /// Groups of mutually exclusive concepts, in the order written.
        exclusive: Lists<ConceptId>,
        /// Former names, in ascending order.
        former: Texts,
        /// The current name for each of those.
        current: Texts,
        /// Finds a row by name: concepts, then scalars, then former names.
        index: Index,
    }

    /// A row for each facet.
    Facets {
        /// `purpose`.
        name: Texts,
        /// What it says about a use.
        about: Texts,
        /// Whether what is not said is presumed absent.
        closed: Column<Closed>,
        /// Taken as stated where the use says nothing in this facet, in the order written.
        default: Lists<ConceptId>,
        /// Hardly anybody states it unasked.
        unspoken: Column<bool>,
    }

    /// A row for each concept.
    Concepts {
        /// `purpose.medical.advice`.
        name: Texts,
        /// The facet that its name begins with.
        facet: Column<FacetId>,
        /// Its direct parents, in the order written.
        parents: Lists<ConceptId>,
        /// The concepts that name it as a parent, in ascending order.
        children: Lists<ConceptId>,
        /// Its ancestors, in ascending order.
        ancestors: Lists<ConceptId>,
        /// Its descendants, in ascending order.
        descendants: Lists<ConceptId>,
        /// The concepts whose names extend its own, in ascending order.
        below: Lists<ConceptId>,
        /// What it raises, in the order written.
        raises: Lists<ConceptId>,
        /// The exclusive groups that it is a member of.
        groups: Lists<GroupId>,
        /// Marked odd, or extends the name of one that is.
        odd: Column<bool>,
        /// Marked odd itself.
        marked_odd: Column<bool>,
        /// A mere group, which holds only if a child does.
        is_abstract: Column<bool>,
        /// Settled by no fact.
        judgement: Column<bool>,
        /// The definition.
        is: Texts,
        /// A yes/no question.
        ask: Texts,
        /// What follows the facet's lead-in.
        phrase: Texts,
        /// Everyday names for it.
        also: TextLists,
        /// Counterparts in other vocabularies, as pairs: the name of one, then a counterpart in it.
        maps: TextLists,
    }

    /// A row for each scalar.
    Scalars {
        /// `annual-revenue.group.usd`.
        name: Texts,
        /// What it is counted in.
        unit: Texts,
        /// Scalars that it is never greater than, directly or through others, in ascending order.
        at_most: Lists<ScalarId>,
        /// Those of them that are declared directly.
        directly_at_most: Lists<ScalarId>,
        /// The usual lower end.
        usual_min: Column<Option<i64>>,
        /// The usual upper end.
        usual_max: Column<Option<i64>>,
        /// The definition.
        is: Texts,
        /// A question.
        ask: Texts,
        /// What goes before "is more than".
        phrase: Texts,
        /// Everyday names for it.
        also: TextLists,
        /// Whose number it is.
        of: Texts,
        /// The day it is measured.
        when: Texts,
        /// Counterparts in other vocabularies, as those of a concept.
        maps: TextLists,
    }
}
