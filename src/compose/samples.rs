//! The tests that a new spec gets: those of the libraries that it is made of, as far as they fit what it covers and come out as they say.
//!
//! A test of a restriction shows what one clause does. Where another clause forbids the same use, or the license does not give it, the verdict
//! is another's affair, and the test is left out.

use std::collections::BTreeSet;
use std::sync::Arc;

use railc_core::check::Checker;
use railc_language::driver;
use railc_language::library::Library;
use railc_language::license::License;
use railc_language::syntax::ast::{GivenFact, Item, Test, Word};

use crate::analysis::spec_tests;

use super::catalogue::{Catalogue, Restriction, Sample, samples, with_imports};
use super::kind::Covered;
use super::request::Request;

/// The tests of the libraries that a license is made of, as far as they speak of its clauses, adapted to what it covers.
pub(super) fn candidates(request: &Request, catalogue: &Catalogue, library: Library) -> Vec<String> {
    let kind = request.kind.frame();
    let things: Vec<&str> = request.covers.iter().map(|covered| covered.thing().library).collect();
    let chosen: Vec<&Restriction> = catalogue.restrictions().filter(|one| request.restrictions.contains(&one.id)).collect();
    let mut known = clauses(library, std::iter::once(kind.library).chain(things.iter().copied()));
    known.extend(chosen.iter().map(|one| one.id.clone()));
    let artifact = artifact(&request.covers);
    let of_kind = samples(library, kind.library).into_iter().map(|sample| (sample, None));
    // Everyday uses of a thing are not what a license for one purpose is for.
    let is_meant = |sample: &Sample| kind.reached_by.is_none() || !states(sample, "purpose.");
    let of_things = things.iter().flat_map(|thing| samples(library, thing)).filter(is_meant);
    let of_restrictions = chosen.iter().flat_map(|one| one.tests.iter().cloned());
    let others = of_things.chain(of_restrictions).map(|sample| (sample, kind.reached_by));
    let fitting = of_kind.chain(others).filter(|(sample, _)| named(&sample.test).all(|part| known.contains(part)));
    fitting.map(|(sample, purpose)| adapted(&sample, artifact, purpose)).collect()
}

/// The clauses of these libraries and of those that they import.
fn clauses<'l>(library: Library, ids: impl Iterator<Item = &'l str>) -> BTreeSet<String> {
    let items = ids.flat_map(|id| with_imports(library, id)).flat_map(|(_, spec)| spec.items);
    let clause = |item| match item {
        Item::Clause(clause) => Some(clause.name.value),
        _ => None,
    };
    items.filter_map(clause).collect()
}

/// The tests that come out as they say in a license that has just these.
pub(super) fn that_hold(tests: &[String], license: &License, library: Library) -> Vec<String> {
    let report = spec_tests::run(license, &Checker::new(Arc::new(driver::rules(license, library.vocabulary))));
    let holds = |at: usize| report.results.get(at).is_some_and(|result| result.failures.is_empty());
    tests.iter().enumerate().filter(|(at, _)| holds(*at)).map(|(_, test)| test.clone()).collect()
}

/// The artifact that a test is about which names none; a license for a model needs no such line.
fn artifact(covers: &[Covered]) -> Option<&'static str> {
    let first = covers.first().filter(|_| !covers.contains(&Covered::Model))?;
    first.thing().artifacts.first().copied()
}

/// The clauses that a test names.
fn named(test: &Test) -> impl Iterator<Item = &str> {
    test.because.iter().chain(&test.owing).map(|part| part.value.split('/').next().unwrap_or_default())
}

/// A test with facts added that it does not state: the artifact, and what the grants depend on.
fn adapted(sample: &Sample, artifact: Option<&str>, purpose: Option<&str>) -> String {
    let mut added = String::new();
    artifact.filter(|_| !states(sample, "artifact.")).into_iter().for_each(|artifact| added.push_str(&format!("{artifact}, ")));
    purpose.filter(|_| !states(sample, "purpose.research")).into_iter().for_each(|purpose| added.push_str(&format!("{purpose}, ")));
    let first = sample.test.given.first().map(|given| (given.span.start - sample.test.span.start) as usize);
    match first.and_then(|first| sample.text.split_at_checked(first)) {
        Some((before, given)) => format!("{before}{added}{given}\n\n"),
        None => format!("{}\n\n", sample.text),
    }
}

fn states(sample: &Sample, begin: &str) -> bool {
    sample.test.given.iter().any(|given| fact(&given.fact).value.starts_with(begin))
}

fn fact(fact: &GivenFact) -> &Word {
    match fact {
        GivenFact::Holds(name)
        | GivenFact::Fails(name)
        | GivenFact::Unknown(name)
        | GivenFact::Equals(name, _)
        | GivenFact::Bound(name, ..) => name,
    }
}
