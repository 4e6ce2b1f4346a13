#![allow(clippy::panic, reason = "a build that can't read its own files has nothing better to do")]
//! Turns each folder of `templates/` into a constant of the program, so that none of it is read or parsed at run time.
//!
//! Tables of `*.toml` become structs of the same names (`src/render/language/words.rs`), and each `*.hbs` a tree of nodes
//! (`src/render/language/template.rs`); the compiler then sees that no language lacks a word or a template.

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

/// The folder of a language as one `Data`; in its folder `drafting`, if it has one, is what sentences are drafted with.
fn data(folder: &Path) -> String {
    let drafting = folder.join("drafting");
    let drafting = match drafting.is_dir() {
        true => {
            let (words, sentences) = (tables("drafting-words", &drafting), templates("Sentences", &drafting));
            format!("Some(DraftingData {{ words: {words}, sentences: {sentences} }})")
        }
        false => "None".to_owned(),
    };
    format!("Data {{ words: {}, frame: {}, drafting: {drafting} }}", tables("words", folder), templates("Frame", folder))
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

/// All templates of a folder as one struct.
fn templates(name: &str, folder: &Path) -> String {
    let fields = with_ending(folder, "hbs").map(|path| format!("{}: {}", stem(&path).replace('-', "_"), tree(&path)));
    format!("{name} {{ {} }}", fields.collect::<Vec<_>>().join(", "))
}

/// A piece of a template.
enum Token {
    Text(String),
    /// What stands between braces: `act.words`, `#if only`, `else`, `/if`, `> ending act`.
    Tag(String),
}

/// A template as a slice of nodes.
fn tree(path: &Path) -> String {
    let mut tokens = tokens(&read(path)).into_iter();
    let (nodes, end) = nodes(path, &mut tokens);
    assert!(end.is_empty(), "{}: `{end}` ends nothing", path.display());
    nodes
}

/// The nodes up to the tag that ends them, and that tag.
fn nodes(path: &Path, tokens: &mut impl Iterator<Item = Token>) -> (String, String) {
    let mut all: Vec<String> = Vec::new();
    let mut end = String::new();
    while let Some(token) = tokens.next() {
        let tag = match token {
            Token::Text(text) => {
                all.push(format!("Node::Text({text:?})"));
                continue;
            }
            Token::Tag(tag) => tag,
        };
        let words: Vec<&str> = tag.split_whitespace().collect();
        match words.as_slice() {
            ["#if", slot] => {
                let (then, behind) = nodes(path, tokens);
                let otherwise = if behind == "else" { nodes(path, tokens).0 } else { "&[]".to_owned() };
                all.push(format!("Node::If {{ slot: {}, then: {then}, otherwise: {otherwise} }}", route(slot)));
            }
            ["#each", slot] => all.push(format!("Node::Each {{ slot: {}, body: {} }}", route(slot), nodes(path, tokens).0)),
            [">", name] => all.push(format!("Node::Within {{ slot: &[], body: {} }}", partial(path, name))),
            [">", name, slot] => all.push(format!("Node::Within {{ slot: {}, body: {} }}", route(slot), partial(path, name))),
            ["else" | "/if" | "/each"] => {
                end = tag;
                break;
            }
            [slot] => all.push(format!("Node::Slot({})", route(slot))),
            _ => panic!("{}: `{tag}` is no tag", path.display()),
        }
    }
    (format!("&[{}]", all.join(", ")), end)
}

/// `act.words` becomes `&["act", "words"]`.
fn route(slot: &str) -> String {
    format!("&{:?}", slot.split('.').collect::<Vec<_>>())
}

/// The nodes of a template that others include.
fn partial(path: &Path, name: &str) -> String {
    let folder = path.ancestors().find(|folder| folder.join("partials").is_dir()).expect("partials stand beside the templates");
    tree(&folder.join("partials").join(name).with_extension("hbs"))
}

/// Splits a template into tokens. A tag alone on its line takes the line with it, unless it is a slot.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for line in text.split_inclusive('\n') {
        let alone = line.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).filter(|tag| !tag.contains("{{"));
        match alone {
            Some(comment) if comment.starts_with('!') => {}
            Some(tag) if tag.starts_with(['#', '/', '>']) || tag == "else" => tokens.push(Token::Tag(tag.to_owned())),
            _ => in_line(line, &mut tokens),
        }
    }
    tokens
}

fn in_line(line: &str, tokens: &mut Vec<Token>) {
    let mut rest = line;
    while let Some((before, tag, behind)) = rest.split_once("{{").and_then(|(before, rest)| {
        let (tag, behind) = rest.split_once("}}")?;
        Some((before, tag, behind))
    }) {
        tokens.extend((!before.is_empty()).then(|| Token::Text(before.to_owned())));
        tokens.push(Token::Tag(tag.trim().to_owned()));
        rest = behind;
    }
    tokens.extend((!rest.is_empty()).then(|| Token::Text(rest.to_owned())));
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
