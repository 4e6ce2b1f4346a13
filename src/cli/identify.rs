//! `railc identify`: which known license a text is, and what differs.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::num::NonZero;
use std::path::Path;
use std::thread;

use clap::Args;

use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_identify::matching::{Verdict, identify};
use railc_identify::words::decoded;

use crate::facade::built;

use super::identified::{Document, FileEntry, MatchEntry, lines};
use super::{Ending, Format, Session, files, output, terminal};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Texts: plain, Markdown or HTML, of at most 8 MiB; of a folder all files in it and below; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// The largest text, in bytes.
const LIMIT: u64 = 8 << 20;
/// The fewest files that a processor of its own is worth.
const SHARE: usize = 16;
/// The most folders inside each other.
const DEPTH: usize = 64;

/// Identifies and prints; the exit code is 0 only if every text is exactly a known license.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut wrong = Diagnostics::new();
    let mut paths = Vec::new();
    for file in arguments.files {
        if Path::new(&file).is_dir() { found_in(Path::new(&file), DEPTH, &mut paths, &mut wrong) } else { paths.push((file, true)) }
    }
    let mut seen = HashSet::new();
    paths.retain(|(path, _)| seen.insert(path.clone()));
    let mut all = Document::new();
    for ((_, is_named), found) in paths.iter().zip(all_identified(&paths)) {
        match found {
            Ok((file, matches)) => all.add(file, matches),
            // In a folder there is much that is no text.
            Err(_) if !is_named => all.skipped += 1,
            Err(diagnostic) => wrong.push(diagnostic),
        }
    }
    if all.is_empty() && !wrong.has_errors() {
        let message = format!("no text is in what was named; {} files are no text or too large", all.skipped);
        wrong.push(Diagnostic::new(Code::NoWords, message).help("hidden files and links are left out; name a file itself"));
    }
    let ending = match all.worst() {
        _ if wrong.has_errors() => Ending::Wrong,
        Some(Verdict::Exact) | None => Ending::Done,
        Some(Verdict::Variant | Verdict::Unknown) => Ending::Findings,
    };
    match session.format {
        Format::Json => output::json(&all.with(&wrong, &session.sources))?,
        Format::Human => {
            session.show(&wrong);
            terminal::print(&lines(&all))?;
        }
    }
    Ok(ending)
}

/// The files of a folder and its folders, by name; hidden ones and links are left out.
fn found_in(folder: &Path, depth: usize, paths: &mut Vec<(String, bool)>, wrong: &mut Diagnostics) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("`{}` can't be read: {}", folder.display(), files::plain(&error));
            return wrong.push(Diagnostic::new(Code::Unreadable, message).help("check the path and its permissions"));
        }
    };
    let mut entries: Vec<_> =
        entries.filter_map(Result::ok).filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 0 => found_in(&entry.path(), depth - 1, paths, wrong),
            Ok(kind) if kind.is_file() => paths.push((entry.path().to_string_lossy().into_owned(), false)),
            Ok(kind) if kind.is_dir() => {
                let message = format!("`{}` is too deep: more than {DEPTH} folders inside each other", entry.path().display());
                wrong.push(Diagnostic::new(Code::Unreadable, message).help("name it itself"));
            }
            _ => {}
        }
    }
}

/// What was found in a file, or why nothing was looked for.
type Found = Result<(FileEntry, Vec<MatchEntry>), Diagnostic>;

/// What is found in each file, in their order; a share of them by each processor.
fn all_identified(paths: &[(String, bool)]) -> Vec<Found> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let of_share = |share: &[(String, bool)]| -> Vec<Found> { share.iter().map(|(path, _)| identified(path)).collect() };
    match paths.chunks(paths.len().div_ceil(workers).max(SHARE)).collect::<Vec<_>>().as_slice() {
        [] => Vec::new(),
        [only] => of_share(only),
        shares => thread::scope(|scope| {
            let started: Vec<_> = shares.iter().map(|share| scope.spawn(move || of_share(share))).collect();
            started.into_iter().flat_map(|worker| worker.join().expect("no input makes it panic")).collect()
        }),
    }
}

fn identified(path: &str) -> Found {
    let bytes = files::bytes(path, LIMIT)?;
    let text = decoded(&bytes).ok_or_else(|| {
        let message = format!("`{path}` is no text");
        Diagnostic::new(Code::NoWords, message).help("save it as text; for a PDF, `pdftotext` does that")
    })?;
    let name = if path == "-" { "standard input" } else { path };
    Ok(FileEntry::of(name, &text, &identify(&text, railc_library::fingerprints()), built(&text)))
}
