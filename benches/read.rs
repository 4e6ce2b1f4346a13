//! The cost of reading uses, with name lookup and places: one use in each format, and a thousand as JSON lines.
//!
//! `cargo bench --bench read`. Compare ratios within one run, not times between machines.
#![allow(missing_docs, clippy::expect_used, reason = "a bench that can't start may say so loudly")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use railc_core::base::Sources;
use railc_core::usage::{Format, Unknown, read};

const USE: [(Format, &str); 3] = [
    (
        Format::Json,
        r#"{"action":["provide-service"],"purpose":["employment.screening"],"safeguard":{"human-review":"no","consent":"unknown"},"monthly-active-users":120000}"#,
    ),
    (
        Format::Yaml,
        "action: [provide-service]\npurpose: [employment.screening]\nsafeguard: {human-review: no, consent: unknown}\nmonthly-active-users: 120000\n",
    ),
    (
        Format::Toml,
        "action = ['provide-service']\npurpose = ['employment.screening']\nmonthly-active-users = 120000\n[safeguard]\nhuman-review = 'no'\nconsent = 'unknown'\n",
    ),
];
/// JSON that is read through the tree: an escape in an answer, and a bound.
const NOT_PLAIN: &str = r#"{"action":["provide-service"],"purpose":["employment.screening"],"safeguard":{"human-review":"n\u006f","consent":"unknown"},"monthly-active-users":"> 120000"}"#;

fn main() {
    divan::main();
}

/// Reads a text with this many uses repeatedly.
fn over_and_over(bencher: Bencher, text: &str, format: Format, uses: usize) {
    let source = Sources::new().add("use", "");
    let read = || read(source, black_box(text), format, &[railc_library::vocabulary()], Unknown::Error);
    let found = read().into_result().expect("nothing is wrong with it").0;
    assert_eq!(found.len(), uses);
    bencher.counter(ItemsCount::new(uses)).bench_local(|| drop(black_box(read())));
}

#[divan::bench(args = USE.map(|(format, _)| format))]
fn one(bencher: Bencher, format: Format) {
    let (_, text) = USE.into_iter().find(|(other, _)| *other == format).expect("each format has its text");
    over_and_over(bencher, text, format, 1);
}

#[divan::bench]
fn one_not_plain(bencher: Bencher) {
    over_and_over(bencher, NOT_PLAIN, Format::Json, 1);
}

#[divan::bench]
fn thousand_lines(bencher: Bencher) {
    let (format, text) = USE[0];
    over_and_over(bencher, &format!("{text}\n").repeat(1_000), format, 1_000);
}
