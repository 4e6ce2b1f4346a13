//! The cost of classifying licenses: the facts of one, with all definitions; and of all of the library.
//!
//! `cargo bench -p railc-benches --bench openness`.
#![allow(missing_docs, clippy::expect_used, reason = "a bench that can't start may say so loudly")]

use divan::{Bencher, black_box};
use railc::analysis::openness;
use railc_core::check::ChosenPolicy;

fn main() {
    divan::main();
}

fn classify(policy: &ChosenPolicy) {
    let table = railc_library::openness::openness();
    let described = openness::facts(black_box(policy), table).expect("no license is too hard");
    for definition in table.definitions {
        black_box(openness::judge(definition, &described.facts, None, table));
    }
}

/// Classifies one license.
#[divan::bench(args = ["mit", "llama-3.1", "open-rail-m", "cc-by-nc-4.0", "flux-1-nc"])]
fn one(bencher: Bencher, id: &str) {
    let policy = ChosenPolicy::unchosen(railc_library::policy(id).expect("it is in the library"));
    bencher.bench(|| classify(&policy));
}

/// Classifies every license of the library; items are licenses.
#[divan::bench(sample_count = 20)]
fn all(bencher: Bencher) {
    let licenses = railc_library::licenses();
    let policies: Vec<ChosenPolicy> =
        licenses.iter().filter_map(|listed| Some(ChosenPolicy::unchosen(railc_library::policy(listed.id)?))).collect();
    bencher.counter(divan::counter::ItemsCount::new(policies.len())).bench(|| policies.iter().for_each(classify));
}
