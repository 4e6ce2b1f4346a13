#![allow(clippy::panic, reason = "a build that can't read its own files has nothing better to do")]
//! Turns each drawing of `icons/` into a constant of the program: what stands inside its `svg` element.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    for path in ["icons", "build.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let entries = fs::read_dir("icons").unwrap_or_else(|error| panic!("icons: {error}"));
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "svg")).collect();
    paths.sort_by_key(|path| stem(path));
    let drawings: Vec<String> = paths.iter().map(|path| format!("({:?}, {:?})", stem(path), drawing(path))).collect();
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("drawings.rs"), format!("&[{}]", drawings.join(", "))).expect("OUT_DIR can be written");
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The elements of a drawing, on one line.
fn drawing(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let inside = text.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</svg>"));
    let (inside, _) = inside.unwrap_or_else(|| panic!("{}: it is no drawing", path.display()));
    inside.lines().map(str::trim).collect()
}
