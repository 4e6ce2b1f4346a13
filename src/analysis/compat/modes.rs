//! What a duty of a license asks of those to whom something is passed on.

use std::collections::BTreeSet;

use railc_core::policy::{Condition, Duty};
use railc_core::vocabulary::{ConceptId, Vocabulary};
use railc_library::{Mode, PassingOn};

use super::thing::concepts;

/// What a duty asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Terms for recipients.
    Terms(Mode),
    /// A copy, a notice or a name, which restricts no recipient.
    Notice,
    /// Something else.
    Act,
}

/// What a duty asks for. Of several ways to perform it, the one that asks least.
pub(super) fn asked(duty: &Duty, vocabulary: &Vocabulary, table: &PassingOn) -> Asked {
    let listed: BTreeSet<ConceptId> = table.modes.iter().flat_map(|(_, names)| concepts(vocabulary, names.iter())).collect();
    let is_performed = |by: &dyn Fn(ConceptId) -> bool| duty.performed_by.holds_with(&by, false);
    let is_terms = |concept: ConceptId| listed.iter().any(|terms| vocabulary.is_a(concept, *terms));
    if is_performed(&|other| !is_terms(other)) {
        let notices = concepts(vocabulary, table.notices.iter());
        let is_notice = |concept: ConceptId| notices.iter().any(|notice| vocabulary.is_a(concept, *notice));
        return if is_performed(&is_notice) { Asked::Notice } else { Asked::Act };
    }
    let mut named = BTreeSet::new();
    duty.performed_by.visit(&mut |part| {
        if let Condition::Is(concept) = part {
            named.insert(*concept);
        }
    });
    let performs =
        |concept: &ConceptId| named.contains(concept) && is_performed(&|other| vocabulary.is_a(*concept, other) || !is_terms(other));
    let weakest = table.modes.iter().rev().find(|(_, names)| concepts(vocabulary, names.iter()).iter().any(performs));
    weakest.map_or(Asked::Act, |(mode, _)| Asked::Terms(*mode))
}
