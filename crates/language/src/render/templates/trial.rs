//! A template of one's own and railc's, filled with all that can be in their slots: does the one leave out what the other says?

use std::collections::BTreeMap;

use railc_core::base::series;
use railc_core::diagnostic::{Code, Diagnostic};

use super::parse::{Asked, Asks, Parsed};
use super::{Language, Node, Slots, Value, fill};

/// The most fillings that are tried; railc's own templates have at most a thousand.
const MOST: usize = 1 << 12;

/// Reports where a template does not print what railc's prints, or denies nothing where railc's denies, or the reverse.
pub(super) fn left_out(own: &[Node], railcs: &Parsed, language: &Language) -> Option<Diagnostic> {
    combinations(&Shape::of(&railcs.asked), "").iter().find_map(|filling| {
        let (own, railcs) = (fill(own, filling).text().into_owned(), fill(&railcs.nodes, filling).text().into_owned());
        let missing = marks(&railcs).find(|mark| !own.contains(mark));
        let place = || {
            let held: Vec<String> = marks(&railcs).map(|mark| format!("`{}`", named(mark))).collect();
            match held.as_slice() {
                [] => "where no slot holds anything".to_owned(),
                held => format!("where there is {}", series(held, "and")),
            }
        };
        let denies = |text: &str| language.negations(&marks(text).fold(text.to_owned(), |text, mark| text.replace(mark, " "))) > 0;
        let message = match missing {
            Some(mark) => format!("{}, the template does not print `{{{{{}}}}}`", place(), named(mark)),
            None if denies(&railcs) && !denies(&own) => format!("{}, railc's template denies, and this one does not", place()),
            None if denies(&own) && !denies(&railcs) => format!("{}, the template denies, and railc's does not", place()),
            None => return None,
        };
        Some(Diagnostic::new(Code::SlotLeftOut, message).help("say there what railc's own template says"))
    })
}

/// What a slot may hold.
#[derive(Debug, Default)]
struct Shape {
    prints: bool,
    is_list: bool,
    inner: BTreeMap<String, Shape>,
}

impl Shape {
    /// What the slots hold that a template asks for.
    fn of(slots: &[Asked]) -> Shape {
        let mut all = Shape::default();
        for Asked { asks, path, .. } in slots {
            let shape = path.split('.').fold(&mut all, |shape, name| shape.inner.entry(name.to_owned()).or_default());
            shape.prints |= *asks == Asks::Prints;
            shape.is_list |= *asks == Asks::Loops;
        }
        all
    }

    /// All that the slot may hold, besides nothing.
    fn values(&self, path: &str) -> Vec<Value> {
        match () {
            () if self.prints => vec![Value::Words(mark(path).into())],
            () if self.inner.is_empty() => vec![Value::Flag],
            () if self.is_list => vec![Value::Rows(vec![self.whole(path)])],
            () => combinations(self, path).into_iter().skip(1).map(Value::Slots).collect(),
        }
    }

    /// The slots, each with something in it.
    fn whole(&self, path: &str) -> Slots {
        self.inner.iter().fold(Slots::new(), |slots, (name, shape)| {
            let value = shape.values(&below(path, name)).into_iter().next_back();
            slots.with(name.clone(), value)
        })
    }
}

/// All ways to fill these slots, the first with nothing in any.
fn combinations(shape: &Shape, path: &str) -> Vec<Slots> {
    let mut all = vec![Slots::new()];
    for (name, inner) in &shape.inner {
        let values = inner.values(&below(path, name));
        let with = |slots: &Slots| values.iter().map(|value| slots.clone().with(name.clone(), Some(value.clone()))).collect::<Vec<_>>();
        let more: Vec<Slots> = all.iter().flat_map(with).take(MOST.saturating_sub(all.len())).collect();
        all.extend(more);
    }
    all
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Words that stand for those of a slot; no word of a language is like them.
fn mark(path: &str) -> String {
    format!("\u{27e6}{path}\u{27e7}")
}

fn named(mark: &str) -> &str {
    mark.trim_matches(['\u{27e6}', '\u{27e7}'])
}

/// The marks in a text, in order.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\u{27e7}').filter_map(|part| part.get(part.find('\u{27e6}')?..))
}
