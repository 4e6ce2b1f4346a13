//! `identify` on the originals, in every dress and with every kind of edit.
//!
//! The originals are other people's words and no part of the project: where they are absent, the tests that need them say so and pass.

mod dress;
mod edits;
mod family;
mod fingerprints;
mod hostile;
mod own;
mod riders;

use std::fs;

use railc_identify::matching::{Identified, Verdict, identify};

use crate::files::shared;

/// An original, with the name of its document and the ids of its licenses.
struct Original {
    name: String,
    licenses: Vec<String>,
    text: String,
}

/// The originals that there are fingerprints of.
fn originals() -> Vec<Original> {
    let Some(folder) = shared("corpus/texts") else { return Vec::new() };
    let rows = fs::read_to_string("licenses/fingerprints/sources.tsv").unwrap();
    let original = |row: &str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let text = fs::read_to_string(folder.join(cells[2])).ok()?;
        // What a mirror put on top is not of the license.
        let text =
            if cells[4].contains("skip=1") { text.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default() } else { text };
        Some(Original { name: cells[0].to_owned(), licenses: cells[1].split(',').map(str::to_owned).collect(), text })
    };
    rows.lines().skip(1).filter_map(original).collect()
}

fn found(text: &str) -> Identified {
    identify(text, railc_library::fingerprints())
}

/// The ids of the licenses of the documents found, document by document.
fn licenses(found: &Identified) -> Vec<&[String]> {
    let documents = railc_library::fingerprints().documents();
    found.matches.iter().map(|matched| documents[matched.document].licenses.as_slice()).collect()
}

/// What was found, in a line.
fn shown(found: &Identified) -> String {
    let documents = railc_library::fingerprints().documents();
    let mut all: Vec<String> = Vec::new();
    for matched in &found.matches {
        let document = &documents[matched.document];
        let differences = matched.differences.iter().take(4).map(|difference| {
            let clause = difference.segment.map(|segment| document.segments[segment].label.clone());
            let letters = found.words.shown(&difference.words);
            format!(
                "{:?} {clause:?} lost {} {:?} {:?} [{letters}]",
                difference.kind,
                difference.lost,
                difference.number,
                difference.lines(&found.words)
            )
        });
        all.push(format!("{} {} {:?}", document.name, matched.similarity, differences.collect::<Vec<_>>()));
    }
    format!("{:?} {all:?}", found.verdict())
}

/// Whether a text is found to be exactly one of the originals' licenses and nothing else.
fn is_exactly(found: &Identified, original: &Original) -> bool {
    found.verdict() == Verdict::Exact && licenses(found).iter().all(|ids| ids.iter().any(|id| original.licenses.contains(id)))
}

fn fail_if_any(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
}
