//! Tables, each with an index type of its own, so that an index into one can't be used for another.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

/// An index into a table.
pub trait Id: Copy {
    /// The id of an index.
    fn at(index: usize) -> Self;

    /// The index.
    fn index(self) -> usize;
}

/// Declares types of ids: `ids! { /// Names a grant of one policy. GrantId }`.
macro_rules! ids {
    ($($(#[$about:meta])* $id:ident)*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $id(u32);

        impl $id {
            /// The id of an index.
            pub const fn at(index: usize) -> $id {
                $id(index as u32)
            }

            /// Its index.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl $crate::base::Id for $id {
            fn at(index: usize) -> $id {
                $id::at(index)
            }

            fn index(self) -> usize {
                $id::index(self)
            }
        }
    )*};
}
pub(crate) use ids;

/// Values in order, each found by its id. Every id used with a table must come from it, or from one
/// of the same length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table<I, T> {
    values: Vec<T>,
    #[serde(skip)]
    ids: PhantomData<fn() -> I>,
}

impl<I: Id, T> Table<I, T> {
    /// An empty table.
    pub const fn new() -> Table<I, T> {
        Table { values: Vec::new(), ids: PhantomData }
    }

    /// Adds a value, and gives its id.
    pub fn push(&mut self, value: T) -> I {
        self.values.push(value);
        I::at(self.values.len() - 1)
    }

    /// The value of an id of this table.
    pub fn get(&self, id: I) -> &T {
        self.values.get(id.index()).expect("an id comes from the table that it is asked of")
    }

    /// The value of an id of this table, to change.
    pub fn get_mut(&mut self, id: I) -> &mut T {
        self.values.get_mut(id.index()).expect("an id comes from the table that it is asked of")
    }

    /// The value of an id that may be of another table.
    pub fn find(&self, id: I) -> Option<&T> {
        self.values.get(id.index())
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Every id, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = I> + DoubleEndedIterator + use<I, T> {
        (0..self.values.len()).map(I::at)
    }

    /// The values, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    /// The values, in order, to change.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.values.iter_mut()
    }

    /// The values with their ids, in order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (I, &T)> + DoubleEndedIterator {
        self.values.iter().enumerate().map(|(at, value)| (I::at(at), value))
    }

    /// A table of the same length, of what `make` makes of each value.
    pub fn map<U>(&self, make: impl FnMut(&T) -> U) -> Table<I, U> {
        self.values.iter().map(make).collect()
    }
}

impl<I: Id, T> Default for Table<I, T> {
    fn default() -> Table<I, T> {
        Table::new()
    }
}

impl<I: Id, T> From<Vec<T>> for Table<I, T> {
    fn from(values: Vec<T>) -> Table<I, T> {
        Table { values, ids: PhantomData }
    }
}

impl<I: Id, T> FromIterator<T> for Table<I, T> {
    fn from_iter<F: IntoIterator<Item = T>>(values: F) -> Table<I, T> {
        Table::from(values.into_iter().collect::<Vec<T>>())
    }
}

impl<'a, I: Id, T> IntoIterator for &'a Table<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
