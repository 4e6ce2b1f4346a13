//! The tables of a vocabulary, a column for each thing that is known of a facet, a concept or a scalar.
//!
//! They hold what is written, in its order, and every relation closed.

use std::borrow::Cow;

use super::columns::{Column, Lists, TextLists, Texts};
use super::fixed::Fixed;
use super::index::Index;
use super::{Closed, ConceptId, FacetId, GroupId, ScalarId};

/// Declares tables whose columns are written as Rust one after another.
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
        /// The sha256 of the whole vocabulary that this is, or is a part of.
        hash: Cow<'static, str>,
        /// Facets, by name.
        facets: Facets,
        /// Concepts, by name.
        concepts: Concepts,
        /// Scalars, by name.
        scalars: Scalars,
        /// Groups of concepts of which no two hold together, as they are written.
        exclusive: Lists<ConceptId>,
        /// Former names, in ascending order.
        former: Texts,
        /// What each of those is called now.
        current: Texts,
        /// Finds a row by name: concepts, then scalars, then former names.
        index: Index,
    }

    /// A row for each facet.
    Facets {
        /// `purpose`.
        name: Texts,
        /// What it says of a use.
        about: Texts,
        /// Whether what is not said is presumed absent.
        closed: Column<Closed>,
        /// Taken as stated where the use says nothing in this facet, as it is written.
        default: Lists<ConceptId>,
    }

    /// A row for each concept.
    Concepts {
        /// `purpose.medical.advice`.
        name: Texts,
        /// The facet that its name begins with.
        facet: Column<FacetId>,
        /// Its direct parents, as they are written.
        parents: Lists<ConceptId>,
        /// Those that name it as a parent, in ascending order.
        children: Lists<ConceptId>,
        /// All that it is, itself left out, in ascending order.
        ancestors: Lists<ConceptId>,
        /// All that is it, itself left out, in ascending order.
        descendants: Lists<ConceptId>,
        /// What stands below it by its id, in ascending order.
        below: Lists<ConceptId>,
        /// What becomes a live question where it holds, as it is written.
        raises: Lists<ConceptId>,
        /// The exclusive groups that it stands in.
        groups: Lists<GroupId>,
        /// Marked odd, or below by its id one that is.
        odd: Column<bool>,
        /// Marked odd itself.
        marked_odd: Column<bool>,
        /// A group that is no thing of its own.
        is_abstract: Column<bool>,
        /// Settled by no fact.
        judgement: Column<bool>,
        /// The definition.
        is: Texts,
        /// A yes/no question.
        ask: Texts,
        /// What follows the facet's lead-in.
        phrase: Texts,
        /// What people say.
        also: TextLists,
        /// Counterparts in other vocabularies: the name of one, then of a counterpart in it, and so on.
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
        /// Those of them that are written.
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
        /// What people say.
        also: TextLists,
        /// Whose number it is.
        of: Texts,
        /// The day it is taken on.
        when: Texts,
        /// Counterparts in other vocabularies, as those of a concept.
        maps: TextLists,
    }
}
