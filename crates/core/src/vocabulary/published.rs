//! The vocabulary as it is published in JSON: by `railc vocab`, and in part inside every policy.
//!
//! Also compiled into the build script, which reads `vocabulary/*.yaml` into this shape; so it uses serde alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which version of the format this is.
pub const VERSION: u32 = 1;

/// A vocabulary, or the part of one that a policy needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Published {
    /// The version of this format.
    pub version: u32,
    /// Facets by id.
    pub facets: BTreeMap<String, FacetEntry>,
    /// Concepts by full id, `facet.concept`.
    pub concepts: BTreeMap<String, ConceptEntry>,
    /// Groups of concepts of which no two hold together.
    pub exclusive: Vec<Vec<String>>,
    /// Scalars by id.
    pub scalars: BTreeMap<String, ScalarEntry>,
    /// Former ids and what they are called now.
    #[serde(default)]
    pub aliases: BTreeMap<String, String>,
}

/// A facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FacetEntry {
    /// What it says of a use.
    #[serde(default)]
    pub about: String,
    /// Whether what is not said is presumed absent.
    pub closed: ClosedEntry,
    /// Concepts taken as stated where the use says nothing in this facet.
    #[serde(default)]
    pub default: Vec<String>,
}

/// Whether what is not said in a facet is presumed absent: `true`, `false`, or `"when-stated"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemas", schemars(with = "serde_json::Value"))]
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
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ConceptEntry {
    /// Its direct parents.
    #[serde(default)]
    pub is_a: Vec<String>,
    /// What becomes a live question where it holds.
    #[serde(default)]
    pub raises: Vec<String>,
    /// Presumed absent, as only exceptional uses have it.
    #[serde(default)]
    pub odd: bool,
    /// A group that is no thing of its own.
    #[serde(default, rename = "abstract")]
    pub is_abstract: bool,
    /// No fact settles it; counsel answers.
    #[serde(default)]
    pub judgement: bool,
    /// The definition.
    pub is: String,
    /// A yes/no question to a person.
    pub ask: String,
    /// What follows the facet's lead-in in a sentence.
    #[serde(default)]
    pub phrase: String,
    /// What people say.
    #[serde(default)]
    pub also: Vec<String>,
    /// Counterparts in other vocabularies.
    #[serde(default)]
    pub maps: BTreeMap<String, Vec<String>>,
}

/// A number that licenses compare with a limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScalarEntry {
    /// What it is counted in.
    #[serde(default)]
    pub unit: String,
    /// Scalars that it is never greater than.
    #[serde(default)]
    pub at_most: Vec<String>,
    /// Presumed where the use says nothing of it.
    #[serde(default)]
    pub usual: Option<UsualEntry>,
    /// The definition.
    #[serde(default)]
    pub is: String,
    /// A question to a person.
    #[serde(default)]
    pub ask: String,
    /// What goes before "is more than" in a sentence.
    #[serde(default)]
    pub phrase: String,
    /// What people say.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whose number it is: product, licensee, licensee-and-affiliates.
    #[serde(default)]
    pub of: String,
    /// The day it is taken on: current, at-release.
    #[serde(default)]
    pub when: String,
    /// Counterparts in other vocabularies.
    #[serde(default)]
    pub maps: BTreeMap<String, Vec<String>>,
}

/// The range of an ordinary use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UsualEntry {
    /// At least this.
    #[serde(default)]
    pub min: Option<i64>,
    /// At most this.
    #[serde(default)]
    pub max: Option<i64>,
}

impl Serialize for ClosedEntry {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            _ if !out.is_human_readable() => out.serialize_u8(*self as u8),
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
        if !input.is_human_readable() {
            return Ok(match u8::deserialize(input)? {
                0 => ClosedEntry::Always,
                1 => ClosedEntry::Never,
                _ => ClosedEntry::WhenStated,
            });
        }
        match Written::deserialize(input)? {
            Written::Flag(true) => Ok(ClosedEntry::Always),
            Written::Flag(false) => Ok(ClosedEntry::Never),
            Written::Word(word) if word == "when-stated" => Ok(ClosedEntry::WhenStated),
            Written::Word(word) => Err(serde::de::Error::custom(format!("`{word}` is neither true, false nor \"when-stated\""))),
        }
    }
}
