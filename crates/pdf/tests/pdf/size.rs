//! A long license takes a reasonable time.

use std::fmt::Write as _;
use std::time::Instant;

use super::{ALL_KINDS, english, license, made};

#[test]
fn a_thousand_clauses_take_a_reasonable_time() {
    let mut text = String::from(ALL_KINDS);
    for at in 0..1_000 {
        writeln!(text, "clause @more-{at} \"More {at}\"\n  prohibit effect.endangerment except @expert when safeguard.human-oversight")
            .unwrap();
    }
    let document = english(&license(&text));
    let start = Instant::now();
    let bytes = made(&document);
    let took = start.elapsed();
    eprintln!("{took:?}, {} bytes", bytes.len());
    // Not optimized, and beside others; in what is shipped it is some seconds.
    assert!(took.as_secs() < 300, "{took:?}");
}
