//! What stands in a copy besides the license: page headers and numbers, notices of copyright, titles. Whatever is not plainly one of these counts.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::words::{Words, hash};

use super::binding::binds;

/// What is known of the lines of a text.
pub(crate) struct Surroundings<'t> {
    text: &'t str,
    words: &'t Words,
    /// Where the YAML ends that a Markdown file may begin with.
    front: usize,
    /// Whether that YAML is short metadata and nothing else.
    is_front_plain: bool,
    /// How often each line occurs, its digits aside.
    counts: OnceCell<HashMap<u64, u32>>,
}

/// Which lines are taken for headers of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Headers {
    /// Numbers, and those that occur again and again.
    Sure,
    /// Also those that occur twice, at the end of a page.
    Repeated,
}

/// The longest header of a page, in words.
const HEADER: usize = 12;
/// The longest notice of copyright, in long words.
const NOTICE: usize = 15;
/// The most lines on top of a license, and the most long words in them.
const TOP_LINES: usize = 3;
const TOP: usize = 30;
/// The most lines of metadata in front, and the most words of one.
const FRONT_LINES: usize = 60;
const FRONT_WORDS: usize = 8;

/// Words that make a sentence of what would be a notice of copyright.
const VERBS: [&str; 21] = [
    "any",
    "apply",
    "applies",
    "are",
    "be",
    "can",
    "distribute",
    "for",
    "has",
    "have",
    "is",
    "keep",
    "remain",
    "run",
    "sell",
    "to",
    "train",
    "use",
    "used",
    "uses",
    "will",
];
/// Words that are in the title of many a license.
const TITLES: [&str; 16] = [
    "agreement",
    "and",
    "copyright",
    "document",
    "file",
    "for",
    "full",
    "general",
    "license",
    "of",
    "public",
    "software",
    "terms",
    "text",
    "the",
    "version",
];

