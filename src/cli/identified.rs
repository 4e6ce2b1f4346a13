//! What `railc identify` prints: one document for machines, lines for people.

use std::ops::Range;

use serde::Serialize;

use railc_core::base::{Sources, one_line};
use railc_core::diagnostic::Diagnostics;
use railc_core::diagnostic::format::{DiagnosticEntry, entries};
use railc_identify::fingerprint::Since;
use railc_identify::matching::{Difference, Fingerprints, Identified, Kind, Match, Verdict};
use railc_identify::words::Words;

use crate::facade::Built;
use crate::facade::text::{Line, Tone};

use super::output::{self, cut};
use super::terminal;

/// All that was found, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Document {
    version: u32,
    verdict: Option<&'static str>,
    matches: Vec<MatchEntry>,
    files: Vec<FileEntry>,
    /// Files of a folder that are no text, or too large.
    pub(super) skipped: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticEntry>,
}

/// A text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct FileEntry {
    file: String,
    verdict: &'static str,
    #[serde(skip)]
    sure: Verdict,
    #[serde(skip)]
    is_cut: bool,
    nearest: Option<Nearest>,
    /// SPDX ids that it names: no text of a license.
    mentions: Vec<String>,
}

/// A known document in a text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct MatchEntry {
    file: String,
    license: String,
    /// Other licenses that have the same document.
    also: Vec<String>,
    title: String,
    document: String,
    /// Whether the library has a reading of it.
    modeled: bool,
    /// The spec that railc built it from.
    built: Option<BuiltEntry>,
    verdict: &'static str,
    similarity: f64,
    lines: Lines,
    differences: Vec<DifferenceEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct DifferenceEntry {
    kind: &'static str,
    /// The clause of the original; of something added, the one before it.
    clause: Option<String>,
    original_words: usize,
    #[serde(flatten)]
    here: Passage,
    number: Option<NumberEntry>,
}

/// A piece of the text at hand; without words where it lacks something.
#[derive(Debug, Serialize)]
struct Passage {
    lines: Lines,
    text: String,
}

#[derive(Debug, Serialize)]
struct BuiltEntry {
    spec: String,
    version: String,
}

#[derive(Debug, Serialize)]
struct NumberEntry {
    original: String,
    here: String,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Lines {
    from: u32,
    to: u32,
}

/// A license that a text of no known license has something of.
#[derive(Debug, Serialize)]
struct Nearest {
    license: String,
    share: f64,
}

/// The longest piece of a text in JSON, in characters.
const PIECE: usize = 400;
/// The most differences that people are shown of one document.
const SHOWN: usize = 20;
/// The most tags that are looked at.
const MENTIONS: usize = 100;
/// The least share of a license that is worth telling.
const WORTH: f64 = 0.1;

impl Document {
    pub(super) fn new() -> Document {
        Document { version: output::VERSION, verdict: None, matches: Vec::new(), files: Vec::new(), skipped: 0, diagnostics: Vec::new() }
    }

    pub(super) fn add(&mut self, file: FileEntry, matches: Vec<MatchEntry>) {
        self.files.push(file);
        self.matches.extend(matches);
        self.verdict = self.worst().map(word);
    }

    /// Whether it holds no text.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The least sure verdict.
    pub(super) fn worst(&self) -> Option<Verdict> {
        self.files.iter().map(|file| file.sure).max()
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
        let sure = match matches.is_empty() {
            true => Verdict::Unknown,
            false if matches.iter().all(|found| found.differences.is_empty()) => Verdict::Exact,
            false => Verdict::Variant,
        };
        (FileEntry { file: name.to_owned(), verdict: word(sure), sure, is_cut: found.is_cut, nearest, mentions: mentions(text) }, matches)
    }
}

impl MatchEntry {
    fn of(name: &str, text: &str, found: &Identified, matched: &Match, known: &Fingerprints) -> Option<MatchEntry> {
        let document = known.documents().get(matched.document)?;
        let (license, also) = document.licenses.split_first()?;
        let clause = |difference: &Difference| document.segments.get(difference.segment?).map(|segment| segment.label.clone());
        let entry = |difference: &Difference| DifferenceEntry {
            kind: match difference.kind {
                Kind::Missing => "missing",
                Kind::Changed => "changed",
                Kind::Added => "added",
            },
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
            verdict: if matched.differences.is_empty() { "exact" } else { "variant" },
            similarity: matched.similarity,
            lines: Lines::of(&found.words, &matched.range),
            differences: matched.differences.iter().map(entry).collect(),
        })
    }

