//! Words joined to series and lists, with the punctuation that keeps them apart.

use serde_json::{Value, json};

/// The most words of a sentence whose alternatives stand in one line.
pub(super) const LONG: usize = 40;

/// A beginning, and what may end it: `for the purpose of` + [`fraud`, `spam`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Outline {
    /// What every member continues; may be empty.
    pub lead: String,
    /// One or more.
    pub members: Vec<String>,
    /// `or`, `and`.
    pub word: &'static str,
}

impl Outline {
    /// Words without alternatives.
    pub(super) fn plain(words: impl Into<String>) -> Outline {
        Outline { lead: String::new(), members: vec![words.into()], word: "or" }
    }

    /// Alternatives without a common beginning.
    pub(super) fn of(members: Vec<String>, word: &'static str) -> Outline {
        Outline { lead: String::new(), members, word }
    }

    /// The same behind other words.
    pub(super) fn behind(mut self, words: &str) -> Outline {
        self.lead = spaced([words, &self.lead]);
        self
    }

    /// In one line.
    pub(super) fn inline(&self) -> String {
        spaced([self.lead.as_str(), &series(&self.members, self.word)])
    }

    /// In one line, and kept together by `either` where other words follow or precede.
    pub(super) fn nested(&self) -> String {
        match self.members.as_slice() {
            [_, _, ..] if self.word == "or" => spaced([&self.lead, "either", &series(&self.members, self.word)]),
            _ => self.inline(),
        }
    }

    /// Whether it reads better as a list.
    pub(super) fn is_long(&self) -> bool {
        let words = count(&self.inline());
        match self.members.len() {
            0 | 1 => false,
            2 if self.word == "and" => words > LONG * 3 / 4,
            2 => self.members.iter().any(|member| is_compound(member)) || words > LONG / 2,
            _ => words > LONG / 4,
        }
    }

    /// What a template sets: the words up to the list, and the list's items with their ends.
    pub(super) fn value(&self) -> Value {
        if !self.is_long() {
            return json!({ "words": self.inline(), "items": [] });
        }
        let last = self.members.len().saturating_sub(1);
        let end = |at: usize| match at {
            at if at == last => ".".to_owned(),
            at if at + 1 == last => format!("; {}", self.word),
            _ => ";".to_owned(),
        };
        let items = self.members.iter().enumerate().map(|(at, words)| json!({ "words": words, "end": end(at) }));
        json!({ "words": self.lead, "items": items.collect::<Vec<_>>() })
    }
}

/// `a`, `a or b`, `a, b or c`; with a comma before the last where a member has an `or` or `and` of its own.
pub(super) fn series(members: &[String], word: &str) -> String {
    let comma = if members.iter().any(|member| is_compound(member)) { "," } else { "" };
    match members {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{}{comma} {word} {last}", first.join(", ")),
    }
}

/// Whether words hold an `or`, an `and` or a comma, so that another beside them could be misread.
pub(super) fn is_compound(words: &str) -> bool {
    words.contains(',') || words.split(' ').any(|word| word == "or" || word == "and")
}

/// How many words.
pub(super) fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

/// What is not empty, with a space between.
pub(super) fn spaced<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(members: &[&str]) -> Vec<String> {
        members.iter().map(|member| (*member).to_owned()).collect()
    }

    #[test]
    fn a_comma_stands_before_the_last_only_where_it_is_needed() {
        assert_eq!(series(&words(&["fraud", "spam", "hate"]), "or"), "fraud, spam or hate");
        assert_eq!(series(&words(&["buying or selling", "lending"]), "or"), "buying or selling, or lending");
    }

    #[test]
    fn a_list_ends_with_a_full_stop_and_joins_its_last_two() {
        let outline = Outline { lead: "to".to_owned(), members: words(&["buy or sell", "lend", "give away"]), word: "or" };
        let ends: Vec<String> =
            Outline { members: words(&["one and one more thing", "two", "three, four, five and six"]), ..outline.clone() }.value()["items"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|item| item["end"].as_str().unwrap_or_default().to_owned())
                .collect();
        assert_eq!(ends, [";", "; or", "."]);
        assert_eq!(outline.inline(), "to buy or sell, lend, or give away");
    }
}
