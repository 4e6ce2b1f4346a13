//! `railc licenses`: what is in the library.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_language::library::{OtherKind, Shelf};
use railc_language::license::License;
use railc_library::Listed;

use super::terminal::wrap;
use super::{Ending, Format, Session, output};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only those with all of these words in their names, family or licensor
    words: Vec<String>,
}

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
        let sources = license.sources.iter().map(|original| SourceEntry {
            url: &original.url,
            date: original.dated.as_deref().or(date),
            sha256: original.sha256.as_deref(),
        });
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
        let sources = listed.sources.iter().map(|original| SourceEntry {
            url: original.url,
            date: original.dated.or(listed.date),
            sha256: original.sha256,
        });
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

impl LicenseEntry<'_> {
    /// Whether each of these words, in lower case, is part of what it is called, of its family or of who gives it.
    fn has_all(&self, words: &[String]) -> bool {
        let named = [Some(self.id), Some(self.name), self.spdx, self.hugging_face, self.family, self.licensor];
        let told: Vec<String> = named.into_iter().flatten().chain(self.aliases.iter().copied()).map(str::to_lowercase).collect();
        words.iter().all(|word| told.iter().any(|told| told.contains(word)))
    }
}

fn kind(is_reading: bool) -> &'static str {
    if is_reading { "reading" } else { "own" }
}

/// Lists the library.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let words: Vec<String> = arguments.words.iter().map(|word| word.to_lowercase()).collect();
    let mut entries: Vec<LicenseEntry<'_>> = railc_library::licenses().iter().map(LicenseEntry::listed).collect();
    entries.retain(|entry| entry.has_all(&words));
    match session.format {
        Format::Json => output::json(&entries)?,
        Format::Human if entries.is_empty() => return session.fail(railc_library::library().unknown(&arguments.words.join(" "))),
        Format::Human => {
            let rest = if words.is_empty() { others() } else { String::new() };
            output::print(&format!("{}{rest}", table(&entries)))?;
        }
    }
    Ok(Ending::Done)
}

/// A line for each license.
fn table(entries: &[LicenseEntry<'_>]) -> String {
    let row = |[id, kind, date, version, name]: [&str; 5]| format!("{id:<32} {kind:<8} {date:<11} {version:<11} {name}\n");
    let lines = entries.iter().map(|entry| row([entry.id, entry.kind, entry.date.unwrap_or(""), entry.version, entry.name]));
    std::iter::once(row(["ID", "KIND", "DATE", "VERSION", "NAME"])).chain(lines).collect()
}

/// What else has a name: families, licenses without a reading, clauses to import.
fn others() -> String {
    let library = railc_library::library();
    let clauses: Vec<&str> = library.specs.iter().filter(|spec| spec.shelf == Shelf::Clauses).map(|spec| spec.id).collect();
    let named = |wanted: fn(&OtherKind) -> bool| {
        let ids: Vec<&str> = library.others.iter().filter(|other| wanted(&other.kind)).map(|other| other.id).collect();
        ids.join(", ")
    };
    let families = named(|kind| matches!(kind, OtherKind::Family(_)));
    let not_modelled = named(|kind| matches!(kind, OtherKind::NotModelled));
    let rows = [
        ("Families, of which a member is to be named", families),
        ("Known and not modeled", not_modelled),
        ("Clauses to import, which `railc show ID --source` prints", clauses.join(", ")),
    ];
    rows.map(|(lead, names)| format!("\n{}", wrap(&format!("{lead}: {names}"), 2))).concat() + "\n"
}
