//! The files that describe a lineage: one by its name, or all of a folder.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_metadata::Described;

use crate::cli::{Session, files};

/// How deep folders are gone into.
const DEEPEST: usize = 32;
/// The most files of a folder.
const MOST_FILES: usize = 1_000_000;
/// The most bytes of a file whose text is kept, so that what is wrong can be shown in it.
const SHOWN: u64 = 1 << 20;

/// Files that state something of licenses or lineage, by their names.
fn states_something(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "readme.md",
        "adapter_config.json",
        "model_index.json",
        "mergekit_config.yml",
        "mergekit_config.yaml",
        "modelfile",
        "croissant.json",
        "dataset_info.json",
        "dataset_infos.json",
    ];
    const ENDINGS: [&str; 6] = [".gguf", ".safetensors", ".cdx.json", ".spdx.json", ".spdx3.json", ".modelfile"];
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// What one file states; what is wrong with it is shown in its text.
pub(super) fn described(path: &str, name: &str, session: &mut Session) -> Result<Described, Diagnostics> {
    let mut described = raw(path, name)?;
    let problems = std::mem::take(&mut described.problems);
    if problems.is_empty() {
        return Ok(described);
    }
    let is_text = fs::metadata(path).is_ok_and(|meta| meta.len() <= SHOWN);
    let text = if is_text { files::read(path, SHOWN).ok() } else { None };
    let diagnostics: Diagnostics = match text {
        Some(text) => {
            let source = session.sources.add(path, text);
            problems.into_iter().map(|problem| problem.in_source(source)).collect()
        }
        None => problems.into_iter().map(|problem| named(path, problem.without_places())).collect(),
    };
    if diagnostics.has_errors() && described.things.is_empty() {
        return Err(diagnostics);
    }
    session.warn(diagnostics);
    Ok(described)
}

/// What the files of a folder state, one after the other; what is wrong with one stops none of the others, and is told with its name alone.
pub(super) fn each(folder: &str, session: &mut Session, take: &mut dyn FnMut(Described)) -> Result<(), Diagnostics> {
    let found = find(Path::new(folder))?;
    if found.is_empty() {
        let message = format!("no file in `{folder}` states anything of licenses or lineage");
        return Err(Diagnostic::new(Code::NoThings, message)
            .help("name a folder with model cards, weight files or bills of materials in it")
            .into());
    }
    let mut problems = Diagnostics::new();
    for path in found {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        let shown = path.to_string_lossy();
        match raw(&shown, &name) {
            Ok(mut described) => {
                let wrong = std::mem::take(&mut described.problems).into_iter();
                problems.extend(wrong.map(|problem| named(&shown, problem.without_places())));
                take(described);
            }
            Err(diagnostic) => problems.push(diagnostic),
        }
    }
    session.warn(problems);
    Ok(())
}

fn raw(path: &str, name: &str) -> Result<Described, Diagnostic> {
    let unreadable = |error: std::io::Error| files::unreadable(path, &error);
    railc_metadata::read(name, &mut BufReader::new(File::open(path).map_err(unreadable)?)).map_err(unreadable)
}

/// A diagnostic with the name of its file.
fn named(path: &str, diagnostic: Diagnostic) -> Diagnostic {
    let message = format!("`{path}`: {}", diagnostic.message);
    Diagnostic { message, ..diagnostic }
}

/// The files of a folder that state something, by their paths. Symbolic links are not followed, and what is hidden is left out.
fn find(folder: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let mut found = Vec::new();
    for entry in WalkBuilder::new(folder).standard_filters(false).hidden(true).max_depth(Some(DEEPEST)).build() {
        let entry = entry.map_err(|error| {
            let why = error.io_error().map_or_else(|| error.to_string(), files::plain);
            Diagnostic::new(Code::Unreadable, format!("`{}` can't be read: {why}", folder.display())).help("check its permissions")
        })?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && states_something(&entry.file_name().to_string_lossy()) {
            found.push(entry.into_path());
        }
        if found.len() > MOST_FILES {
            let message = format!("more than {MOST_FILES} files in `{}`", folder.display());
            return Err(Diagnostic::new(Code::MetadataTooLarge, message).help("name a part of it").into());
        }
    }
    found.sort();
    Ok(found)
}
