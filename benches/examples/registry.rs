//! Prints a file of uses: `cargo run --release -p railc-benches --example registry -- 5000000 > uses.jsonl`
#![allow(missing_docs, clippy::expect_used, reason = "it may say loudly that it can't start")]

use std::io::{BufWriter, Write, stdout};

use random::registry::Registry;

fn main() -> std::io::Result<()> {
    let count: usize = std::env::args().nth(1).and_then(|count| count.parse().ok()).expect("how many uses there are to be");
    let mut registry = Registry::new(7);
    let mut out = BufWriter::new(stdout().lock());
    (0..count).try_for_each(|_| out.write_all(registry.line(20).as_bytes()))?;
    out.flush()
}
