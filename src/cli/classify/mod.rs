//! `railc classify`: how open a license is, and what is released under it, by each definition of openness.

mod document;
mod people;

use std::io;

use clap::Args;

use railc_core::base::nearest;
use railc_core::check::{self, ChosenPolicy};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_library::openness::{Definition, Openness, openness};

use crate::analysis::openness::{self as analysis, Described, Finding};

use super::{Ending, Format, Session, output};

pub(in crate::cli) use document::Document;

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The licenses: specs (.rail), or ids of the library
    #[arg(required = true, value_name = "LICENSE")]
    licenses: Vec<String>,
    /// Look at this definition only; may be repeated
    #[arg(long = "definition", value_name = "ID")]
    definitions: Vec<String>,
    /// Show the facts of the license too, and where each comes from
    #[arg(long)]
    facts: bool,
}

/// A license and what definitions say of it.
pub(super) struct Classified {
    /// The license.
    pub chosen: ChosenPolicy,
    /// Its facts.
    pub described: Described,
    /// What definitions say.
    pub findings: Vec<Finding>,
}

/// Classifies and prints; that a license is not open is no finding.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> io::Result<Ending> {
    let table = openness();
    let definitions = match wanted(&arguments.definitions, table) {
        Ok(definitions) => definitions,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let mut all = Vec::new();
    for argument in &arguments.licenses {
        match classified(argument, &definitions, table, session) {
            Ok(classified) => all.push(classified),
            Err(diagnostics) => return session.fail(diagnostics),
        }
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
    session: &mut Session,
) -> Result<Classified, Diagnostics> {
    let chosen = session.comparable(argument)?;
    let described = analysis::facts(&chosen, table).map_err(|none| check::no_answer(&none, argument, &chosen.policy))?;
    let findings = definitions.iter().map(|definition| analysis::judge(definition, &described.facts, false)).collect();
    Ok(Classified { chosen, described, findings })
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
