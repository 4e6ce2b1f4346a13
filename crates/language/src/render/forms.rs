//! Finds given words in a text, as whole words.

/// Words to find, each with a value; if two match, the longer wins.
#[derive(Debug)]
pub(super) struct Forms<'f, T> {
    /// In order, each once.
    sorted: Vec<Form<'f, T>>,
    /// Whether a character next to a match makes it part of a longer word.
    belongs_to_word: fn(char) -> bool,
}

#[derive(Debug)]
struct Form<'f, T> {
    words: &'f str,
    value: T,
    /// The longest of the others that it begins with.
    prefix: Option<usize>,
}

impl<'f, T> Forms<'f, T> {
    /// Finds these words; a match must not touch a character that belongs to a word. Of equal words, the first count.
    pub(super) fn new(forms: impl IntoIterator<Item = (&'f str, T)>, belongs_to_word: fn(char) -> bool) -> Forms<'f, T> {
        let forms = forms.into_iter().filter(|(words, _)| !words.is_empty());
        let mut sorted: Vec<Form<'f, T>> = forms.map(|(words, value)| Form { words, value, prefix: None }).collect();
        sorted.sort_by_key(|form| form.words);
        sorted.dedup_by_key(|form| form.words);
        let mut open: Vec<(usize, &str)> = Vec::new();
        for (at, form) in sorted.iter_mut().enumerate() {
            while open.pop_if(|(_, prefix)| !form.words.starts_with(*prefix)).is_some() {}
            form.prefix = open.last().map(|(prefix, _)| *prefix);
            open.push((at, form.words));
        }
        Forms { sorted, belongs_to_word }
    }

    /// Splits a text at the matches: `see` gets the text before each match with the match and its value, and finally the rest.
    pub(super) fn split<'t>(&self, text: &'t str, mut see: impl FnMut(&'t str, Option<(&'t str, &T)>)) {
        let mut from = 0;
        let mut is_start = true;
        for (at, sign) in text.char_indices() {
            let found = if is_start && at >= from { self.find(text.get(at..).unwrap_or_default()) } else { None };
            is_start = !(self.belongs_to_word)(sign);
            if let Some(form) = found {
                let end = at + form.words.len();
                see(text.get(from..at).unwrap_or_default(), text.get(at..end).map(|words| (words, &form.value)));
                from = end;
            }
        }
        see(text.get(from..).unwrap_or_default(), None);
    }

    /// The longest match at the beginning of a text. All that begin it are the last form in order that is not behind it, and its prefixes.
    fn find(&self, text: &str) -> Option<&Form<'f, T>> {
        let begins = |form: &str| text.strip_prefix(form).is_some_and(|behind| !behind.starts_with(self.belongs_to_word));
        let mut candidate = self.sorted.partition_point(|form| form.words <= text).checked_sub(1).and_then(|last| self.sorted.get(last));
        while let Some(form) = candidate.filter(|form| !begins(form.words)) {
            candidate = form.prefix.and_then(|prefix| self.sorted.get(prefix));
        }
        candidate
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
