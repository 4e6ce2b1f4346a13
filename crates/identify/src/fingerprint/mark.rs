//! The line at the end of a text that `railc build` wrote: which spec it is from, and by which hashes to see whether it was changed since.
//!
//! ```text
//! railc-build: garden-1.0 1.0 412 5d41402abc4b2a76 9c1185a5 14 07d5ab31 4Bq0Zx…
//! ```
//!
//! Id, version, the number of long words before the line, a hash of them, a hash of the short words that begin no clause, the number of those that
//! do with a hash of them, and two letters for each block of long words, which tell where a change is. The line is no signature: whoever
//! changes the text can write it anew.

use std::ops::Range;

use super::Digest;
use crate::words::{ShortWord, Words, hash, run_of};

/// How the line begins.
pub const MARK: &str = "railc-build:";
/// The most blocks, so that their letters fit in a line, and the fewest long words of one.
const BLOCKS: usize = 36;
const BLOCK: usize = 24;
/// The most long words that a mark may speak of: more than any text that is read has.
const MOST: usize = 1 << 24;
/// How many long words may stand above a text that was changed.
const HEADER: usize = 200;
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What the line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The id of the license.
    pub license: String,
    /// Its version.
    pub version: String,
    count: usize,
    digest: u64,
    numbers: u32,
    labels: (usize, u32),
    blocks: String,
}

/// What became of a text since it was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// Its words are the same. They are these of the text at hand.
    Same(Range<usize>),
    /// They are not: the first and the last change are in these long words of the text at hand.
    Changed(Range<usize>),
    /// They are, but for the numbers in front of these clauses.
    Renumbered(Range<usize>),
}

impl Mark {
    /// The mark of a text.
    pub fn of(text: &str, license: &str, version: &str) -> Mark {
        let words = Words::of(text);
        let all = 0..words.count();
        let size = block(words.count());
        let blocks = all.clone().step_by(size).map(|start| code(&words, start..(start + size).min(words.count())));
        Mark {
            license: unbroken(license),
            version: unbroken(version),
            count: words.count(),
            digest: digest(&words, all.clone()),
            numbers: numbers(&words, all.clone(), begins_clause),
            labels: labels(&words, all, begins_clause),
            blocks: blocks.collect(),
        }
    }

    /// The line.
    pub fn line(&self) -> String {
        let Mark { license, version, count, digest, numbers, labels: (begun, labels), blocks } = self;
        format!("{MARK} {license} {version} {count} {digest:016x} {numbers:08x} {begun} {labels:08x} {blocks}")
    }

    /// The last such line of a text, and the bytes that it takes up. One of no words is none, nor one with words before it on its line.
    pub fn read(text: &str) -> Option<(Mark, Range<usize>)> {
        let at = text.rfind(MARK)?;
        let line = text.get(..at)?.rsplit('\n').next().unwrap_or_default();
        let mut rest = text.get(at + MARK.len()..)?;
        let mut next = || {
            let (part, after) = cut(rest);
            rest = after;
            Some(part.replace('\\', "")).filter(|part| !part.is_empty())
        };
        let (license, version) = (next()?, next()?);
        let (count, digest, numbers) = (next()?.parse().ok()?, next()?, next()?);
        let labels = (next()?.parse().ok()?, u32::from_str_radix(&next()?, 16).ok()?);
        let blocks = next()?;
        let length = blocks.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (digest, numbers) = (u64::from_str_radix(&digest, 16).ok()?, u32::from_str_radix(&numbers, 16).ok()?);
        let unread = blocks.get(length..).unwrap_or_default().len();
        let end = text.len() - rest.len() - unread;
        let mark = Mark { license, version, count, digest, numbers, labels, blocks: blocks.get(..length)?.to_owned() };
        ((1..=MOST).contains(&count) && length <= 2 * BLOCKS && Words::of(line).count() == 0).then_some((mark, at..end))
    }

    /// Whether the words before the line are still those that it was made of.
    pub fn since(&self, words: &Words) -> Since {
        let all = words.count();
        if let Some(start) = all.checked_sub(self.count) {
            let same = start..all;
            let has_numbers = |begins: &Begins| numbers(words, same.clone(), *begins) == self.numbers;
            let begins = [begins_clause as Begins, may_begin_clause].into_iter().find(has_numbers);
            if let Some(begins) = begins.filter(|_| digest(words, same.clone()) == self.digest) {
                // Some dress takes numbers away or adds those of pages; where there are as many, they have to be the same.
                let (count, hash) = labels(words, same.clone(), begins);
                return if count == self.labels.0 && hash != self.labels.1 { Since::Renumbered(same) } else { Since::Same(same) };
            }
        }
        let fits = |at: usize, block: usize| self.fits(words, at, block);
        let size = block(self.count);
        let origin = (0..HEADER.min(all)).find(|origin| fits(*origin, 0)).unwrap_or(0);
        let blocks = self.blocks.len() / 2;
        let first = (0..blocks).find(|block| !fits(origin + block * size, *block)).unwrap_or(blocks);
        let end = |block: usize| (all + block * size).checked_sub(self.count);
        let last = (first..blocks).rev().find(|block| end(*block).is_none_or(|at| !fits(at, *block))).map_or(first, |block| block + 1);
        let start = (origin + first * size).min(all);
        let end = (all + (last * size).min(self.count)).saturating_sub(self.count);
        // Where words are lost, nothing may be between what is left.
        Since::Changed(if start < end { start..end } else { start.min(all.saturating_sub(1))..(start + 1).min(all) })
    }

