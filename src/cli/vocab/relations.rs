//! One concept or number: its relations in the vocabulary, and the licenses that name it.

use serde::Serialize;

use railc_core::vocabulary::{Concept, ConceptId, Named, Scalar, ScalarId, Vocabulary};

use super::MOST_LINES;
use super::mentions::{self, Clause, License};
use crate::cli::terminal::wrap;

/// What a concept is related to, and the licenses that name it or its line; of a number only the licenses.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Relations<'v> {
    parents: Vec<&'v str>,
    /// Ancestors that are no parents.
    farther_ancestors: Vec<&'v str>,
    /// Other children of its parents.
    siblings: Vec<&'v str>,
    children: Vec<&'v str>,
    raised_by: Vec<&'v str>,
    licenses: Vec<License>,
}

impl<'v> Relations<'v> {
    pub(super) fn concept(vocabulary: &'v Vocabulary, concept: Concept<'v>) -> Relations<'v> {
        let id = concept.id();
        let names = |ids: Vec<ConceptId>| -> Vec<&'v str> { ids.into_iter().map(|id| vocabulary.concept(id).name()).collect() };
        let farther = concept.ancestors().iter().filter(|above| !concept.parents().contains(above));
        let siblings = concept.parents().iter().flat_map(|parent| vocabulary.children(*parent)).filter(|other| *other != id);
        let raising = vocabulary.concepts().filter(|other| other.raises().contains(&id)).map(Concept::id);
        let line = vocabulary.with_ancestors(id).chain(concept.descendants().iter().copied()).map(Named::Concept);
        let mut siblings = names(siblings.collect());
        siblings.sort();
        siblings.dedup();
        Relations {
            parents: names(concept.parents().to_vec()),
            farther_ancestors: names(farther.copied().collect()),
            siblings,
            children: names(vocabulary.children(id).collect()),
            raised_by: names(raising.collect()),
            licenses: mentions::licenses(&line.collect::<Vec<_>>()),
        }
    }

    pub(super) fn scalar(id: ScalarId) -> Relations<'v> {
        Relations { licenses: mentions::licenses(&[Named::Scalar(id)]), ..Relations::default() }
    }

    /// All lists about a concept, each with its lead.
    fn lists(&self, vocabulary: &Vocabulary, concept: Concept<'_>) -> Vec<(&'static str, Vec<String>)> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let last = |name: &&str| name.rsplit('.').next().unwrap_or_default().to_owned();
        let raised = concept.raises().iter().map(|id| vocabulary.concept(*id).name().to_owned());
        let maps: Vec<&str> = concept.maps().collect();
        let counterpart = |pair: &[&str]| pair.get(1).zip(pair.first()).map(|(name, of)| format!("{name} ({of})"));
        let mut lists = vec![
            ("is a", owned(&self.parents)),
            ("ancestors", owned(&self.farther_ancestors)),
            ("siblings", self.siblings.iter().map(last).collect()),
            ("kinds", self.children.iter().map(last).collect()),
            ("raises", raised.collect()),
            ("raised by", owned(&self.raised_by)),
            ("also called", concept.also().map(str::to_owned).collect()),
            ("counterparts", maps.chunks(2).filter_map(counterpart).collect()),
        ];
        lists.extend(self.speaking(vocabulary, concept));
        lists
    }

    /// The licenses that name it, then those that name an ancestor, then those that name a descendant.
    fn speaking(&self, vocabulary: &Vocabulary, concept: Concept<'_>) -> [(&'static str, Vec<String>); 3] {
        let is_above = |name: &str| vocabulary.find_concept(name).is_some_and(|other| vocabulary.is_a(concept.id(), other));
        let of = |fits: &dyn Fn(&Clause) -> bool| self.licenses.iter().filter_map(|license| entry(license, fits)).collect();
        let is_named = |clause: &Clause| clause.names.contains(&concept.name());
        let is_covered = |clause: &Clause| !is_named(clause) && clause.names.iter().any(|name| is_above(name));
        [
            ("named by", of(&is_named)),
            ("an ancestor named by", of(&is_covered)),
            ("a kind named by", of(&|clause| !is_named(clause) && !is_covered(clause))),
        ]
    }

    /// The concept for people: in twenty lines, or whole.
    pub(super) fn concept_lines(&self, vocabulary: &Vocabulary, concept: Concept<'_>, all: bool) -> Vec<String> {
        let marks = [
            (concept.is_odd(), "presumed absent, as only exceptional uses have it"),
            (concept.is_abstract(), "a group: say one of its kinds instead"),
            (concept.is_judgement(), "a matter for counsel: no fact settles it"),
        ];
        let mut head = vec![concept.name().to_owned()];
        head.extend(wrapped(concept.is()));
        head.extend(wrapped(&format!("asked: {}", concept.ask())));
        head.extend(marks.iter().filter(|(is, _)| *is).map(|(_, words)| format!("  {words}")));
        fitted(head, &self.lists(vocabulary, concept), all)
    }

    /// The number for people: in twenty lines, or whole.
    pub(super) fn scalar_lines(&self, vocabulary: &Vocabulary, scalar: Scalar<'_>, all: bool) -> Vec<String> {
        let mut head = vec![format!("{} ({})", scalar.name(), scalar.unit())];
        head.extend(wrapped(scalar.is()));
        head.extend(wrapped(&format!("asked: {}", scalar.ask())));
        head.extend(scalar.usual_max().map(|max| format!("  presumed to be at most {max} where nothing is said")));
        let above = scalar.directly_at_most().iter().map(|id| vocabulary.scalar(*id).name().to_owned());
        let lists = [
            ("never more than", above.collect()),
            ("also called", scalar.also().map(str::to_owned).collect()),
            ("named by", self.licenses.iter().filter_map(|license| entry(license, &|_| true)).collect()),
        ];
        fitted(head, &lists, all)
    }
}

