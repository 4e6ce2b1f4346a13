//! `railc fmt`: specs in their canonical layout.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::diagnostic::Diagnostics;
use railc_language::syntax;

use super::report::say;
use super::{Ending, Format, Session, files, output};

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

/// Formats; a spec with errors is left as it is.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut diagnostics = Diagnostics::new();
    let mut done = Vec::new();
    for path in &arguments.specs {
        match format(path, arguments.check, session)? {
            Ok(changed) => done.push(FileEntry { path: path.clone(), changed }),
            Err(found) => diagnostics.extend(found),
        }
    }
    if !diagnostics.is_empty() {
        return session.fail(diagnostics);
    }
    let changed = done.iter().any(|file| file.changed);
    match session.format {
        Format::Json => output::json(&Formatted { version: output::VERSION, files: done })?,
        Format::Human => {
            let verb = if arguments.check { "would change" } else { "formatted" };
            done.iter().filter(|file| file.changed && file.path != "-").for_each(|file| say(&format!("{verb} {}\n", file.path)));
        }
    }
    Ok(if arguments.check && changed { Ending::Findings } else { Ending::Done })
}

/// Whether the layout changes, or the diagnostics if the spec can't be formatted.
fn format(path: &str, check: bool, session: &mut Session) -> io::Result<Result<bool, Diagnostics>> {
    let text = match files::read(path, files::SPEC_LIMIT) {
        Ok(text) => text,
        Err(diagnostic) => return Ok(Err(diagnostic.into())),
    };
    let source = session.sources.add(if path == "-" { "standard input" } else { path }, text.clone());
    let spec = match syntax::parse(source, &text).into_result() {
        Ok((spec, _)) => spec,
        Err(diagnostics) => return Ok(Err(diagnostics.into_iter().collect())),
    };
    let formatted = syntax::format(&spec);
    let changed = formatted != text;
    if path == "-" && !check && session.format == Format::Human {
        output::raw(&formatted)?;
    } else if changed
        && !check
        && path != "-"
        && let Err(diagnostic) = files::replace(path, &formatted)
    {
        return Ok(Err(diagnostic.into()));
    }
    Ok(Ok(changed))
}
