//! A layer imports only what its row in ARCHITECTURE.md names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the crates, each with what other crates call it.
const CRATES: [(&str, &str); 9] = [
    ("crates/core/src", "railc_core"),
    ("crates/documents/src", "railc_documents"),
    ("crates/identify/src", "railc_identify"),
    ("crates/language/src", "railc_language"),
    ("crates/library/src", "railc_library"),
    ("crates/metadata/src", "railc_metadata"),
    ("crates/pdf/src", "railc_pdf"),
    ("crates/scan/src", "railc_scan"),
    ("src", "railc"),
];

#[test]
fn every_import_is_in_the_table() {
    let table = table(&fs::read_to_string("ARCHITECTURE.md").unwrap());
    assert!(table.len() > 10, "the table was not found: {table:?}");
    let mut wrong = Vec::new();
    for (folder, path) in all_sources() {
        let layer = layer_of(folder, &path);
        if ["lib", "main"].contains(&layer.as_str()) {
            continue;
        }
        let allowed = table.get(&layer).unwrap_or_else(|| panic!("{layer} has no row in ARCHITECTURE.md"));
        for imported in imports(&code(&path)).into_iter().filter(|imported| *imported != layer && !allowed.contains(imported)) {
            wrong.push(format!("{}: `{layer}` may not import `{imported}`", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_parser_and_the_terminal_are_seen_in_one_place_each() {
    for (_, path) in all_sources() {
        let text = code(&path);
        let shown = path.display().to_string();
        assert!(!text.contains("pest::") || shown.starts_with("crates/language/src/syntax/parse"), "{shown} knows pest");
        assert!(!text.contains("miette::") || shown.starts_with("src/cli/"), "{shown} knows miette");
        assert!(!text.contains("std::fs") || shown.starts_with("src/cli/"), "{shown} reads files");
    }
}

#[test]
fn no_files_of_a_folder_import_each_other_in_a_circle() {
    let mut count = 0;
    for folder in CRATES.iter().flat_map(|(folder, _)| folders(Path::new(folder))) {
        let imports = siblings(&folder);
        count += imports.values().map(BTreeSet::len).sum::<usize>();
        for start in imports.keys() {
            let mut reached = BTreeSet::new();
            let mut open = vec![start];
            while let Some(next) = open.pop() {
                open.extend(imports[next].iter().filter(|import| reached.insert(*import)));
            }
            assert!(!reached.contains(start), "{}: `{start}` imports itself through {reached:?}", folder.display());
        }
    }
    assert!(count > 100, "only {count} imports were seen");
}

/// The files and folders of a folder, each with the siblings that it imports.
fn siblings(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let named: BTreeSet<String> =
        all.iter().map(|path| name(path)).filter(|name| !["lib", "main", "mod"].contains(&name.as_str())).collect();
    let mut imports: BTreeMap<String, BTreeSet<String>> = named.iter().map(|name| (name.clone(), BTreeSet::new())).collect();
    for path in all.iter().filter(|path| named.contains(&name(path))) {
        for file in if path.is_dir() { sources(path) } else { vec![path.clone()] } {
            // A file names its siblings by `super::`, a nested file by `super::super::`; `mod.rs` is its folder.
            let depth = file.strip_prefix(folder).unwrap().components().count() - usize::from(file.ends_with("mod.rs"));
            let text = code(&file);
            let own = imports.get_mut(&name(path)).unwrap();
            for imported in after(&text, &"super::".repeat(depth)) {
                own.extend(named.get(imported).filter(|imported| **imported != name(path)).cloned());
            }
        }
    }
    imports
}

/// The names right after a path, one or several in braces.
fn after<'t>(text: &'t str, path: &str) -> Vec<&'t str> {
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == ':';
    let places = text.match_indices(path).filter(|(at, _)| !text[..*at].ends_with(is_part));
    places.flat_map(|(at, _)| first_names(&text[at + path.len()..])).collect()
}

/// The name that a text begins with, or the first of each path in braces.
fn first_names(text: &str) -> Vec<&str> {
    fn name(text: &str) -> &str {
        text.split(|sign: char| !sign.is_alphanumeric() && sign != '_').next().unwrap()
    }
    match text.strip_prefix('{').and_then(|list| list.split('}').next()) {
        Some(list) => list.split(',').map(|item| name(item.trim())).collect(),
        None => vec![name(text)],
    }
}

#[test]
fn imports_in_braces_count() {
    let found = imports("use railc_core::{check, report::words};\nuse crate::cli::output;");
    assert_eq!(found, ["check", "cli", "report"].map(str::to_owned).into());
}

/// A file without its comments and tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(&text);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| line.to_owned() + "\n").collect()
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    std::iter::once(folder.to_owned()).chain(inside.flat_map(|path| folders(&path))).collect()
}

/// Layer → what it may import.
fn table(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.chars().nth(2).is_some_and(|sign| sign.is_ascii_digit()));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells[2].trim_matches('`').to_owned();
        (name, cells[4].split(", ").map(|name| name.trim().to_owned()).collect())
    };
    rows.map(row).collect()
}

fn all_sources() -> Vec<(&'static str, PathBuf)> {
    CRATES.iter().flat_map(|(folder, _)| sources(Path::new(folder)).into_iter().map(|path| (*folder, path))).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Test modules may use the whole crate.
        let is_test = ["tests.rs", "properties.rs", "schemas.rs", "exactness"].iter().any(|name| path.ends_with(name));
        if is_test {
            continue;
        }
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn layer_of(folder: &str, path: &Path) -> String {
    let first = path.strip_prefix(folder).unwrap().components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The layers that a text names, of its own crate or another; a bare crate name stands for its root.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in CRATES.iter().map(|(_, name)| *name).chain(["crate"]) {
        for (at, _) in code.match_indices(&format!("{name}::")) {
            let is_whole = !code[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '_');
            if is_whole && name == "railc_library" {
                found.insert(name.to_owned());
            } else if is_whole {
                let layers = first_names(&code[at + name.len() + 2..]).into_iter();
                found.extend(layers.filter(|layer| layer.starts_with(|sign: char| sign.is_ascii_lowercase())).map(str::to_owned));
            }
        }
    }
    found
}
