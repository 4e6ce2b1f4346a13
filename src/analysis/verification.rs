//! Is a text that of a license, and if not, which clauses differ.

use std::collections::BTreeMap;
use std::ops::Range;

use railc_identify::fingerprint::Mark;
use railc_identify::words::{InOrder, Words};
use railc_language::render::{Document, PlainPiece, pieces};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The most words of a text that are compared one by one.
pub const LIMIT: usize = 200_000;

/// A clause whose words differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The id of the clause, definition or part; `None` for what stands outside all of them.
    pub id: Option<String>,
    /// Words of the license that the text lacks there.
    pub lacking: Vec<String>,
    /// Words of the text that the license does not have, as they are written.
    pub foreign: Vec<String>,
    /// The bytes of the text where it differs.
    pub place: Range<usize>,
}

/// The share of words that a text has in common with a license, from 0 to 1, and where it differs; dress, case and the numbers of clauses don't count. `None` if
/// there are too many words.
pub fn compare(text: &str, document: &Document) -> Option<(f64, Vec<Difference>)> {
    // The line that tells where a text was built says nothing of the license; what stands behind it may.
    let unmarked = Mark::read(text).and_then(|(_, place)| Some([text.get(..place.start)?, " ", text.get(place.end..)?].concat()));
    let text = unmarked.as_deref().unwrap_or(text);
    let pieces = pieces(document);
    let of = |piece: &PlainPiece<'_>| (Words::of(&piece.label), Words::of(&piece.words));
    let words: Vec<(Words, Words)> = pieces.iter().map(of).collect();
    let mut expected: Vec<(InOrder<'_>, usize)> = Vec::new();
    for (at, (label, words)) in words.iter().enumerate() {
        expected.extend(label.in_order().map(|word| (InOrder { is_label: true, ..word }, at)));
        expected.extend(words.in_order().map(|word| (word, at)));
    }
    let there = Words::of(text);
    let found: Vec<InOrder<'_>> = there.in_order().collect();
    if expected.len().max(found.len()) > LIMIT {
        return None;
    }
    let old: Vec<&str> = expected.iter().map(|(word, _)| word.letters).collect();
    let new: Vec<&str> = found.iter().map(|word| word.letters).collect();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let shared: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    let mut differences: BTreeMap<usize, Difference> = BTreeMap::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (_, before, after) = op.as_tag_tuple();
        let lacking: Vec<&(InOrder<'_>, usize)> =
            expected.get(before.clone()).unwrap_or_default().iter().filter(|(word, _)| !word.is_label).collect();
        let foreign: Vec<&InOrder<'_>> = found.get(after.clone()).unwrap_or_default().iter().filter(|word| !word.is_label).collect();
        if lacking.is_empty() && foreign.is_empty() {
            continue;
        }
        // What is foreign stands in the clause of the word before it, or in that of the first.
        let home = expected.get(before.start).filter(|_| !before.is_empty()).or_else(|| expected.get(before.start.saturating_sub(1)));
        let home = home.map_or(0, |(_, at)| *at);
        let place = place(&found, &after, text.len());
        let one = differences.entry(home).or_insert_with(|| Difference {
            id: pieces.get(home).and_then(|piece| piece.id.map(str::to_owned)),
            lacking: Vec::new(),
            foreign: Vec::new(),
            place: place.clone(),
        });
        one.lacking.extend(lacking.iter().map(|(word, _)| word.letters.to_owned()));
        one.foreign.extend(foreign.iter().map(|word| text.get(word.place.clone()).unwrap_or_default().to_owned()));
        one.place = one.place.start.min(place.start)..one.place.end.max(place.end);
    }
    Some((2.0 * shared as f64 / (old.len() + new.len()).max(1) as f64, differences.into_values().collect()))
}

/// The bytes of some words, or of the word before where there are none.
fn place(found: &[InOrder<'_>], range: &Range<usize>, end: usize) -> Range<usize> {
    let of = |at: usize| found.get(at).map(|word| word.place.clone());
    let first = of(range.start).or_else(|| of(range.start.checked_sub(1)?)).unwrap_or(end..end);
    let last = range.end.checked_sub(1).filter(|last| *last >= range.start).and_then(of).unwrap_or(first.clone());
    first.start..last.end
}
