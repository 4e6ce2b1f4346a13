//! The cost of a document in each format that is no plain text, from its tree: the house license for models, and one with a thousand clauses.
//!
//! `cargo bench -p railc-benches --bench documents`. Beside pandoc: `just pandoc`.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, reason = "a bench that can't start may say so loudly")]

mod spec;

use divan::{Bencher, black_box};
use railc_core::base::Sources;
use railc_language::driver;
use railc_language::render::Document;

fn main() {
    divan::main();
}

fn open_rail_m() -> Document {
    let library = railc_library::library();
    let spec = library.license("open-rail-m").expect("it is in the library");
    let license = driver::builtin(library, &mut Sources::new(), spec).into_result().expect("it compiles").0;
    driver::compile(license, railc_library::vocabulary()).document.expect("it is no reading")
}

fn a_thousand_clauses() -> Document {
    let mut sources = Sources::new();
    let main = sources.add("spec.rail", spec::of_clauses(1_000, railc_library::vocabulary()).as_str());
    let license = driver::license(railc_library::library(), &mut sources, main, &driver::no_files).into_result().expect("it compiles").0;
    driver::compile(license, railc_library::vocabulary()).document.expect("it is no reading")
}

#[divan::bench]
fn docx(bencher: Bencher) {
    let document = open_rail_m();
    bencher.bench(|| railc_documents::docx(black_box(&document)));
}

#[divan::bench]
fn docx_of_a_thousand_clauses(bencher: Bencher) {
    let document = a_thousand_clauses();
    bencher.bench(|| railc_documents::docx(black_box(&document)));
}
