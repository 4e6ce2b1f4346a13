//! `railc diff`: what changed between two versions of a license.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::diagnostic::{Code, Diagnostic};
use railc_documents::redline::{self, Change, Counts, Marks, Redline, Unit};

use super::{Ending, Format, Session, output, swap, terminal};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The license before: a spec (.rail), or the id of a house license
    old: String,
    /// The license after
    new: String,
    /// Compare the texts, clause by clause and word by word
    #[arg(long, required = true)]
    text: bool,
    /// Write the comparison to a file: a page for browsers (.html)
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Compared {
    version: u32,
    old: String,
    new: String,
    counts: CountsEntry,
    units: Vec<UnitEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct CountsEntry {
    added: usize,
    deleted: usize,
    changed: usize,
    moved: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct UnitEntry {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_number: Option<String>,
    change: &'static str,
    moved: bool,
}

/// Compares and prints; the exit code is 1 where the texts differ.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut documents = Vec::new();
    for spec in [&arguments.old, &arguments.new] {
        match session.compiled(spec) {
            Ok(compiled) => match compiled.document {
                Some(document) => documents.push(document),
                None => return session.fail(no_text(spec)),
            },
            Err(diagnostics) => return session.fail(diagnostics),
        }
    }
    let [old, new] = documents.as_slice() else { return Ok(Ending::Wrong) };
    let redline = Redline::of(old, new);
    if let Some(path) = &arguments.output {
        let content = match path.rsplit('.').next() {
            Some("html") => redline::html(&redline),
            _ => return session.fail(unknown_format(path)),
        };
        if let Err(diagnostic) = swap::write(path, content.as_bytes()) {
            return session.fail(diagnostic);
        }
    }
    match session.format {
        Format::Json => output::json(&entry(&redline))?,
        Format::Human if redline.is_empty() => output::print(&(redline::terminal(&redline, Marks::Signs, terminal::width()) + "\n"))?,
        Format::Human => {
            let marks = if terminal::has_color(&io::stdout()) { Marks::Colors } else { Marks::Signs };
            output::raw(&(redline::terminal(&redline, marks, terminal::width()) + "\n"))?;
        }
    }
    Ok(if redline.is_empty() { Ending::Done } else { Ending::Findings })
}

fn entry(redline: &Redline<'_>) -> Compared {
    let Counts { added, deleted, changed, moved } = redline.counts();
    let unit = |unit: &Unit| UnitEntry {
        id: unit.id.clone(),
        old_number: unit.old_number.clone(),
        new_number: unit.new_number.clone(),
        change: match unit.change() {
            Change::Added => "added",
            Change::Deleted => "deleted",
            Change::Same if unit.says_the_same() => "same",
            Change::Same => "changed",
        },
        moved: unit.is_moved,
    };
    Compared {
        version: output::VERSION,
        old: redline.old.id.clone(),
        new: redline.new.id.clone(),
        counts: CountsEntry { added, deleted, changed, moved },
        units: redline.units.iter().filter(|unit| unit.is_changed()).map(unit).collect(),
    }
}

fn unknown_format(path: &str) -> Diagnostic {
    let message = format!("`{path}` does not end in `.html`");
    Diagnostic::new(Code::BadCall, message).help("the ending of the file tells what is written")
}

fn no_text(spec: &str) -> Diagnostic {
    let message = format!("`{spec}` is a reading of somebody else's license, of which there is no text here");
    Diagnostic::new(Code::NoText, message).help("compare two licenses of your own")
}
