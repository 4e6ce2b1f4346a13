//! Any number of uses on lines: checked whole, beside what it takes to parse the same lines with `serde_json`, into its tree and into types.
//!
//! `cargo bench -p railc-benches --bench bulk`. Compare ratios within one run, not times between machines. All on one thread.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, reason = "a bench that can't start may say so loudly")]

use std::collections::BTreeMap;
use std::sync::Arc;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use railc_core::check::{Checker, ChosenPolicy};
use railc_core::policy::Policy;
use railc_core::report::bulk::{Block, Bulk, Setup};
use random::registry::Registry;
use serde::Deserialize;
use serde_json::Value;

const LICENSES: [&str; 3] = ["open-rail-m", "bigscience-rail-1.0", "llama-3.1"];
/// How many uses a bench goes through in one iteration.
const USES: usize = 30_000;

fn main() {
    divan::main();
}

fn policy(id: &str) -> Arc<Policy> {
    railc_library::policy(id).expect("the library has it")
}

/// Uses that are all different; so many in a hundred say of something that it is not known.
fn lines(unknown: usize) -> String {
    let mut registry = Registry::new(7);
    (0..USES).map(|_| registry.line(unknown)).collect()
}

/// What a line may hold, as another program would read it into types.
#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "it is parsed, not read")]
enum Said {
    Names(Vec<String>),
    Answers(BTreeMap<String, String>),
    Number(f64),
    Text(String),
}

fn check(bencher: Bencher, id: &str, text: &str) {
    let policies = [ChosenPolicy::unchosen(policy(id))];
    let checkers = || vec![Checker::new(policies[0].policy.clone()).with_memory(100_000)];
    let setup = Setup { name: "uses.jsonl", policies: &policies, is_strict: false };
    let mut bulk = Bulk::new(setup, checkers(), railc_library::known());
    let block = Block { first: 1, text: text.as_bytes(), is_too_long: false };
    assert_eq!(bulk.check(block).tally.decided, USES as u64);
    // Each time anew: without the questions that it remembers.
    let bulk = || Bulk::new(setup, checkers(), railc_library::known()).check(black_box(block));
    bencher.counter(ItemsCount::new(USES)).counter(BytesCount::of_str(text)).bench_local(|| bulk().out.len());
}

#[divan::bench(args = LICENSES)]
fn check_lines(bencher: Bencher, id: &str) {
    check(bencher, id, &lines(0));
}

/// A fifth of the uses say of something that it is not known.
#[divan::bench(args = LICENSES)]
fn check_lines_with_unknowns(bencher: Bencher, id: &str) {
    check(bencher, id, &lines(20));
}

fn parse<T: for<'d> Deserialize<'d>>(bencher: Bencher) {
    let text = lines(0);
    let parse = |text: &str| text.lines().filter(|line| serde_json::from_str::<T>(line).is_ok()).count();
    assert_eq!(parse(&text), USES);
    bencher.counter(ItemsCount::new(USES)).counter(BytesCount::of_str(&text)).bench_local(|| parse(black_box(&text)));
}

#[divan::bench]
fn serde_json_into_values(bencher: Bencher) {
    parse::<Value>(bencher);
}

#[divan::bench]
fn serde_json_into_types(bencher: Bencher) {
    parse::<BTreeMap<String, Said>>(bencher);
}
