//! What changed between the texts of two versions of a license.

use std::io;

use serde::Serialize;

use crate::analysis::difference::{Difference, Witness};
use railc_core::base::one_line;
use railc_core::check::{ChosenPolicy, Verdict};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::policy::Policy;
use railc_documents::redline::{self, Change, Counts, Marks, Redline, Unit};

use super::Arguments;
use super::uses::{self, Found};
use crate::cli::{Ending, Format, Session, output, swap, terminal};

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct Compared {
    version: u32,
    old: String,
    new: String,
    counts: CountsEntry,
    units: Vec<UnitEntry>,
    /// Uses that only one of the versions permits, one for each clause that refuses it.
    verdicts: Vec<VerdictEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct VerdictEntry {
    old: &'static str,
    new: &'static str,
    clauses: Vec<String>,
    /// What the use has; it has nothing else.
    stated: Vec<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct CountsEntry {
    added: usize,
    deleted: usize,
    changed: usize,
    moved: usize,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
pub(super) fn run(arguments: &Arguments, [one, other]: [&str; 2], session: &mut Session) -> io::Result<Ending> {
    if let Err(diagnostics) = session.read_templates(&arguments.templates) {
        return session.fail(diagnostics);
    }
    let (old, new) = match (session.compiled(one), session.compiled(other)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(diagnostics), _) | (_, Err(diagnostics)) => return session.fail(diagnostics),
    };
    let (before, after) = match (&old.document, &new.document) {
        (Some(before), Some(after)) => (before, after),
        (None, _) => return session.fail(no_text(one)),
        (_, None) => return session.fail(no_text(other)),
    };
    let redline = Redline::of(before, after);
    let (first, second) = (ChosenPolicy::unchosen(old.policy.clone()), ChosenPolicy::unchosen(new.policy.clone()));
    let found = Found::of(&first, &second).map_err(|none| uses::too_hard(&none, &first));
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
        Format::Json => match found {
            Ok(found) => output::json(&entry(&redline, &found.difference, &old.policy, &new.policy))?,
            Err(diagnostics) => return session.fail(diagnostics),
        },
        Format::Human if redline.is_empty() => output::print(&(redline::terminal(&redline, Marks::Signs, terminal::width()) + "\n"))?,
        Format::Human => {
            let marks = if terminal::has_color(&io::stdout()) { Marks::Colors } else { Marks::Signs };
            output::raw(&(redline::terminal(&redline, marks, terminal::width()) + "\n"))?;
            if let Ok(found) = &found {
                output::print(&format!("\n{}", uses::people(found, &first, &second)))?;
            }
            if let Some(path) = &arguments.output {
                output::print(&format!("\nwrote {}\n", one_line(path)))?;
            }
            // What changed in the texts is worth knowing also where what follows from it can't be found out.
            if let Err(diagnostics) = found {
                return session.fail(diagnostics);
            }
        }
    }
    Ok(if redline.is_empty() { Ending::Done } else { Ending::Findings })
}

fn entry(redline: &Redline<'_>, uses: &Difference, old: &Policy, new: &Policy) -> Compared {
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
        verdicts: {
            let only_old = uses.only_first.iter().map(|one| verdict(one, true, new));
            only_old.chain(uses.only_second.iter().map(|one| verdict(one, false, old))).collect()
        },
    }
}

/// A use that only one of the versions permits.
fn verdict(witness: &Witness, is_old: bool, refuses: &Policy) -> VerdictEntry {
    let (permitted, refused) = (Verdict::Permitted.name(), witness.verdict.name());
    let (old, new) = if is_old { (permitted, refused) } else { (refused, permitted) };
    let cited = witness.refused_by.iter().filter_map(|rule| rule.cited(refuses));
    VerdictEntry { old, new, clauses: cited.map(|cited| cited.id.clone()).collect(), stated: witness.has.clone() }
}

fn unknown_format(path: &str) -> Diagnostic {
    let message = format!("`{path}` ends neither in `.html` nor in `.docx`");
    Diagnostic::new(Code::BadCall, message).help("the ending of the file tells what is written")
}

fn no_text(spec: &str) -> Diagnostic {
    let message = format!("`{spec}` is a reading of somebody else's license, of which there is no text here");
    Diagnostic::new(Code::NoText, message).help("compare two licenses of your own")
}
