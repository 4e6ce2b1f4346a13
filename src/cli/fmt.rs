//! `railc fmt`: specs in their canonical layout.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::base::one_line;
use railc_core::diagnostic::Diagnostics;
use railc_language::syntax;

use super::report::say;
use super::{Ending, Format, Session, files, output, swap};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Specs to lay out; `-` reads standard input and prints
    #[arg(required = true, value_name = "SPEC")]
    specs: Vec<String>,
    /// Change nothing; end with 1 where a spec is not laid out canonically
    #[arg(long)]
    check: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Formatted {
    version: u32,
    files: Vec<FileEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct FileEntry {
    path: String,
    changed: bool,
}

/// Formats all specs, or none where one has errors or can't be read.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut diagnostics = Diagnostics::new();
    let mut done = Vec::new();
    let mut changed = Vec::new();
    for path in &arguments.specs {
        match formatted(path, session) {
            Ok((text, formatted)) => {
                done.push(FileEntry { path: path.clone(), changed: formatted != text });
                changed.extend((path == "-" || formatted != text).then_some((path.as_str(), formatted)));
            }
            Err(found) => diagnostics.append(found),
        }
    }
    if !diagnostics.is_empty() {
        return session.fail(diagnostics);
    }
    if !arguments.check {
        let (printed, files): (Vec<_>, Vec<_>) = changed.into_iter().partition(|(path, _)| *path == "-");
        if let Err(diagnostic) = swap::replace_all(&files) {
            return session.fail(diagnostic);
        }
        if session.format == Format::Human {
            printed.iter().try_for_each(|(_, text)| output::raw(text))?;
        }
    }
    show(&arguments, done, session)
}

/// A spec as it is, and in its canonical layout.
fn formatted(path: &str, session: &mut Session) -> Result<(String, String), Diagnostics> {
    let text = files::read(path, files::SPEC_LIMIT)?;
    let source = session.sources.add(if path == "-" { "standard input" } else { path }, text.clone());
    let (spec, _) = syntax::parse(source, &session.sources.get(source).text).into_result()?;
    let formatted = syntax::format(&spec);
    // A file keeps the line ends of its system.
    let formatted = if text.contains("\r\n") { formatted.replace('\n', "\r\n") } else { formatted };
    Ok((text, formatted))
}

fn show(arguments: &Arguments, done: Vec<FileEntry>, session: &Session) -> io::Result<Ending> {
    let changed = done.iter().any(|file| file.changed);
    match session.format {
        Format::Json => output::json(&Formatted { version: output::VERSION, files: done })?,
        Format::Human => {
            let verb = if arguments.check { "would change" } else { "formatted" };
            done.iter().filter(|file| file.changed && file.path != "-").for_each(|file| say(&format!("{verb} {}\n", one_line(&file.path))));
        }
    }
    Ok(if arguments.check && changed { Ending::Findings } else { Ending::Done })
}
