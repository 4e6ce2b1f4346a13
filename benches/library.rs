//! The cost of the library: all of its policies at once, one of them, a name.
//!
//! `cargo bench -p railc-benches --bench library`.
#![allow(missing_docs, clippy::expect_used, reason = "a bench that can't start may say so loudly")]

use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Unpacks the policy of every license; items are licenses.
#[divan::bench]
fn all_policies(bencher: Bencher) {
    let licenses = railc_library::licenses();
    bencher.counter(divan::counter::ItemsCount::new(licenses.len())).bench(|| {
        for listed in licenses {
            black_box(railc_library::policy(listed.id).expect("it is packed"));
        }
    });
}

/// Unpacks one policy.
#[divan::bench(args = ["llama-3.1", "mit"])]
fn one_policy(id: &str) {
    black_box(railc_library::policy(black_box(id)));
}

/// Finds a license by a title.
#[divan::bench]
fn a_name() {
    black_box(railc_library::library().license(black_box("Llama 3.1 Community License Agreement")));
}
