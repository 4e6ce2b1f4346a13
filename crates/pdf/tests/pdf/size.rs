//! The time of a long license grows as the license does.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::{ALL_KINDS, english, license, made};

/// How long so many more clauses take.
fn time(clauses: usize) -> Duration {
    let mut text = String::from(ALL_KINDS);
    for at in 0..clauses {
        writeln!(text, "clause @more-{at} \"More {at}\"\n  prohibit effect.endangerment except @expert when safeguard.human-oversight")
            .unwrap();
    }
    let document = english(&license(&text));
    let start = Instant::now();
    made(&document);
    start.elapsed()
}

/// Of a thousand clauses, what is shipped makes a PDF in seconds: `benches/README.md` has the figure. Here nothing is optimized.
#[test]
fn four_times_the_clauses_take_about_four_times_as_long() {
    let (few, many) = (time(100), time(400));
    eprintln!("100 clauses: {few:?}, 400 clauses: {many:?}");
    assert!(many < few * 10, "{few:?}, {many:?}");
}
