//! The fingerprint of an original: hashes of runs of about eight words, clause by clause, and the numbers between the words. Imports `words`.

mod labels;
mod mark;
mod packed;
mod written;

use railc_core::base::sha256;

use crate::words::{Gap, ShortWord, Words};

use labels::Path;
pub use labels::number_of;
pub use mark::{MARK, Mark, Since};
pub use packed::Packed;
pub use written::{read, write};

/// How many long words a run has, unless its clause ends.
pub const RUN: usize = 8;
/// The fewest long words at the end of a clause that are a run of their own.
const SHORTEST: usize = 4;
/// A title has fewer long words than this.
const TITLE: usize = 14;

/// What is known of one document of a license.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The ids of the licenses that it belongs to.
    pub licenses: Vec<String>,
    /// The name of the document.
    pub name: String,
    /// Its title, as people call it.
    pub title: String,
    /// Its clauses, in their order.
    pub segments: Vec<Segment>,
    /// Its runs of words, in their order.
    pub runs: Vec<Run>,
    /// The numbers, single letters and Roman numerals in it.
    pub shorts: Vec<Short>,
    /// Hash of all words that each copy must have.
    pub digest: u64,
}

/// A clause, or another paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// How it is cited.
    pub label: String,
    /// Its first run.
    pub first: u32,
    /// Whether copies may leave it out: a title, or how to apply the license.
    pub is_optional: bool,
}

/// A run of long words inside one segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The hash of its words.
    pub hash: u32,
    /// How many words it has.
    pub length: u8,
    /// Whether each copy has words of its own before it.
    pub is_after_blank: bool,
    /// The number of its first long word.
    pub start: u32,
}

/// A number, a single letter or a Roman numeral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// The number of the long word that follows.
    pub before: u32,
    /// The word itself.
    pub letters: String,
    /// Whether it numbers a clause, so that copies may leave it out.
    pub is_label: bool,
}

impl Document {
    /// The fingerprint of a text; from the line that begins with `optional` on, copies may leave it out.
    pub fn of(text: &str, optional: Option<&str>) -> Document {
        let words = Words::of(text);
        let optional = optional.and_then(|phrase| text.find(phrase)).unwrap_or(text.len());
        let mut document = Document::default();
        let mut path = Path::default();
        let starts: Vec<usize> = (0..words.count()).filter(|at| begins(&words, *at, text)).collect();
        let mut first = 0;
        let mut since = 0;
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(words.count());
            let has_number = path.enter(&words, *start);
            since = if has_number { 0 } else { since + 1 };
            let is_title = first == 0 && end < TITLE && end < words.count();
            if end - first < SHORTEST && end < words.count() && !is_title {
                continue;
            }
            let label = label(&path, since, document.segments.len());
            let is_notice = end - first < TITLE && words.letters(first) == "copyright";
            let is_optional = is_title || is_notice || words.long.get(first).is_some_and(|word| word.place.0 as usize >= optional);
            document.add(&words, first..end, Segment { label, first: document.runs.len() as u32, is_optional });
            first = end;
        }
        let short = |at: &ShortWord| Short {
            before: at.before,
            letters: words.short_letters(at).to_owned(),
            is_label: at.is_label && (!at.opens_line || labels::numbers(&words, at.before as usize)),
        };
        document.shorts = words.short.iter().map(short).collect();
        document.digest = document.digest(&words);
        document
    }

    fn add(&mut self, words: &Words, range: std::ops::Range<usize>, segment: Segment) {
        self.segments.push(segment);
        let blanks = words.blanks.iter().map(|blank| *blank as usize).filter(|blank| range.contains(blank));
        let mut start = range.start;
        for end in blanks.chain([range.end]) {
            self.add_runs(words, start..end, words.blanks.contains(&(start as u32)));
            start = end;
        }
    }

    fn add_runs(&mut self, words: &Words, range: std::ops::Range<usize>, is_after_blank: bool) {
        let mut start = range.start;
        while start < range.end {
            let left = range.end - start;
            let length = if left < RUN + SHORTEST { left } else { RUN };
            let hash = words.run(start, length).unwrap_or_default();
            let is_after_blank = is_after_blank && start == range.start;
            self.runs.push(Run { hash, length: length as u8, is_after_blank, start: start as u32 });
            start += length;
        }
    }

    /// The number of long words.
    pub fn words(&self) -> usize {
        self.runs.last().map_or(0, Run::end) as usize
    }

    /// The segment that holds a run.
    pub fn segment(&self, run: usize) -> usize {
        self.segments.partition_point(|segment| segment.first as usize <= run).saturating_sub(1)
    }

    /// Whether copies may leave a run out.
    pub(crate) fn is_optional(&self, run: usize) -> bool {
        self.segments.get(self.segment(run)).is_some_and(|segment| segment.is_optional)
    }

    /// The short words before each of some long words.
    pub(crate) fn shorts_in(&self, words: std::ops::Range<u32>) -> &[Short] {
        let first = self.shorts.partition_point(|short| short.before < words.start);
        let last = self.shorts.partition_point(|short| short.before < words.end);
        self.shorts.get(first..last).unwrap_or_default()
    }

    fn digest(&self, words: &Words) -> u64 {
        let mut digest = Digest::default();
        for (at, run) in self.runs.iter().enumerate().filter(|(at, _)| !self.is_optional(*at)) {
            debug_assert!(at < self.runs.len());
            (run.start..run.end()).for_each(|word| digest.word(words.letters(word as usize)));
            self.shorts_in(run.start..run.end()).iter().filter(|short| !short.is_label).for_each(|short| digest.word(&short.letters));
        }
        digest.finish()
    }
}

impl Run {
    /// The number of the long word after it.
    pub(crate) fn end(&self) -> u32 {
        self.start + u32::from(self.length)
    }
}

/// A hash over all words of a document.
#[derive(Debug, Default)]
pub(crate) struct Digest(String);

impl Digest {
    pub(crate) fn word(&mut self, word: &str) {
        self.0.push_str(word);
        self.0.push(' ');
    }

    pub(crate) fn finish(&self) -> u64 {
        let hash = sha256(self.0.as_bytes());
        hash.split_once(':').and_then(|(_, hex)| u64::from_str_radix(hex.get(..16)?, 16).ok()).unwrap_or_default()
    }
}

/// Lines longer than this are paragraphs.
const LONG_LINE: usize = 120;

/// Whether a clause or paragraph begins with a long word.
fn begins(words: &Words, at: usize, text: &str) -> bool {
    let Some(word) = words.long.get(at) else { return false };
    let follows_long_line = || {
        let before = at.checked_sub(1).and_then(|before| words.long.get(before));
        before.is_some_and(|before| words.line_bytes(words.line(before.place.0), text.len() as u32).len() > LONG_LINE)
    };
    match word.gap {
        Gap::Paragraph | Gap::Bullet => true,
        Gap::Line => labels::numbers(words, at) || follows_long_line(),
        Gap::Space => at == 0,
    }
}

fn label(path: &Path, since: usize, index: usize) -> String {
    match path.cited() {
        Some(cited) if since == 0 => cited,
        Some(cited) => format!("{cited}, paragraph {}", since + 1),
        None => format!("paragraph {}", index + 1),
    }
}
