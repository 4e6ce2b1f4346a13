//! What `railc identify` found, as one document for machines.

use std::ops::Range;

use serde::{Serialize, Serializer};

use railc_core::base::Sources;
use railc_core::diagnostic::Diagnostics;
use railc_core::diagnostic::format::{DiagnosticEntry, entries};
use railc_identify::fingerprint::{Mark, Since};
use railc_identify::matching::{Difference, Fingerprints, Identified, Kind, Match, Verdict, similarity};
use railc_identify::words::Words;

use crate::cli::output::{self, cut};

/// All that was found, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Document {
    version: u32,
    verdict: Option<&'static str>,
    pub(super) matches: Vec<MatchEntry>,
    pub(super) files: Vec<FileEntry>,
    /// Files of a folder that are no text, or too large.
    pub(super) skipped: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticEntry>,
}

/// A text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct FileEntry {
    pub(super) file: String,
    #[serde(serialize_with = "spelled")]
    verdict: Verdict,
    pub(super) nearest: Option<Nearest>,
    /// SPDX ids that it names: no text of a license.
    pub(super) mentions: Vec<String>,
}

/// A known document in a text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct MatchEntry {
    pub(super) file: String,
    pub(super) license: String,
    /// Other licenses that have the same document.
    pub(super) also: Vec<String>,
    pub(super) title: String,
    document: String,
    /// Whether the library has a reading of it.
    pub(super) modeled: bool,
    /// The spec that railc built it from.
    pub(super) built: Option<BuiltEntry>,
    #[serde(serialize_with = "spelled")]
    verdict: Verdict,
    pub(super) similarity: f64,
    pub(super) lines: Lines,
    pub(super) differences: Vec<DifferenceEntry>,
}

/// A difference between an original and the text at hand.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct DifferenceEntry {
    #[serde(serialize_with = "spelled_kind")]
    pub(super) kind: Kind,
    /// The clause of the original; of something added, the one before it.
    pub(super) clause: Option<String>,
    pub(super) original_words: usize,
    #[serde(flatten)]
    pub(super) here: Passage,
    pub(super) number: Option<NumberEntry>,
}

/// A piece of the text at hand; without words where it lacks something.
#[derive(Debug, Serialize)]
pub(super) struct Passage {
    pub(super) lines: Lines,
    pub(super) text: String,
}

/// The spec that a text was built from.
#[derive(Debug, Serialize)]
pub(super) struct BuiltEntry {
    spec: String,
    version: String,
}

/// A number of the original and what stands in its place; empty where nothing does.
#[derive(Debug, Serialize)]
pub(super) struct NumberEntry {
    pub(super) original: String,
    pub(super) here: String,
}

/// The first and last line of something, from 1.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Lines {
    pub(super) from: u32,
    pub(super) to: u32,
}

/// A license that a text of no known license has something of.
#[derive(Debug, Serialize)]
pub(super) struct Nearest {
    pub(super) license: String,
    /// The share of its runs of words, from 0 to 1.
    pub(super) share: f64,
}

/// The longest piece of a text in JSON, in characters.
const PIECE: usize = 400;
/// The most tags that are looked at.
const MENTIONS: usize = 100;
/// The least share of a license that is worth telling.
const WORTH: f64 = 0.1;

/// A text that railc built.
pub(super) struct Built {
    pub(super) mark: Mark,
    pub(super) since: Since,
    /// The words before the mark.
    pub(super) words: Words,
}

impl Document {
    pub(super) fn new() -> Document {
        Document { version: output::VERSION, verdict: None, matches: Vec::new(), files: Vec::new(), skipped: 0, diagnostics: Vec::new() }
    }

    pub(super) fn add(&mut self, file: FileEntry, matches: Vec<MatchEntry>) {
        self.files.push(file);
        self.matches.extend(matches);
        self.verdict = self.worst().map(word);
    }

    /// The least sure verdict.
    pub(super) fn worst(&self) -> Option<Verdict> {
        self.files.iter().map(|file| file.verdict).max()
    }

    /// The document with what is wrong.
    pub(super) fn with(mut self, wrong: &Diagnostics, sources: &Sources) -> Document {
        self.diagnostics = entries(wrong.as_slice(), sources);
        self
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Exact => "exact",
        Verdict::Variant => "variant",
        Verdict::Unknown => "unknown",
    }
}

fn spelled<S: Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(word(*verdict))
}

/// What a difference is called.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Missing => "missing",
        Kind::Changed => "changed",
        Kind::Added => "added",
    }
}

fn spelled_kind<S: Serializer>(of: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind(*of))
}

