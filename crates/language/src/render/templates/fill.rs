//! Filling templates: they branch and loop; all values are prepared beforehand.

use std::borrow::Cow;

use crate::render::phrase::Phrase;

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) enum Node {
    /// Literal text.
    Text(String),
    /// `{{act.words}}`
    Slot(Path),
    /// `{{#if only}} … {{else}} … {{/if}}`
    If { slot: Path, then: Vec<Node>, otherwise: Vec<Node> },
    /// `{{#each items}} … {{/each}}`: its body uses the slots of a row.
    Each { slot: Path, body: Vec<Node> },
    /// `{{> ending act}}`: the template it names uses the slots in `act`.
    Within { slot: Path, body: Vec<Node> },
}

/// `act.words`, taken apart; empty for what holds all slots.
pub(in crate::render) type Path = Vec<String>;

/// What fills a slot.
#[derive(Debug, Clone)]
pub(in crate::render) enum Value {
    /// Words.
    Words(Phrase),
    /// A flag that is set.
    Flag,
    /// The rows of a list.
    Rows(Vec<Slots>),
    /// Nested slots, for `{{act.words}}` and for partials.
    Slots(Slots),
}

/// The values of a template by name. A missing one is empty, and false for `{{#if}}`.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct Slots(Vec<(Cow<'static, str>, Value)>);

impl Slots {
    /// No values.
    pub(in crate::render) fn new() -> Slots {
        Slots::default()
    }

    /// Adds a value, if there is one.
    pub(in crate::render) fn with(mut self, name: impl Into<Cow<'static, str>>, value: Option<Value>) -> Slots {
        self.0.extend(value.map(|value| (name.into(), value)));
        self
    }

    /// Adds words.
    pub(in crate::render) fn words(self, name: &'static str, words: impl Into<Phrase>) -> Slots {
        self.with(name, Some(Value::Words(words.into())))
    }

    /// Adds a flag, if it is set.
    pub(in crate::render) fn flag(self, name: &'static str, is_so: bool) -> Slots {
        self.with(name, is_so.then_some(Value::Flag))
    }

    fn find(&self, path: &[String]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        let found = self.0.iter().find(|(name, _)| name == first).map(|(_, value)| value)?;
        match found {
            _ if rest.is_empty() => Some(found),
            Value::Slots(inside) => inside.find(rest),
            Value::Words(_) | Value::Flag | Value::Rows(_) => None,
        }
    }
}

impl Value {
    fn is_something(&self) -> bool {
        match self {
            Value::Words(words) => !words.is_empty(),
            Value::Rows(rows) => !rows.is_empty(),
            Value::Flag | Value::Slots(_) => true,
        }
    }
}

/// Fills a template.
pub(in crate::render) fn fill(nodes: &[Node], slots: &Slots) -> Phrase {
    let mut out = Phrase::default();
    write(nodes, slots, &mut out);
    out
}

fn write(nodes: &[Node], slots: &Slots, out: &mut Phrase) {
    for node in nodes {
        match node {
            Node::Text(words) => out.push_str(words),
            Node::Slot(path) => {
                if let Some(Value::Words(words)) = slots.find(path) {
                    out.extend(words);
                }
            }
            Node::If { slot, then, otherwise } => {
                let is_so = slots.find(slot).is_some_and(Value::is_something);
                write(if is_so { then } else { otherwise }, slots, out);
            }
            Node::Each { slot, body } => {
                if let Some(Value::Rows(rows)) = slots.find(slot) {
                    rows.iter().for_each(|row| write(body, row, out));
                }
            }
            Node::Within { slot, body } if slot.is_empty() => write(body, slots, out),
            Node::Within { slot, body } => {
                if let Some(Value::Slots(inside)) = slots.find(slot) {
                    write(body, inside, out);
                }
            }
        }
    }
}