    /// The entry for a text that railc built.
    fn of_built(name: &str, text: &str, built: &Built) -> MatchEntry {
        let Built { mark, since, words } = built;
        let change = built.changed();
        // Numbers of clauses are no words.
        let lost = if matches!(since, Since::Changed(_)) { change.map_or(0, Range::len) } else { 0 };
        let share = 1.0 - lost as f64 / words.count().max(1) as f64;
        let difference = |place: &Range<usize>| DifferenceEntry {
            kind: "changed",
            clause: built.clause(text),
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
            verdict: if change.is_none() { "exact" } else { "variant" },
            similarity: if change.is_none() { 1.0 } else { ((share * 1000.0).floor() / 1000.0).clamp(0.0, 0.999) },
            lines: Lines::of(words, &built.range()),
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

    fn shown(self) -> String {
        if self.from == self.to { format!("line {}", self.from) } else { format!("lines {}–{}", self.from, self.to) }
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

/// The lines for people.
pub(super) fn lines(all: &Document) -> Vec<Line> {
    let mut lines = Vec::new();
    for file in &all.files {
        let matches: Vec<&MatchEntry> = all.matches.iter().filter(|found| found.file == file.file).collect();
        lines.extend(heading(file, &matches));
        matches.iter().for_each(|found| lines.extend(differences(found)));
        if file.is_cut {
            lines.push(plain("  there may be more: the text is too long to look at all of it".to_owned()));
        }
    }
    if all.skipped > 0 {
        lines.push(plain(format!("{} more are no text, or too large", all.skipped)));
    }
    lines
}

fn plain(text: String) -> Line {
    Line { text: cut(&text, terminal::width()).into_owned(), tone: None }
}

/// A line for each document in a file, or one that says that there is none.
fn heading(file: &FileEntry, matches: &[&MatchEntry]) -> Vec<Line> {
    if matches.is_empty() {
        let nearest = file.nearest.as_ref().map(|near| format!("; {:.0} % of {} are in it", near.share * 100.0, near.license));
        let named = if file.mentions.is_empty() { String::new() } else { format!("; it names {}", file.mentions.join(", ")) };
        let text = format!("UNKNOWN  {}{}{named}", one_line(&file.file), nearest.unwrap_or_default());
        return vec![Line { text, tone: Some(Tone::Open) }];
    }
    matches.iter().map(|found| found.heading(&file.file, matches.len() > 1)).collect()
}

impl MatchEntry {
    fn heading(&self, file: &str, has_others: bool) -> Line {
        let is_exact = self.verdict == "exact";
        let place = if has_others { format!(" {}", self.lines.shown()) } else { String::new() };
        let words = match &self.built {
            Some(_) if is_exact => format!("{}, as railc built it", self.title),
            Some(_) => format!("{}, built by railc and changed since", self.title),
            None => {
                let also: String = self.also.iter().map(|also| format!(" (also of {also})")).collect();
                let alike = if is_exact { String::new() } else { format!(", {:.1} % the same", self.similarity * 100.0) };
                let unread = if self.modeled { "" } else { "; known, not modeled" };
                format!("{}{also}, {}{alike}{unread}", self.license, self.title)
            }
        };
        let (verdict, tone) = if is_exact { ("EXACT  ", Tone::Good) } else { ("VARIANT", Tone::Open) };
        Line { text: format!("{verdict}  {}{place}: {}", one_line(file), one_line(&words)), tone: Some(tone) }
    }
}

fn differences(found: &MatchEntry) -> Vec<Line> {
    let line = |difference: &DifferenceEntry| {
        let clause = difference.clause.as_deref().unwrap_or("the text");
        let place = difference.here.lines.shown();
        let text = &difference.here.text;
        let words = match (difference.kind, &difference.number) {
            ("missing", _) => format!("{clause} ({} words), at {place}", difference.original_words),
            ("added", _) if difference.clause.is_none() => format!("{place}, in front: “{text}”"),
            ("added", _) => format!("{place}, after {clause}: “{text}”"),
            (_, Some(number)) if number.here.is_empty() => format!("{clause}, {place}: `{}` is not here", number.original),
            (_, Some(number)) if number.original.is_empty() => format!("{clause}, {place}: `{}` is not in the original", number.here),
            (_, Some(number)) => format!("{clause}, {place}: `{}` is `{}` in the original", number.here, number.original),
            _ if text.is_empty() => format!("{clause}, {place}: {} words are not here", difference.original_words),
            _ => format!("{clause}, {place}: “{text}”"),
        };
        plain(format!("  {}  {words}", difference.kind))
    };
    let rest = found.differences.len().saturating_sub(SHOWN);
    let more = (rest > 0).then(|| plain(format!("  … and {rest} more differences")));
    found.differences.iter().take(SHOWN).map(line).chain(more).collect()
}
