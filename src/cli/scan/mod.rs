//! `railc scan`: which licenses bind a repository that uses models, what is owed, and what of it is missing.

mod document;
mod found;
mod people;
mod walk;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use clap::Args;

use railc_core::base::one_line;
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::usage::Use;
use railc_identify::matching::identify;
use railc_scan::Finder;

use crate::scan::{self, Bound, Catalogue, Evidence, Inventory, Outcome, Paper, Thing};

use super::{Ending, Format, Session, files, output, sarif};
use walk::Walked;

#[cfg(test)]
pub(in crate::cli) use document::ScanDocument;

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of the repository
    #[arg(value_name = "DIR")]
    folder: String,
    /// What is done with the models and datasets (repeat for several): each license is checked against it, and what is owed is looked for
    #[arg(long = "use", short, value_name = "USE")]
    uses: Vec<String>,
    /// Models and datasets with their licenses, beside those that railc knows: YAML as in `licenses/models.yaml`
    #[arg(long, value_name = "FILE")]
    models: Vec<String>,
    /// Findings that are known already: the output of an earlier run with `--format json`
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// The day of today: tell which licenses were looked up long ago
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,
    /// How many days are long, with `--today`
    #[arg(long, value_name = "DAYS", default_value_t = 180)]
    stale_after: u32,
}

/// All that was found.
struct Scanned {
    folder: String,
    walked: Walked,
    inventory: Inventory,
    bound: Vec<Bound>,
    outcomes: Vec<Outcome>,
    /// Ids of findings that are known already.
    baseline: BTreeSet<String>,
    /// The day of today, and how many are long.
    today: Option<i64>,
    days: i64,
}

