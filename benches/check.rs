//! The cost of one check, from concept names to the full verdict with presumptions and duties; and its allocations.
//!
//! `cargo bench -p railc-benches`. Compare ratios within one run, not times between machines.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a bench that can't start may say so loudly")]

use std::sync::Arc;

use divan::{Bencher, black_box};
use railc_core::base::Sources;
use railc_core::check::{Answer, Checker, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Fact, Said, Use};
use railc_language::driver;
use random::Random;

/// Counts what the benches allocate; a check must allocate nothing.
#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

const LICENSES: [&str; 3] = ["open-rail-m", "bigscience-rail-1.0", "llama-3.1"];

const STATED: [&str; 5] =
    ["action.provide-service", "purpose.employment.screening", "sector.insurance", "subject.minors", "safeguard.human-review"];
const REFUSED: [&str; 5] =
    ["action.provide-service", "purpose.medical.advice", "sector.insurance", "purpose.harm.minors", "purpose.deception.fraud"];
const UNKNOWN: [&str; 8] = [
    "purpose.deception",
    "purpose.impersonation",
    "purpose.law-enforcement",
    "effect.harm",
    "effect.discrimination",
    "manner.claims-human",
    "safeguard.disclosure.machine-generated",
    "done.license-copy",
];

fn main() {
    divan::main();
}

fn license(id: &str) -> Arc<Policy> {
    let spec = railc_library::library().license(id).expect("the library has it");
    let (license, _) = driver::builtin(railc_library::library(), &mut Sources::default(), spec).into_result().expect("it compiles");
    driver::compile(license, railc_library::vocabulary()).policy
}

/// A use in which some concepts hold and others are unknown.
fn described(holds: &[&str], unknown: &[&str]) -> Use {
    let vocabulary = railc_library::vocabulary();
    let fact = |name: &&str, said: Said| {
        assert!(vocabulary.find_concept(name).is_some(), "`{name}` is in the vocabulary");
        Fact { name: (*name).to_owned(), said, place: None }
    };
    let facts = holds.iter().map(|name| fact(name, Said::Holds)).chain(unknown.iter().map(|name| fact(name, Said::Unknown)));
    Use { facts: facts.collect(), ..Use::default() }
}

/// Checks all of `uses` in one iteration, after a round that grows all buffers; items are uses.
fn check_in_turn(bencher: Bencher, policy: Arc<Policy>, uses: &[Use]) {
    let mut checker = Checker::new(policy);
    let mut answer = Answer::default();
    for described in uses {
        checker.check_into(described, &mut answer).expect("the use does not contradict itself");
    }
    bencher.counter(divan::counter::ItemsCount::new(uses.len())).bench_local(|| {
        for described in uses {
            black_box(checker.check_into(black_box(described), &mut answer).map(|()| answer.verdict)).ok();
        }
    });
}

#[divan::bench(args = LICENSES)]
fn five_facts(bencher: Bencher, id: &str) {
    check_in_turn(bencher, license(id), &[described(&STATED, &[])]);
}

#[divan::bench(args = LICENSES)]
fn five_facts_and_eight_unknown(bencher: Bencher, id: &str) {
    check_in_turn(bencher, license(id), &[described(&STATED, &UNKNOWN)]);
}

#[divan::bench(args = LICENSES)]
fn why(bencher: Bencher, id: &str) {
    let mut checker = Checker::new(license(id));
    let described = described(&REFUSED, &[]);
    assert_ne!(checker.check(&described).expect("no contradiction").verdict, Verdict::Undetermined);
    bencher.bench_local(|| checker.explain(black_box(&described)));
}

#[divan::bench(args = LICENSES)]
fn next_question(bencher: Bencher, id: &str) {
    let mut checker = Checker::new(license(id));
    let described = described(&STATED, &UNKNOWN);
    bencher.bench_local(|| checker.explain(black_box(&described)));
}

#[divan::bench(args = LICENSES)]
fn prepare(bencher: Bencher, id: &str) {
    let policy = license(id);
    bencher.bench_local(|| Checker::new(black_box(policy.clone())));
}

/// Sixteen random uses with twenty facts each.
fn random_uses(policy: &Policy, unknown: usize) -> Vec<Use> {
    let mut random = Random::new(7);
    (0..16).map(|_| random::described(policy, 20, unknown, false, &mut random)).collect()
}

#[divan::bench(args = random::SIZES)]
fn growth(bencher: Bencher, rules: usize) {
    let policy = Arc::new(random::policy(rules));
    let uses = random_uses(&policy, 0);
    check_in_turn(bencher, policy, &uses);
}

#[divan::bench(args = random::SIZES)]
fn growth_with_eight_unknown(bencher: Bencher, rules: usize) {
    let policy = Arc::new(random::policy(rules));
    let uses = random_uses(&policy, 8);
    check_in_turn(bencher, policy, &uses);
}

#[divan::bench(args = random::SIZES, sample_count = 5)]
fn growth_of_preparing(bencher: Bencher, rules: usize) {
    let policy = Arc::new(random::policy(rules));
    bencher.bench_local(|| Checker::new(black_box(policy.clone())));
}
