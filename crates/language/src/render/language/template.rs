//! Templates: they choose and loop, and what they show is prepared before. The build script makes nodes of `templates/<language>/*.hbs`.

use crate::render::phrase::Phrase;

/// A piece of a template.
#[derive(Debug)]
pub(in crate::render) enum Node {
    /// Words as they stand.
    Text(&'static str),
    /// `{{act.words}}`
    Slot(&'static [&'static str]),
    /// `{{#if only}} … {{else}} … {{/if}}`
    If { slot: &'static [&'static str], then: &'static [Node], otherwise: &'static [Node] },
    /// `{{#each items}} … {{/each}}`: its body sees the slots of a row.
    Each { slot: &'static [&'static str], body: &'static [Node] },
    /// `{{> ending act}}`: the template it names sees the slots in `act`.
    Within { slot: &'static [&'static str], body: &'static [Node] },
}

/// What fills a slot.
#[derive(Debug, Clone)]
pub(in crate::render) enum Value {
    /// Words.
    Words(Phrase),
    /// That something is so.
    Yes,
    /// Rows of a list.
    Rows(Vec<Slots>),
    /// Slots of its own.
    Slots(Slots),
}

/// What a template is filled with, by name; what is not there shows nothing, and `{{#if}}` tells it.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct Slots(Vec<(&'static str, Value)>);

impl Slots {
    /// None.
    pub(in crate::render) fn new() -> Slots {
        Slots::default()
    }

    /// With another; without, where there is no value.
    pub(in crate::render) fn with(mut self, name: &'static str, value: Option<Value>) -> Slots {
        self.0.extend(value.map(|value| (name, value)));
        self
    }

    /// With words.
    pub(in crate::render) fn words(self, name: &'static str, words: impl Into<Phrase>) -> Slots {
        self.with(name, Some(Value::Words(words.into())))
    }

    /// With something that may be so.
    pub(in crate::render) fn where_so(self, name: &'static str, is_so: bool) -> Slots {
        self.with(name, is_so.then_some(Value::Yes))
    }

    fn find(&self, path: &[&str]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        let found = self.0.iter().find(|(name, _)| name == first).map(|(_, value)| value)?;
        match found {
            _ if rest.is_empty() => Some(found),
            Value::Slots(inside) => inside.find(rest),
            Value::Words(_) | Value::Yes | Value::Rows(_) => None,
        }
    }
}

impl Value {
    fn is_something(&self) -> bool {
        match self {
            Value::Words(words) => !words.is_empty(),
            Value::Rows(rows) => !rows.is_empty(),
            Value::Yes | Value::Slots(_) => true,
        }
    }
}

/// A template filled.
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
            Node::Within { slot: [], body } => write(body, slots, out),
            Node::Within { slot, body } => {
                if let Some(Value::Slots(inside)) = slots.find(slot) {
                    write(body, inside, out);
                }
            }
        }
    }
}
