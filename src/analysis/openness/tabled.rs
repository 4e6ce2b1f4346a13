//! What tables say of a license by itself, and the words that follow from other facts.

use railc_core::check::{ChosenPolicy, CitedRule};
use railc_library::openness::{FactKind, Holds, Openness, Test};

use super::value::{Facts, Known, Origin, Value};

/// With what tables say of the license.
pub(super) fn declared(license: &ChosenPolicy, table: &'static Openness, mut facts: Facts) -> Facts {
    let name = license.policy.license();
    for one in table.declared.iter().filter(|one| one.license == name.id) {
        let kind = table.facts.iter().find(|kind| kind.id == one.fact);
        if let Some(kind) = kind {
            facts.set(kind.id, Known { origin: Origin::Declared(one.source), ..Known::derived(value(kind, one.value)) });
        }
    }
    for list in table.lists.iter().filter(|list| table.facts.iter().any(|kind| kind.id == list.fact)) {
        let is_named = |ids: &[&str]| name.aliases.iter().any(|alias| ids.iter().any(|id| id.eq_ignore_ascii_case(alias)));
        let value = match (is_named(list.ids), is_named(list.denied) || list.is_whole) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        };
        if let Some(value) = value {
            facts.set(list.fact, Known { origin: Origin::Declared(list.by), ..Known::derived(Value::Bool(value)) });
        }
    }
    facts
}

/// A word as the value of a fact.
fn value(kind: &FactKind, word: &str) -> Value {
    match kind.holds {
        Holds::Bool => Value::Bool(word == "yes"),
        Holds::Word(_) | Holds::Number | Holds::List => Value::Word(word.to_owned()),
    }
}

/// The first word whose test holds, with what makes it hold.
pub(super) fn choose(kind: &FactKind, choices: &[(Test, &'static str)], facts: &Facts) -> Known {
    let mut deciding: Vec<&str> = Vec::new();
    for (test, word) in choices {
        deciding.extend(facts.deciding(test));
        match facts.test(test) {
            Some(true) => {
                let from = |id: &&str| facts.get(id).map(|known| known.rules.clone()).unwrap_or_default();
                let mut rules: Vec<CitedRule> = facts.deciding(test).iter().flat_map(from).collect();
                rules.dedup();
                return Known { rules, ..Known::derived(value(kind, word)) };
            }
            Some(false) => {}
            None => return Known::unknown(format!("it hangs on {}", facts.deciding(test).join(", "))),
        }
    }
    Known::unknown(format!("it hangs on {}", deciding.join(", ")))
}
