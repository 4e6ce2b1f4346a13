//! The published JSON of verdicts.

use serde::{Deserialize, Serialize};

use crate::diagnostic::format::DiagnosticEntry;
use crate::policy::Confidence;
use crate::policy::format::ConditionEntry;

/// Which version of the format this is.
pub const VERSION: u32 = 1;

/// The answer to a check of some uses against some licenses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct VerdictDocument {
    /// The version of this format.
    pub version: u32,
    /// One for each use and license.
    pub results: Vec<ResultEntry>,
    /// All together; none where nothing could be decided.
    pub combined: Option<CombinedEntry>,
    /// What is wrong with the input.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<DiagnosticEntry>,
}

/// One use under one license.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct ResultEntry {
    /// `use.yaml#1`
    #[serde(rename = "use")]
    pub described: String,
    /// What the use is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The license.
    pub license: CheckedLicense,
    /// `permitted`, `prohibited`, `not-granted`, `refused` or `undetermined`.
    pub verdict: String,
    /// The rules that decide.
    pub decisive: Vec<RuleEntry>,
    /// Rules that would act, and the exceptions that lift them.
    pub lifted: Vec<LiftedEntry>,
    /// A minimal set of facts that forces the verdict.
    pub because: Vec<ReasonEntry>,
    /// What is owed.
    pub duties: Vec<DutyEntry>,
    /// What to ask, the best question first.
    pub questions: Vec<QuestionEntry>,
    /// What to ask where the answers to those leave it open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<QuestionEntry>,
    /// The rules that keep it open.
    pub undecided: Vec<RuleEntry>,
    /// What would make it permitted, where that was asked: the smallest changes first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<RemedyEntry>,
}

/// Changes that make a use permitted together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct RemedyEntry {
    /// What is changed.
    pub changes: Vec<ChangeEntry>,
    /// The rules of the duties that are then due and not known to be met.
    pub owed: Vec<String>,
}

/// A fact that is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct ChangeEntry {
    /// `safeguard.human-review`
    pub proposition: String,
    /// Whether it is to hold.
    pub holds: bool,
}

/// Which license was checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CheckedLicense {
    /// `llama-3.1`
    pub id: String,
    /// The title.
    pub name: String,
    /// The version.
    pub version: String,
    /// The sha256 of the canonical policy JSON.
    pub policy_hash: String,
    /// The modules chosen with the license; `None` if that is left to the use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modules: Option<Vec<String>>,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct RuleEntry {
    /// Its id.
    pub rule: String,
    /// Its clause's number or reference.
    pub clause: String,
    /// `prohibition`, `grant`, `limit`, or `no-grant` where no grant names the action.
    pub kind: String,
    /// Wording or summary.
    pub words: String,
    /// How sure the reading of the clause is, where lawyers may differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// What stands for a rule where no grant names an action.
pub const NO_GRANT: &str = "no-grant";

/// A rule that exceptions lift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct LiftedEntry {
    /// The rule's id.
    pub rule: String,
    /// Its clause's number or reference.
    pub clause: String,
    /// The exceptions, by id.
    pub exceptions: Vec<String>,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct ReasonEntry {
    /// `purpose.medical.advice`, `monthly-active-users > 700000000`
    pub proposition: String,
    /// Whether it holds.
    pub holds: bool,
    /// `stated`, `implied` or `presumed`.
    pub origin: String,
    /// Where it is stated: `use.yaml:4:12`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Why it is presumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The concept's or scalar's phrase.
    pub phrase: String,
    /// `prohibited` where it rules out no more than that; only of a use that is not granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules_out: Option<String>,
}

/// A duty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct DutyEntry {
    /// Its id.
    pub rule: String,
    /// Its clause's number or reference.
    pub clause: String,
    /// `due` or `possible`.
    pub due: String,
    /// `met`, `unmet` or `unknown`.
    pub status: String,
    /// If it is `possible`: the propositions of its trigger that are not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
    /// What performs it.
    pub performed_by: ConditionEntry,
    /// Fixed words to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub showing: Option<String>,
    /// Wording or summary.
    pub words: String,
    /// How sure the reading of the clause is, where lawyers may differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct QuestionEntry {
    /// What it asks about.
    pub proposition: String,
    /// The question.
    pub ask: String,
    /// The rules that depend on it.
    pub decides: Vec<String>,
    /// `operator`, `counsel` or `licensor`.
    pub to: String,
}

/// All results together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CombinedEntry {
    /// The worst, in the order prohibited, not-granted, refused, undetermined, permitted.
    pub verdict: String,
    /// All duties, each with where it comes from.
    pub duties: Vec<CombinedDuty>,
}

/// A duty with its origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CombinedDuty {
    /// The use that owes it.
    #[serde(rename = "use")]
    pub described: String,
    /// The license that it comes from.
    pub license: String,
    /// The duty.
    #[serde(flatten)]
    pub duty: DutyEntry,
}