    fn fits(&self, words: &Words, at: usize, block: usize) -> bool {
        let size = self::block(self.count);
        let length = size.min(self.count.saturating_sub(block * size));
        let known = self.blocks.get(block * 2..block * 2 + 2);
        at + length <= words.count() && known == Some(code(words, at..at + length).as_str())
    }
}

/// How many long words a block has in a text of so many.
fn block(count: usize) -> usize {
    count.div_ceil(BLOCKS).max(BLOCK)
}

/// The first word of a text without spaces, and what follows.
fn cut(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

fn unbroken(word: &str) -> String {
    word.split_whitespace().collect::<Vec<_>>().join("_")
}

fn digest(words: &Words, range: Range<usize>) -> u64 {
    let mut digest = Digest::default();
    range.for_each(|at| digest.word(words.letters(at)));
    digest.finish()
}

/// Two letters for some long words and the short ones among them.
fn code(words: &Words, range: Range<usize>) -> String {
    let run = run_of(range.clone().map(|at| words.hash(at)));
    let code = run.wrapping_add(numbers(words, range, begins_clause).wrapping_mul(31)) as usize;
    let letter = |code: usize| LETTERS.get(code % LETTERS.len()).map_or('0', |letter| char::from(*letter));
    [letter(code / LETTERS.len()), letter(code)].iter().collect()
}

/// Tells whether a short word is the number of the clause that it begins, and so may be left out or made anew by a list.
type Begins = fn(&Words, &ShortWord) -> bool;

/// The hash of the short words before some long words that begin no clause.
fn numbers(words: &Words, range: Range<usize>, begins: Begins) -> u32 {
    run_of(shorts(words, range).filter(|short| !begins(words, short)).map(|short| hash(words.short_letters(short))))
}

/// How many short words begin a clause, and their hash.
fn labels(words: &Words, range: Range<usize>, begins: Begins) -> (usize, u32) {
    let labels = || shorts(words, range.clone()).filter(|short| begins(words, short));
    (labels().count(), run_of(labels().map(|short| hash(words.short_letters(short)))))
}

fn shorts(words: &Words, range: Range<usize>) -> impl Iterator<Item = &ShortWord> {
    let end = if range.end == words.count() { range.end + 1 } else { range.end };
    words.shorts(range.start, end).iter()
}

/// By its signs and by what stands before it, wherever lines end.
fn begins_clause(words: &Words, short: &ShortWord) -> bool {
    let follows_clause = (short.before as usize).checked_sub(1).and_then(|at| words.long.get(at)).is_none_or(|word| word.ends_clause);
    is_like_label(words, short) && (follows_clause || (short.opens_line && !short.is_amid))
}

/// Where no empty lines are left between clauses, each line may begin one.
fn may_begin_clause(words: &Words, short: &ShortWord) -> bool {
    begins_clause(words, short) || (is_like_label(words, short) && short.opens_line)
}

fn is_like_label(words: &Words, short: &ShortWord) -> bool {
    short.is_label || short.is_closed || words.short_letters(short).contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let clause = |at: usize| {
            format!("{at}. Pots\nNo cook touches pot {at} of the 12 before washing hands, spoon number {} and the ladle.\n\n", at * 7)
        };
        (1..12).map(clause).collect()
    }

    fn since(text: &str) -> Since {
        let (mark, at) = Mark::read(text).unwrap();
        assert_eq!((mark.license.as_str(), mark.version.as_str()), ("kitchen", "1.0_draft"));
        mark.since(&Words::of(&text[..at.start]))
    }

    #[test]
    fn a_built_text_is_known_until_it_is_changed() {
        let built = text() + "\n" + &Mark::of(&text(), "kitchen", "1.0 draft").line() + "\n";
        let count = Words::of(&text()).count();
        assert_eq!(since(&built), Since::Same(0..count));
        assert_eq!(since(&format!("Header of ours\n\n> {}", built.replace(" of", "\n> **of**"))), Since::Same(3..count + 3));
        let at = Words::of(&built[..built.find("spoon number 35").unwrap()]).count();
        let again = built.replace("\n\n", "\n").replace("7. Pots", "7.\nPots");
        assert_eq!(since(&again), Since::Same(0..count));
        assert!(matches!(since(&built.replace("7. Pots", "17. Pots")), Since::Renumbered(_)));
        assert!(matches!(since(&built.replace("7. Pots", "Pots")), Since::Same(_)));
        for changed in [built.replace("spoon number 35", "spoon number 36"), built.replace("spoon number 35", "fork number 35")] {
            let Since::Changed(place) = since(&changed) else { panic!("{changed}") };
            assert!(place.start <= at + 2 && at < place.end && place.len() <= BLOCK, "{place:?} {at}");
        }
        let Since::Changed(place) = since(&built.replace("No cook touches pot 5 of the 12 before washing hands, spoon", "spoon")) else {
            panic!()
        };
        assert!(place.start <= at && place.end + BLOCK * 2 > at && place.len() < BLOCK * 3, "{place:?} {at}");
    }
}
