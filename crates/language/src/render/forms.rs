//! Finds given words in a text, as whole words.

use std::collections::BTreeMap;

/// Words to find, each with a value; if two match, the longer wins.
#[derive(Debug)]
pub(super) struct Forms<'f, T> {
    /// By first character, longest first.
    by_first: BTreeMap<char, Vec<(&'f str, T)>>,
    /// Whether a character next to a match makes it part of a longer word.
    belongs_to_word: fn(char) -> bool,
}

impl<'f, T> Forms<'f, T> {
    /// Finds these words; a match must not touch a character that belongs to a word.
    pub(super) fn new(forms: impl IntoIterator<Item = (&'f str, T)>, belongs_to_word: fn(char) -> bool) -> Forms<'f, T> {
        let mut by_first: BTreeMap<char, Vec<(&str, T)>> = BTreeMap::new();
        for (form, value) in forms {
            if let Some(first) = form.chars().next() {
                by_first.entry(first).or_default().push((form, value));
            }
        }
        for alike in by_first.values_mut() {
            alike.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then(one.0.cmp(other.0)));
        }
        Forms { by_first, belongs_to_word }
    }

    /// Splits a text at the matches: `see` gets the text before each match with the match and its value, and finally the rest.
    pub(super) fn split<'t>(&self, text: &'t str, mut see: impl FnMut(&'t str, Option<(&'t str, &T)>)) {
        let mut from = 0;
        let mut is_start = true;
        for (at, sign) in text.char_indices() {
            let found = if is_start && at >= from { self.find(sign, text.get(at..).unwrap_or_default()) } else { None };
            is_start = !(self.belongs_to_word)(sign);
            if let Some((form, value)) = found {
                let end = at + form.len();
                see(text.get(from..at).unwrap_or_default(), text.get(at..end).map(|form| (form, value)));
                from = end;
            }
        }
        see(text.get(from..).unwrap_or_default(), None);
    }

    /// The match at the beginning of a text.
    fn find(&self, first: char, text: &str) -> Option<&(&'f str, T)> {
        let begins = |form: &str| text.strip_prefix(form).is_some_and(|behind| !behind.starts_with(self.belongs_to_word));
        self.by_first.get(&first)?.iter().find(|(form, _)| begins(form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found_where_they_stand_alone() {
        let forms = Forms::new([("Model", 1), ("Model Card", 2), ("you", 3)], char::is_alphanumeric);
        let mut found = Vec::new();
        forms.split("you, Models, a Model Card of your Model", |before, form| found.push((before, form.map(|(_, value)| *value))));
        assert_eq!(found, [("", Some(3)), (", Models, a ", Some(2)), (" of your ", Some(1)), ("", None)]);
    }
}
