//! What changed between the texts of two versions of a license.

use std::io;

use serde::Serialize;

use crate::analysis::moved::{self, Example, Moved};
use railc_core::base::one_line;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_documents::redline::{self, Change, Counts, Marks, Redline, Unit};

use super::Arguments;
use crate::cli::{Ending, Format, Session, output, swap, terminal};

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Compared {
    version: u32,
    old: String,
    new: String,
    counts: CountsEntry,
    units: Vec<UnitEntry>,
    /// Uses whose verdict changes: an example for each way.
    verdicts: Vec<VerdictEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct VerdictEntry {
    old: &'static str,
    new: &'static str,
    clauses: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stated: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    test: Option<String>,
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

/// The most uses that people are shown: those on which the fewest clauses bear.
const SHOWN: usize = 15;

/// Compares and prints; the exit code is 1 where the texts differ.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> io::Result<Ending> {
    if let Err(diagnostics) = session.read_templates(&arguments.templates) {
        return session.fail(diagnostics);
    }
    let (old, new) = match (session.compiled(&arguments.old), session.compiled(&arguments.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(diagnostics), _) | (_, Err(diagnostics)) => return session.fail(diagnostics),
    };
    let (before, after) = match (&old.document, &new.document) {
        (Some(before), Some(after)) => (before, after),
        (None, _) => return session.fail(no_text(&arguments.old)),
        (_, None) => return session.fail(no_text(&arguments.new)),
    };
    let redline = Redline::of(before, after);
    let moved = moved::find((&old.license, &old.policy), (&new.license, &new.policy), railc_library::vocabulary());
    if let Some(path) = &arguments.output {
        let content = match path.rsplit('.').next() {
            Some("html") => redline::html(&redline).into_bytes(),
            Some("docx") => railc_documents::tracked(&redline),
            _ => return session.fail(unknown_format(path)),
        };
        if let Err(diagnostic) = swap::write(path, &content) {
            return session.fail(diagnostic);
        }
    }
    match session.format {
        Format::Json => output::json(&entry(&redline, &moved))?,
        Format::Human if redline.is_empty() => output::print(&(redline::terminal(&redline, Marks::Signs, terminal::width()) + "\n"))?,
        Format::Human => {
            let marks = if terminal::has_color(&io::stdout()) { Marks::Colors } else { Marks::Signs };
            output::raw(&(redline::terminal(&redline, marks, terminal::width()) + "\n"))?;
            output::print(&people(&moved))?;
        }
    }
    Ok(if redline.is_empty() { Ending::Done } else { Ending::Findings })
}

fn entry(redline: &Redline<'_>, uses: &[Moved]) -> Compared {
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
        units: redline.now().filter(|unit| unit.is_changed()).map(unit).collect(),
        verdicts: uses.iter().map(verdict).collect(),
    }
}

fn verdict(moved: &Moved) -> VerdictEntry {
    let (stated, test) = match &moved.example {
        Example::Stated(names) => (names.clone(), None),
        Example::Test(name) => (Vec::new(), Some(name.clone())),
    };
    VerdictEntry { old: moved.before.name(), new: moved.after.name(), clauses: moved.clauses.clone(), stated, test }
}

/// The uses whose verdict changes, for people.
fn people(moved: &[Moved]) -> String {
    if moved.is_empty() {
        return String::new();
    }
    let line = |one: &Moved| {
        let example = match &one.example {
            Example::Stated(names) => names.join(", "),
            Example::Test(name) => format!("the test \"{name}\""),
        };
        let clauses: Vec<String> = one.clauses.iter().map(|id| format!("@{id}")).collect();
        let by = if clauses.is_empty() { String::new() } else { format!(" ({})", clauses.join(", ")) };
        format!("  {} → {}{by}\n      {}\n", one.before, one.after, one_line(&example))
    };
    let mut shown: Vec<&Moved> = moved.iter().collect();
    shown.sort_by_key(|one| one.clauses.len());
    let lines: String = shown.iter().take(SHOWN).map(|one| line(one)).collect();
    let more = moved.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!("  … and {more} more, which `--format json` lists\n") } else { String::new() };
    format!("\nUses whose verdict changes, an example for each way:\n{lines}{more}")
}

fn unknown_format(path: &str) -> Diagnostic {
    let message = format!("`{path}` ends neither in `.html` nor in `.docx`");
    Diagnostic::new(Code::BadCall, message).help("the ending of the file tells what is written")
}

fn no_text(spec: &str) -> Diagnostic {
    let message = format!("`{spec}` is a reading of somebody else's license, of which there is no text here");
    Diagnostic::new(Code::NoText, message).help("compare two licenses of your own")
}
