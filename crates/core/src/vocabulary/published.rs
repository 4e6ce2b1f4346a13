//! The vocabulary as it is published in JSON: by `railc vocab`, and in part inside every policy.
//!
//! Its texts are borrowed: from the JSON when it is read, from the tables when it is written.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::base::Text;

/// Which version of the format this is.
pub const VERSION: u32 = 1;

/// A vocabulary, or the part of one that a policy needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Published"))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, bound(deserialize = "'de: 'a, C: Deserialize<'de>"))]
pub struct Published<'a, C = BTreeMap<Text<'a>, ConceptEntry<'a>>> {
    /// The version of this format.
    pub version: u32,
    /// Facets by id.
    #[serde(deserialize_with = "each_once")]
    pub facets: BTreeMap<Text<'a>, FacetEntry<'a>>,
    /// Concepts by full id, `facet.concept`.
    pub concepts: C,
    /// Groups of mutually exclusive concepts.
    pub exclusive: Vec<Vec<Text<'a>>>,
    /// Scalars by id.
    #[serde(deserialize_with = "each_once")]
    pub scalars: BTreeMap<Text<'a>, ScalarEntry<'a>>,
    /// Former ids and what they are called now.
    #[serde(default, deserialize_with = "each_once")]
    pub aliases: BTreeMap<Text<'a>, Text<'a>>,
}

/// A facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub struct FacetEntry<'a> {
    /// What it says about a use.
    #[serde(default)]
    pub about: Text<'a>,
    /// Whether what is not said is presumed absent.
    pub closed: ClosedEntry,
    /// Concepts taken as stated where the use says nothing in this facet.
    #[serde(default)]
    pub default: Vec<Text<'a>>,
    /// Whether hardly anybody states it unasked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unspoken: bool,
}

/// Whether what is not said in a facet is presumed absent: `true`, `false`, or `"when-stated"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(with = "serde_json::Value"))]
pub enum ClosedEntry {
    /// Always.
    Always,
    /// Never.
    Never,
    /// As soon as a concept in it is stated to hold.
    WhenStated,
}

/// A concept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub struct ConceptEntry<'a> {
    /// Its direct parents.
    #[serde(default)]
    pub is_a: Vec<Text<'a>>,
    /// The concepts that it raises: left open where it holds.
    #[serde(default)]
    pub raises: Vec<Text<'a>>,
    /// Presumed absent, since only exceptional uses have it.
    #[serde(default)]
    pub odd: bool,
    /// A mere group, which holds only if a child does.
    #[serde(default, rename = "abstract")]
    pub is_abstract: bool,
    /// No fact settles it; counsel answers.
    #[serde(default)]
    pub judgement: bool,
    /// The definition.
    #[serde(default)]
    pub is: Text<'a>,
    /// A yes/no question to a person.
    #[serde(default)]
    pub ask: Text<'a>,
    /// What follows the facet's lead-in in a sentence.
    #[serde(default)]
    pub phrase: Text<'a>,
    /// Everyday names for it.
    #[serde(default)]
    pub also: Vec<Text<'a>>,
    /// Counterparts in other vocabularies.
    #[serde(default)]
    pub maps: BTreeMap<Text<'a>, Vec<Text<'a>>>,
}

/// A number that licenses compare with a limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub struct ScalarEntry<'a> {
    /// What it is counted in.
    #[serde(default)]
    pub unit: Text<'a>,
    /// Scalars that it is never greater than.
    #[serde(default)]
    pub at_most: Vec<Text<'a>>,
    /// Presumed where the use says nothing about it.
    #[serde(default)]
    pub usual: Option<UsualEntry>,
    /// The definition.
    #[serde(default)]
    pub is: Text<'a>,
    /// A question to a person.
    #[serde(default)]
    pub ask: Text<'a>,
    /// What goes before "is more than" in a sentence.
    #[serde(default)]
    pub phrase: Text<'a>,
    /// Everyday names for it.
    #[serde(default)]
    pub also: Vec<Text<'a>>,
    /// Whose number it is: product, licensee, licensee-and-affiliates.
    #[serde(default)]
    pub of: Text<'a>,
    /// The day it is measured: current, at-release.
    #[serde(default)]
    pub when: Text<'a>,
    /// Counterparts in other vocabularies.
    #[serde(default)]
    pub maps: BTreeMap<Text<'a>, Vec<Text<'a>>>,
}

/// The range of an ordinary use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UsualEntry {
    /// At least this.
    #[serde(default)]
    pub min: Option<i64>,
    /// At most this.
    #[serde(default)]
    pub max: Option<i64>,
}

/// Reads a map; a name that occurs twice is an error, since either entry may be the one that is meant.
fn each_once<'de: 'a, 'a, D: Deserializer<'de>, V: Deserialize<'de>>(input: D) -> Result<BTreeMap<Text<'a>, V>, D::Error> {
    input.deserialize_map(EachOnce(PhantomData))
}

struct EachOnce<'a, V>(PhantomData<(&'a (), V)>);

impl<'de: 'a, 'a, V: Deserialize<'de>> Visitor<'de> for EachOnce<'a, V> {
    type Value = BTreeMap<Text<'a>, V>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut all = BTreeMap::new();
        while let Some((name, entry)) = map.next_entry::<Text<'a>, V>()? {
            match all.entry(name) {
                Entry::Vacant(place) => _ = place.insert(entry),
                Entry::Occupied(before) => return Err(M::Error::custom(format!("`{}` stands twice", before.key()))),
            }
        }
        Ok(all)
    }
}

impl Serialize for ClosedEntry {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            ClosedEntry::Always => out.serialize_bool(true),
            ClosedEntry::Never => out.serialize_bool(false),
            ClosedEntry::WhenStated => out.serialize_str("when-stated"),
        }
    }
}

impl<'de> Deserialize<'de> for ClosedEntry {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Flag(bool),
            Word(String),
        }
        match Written::deserialize(input)? {
            Written::Flag(true) => Ok(ClosedEntry::Always),
            Written::Flag(false) => Ok(ClosedEntry::Never),
            Written::Word(word) if word == "when-stated" => Ok(ClosedEntry::WhenStated),
            Written::Word(word) => Err(serde::de::Error::custom(format!("`{word}` is neither true, false nor \"when-stated\""))),
        }
    }
}
