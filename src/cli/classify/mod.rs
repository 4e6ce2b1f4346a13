//! `railc classify`: how open a license is, and what is released under it, by each definition of openness.

mod claim;
mod described;
mod document;
mod people;
mod release;

use std::io;

use clap::Args;

use railc_core::base::nearest;
use railc_core::check::{self, ChosenPolicy};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_library::openness::{Definition, Openness, Thing, openness};

use crate::analysis::openness::{self as analysis, Facts, Finding, Release};

use super::{Ending, Format, Session, lint, output};

pub(in crate::cli) use document::Document;

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The licenses: specs (.rail), or ids of the library
    #[arg(required_unless_present = "release", value_name = "LICENSE")]
    licenses: Vec<String>,
    /// What is released under it: YAML as docs/openness.md says, of the Model Openness Framework, or of the openness index
    #[arg(long, value_name = "FILE")]
    release: Option<String>,
    /// Find claims of openness in a text that the licenses contradict
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["definitions", "facts"])]
    claim: Option<String>,
    /// Look at this definition only; may be repeated
    #[arg(long = "definition", value_name = "ID")]
    definitions: Vec<String>,
    /// Show the facts of the license too, and where each comes from
    #[arg(long)]
    facts: bool,
}

/// A license and what definitions say of it.
pub(super) struct Classified {
    /// The license, if it is told.
    pub chosen: Option<ChosenPolicy>,
    /// What the license was asked about.
    pub thing: Option<&'static Thing>,
    /// What is released under it.
    pub release: Option<String>,
    /// The facts of both.
    pub facts: Facts,
    /// What definitions say.
    pub findings: Vec<Finding>,
}

/// Classifies and prints; that a license is not open is no finding.
pub(super) fn run(arguments: &Arguments, is_sarif: bool, session: &mut Session) -> io::Result<Ending> {
    let table = openness();
    let definitions = match wanted(&arguments.definitions, table) {
        Ok(definitions) => definitions,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let release = match arguments.release.as_ref().map(|path| release::read(path, table)).transpose() {
        Ok(release) => release,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let mut all = Vec::new();
    if arguments.licenses.is_empty() {
        let license = release.as_ref().and_then(|release| release.licenses.get("weights").cloned());
        match (license, release.as_ref()) {
            (None, Some(release)) => all.push(alone(release, &definitions, table)),
            (Some(license), _) => match classified(&license, &definitions, table, release.as_ref(), session) {
                Ok(classified) => all.push(classified),
                Err(diagnostics) => return session.fail(diagnostics),
            },
            (None, None) => {}
        }
    }
    for argument in &arguments.licenses {
        match classified(argument, &definitions, table, release.as_ref(), session) {
            Ok(classified) => all.push(classified),
            Err(diagnostics) => return session.fail(diagnostics),
        }
    }
    if let Some(path) = &arguments.claim {
        return match claim::contradicted(path, &all, table, session) {
            Ok(found) => lint::told(found, is_sarif, session),
            Err(diagnostics) => session.fail(diagnostics),
        };
    }
    if is_sarif {
        return session
            .fail(Diagnostic::new(Code::BadCall, "only `railc classify --claim` prints SARIF").help("choose `--format json` here"));
    }
    match session.format {
        Format::Json => output::json(&Document::of(&all, table))?,
        Format::Human => {
            session.show(&session.warnings);
            output::print(&people::told(&all, arguments.facts))?;
        }
    }
    Ok(Ending::Done)
}

fn classified(
    argument: &str,
    definitions: &[&'static Definition],
    table: &'static Openness,
    release: Option<&Release>,
    session: &mut Session,
) -> Result<Classified, Diagnostics> {
    let chosen = session.comparable(argument)?;
    let described = analysis::facts(&chosen, table).map_err(|none| check::no_answer(&none, argument, &chosen.policy))?;
    let facts = match release {
        Some(release) => described.facts.with(&release::facts(release, argument, table)),
        None => described.facts.clone(),
    };
    let findings = definitions.iter().map(|definition| analysis::judge(definition, &facts, release, table)).collect();
    Ok(Classified { chosen: Some(chosen), thing: described.thing, release: release.map(|one| one.name.clone()), facts, findings })
}

/// What definitions say of a release whose license is not told.
fn alone(release: &Release, definitions: &[&'static Definition], table: &'static Openness) -> Classified {
    let facts = release::facts(release, "", table);
    let findings = definitions.iter().map(|definition| analysis::judge(definition, &facts, Some(release), table)).collect();
    Classified { chosen: None, thing: None, release: Some(release.name.clone()), facts, findings }
}

/// The definitions of these ids; all where none is named.
fn wanted(ids: &[String], table: &'static Openness) -> Result<Vec<&'static Definition>, Diagnostics> {
    if ids.is_empty() {
        return Ok(table.definitions.iter().collect());
    }
    let mut found = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for id in ids {
        match table.definitions.iter().find(|definition| definition.id == id) {
            Some(definition) => found.push(definition),
            None => {
                let known: Vec<&str> = table.definitions.iter().map(|definition| definition.id).collect();
                let otherwise = format!("name one of {}", known.join(", "));
                let diagnostic = Diagnostic::new(Code::UnknownDefinition, format!("there is no definition of openness `{id}`"));
                diagnostics.push(diagnostic.nearest(&nearest(id, known.iter().copied()), &otherwise));
            }
        }
    }
    if diagnostics.is_empty() { Ok(found) } else { Err(diagnostics) }
}
