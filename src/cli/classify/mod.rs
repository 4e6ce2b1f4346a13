//! `railc classify`: how open a license is, and what is released under it, by each definition of openness.

mod claim;
mod described;
mod document;
mod people;
mod release;
mod table;

use std::io;

use clap::Args;

use railc_core::base::{nearest, one_line};
use railc_core::check::{self, ChosenPolicy};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_library::openness::{Definition, Openness, Thing, openness};

use crate::analysis::openness::{self as analysis, Change, Facts, Finding, Release};

use super::{Ending, Format, Session, lint, output, swap};

pub(in crate::cli) use document::Document;

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The licenses: specs (.rail), or ids of the library
    #[arg(required_unless_present_any = ["release", "all"], value_name = "LICENSE")]
    licenses: Vec<String>,
    /// What is released under it: YAML as docs/openness.md says, of the Model Openness Framework, or of the openness index
    #[arg(long, value_name = "FILE")]
    release: Option<String>,
    /// Find claims of openness in a text that the licenses contradict
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["definitions", "facts"])]
    claim: Option<String>,
    /// Find the fewest rules without which this definition would be met
    #[arg(long, value_name = "ID", conflicts_with_all = ["claim", "definitions"])]
    what_if: Option<String>,
    /// Show all licenses of the library, or those named, as a table
    #[arg(long, conflicts_with_all = ["claim", "what_if", "facts"])]
    all: bool,
    /// Write the table to a file: `.html` for a page with the reasons, `.svg` for a picture
    #[arg(long, short, value_name = "FILE", requires = "all")]
    output: Option<String>,
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
    /// What would have to change so that a definition is met, where that is asked; nothing where it is.
    pub change: Option<(&'static Definition, Option<Change>)>,
}

/// Classifies and prints; that a license is not open is no finding.
pub(super) fn run(arguments: &Arguments, is_sarif: bool, session: &mut Session) -> io::Result<Ending> {
    let table = openness();
    let ids: Vec<String> = arguments.definitions.iter().chain(&arguments.what_if).cloned().collect();
    if let Some(path) = arguments.output.as_ref().filter(|path| !path.ends_with(".html") && !path.ends_with(".svg")) {
        let message = format!("`{path}` ends neither in `.html` nor in `.svg`");
        return session.fail(Diagnostic::new(Code::BadCall, message).help("a table is written as a page or as a picture"));
    }
    let definitions = match wanted(&ids, table) {
        Ok(definitions) => definitions,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let release = match arguments.release.as_ref().map(|path| release::read(path, table)).transpose() {
        Ok(release) => release,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let mut all = Vec::new();
    if arguments.licenses.is_empty() && !arguments.all {
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
    let library = railc_library::licenses().iter().map(|listed| listed.id.to_owned());
    let named = if arguments.licenses.is_empty() && arguments.all { library.collect() } else { arguments.licenses.clone() };
    for argument in &named {
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
    if arguments.all {
        return all_of_them(&all, arguments.output.as_deref(), session);
    }
    if let (Some(_), [definition]) = (&arguments.what_if, definitions.as_slice()) {
        for one in &mut all {
            let Some(chosen) = one.chosen.as_ref() else { continue };
            let id = chosen.policy.license().id.as_str();
            let stated = release.as_ref().map(|release| (release, release::facts(release, id, table)));
            let stated = stated.as_ref().map(|(release, facts)| (*release, facts));
            match analysis::change(chosen, definition, stated, table) {
                Ok(change) => one.change = Some((*definition, change)),
                Err(none) => return session.fail(check::no_answer(&none, "the license", &chosen.policy)),
            }
        }
    }
    match session.format {
        Format::Json => output::json(&Document::of(&all, table))?,
        Format::Human => {
            session.show(&session.warnings);
            let changes: String = all
                .iter()
                .filter_map(|one| one.change.as_ref().map(|(definition, change)| people::change(one, definition, change.as_ref())))
                .collect();
            output::print(&if changes.is_empty() { people::told(&all, arguments.facts) } else { changes })?;
        }
    }
    Ok(Ending::Done)
}

/// Prints the table, and writes it where that is asked for.
fn all_of_them(all: &[Classified], path: Option<&str>, session: &mut Session) -> io::Result<Ending> {
    let table = table::of(all);
    let text =
        |path: &str| if path.ends_with(".svg") { railc_documents::overview::svg(&table) } else { railc_documents::overview::html(&table) };
    if let Some(Err(diagnostic)) = path.map(|path| swap::write(path, text(path).as_bytes())) {
        return session.fail(diagnostic);
    }
    match session.format {
        Format::Json => output::json(&Document::of(all, openness()))?,
        Format::Human => {
            session.show(&session.warnings);
            output::print(&table::told(&table))?;
            if let Some(path) = path {
                output::print(&format!("\nwrote {}\n", one_line(path)))?;
            }
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
    Ok(Classified {
        chosen: Some(chosen),
        thing: described.thing,
        release: release.map(|one| one.name.clone()),
        facts,
        findings,
        change: None,
    })
}

/// What definitions say of a release whose license is not told.
fn alone(release: &Release, definitions: &[&'static Definition], table: &'static Openness) -> Classified {
    let facts = release::facts(release, "", table);
    let findings = definitions.iter().map(|definition| analysis::judge(definition, &facts, Some(release), table)).collect();
    Classified { chosen: None, thing: None, release: Some(release.name.clone()), facts, findings, change: None }
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
