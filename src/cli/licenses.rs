//! `railc licenses`: what is in the library.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_language::library::Shelf;
use railc_language::license::License;
use railc_library::Listed;

use super::terminal::wrap;
use super::{Ending, Format, Session, output};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {}

/// A license with the facts of its head.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct LicenseEntry<'a> {
    id: &'a str,
    name: &'a str,
    version: &'a str,
    kind: &'static str,
    spdx: Option<&'a str>,
    hugging_face: Option<&'a str>,
    aliases: Vec<&'a str>,
    family: Option<&'a str>,
    licensor: Option<&'a str>,
    date: Option<&'a str>,
    source: Option<SourceEntry<'a>>,
    sources: Vec<SourceEntry<'a>>,
    modules: Vec<&'a str>,
    parameters: Vec<ParameterEntry<'a>>,
}

/// A parameter of a license.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ParameterEntry<'a> {
    name: &'a str,
    value: &'a str,
    about: Option<&'a str>,
}

/// Where an original is.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
struct SourceEntry<'a> {
    url: &'a str,
    date: Option<&'a str>,
    sha256: Option<&'a str>,
}

impl<'a> LicenseEntry<'a> {
    /// The facts of a compiled license.
    pub(super) fn of(license: &'a License) -> LicenseEntry<'a> {
        let date = license.date.as_deref();
        let sources = license.sources.iter().map(|(url, sha256)| SourceEntry { url, date, sha256: sha256.as_deref() });
        let sources: Vec<SourceEntry<'_>> = sources.collect();
        let parameters = license.parameters.iter();
        LicenseEntry {
            id: &license.id,
            name: &license.title,
            version: &license.version,
            kind: kind(license.is_reading()),
            spdx: license.spdx.as_deref(),
            hugging_face: license.hugging_face.as_deref(),
            aliases: license.aliases.iter().map(String::as_str).collect(),
            family: license.family.as_deref(),
            licensor: license.licensor.as_deref(),
            date,
            source: sources.first().copied(),
            sources,
            modules: license.modules().collect(),
            parameters: parameters.map(|one| ParameterEntry { name: &one.name, value: &one.value, about: one.about.as_deref() }).collect(),
        }
    }

    /// The facts of a license of the library.
    fn listed(listed: &'a Listed) -> LicenseEntry<'a> {
        let sources = listed.sources.iter().map(|(url, sha256)| SourceEntry { url, date: listed.date, sha256: *sha256 });
        let sources: Vec<SourceEntry<'_>> = sources.collect();
        LicenseEntry {
            id: listed.id,
            name: listed.name,
            version: listed.version,
            kind: kind(listed.is_reading),
            spdx: listed.spdx,
            hugging_face: listed.hugging_face,
            aliases: listed.aliases.to_vec(),
            family: listed.family,
            licensor: listed.licensor,
            date: listed.date,
            source: sources.first().copied(),
            sources,
            modules: listed.modules.to_vec(),
            parameters: listed.parameters.iter().map(|(name, value, about)| ParameterEntry { name, value, about: *about }).collect(),
        }
    }
}

fn kind(is_reading: bool) -> &'static str {
    if is_reading { "reading" } else { "own" }
}

/// Lists the library.
pub(super) fn run(_: Arguments, session: &mut Session) -> io::Result<Ending> {
    let entries: Vec<LicenseEntry<'_>> = railc_library::licenses().iter().map(LicenseEntry::listed).collect();
    match session.format {
        Format::Json => output::json(&entries)?,
        Format::Human => {
            let lines = entries.iter().map(|entry| {
                let date = entry.date.unwrap_or("");
                format!("{:<29} {:<8} {:<11} {:<11} {}\n", entry.id, entry.kind, date, entry.version, entry.name)
            });
            let head = format!("{:<29} {:<8} {:<11} {:<11} {}\n", "ID", "KIND", "DATE", "VERSION", "NAME");
            let libraries: Vec<&str> =
                railc_library::library().specs.iter().filter(|spec| spec.shelf == Shelf::Clauses).map(|spec| spec.id).collect();
            let rest = format!("Clauses to import, which `railc show ID --source` prints: {}", libraries.join(", "));
            let rest = format!("\n{}\n", wrap(&rest, 2));
            output::print(&std::iter::once(head).chain(lines).chain([rest]).collect::<String>())?;
        }
    }
    Ok(Ending::Done)
}
