//! Reading files during a build: what can't be read ends it.

use std::fs;
use std::path::{Path, PathBuf};

use railc_core::base::unix_lines;
use serde::Deserialize;

/// The files of a folder that have this ending, by name.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|found| found == ending)).collect();
    paths.sort();
    paths
}

/// The folders in a folder, by name.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    paths.sort();
    paths
}

/// The value in a YAML file, whose text is kept as long as the build runs.
pub(crate) fn read_yaml<T: Deserialize<'static>>(path: &Path) -> T {
    serde_saphyr::from_str(read(path).leak()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a file, the same on every system.
pub(crate) fn read(path: &Path) -> String {
    unix_lines(fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}
