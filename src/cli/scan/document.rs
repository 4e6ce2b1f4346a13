//! What was found in a repository, as JSON.

use serde::Serialize;

use railc_core::check::{Due, DutyState, Status};
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::policy::Policy;

use super::Scanned;
use super::found::Found;
use crate::cli::{Session, output};
use crate::scan::{Held, Outcome, Seen, Thing};

/// A repository.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct ScanDocument {
    version: u32,
    folder: String,
    /// How many files were looked at.
    files: usize,
    things: Vec<ThingEntry>,
    licenses: Vec<LicenseEntry>,
    findings: Vec<FindingEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(with = "Vec<serde_json::Value>"))]
    diagnostics: Vec<DiagnosticEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct ThingEntry {
    name: String,
    /// `model` or `dataset`.
    kind: &'static str,
    revision: Option<String>,
    /// Whether something takes it; otherwise prose or comments mention it.
    used: bool,
    /// Licenses that bind it, by id.
    licenses: Vec<&'static str>,
    /// One of these binds it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    one_of: Vec<&'static str>,
    /// Terms without rules in the library, by title.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unmodelled: Vec<String>,
    /// Where the license is stated.
    source: Option<String>,
    /// When somebody last looked there.
    verified: Option<String>,
    places: Vec<PlaceEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct PlaceEntry {
    file: String,
    /// From 1; 0 in the header of a file that is no text.
    line: u32,
    column: u32,
    /// In a notebook: the cell and the line in it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<(u32, u32)>,
    context: String,
    used: bool,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct LicenseEntry {
    id: String,
    name: String,
    /// Whether it binds one of the things for certain.
    certain: bool,
    things: Vec<String>,
    uses: Vec<UseEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct UseEntry {
    #[serde(rename = "use")]
    described: String,
    verdict: &'static str,
    /// The rules that decide.
    decisive: Vec<String>,
    duties: Vec<DutyEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct DutyEntry {
    rule: String,
    clause: String,
    /// `due` or `possible`.
    due: &'static str,
    /// `met`, `unmet` or `unknown`, with what can be seen in the repository.
    status: &'static str,
    words: String,
    /// What would show it, where the repository would and does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct FindingEntry {
    /// The same in each run, as long as the thing, the license and the use are: what a baseline goes by.
    id: String,
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceEntry>,
}

impl Scanned {
    /// All of it.
    pub(super) fn document(&self, found: &[Found], session: &Session) -> ScanDocument {
        ScanDocument {
            version: output::VERSION,
            folder: self.folder.clone(),
            files: self.walked.files,
            things: self.inventory.things.iter().map(thing).collect(),
            licenses: (0..self.bound.len()).filter_map(|at| self.license(at)).collect(),
            findings: found.iter().map(finding).collect(),
            diagnostics: session.warned(),
        }
    }

    fn license(&self, at: usize) -> Option<LicenseEntry> {
        let bound = self.bound.get(at)?;
        let license = bound.policy.policy.license();
        let uses = self.outcomes.iter().filter(|outcome| outcome.license == at);
        Some(LicenseEntry {
            id: license.id.clone(),
            name: license.name.clone(),
            certain: bound.is_certain,
            things: self.things_under(&license.id).into_iter().map(|thing| thing.name.clone()).collect(),
            uses: uses.map(|outcome| used(outcome, &bound.policy.policy)).collect(),
        })
    }
}

fn used(outcome: &Outcome, policy: &Policy) -> UseEntry {
    let missing = outcome.missing.iter().map(|one| (&one.duty, Some(one.wanted.clone())));
    let others = outcome.others.iter().map(|state| (state, None));
    UseEntry {
        described: outcome.described.0.clone(),
        verdict: outcome.verdict().name(),
        decisive: outcome.checked.explanation.decisive.iter().filter_map(|rule| rule.cited(policy)).map(|cited| cited.id.clone()).collect(),
        duties: missing.chain(others).map(|(state, wanted)| duty(state, wanted, policy)).collect(),
    }
}

fn duty(state: &DutyState, missing: Option<String>, policy: &Policy) -> DutyEntry {
    let cited = &policy.duties().get(state.duty).cited;
    DutyEntry {
        rule: cited.id.clone(),
        clause: cited.clause.clone(),
        due: match state.due {
            Due::Due => "due",
            Due::Possible => "possible",
        },
        status: match state.status {
            Status::Met => "met",
            Status::Unmet => "unmet",
            Status::Unknown => "unknown",
        },
        words: cited.words.clone(),
        missing,
    }
}

fn thing(thing: &Thing) -> ThingEntry {
    let (mut licenses, mut one_of, mut unmodelled) = (Vec::new(), Vec::new(), Vec::new());
    for held in &thing.held {
        match held {
            Held::License(id) => licenses.push(*id),
            Held::OneOf(ids) => one_of.extend(ids),
            Held::Unmodelled(title) => unmodelled.push(title.clone()),
        }
    }
    ThingEntry {
        name: thing.name.clone(),
        kind: thing.kind.name(),
        revision: thing.revision.clone(),
        used: thing.is_used(),
        licenses,
        one_of,
        unmodelled,
        source: thing.source.clone(),
        verified: thing.verified.clone(),
        places: thing.seen.iter().map(place).collect(),
    }
}

fn place(seen: &Seen) -> PlaceEntry {
    PlaceEntry {
        file: seen.file.clone(),
        line: seen.place.line,
        column: seen.place.column,
        cell: seen.place.cell,
        context: seen.context.clone(),
        used: seen.standing == railc_scan::Standing::Used,
    }
}

fn finding(found: &Found) -> FindingEntry {
    FindingEntry {
        id: found.id.clone(),
        code: found.code.number(),
        message: found.message.clone(),
        help: found.help.clone(),
        place: found.place.as_ref().map(place),
    }
}
