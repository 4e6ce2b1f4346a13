//! Many licenses in the order "at least as strict as": a drawing, and below it what each refuses and others permit.
//!
//! `drawing` draws, `page` writes the page. What is known of the licenses comes from outside.

mod drawing;
mod page;

pub use page::html;

/// Licenses, and how they stand to each other. Licenses and groups are named by their places.
#[derive(Debug, Clone, Default)]
pub struct Lattice {
    /// The licenses.
    pub licenses: Vec<Entry>,
    /// Licenses that permit the same; each license is in one group.
    pub groups: Vec<Vec<usize>>,
    /// A group that permits less, and one that permits more with no other between them.
    pub steps: Vec<(usize, usize)>,
}

/// A license.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// What it is called in the drawing and in links; no two are called the same.
    pub label: String,
    /// Its title.
    pub name: String,
    /// Whether it is of the house and not somebody else's.
    pub is_own: bool,
    /// The others that permit more.
    pub stricter_than: Vec<usize>,
    /// The others that permit less.
    pub looser_than: Vec<usize>,
    /// What it refuses and others permit, clause by clause.
    pub refusals: Vec<Refused>,
}

/// A use that a license refuses and others permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What refuses it: `prohibited by 1.3 (@spam)`.
    pub by: String,
    /// What the use has.
    pub has: String,
    /// The licenses that permit it.
    pub permitted_by: Vec<usize>,
}

impl Lattice {
    /// The group that a license is in.
    fn group_of(&self, license: usize) -> &[usize] {
        self.groups.iter().find(|group| group.contains(&license)).map_or(&[], Vec::as_slice)
    }

    /// The groups that stand in the order, and those that are comparable with no other.
    fn ordered(&self) -> (Vec<usize>, Vec<usize>) {
        (0..self.groups.len()).partition(|at| self.steps.iter().any(|(lower, upper)| lower == at || upper == at))
    }
}
