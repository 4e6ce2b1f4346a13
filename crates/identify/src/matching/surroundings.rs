//! What stands in a copy besides the license: page headers and numbers, notices of copyright, titles.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::words::{Words, hash};

/// What is known of the lines of a text.
pub(crate) struct Surroundings<'t> {
    text: &'t str,
    words: &'t Words,
    /// How often each line occurs, its digits aside.
    counts: OnceCell<HashMap<u64, u32>>,
}

/// Which lines are taken for headers of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Headers {
    /// Numbers, and those that occur again and again.
    Sure,
    /// Also those that occur twice.
    Repeated,
    /// Also short ones at the end of a page.
    Likely,
}

/// The longest header of a page, in long words.
const HEADER: usize = 12;
/// The longest notice of copyright, in long words.
const NOTICE: usize = 60;
/// How near to the end of a page a header is, in bytes.
const NEAR: usize = 160;

/// Words of which a clause has one, since it obliges, forbids, permits or disclaims.
const BINDING: [&str; 48] = [
    "accept",
    "acceptance",
    "agree",
    "agrees",
    "agreed",
    "agreement",
    "allowed",
    "cannot",
    "condition",
    "conditions",
    "consent",
    "doit",
    "except",
    "forbidden",
    "grant",
    "granted",
    "grants",
    "indemnify",
    "liability",
    "liable",
    "may",
    "must",
    "never",
    "no",
    "not",
    "obligation",
    "only",
    "permitted",
    "permission",
    "prohibited",
    "prohibits",
    "prohibit",
    "provided",
    "required",
    "requires",
    "require",
    "restricted",
    "restriction",
    "restrictions",
    "rights",
    "shall",
    "should",
    "unless",
    "warranties",
    "warranty",
    "will",
    "without",
    "禁",
];

/// Words that no header of a page has.
const ORDERS: [&str; 11] = ["agree", "cannot", "forbidden", "must", "never", "not", "only", "permitted", "prohibited", "required", "shall"];

impl<'t> Surroundings<'t> {
    pub(crate) fn of(text: &'t str, words: &'t Words) -> Surroundings<'t> {
        Surroundings { text, words, counts: OnceCell::new() }
    }

    /// The words of a range that are on no line of a page's header or footer, as far as that is sure or else likely.
    pub(crate) fn without_headers(&self, range: Range<usize>, are: Headers) -> Vec<usize> {
        let line = |at: usize| self.words.long.get(at).map(|word| self.words.line(word.place.0));
        let before = range.start.checked_sub(1).and_then(line);
        let after = line(range.end);
        let mut last = (None, false);
        let is_header = |at: &usize| {
            let own = line(*at);
            if own != last.0 {
                last = (own, own != before && own != after && own.is_some_and(|line| self.is_header(line, are)));
            }
            last.1
        };
        let mut is_header = is_header;
        range.filter(|at| !is_header(at)).collect()
    }

    /// Whether a byte is on a line of a page's header or footer.
    pub(crate) fn is_on_header(&self, byte: u32) -> bool {
        self.is_header(self.words.line(byte), Headers::Repeated)
    }

    fn is_header(&self, line: u32, are: Headers) -> bool {
        let bytes = self.words.line_bytes(line, self.text.len() as u32);
        let Some(text) = self.text.get(bytes.clone()) else { return false };
        let mut words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).peekable();
        let is_number = |word: &String| {
            word.bytes().all(|byte| byte.is_ascii_digit()) || matches!(word.as_str(), "page" | "of" | "seite" | "第" | "页")
        };
        let words: Vec<String> = if words.peek().is_none() { return false } else { words.take(HEADER * 2).collect() };
        if words.iter().all(is_number) {
            return true;
        }
        let count = self.counts().get(&masked(text)).copied().unwrap_or(0);
        let is_near_feed = self.is_near_feed(&bytes);
        let binds = words.iter().any(|word| ORDERS.contains(&word.as_str()));
        let is_likely = match are {
            Headers::Sure => count > 2,
            Headers::Repeated => count > 1,
            Headers::Likely => count > 1 || (is_near_feed && !binds),
        };
        words.len() <= HEADER && is_likely && (is_near_feed || !binds)
    }

    fn is_near_feed(&self, line: &Range<usize>) -> bool {
        let near = line.start.saturating_sub(NEAR)..(line.end + NEAR).min(self.text.len());
        let bytes = self.text.as_bytes().get(near.clone()).unwrap_or_default();
        let before = bytes.get(..line.start - near.start).unwrap_or_default();
        let at_line = self.text.as_bytes().get(line.clone()).unwrap_or_default();
        let after = bytes.get(line.end - near.start..).unwrap_or_default();
        // Nothing but short lines may stand between a header and the end of the page.
        let follows =
            before.iter().rposition(|byte| *byte == b'\x0c').is_some_and(|at| before.get(at..).unwrap_or_default().len() < HEADER * 8);
        let precedes = after
            .iter()
            .position(|byte| *byte == b'\x0c')
            .is_some_and(|at| after.get(..at).unwrap_or_default().trim_ascii().len() < HEADER * 8);
        at_line.contains(&b'\x0c') || follows || precedes
    }

    fn counts(&self) -> &HashMap<u64, u32> {
        self.counts.get_or_init(|| {
            let mut counts = HashMap::new();
            self.text.lines().filter(|line| line.len() < 200).for_each(|line| *counts.entry(masked(line)).or_default() += 1);
            counts
        })
    }

    /// Whether some words say who holds the copyright, and bind nobody.
    pub(crate) fn is_notice(&self, words: &[usize]) -> bool {
        let letters = |at: &usize| self.words.letters(*at);
        let says = |word: &str| words.iter().take(3).any(|at| letters(at) == word);
        let is_reserved = words.len() == 3 && words.iter().map(letters).eq(["all", "rights", "reserved"]);
        let binding = words.iter().filter(|at| is_binding(letters(at)) && letters(at) != "rights").count();
        words.len() <= NOTICE && (is_reserved || (says("copyright") && binding == 0))
    }

    /// Whether some of the words oblige, forbid, permit or disclaim.
    pub(crate) fn binds(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| is_binding(self.words.letters(at)))
    }
}

fn is_binding(word: &str) -> bool {
    BINDING.contains(&word)
}

/// The hash of a line without its digits and spaces.
fn masked(line: &str) -> u64 {
    let kept: String = line.chars().filter(|sign| sign.is_alphabetic()).collect();
    hash(&kept)
}
