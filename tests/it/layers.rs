//! A layer imports only what its row in ARCHITECTURE.md names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the crates, each with what other crates call it.
const CRATES: [(&str, &str); 4] = [
    ("crates/core/src", "railc_core"),
    ("crates/language/src", "railc_language"),
    ("crates/library/src", "railc_library"),
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
        let text = fs::read_to_string(&path).unwrap();
        for imported in imports(&text).into_iter().filter(|imported| *imported != layer && !allowed.contains(imported)) {
            wrong.push(format!("{}: `{layer}` may not import `{imported}`", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_parser_and_the_terminal_are_seen_in_one_place_each() {
    for (_, path) in all_sources() {
        let text = fs::read_to_string(&path).unwrap();
        let shown = path.display().to_string();
        assert!(!text.contains("pest::") || shown.starts_with("crates/language/src/syntax/parse"), "{shown} knows pest");
        assert!(!text.contains("miette::") || shown.starts_with("src/cli/"), "{shown} knows miette");
        assert!(!text.contains("std::fs") || shown.starts_with("src/cli/"), "{shown} reads files");
    }
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
        // Modules of tests see the whole crate.
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

/// The layers that a text names, of its own crate or another, tests left out; a crate by itself stands for its root.
fn imports(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let mut found = BTreeSet::new();
    for name in CRATES.iter().map(|(_, name)| *name).chain(["crate"]) {
        for (at, _) in code.match_indices(&format!("{name}::")) {
            let is_whole = !code[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '_');
            let rest = &code[at + name.len() + 2..];
            let layer: String = rest.chars().take_while(|sign| sign.is_ascii_lowercase() || *sign == '_').collect();
            let is_built_in = name == "railc_library";
            if is_whole && (is_built_in || !layer.is_empty()) {
                found.insert(if is_built_in { name.to_owned() } else { layer });
            }
        }
    }
    found
}
