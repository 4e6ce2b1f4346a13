//! Whether a license that extends another is still of its family.
//!
//! A license that limits who may earn with a model is no open one any more, and a card that still had the tag would mislead those who filter by it.

use std::collections::BTreeSet;

use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::Vocabulary;

use crate::syntax::ast::{HeadField, Item};

use super::flatten::{Bundle, Unit};
use super::{Clause, Condition, License, Rule};

/// Reports an inherited family that a clause of an extension leaves. An author who names a family answers for it.
pub(super) fn lost(license: &License, bundle: &Bundle, vocabulary: &Vocabulary) -> Option<Diagnostic> {
    let family = license.family.as_ref().filter(|_| !license.is_reading())?;
    let line: Vec<&Unit> = bundle.line().into_iter().filter_map(|unit| bundle.units.get(unit)).collect();
    let says = |unit: &&Unit| unit.spec.head.iter().any(|line| matches!(line.field, HeadField::Family(_)));
    let said = line.iter().rposition(says).filter(|said| said + 1 < line.len())?;
    let added: BTreeSet<&str> = line.iter().skip(said + 1).flat_map(|unit| added(unit)).collect();
    let is_added = |clause: &&Clause| !clause.is_inherited || added.contains(clause.id.as_str());
    let mut clauses = license.clauses().map(|(_, clause)| clause).filter(is_added);
    let clause = clauses.find(|clause| limits_commerce(license, clause, vocabulary))?;
    let message = format!("`@{}` limits commerce, and \"{family}\" licenses do not", clause.id);
    let help = "the card gets no tag of the family; name another in the head, such as `family \"Garden\"`, or take the clause out";
    Some(Diagnostic::new(Code::LostFamily, message).at(clause.span, "").help(help))
}

/// The names of the clauses of a spec.
fn added(unit: &Unit) -> impl Iterator<Item = &str> {
    unit.spec.items.iter().filter_map(|item| match item {
        Item::Clause(clause) => Some(clause.name.value.as_str()),
        Item::Include(include) => Some(include.name.value.as_str()),
        Item::Section(_) | Item::Import(_) | Item::Parameter(_) | Item::Term(_) | Item::Question(_) | Item::Test(_) => None,
    })
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
