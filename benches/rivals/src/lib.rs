//! A policy of railc in the languages of two general policy engines, and a use as the facts that they read.
//!
//! What is translated is the closed world: whatever a use does not say fails, and each use has one action. Duties have no counterpart and are
//! left out. railc's answer on a use that leaves nothing open must be theirs; [`agree`] checks that before anything is timed.

pub mod cedar;
pub mod facts;
pub mod field;
pub mod rego;
pub mod turns;

use railc_core::check::{Checker, Verdict};
use railc_core::usage::Use;

pub use cedar::Cedar;
pub use field::Field;
pub use rego::Rego;

/// Whether all three give the same answer on every use that is definite, as allow or deny; how many of the uses are, and how many are permitted.
///
/// # Panics
///
/// Where two answers differ: the comparison would be void.
pub fn agree(checker: &mut Checker, cedar: &Cedar, regos: &mut [Rego], uses: &[Use]) -> (usize, usize) {
    let (mut definite, mut permitted) = (0, 0);
    for described in uses {
        let Ok(decision) = checker.check(described) else { continue };
        if decision.verdict == Verdict::Undetermined {
            continue;
        }
        let is_permitted = decision.verdict == Verdict::Permitted;
        definite += 1;
        permitted += usize::from(is_permitted);
        assert_eq!(cedar.allows(&cedar.request(described)), is_permitted, "Cedar differs from {:?}: {described:#?}", decision.verdict);
        for rego in regos.iter_mut() {
            let input = rego.input(described);
            assert_eq!(rego.allows(input), is_permitted, "Rego differs from {:?}: {described:#?}", decision.verdict);
        }
    }
    (definite, permitted)
}
