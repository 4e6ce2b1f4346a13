//! The published JSON of verdicts.

use serde::{Deserialize, Serialize};

use crate::base::Sources;
use crate::diagnostic::format::DiagnosticEntry;
use crate::policy::format::ConditionEntry;
use crate::policy::{Cited, DutyId, GrantId, LimitId, Policy, ProhibitionId};

use super::{Acting, Due, DutyState, Explanation, Origin, Question, Reason, Status, Verdict};

/// Which version of the format this is.
pub const VERSION: u32 = 1;

/// The answer to a check of some uses against some licenses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
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
    /// A smallest set of facts that forces the verdict.
    pub because: Vec<ReasonEntry>,
    /// What is owed.
    pub duties: Vec<DutyEntry>,
    /// What to ask, the best question first.
    pub questions: Vec<QuestionEntry>,
    /// The rules that keep it open.
    pub undecided: Vec<RuleEntry>,
}

/// Which license was checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
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
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
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
}

/// What stands for a rule where no grant names an action.
pub const NO_GRANT: &str = "no-grant";

/// A rule that exceptions lift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
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
}

/// A duty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
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
    /// Where it is possible, what is not known of the use and occurs in its trigger.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
    /// What performs it.
    pub performed_by: ConditionEntry,
    /// Fixed words to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub showing: Option<String>,
    /// Wording or summary.
    pub words: String,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct QuestionEntry {
    /// What is asked about.
    pub proposition: String,
    /// The question.
    pub ask: String,
    /// The rules that hang on it.
    pub decides: Vec<String>,
    /// `operator`, `counsel` or `licensor`.
    pub to: String,
}

/// All results together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CombinedEntry {
    /// The worst, in the order prohibited, not-granted, refused, undetermined, permitted.
    pub verdict: String,
    /// All duties, each with where it comes from.
    pub duties: Vec<CombinedDuty>,
}

/// A duty with its origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
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

/// How results name a use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseName {
    /// `use.yaml#1`
    pub described: String,
    /// What its author calls it.
    pub title: Option<String>,
}

/// One explanation in published form.
pub fn entry(policy: &Policy, policy_hash: &str, name: UseName, explanation: &Explanation, sources: &Sources) -> ResultEntry {
    let rules = |rules: &[Acting]| rules.iter().map(|acting| rule(policy, *acting)).collect();
    ResultEntry {
        described: name.described,
        title: name.title,
        license: CheckedLicense {
            id: policy.license().id.clone(),
            name: policy.license().name.clone(),
            version: policy.license().version.clone(),
            policy_hash: policy_hash.to_owned(),
        },
        verdict: explanation.answer.verdict.name().to_owned(),
        decisive: rules(&explanation.decisive),
        lifted: explanation.lifted.iter().map(|(id, exceptions)| lifted(policy, id, exceptions)).collect(),
        because: explanation.because.iter().map(|fact| reason(fact, sources)).collect(),
        duties: explanation
            .answer
            .duties
            .iter()
            .zip(&explanation.depends_on)
            .filter_map(|(state, open)| duty(policy, state, open))
            .collect(),
        questions: explanation.questions.iter().map(|question| asked(policy, question)).collect(),
        undecided: rules(&explanation.undecided),
    }
}

fn reason(reason: &Reason, sources: &Sources) -> ReasonEntry {
    ReasonEntry {
        proposition: reason.proposition.clone(),
        holds: reason.holds,
        origin: origin(reason.origin).to_owned(),
        place: reason.place.map(|span| sources.place(span)),
        rule: reason.rule.clone(),
        phrase: reason.phrase.clone(),
    }
}

fn duty(policy: &Policy, state: &DutyState, open: &[String]) -> Option<DutyEntry> {
    let duty = policy.duties().find(DutyId::at(state.duty))?;
    let due = match state.due {
        Due::Due => "due",
        Due::Possible => "possible",
    };
    let status = match state.status {
        Status::Met => "met",
        Status::Unmet => "unmet",
        Status::Unknown => "unknown",
    };
    Some(DutyEntry {
        rule: duty.cited.id.clone(),
        clause: duty.cited.clause.clone(),
        due: due.to_owned(),
        status: status.to_owned(),
        depends_on: open.to_vec(),
        performed_by: policy.condition_entry(&duty.performed_by),
        showing: duty.showing.clone(),
        words: duty.cited.words.clone(),
    })
}

/// The worst verdict of all, and every duty; `None` of nothing.
pub fn combined(results: &[ResultEntry]) -> Option<CombinedEntry> {
    let worst = results.iter().filter_map(|result| Verdict::of_name(&result.verdict)).max()?;
    let duties = results.iter().flat_map(|result| {
        result.duties.iter().map(|duty| CombinedDuty {
            described: result.described.clone(),
            license: result.license.id.clone(),
            duty: duty.clone(),
        })
    });
    Some(CombinedEntry { verdict: worst.name().to_owned(), duties: duties.collect() })
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Stated => "stated",
        Origin::Implied => "implied",
        Origin::Presumed => "presumed",
    }
}

fn rule(policy: &Policy, acting: Acting) -> RuleEntry {
    let entry = |cited: Option<&Cited>, kind: &str| {
        let cited = cited.cloned().unwrap_or_default();
        RuleEntry { rule: cited.id, clause: cited.clause, kind: kind.to_owned(), words: cited.words }
    };
    match acting {
        Acting::Prohibition(at) => entry(policy.prohibitions().find(ProhibitionId::at(at)).map(|rule| &rule.cited), "prohibition"),
        Acting::Grant(at) => entry(policy.grants().find(GrantId::at(at)).map(|grant| &grant.cited), "grant"),
        Acting::Limit(at) => entry(policy.limits().find(LimitId::at(at)).map(|limit| &limit.cited), "limit"),
        Acting::NoGrant(action) => {
            let action = policy.vocabulary().concept(action);
            RuleEntry {
                rule: NO_GRANT.to_owned(),
                clause: String::new(),
                kind: NO_GRANT.to_owned(),
                words: format!("no grant names {} (to {})", action.name(), action.phrase()),
            }
        }
    }
}

fn lifted(policy: &Policy, id: &str, exceptions: &[String]) -> LiftedEntry {
    let cited = policy
        .prohibitions()
        .iter()
        .map(|rule| &rule.cited)
        .chain(policy.limits().iter().map(|limit| &limit.cited))
        .chain(policy.duties().iter().map(|duty| &duty.cited));
    let clause = cited.into_iter().find(|cited| cited.id == id).map(|cited| cited.clause.clone()).unwrap_or_default();
    LiftedEntry { rule: id.to_owned(), clause, exceptions: exceptions.to_vec() }
}

fn asked(policy: &Policy, question: &Question) -> QuestionEntry {
    QuestionEntry {
        proposition: question.proposition.clone(),
        ask: question.ask.clone(),
        decides: question.decides.iter().map(|acting| rule(policy, *acting).rule).collect(),
        to: question.to.clone(),
    }
}