/// Scans and prints; the exit code is 1 where a use is refused or something is missing, 3 where it hangs on what is not known.
pub(super) fn run(arguments: &Arguments, is_sarif: bool, session: &mut Session) -> io::Result<Ending> {
    let scanned = match scanned(arguments, session) {
        Ok(scanned) => scanned,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let found = scanned.found();
    if is_sarif {
        let findings: Vec<_> = found.iter().map(|one| one.for_review(&scanned.folder)).collect();
        let text = serde_json::to_string_pretty(&sarif::document(&findings, true, &sarif::SCANS)).map_err(io::Error::other)? + "\n";
        output::raw(&text)?;
    } else if session.format == Format::Json {
        output::json(&scanned.document(&found, session))?;
    } else {
        output::print(&scanned.people(&found))?;
    }
    let has = |codes: &[Code]| found.iter().any(|one| codes.contains(&one.code));
    Ok(match (has(&[Code::RefusedThing, Code::MissingInRepository]), has(&[Code::UnlicensedThing, Code::OpenLicense])) {
        (true, _) => Ending::Findings,
        (false, true) => Ending::Undetermined,
        (false, false) => Ending::Done,
    })
}

fn scanned(arguments: &Arguments, session: &mut Session) -> Result<Scanned, Diagnostics> {
    let root = Path::new(&arguments.folder);
    check_folder(root, &arguments.folder)?;
    let today = arguments.today.as_deref().map(day).transpose()?;
    let baseline = arguments.baseline.as_deref().map(baseline).transpose()?.unwrap_or_default();
    let mut own = Vec::new();
    for path in &arguments.models {
        let text = files::read(path, files::SPEC_LIMIT)?;
        let source = session.sources.add(path.as_str(), text);
        let (entries, diagnostics) = scan::read(source, &session.sources.get(source).text, path).into_result()?;
        session.warn(diagnostics);
        own.extend(entries);
    }
    let uses = uses(&arguments.uses, session)?;
    let catalogue = std::sync::Arc::new(Catalogue::new(own));
    let known = catalogue.clone();
    let finder = Finder::new(&catalogue.owners(), move |name| known.knows(name));
    let files = arguments.models.iter().chain(&arguments.uses).chain(&arguments.baseline);
    let named: Vec<_> = files.filter_map(|path| std::fs::canonicalize(path).ok()).collect();
    let mut walked = walk::walk(root, &finder, &named);
    let inventory = Inventory::of(std::mem::take(&mut walked.found), std::mem::take(&mut walked.weights), &catalogue);
    let bound = |(id, (is_certain, _)): (&'static str, (bool, Vec<&Thing>))| {
        let policy = railc_library::policy(id)?;
        Some(Bound { policy: ChosenPolicy::unchosen(policy), is_certain })
    };
    let bound: Vec<Bound> = inventory.licenses().into_iter().filter_map(bound).collect();
    let evidence = if uses.is_empty() { Evidence::default() } else { evidence(root, &walked.papers, &bound) };
    let outcomes = scan::under_uses(&uses, &bound, &evidence)?;
    let folder = one_line(&arguments.folder).into_owned();
    Ok(Scanned { folder, walked, inventory, bound, outcomes, baseline, today, days: i64::from(arguments.stale_after) })
}

fn check_folder(root: &Path, written: &str) -> Result<(), Diagnostic> {
    match std::fs::metadata(root) {
        Ok(meta) if meta.is_dir() => Ok(()),
        Ok(_) => Err(Diagnostic::new(Code::BadCall, format!("`{written}` is a file, and a folder is scanned"))
            .help("name the folder that it is in; `railc card` checks one model card, `railc identify` one text")),
        Err(error) => Err(files::unreadable(written, &error)),
    }
}

fn day(written: &str) -> Result<i64, Diagnostic> {
    scan::days(written)
        .ok_or_else(|| Diagnostic::new(Code::BadCall, format!("`{written}` is no day")).help("write it as in `--today 2026-12-01`"))
}

/// The uses that the call names.
fn uses(paths: &[String], session: &mut Session) -> Result<Vec<(String, Use)>, Diagnostics> {
    let (mut uses, mut diagnostics) = (Vec::new(), Diagnostics::new());
    for path in paths {
        session.uses(path, &[], &mut uses, &mut diagnostics);
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    session.warn(diagnostics);
    Ok(uses)
}

/// The ids of findings in the output of an earlier run.
fn baseline(path: &str) -> Result<BTreeSet<String>, Diagnostic> {
    let text = files::read(path, files::INPUT_LIMIT)?;
    let wrong = || {
        let message = format!("`{path}` is no output of an earlier run");
        Diagnostic::new(Code::BadCall, message).help("write one with `railc scan DIR --format json > baseline.json`")
    };
    let document: serde_json::Value = serde_json::from_str(&text).map_err(|_| wrong())?;
    let findings = document.get("findings").and_then(serde_json::Value::as_array).ok_or_else(wrong)?;
    Ok(findings.iter().filter_map(|finding| Some(finding.get("id")?.as_str()?.to_owned())).collect())
}

/// What the texts of the repository show of duties.
fn evidence(root: &Path, papers: &[String], bound: &[Bound]) -> Evidence {
    let phrases: BTreeSet<String> = bound.iter().flat_map(|bound| scan::phrases(&bound.policy.policy)).collect();
    let paper = |file: &String| {
        let text = walk::text(root, file)?;
        let plain = scan::plain(&text);
        let mut paper = Paper { file: file.clone(), ..Paper::default() };
        paper.phrases = phrases.iter().filter(|phrase| plain.contains(phrase.as_str())).cloned().collect();
        if walk::is_license_file(file) {
            (paper.licenses, paper.altered) = licenses(&text);
        }
        Some(paper)
    };
    Evidence::new(papers.iter().filter_map(paper).collect())
}

/// The licenses that a text is, and those that it is with differences.
fn licenses(text: &str) -> (Vec<String>, Vec<String>) {
    let fingerprints = railc_library::fingerprints();
    let (mut exact, mut altered) = (Vec::new(), Vec::new());
    for found in identify(text, fingerprints).matches {
        let Some(document) = fingerprints.documents().get(found.document) else { continue };
        let to = if found.differences.is_empty() { &mut exact } else { &mut altered };
        to.extend(document.licenses.iter().cloned());
    }
    // A text that railc built from a spec of one's own, or of the house.
    if let Some(built) = crate::facade::built(text) {
        let to = if built.changed().is_none() { &mut exact } else { &mut altered };
        to.push(built.mark.license.clone());
    }
    (exact, altered)
}

impl Scanned {
    /// The things that a license binds, or may.
    fn things_under(&self, license: &str) -> Vec<&Thing> {
        self.inventory.licenses().remove(license).map(|(_, things)| things).unwrap_or_default()
    }

    /// The use, as people call it.
    fn title(&self, outcome: &Outcome) -> String {
        let (name, described) = &outcome.described;
        described.title.as_deref().map_or_else(|| name.clone(), |title| format!("`{}`", one_line(title)))
    }
}
