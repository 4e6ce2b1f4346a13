//! Finds concepts by their everyday names, best first.

use super::{Concept, ConceptId, Vocabulary};

/// How well words match; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// They are one of its everyday names.
    Called,
    /// They are the last part of its name.
    Named,
    /// All the words occur in its name or an everyday name.
    AllInNames,
    /// All the words occur in its definition.
    AllInDefinition,
    /// This many of several words are missing from its names.
    SomeInNames(usize),
}

impl Vocabulary {
    /// Concepts that match all the words of a query, in their names, everyday names or definitions, best first; if none does, those that
    /// match most words. Words match whole or, from four letters on, as prefixes.
    pub fn search(&self, query: &str) -> Vec<ConceptId> {
        let wanted = words(query);
        let fits = self.concept_ids().filter_map(|id| Some((fit(self.concept(id), &wanted)?, id)));
        let mut found: Vec<(Fit, ConceptId)> = fits.collect();
        found.sort_by_key(|(fit, id)| (*fit, self.concept(*id).name().matches('.').count(), *id));
        let is_whole = |(fit, _): &(Fit, ConceptId)| !matches!(fit, Fit::SomeInNames(_));
        if found.first().is_some_and(is_whole) {
            found.retain(is_whole);
        } else if let Some((best, _)) = found.first().copied() {
            found.retain(|(fit, _)| *fit == best);
        }
        found.into_iter().map(|(_, id)| id).collect()
    }
}

fn fit(concept: Concept<'_>, wanted: &[String]) -> Option<Fit> {
    if wanted.is_empty() {
        return None;
    }
    let own: Vec<String> = concept.name().split('.').skip(1).flat_map(words).collect();
    let called: Vec<Vec<String>> = concept.also().chain([concept.phrase()]).map(words).collect();
    if called.iter().any(|name| name == wanted) {
        return Some(Fit::Called);
    }
    if concept.name().rsplit('.').next().map(words).is_some_and(|last| last == wanted) {
        return Some(Fit::Named);
    }
    let missing = |among: &[String]| wanted.iter().filter(|word| !among.iter().any(|other| is_alike(word, other))).count();
    let least = called.iter().map(|name| missing(name)).chain([missing(&own)]).min().unwrap_or_default();
    match least {
        0 => Some(Fit::AllInNames),
        _ if missing(&words(concept.is())) == 0 => Some(Fit::AllInDefinition),
        _ if least < wanted.len() => Some(Fit::SomeInNames(least)),
        _ => None,
    }
}

/// Whether they are the same word, or one begins with the other.
fn is_alike(one: &str, other: &str) -> bool {
    let begins = |long: &str, short: &str| short.chars().count() >= 4 && long.starts_with(short);
    one == other || begins(one, other) || begins(other, one)
}

/// The words of a text, in lower case; small words are ignored.
fn words(text: &str) -> Vec<String> {
    let plain = |sign: char| match sign {
        'é' | 'è' => 'e',
        other => other,
    };
    let lower: String = text.to_lowercase().chars().map(plain).collect();
    let is_small = |word: &&str| matches!(*word, "" | "a" | "an" | "the" | "of" | "for" | "to" | "in" | "and" | "or");
    lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !is_small(word)).map(str::to_owned).collect()
}
