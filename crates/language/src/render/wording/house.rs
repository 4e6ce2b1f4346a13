//! The house style of a license: its own forms of common words, and capitals at the beginning of sentences.

use crate::license::License;
use crate::render::forms::Forms;
use crate::render::language::DraftingWords;

/// Replacements for words of generated sentences: `You` for `you`, `this License` for `the license`.
#[derive(Debug)]
pub(super) struct HouseStyle(Forms<'static, &'static str>);

impl HouseStyle {
    /// The replacements for the words that a license defines.
    pub(super) fn of(license: &License, words: &'static DraftingWords) -> HouseStyle {
        let defines = |form: &str| license.terms.iter().any(|term| term.name == form || term.also.iter().any(|also| also == form));
        let house = words.house_words.iter().filter(|word| defines(word.form)).map(|word| (word.says, word.instead));
        let plain = words.plain_words.iter().filter(|word| !defines(word.form)).map(|word| (word.says, word.instead));
        let belongs_to_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '@' | '_');
        HouseStyle(Forms::new(house.chain(plain), belongs_to_word))
    }

    /// A text with the replacements made.
    pub(super) fn apply(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        self.0.split(words, |before, form| {
            out.push_str(before);
            out.push_str(form.map_or("", |(_, instead)| instead));
        });
        out
    }
}

/// A text with a capital after each full stop, and at its beginning if `is_first`; and whether a text after it begins a sentence.
pub(super) fn capitals(text: &str, is_first: bool) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut is_open = is_first;
    for sentence in text.split_inclusive(". ") {
        let first = sentence.char_indices().find(|(_, sign)| is_open && sign.is_alphanumeric());
        let (before, rest) = first.and_then(|(at, _)| sentence.split_at_checked(at)).unwrap_or((sentence, ""));
        out.push_str(before);
        out.extend(rest.chars().take(1).flat_map(char::to_uppercase));
        out.extend(rest.chars().next().and_then(|sign| rest.get(sign.len_utf8()..)));
        is_open = sentence.ends_with(". ") || (is_open && first.is_none());
    }
    (out, is_open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(capitals("you may not. it ends", true), ("You may not. It ends".to_owned(), false));
        assert_eq!(capitals("goes on", false), ("goes on".to_owned(), false));
    }
}
