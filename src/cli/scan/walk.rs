//! The files of a repository: what version control leaves out is left out, links are not followed, and each file is read once.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::{DirEntry, WalkBuilder, WalkState};

use railc_metadata::{Format, Problem, card, modelfile};
use railc_scan::{Dress, Finder, Sighting, Standing, described};

use crate::scan::Weights;

/// The largest text that is looked into, in bytes; notebooks hold pictures.
const LONGEST: u64 = 16 << 20;
const LONGEST_NOTEBOOK: u64 = 128 << 20;
/// How much of a file tells whether it is a text.
const BEGINNING: usize = 8 << 10;
/// The most threads: more wait for the disk.
const THREADS: usize = 12;

/// What is in a folder.
#[derive(Default)]
pub(super) struct Walked {
    /// How many files there are.
    pub(super) files: usize,
    /// What each names.
    pub(super) found: Vec<(String, Vec<Sighting>)>,
    /// The files of weights.
    pub(super) weights: Vec<Weights>,
    /// Texts that people read, by their paths from the folder.
    pub(super) papers: Vec<String>,
    /// Files that were not looked into, and why.
    pub(super) skipped: Vec<(String, String)>,
}

/// What one file has.
#[derive(Default)]
struct One {
    sightings: Vec<Sighting>,
    weights: Option<Weights>,
    is_paper: bool,
    skipped: Option<String>,
}

/// Looks through a folder, on all cores; files that the call names otherwise (real paths) are left out.
pub(super) fn walk(root: &Path, finder: &Finder, named: &[PathBuf]) -> Walked {
    let walked = Mutex::new(Walked::default());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    // Only what is in the folder counts: no settings of this machine, and nothing above.
    let mut builder = WalkBuilder::new(root);
    builder.hidden(false).parents(false).git_global(false).git_exclude(false).require_git(false).follow_links(false).threads(threads);
    builder.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git");
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let (name, one) = match entry {
                Ok(entry) if is_named(entry.path(), named) => return WalkState::Continue,
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    (name_of(root, entry.path()), look(root, &entry, finder))
                }
                Ok(_) => return WalkState::Continue,
                Err(error) => (String::new(), One { skipped: Some(plain(&error)), ..One::default() }),
            };
            add(&walked, name, one);
            WalkState::Continue
        })
    });
    let mut walked = walked.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    walked.found.sort();
    walked.weights.sort_by(|one, other| one.file.cmp(&other.file));
    walked.papers.sort();
    walked.skipped.sort();
    walked
}

fn is_named(path: &Path, named: &[PathBuf]) -> bool {
    let has_name = |one: &PathBuf| one.file_name() == path.file_name();
    named.iter().any(has_name) && fs::canonicalize(path).is_ok_and(|real| named.contains(&real))
}

fn add(walked: &Mutex<Walked>, name: String, one: One) {
    let mut walked = walked.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    walked.files += 1;
    if one.is_paper {
        walked.papers.push(name.clone());
    }
    walked.weights.extend(one.weights);
    if let Some(why) = one.skipped {
        walked.skipped.push((name.clone(), why));
    }
    if !one.sightings.is_empty() {
        walked.found.push((name, one.sightings));
    }
}

/// The path from the folder, with `/` between its parts.
fn name_of(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

fn plain(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), crate::cli::files::plain)
}

