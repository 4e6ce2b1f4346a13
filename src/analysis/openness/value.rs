//! Facts, and tests of facts. What is not known makes a test unknown, unless the rest decides it.

use std::collections::BTreeMap;

use railc_core::check::CitedRule;
use railc_library::openness::Test;

/// The value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A word.
    Word(String),
    /// A number.
    Number(f64),
    /// Several things, or none.
    List(Vec<Item>),
}

/// One of several things that a fact holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub word: String,
    /// The rule that it comes from.
    pub rule: Option<CitedRule>,
    /// What a use has that shows it.
    pub has: Vec<String>,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// The rules of the license.
    Rules,
    /// A table, by its source.
    Declared(&'static str),
    /// Whoever describes the release.
    Stated,
}

/// A fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Its value; `None` where it is not known.
    pub value: Option<Value>,
    /// The rules that it comes from.
    pub rules: Vec<CitedRule>,
    /// What a use has that shows it.
    pub has: Vec<String>,
    /// Why it is not known.
    pub why_unknown: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Known {
    /// A fact that follows from rules.
    pub fn derived(value: Value) -> Known {
        Known { value: Some(value), rules: Vec::new(), has: Vec::new(), why_unknown: None, origin: Origin::Rules }
    }

    /// A fact that hangs on something.
    pub fn unknown(why: String) -> Known {
        Known { value: None, rules: Vec::new(), has: Vec::new(), why_unknown: Some(why), origin: Origin::Rules }
    }

    /// A fact that somebody states.
    pub fn stated(value: Value) -> Known {
        Known { origin: Origin::Stated, ..Known::derived(value) }
    }
}

/// The facts of a license or of a release, by their ids.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    all: BTreeMap<String, Known>,
}

impl Facts {
    /// A fact, if anything is known of it.
    pub fn get(&self, id: &str) -> Option<&Known> {
        self.all.get(id)
    }

    /// The value of a fact, if it is known.
    pub fn value(&self, id: &str) -> Option<&Value> {
        self.get(id)?.value.as_ref()
    }

    /// Adds a fact, in place of what was known of it.
    pub fn set(&mut self, id: &str, known: Known) {
        self.all.insert(id.to_owned(), known);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.all.iter().map(|(id, known)| (id.as_str(), known))
    }

    /// With those of another, which take the place of these.
    pub fn with(&self, other: &Facts) -> Facts {
        let mut all = self.clone();
        all.all.extend(other.all.iter().map(|(id, known)| (id.clone(), known.clone())));
        all
    }

    /// Whether a test holds; `None` where that hangs on what is not known.
    pub fn test(&self, test: &Test) -> Option<bool> {
        match test {
            Test::Always => Some(true),
            Test::Not(part) => self.test(part).map(|holds| !holds),
            Test::All(parts) => all(parts.iter().map(|part| self.test(part))),
            Test::Any(parts) => all(parts.iter().map(|part| self.test(part).map(|holds| !holds))).map(|none| !none),
            Test::Fact(id) => self.value(id).map(|value| match value {
                Value::Bool(holds) => *holds,
                Value::List(items) => !items.is_empty(),
                Value::Word(_) | Value::Number(_) => true,
            }),
            Test::Is(id, words) => self.value(id).map(|value| words.iter().any(|word| value.is(word))),
            Test::Lacks(id, words) => self.value(id).map(|value| words.iter().any(|word| !value.is(word))),
            Test::Above(id, factor, other) => {
                let number = |id: &str| match self.value(id) {
                    Some(Value::Number(number)) => Some(*number),
                    _ => None,
                };
                let limit = match other {
                    Some(other) => number(other)? * factor,
                    None => *factor,
                };
                Some(number(id)? > limit)
            }
        }
    }

