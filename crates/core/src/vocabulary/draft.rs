//! Concepts on their way from the published form into columns.
//!
//! They are read one by one: a policy has hundreds, and all their entries at once would take more memory than everything else in it.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::base::Text;

use super::columns::{TextLists, Texts};
use super::published::ConceptEntry;

/// Concepts in columns, whose names are not looked up yet.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub(super) name: Texts,
    pub(super) is_a: TextLists,
    pub(super) raises: TextLists,
    pub(super) odd: Vec<bool>,
    pub(super) is_abstract: Vec<bool>,
    pub(super) judgement: Vec<bool>,
    pub(super) is: Texts,
    pub(super) ask: Texts,
    pub(super) phrase: Texts,
    pub(super) also: TextLists,
    /// Pairs: the name of another vocabulary, then a counterpart in it.
    pub(super) maps: TextLists,
}

impl Draft {
    /// A draft with capacity for a typical policy.
    fn with_room() -> Draft {
        const ROWS: usize = 1 << 10;
        const BYTES: usize = 32 << 10;
        Draft {
            name: Texts::with_room(ROWS, BYTES),
            is_a: TextLists::with_room(ROWS, BYTES),
            raises: TextLists::with_room(ROWS, BYTES),
            is: Texts::with_room(ROWS, BYTES),
            ask: Texts::with_room(ROWS, BYTES),
            phrase: Texts::with_room(ROWS, BYTES),
            also: TextLists::with_room(ROWS, 0),
            maps: TextLists::with_room(ROWS, 0),
            ..Draft::default()
        }
    }

    /// The names of the concepts.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.name.iter()
    }

    /// Adds a concept.
    pub(super) fn push(&mut self, name: &str, entry: &ConceptEntry<'_>) {
        self.name.push(name);
        self.is_a.push(texts(&entry.is_a));
        self.raises.push(texts(&entry.raises));
        self.odd.push(entry.odd);
        self.is_abstract.push(entry.is_abstract);
        self.judgement.push(entry.judgement);
        self.is.push(&entry.is);
        self.ask.push(&entry.ask);
        self.phrase.push(&entry.phrase);
        self.also.push(texts(&entry.also));
        self.maps.push(pairs(&entry.maps));
    }

    /// The concepts sorted by name, each name once; and the names that occur more than once.
    pub(super) fn sorted(self) -> (Draft, Vec<String>) {
        if self.name.iter().is_sorted_by(|one, other| one < other) {
            return (self, Vec::new());
        }
        let mut rows: Vec<usize> = (0..self.name.len()).rev().collect();
        rows.sort_by_key(|row| self.name.get(*row));
        let mut twice: Vec<String> = Vec::new();
        rows.dedup_by(|one, other| {
            let name = self.name.get(*one);
            let is_same = name == self.name.get(*other);
            twice.extend((is_same && twice.last().is_none_or(|last| last != name)).then(|| name.to_owned()));
            is_same
        });
        let texts = |column: &Texts| rows.iter().map(|row| column.get(*row)).collect();
        let lists = |column: &TextLists| {
            let mut sorted = TextLists::default();
            rows.iter().for_each(|row| sorted.push(column.get(*row)));
            sorted
        };
        let marks = |column: &[bool]| rows.iter().filter_map(|row| column.get(*row).copied()).collect();
        let draft = Draft {
            name: texts(&self.name),
            is_a: lists(&self.is_a),
            raises: lists(&self.raises),
            odd: marks(&self.odd),
            is_abstract: marks(&self.is_abstract),
            judgement: marks(&self.judgement),
            is: texts(&self.is),
            ask: texts(&self.ask),
            phrase: texts(&self.phrase),
            also: lists(&self.also),
            maps: lists(&self.maps),
        };
        (draft, twice)
    }
}

fn texts<'t>(texts: &'t [Text<'_>]) -> impl Iterator<Item = &'t str> {
    texts.iter().map(|text| &**text)
}

/// Counterparts as pairs: the name of a vocabulary, then a counterpart in it.
pub(super) fn pairs<'m>(maps: &'m BTreeMap<Text<'_>, Vec<Text<'_>>>) -> impl Iterator<Item = &'m str> {
    maps.iter().flat_map(|(name, counterparts)| counterparts.iter().flat_map(move |counterpart| [&**name, &**counterpart]))
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Draft, D::Error> {
        input.deserialize_map(Entries)
    }
}

/// Reads the entries of a map into a draft.
struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Draft;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Draft, M::Error> {
        let mut draft = Draft::with_room();
        while let Some((name, entry)) = map.next_entry::<Text<'de>, ConceptEntry<'de>>()? {
            draft.push(&name, &entry);
        }
        Ok(draft)
    }
}