fn look(root: &Path, entry: &DirEntry, finder: &Finder) -> One {
    let path = entry.path();
    let name = name_of(root, path);
    let skipped = |why: String| One { skipped: Some(why), ..One::default() };
    let small = name.to_lowercase();
    if small.ends_with(".gguf") || small.ends_with(".safetensors") {
        return weights(path, &name).unwrap_or_else(skipped);
    }
    let dress = Dress::of(&name);
    let size = entry.metadata().map_or(0, |meta| meta.len());
    let limit = if dress == Dress::Notebook { LONGEST_NOTEBOOK } else { LONGEST };
    let bytes = match read(path, size, limit) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return One::default(),
        Err(why) => return skipped(why),
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut sightings = finder.text(&name, &text);
    let stated = match Format::of(&name, &[]) {
        Some(Format::Card) if text.trim_start_matches('\u{feff}').starts_with("---") => described(&card::read(&name, &text)),
        Some(Format::Modelfile) => described(&modelfile::read(&name, &text)),
        _ => Vec::new(),
    };
    add_stated(&mut sightings, stated);
    One { sightings, is_paper: is_paper(&name, dress), ..One::default() }
}

/// What a card or a Modelfile states counts for more than the same words in it.
fn add_stated(sightings: &mut Vec<Sighting>, stated: Vec<Sighting>) {
    for one in stated {
        sightings.retain(|other| other.name != one.name || other.place.line != one.place.line);
        sightings.push(one);
    }
    // Of a thing that a line names twice, once used, the use is enough.
    let used: Vec<(String, u32)> =
        sightings.iter().filter(|one| one.standing == Standing::Used).map(|one| (one.name.clone(), one.place.line)).collect();
    sightings.retain(|one| one.standing == Standing::Used || !used.contains(&(one.name.clone(), one.place.line)));
    sightings.sort();
}

/// The bytes of a text; nothing of what is none.
fn read(path: &Path, size: u64, limit: u64) -> Result<Option<Vec<u8>>, String> {
    let mut file = File::open(path).map_err(|error| crate::cli::files::plain(&error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0) + 1);
    let wrong = |error: std::io::Error| crate::cli::files::plain(&error);
    (&mut file).take(BEGINNING as u64).read_to_end(&mut bytes).map_err(wrong)?;
    if bytes.contains(&0) {
        return Ok(None);
    }
    if size > limit {
        return Err(format!("it is larger than {} MiB", limit >> 20));
    }
    file.take(limit).read_to_end(&mut bytes).map_err(wrong)?;
    Ok(Some(bytes))
}

fn weights(path: &Path, name: &str) -> Result<One, String> {
    let mut file = File::open(path).map_err(|error| crate::cli::files::plain(&error))?;
    let stated = railc_metadata::read(name, &mut file).map_err(|error| crate::cli::files::plain(&error))?;
    if let Some(problem) = stated.problems.first().filter(|problem| problem.code().severity() == railc_core::diagnostic::Severity::Error) {
        return Err(Problem::message(problem).to_owned());
    }
    Ok(One { sightings: described(&stated), weights: Some(Weights::of(name, &stated)), ..One::default() })
}

/// Whether people read a file: prose, notices, and what makes pages.
fn is_paper(name: &str, dress: Dress) -> bool {
    const PAGES: [&str; 7] = [".jsx", ".tsx", ".vue", ".svelte", ".astro", ".po", ".json5"];
    let small = name.to_lowercase();
    dress == Dress::Prose || is_license_file(&small) || PAGES.iter().any(|ending| small.ends_with(ending))
}

/// Whether a file holds licenses or notices, by its name.
pub(super) fn is_license_file(name: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["license", "licence", "copying", "notice", "use_policy"];
    let small = name.to_lowercase();
    let (folder, file) = small.rsplit_once('/').unwrap_or(("", &small));
    let folder = folder.rsplit('/').next().unwrap_or_default();
    BEGINNINGS.iter().any(|beginning| file.starts_with(beginning)) || ["licenses", "licences"].contains(&folder)
}

/// The text of a file of the folder.
pub(super) fn text(root: &Path, name: &str) -> Option<String> {
    let path: PathBuf = root.join(name);
    let size = fs::symlink_metadata(&path).ok().filter(|meta| meta.is_file())?.len();
    let bytes = read(&path, size, LONGEST).ok()??;
    railc_identify::words::decoded(&bytes).map(|text| text.into_owned())
}
