//! `railc licenses`: what is in the library.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_language::driver;
use railc_language::library::Shelf;
use railc_language::license::{License, Parameter};

use super::{Ending, Format, Session, output};

/// The lines of the command.
#[derive(Debug, Args)]
pub struct Arguments {}

/// A license of the library.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LicenseEntry {
    id: String,
    name: String,
    version: String,
    kind: &'static str,
    spdx: Option<String>,
    hugging_face: Option<String>,
    aliases: Vec<String>,
    family: Option<String>,
    licensor: Option<String>,
    date: Option<String>,
    source: Option<SourceEntry>,
    sources: Vec<SourceEntry>,
    modules: Vec<String>,
    parameters: Vec<ParameterEntry>,
}

/// What a license can be filled in with.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ParameterEntry {
    name: String,
    value: String,
    about: Option<String>,
}

/// Where an original stands.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
struct SourceEntry {
    url: String,
    date: Option<String>,
    sha256: Option<String>,
}

impl LicenseEntry {
    /// The facts of a license.
    pub fn of(license: &License) -> LicenseEntry {
        let sources: Vec<SourceEntry> = license
            .sources
            .iter()
            .map(|(url, sha256)| SourceEntry { url: url.clone(), date: license.date.clone(), sha256: sha256.clone() })
            .collect();
        LicenseEntry {
            id: license.id.clone(),
            name: license.title.clone(),
            version: license.version.clone(),
            kind: if license.is_reading() { "reading" } else { "own" },
            spdx: license.spdx.clone(),
            hugging_face: license.hugging_face.clone(),
            aliases: license.aliases.clone(),
            family: license.family.clone(),
            licensor: license.licensor.clone(),
            date: license.date.clone(),
            source: sources.first().cloned(),
            sources,
            modules: license.modules().map(str::to_owned).collect(),
            parameters: license.parameters.iter().map(ParameterEntry::of).collect(),
        }
    }
}

impl ParameterEntry {
    fn of(parameter: &Parameter) -> ParameterEntry {
        ParameterEntry { name: parameter.name.clone(), value: parameter.value.clone(), about: parameter.about.clone() }
    }
}

/// Lists the library.
pub fn run(_: Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut entries = Vec::new();
    let mut diagnostics = Vec::new();
    for spec in railc_library::library().licenses() {
        let (license, found) = driver::builtin(railc_library::library(), &mut session.sources, spec).into_parts();
        diagnostics.extend(found);
        entries.extend(license.as_ref().map(LicenseEntry::of));
    }
    if !diagnostics.is_empty() {
        return session.fail(&diagnostics);
    }
    match session.format {
        Format::Json => output::json(&entries)?,
        Format::Human => {
            let lines = entries.iter().map(|entry| {
                let date = entry.date.as_deref().unwrap_or("");
                format!("{:<29} {:<8} {:<11} {:<11} {}\n", entry.id, entry.kind, date, entry.version, entry.name)
            });
            let head = format!("{:<29} {:<8} {:<11} {:<11} {}\n", "ID", "KIND", "DATE", "VERSION", "NAME");
            let libraries: Vec<&str> =
                railc_library::library().specs.iter().filter(|spec| spec.shelf == Shelf::Clauses).map(|spec| spec.id).collect();
            let rest = format!("\nClauses to import, which `railc show` prints: {}\n", libraries.join(", "));
            output::print(&std::iter::once(head).chain(lines).chain([rest]).collect::<String>())?;
        }
    }
    Ok(Ending::Done)
}
