//! The published JSON of bulk checks: the lines of verdicts, and their summary.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::format::{CheckedLicense, RuleEntry};
use crate::diagnostic::format::DiagnosticEntry;

/// Which version of these formats this is.
pub const VERSION: u32 = 1;

/// One line: a use under one license, or what is wrong with a use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum VerdictLine {
    /// It was decided.
    Decided(Box<DecidedLine>),
    /// It was not.
    Wrong(WrongLine),
}

/// A use under one license, in as few words as a registry needs: what they mean is in the policy and in the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DecidedLine {
    /// The version of this format.
    pub version: u32,
    /// The file and the line that the use stands on: `uses.jsonl:17`
    #[serde(rename = "use")]
    pub described: String,
    /// What the use is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The license, by its id.
    pub license: String,
    /// The modules chosen with the license; none where that is left to the use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modules: Option<Vec<String>>,
    /// `permitted`, `prohibited`, `not-granted`, `refused` or `undetermined`.
    pub verdict: String,
    /// The rules that decide, by their ids.
    pub decisive: Vec<String>,
    /// The actions that no grant names, where that decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_grant: Vec<String>,
    /// What is owed.
    pub duties: Vec<DutyLine>,
    /// The propositions to ask about, the best first.
    pub questions: Vec<String>,
    /// Those to ask about where the answers to those leave it open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<String>,
}

/// A duty of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DutyLine {
    /// Its id.
    pub rule: String,
    /// `due` or `possible`.
    pub due: String,
    /// `met`, `unmet` or `unknown`.
    pub status: String,
}

/// A use that could not be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WrongLine {
    /// The version of this format.
    pub version: u32,
    /// `uses.jsonl:18`
    #[serde(rename = "use")]
    pub described: String,
    /// What is wrong with it.
    pub diagnostics: Vec<DiagnosticEntry>,
}

/// All lines together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SummaryDocument {
    /// The version of this format.
    pub version: u32,
    /// Where the uses are from.
    pub uses: String,
    /// How many lines were read, blank ones included.
    pub lines: u64,
    /// How many uses were decided under every license.
    pub decided: u64,
    /// How many lines are wrong.
    pub wrong: u64,
    /// Whether all lines were read; not where the first wrong one ended it.
    pub complete: bool,
    /// One for each license.
    pub licenses: Vec<LicenseSummary>,
}

/// What came out under one license.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LicenseSummary {
    /// The license.
    pub license: CheckedLicense,
    /// How many uses each verdict has.
    pub verdicts: BTreeMap<String, u64>,
    /// The rules that decide, those of the most uses first.
    pub decisive: Vec<CountedRule>,
    /// What is asked of undetermined uses, follow-ups included; what most are asked first.
    pub questions: Vec<CountedQuestion>,
}

/// A rule, and how many uses it decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CountedRule {
    /// How many uses.
    pub uses: u64,
    /// Where no grant names an action: which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The rule.
    #[serde(flatten)]
    pub rule: RuleEntry,
}

/// A question, and how many uses it is asked of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CountedQuestion {
    /// How many uses.
    pub uses: u64,
    /// What it asks about.
    pub proposition: String,
    /// The question.
    pub ask: String,
}
