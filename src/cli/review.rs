//! `railc review`: which translations nobody has compared with what they translate since that was written, and their confirmation.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::base::{Sources, one_line};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use railc_language::render::{Language, Translation};

use super::build::{no_language, translated};
use super::report::say;
use super::{Ending, Format, Session, edits, output};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Specs whose translations are to be reviewed
    #[arg(required = true, value_name = "SPEC")]
    specs: Vec<String>,
    /// The languages, by their tags; those that each spec names unless told otherwise
    #[arg(long, value_delimiter = ',', value_name = "TAG")]
    language: Vec<String>,
    /// Confirm that every translation found says what it translates
    #[arg(long)]
    pin: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Reviewed {
    version: u32,
    files: Vec<FileEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct FileEntry {
    path: String,
    pinned: usize,
}

/// Shows what is to be reviewed, or pins it.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut found = Diagnostics::new();
    for spec in &arguments.specs {
        match review(spec, &arguments.language, session) {
            Ok(diagnostics) => found.append(diagnostics),
            Err(diagnostics) => return session.fail(diagnostics),
        }
    }
    let (stale, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found.iter().partition(|one| one.code == Code::ChangedSince);
    if !arguments.pin || !others.is_empty() {
        return if found.is_empty() { show(Vec::new(), session) } else { session.fail(found) };
    }
    match pin(stale, session) {
        Ok(files) => show(files, session),
        Err(diagnostic) => session.fail(diagnostic),
    }
}

/// What is wrong with the translations of a spec.
fn review(spec: &str, languages: &[String], session: &mut Session) -> Result<Diagnostics, Diagnostics> {
    let compiled = session.compiled(spec)?;
    let named = compiled.license.languages.iter().filter(|(_, is_authoritative)| !is_authoritative).map(|(tag, _)| tag.clone());
    let tags: Vec<String> = if languages.is_empty() { named.collect() } else { languages.to_vec() };
    let mut found = Diagnostics::new();
    for tag in tags {
        match Language::of(&tag) {
            Some(language) => found.append(translated(spec, &tag, language, &compiled, session)?.into_parts().1),
            None => found.push(no_language(&tag)),
        }
    }
    Ok(found)
}

/// Writes what the diagnostics offer into the files.
fn pin(stale: Vec<&Diagnostic>, session: &Session) -> Result<Vec<FileEntry>, Diagnostic> {
    let pinned = edits::apply(stale.iter().flat_map(|diagnostic| &diagnostic.fix), is_pinned, session);
    let pinned = pinned.map_err(|wrong| match wrong.help {
        None => wrong.help("run it again; translations of the library are pinned in a checkout of the project"),
        Some(_) => wrong,
    })?;
    Ok(pinned.into_iter().map(|(path, pinned)| FileEntry { path, pinned }).collect())
}

/// Whether a file of translations says what its entries translate after these edits, one more for each that was put in.
fn is_pinned(before: &str, after: &str, edits: &[&Edit]) -> bool {
    let pinned = |text: &str| {
        let source = Sources::new().add("translations", text);
        let (read, diagnostics) = Translation::read(Default::default(), [(source, text)]).into_parts();
        read.filter(|_| !diagnostics.has_errors()).map(|translation| translation.pinned())
    };
    let more = edits.iter().filter(|edit| edit.span.start == edit.span.end).count();
    pinned(after).is_some_and(|after| pinned(before) == after.checked_sub(more))
}

fn show(files: Vec<FileEntry>, session: &Session) -> io::Result<Ending> {
    match session.format {
        Format::Json => output::json(&Reviewed { version: output::VERSION, files })?,
        Format::Human if files.is_empty() => say("every translation is pinned to what it translates\n"),
        Format::Human => files.iter().for_each(|file| say(&format!("pinned {} in {}\n", file.pinned, one_line(&file.path)))),
    }
    Ok(Ending::Done)
}