impl FileEntry {
    /// The entries for a text and for what was found in it.
    pub(super) fn of(name: &str, text: &str, found: &Identified, built: Option<Built>) -> (FileEntry, Vec<MatchEntry>) {
        let known = railc_library::fingerprints();
        let nearest = found.nearest.filter(|(_, share)| *share >= WORTH && built.is_none()).and_then(|(document, share)| {
            let license = known.documents().get(document)?.licenses.first()?.clone();
            Some(Nearest { license, share: (share * 100.0).round() / 100.0 })
        });
        let mut matches: Vec<MatchEntry> =
            found.matches.iter().filter_map(|matched| MatchEntry::of(name, text, found, matched, known)).collect();
        settle(&mut matches);
        if let Some(built) = built {
            let own = MatchEntry::of_built(name, text, &built);
            matches.retain(|other| other.lines.to <= own.lines.from || own.lines.to <= other.lines.from);
            matches.insert(0, own);
        }
        let verdict = Verdict::of(matches.iter().map(|found| found.differences.is_empty()));
        (FileEntry { file: name.to_owned(), verdict, nearest, mentions: mentions(text) }, matches)
    }
}

impl MatchEntry {
    fn of(name: &str, text: &str, found: &Identified, matched: &Match, known: &Fingerprints) -> Option<MatchEntry> {
        let document = known.documents().get(matched.document)?;
        let (license, also) = document.licenses.split_first()?;
        let clause = |difference: &Difference| document.segments.get(difference.segment?).map(|segment| segment.label.clone());
        let entry = |difference: &Difference| DifferenceEntry {
            kind: difference.kind,
            clause: clause(difference),
            original_words: difference.lost,
            here: Passage::of_difference(text, &found.words, difference),
            number: difference.number.clone().map(|(original, here)| NumberEntry { original, here }),
        };
        Some(MatchEntry {
            file: name.to_owned(),
            license: license.clone(),
            also: also.to_vec(),
            title: document.title.clone(),
            document: document.name.clone(),
            modeled: railc_library::library().license(license).is_some(),
            built: None,
            verdict: Verdict::of([matched.differences.is_empty()]),
            similarity: matched.similarity,
            lines: Lines::of(&found.words, &matched.range),
            differences: matched.differences.iter().map(entry).collect(),
        })
    }

    /// The entry for a text that railc built.
    fn of_built(name: &str, text: &str, built: &Built) -> MatchEntry {
        let Built { mark, since, words } = built;
        let (range, change) = match since {
            Since::Same(range) => (range.clone(), None),
            Since::Changed(place) => (0..words.count(), Some(place)),
        };
        let share = change.map_or(1.0, |place| 1.0 - place.len() as f64 / words.count().max(1) as f64);
        let difference = |place: &Range<usize>| DifferenceEntry {
            kind: Kind::Changed,
            clause: None,
            original_words: 0,
            here: Passage::of(text, words, place),
            number: None,
        };
        MatchEntry {
            file: name.to_owned(),
            license: mark.license.clone(),
            also: Vec::new(),
            title: format!("{}, version {}", mark.license, mark.version),
            document: "LICENSE".to_owned(),
            modeled: railc_library::library().license(&mark.license).is_some(),
            built: Some(BuiltEntry { spec: mark.license.clone(), version: mark.version.clone() }),
            verdict: Verdict::of([change.is_none()]),
            similarity: similarity(share, change.is_none()),
            lines: Lines::of(words, &range),
            differences: change.map(difference).into_iter().collect(),
        }
    }
}

/// Of the licenses that share a document, takes the one whose other documents are there too.
fn settle(matches: &mut [MatchEntry]) {
    let sure: Vec<String> = matches.iter().filter(|found| found.also.is_empty()).map(|found| found.license.clone()).collect();
    for found in matches.iter_mut().filter(|found| !sure.contains(&found.license)) {
        if let Some(other) = found.also.iter_mut().find(|other| sure.contains(other)) {
            std::mem::swap(other, &mut found.license);
            found.modeled = railc_library::library().license(&found.license).is_some();
        }
    }
}

/// The SPDX ids that a text names, each once.
fn mentions(text: &str) -> Vec<String> {
    const TAG: &str = "SPDX-License-Identifier:";
    let mut found: Vec<String> = Vec::new();
    for (at, _) in text.match_indices(TAG).take(MENTIONS) {
        let rest = text.get(at + TAG.len()..).unwrap_or_default().lines().next().unwrap_or_default();
        let id = rest.trim().trim_end_matches(['\\', '*', '/', '-', '>', ' ']);
        if !id.is_empty() && !found.iter().any(|known| known == id) {
            found.push(cut(id, PIECE).into_owned());
        }
    }
    found
}

impl Lines {
    fn of(words: &Words, range: &Range<usize>) -> Lines {
        let (from, to) = words.lines(range);
        Lines { from, to }
    }
}

impl Passage {
    fn of_difference(text: &str, words: &Words, difference: &Difference) -> Passage {
        let (from, to) = difference.lines(words);
        let piece = text.get(difference.bytes(words)).unwrap_or_default();
        Passage { lines: Lines { from, to }, text: cut(piece, PIECE).into_owned() }
    }

    fn of(text: &str, words: &Words, range: &Range<usize>) -> Passage {
        let piece = text.get(words.bytes(range)).filter(|_| !range.is_empty()).unwrap_or_default();
        Passage { lines: Lines::of(words, range), text: cut(piece, PIECE).into_owned() }
    }
}
