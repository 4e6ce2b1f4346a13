//! What definitions of openness say, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};

use railc_core::check::CitedRule;
use railc_core::policy::Policy;
use railc_core::report::words;
use railc_library::openness::Openness;

use crate::analysis::openness::{Finding, Judged, Known, Origin, Value, Verdict};

use super::super::output;
use super::Classified;

/// What definitions say of licenses, as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(in crate::cli) enum Document {
    /// Of one license.
    One {
        version: u32,
        #[serde(flatten)]
        license: Box<LicenseEntry>,
    },
    /// Of several.
    Several { version: u32, licenses: Vec<LicenseEntry> },
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct LicenseEntry {
    /// Not there where nothing tells the license of a release.
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<String>,
    /// What the license gives rights in, and was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    thing: Option<&'static str>,
    /// By the id of the definition.
    definitions: BTreeMap<&'static str, DefinitionEntry>,
    facts: BTreeMap<String, FactEntry>,
    /// The fewest changes that make a definition met, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    what_if: Option<ChangeEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct ChangeEntry {
    definition: &'static str,
    /// The rules to leave out; none where it is met as it is.
    without: Vec<String>,
    /// What else would have to be otherwise, or known.
    facts: Vec<&'static str>,
    /// The verdict then.
    then: &'static str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct DefinitionEntry {
    /// What the definition is called.
    title: &'static str,
    source: &'static str,
    dated: &'static str,
    /// `pass`, `fail`, `conditional`, `unknown` or `not-applicable`.
    verdict: &'static str,
    /// What is not met.
    failing: Vec<CriterionEntry>,
    /// What hangs on more than any fact tells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conditional: Vec<CriterionEntry>,
    /// What a missing fact leaves open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<CriterionEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_rail: Option<bool>,
    /// How a license that passes is named by the convention.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The class that the release reaches: `Class III - Open Model`.
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    /// What the next class asks for and is not there, or not under an open license.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<ScoreEntry>,
    /// What those who pass are free of, and what binds them all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<OutcomeEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct ScoreEntry {
    points: f64,
    /// The most that it could have.
    of: usize,
    unknown: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct OutcomeEntry {
    exempt_from: &'static [&'static str],
    still_bound_by: &'static [&'static str],
    /// What could not be verified.
    unverified: &'static [&'static str],
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct CriterionEntry {
    criterion: &'static str,
    /// The first clause that decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<String>,
    why: String,
    /// All rules that decide, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<String>,
    /// The facts that decide, or are missing.
    facts: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct FactEntry {
    /// `null` where it is not known.
    value: Json,
    /// `rules`, `stated`, or who declares it.
    from: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why_unknown: Option<String>,
}

impl Document {
    pub(super) fn of(all: &[Classified], table: &Openness) -> Document {
        let license = |one: &Classified| {
            let policy = one.chosen.as_ref().map(|chosen| &*chosen.policy);
            let known = one.facts.iter().filter(|(id, _)| table.facts.iter().any(|kind| kind.id == *id));
            LicenseEntry {
                license: policy.map(|policy| policy.license().id.clone()),
                release: one.release.clone(),
                thing: one.thing.map(|thing| thing.name),
                definitions: one.findings.iter().map(|finding| (finding.definition.id, DefinitionEntry::of(finding, policy))).collect(),
                what_if: one.change.as_ref().map(|(definition, change)| ChangeEntry {
                    definition: definition.id,
                    without: change.iter().flat_map(|change| ids(&change.without, policy)).collect(),
                    facts: change.as_ref().map(|change| change.facts.clone()).unwrap_or_default(),
                    then: change.as_ref().map_or(Verdict::Pass, |change| change.then).name(),
                }),
                facts: known.map(|(id, known)| (id.to_owned(), FactEntry::of(known, policy))).collect(),
            }
        };
        let version = output::VERSION;
        match all {
            [one] => Document::One { version, license: Box::new(license(one)) },
            several => Document::Several { version, licenses: several.iter().map(license).collect() },
        }
    }
}

impl DefinitionEntry {
    fn of(finding: &Finding, policy: Option<&Policy>) -> DefinitionEntry {
        let with = |met: Verdict| finding.criteria.iter().filter(|one| one.met == met).map(|one| CriterionEntry::of(one, policy)).collect();
        DefinitionEntry {
            title: finding.definition.name,
            source: finding.definition.source,
            dated: finding.definition.dated,
            verdict: finding.verdict.name(),
            failing: with(Verdict::Fail),
            conditional: with(Verdict::Conditional),
            unknown: with(Verdict::Unknown),
            is_rail: finding.definition.naming.map(|_| finding.verdict == Verdict::Pass),
            name: finding.name.clone(),
            class: finding.class.as_ref().and_then(|class| class.reached),
            missing: finding.class.iter().flat_map(|class| &class.missing).map(|missing| missing.component).collect(),
            score: finding.score.as_ref().map(|score| ScoreEntry { points: score.points, of: score.most, unknown: score.unknown.clone() }),
            outcome: finding.definition.outcome.map(|outcome| OutcomeEntry {
                exempt_from: if finding.verdict == Verdict::Pass { outcome.exempt_from } else { &[] },
                still_bound_by: outcome.still_bound_by,
                unverified: outcome.unverified,
            }),
        }
    }
}

impl CriterionEntry {
    fn of(judged: &Judged, policy: Option<&Policy>) -> CriterionEntry {
        let first = judged.rules.iter().find_map(|rule| rule.cited(policy?));
        CriterionEntry {
            criterion: judged.criterion.id,
            clause: first.map(|cited| cited.clause.clone()),
            why: judged.criterion.name.to_owned(),
            rules: ids(&judged.rules, policy),
            facts: judged.facts.clone(),
        }
    }
}

impl FactEntry {
    fn of(known: &Known, policy: Option<&Policy>) -> FactEntry {
        let value = match &known.value {
            None => Json::Null,
            Some(Value::Bool(holds)) => json!(holds),
            Some(Value::Word(word)) => json!(word),
            Some(Value::Number(number)) => json!(number),
            Some(Value::List(items)) => json!(items.iter().map(|item| &item.word).collect::<Vec<_>>()),
        };
        let from = match known.origin {
            Origin::Rules => "rules",
            Origin::Declared(source) => source,
            Origin::Stated => "stated",
        };
        FactEntry { value, from, rules: ids(&known.rules, policy), why_unknown: known.why_unknown.clone() }
    }
}

fn ids(rules: &[CitedRule], policy: Option<&Policy>) -> Vec<String> {
    let Some(policy) = policy else { return Vec::new() };
    let id = |rule: &CitedRule| match rule {
        CitedRule::NoGrant(action) => words::no_grant(policy, *action),
        _ => rule.cited(policy).map(|cited| cited.id.clone()).unwrap_or_default(),
    };
    rules.iter().map(id).collect()
}
