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
const USES: usize = 300_000;
/// How many uses come in a block: some 64 KiB, as the command reads them.
const LINES: usize = 320;
/// As the command remembers with one thread.
const REMEMBERED: usize = 200_000;

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

fn check(bencher: Bencher, id: &str, text: &str, remembered: usize) {
    let policies = [ChosenPolicy::unchosen(policy(id))];
    let checkers = || vec![Checker::new(policies[0].policy.clone())];
    let setup = Setup { name: "uses.jsonl", policies: &policies, is_strict: false, remembered };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let blocks: Vec<String> = lines.chunks(LINES).map(|lines| lines.concat()).collect();
    // Each time anew: without the answers that it remembers.
    let decided = || {
        let mut bulk = Bulk::new(setup, checkers(), railc_library::known());
        let check =
            |text: &String| black_box(bulk.check(Block { first: 1, text: black_box(text.as_bytes()), is_too_long: false })).tally.decided;
        blocks.iter().map(check).sum::<u64>()
    };
    assert_eq!(decided(), USES as u64);
    bencher.counter(ItemsCount::new(USES)).counter(BytesCount::of_str(text)).bench_local(decided);
}

#[divan::bench(args = LICENSES, sample_count = 5)]
fn check_lines(bencher: Bencher, id: &str) {
    check(bencher, id, &lines(0), REMEMBERED);
}

/// Each use as if no other had been before.
#[divan::bench(args = LICENSES, sample_count = 5)]
fn check_lines_from_nothing(bencher: Bencher, id: &str) {
    check(bencher, id, &lines(0), 0);
}

/// A fifth of the uses say of something that it is not known.
#[divan::bench(args = LICENSES, sample_count = 5)]
fn check_lines_with_unknowns(bencher: Bencher, id: &str) {
    check(bencher, id, &lines(20), REMEMBERED);
}

fn parse<T: for<'d> Deserialize<'d>>(bencher: Bencher) {
    let text = lines(0);
    let parse = |text: &str| text.lines().filter(|line| serde_json::from_str::<T>(line).is_ok()).count();
    assert_eq!(parse(&text), USES);
    bencher.counter(ItemsCount::new(USES)).counter(BytesCount::of_str(&text)).bench_local(|| parse(black_box(&text)));
}

#[divan::bench(sample_count = 5)]
fn serde_json_into_values(bencher: Bencher) {
    parse::<Value>(bencher);
}

#[divan::bench(sample_count = 5)]
fn serde_json_into_types(bencher: Bencher) {
    parse::<BTreeMap<String, Said>>(bencher);
}
