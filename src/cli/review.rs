//! `railc review`: which translations nobody has compared with what they translate since that was written, and their confirmation.

use std::collections::BTreeMap;
use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::base::one_line;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use railc_language::render::Language;

use super::build::{no_language, translated};
use super::report::say;
use super::{Ending, Format, Session, files, output, swap};

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
    let mut edits: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in stale.iter().flat_map(|diagnostic| &diagnostic.fix) {
        edits.entry(&session.sources.get(edit.span.source).name).or_default().push(edit);
    }
    let (mut changed, mut entries) = (Vec::new(), Vec::new());
    for (path, mut edits) in edits {
        edits.sort_by_key(|edit| edit.span.start);
        edits.dedup_by_key(|edit| edit.span.start);
        let text = files::read(path, files::SPEC_LIMIT)?;
        let is_read = |edit: &&Edit| *session.sources.get(edit.span.source).text == *text;
        if !edits.iter().all(is_read) {
            let diagnostic = Diagnostic::new(Code::CannotWrite, format!("`{path}` is not the file that was read"));
            return Err(diagnostic.help("run it again; translations of the library are pinned in a checkout of the project"));
        }
        entries.push(FileEntry { path: path.to_owned(), pinned: edits.len() });
        changed.push((path, edited(&text, &edits)));
    }
    swap::replace_all(&changed)?;
    Ok(entries)
}

/// A text with edits made, which are in order and don't overlap.
fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        out.push_str(text.get(from..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.replacement);
        from = edit.span.end as usize;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

fn show(files: Vec<FileEntry>, session: &Session) -> io::Result<Ending> {
    match session.format {
        Format::Json => output::json(&Reviewed { version: output::VERSION, files })?,
        Format::Human if files.is_empty() => say("every translation says what it translates\n"),
        Format::Human => files.iter().for_each(|file| say(&format!("pinned {} in {}\n", file.pinned, one_line(&file.path)))),
    }
    Ok(Ending::Done)
}
