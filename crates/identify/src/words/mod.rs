//! A text as normalized words with their places.
//!
//! Dress, case, line ends and marks leave no trace. Words are either long or short: numbers, single letters and Roman numerals are short,
//! since these also number clauses, and numbering comes and goes with the dress. Long words alone carry the hashes of runs; short words
//! are compared one by one, each at its place between two long words. Imports nothing of this crate.

mod alone;
mod dress;
mod encoding;
mod reading;
mod units;

pub use dress::hides_words;
use dress::undressed;
pub use encoding::decoded;
use reading::Reading;

/// Stands in an original where each copy has words of its own, such as a holder's name.
pub const BLANK: char = '\u{e000}';

/// A word that is not short.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Where its normalized letters are.
    letters: (u32, u32),
    /// Its first byte in the text, and the byte after it.
    pub(crate) place: (u32, u32),
    /// What stands between it and the long word before.
    pub(crate) gap: Gap,
    /// Whether a hyphen and the end of a line follow.
    pub(crate) is_broken: bool,
    /// Whether a mark follows that ends a clause.
    pub(crate) ends_clause: bool,
}

/// What stands before a long word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing but signs.
    Space,
    /// The end of a line.
    Line,
    /// The end of a line, then a bullet.
    Bullet,
    /// An empty line.
    Paragraph,
}

/// A number, a single letter or a Roman numeral.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShortWord {
    /// The number of the long word that follows.
    pub(crate) before: u32,
    letters: (u32, u32),
    /// Its first byte in the text, and the byte after it.
    pub(crate) place: (u32, u32),
    /// Whether it may be the number of a clause or page, by the signs around it.
    pub(crate) is_label: bool,
    /// Whether it begins its line.
    pub(crate) opens_line: bool,
    /// Whether a mark follows that is set after the number of a clause.
    pub(crate) is_closed: bool,
    /// Whether it stands amid a sentence: in brackets, as in `thirty (30) days`, or where a line begins in which the one before goes on.
    pub(crate) is_amid: bool,
}

/// A word, whether long or short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InOrder<'w> {
    /// Its normalized letters.
    pub letters: &'w str,
    /// Its bytes in the text.
    pub place: std::ops::Range<usize>,
    /// Whether it may be the number of a clause, which comes and goes with the dress.
    pub is_label: bool,
}

/// A text as words.
#[derive(Debug)]
pub struct Words {
    letters: String,
    pub(crate) long: Vec<Word>,
    pub(crate) short: Vec<ShortWord>,
    /// Before which long words blanks are.
    pub(crate) blanks: Vec<u32>,
    /// Hash of the first n long words, for each n.
    sums: Vec<u64>,
    /// The first byte of each line.
    lines: Vec<u32>,
}

/// An odd number without pattern.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Words {
        let signs = undressed(text);
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1);
        let words = Words {
            letters: String::with_capacity(text.len()),
            long: Vec::with_capacity(text.len() / 6),
            short: Vec::new(),
            blanks: Vec::new(),
            sums: Vec::with_capacity(text.len() / 6),
            lines: std::iter::once(0).chain(ends).collect(),
        };
        let mut words = Reading::new(&signs, words).all();
        words.sum();
        words
    }

    fn sum(&mut self) {
        let mut sum = 0_u64;
        self.sums.push(sum);
        for at in 0..self.long.len() {
            sum = sum.wrapping_mul(FACTOR).wrapping_add(self.hash(at));
            self.sums.push(sum);
        }
    }

    /// The number of the line that holds a byte, from 1.
    pub fn line(&self, byte: u32) -> u32 {
        self.lines.partition_point(|start| *start <= byte) as u32
    }

    /// The first and last line of some long words.
    pub fn lines(&self, range: &std::ops::Range<usize>) -> (u32, u32) {
        let line = |at: usize| self.long.get(at).map(|word| (self.line(word.place.0), self.line(word.place.1.saturating_sub(1))));
        let first = line(range.start).or_else(|| line(range.start.checked_sub(1)?)).unwrap_or((1, 1));
        let last = range.end.checked_sub(1).filter(|last| *last >= range.start).and_then(line).unwrap_or(first);
        (first.0, last.1.max(first.0))
    }

    /// The bytes of some long words, from the first letter to the last.
    pub fn bytes(&self, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.long.get(range.start).map_or(0, |word| word.place.0 as usize);
        let end = range.end.checked_sub(1).and_then(|last| self.long.get(last)).map_or(start, |word| word.place.1 as usize);
        start..end.max(start)
    }

    /// The bytes of a line, its end included; `end` is that of the text.
    pub(crate) fn line_bytes(&self, line: u32, end: u32) -> std::ops::Range<usize> {
        let start = self.lines.get(line.saturating_sub(1) as usize).copied().unwrap_or(end);
        start as usize..self.lines.get(line as usize).copied().unwrap_or(end) as usize
    }

    /// Some long words in their normalized letters, to be looked at.
    pub fn shown(&self, range: &std::ops::Range<usize>) -> String {
        range.clone().map(|at| self.letters(at)).collect::<Vec<_>>().join(" ")
    }

    /// All words in order.
    pub fn in_order(&self) -> impl Iterator<Item = InOrder<'_>> {
        let bytes = |(start, end): (u32, u32)| start as usize..end as usize;
        let short = move |word: &ShortWord| InOrder {
            letters: self.slice(word.letters).unwrap_or_default(),
            place: bytes(word.place),
            is_label: word.is_label && word.opens_line && !word.is_amid,
        };
        let shorts = move |at: usize| self.shorts(at, at + 1).iter().map(short);
        let long =
            move |at: usize| self.long.get(at).map(|word| InOrder { letters: self.letters(at), place: bytes(word.place), is_label: false });
        (0..=self.count()).flat_map(move |at| shorts(at).chain(long(at)))
    }

    /// How many long words there are.
    pub fn count(&self) -> usize {
        self.long.len()
    }

    /// The normalized letters of a long word.
    pub(crate) fn letters(&self, at: usize) -> &str {
        self.long.get(at).and_then(|word| self.slice(word.letters)).unwrap_or_default()
    }

    /// The normalized letters of a short word.
    pub(crate) fn short_letters(&self, word: &ShortWord) -> &str {
        self.slice(word.letters).unwrap_or_default()
    }

    fn slice(&self, (start, end): (u32, u32)) -> Option<&str> {
        self.letters.get(start as usize..end as usize)
    }

    /// The hash of one long word.
    pub(crate) fn hash(&self, at: usize) -> u64 {
        hash(self.letters(at))
    }

    /// The short words from before one long word to before another.
    pub(crate) fn shorts(&self, from: usize, to: usize) -> &[ShortWord] {
        let first = self.short.partition_point(|short| (short.before as usize) < from);
        let last = self.short.partition_point(|short| (short.before as usize) < to);
        self.short.get(first..last).unwrap_or_default()
    }

    /// The fingerprint of `length` long words from a place on; `None` where there are fewer.
    pub(crate) fn run(&self, from: usize, length: usize) -> Option<u32> {
        let (start, end) = (self.sums.get(from)?, self.sums.get(from + length)?);
        Some(finished(end.wrapping_sub(start.wrapping_mul(FACTOR.wrapping_pow(length as u32)))))
    }
}

