//! Writes the vocabulary of a policy without empty fields: most concepts in it matter for their relations alone.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::base::Text;
use crate::vocabulary::published::{ConceptEntry, FacetEntry, Published, ScalarEntry};

/// The part of a vocabulary that a policy needs, as its JSON has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent, inline))]
pub struct Part<'a>(pub Published<'a>);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("version", &self.0.version)?;
        map.serialize_entry("facets", &Lean(&self.0.facets))?;
        map.serialize_entry("concepts", &Lean(&self.0.concepts))?;
        map.serialize_entry("exclusive", &self.0.exclusive)?;
        map.serialize_entry("scalars", &Lean(&self.0.scalars))?;
        some(&mut map, "aliases", &self.0.aliases)?;
        map.end()
    }
}

/// Something to be written without its empty fields.
struct Lean<'a, T>(&'a T);

impl<T> Serialize for Lean<'_, BTreeMap<Text<'_>, T>>
where
    for<'a> Lean<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, entry)| (name, Lean(entry))))
    }
}

impl Serialize for Lean<'_, FacetEntry<'_>> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        some(&mut map, "about", &self.0.about)?;
        map.serialize_entry("closed", &self.0.closed)?;
        some(&mut map, "default", &self.0.default)?;
        map.end()
    }
}

impl Serialize for Lean<'_, ConceptEntry<'_>> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        some(&mut map, "is-a", &self.0.is_a)?;
        some(&mut map, "raises", &self.0.raises)?;
        some(&mut map, "odd", &self.0.odd)?;
        some(&mut map, "abstract", &self.0.is_abstract)?;
        some(&mut map, "judgement", &self.0.judgement)?;
        some(&mut map, "is", &self.0.is)?;
        some(&mut map, "ask", &self.0.ask)?;
        some(&mut map, "phrase", &self.0.phrase)?;
        some(&mut map, "also", &self.0.also)?;
        some(&mut map, "maps", &self.0.maps)?;
        map.end()
    }
}

impl Serialize for Lean<'_, ScalarEntry<'_>> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        some(&mut map, "unit", &self.0.unit)?;
        some(&mut map, "at-most", &self.0.at_most)?;
        some(&mut map, "usual", &self.0.usual)?;
        some(&mut map, "is", &self.0.is)?;
        some(&mut map, "ask", &self.0.ask)?;
        some(&mut map, "phrase", &self.0.phrase)?;
        some(&mut map, "also", &self.0.also)?;
        some(&mut map, "of", &self.0.of)?;
        some(&mut map, "when", &self.0.when)?;
        some(&mut map, "maps", &self.0.maps)?;
        map.end()
    }
}

/// Writes an entry of a map, unless it is empty.
fn some<M: SerializeMap, T: Serialize + Default + PartialEq>(map: &mut M, key: &'static str, value: &T) -> Result<(), M::Error> {
    if *value == T::default() { Ok(()) } else { map.serialize_entry(key, value) }
}
