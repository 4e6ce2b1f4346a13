//! Is a license open, and what is released under it: the facts that definitions ask about, derived from the rules by the engine, and what follows by the
//! tables of `openness/`. A missing fact is never a pass.
//!
//! `value` is a fact and a test of facts; `world` a use of which everything is decided, and what rules say of it; `refusing` the rules that refuse uses and
//! what they are about; `search` finds uses that no setting shows, or proves that there are none; `derive` makes facts of these, `tabled` of what tables
//! say; `release` is what somebody says of a release, `grades` gives it classes and points; `judge` tells what definitions say of facts; `prose` finds
//! claims of openness in a text, `change` what would have to be otherwise.

mod change;
mod derive;
mod grades;
mod judge;
mod prose;
mod refusing;
mod release;
mod search;
mod tabled;
mod value;
mod world;

use railc_core::check::{ChosenPolicy, NoAnswer};
use railc_library::openness::{Openness, Thing};

pub use change::{Change, change};
pub use grades::{Class, Lack, Missing, Score};
pub use judge::{Finding, Judged, Verdict, judge};
pub use prose::{Claimed, claims};
pub use release::Release;
pub use value::{Facts, Item, Known, Origin, Value};

/// The facts of a license.
#[derive(Debug, Clone)]
pub struct Described {
    /// What it gives rights in, and was asked about; none if it gives rights in nothing that the table knows.
    pub thing: Option<&'static Thing>,
    /// Its facts.
    pub facts: Facts,
}

/// The facts of a license, which is over the whole vocabulary.
///
/// Fails where the rules are too hard.
pub fn facts(license: &ChosenPolicy, table: &'static Openness) -> Result<Described, NoAnswer> {
    derive::facts(license, table)
}
