//! The published JSON of a policy: versioned, self-contained, the same bytes for the same policy.

use serde::{Deserialize, Serialize};

use super::Confidence;

/// Which version of the format this is.
pub const VERSION: u32 = 1;

/// A policy as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PolicyDocument"))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, expecting = "a policy")]
// The vocabulary is written as `Part`, and read into a draft of its tables.
pub struct PolicyDocument<V> {
    /// The version of this format.
    pub version: u32,
    /// Which license it is.
    pub license: LicenseEntry,
    /// What is granted.
    pub grants: Vec<GrantEntry>,
    /// What ends or limits grants. Their conditions are folded into the grants; these are their words.
    #[serde(default)]
    pub limits: Vec<LimitEntry>,
    /// What is forbidden.
    pub prohibitions: Vec<ProhibitionEntry>,
    /// What is owed.
    pub duties: Vec<DutyEntry>,
    /// Propositions of the policy's own.
    pub propositions: Vec<PropositionEntry>,
    /// Concepts, with their descendants, and numbers of which nothing is presumed under this license.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<String>,
    /// Fingerprints of what it was made from.
    pub hashes: HashesEntry,
    /// The part of the vocabulary that the rules depend on; what is empty in it is not written.
    pub vocabulary: V,
}

/// Which license a policy belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LicenseEntry {
    /// `llama-3.1`
    pub id: String,
    /// The title.
    pub name: String,
    /// The version.
    pub version: String,
    /// `own` or `reading`.
    pub kind: KindEntry,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The licenses that it combines; absent for a license by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub combines: Vec<CombinedEntry>,
}

/// A license whose rules are part of a combination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "CombinedLicense"))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CombinedEntry {
    /// Its id, before which stand those of its rules.
    pub id: String,
    /// Its other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The fingerprint of its policy: `sha256:…`.
    pub policy_hash: String,
}

/// Whose license it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum KindEntry {
    /// Drafted with railc.
    Own,
    /// Somebody else's, modelled.
    Reading,
}

/// A grant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GrantEntry {
    /// The rule's id, which never moves.
    pub id: String,
    /// The clause's number or reference.
    pub clause: String,
    /// The actions granted.
    pub actions: Vec<String>,
    /// When.
    pub condition: ConditionEntry,
    /// Wording or summary.
    #[serde(default)]
    pub words: String,
    /// How sure the reading of the clause is, where lawyers may differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// A clause that ends or limits grants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LimitEntry {
    /// The rule's id, which never moves.
    pub id: String,
    /// The clause's number or reference.
    pub clause: String,
    /// Wording or summary.
    #[serde(default)]
    pub words: String,
    /// How sure the reading of the clause is, where lawyers may differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// A prohibition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ProhibitionEntry {
    /// The rule's id, which never moves.
    pub id: String,
    /// The clause's number or reference.
    pub clause: String,
    /// What is forbidden.
    pub condition: ConditionEntry,
    /// What lifts the whole rule.
    #[serde(default)]
    pub exceptions: Vec<ExceptionEntry>,
    /// Wording or summary.
    #[serde(default)]
    pub words: String,
    /// How sure the reading of the clause is, where lawyers may differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// A duty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DutyEntry {
    /// The rule's id, which never moves.
    pub id: String,
    /// The clause's number or reference.
    pub clause: String,
    /// When it is owed.
    pub trigger: ConditionEntry,
    /// What lifts it.
    #[serde(default)]
    pub exceptions: Vec<ExceptionEntry>,
    /// What performs it.
    pub performed_by: ConditionEntry,
    /// Fixed words to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub showing: Option<String>,
    /// Wording or summary.
    #[serde(default)]
    pub words: String,
    /// How sure the reading of the clause is, where lawyers may differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// An exception.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExceptionEntry {
    /// `rule/name`
    pub id: String,
    /// When it lifts.
    pub condition: ConditionEntry,
}

/// A proposition of the policy's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PropositionEntry {
    /// `module.medical`, `question.reach`
    pub id: String,
    /// The question.
    pub ask: String,
    /// `licensor` or `counsel`.
    pub to: String,
}

/// Fingerprints, `sha256:…`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct HashesEntry {
    /// Of the spec.
    #[serde(default)]
    pub spec: String,
    /// Of the rendered text; empty for a reading.
    #[serde(default)]
    pub text: String,
    /// Of the whole vocabulary, of which `vocabulary` is a subset.
    #[serde(default)]
    pub vocabulary: String,
}

/// A condition: exactly one of `all`, `any`, `not`, `is`, `compare`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, expecting = "a condition")]
pub struct ConditionEntry {
    /// All of these; of none, true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Box<[ConditionEntry]>>,
    /// One of these; of none, false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Box<[ConditionEntry]>>,
    /// The opposite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<ConditionEntry>>,
    /// With `not`: the exception that lifts this branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<Box<str>>,
    /// With `not`: the limit that takes the grant away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Box<str>>,
    /// A concept, module or question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Box<str>>,
    /// A scalar, a sign (`>`, `>=`, `<`, `<=`), a number, and its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<(String, String, f64, String)>"))]
    pub compare: Option<Box<(String, String, serde_json::Number, String)>>,
}
