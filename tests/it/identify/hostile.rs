//! Input that nobody would call a license.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use railc_identify::fingerprint::Mark;
use railc_identify::matching::Verdict;
use railc_identify::words::{Words, decoded};

use super::{found, originals};

/// Pieces that begin something, again and again.
const PIECES: [&str; 22] = [
    "<!--", "<script", "<a ", "<b>", "](", "](x ", "&", "&lt;", "&lt;b ", "&#x41;", "-", "-\n", "*", "'", "\\", "(", "1.", "\n", "\u{c}",
    "a", "第一", "\u{301}",
];

#[test]
fn what_begins_without_end_takes_no_longer() {
    for piece in PIECES {
        for text in [piece.repeat(1_000_000 / piece.len()), format!("word {piece} ").repeat(100_000)] {
            let start = Instant::now();
            let verdict = found(&text).verdict();
            assert_eq!(verdict, Verdict::Unknown);
            assert!(start.elapsed() < Duration::from_secs(20), "{piece:?}");
        }
    }
}

#[test]
fn a_license_again_and_again_is_found_in_time() {
    for original in originals().iter().filter(|original| ["mit", "llama3.1-license", "cc-by-4.0"].contains(&original.name.as_str())) {
        let start = Instant::now();
        let text = format!("{}\n\n", original.text).repeat(4_000_000 / original.text.len());
        let found = found(&text);
        assert!(found.verdict() != Verdict::Unknown && found.matches.len() > 1);
        assert!(start.elapsed() < Duration::from_secs(60), "{} takes {:?}", original.name, start.elapsed());
        let line = original.text.lines().max_by_key(|line| line.len()).unwrap();
        super::found(&format!("{line}\n").repeat(1_000_000 / line.len()));
        assert!(start.elapsed() < Duration::from_secs(90), "a line of {} takes {:?}", original.name, start.elapsed());
    }
}

#[test]
fn shuffled_clauses_take_no_longer() {
    let originals = originals();
    let clauses: Vec<&str> = originals.iter().flat_map(|original| original.text.split("\n\n")).filter(|text| text.len() > 60).collect();
    if clauses.is_empty() {
        return;
    }
    // No step of a walk by a prime number comes to the same clause before all others were there.
    let text: Vec<&str> = (0..clauses.len() * 4).map(|at| clauses[at * 7919 % clauses.len()]).collect();
    let start = Instant::now();
    assert_ne!(found(&text.join("\n\n")).verdict(), Verdict::Exact);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Some(text) = decoded(&bytes) {
            found(&text);
        }
    }

    #[test]
    fn any_signs_have_an_answer(text in r"([a-c1I<>&;#/!\]\[()'*\\ \n.,-]|railc-build:|<!--|&lt;b|\PC){0,200}") {
        found(&text);
        if let Some((mark, at)) = Mark::read(&text) {
            mark.since(&Words::of(&text[..at.start]));
        }
    }

    #[test]
    fn a_broken_mark_has_an_answer(count in 0_usize..2_000_000_000, blocks in "[a-zA-Z0-9é]{0,20}", words in "[a-z ]{0,200}") {
        let text = format!("{words}\nrailc-build: a 1 {count} 0123456789abcdef 01234567 3 01234567 {blocks}");
        if let Some((mark, at)) = Mark::read(&text) {
            mark.since(&Words::of(&text[..at.start]));
        }
    }

    #[test]
    fn any_cut_of_an_original_has_an_answer(which in 0_usize..200, start in 0.0..1.0, end in 0.0..1.0) {
        let originals = ORIGINALS.with(|originals| originals.clone());
        let Some(text) = originals.get(which % originals.len().max(1)) else { return Ok(()) };
        let signs: Vec<char> = text.chars().collect();
        let place = |share: f64| (signs.len() as f64 * share) as usize;
        let cut: String = signs[place(f64::min(start, end))..place(f64::max(start, end))].iter().collect();
        let found = found(&cut);
        prop_assert!(found.verdict() != Verdict::Exact || found.matches.iter().all(|matched| matched.similarity == 1.0));
    }
}

thread_local! {
    static ORIGINALS: std::rc::Rc<Vec<String>> = originals().into_iter().map(|original| original.text).collect::<Vec<_>>().into();
}
