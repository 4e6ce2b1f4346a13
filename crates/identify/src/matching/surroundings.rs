//! What stands in a copy besides the license: page headers and numbers, notices of copyright, titles.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::words::{Words, hash};

/// What is known of the lines of a text.
pub(crate) struct Surroundings<'t> {
    text: &'t str,
    words: &'t Words,
    /// Where the YAML ends that a Markdown file may begin with.
    front: usize,
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

/// Words of which a clause has one, since it obliges, forbids, permits or disclaims; `may` and `do` bind with `not` or `only` behind them.
const BINDING: [&str; 33] = [
    "agree",
    "agrees",
    "cannot",
    "condition",
    "conditions",
    "except",
    "forbidden",
    "grant",
    "granted",
    "grants",
    "indemnify",
    "liability",
    "liable",
    "must",
    "never",
    "obligation",
    "permitted",
    "prohibit",
    "prohibited",
    "prohibits",
    "provided",
    "require",
    "required",
    "requires",
    "restricted",
    "restriction",
    "restrictions",
    "shall",
    "should",
    "unless",
    "warranties",
    "warranty",
    "禁",
];

/// Words that no header of a page has.
const ORDERS: [&str; 11] = ["agree", "cannot", "forbidden", "must", "never", "not", "only", "permitted", "prohibited", "required", "shall"];

impl<'t> Surroundings<'t> {
    pub(crate) fn of(text: &'t str, words: &'t Words) -> Surroundings<'t> {
        let front = text.strip_prefix("---").and_then(|rest| rest.find("\n---")).unwrap_or(0);
        Surroundings { text, words, front, counts: OnceCell::new() }
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
        words.len() <= NOTICE && (is_reserved || (says("copyright") && !self.binds(words.iter().copied())))
    }

    /// Whether some of the words oblige, forbid, permit or disclaim.
    pub(crate) fn binds(&self, words: impl IntoIterator<Item = usize>) -> bool {
        words.into_iter().any(|at| {
            let limits = matches!(self.words.letters(at), "may" | "do") && matches!(self.words.letters(at + 1), "not" | "only");
            limits || is_binding(self.words.letters(at))
        })
    }

    /// Whether a word is in the YAML that a Markdown file may begin with.
    pub(crate) fn is_front(&self, at: usize) -> bool {
        self.words.long.get(at).is_some_and(|word| (word.place.0 as usize) < self.front)
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
