//! Uses whose verdict another version of a license changes: an example for each way in which clauses change one. Tried are the tests of both versions, and
//! each concept of the vocabulary as all that is said of a service; so what is found is true, and what is not found may still be.

use std::collections::BTreeSet;
use std::sync::Arc;

use railc_core::check::{Checker, Explanation, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Fact, Said, Use};
use railc_core::vocabulary::{Concept, Vocabulary};
use railc_language::license::License;

use super::spec_tests::{acting, describe};

/// A use with another verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What the use is.
    pub example: Example,
    /// The verdict under the old version.
    pub before: Verdict,
    /// The verdict under the new version.
    pub after: Verdict,
    /// The rules that decide in either version, or keep it open, by their ids.
    pub clauses: Vec<String>,
}

/// A use in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Example {
    /// What is said of it.
    Stated(Vec<String>),
    /// A test of one of the two versions, by name.
    Test(String),
}

/// What stands for a use of which nothing is said to be done.
const SERVICE: &str = "action.provide-service.in-product";
/// The facets that uses are tried with.
const FACETS: [&str; 8] = ["purpose", "effect", "content", "data", "action", "manner", "subject", "actor"];

/// The uses whose verdict changes from one license to the other.
pub fn find(old: (&License, &Arc<Policy>), new: (&License, &Arc<Policy>), vocabulary: &Vocabulary) -> Vec<Moved> {
    let (mut before, mut after) = (Checker::new(old.1.clone()), Checker::new(new.1.clone()));
    let tests = [old.0, new.0].into_iter().flat_map(|license| license.tests.iter().map(move |test| (license, test)));
    let tests = tests.map(|(license, test)| (Example::Test(test.name.clone()), describe(license, test)));
    let concepts = FACETS.iter().filter_map(|name| vocabulary.find_facet(name)).flat_map(|facet| vocabulary.concepts_of(facet));
    let concepts = concepts.map(|id| vocabulary.concept(id)).filter(|concept| !concept.is_abstract()).map(stated);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (example, described) in concepts.chain(tests) {
        let (Ok(one), Ok(other)) = (before.explain(&described), after.explain(&described)) else { continue };
        let (was, is) = (one.answer.verdict, other.answer.verdict);
        let ids = |policy: &Policy, explanation: &Explanation| acting(policy, explanation);
        let mut clauses: Vec<String> = ids(old.1, &one).into_iter().chain(ids(new.1, &other)).collect();
        clauses.sort();
        clauses.dedup();
        if was != is && seen.insert((clauses.clone(), was.name(), is.name())) {
            found.push(Moved { example, before: was, after: is, clauses });
        }
    }
    found
}

fn stated(concept: Concept<'_>) -> (Example, Use) {
    let is_act = concept.name().starts_with("action.");
    let names: Vec<String> = (!is_act).then(|| SERVICE.to_owned()).into_iter().chain([concept.name().to_owned()]).collect();
    let facts = names.iter().map(|name| Fact { name: name.clone(), said: Said::Holds, place: None }).collect();
    (Example::Stated(names), Use { facts, ..Use::default() })
}
