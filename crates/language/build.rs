#![allow(clippy::panic, reason = "a build that can't read its own files has nothing better to do")]
//! Turns each folder of `templates/` into a constant of the program, so that none of it is read at run time.
//!
//! Tables of `*.toml` become structs of the same names (`src/render/language/words.rs`); the compiler then sees that no language lacks a word.
//! Templates, `*.hbs`, stay texts, each with its name.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

fn main() {
    for path in ["templates", "build.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut code = String::new();
    for folder in entries(Path::new("templates")).into_iter().filter(|path| path.is_dir()) {
        let name = stem(&folder).to_uppercase().replace('-', "_");
        code += &format!("const {name}: Data = {};\n", data(&folder));
    }
    code += &format!("static ICONS: &[Icon] = {};\n", icons(Path::new("templates/icons.toml")));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("languages.rs"), code).expect("OUT_DIR can be written");
}

/// The icons of the deed, each with its words by language.
fn icons(path: &Path) -> String {
    let table: Table = read(path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let icon = |icon: &Value| {
        let entries = icon.as_table().unwrap_or_else(|| panic!("{}: an icon is a table", path.display()));
        let words = entries.iter().filter(|(key, _)| !["name", "of"].contains(&key.as_str()));
        let words: Vec<String> = words.map(|(tag, words)| format!("({tag:?}, {})", literal(tag, words))).collect();
        let field = |key: &str| literal("", entries.get(key).unwrap_or_else(|| panic!("{}: an icon has no `{key}`", path.display())));
        format!("Icon {{ name: {}, of: {}, words: &[{}] }}", field("name"), field("of"), words.join(", "))
    };
    let icons = table.get("icons").and_then(Value::as_array).unwrap_or_else(|| panic!("{}: there are no icons", path.display()));
    format!("&[{}]", icons.iter().map(icon).collect::<Vec<_>>().join(", "))
}

/// The folder of a language as one `Data`; in its folder `drafting`, if it has one, are the words that sentences are drafted with.
fn data(folder: &Path) -> String {
    let drafting = folder.join("drafting");
    let drafting = match drafting.is_dir() {
        true => format!("Some({})", tables("drafting-words", &drafting)),
        false => "None".to_owned(),
    };
    format!("Data {{ words: {}, drafting: {drafting}, templates: {} }}", tables("words", folder), templates(folder))
}

/// All tables of a folder as one struct.
fn tables(name: &str, folder: &Path) -> String {
    let mut all = Table::new();
    for path in with_ending(folder, "toml") {
        let table: Table = read(&path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        all.extend(table);
    }
    literal(name, &Value::Table(all))
}

/// A value as Rust writes it: `[list] or = "; or"` becomes `list: List { or: "; or" }`; members of `facets` become `Facet`.
fn literal(key: &str, value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Array(members) => {
            let singular = key.strip_suffix('s').unwrap_or(key);
            format!("&[{}]", members.iter().map(|member| literal(singular, member)).collect::<Vec<_>>().join(", "))
        }
        Value::Table(table) => {
            let name: String = key.split('-').map(capitalized).collect();
            let fields = table.iter().map(|(key, value)| format!("{}: {}", key.replace('-', "_"), literal(key, value)));
            format!("{name} {{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        other => panic!("`{key}` is neither words nor a table of words: {other:?}"),
    }
}

fn capitalized(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map(|first| first.to_ascii_uppercase().to_string() + signs.as_str()).unwrap_or_default()
}

/// All templates of a folder and the folders in it, each with its name: `drafting/must`.
fn templates(folder: &Path) -> String {
    let folders = entries(folder).into_iter().filter(|path| path.is_dir()).map(|inner| (format!("{}/", stem(&inner)), inner));
    let named = folders.chain([(String::new(), folder.to_owned())]).flat_map(|(prefix, folder)| {
        let templates: Vec<PathBuf> = with_ending(&folder, "hbs").collect();
        templates.into_iter().map(move |path| format!("({:?}, {:?})", format!("{prefix}{}", stem(&path)), read(&path)))
    });
    format!("&[{}]", named.collect::<Vec<_>>().join(", "))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn with_ending(folder: &Path, ending: &str) -> impl Iterator<Item = PathBuf> {
    entries(folder).into_iter().filter(move |path| path.extension().is_some_and(|found| found == ending))
}

fn stem(path: &Path) -> String {
    path.file_stem().and_then(|stem| stem.to_str()).expect("names of templates are plain words").to_owned()
}

fn read(path: &Path) -> String {
    // A checkout on Windows may end its lines otherwise, and these texts become outputs.
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}