/// The hash of a word.
pub(crate) fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The fingerprint of a run of words, as [`Words::run`] makes it.
pub(crate) fn run_of(hashes: impl Iterator<Item = u64>) -> u32 {
    finished(hashes.fold(0, |sum: u64, hash| sum.wrapping_mul(FACTOR).wrapping_add(hash)))
}

/// A sum with its bits stirred, cut to 32 of them: nothing leads back from it.
fn finished(sum: u64) -> u32 {
    let sum = (sum ^ (sum >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let sum = (sum ^ (sum >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (sum >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(text: &str) -> Vec<String> {
        let words = Words::of(text);
        (0..words.count()).map(|at| words.letters(at).to_owned()).collect()
    }

    fn short(text: &str) -> Vec<(String, u32, bool)> {
        let words = Words::of(text);
        words.short.iter().map(|word| (words.short_letters(word).to_owned(), word.before, word.is_label)).collect()
    }

    #[test]
    fn words_are_the_same_in_every_dress() {
        let plain = long("The baker's non-exclusive licence: bread, \"soup\" and pot-roast.");
        assert_eq!(plain, ["the", "bakers", "nonexclusive", "license", "bread", "soup", "and", "potroast"]);
        for dressed in [
            "The ba-\nker’s non-\n exclusive licen\u{ad}ce: **bread**, “soup” and pot‑roast.",
            " * The baker's non-ex-\n * clusive licence: bread, *\"soup\"*\n * and pot-roast.",
            "<p>The baker&#39;s <b>n</b>on-exclusive licence:<br>bread, &ldquo;soup&rdquo; and pot-roast.</p>",
        ] {
            assert_eq!(long(dressed), plain, "{dressed}");
        }
    }

    #[test]
    fn numbers_and_labels_are_short() {
        let label = |word: &str, before| (word.to_owned(), before, true);
        let other = |word: &str, before| (word.to_owned(), before, false);
        assert_eq!(short("1. Eat. (a) soup\n\n4.2 of 700,000,000"), [label("1", 0), label("a", 1), label("4.2", 2), other("700000000", 3)]);
        assert_eq!(
            short("see 4(a) in a pot.\n\n12\n\nvi) now"),
            [other("4", 1), other("a", 1), other("a", 2), label("12", 3), label("vi", 3)]
        );
    }

    #[test]
    fn a_run_has_one_fingerprint_wherever_it_stands() {
        let one = Words::of("stir the thick soup");
        let other = Words::of("We stir: THE 12 thick\nsoup now");
        assert_eq!(one.run(0, 4), other.run(1, 4));
        assert_ne!(one.run(0, 3), other.run(1, 4));
        assert_eq!(one.run(0, 4), Some(run_of((0..4).map(|at| one.hash(at)))));
        assert_eq!(one.run(1, 4), None);
    }
}
