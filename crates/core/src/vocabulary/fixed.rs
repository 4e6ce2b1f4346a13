//! Writes tables as Rust constants, for the build script of the library, so that no process decodes anything.

use std::borrow::Cow;

use super::columns::{Column, Lists, TextLists, Texts};
use super::index::Index;
use super::{Closed, ConceptId, FacetId, GroupId, ScalarId};

/// What can be written as a constant expression in Rust.
pub trait Fixed {
    /// The expression, with the types of this module and `Cow` in scope.
    fn fixed(&self) -> String;
}

impl Fixed for Texts {
    fn fixed(&self) -> String {
        let (starts, all) = self.parts();
        format!("Texts::fixed(&{starts:?}, {all:?})")
    }
}

impl<T: Fixed + Clone> Fixed for Lists<T> {
    fn fixed(&self) -> String {
        let (starts, all) = self.parts();
        format!("Lists::fixed(&{starts:?}, &{})", list(all))
    }
}

impl Fixed for TextLists {
    fn fixed(&self) -> String {
        let (starts, all) = self.parts();
        format!("TextLists::fixed(&{starts:?}, {})", all.fixed())
    }
}

impl Fixed for Index {
    fn fixed(&self) -> String {
        let (seed, slots) = self.parts();
        format!("Index::fixed({seed}, &{slots:?})")
    }
}

impl<T: Fixed + Clone> Fixed for Column<T> {
    fn fixed(&self) -> String {
        format!("Cow::Borrowed(&{})", list(self))
    }
}

impl Fixed for Cow<'static, str> {
    fn fixed(&self) -> String {
        format!("Cow::Borrowed({self:?})")
    }
}

impl Fixed for Closed {
    fn fixed(&self) -> String {
        format!("Closed::{self:?}")
    }
}

impl Fixed for bool {
    fn fixed(&self) -> String {
        self.to_string()
    }
}

impl Fixed for Option<i64> {
    fn fixed(&self) -> String {
        format!("{self:?}")
    }
}

macro_rules! fixed_ids {
    ($($id:ident)*) => {$(
        impl Fixed for $id {
            fn fixed(&self) -> String {
                format!("{}::at({})", stringify!($id), self.index())
            }
        }
    )*};
}
fixed_ids!(FacetId ConceptId ScalarId GroupId);

fn list<T: Fixed>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(Fixed::fixed).collect();
    format!("[{}]", values.join(", "))
}
