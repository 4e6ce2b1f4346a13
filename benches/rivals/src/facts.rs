//! What a use says, closed upwards by is-a, in the names that the rules of a policy mention.

use std::collections::{BTreeSet, HashMap};

use railc_core::policy::{Condition, Policy};
use railc_core::usage::{Said, Use};

/// For each concept, what follows from it; made once per policy.
///
/// Folding is-a on the host's side spares the engines the work, and only names that some rule mentions are handed over.
pub struct IsA {
    above: HashMap<String, Vec<String>>,
    /// All names that the rules mention.
    pub mentioned: BTreeSet<String>,
}

impl IsA {
    /// The table for a policy.
    pub fn new(policy: &Policy) -> IsA {
        let vocabulary = policy.vocabulary();
        let mut mentioned: BTreeSet<String> = BTreeSet::new();
        for condition in policy.conditions() {
            condition.visit(&mut |part| mentioned.extend(name(policy, part)));
        }
        let given = policy.grants().iter().flat_map(|grant| &grant.actions);
        mentioned.extend(given.map(|action| vocabulary.concept(*action).name().to_owned()));
        let above = vocabulary.concept_ids().map(|id| {
            let names = vocabulary.with_ancestors(id).map(|above| vocabulary.concept(above).name().to_owned());
            (vocabulary.concept(id).name().to_owned(), names.filter(|name| mentioned.contains(name)).collect())
        });
        IsA { above: above.collect(), mentioned }
    }

    /// The names that hold or are unknown in a use, with all that they are; a name may come twice.
    pub fn said<'a>(&'a self, described: &'a Use, said: Said) -> impl Iterator<Item = &'a str> {
        let facts = described.facts.iter().filter(move |fact| fact.said == said);
        facts.filter_map(|fact| self.above.get(&fact.name)).flatten().map(String::as_str)
    }

    /// The table itself, for an engine that folds is-a by its own rules.
    pub fn table(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.above.iter().map(|(name, above)| (name.as_str(), above.as_slice()))
    }
}

/// The name of a proposition; a comparison and a policy's own proposition are named facts like any other.
pub fn name(policy: &Policy, condition: &Condition) -> Option<String> {
    match condition {
        Condition::Is(concept) => Some(policy.vocabulary().concept(*concept).name().to_owned()),
        Condition::Local(local) => policy.propositions().find(*local).map(|local| local.id.clone()),
        Condition::Compare(scalar, comparison, limit) => {
            Some(format!("{} {} {limit}", policy.vocabulary().scalar(*scalar).name(), comparison.sign()))
        }
        Condition::All(_) | Condition::Any(_) | Condition::Not(..) => None,
    }
}