    /// The facts that make a test come out as it does; those that are not known where it is open.
    pub fn deciding(&self, test: &Test) -> Vec<&'static str> {
        let outcome = self.test(test);
        match test {
            Test::Always => Vec::new(),
            Test::Not(part) => self.deciding(part),
            Test::All(parts) | Test::Any(parts) => {
                let same = parts.iter().filter(|part| self.test(part) == outcome);
                let mut found: Vec<&'static str> = same.flat_map(|part| self.deciding(part)).collect();
                found.dedup();
                found
            }
            Test::Fact(id) | Test::Is(id, _) | Test::Lacks(id, _) => vec![id],
            Test::Above(id, _, other) => {
                std::iter::once(*id).chain(*other).filter(|id| outcome.is_some() || self.value(id).is_none()).collect()
            }
        }
    }
}

impl Value {
    /// Whether it is a word, or holds it.
    fn is(&self, word: &str) -> bool {
        match self {
            Value::Bool(holds) => word == if *holds { "yes" } else { "no" },
            Value::Word(own) => own == word,
            Value::Number(_) => false,
            Value::List(items) => items.iter().any(|item| item.word == word),
        }
    }

    /// In a word: `yes`, `limited`, `1e25`, `2 rules`.
    pub fn words(&self) -> String {
        match self {
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::Word(word) => word.clone(),
            Value::Number(number) => number.to_string(),
            Value::List(items) if items.is_empty() => "none".to_owned(),
            Value::List(items) => items.iter().map(|item| item.word.as_str()).collect::<Vec<_>>().join(", "),
        }
    }
}

/// Whether all of these hold.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_open = false;
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => is_open = true,
        }
    }
    (!is_open).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let mut facts = Facts::default();
        facts.set("yes", Known::stated(Value::Bool(true)));
        facts.set("no", Known::stated(Value::Bool(false)));
        facts.set("none", Known::stated(Value::List(Vec::new())));
        facts.set("flop", Known::stated(Value::Number(2e25)));
        facts.set("original", Known::stated(Value::Number(3e25)));
        facts.set("gated", Known::stated(Value::Word("geo".into())));
        facts.set("why", Known::unknown("a question".into()));
        facts
    }

    #[test]
    fn what_is_not_known_decides_nothing() {
        let facts = facts();
        let (yes, no, open) = (Test::Fact("yes"), Test::Fact("no"), Test::Fact("missing"));
        assert_eq!(facts.test(&open), None);
        assert_eq!(facts.test(&Test::Fact("why")), None);
        assert_eq!(facts.test(&Test::Any(&[Test::Fact("missing"), Test::Fact("yes")])), Some(true));
        assert_eq!(facts.test(&Test::All(&[Test::Fact("missing"), Test::Fact("no")])), Some(false));
        assert_eq!(facts.test(&Test::Any(&[Test::Fact("missing"), Test::Fact("no")])), None);
        assert_eq!((facts.test(&yes), facts.test(&no), facts.test(&Test::Fact("none"))), (Some(true), Some(false), Some(false)));
    }

    #[test]
    fn words_and_numbers_are_compared() {
        let facts = facts();
        assert_eq!(facts.test(&Test::Is("gated", &["approval", "geo"])), Some(true));
        assert_eq!(facts.test(&Test::Is("yes", &["yes"])), Some(true));
        assert_eq!(facts.test(&Test::Above("flop", 1e25, None)), Some(true));
        assert_eq!(facts.test(&Test::Above("flop", 0.5, Some("original"))), Some(true));
        assert_eq!(facts.test(&Test::Above("flop", 1.0, Some("missing"))), None);
        assert_eq!(facts.test(&Test::Lacks("none", &["modalities"])), Some(true));
    }

    #[test]
    fn the_facts_that_decide_are_told() {
        let facts = facts();
        assert_eq!(facts.deciding(&Test::Any(&[Test::Fact("no"), Test::Fact("yes"), Test::Fact("missing")])), ["yes"]);
        assert_eq!(facts.deciding(&Test::Any(&[Test::Fact("no"), Test::Fact("missing")])), ["missing"]);
    }
}
