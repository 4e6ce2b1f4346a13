//! New specs: put together from the clauses of the library, or taken from a license of it to be changed.
//!
//! Everything here is a function of its arguments; `railc new` asks, reads and writes.

mod catalogue;
mod fork;
mod kind;
mod request;
mod samples;
mod spec;
mod terms;

pub use catalogue::{Catalogue, Group, Restriction};
pub use fork::{Fork, forked};
pub use kind::{Covered, Kind, family};
pub use request::{Particulars, Request, free_id};
pub use spec::composed;
