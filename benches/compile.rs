//! The cost of compiling a spec: the example, and one with a thousand clauses, step by step.
//!
//! `cargo bench -p railc-benches --bench compile`; with `-- --spec FILE` it writes the long spec to a file, for profilers.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a bench that can't start may say so loudly")]

mod spec;

use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use railc_core::base::Sources;
use railc_core::vocabulary::Vocabulary;
use railc_language::driver;
use railc_language::license::License;
use railc_language::render::{self, Drafter};
use railc_language::syntax;

const EXAMPLE: &str = include_str!("../examples/garden.rail");

static LONG: LazyLock<String> = LazyLock::new(|| spec::of_clauses(1_000, vocabulary()));

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--spec").skip(1);
    match arguments.next() {
        Some(path) => std::fs::write(path, &*LONG).expect("the file can be written"),
        None => divan::main(),
    }
}

fn vocabulary() -> &'static Arc<Vocabulary> {
    railc_library::vocabulary()
}

fn license(text: &str) -> License {
    let mut sources = Sources::new();
    let main = sources.add("spec.rail", text);
    driver::license(railc_library::library(), &mut sources, main, &driver::no_files).into_result().expect("it compiles").0
}

/// Everything that `railc build` writes.
fn outputs(text: &str) -> usize {
    let compiled = driver::compile(license(text), vocabulary());
    let document = compiled.document.as_ref().expect("it is no reading");
    compiled.markdown.len() + render::plain(document).len() + compiled.policy.to_json().len() + compiled.card(vocabulary()).len()
}

#[divan::bench]
fn the_example(bencher: Bencher) {
    bencher.bench(|| outputs(black_box(EXAMPLE)));
}

#[divan::bench]
fn a_thousand_clauses(bencher: Bencher) {
    bencher.bench(|| outputs(black_box(&LONG)));
}

#[divan::bench]
fn step_1_parse(bencher: Bencher) {
    let source = Sources::new().add("spec.rail", LONG.as_str());
    bencher.bench(|| syntax::parse(source, black_box(&LONG)));
}

#[divan::bench]
fn step_2_resolve(bencher: Bencher) {
    bencher.bench(|| license(black_box(&LONG)));
}

#[divan::bench]
fn step_3_draft(bencher: Bencher) {
    let license = license(&LONG);
    bencher.bench(|| {
        let drafter = Drafter::new(black_box(&license), vocabulary());
        render::lines(&drafter, &drafter.draft())
    });
}

#[divan::bench]
fn step_4_document(bencher: Bencher) {
    let license = license(&LONG);
    let draft = Drafter::new(&license, vocabulary()).draft();
    bencher.bench(|| render::markdown(&render::document(black_box(&draft))));
}

#[divan::bench]
fn step_5_policy(bencher: Bencher) {
    let license = license(&LONG);
    bencher.bench(|| driver::rules(black_box(&license), vocabulary()));
}

#[divan::bench]
fn step_6_json(bencher: Bencher) {
    let compiled = driver::compile(license(&LONG), vocabulary());
    bencher.bench(|| black_box(&compiled).policy.to_json());
}