impl<'t> Surroundings<'t> {
    pub(crate) fn of(text: &'t str, words: &'t Words) -> Surroundings<'t> {
        let front = text.strip_prefix("---").and_then(|rest| rest.find("\n---")).unwrap_or(0);
        let is_front_plain = text.get(3..front + 3).is_some_and(is_metadata);
        Surroundings { text, words, front, is_front_plain, counts: OnceCell::new() }
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
        let words: Vec<String> = if words.peek().is_none() { return false } else { words.take(HEADER * 2).collect() };
        let (before, after) = (self.neighbor(line, false), self.neighbor(line, true));
        let is_alone = before != Neighbor::Words && after != Neighbor::Words;
        if let Some(is_page) = is_number_of_page(&words) {
            return is_page || (is_alone && words.len() > 1);
        }
        let count = self.counts().get(&masked(text)).copied().unwrap_or(0);
        let is_at_page = text.contains('\x0c') || before == Neighbor::Page || after == Neighbor::Page;
        let is_repeated = count > 2 || (count == 2 && are == Headers::Repeated && is_at_page);
        is_repeated && is_alone && words.len() <= HEADER && !binds(&words)
    }

    /// What stands on the line before or after a line.
    fn neighbor(&self, line: u32, is_after: bool) -> Neighbor {
        let other = if is_after { line + 1 } else { line - 1 };
        let text = match other {
            0 => "",
            other => self.text.get(self.words.line_bytes(other, self.text.len() as u32)).unwrap_or_default(),
        };
        let is_page = |text: &str| text.contains('\x0c') || text.contains(|sign: char| sign.is_ascii_digit());
        match text.contains(char::is_alphabetic) {
            true => Neighbor::Words,
            false if is_page(text) => Neighbor::Page,
            false => Neighbor::Nothing,
        }
    }

    fn counts(&self) -> &HashMap<u64, u32> {
        self.counts.get_or_init(|| {
            let mut counts = HashMap::new();
            self.text.lines().filter(|line| line.len() < 200).for_each(|line| *counts.entry(masked(line)).or_default() += 1);
            counts
        })
    }

    /// Whether some words say who holds the copyright, and nothing else: one notice or several.
    pub(crate) fn is_notice(&self, words: &[usize]) -> bool {
        let is_start = |at: &usize| self.words.letters(*at) == "copyright" || self.is_after_sign(*at);
        let mut left = words;
        while let Some((first, rest)) = left.split_first() {
            if left.iter().take(3).map(|at| self.words.letters(*at)).eq(["all", "rights", "reserved"]) {
                left = left.get(3..).unwrap_or_default();
                continue;
            }
            let is_reserved = |at: usize| {
                rest.get(at..at + 3).is_some_and(|three| three.iter().map(|at| self.words.letters(*at)).eq(["all", "rights", "reserved"]))
            };
            let length =
                (0..rest.len()).find(|at| rest.get(*at).is_some_and(is_start) && *at > 1 || is_reserved(*at)).unwrap_or(rest.len());
            let Some((holder, after)) = rest.split_at_checked(length) else { return false };
            let is_sentence = |at: &usize| VERBS.contains(&self.words.letters(*at));
            if !is_start(first) || length >= NOTICE || holder.iter().any(is_sentence) || self.binds(holder.iter().copied()) {
                return false;
            }
            left = after;
        }
        true
    }

    /// Whether `©` stands before a word, years aside.
    fn is_after_sign(&self, at: usize) -> bool {
        let Some(word) = self.words.long.get(at) else { return false };
        let before = self.text.get(..word.place.0 as usize).unwrap_or_default();
        before.trim_end_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, ' ' | ',' | '-' | '–')).ends_with('©')
    }

    /// Whether some of the words oblige, forbid, permit or disclaim, or are in letters of which that can't be told.
    pub(crate) fn binds(&self, words: impl IntoIterator<Item = usize>) -> bool {
        let words: Vec<usize> = words.into_iter().collect();
        let mut all: Vec<&str> = Vec::with_capacity(words.len());
        for at in words {
            // A number beside `may` tells that it is a month.
            all.extend(self.words.shorts(at, at + 1).iter().map(|short| self.words.short_letters(short)));
            all.push(self.words.letters(at));
        }
        binds(&all)
    }

    /// Whether the words above a license, or between two, are a title, notices, plain metadata and few short lines that bind nobody.
    pub(crate) fn is_harmless(&self, range: Range<usize>, title: &str, is_top: bool, is_other: impl Fn(&[&str]) -> bool) -> bool {
        let mut kept = self.without_headers(range, Headers::Repeated);
        kept.retain(|at| !(self.is_front_plain && self.is_front(*at)));
        if kept.iter().any(|at| self.is_front(*at)) {
            return false;
        }
        let title = Words::of(title);
        let has_title = |word: &str| TITLES.contains(&word) || (0..title.count()).any(|at| title.letters(at) == word);
        let line = |at: usize| self.words.long.get(at).map(|word| self.words.line(word.place.0));
        let (mut lines, mut count) = (0, 0);
        let mut notice: Vec<usize> = Vec::new();
        for own in kept.chunk_by(|one, other| line(*one) == line(*other)) {
            // A notice may go on in the next line.
            notice.extend(own);
            if self.is_notice(&notice) {
                continue;
            }
            notice.clear();
            let letters: Vec<&str> = own.iter().map(|at| self.words.letters(*at)).collect();
            if self.binds(own.iter().copied()) || is_other(&letters) {
                return false;
            }
            if !letters.iter().all(|word| has_title(word)) {
                (lines, count) = (lines + 1, count + own.len());
            }
        }
        if is_top { lines <= TOP_LINES && count <= TOP } else { lines == 0 }
    }

    /// Whether a word is in the YAML that a Markdown file may begin with.
    fn is_front(&self, at: usize) -> bool {
        self.words.long.get(at).is_some_and(|word| (word.place.0 as usize) < self.front)
    }
}

/// Whether a line of nothing but numbers says that it has that of a page; one number alone was looked at when it was read.
fn is_number_of_page(words: &[String]) -> Option<bool> {
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let names_page = |word: &String| matches!(word.as_str(), "page" | "seite" | "第" | "页");
    let is_numbered = words.iter().any(is_number) && words.iter().all(|word| is_number(word) || names_page(word) || word == "of");
    is_numbered.then(|| words.iter().any(names_page))
}

/// What stands beside a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Neighbor {
    Nothing,
    /// The number or the end of a page.
    Page,
    Words,
}

/// Whether some YAML is short lines of keys and values that bind nobody, and asks for nothing.
fn is_metadata(yaml: &str) -> bool {
    let is_plain = |line: &str| {
        let item = line.trim_start();
        let value = match (item.strip_prefix("- "), item.split_once(':')) {
            (Some(value), _) => value,
            (None, Some((key, value))) if key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)) => value,
            _ => return item.trim().is_empty(),
        };
        let words: Vec<&str> = value.split_whitespace().collect();
        !item.starts_with("extra_gated") && words.len() <= FRONT_WORDS && !binds(&words)
    };
    yaml.lines().count() <= FRONT_LINES && yaml.lines().all(is_plain)
}

/// The hash of a line without its digits and spaces.
fn masked(line: &str) -> u64 {
    let kept: String = line.chars().filter(|sign| sign.is_alphabetic()).collect();
    hash(&kept)
}
