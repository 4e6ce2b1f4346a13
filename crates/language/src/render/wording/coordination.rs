//! Coordination: several phrases joined by `or` or `and`, in one line or as a list.

use crate::render::language::{Words, around};
use crate::render::phrase::Phrase;
use crate::render::templates::{Slots, Value};

/// The most words of a sentence with its alternatives in one line.
pub(super) const LONG: usize = 40;

/// The conjunction before the last member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conjunction {
    /// At least one member.
    Or,
    /// All members.
    And,
}

/// Phrases joined by a conjunction, with words that they share before or after: `for the purpose of` + [`fraud`, `spam`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Coordination {
    /// The shared words before each member; may be empty.
    pub lead: String,
    /// The phrases, at least one.
    pub members: Vec<Phrase>,
    /// The shared words after each member; empty in English.
    pub tail: String,
    /// `or`, or `and`.
    pub conjunction: Conjunction,
}

impl Coordination {
    /// A single phrase.
    pub(super) fn plain(words: impl Into<Phrase>) -> Coordination {
        Coordination::of(vec![words.into()], Conjunction::Or)
    }

    /// Phrases that share no words.
    pub(super) fn of(members: Vec<Phrase>, conjunction: Conjunction) -> Coordination {
        Coordination { lead: String::new(), members, tail: String::new(), conjunction }
    }

    /// Adds shared words before and after.
    pub(super) fn between(self, before: &str, behind: &str) -> Coordination {
        Coordination { lead: spaced([before, &self.lead]), tail: spaced([&self.tail, behind]), ..self }
    }

    /// As one line: `for the purpose of fraud or spam`.
    pub(super) fn inline(&self, words: &Words) -> Phrase {
        self.enclosing(&series(&self.members, self.conjunction, words))
    }

    /// As one line inside a longer sentence; `either` marks the beginning of alternatives.
    pub(super) fn nested(&self, words: &Words) -> Phrase {
        let series = series(&self.members, self.conjunction, words);
        if self.members.len() < 2 || self.conjunction == Conjunction::And {
            return self.enclosing(&series);
        }
        let (before, behind) = around(words.joining.either);
        let mut either = Phrase::from(before);
        either.extend_spaced(&series);
        either.extend_spaced(&Phrase::from(behind));
        self.enclosing(&either)
    }

    /// The members, each with the shared words.
    pub(super) fn apart(&self) -> impl Iterator<Item = Phrase> {
        self.members.iter().map(|member| self.enclosing(member))
    }

    fn enclosing(&self, words: &Phrase) -> Phrase {
        let mut all = Phrase::from(self.lead.as_str());
        all.extend_spaced(words);
        all.extend_spaced(&Phrase::from(self.tail.as_str()));
        all
    }

    /// Whether it reads better as a list than as `inline`, its one line.
    pub(super) fn is_long(&self, inline: &Phrase, words: &Words) -> bool {
        let length = || count(&inline.text());
        match self.members.len() {
            0 | 1 => false,
            2 if self.conjunction == Conjunction::And => length() > LONG * 3 / 4,
            2 => self.members.iter().any(|member| is_compound(member, words)) || length() > LONG / 2,
            _ => length() > LONG / 4,
        }
    }

    /// For a template: `words` alone if one line is short enough; else `words` before the list, and `items` with their punctuation.
    pub(super) fn slots(&self, inline: Phrase, words: &Words) -> Value {
        if !self.is_long(&inline, words) {
            return Value::Slots(Slots::new().words("words", inline));
        }
        let before_last = match self.conjunction {
            Conjunction::Or => words.list.or,
            Conjunction::And => words.list.and,
        };
        let last = self.members.len().saturating_sub(1);
        let end = |at: usize| match at {
            at if at == last => words.list.end,
            at if at + 1 == last => before_last,
            _ => words.list.between,
        };
        let item = |(at, member): (usize, &Phrase)| {
            let mut item = member.clone();
            item.extend_spaced(&Phrase::from(self.tail.as_str()));
            Slots::new().words("words", item).words("end", end(at))
        };
        let items = self.members.iter().enumerate().map(item).collect();
        Value::Slots(Slots::new().words("words", self.lead.as_str()).with("items", Some(Value::Rows(items))))
    }
}

/// `a`, `a or b`, `a, b or c`; with a comma before the last if a member has an `or` or `and` of its own.
pub(super) fn series(members: &[Phrase], conjunction: Conjunction, words: &Words) -> Phrase {
    let joining = &words.joining;
    let is_apart = members.iter().any(|member| is_compound(member, words));
    let before_last = match (conjunction, is_apart) {
        (Conjunction::Or, false) => joining.or,
        (Conjunction::Or, true) => joining.or_apart,
        (Conjunction::And, false) => joining.and,
        (Conjunction::And, true) => joining.and_apart,
    };
    let last = members.len().saturating_sub(1);
    let mut all = Phrase::default();
    for (at, member) in members.iter().enumerate() {
        match at {
            0 => {}
            at if at == last => all.push_str(before_last),
            _ => all.push_str(joining.between),
        }
        all.extend(member);
    }
    all
}

/// `a`, `a or b`, `a, b or c`
pub(in crate::render) fn alternatives(members: &[Phrase], words: &Words) -> Phrase {
    series(members, Conjunction::Or, words)
}

/// `a and b and c`; with commas if a member has an `or` or `and` of its own.
pub(super) fn joined(clauses: &[Phrase], words: &Words) -> Phrase {
    let is_apart = clauses.iter().any(|clause| is_compound(clause, words));
    let between = if is_apart { words.joining.and_apart } else { words.joining.and };
    let mut all = Phrase::default();
    for (at, clause) in clauses.iter().enumerate() {
        if at > 0 {
            all.push_str(between);
        }
        all.extend(clause);
    }
    all
}

/// Whether a phrase contains `or`, `and` or a comma, so that joining it to another needs a comma.
fn is_compound(phrase: &Phrase, words: &Words) -> bool {
    let joining = &words.joining;
    let text = phrase.text();
    text.contains(joining.between.trim()) || text.split(' ').any(|word| word == joining.or.trim() || word == joining.and.trim())
}

/// The number of words.
pub(super) fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

/// The parts that are not empty, joined by spaces.
pub(super) fn spaced<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::language::Language;

    fn phrases(members: &[&str]) -> Vec<Phrase> {
        members.iter().map(|member| Phrase::from(*member)).collect()
    }

    fn words() -> &'static Words {
        <&Language>::default().words()
    }

    #[test]
    fn a_comma_stands_before_the_last_only_where_it_is_needed() {
        let joined = |members| series(&phrases(members), Conjunction::Or, words()).text().into_owned();
        assert_eq!(joined(&["fraud", "spam", "hate"]), "fraud, spam or hate");
        assert_eq!(joined(&["buying or selling", "lending"]), "buying or selling, or lending");
    }

    #[test]
    fn what_several_share_encloses_them() {
        let coordination = Coordination::of(phrases(&["buy or sell", "lend", "give away"]), Conjunction::Or).between("to", "for good");
        assert_eq!(coordination.inline(words()).text(), "to buy or sell, lend, or give away for good");
        assert_eq!(coordination.nested(words()).text(), "to either buy or sell, lend, or give away for good");
    }
}
