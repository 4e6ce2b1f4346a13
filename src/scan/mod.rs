//! A repository that uses models and datasets: which licenses bind it, whether these allow what is done with the things, what is owed, and what of that is
//! missing in the repository.
//!
//! `catalogue` knows the licenses of things, `written` reads one that somebody wrote; `inventory` makes things of what files name; `evidence` is what can be
//! seen of duties; `owed` checks uses. No file is read here.

mod catalogue;
mod evidence;
mod inventory;
mod owed;
mod written;

pub use catalogue::{Catalogue, Entry, Held, Licensed};
pub use evidence::{Evidence, Paper, phrases, plain};
pub use inventory::{Inventory, Seen, Thing, Weights};
pub use owed::{Bound, Missing, Outcome, under_uses};
pub use written::{days, read};
