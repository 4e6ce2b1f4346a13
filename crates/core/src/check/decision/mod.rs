//! The verdict for what is known of a use, and the duties (semantics §4).
//!
//! `verdict` bounds the rules in one pass and asks the `oracle` about those that are left open, `duties` likewise. The oracle has a `table` of all
//! assignments, `parts` to keep tables small, and two solvers; `pair` finds for most questions what would take one of these.

mod duties;
mod oracle;
mod pair;
mod pair_solver;
mod parts;
mod solver;
mod table;
mod verdict;

pub(super) use duties::{Decision, open_trigger};
pub(super) use oracle::Oracle;
pub(super) use parts::parts;
pub(super) use table::Columns;
pub(super) use verdict::{can_differ, decide};
