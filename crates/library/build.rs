#![allow(clippy::panic, reason = "a build that can't read its own files has nothing better to do")]
//! Packs `vocabulary/*.yaml` and `licenses/**/*.rail` into the binary, so that nothing is read or parsed twice at run time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use railc_core::base::{Sources, sha256};
use railc_core::vocabulary::Vocabulary;
use railc_core::vocabulary::published::{self, ClosedEntry, ConceptEntry, FacetEntry, Published, ScalarEntry};
use railc_language::syntax::{self, ast};
use serde::Deserialize;

/// A file of `vocabulary/` that holds a facet.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct FacetFile {
    facet: String,
    about: String,
    closed: ClosedEntry,
    #[serde(default)]
    default: Vec<String>,
    #[serde(default)]
    exclusive_members: bool,
    #[serde(default, rename = "codes")]
    _codes: Option<String>,
    #[serde(default, rename = "as-of")]
    _as_of: Option<String>,
    concepts: BTreeMap<String, ConceptLines>,
    #[serde(default)]
    exclusive: Vec<Vec<String>>,
    #[serde(default)]
    aliases: BTreeMap<String, String>,
}

/// A concept of a facet file; its first parent is in its name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptLines {
    is: String,
    ask: String,
    #[serde(default)]
    phrase: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    more: Vec<String>,
    #[serde(default)]
    raises: Vec<String>,
    #[serde(default)]
    odd: bool,
    #[serde(default, rename = "abstract")]
    is_abstract: bool,
    #[serde(default)]
    judgement: bool,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    maps: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct ScalarFile {
    scalars: BTreeMap<String, ScalarEntry>,
}

#[derive(Deserialize)]
struct CountryFile {
    countries: BTreeMap<String, String>,
    /// By code, what people say.
    #[serde(default)]
    also: BTreeMap<String, Vec<String>>,
}

fn main() {
    for folder in ["vocabulary", "licenses", "docs/codes", "build.rs"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let vocabulary = read_vocabulary(Path::new("vocabulary"));
    let (_, flaws) = Vocabulary::from_published(vocabulary.clone(), String::new());
    assert!(flaws.is_empty(), "{flaws:?}");
    let canonical = serde_json::to_vec(&vocabulary).expect("a vocabulary is plain data");
    let packed = postcard::to_stdvec(&vocabulary).expect("a vocabulary is plain data");
    fs::write(out.join("vocabulary.postcard"), packed).expect("OUT_DIR can be written");
    let hash = sha256(&canonical);
    let mut code = format!("const VOCABULARY_HASH: &str = {hash:?};\n");
    write_specs(&mut code);
    write_pages(&mut code);
    fs::write(out.join("embedded.rs"), code).expect("OUT_DIR can be written");
}

fn read_vocabulary(folder: &Path) -> Published {
    let countries: CountryFile = read_yaml(&folder.join("countries.yaml"));
    let scalars: ScalarFile = read_yaml(&folder.join("scalars.yaml"));
    let mut all = Published { version: published::VERSION, scalars: scalars.scalars, ..Published::default() };
    for path in files(folder, "yaml") {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if !["countries", "scalars"].contains(&stem) {
            add_facet(&mut all, read_yaml(&path), &countries);
        }
    }
    all
}

fn add_facet(all: &mut Published, file: FacetFile, countries: &CountryFile) {
    let facet = file.facet;
    let full = |name: &str| format!("{facet}.{name}");
    let has_members = file.concepts.values().any(|lines| !lines.members.is_empty());
    if has_members {
        for (code, name) in &countries.countries {
            let entry = ConceptEntry {
                is: name.clone(),
                ask: country_question(&facet, name),
                phrase: name.clone(),
                also: countries.also.get(code).cloned().unwrap_or_default(),
                ..ConceptEntry::default()
            };
            all.concepts.insert(full(code), entry);
        }
        if file.exclusive_members {
            all.exclusive.push(countries.countries.keys().map(|code| full(code)).collect());
        }
    }
    for (name, lines) in &file.concepts {
        let first = name.rsplit_once('.').map(|(parent, _)| full(parent));
        let entry = ConceptEntry {
            is_a: first.into_iter().chain(lines.more.iter().cloned()).collect(),
            raises: lines.raises.clone(),
            odd: lines.odd,
            is_abstract: lines.is_abstract,
            judgement: lines.judgement,
            is: lines.is.clone(),
            ask: lines.ask.clone(),
            phrase: lines.phrase.clone(),
            also: lines.also.clone(),
            maps: lines.maps.clone(),
        };
        all.concepts.insert(full(name), entry);
    }
    for (group, lines) in &file.concepts {
        for member in &lines.members {
            let member = all.concepts.get_mut(&full(member)).expect("a member of a group is a country or a group of the same facet");
            if !member.is_a.contains(&full(group)) {
                member.is_a.push(full(group));
            }
        }
    }
    all.exclusive.extend(file.exclusive);
    all.aliases.extend(file.aliases.into_iter().map(|(old, new)| (full(&old), new)));
    all.facets.insert(facet, FacetEntry { about: file.about, closed: file.closed, default: file.default });
}

fn country_question(facet: &str, name: &str) -> String {
    match facet {
        "domicile" => format!("Do you live, or is your principal place of business, in {name}?"),
        _ => format!("Does any part of it happen in {name}?"),
    }
}

/// A table of every spec: its id, what folder it is in, its file name, its text and its other names.
fn write_specs(code: &mut String) {
    code.push_str("const SPECS: &[Embedded] = &[\n");
    for (folder, shelf) in [("own", "Own"), ("readings", "Readings"), ("clauses", "Clauses")] {
        for path in files(&Path::new("licenses").join(folder), "rail") {
            let id = path.file_stem().and_then(|stem| stem.to_str()).expect("a spec's file name is its id");
            let (full, names) = (root().join(&path), names(&path));
            writeln!(
                code,
                "    Embedded {{ id: {id:?}, shelf: Shelf::{shelf}, path: {path:?}, text: include_str!({full:?}), names: &{names:?} }},"
            )
            .expect("a string takes all");
        }
    }
    code.push_str("];\n");
}

/// The names in the head of a spec that a license goes by beside its id.
fn names(path: &Path) -> Vec<String> {
    let text = read(path);
    let source = Sources::new().add(path.display().to_string(), text.as_str());
    let (spec, _) = syntax::parse(source, &text).sound().unwrap_or_else(|diagnostics| panic!("{}: {diagnostics}", path.display()));
    let name = |line: ast::HeadLine| match line.field {
        ast::HeadField::Alias(name) | ast::HeadField::Spdx(name) | ast::HeadField::HuggingFace(name) => Some(name.value),
        _ => None,
    };
    spec.head.into_iter().filter_map(name).collect()
}

/// A table of the pages on diagnostics.
fn write_pages(code: &mut String) {
    code.push_str("const PAGES: &[(&str, &str)] = &[\n");
    for path in files(Path::new("docs/codes"), "md") {
        let number = path.file_stem().and_then(|stem| stem.to_str()).expect("a page's file name is its code");
        writeln!(code, "    ({number:?}, include_str!({:?})),", root().join(&path)).expect("a string takes all");
    }
    code.push_str("];\n");
}

fn root() -> PathBuf {
    PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|found| found == ending)).collect();
    paths.sort();
    paths
}

fn read_yaml<T: for<'de> Deserialize<'de>>(path: &Path) -> T {
    serde_saphyr::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
