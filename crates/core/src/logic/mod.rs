//! Boolean functions of numbered propositions, exactly. Knows no law, and imports nothing of this crate.

mod bits;
mod formula;
mod implicants;
mod program;
mod solver;

pub use bits::{Bits, SparseRows};
pub use formula::{Bounds, Formula, Known};
pub use program::Program;
pub use solver::{Literal, SatSolver};