/// `llama-3.1 AUP 1.c (@discrimination), AUP 1.d (@practice)`: a license with those of its clauses that fit.
fn entry(license: &License, fits: &dyn Fn(&Clause) -> bool) -> Option<String> {
    let clauses: Vec<&str> = license.clauses.iter().filter(|clause| fits(clause)).map(|clause| clause.clause.as_str()).collect();
    (!clauses.is_empty()).then(|| format!("{} {}", license.license, clauses.join(", ")))
}

fn wrapped(words: &str) -> Vec<String> {
    format!("  {}", wrap(words, 4)).lines().map(str::to_owned).collect()
}

/// The head and the lists; each list is cut to as many lines as leave the whole short enough, unless all is asked for.
fn fitted(head: Vec<String>, lists: &[(&'static str, Vec<String>)], all: bool) -> Vec<String> {
    let whole = |most: usize| -> Vec<String> {
        let listed = lists.iter().filter(|(_, items)| !items.is_empty()).flat_map(|(lead, items)| cut(lead, items, most));
        head.iter().cloned().chain(listed).collect()
    };
    if all {
        return whole(usize::MAX);
    }
    [4, 3, 2].into_iter().map(whole).find(|lines| lines.len() <= MOST_LINES).unwrap_or_else(|| whole(1))
}

/// A list in at most so many lines, with the count of what is left out; one item at least.
fn cut(lead: &str, items: &[String], most: usize) -> Vec<String> {
    let separator = if lead.ends_with("named by") { "; " } else { ", " };
    let shown = |count: usize| {
        let left = items.len() - count;
        let rest = if left > 0 { format!("{separator}and {left} more") } else { String::new() };
        wrapped(&format!("{lead}: {}{rest}", items.iter().take(count).map(String::as_str).collect::<Vec<_>>().join(separator)))
    };
    (1..=items.len()).rev().map(shown).find(|lines| lines.len() <= most).unwrap_or_else(|| shown(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concept_has_its_relatives_and_the_clauses_that_name_it() {
        let vocabulary = railc_library::vocabulary();
        let concept = vocabulary.concept(vocabulary.find_concept("purpose.medical.advice").unwrap());
        let relations = Relations::concept(vocabulary, concept);
        assert!(relations.parents.contains(&"purpose.professional-advice") && relations.siblings.contains(&"purpose.medical.diagnosis"));
        assert!(relations.raised_by.contains(&"subject.patient"));
        let bloom = relations.licenses.iter().find(|license| license.license == "bigscience-rail-1.0").unwrap();
        assert_eq!(entry(bloom, &|_| true).unwrap(), "bigscience-rail-1.0 Attachment A 12 (@medical)");
    }

    #[test]
    fn no_concept_takes_more_than_twenty_lines() {
        let vocabulary = railc_library::vocabulary();
        for concept in vocabulary.concepts().step_by(25) {
            let lines = Relations::concept(vocabulary, concept).concept_lines(vocabulary, concept, false);
            assert!(lines.len() <= MOST_LINES, "{}", concept.name());
        }
        let worldwide = vocabulary.concept(vocabulary.find_concept("place.worldwide").unwrap());
        let relations = Relations::concept(vocabulary, worldwide);
        assert!(relations.concept_lines(vocabulary, worldwide, false).len() <= MOST_LINES);
        assert!(relations.concept_lines(vocabulary, worldwide, true).iter().any(|line| line.contains("place.ZW")));
    }
}
