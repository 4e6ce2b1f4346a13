//! The cost of following terms along a lineage of a thousand things, and of the licenses that cards name.
//!
//! `cargo bench -p railc-benches --bench lineage`.
#![allow(missing_docs, clippy::expect_used, reason = "a bench that can't start may say so loudly")]

use divan::{Bencher, black_box};
use railc::analysis::licensing;
use railc::analysis::lineage::{self, Graph};
use railc_core::base::Sources;
use railc_core::check::ChosenPolicy;

fn main() {
    divan::main();
}

/// A thousand things under these licenses by turns, each made of one or two of the forty before it, by four relations by turns.
fn written(licenses: &[&str]) -> String {
    const RELATIONS: [&str; 4] = ["finetune", "merge", "quantize", "adapter"];
    let by_turns = |all: &[&str], at: usize| all.get(at % all.len()).copied().unwrap_or_default().to_owned();
    let mut text = String::from("nodes:\n");
    (0..1000).for_each(|at| text.push_str(&format!("  n{at}: {}\n", by_turns(licenses, at * 7 + at / 3))));
    text.push_str("edges:\n");
    for at in 10..1000_usize {
        for step in 0..=at % 2 {
            let from = at - 1 - (at * 13 + step * 17) % at.min(40);
            text.push_str(&format!("  - {{from: n{from}, to: n{at}, relation: {}}}\n", by_turns(&RELATIONS, at + step)));
        }
    }
    text
}

fn graph(licenses: &str) -> (Graph, Vec<ChosenPolicy>) {
    let text = written(&licenses.split(' ').collect::<Vec<_>>());
    let source = Sources::new().add("lineage.yaml", text.as_str());
    let (sketch, _) = lineage::read(source, &text, "lineage.yaml").into_result().expect("it is well formed");
    let mut load = |id: &str| Ok(ChosenPolicy::unchosen(railc_library::policy(id).expect("it is in the library")));
    sketch.into_graph(&mut load).expect("it has no circles")
}

/// What binds each thing, what is lost and what would mend it.
#[divan::bench(args = ["llama-3.1 mit", "apache-2.0 mit cc-by-4.0", "llama-3.1 apache-2.0 mit cc-by-nc-4.0 bigscience-open-rail-m"], sample_count = 10)]
fn trace(bencher: Bencher, licenses: &str) {
    let (graph, licenses) = graph(licenses);
    bencher.bench(|| lineage::trace(black_box(&graph), black_box(&licenses), railc_library::passing_on()).expect("no license is too hard"));
}

/// Reading such a file, and looking its licenses up.
#[divan::bench]
fn read(bencher: Bencher) {
    bencher.bench(|| graph(black_box("llama-3.1 mit")));
}

/// What a name names.
#[divan::bench(args = ["mit", "BigScience RAIL License v1.0", "Apache-2.0 AND (MIT OR CC-BY-4.0)", "some license of nobody"])]
fn name(bencher: Bencher, name: &str) {
    bencher.bench(|| licensing::options(black_box(name)));
}
