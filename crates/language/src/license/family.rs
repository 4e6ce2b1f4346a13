//! Whether a license that extends another is still of its family.
//!
//! A license that limits who may earn with a model is no open one any more, and a card that still had the tag would mislead those who filter by it.

use std::collections::BTreeSet;

use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::Vocabulary;

use crate::syntax::ast::{HeadField, Spec};

use super::{Clause, Condition, License, Rule};

/// Reports an inherited family that a clause of the extension leaves. An author who names a family answers for it.
pub(super) fn lost(license: &License, spec: &Spec, vocabulary: &Vocabulary) -> Option<Diagnostic> {
    let family = license.family.as_ref()?;
    let may_leave = license.extends.is_some() && !license.is_reading();
    let is_said = spec.head.iter().any(|line| matches!(line.field, HeadField::Family(_)));
    let mut clauses = license.clauses().map(|(_, clause)| clause).filter(|clause| !clause.is_inherited);
    let clause = clauses.find(|clause| may_leave && !is_said && limits_commerce(license, clause, vocabulary))?;
    let message = format!("`@{}` limits commerce, and \"{family}\" licenses do not", clause.id);
    let diagnostic = Diagnostic::new(Code::LostFamily, message).at(clause.span, "");
    Some(
        diagnostic
            .help("the card gets no tag of the family; name another in the head, such as `family \"Garden\"`, or take the clause out"),
    )
}

/// Whether it takes rights away, or forbids, by the size of a business or for trade.
fn limits_commerce(license: &License, clause: &Clause, vocabulary: &Vocabulary) -> bool {
    match &clause.rule {
        Rule::Prohibit { condition, .. } | Rule::Withdraw { when: condition, .. } => {
            is_commercial(license, condition, vocabulary, &mut BTreeSet::new())
        }
        Rule::Permit { .. } | Rule::Must { .. } | Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => false,
    }
}

/// Whether a condition, or the meaning of a term in it, rests on users, revenue or trade.
fn is_commercial(license: &License, condition: &Condition, vocabulary: &Vocabulary, seen: &mut BTreeSet<usize>) -> bool {
    let mut found = false;
    condition.visit(&mut |part| match part {
        Condition::Compare(scalar, ..) => found |= COUNTED.iter().any(|counted| vocabulary.scalar(*scalar).name().starts_with(counted)),
        Condition::Is(concept) => found |= TRADE.iter().any(|trade| vocabulary.concept(*concept).name().starts_with(trade)),
        // A circle of terms is an error, and must not end this in one.
        Condition::Term(term) if seen.insert(*term) => {
            let meaning = license.terms.get(*term).and_then(|term| term.means.as_ref());
            found |= meaning.is_some_and(|meaning| is_commercial(license, meaning, vocabulary, seen));
        }
        Condition::Term(_) | Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Branch(..) | Condition::Local(_) => {}
    });
    found
}

/// Numbers of which a limit is one on commerce.
const COUNTED: [&str; 5] = ["monthly-active-users", "monthly-unique-users", "monthly-revenue", "annual-revenue", "staff"];
/// Concepts of trade.
const TRADE: [&str; 3] = ["manner.commercial", "manner.non-commercial", "action.distribute.sell"];
