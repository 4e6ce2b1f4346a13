//! What the rule of a clause is about, for its line in the deed.

use railc_core::vocabulary::Vocabulary;

use crate::license::{Clause, Condition, License, Rule, Section};

use super::Heading;

/// Where the line of a clause stands.
pub(super) fn heading(license: &License, vocabulary: &Vocabulary, section: &Section, clause: &Clause) -> Heading {
    match &clause.rule {
        Rule::Permit { .. } => Heading::May,
        Rule::Prohibit { .. } => Heading::MustNot,
        Rule::Withdraw { .. } => Heading::Ends,
        Rule::Must { when, .. } => {
            let shares = |condition: &&Condition| is_sharing(license, vocabulary, condition);
            let conditions = conjuncts(license, section.when.iter().chain(when));
            if conditions.iter().any(shares) { Heading::MustWhenSharing } else { Heading::Must }
        }
        Rule::Should { .. } => Heading::Asked,
        Rule::LicensorMay(_) => Heading::LicensorMay,
        Rule::NotModelled(_) => Heading::Know,
    }
}

/// The names of the concepts and numbers that a rule is about: those of its own condition, or else those of the terms in it.
pub(super) fn concepts<'a>(license: &'a License, vocabulary: &'a Vocabulary, clause: &'a Clause) -> Vec<&'a str> {
    let condition = match &clause.rule {
        Rule::Permit { actions, .. } => return actions.iter().map(|action| vocabulary.concept(*action).name()).collect(),
        Rule::Prohibit { condition, .. } | Rule::Withdraw { when: condition, .. } => condition,
        Rule::Must { performance, .. } | Rule::Should { performance, .. } => performance,
        Rule::LicensorMay(_) | Rule::NotModelled(_) => return Vec::new(),
    };
    let mut names = Vec::new();
    named(condition, &mut |condition| names.extend(name(condition, vocabulary)));
    if names.is_empty() {
        let mut terms = Vec::new();
        named(condition, &mut |condition| terms.extend(meaning(license, condition)));
        terms.into_iter().for_each(|term| named(term, &mut |condition| names.extend(name(condition, vocabulary))));
    }
    names
}

/// Whether a rule holds in some cases only, or has exceptions. The artifacts that it is about are no such case.
pub(super) fn is_limited(license: &License, vocabulary: &Vocabulary, section: &Section, clause: &Clause) -> bool {
    let has_exceptions = !section.exceptions.is_empty() || !clause.exceptions().is_empty();
    let is_chosen = section.module.is_some() || clause.module.is_some();
    let is_case = |condition: &Condition| {
        conjuncts(license, [condition]).iter().any(|part| !is_about(license, vocabulary, part, |name| name.starts_with("artifact.")))
    };
    let has_case = match &clause.rule {
        Rule::Permit { when, unless, .. } => unless.is_some() || section.when.iter().chain(when).any(is_case),
        Rule::Must { when, .. } | Rule::Should { when, .. } => {
            let conditions = conjuncts(license, section.when.iter().chain(when));
            let is_case = |part: &&Condition| !is_sharing(license, vocabulary, part) && is_case(part);
            conditions.iter().any(is_case)
        }
        Rule::Prohibit { .. } | Rule::Withdraw { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => false,
    };
    has_exceptions || is_chosen || has_case
}

/// Acts by which others get what is licensed, or get to use it.
const SHARING: [&str; 6] = ["distribute", "provide-service", "sublicense", "share-output", "publish-output", "sell-output"];

/// Whether a condition speaks of nothing but acts of sharing.
fn is_sharing(license: &License, vocabulary: &Vocabulary, condition: &Condition) -> bool {
    !matches!(condition, Condition::Not(_))
        && is_about(license, vocabulary, condition, |name| {
            name.strip_prefix("action.").is_some_and(|act| SHARING.contains(&act.split('.').next().unwrap_or_default()))
        })
}

/// Whether all that a condition names is of this kind.
fn is_about(license: &License, vocabulary: &Vocabulary, condition: &Condition, fits: impl Fn(&str) -> bool + Copy) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().all(|part| is_about(license, vocabulary, part, fits)),
        Condition::Is(concept) => fits(vocabulary.concept(*concept).name()),
        Condition::Term(_) => meaning(license, condition).is_some_and(|meaning| is_about(license, vocabulary, meaning, fits)),
        Condition::Not(part) => is_about(license, vocabulary, part, fits),
        Condition::Branch(..) | Condition::Local(_) | Condition::Compare(..) => false,
    }
}

/// The conditions that must all hold, those in terms among them.
fn conjuncts<'a>(license: &'a License, conditions: impl IntoIterator<Item = &'a Condition>) -> Vec<&'a Condition> {
    let mut open: Vec<&Condition> = conditions.into_iter().collect();
    let mut parts = Vec::new();
    while let Some(condition) = open.pop() {
        match (condition, meaning(license, condition)) {
            (Condition::All(more), _) => open.extend(more),
            (Condition::Term(_), Some(meaning)) => open.push(meaning),
            _ => parts.push(condition),
        }
    }
    parts
}

/// What a term means.
fn meaning<'a>(license: &'a License, condition: &Condition) -> Option<&'a Condition> {
    match condition {
        Condition::Term(at) => license.terms.get(*at)?.means.as_ref(),
        _ => None,
    }
}

/// Sees all parts of a condition that are not denied.
fn named<'a>(condition: &'a Condition, see: &mut impl FnMut(&'a Condition)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| named(part, see)),
        Condition::Branch(part, _) => named(part, see),
        Condition::Not(_) => {}
        Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) | Condition::Term(_) => see(condition),
    }
}

/// The name of a concept or a number.
fn name<'a>(condition: &Condition, vocabulary: &'a Vocabulary) -> Option<&'a str> {
    match condition {
        Condition::Is(concept) => Some(vocabulary.concept(*concept).name()),
        Condition::Compare(scalar, ..) => Some(vocabulary.scalar(*scalar).name()),
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Branch(..) | Condition::Local(_) | Condition::Term(_) => {
            None
        }
    }
}
