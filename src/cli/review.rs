//! `railc review`: which words nobody has compared with the rule of their clause, and which translations with what they translate, since that
//! was written; and their confirmation.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::base::{Sources, one_line};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use railc_language::render::{Language, Translation};
use railc_language::syntax::ast::{Item, Spec};
use railc_language::syntax::parse;

use super::build::{no_language, translated};
use super::report::say;
use super::{Ending, Format, Session, edits, output};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Specs whose words and translations are to be reviewed
    #[arg(required = true, value_name = "SPEC")]
    specs: Vec<String>,
    /// Look only at the translations into these languages, by their tags; else at the words and at those that each spec names
    #[arg(long, value_delimiter = ',', value_name = "TAG")]
    language: Vec<String>,
    /// Confirm that words say what their rules are, and translations what they translate
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
    let (stale, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        found.iter().partition(|one| matches!(one.code, Code::ChangedSince | Code::ChangedRule));
    if !arguments.pin || !others.is_empty() {
        return if found.is_empty() { show(Vec::new(), session) } else { session.fail(found) };
    }
    match pin(stale, session) {
        Ok(files) => show(files, session),
        Err(diagnostic) => session.fail(diagnostic),
    }
}

/// What is wrong with the words of a spec and with their translations.
fn review(spec: &str, languages: &[String], session: &mut Session) -> Result<Diagnostics, Diagnostics> {
    let compiled = session.compiled(spec)?;
    let named = compiled.license.languages.iter().filter(|(_, is_authoritative)| !is_authoritative).map(|(tag, _)| tag.clone());
    let tags: Vec<String> = if languages.is_empty() { named.collect() } else { languages.to_vec() };
    let mut found = Diagnostics::new();
    // Who names languages asks for the translations alone.
    if !compiled.license.is_reading() && languages.is_empty() {
        found.extend(compiled.license.clauses().filter_map(|(_, clause)| clause.changed_rule(true)));
    }
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
        None => wrong.help("run it again; the library is pinned in a checkout of the project"),
        Some(_) => wrong,
    })?;
    Ok(pinned.into_iter().map(|(path, pinned)| FileEntry { path, pinned }).collect())
}

/// Whether a file has a pin more for each that was put in by these edits.
fn is_pinned(before: &str, after: &str, edits: &[&Edit]) -> bool {
    let pinned = |text: &str| {
        let source = Sources::new().add("pinned", text);
        let translation = Translation::read(Default::default(), [(source, text)]).into_result().ok();
        let of_translation = translation.map(|(translation, _)| translation.pinned());
        of_translation.or_else(|| Some(of_spec(&parse(source, text).into_result().ok()?.0)))
    };
    let more = edits.iter().filter(|edit| edit.span.start == edit.span.end).count();
    pinned(after).is_some_and(|after| pinned(before) == after.checked_sub(more))
}

/// How many clauses of a spec are pinned.
fn of_spec(spec: &Spec) -> usize {
    spec.items.iter().filter(|item| matches!(item, Item::Clause(clause) if clause.pinned.is_some())).count()
}

fn show(files: Vec<FileEntry>, session: &Session) -> io::Result<Ending> {
    match session.format {
        Format::Json => output::json(&Reviewed { version: output::VERSION, files })?,
        Format::Human if files.is_empty() => say("all words are pinned to their rules, and all translations to what they translate\n"),
        Format::Human => files.iter().for_each(|file| say(&format!("pinned {} in {}\n", file.pinned, one_line(&file.path)))),
    }
    Ok(Ending::Done)
}
