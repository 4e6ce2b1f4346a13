//! The capitals of a license's defined words, and of sentences.

use crate::license::License;
use crate::render::language::Words;

/// What generated sentences say, and what they say in one license: `you` as `You`, `the license` as `this License`.
#[derive(Debug)]
pub(super) struct HouseStyle(Vec<(&'static str, &'static str)>);

impl HouseStyle {
    /// By the forms of words that a license defines.
    pub(super) fn of(license: &License, words: &'static Words) -> HouseStyle {
        let defines = |form: &str| license.terms.iter().any(|term| term.name == form || term.also.iter().any(|also| also == form));
        let house = words.house_words.iter().filter(|word| defines(word.form)).map(|word| (word.says, word.instead));
        let plain = words.plain_words.iter().filter(|word| !defines(word.form)).map(|word| (word.says, word.instead));
        HouseStyle(house.chain(plain).collect())
    }

    /// Words as this license says them.
    pub(super) fn apply(&self, words: String) -> String {
        self.0.iter().fold(words, |words, (says, instead)| if words.contains(says) { replace_word(&words, says, instead) } else { words })
    }
}

/// Replaces words where they stand alone; `-`, `@` and `_` belong to a word.
fn replace_word(text: &str, from: &str, to: &str) -> String {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '@' | '_');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, found) = rest.split_at(at);
        let behind = found.get(from.len()..).unwrap_or_default();
        let previous = if before.is_empty() { out.chars().last() } else { before.chars().last() };
        out.push_str(before);
        let is_alone = !previous.is_some_and(is_part) && !behind.chars().next().is_some_and(is_part);
        out.push_str(if is_alone { to } else { from });
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// A capital at the beginning, where `is_first` says that this is one, and behind each full stop; whether another beginning would follow.
pub(super) fn capitals(text: &str, mut is_first: bool) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if is_first && sign.is_alphanumeric() {
            out.extend(sign.to_uppercase());
            is_first = false;
            continue;
        }
        is_first |= sign == '.' && signs.peek() == Some(&' ');
        out.push(sign);
    }
    (out, is_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_replaced() {
        assert_eq!(replace_word("the output, outputs and output-x", "output", "Output"), "the Output, outputs and output-x");
        assert_eq!(replace_word("you youyou you", "you", "You"), "You youyou You");
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(capitals("you may not. it ends", true), ("You may not. It ends".to_owned(), false));
        assert_eq!(capitals("goes on", false), ("goes on".to_owned(), false));
    }
}
