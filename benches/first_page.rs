//! What the example of the first page costs (`src/lib.rs`): a spec compiled, a use checked, and why; step by step.
//!
//! `cargo bench -p railc-benches --bench first_page`. Ratios within one run mean something; times between machines do not.
#![allow(missing_docs, clippy::expect_used, reason = "a bench that can't start may say so loudly")]

use divan::{Bencher, black_box};
use railc::{Answer, License, Use};

/// What the benches allocate is shown beside their times.
#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

const SPEC: &str = r#"
license "Garden License" version "1.0"
  id garden
  covers artifact.model

clause @use "What is given"
  permit action.run, action.provide-service

clause @medical "Medical advice"
  prohibit purpose.medical.advice
  except @doctor when safeguard.human-oversight.professional.medical
"#;
const DESCRIBED: &str = "action: [provide-service]\npurpose: [medical.advice]\nsafeguard: {human-oversight.professional.medical: no}\n";

fn main() {
    divan::main();
}

fn license() -> License {
    License::compile("garden.rail", black_box(SPEC)).into_result().expect("it compiles").0
}

fn described() -> Use {
    Use::read("clinic.yaml", black_box(DESCRIBED)).into_result().expect("it reads").0
}

/// All that the example prints.
fn why(answer: &Answer) -> String {
    let rules = answer.rules().map(|rule| format!("prohibited by {rule}\n"));
    let reasons = answer.because().map(|reason| format!("  because {reason}\n"));
    rules.chain(reasons).collect()
}

#[divan::bench]
fn the_whole_example(bencher: Bencher) {
    assert!(why(&license().policy().checker().check(&described()).expect("no contradiction")).contains("medical"));
    bencher.bench_local(|| {
        let answer = license().policy().checker().check(&described()).expect("no contradiction");
        why(&answer)
    });
}

#[divan::bench]
fn step_1_compile(bencher: Bencher) {
    bencher.bench_local(license);
}

#[divan::bench]
fn step_2_read_the_use(bencher: Bencher) {
    bencher.bench_local(described);
}

#[divan::bench]
fn step_3_prepare(bencher: Bencher) {
    let license = license();
    bencher.bench_local(|| license.policy().checker());
}

#[divan::bench]
fn step_4_check(bencher: Bencher) {
    let (described, license) = (described(), license());
    let mut checker = license.policy().checker();
    bencher.bench_local(|| checker.check(black_box(&described)).expect("no contradiction"));
}

#[divan::bench]
fn step_5_print_why(bencher: Bencher) {
    let answer = license().policy().checker().check(&described()).expect("no contradiction");
    bencher.bench_local(|| why(black_box(&answer)));
}
