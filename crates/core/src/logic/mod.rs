//! Boolean functions of numbered propositions, exactly. Knows no law, and imports nothing of this crate.

mod bits;
mod exact;
mod formula;
mod program;

pub use bits::Bits;
pub use exact::{Exact, Literal};
pub use formula::{Formula, Fuzzy, View};
pub use program::Program;
