//! The cost of comparing licenses: two that are alike, two that are not, and all of the library with each other; whether terms flow down, and several
//! licenses made one.
//!
//! `cargo bench -p railc-benches --bench diff`.
#![allow(missing_docs, clippy::expect_used, reason = "a bench that can't start may say so loudly")]

use divan::{Bencher, black_box};
use railc::analysis::compat::{self, Passing};
use railc::analysis::{combination, difference, matrix};
use railc_core::check::ChosenPolicy;
use railc_library::Kind;

fn main() {
    divan::main();
}

fn policy(id: &str) -> ChosenPolicy {
    ChosenPolicy::unchosen(railc_library::policy(id).expect("it is in the library"))
}

/// Compares two licenses, with a witness for each clause.
#[divan::bench(args = ["mit apache-2.0", "llama-3.1 llama-3.2", "open-rail-m gemma-2025-03-24", "llama-4 rail-generator-rail-ams"])]
fn two(bencher: Bencher, pair: &str) {
    let (one, other) = pair.split_once(' ').expect("two ids");
    let (one, other) = (policy(one), policy(other));
    bencher.bench(|| difference::find(black_box(&one), black_box(&other)).expect("no license is too hard"));
}

/// Compares every license with every other; items are ordered pairs.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn all(bencher: Bencher) {
    let policies: Vec<ChosenPolicy> = railc_library::licenses().iter().map(|listed| policy(listed.id)).collect();
    let pairs = policies.len() * (policies.len() - 1);
    bencher
        .counter(divan::counter::ItemsCount::new(pairs))
        .bench(|| matrix::find(black_box(&policies), railc_library::vocabulary()).expect("no license is too hard"));
}

/// Whether the terms of one license flow down into another, for a thing that is made with what the first one covers.
#[divan::bench(args = ["apache-2.0 mit", "gpl-3.0 mit", "llama-3.1 apache-2.0", "bigscience-open-rail-m open-rail-m"])]
fn flow_down(bencher: Bencher, pair: &str) {
    let (upstream, downstream) = pair.split_once(' ').expect("two ids");
    let (upstream, downstream) = ([policy(upstream)], policy(downstream));
    let table = railc_library::passing_on();
    let derivation = table.derivation("finetune", Kind::Model, Kind::Model).expect("it is in the table");
    let passing = Passing { upstream: &upstream, downstream: &downstream, derived: derivation.into(), table };
    bencher.bench(|| compat::find(black_box(passing)).expect("no license is too hard"));
}

/// Makes several licenses one.
#[divan::bench(args = ["mit apache-2.0", "llama-3.1 open-rail-d", "open-rail-m llama-3.1 gemma-2025-03-24 cc-by-4.0"])]
fn combine(bencher: Bencher, ids: &str) {
    let parts: Vec<ChosenPolicy> = ids.split(' ').map(policy).collect();
    bencher.bench(|| combination::combine(black_box(&parts)).expect("they can be combined"));
}
