//! The tests that a new spec gets: those of the libraries that it is made of, as far as they fit what it covers and come out as they say.
//!
//! A test of a restriction shows what one clause does. Where another clause forbids the same use, or the license does not give it, the verdict
//! is another's affair, and the test is left out.

use std::sync::Arc;

use railc_core::check::Checker;
use railc_language::driver;
use railc_language::library::Library;
use railc_language::license::License;
use railc_language::syntax::ast::{GivenFact, Test, Word};

use crate::analysis::spec_tests;

use super::catalogue::{Catalogue, Sample, samples};
use super::kind::Covered;
use super::request::Request;

/// The tests of the libraries that a license is made of, as far as its parts are what they speak of, adapted to what it covers.
pub(super) fn candidates(request: &Request, catalogue: &Catalogue, library: Library, license: &License) -> Vec<String> {
    let kind = request.kind.frame();
    let of_kind = samples(library, kind.library);
    let of_things = request.covers.iter().flat_map(|covered| samples(library, covered.thing().library));
    let chosen = catalogue.restrictions().filter(|one| request.restrictions.contains(&one.id));
    let of_restrictions = chosen.flat_map(|one| one.tests.iter().cloned());
    let artifact = artifact(&request.covers);
    let own = of_kind.into_iter().map(|sample| (sample, artifact, None));
    let others = of_things.chain(of_restrictions).map(|sample| (sample, artifact, kind.reached_by));
    let fitting = own.chain(others).filter(|(sample, ..)| named(&sample.test).all(|part| license.has_part(part)));
    fitting.map(|(sample, artifact, purpose)| adapted(&sample, artifact, purpose)).collect()
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
    let states = |begin: &str| sample.test.given.iter().any(|given| fact(&given.fact).value.starts_with(begin));
    let mut added = String::new();
    artifact.filter(|_| !states("artifact.")).into_iter().for_each(|artifact| added.push_str(&format!("{artifact}, ")));
    purpose.filter(|_| !states("purpose.research")).into_iter().for_each(|purpose| added.push_str(&format!("{purpose}, ")));
    let first = sample.test.given.first().map(|given| (given.span.start - sample.test.span.start) as usize);
    match first.and_then(|first| sample.text.split_at_checked(first)) {
        Some((before, given)) => format!("{before}{added}{given}\n\n"),
        None => format!("{}\n\n", sample.text),
    }
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
