//! The tables of `openness/*.yaml` as they are written.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct FactFile {
    #[serde(rename = "version")]
    _version: u32,
    pub(super) things: Vec<ThingEntry>,
    pub(super) settings: Vec<Vec<String>>,
    pub(super) special: Vec<String>,
    pub(super) topics: Vec<TopicEntry>,
    pub(super) facts: BTreeMap<String, FactEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThingEntry {
    pub(super) name: String,
    pub(super) letter: Option<String>,
    pub(super) artifact: String,
    pub(super) r#use: String,
    pub(super) modify: String,
    pub(super) derivative: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicEntry {
    pub(super) id: String,
    pub(super) is: String,
    pub(super) of: Vec<String>,
    #[serde(default)]
    pub(super) not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactEntry {
    pub(super) r#type: String,
    #[serde(default)]
    pub(super) words: Vec<String>,
    pub(super) of: String,
    pub(super) ask: String,
    pub(super) derive: Option<DeriveEntry>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct DeriveEntry {
    pub(super) permits: Option<Vec<String>>,
    pub(super) permits_each: Option<Vec<Vec<String>>>,
    pub(super) without: Vec<String>,
    pub(super) only_with: Option<Vec<String>>,
    pub(super) refuses: Option<Vec<String>>,
    pub(super) but_not: Vec<String>,
    pub(super) letters: Option<Vec<String>>,
    pub(super) threshold: Option<Vec<String>>,
    pub(super) lifted_by: Option<Vec<String>>,
    pub(super) owes: Option<Vec<String>>,
    pub(super) refuses_with: Vec<String>,
    pub(super) not_owes: Option<Vec<String>>,
    pub(super) nor_refuses: Vec<String>,
    pub(super) asks_for: Option<Vec<AskEntry>>,
    pub(super) otherwise: String,
    pub(super) ban: Option<String>,
    pub(super) except_with: Vec<String>,
    pub(super) choose: Option<Vec<ChooseEntry>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AskEntry {
    pub(super) performed_by: Vec<String>,
    pub(super) word: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChooseEntry {
    pub(super) r#if: Option<String>,
    pub(super) word: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DefinitionFile {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) by: String,
    pub(super) source: String,
    pub(super) dated: String,
    #[serde(default)]
    pub(super) order: u32,
    pub(super) criteria: Vec<CriterionEntry>,
    pub(super) outcome: Option<OutcomeEntry>,
    pub(super) naming: Option<NamingEntry>,
    pub(super) classes: Option<ClassesEntry>,
    pub(super) scores: Option<ScoresEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ClassesEntry {
    pub(super) open_by: Vec<String>,
    pub(super) report: String,
    pub(super) paper: String,
    pub(super) names: Vec<ClassEntry>,
    pub(super) components: Vec<ComponentEntry>,
    pub(super) optional: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassEntry {
    pub(super) class: u8,
    pub(super) name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ComponentEntry {
    pub(super) name: String,
    pub(super) r#type: String,
    pub(super) class: u8,
    pub(super) shows: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScoresEntry {
    pub(super) words: Vec<PointsEntry>,
    pub(super) dimensions: Vec<DimensionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PointsEntry {
    pub(super) word: String,
    pub(super) points: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DimensionEntry {
    pub(super) name: String,
    pub(super) shows: Option<String>,
    #[serde(default)]
    pub(super) rare: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CriterionEntry {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) of: Option<String>,
    pub(super) part: Option<String>,
    pub(super) passes_if: Option<String>,
    pub(super) idle_if: Option<String>,
    pub(super) fails_if: Option<String>,
    pub(super) conditional_if: Option<String>,
    pub(super) source: Option<String>,
    pub(super) dated: Option<String>,
    pub(super) note: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct OutcomeEntry {
    pub(super) exempt_from: Vec<String>,
    pub(super) still_bound_by: Vec<String>,
    pub(super) dates: Vec<DateEntry>,
    pub(super) unverified: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateEntry {
    pub(super) day: String,
    pub(super) what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamingEntry {
    pub(super) word: String,
    pub(super) prefixes: Vec<ChooseEntry>,
    pub(super) order: String,
    pub(super) declared: LetterEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LetterEntry {
    pub(super) letter: char,
    pub(super) beside: char,
    pub(super) by: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ClaimFile {
    #[serde(rename = "version")]
    _version: u32,
    pub(super) denied_by: DeniedEntry,
    pub(super) of_others: OthersEntry,
    pub(super) claims: Vec<ClaimEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeniedEntry {
    pub(super) within: usize,
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OthersEntry {
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ClaimEntry {
    pub(super) id: String,
    pub(super) says: Vec<String>,
    pub(super) is: String,
    pub(super) contradicted_if: String,
    pub(super) definition: Option<String>,
    #[serde(default)]
    pub(super) is_warning: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeclaredFile {
    #[serde(rename = "version")]
    _version: u32,
    /// What clauses say that decide no use, by license.
    pub(super) licenses: BTreeMap<String, BTreeMap<String, StatedEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListFile {
    #[serde(rename = "version")]
    _version: u32,
    pub(super) lists: Vec<ListEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ListEntry {
    pub(super) fact: String,
    pub(super) by: String,
    pub(super) source: String,
    pub(super) dated: String,
    pub(super) is_whole: bool,
    pub(super) ids: Vec<String>,
    #[serde(default)]
    pub(super) denied: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatedEntry {
    pub(super) is: String,
    pub(super) at: String,
}
