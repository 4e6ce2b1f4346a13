//! Packs specs, the listed facts of each license, and the rules of its policy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use railc_core::base::{Sources, folded_name};
use railc_core::diagnostic::Label;
use railc_core::vocabulary::Vocabulary;
use railc_identify::fingerprint::Document;
use railc_language::driver::{self, Compiled};
use railc_language::library::{Embedded, Library, Other, OtherKind, Shelf, Translations};
use railc_language::license::{License, Original};
use railc_language::syntax::{self, ast};
use serde::Deserialize;

use super::files::{files, folders, read, read_yaml};

/// Tables of all specs, of their names and of all licenses, as Rust; the rules of each policy are written to a file of their own.
pub(crate) fn write(vocabulary: Arc<Vocabulary>, documents: &[Document], out: &Path) -> String {
    let specs: &'static [Embedded] = specs().leak();
    let (names, others) = (names(specs).leak(), others(specs, documents).leak());
    let translations = translations().leak();
    let library = Library { specs, names, others, vocabulary: Box::leak(Box::new(vocabulary)), translations, hub_ids: hub_ids() };
    let mut code = format!("const HUB_IDS: &str = {:?};\nconst NAMES: &[(&str, usize)] = &{names:?};\n", library.hub_ids);
    writeln!(code, "const TRANSLATIONS: &[Translations] = &{translations:?};").expect("a string takes all");
    code.push_str("const OTHERS: &[Other] = &[\n");
    library.others.iter().for_each(|other| write_other(&mut code, other));
    code.push_str("];\nconst SPECS: &[Embedded] = &[\n");
    specs.iter().for_each(|spec| write_spec(&mut code, spec, out));
    code.push_str("];\nconst LICENSES: &[Listed] = &[\n");
    for spec in library.licenses() {
        let compiled = compiled(library, spec);
        let rules = out.join(format!("{}.rules", spec.id));
        let packed = postcard::to_stdvec(compiled.policy.rules()).expect("rules are plain data");
        fs::write(&rules, packed).expect("OUT_DIR can be written");
        write_license(&mut code, &compiled, &rules);
    }
    code + "];\n"
}

fn hub_ids() -> &'static str {
    read(Path::new("licenses/hugging-face.txt")).leak()
}

/// All specs, shelf by shelf. They are kept as long as the build runs.
fn specs() -> Vec<Embedded> {
    let shelves = [("own", Shelf::Own), ("readings", Shelf::Readings), ("clauses", Shelf::Clauses)];
    let paths = shelves
        .into_iter()
        .flat_map(|(folder, shelf)| files(&Path::new("licenses").join(folder), "rail").into_iter().map(move |path| (path, shelf)));
    paths.map(|(path, shelf)| spec(&path, shelf)).collect()
}

/// The translations of house licenses: a folder for each language.
fn translations() -> Vec<Translations> {
    let folder = Path::new("licenses/translations");
    let kept = |text: String| -> &'static str { text.leak() };
    let file =
        |language: &'static str, path: &Path| Translations { language, path: kept(path.display().to_string()), text: kept(read(path)) };
    let languages = folders(folder).into_iter().filter_map(|path| Some((kept(path.file_name()?.to_str()?.to_owned()), path)));
    languages.flat_map(|(language, path)| files(&path, "toml").into_iter().map(move |path| file(language, &path))).collect()
}

fn spec(path: &Path, shelf: Shelf) -> Embedded {
    let id = path.file_stem().and_then(|stem| stem.to_str()).expect("a spec's file name is its id");
    let text: &'static str = read(path).leak();
    let path: &'static str = path.display().to_string().leak();
    let source = Sources::new().add(path, text);
    let (tree, _) = syntax::parse(source, text).into_result().unwrap_or_else(|diagnostics| panic!("{path}: {diagnostics}"));
    Embedded { id: id.to_owned().leak(), shelf, path, text, tree: syntax::pack(&tree).leak() }
}

/// Every name of every license, in order, with the index of its spec. That no two licenses share one is for a test to say.
fn names(specs: &[Embedded]) -> Vec<(&'static str, usize)> {
    let licenses = specs.iter().enumerate().filter(|(_, spec)| spec.shelf != Shelf::Clauses);
    let named = |(at, spec): (usize, &Embedded)| {
        let folded: BTreeSet<String> = names_in_head(spec).iter().map(|name| folded_name(name)).collect();
        folded.into_iter().map(move |name| (&*name.leak(), at)).collect::<Vec<_>>()
    };
    let mut names: Vec<(&'static str, usize)> = licenses.flat_map(named).collect();
    names.sort_unstable();
    names
}

/// The names of a license in the head of its spec.
fn names_in_head(&Embedded { id, path, text, tree, shelf }: &Embedded) -> Vec<String> {
    let spec = syntax::unpack(tree, Sources::new().add(path, text)).expect("it has just been packed");
    let name = |line: ast::HeadLine| match line.field {
        ast::HeadField::Alias(name) | ast::HeadField::Spdx(name) | ast::HeadField::HuggingFace(name) => Some(name.value),
        _ => None,
    };
    // The titles of house licenses (OpenRAIL-M) are those of kinds of licenses.
    let title = (shelf == Shelf::Readings).then_some(spec.title.value);
    [id.to_owned()].into_iter().chain(title).chain(spec.head.into_iter().filter_map(name)).collect()
}

/// `licenses/others.yaml`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Others<'a> {
    #[serde(borrow)]
    families: BTreeMap<&'a str, OtherEntry<'a>>,
    #[serde(borrow)]
    not_modelled: BTreeMap<&'a str, OtherEntry<'a>>,
    #[serde(borrow)]
    placeholders: BTreeMap<&'a str, OtherEntry<'a>>,
}

/// An entry of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherEntry<'a> {
    title: &'a str,
    #[serde(default)]
    names: Vec<&'a str>,
    #[serde(default)]
    members: Vec<&'a str>,
    why: &'a str,
    link: Option<&'a str>,
}

/// What names no license of the library: as `others.yaml` says, and the licenses whose text is known without a reading.
fn others(specs: &[Embedded], documents: &[Document]) -> Vec<Other> {
    let Others { families, not_modelled, placeholders } = read_yaml(Path::new("licenses/others.yaml"));
    let other = |id, entry: OtherEntry<'static>, kind| {
        let OtherEntry { title, names, why, link, .. } = entry;
        Other { id, title, names: names.leak(), kind, why, link }
    };
    let families = families.into_iter().map(|(id, mut entry)| {
        let members = std::mem::take(&mut entry.members).leak();
        other(id, entry, OtherKind::Family(members))
    });
    let not_modelled = not_modelled.into_iter().map(|(id, entry)| other(id, entry, OtherKind::NotModelled));
    let placeholders = placeholders.into_iter().map(|(id, entry)| other(id, entry, OtherKind::Placeholder));
    let mut others: Vec<Other> = families.chain(not_modelled).chain(placeholders).collect();
    for document in documents {
        for id in &document.licenses {
            if specs.iter().all(|spec| spec.id != id) && others.iter().all(|other| other.id != id) {
                let (id, title): (&str, &str) = (id.clone().leak(), document.title.clone().leak());
                let (kind, why) = (OtherKind::NotModelled, "`railc identify` knows its text, and there is no reading of it");
                others.push(Other { id, title, names: &[], kind, why, link: None });
            }
        }
    }
    others
}

/// The ids of what names no license of the library and is known all the same: families, and licenses without a reading.
pub(crate) fn other_ids(documents: &[Document]) -> Vec<String> {
    let others = others(&specs(), documents);
    others.into_iter().filter(|other| !matches!(other.kind, OtherKind::Placeholder)).map(|other| other.id.to_owned()).collect()
}

fn write_other(code: &mut String, other: &Other) {
    let Other { id, title, names, kind, why, link } = other;
    let kind = match kind {
        OtherKind::Family(members) => format!("Family(&{members:?})"),
        OtherKind::NotModelled | OtherKind::Placeholder => format!("{kind:?}"),
    };
    writeln!(
        code,
        "    Other {{ id: {id:?}, title: {title:?}, names: &{names:?}, kind: OtherKind::{kind}, why: {why:?}, link: {link:?} }},"
    )
    .expect("a string takes all");
}

fn write_spec(code: &mut String, spec: &Embedded, out: &Path) {
    let Embedded { id, shelf, path, text, tree } = spec;
    let packed = out.join(format!("{id}.tree"));
    fs::write(&packed, tree).expect("OUT_DIR can be written");
    writeln!(
        code,
        "    Embedded {{ id: {id:?}, shelf: Shelf::{shelf:?}, path: {path:?}, text: {text:?}, tree: include_bytes!({packed:?}) }},"
    )
    .expect("a string takes all");
}

/// A license of the library with its policy; any diagnostic ends the build.
fn compiled(library: Library, spec: &Embedded) -> Compiled {
    let mut sources = Sources::new();
    let source = sources.add(spec.path, spec.text);
    let (license, diagnostics) = driver::license(library, &mut sources, source, &driver::no_files).into_parts();
    let place = |label: &Label| sources.place(label.span);
    let reported: Vec<String> = diagnostics
        .iter()
        .map(|found| format!("{}: {} {}", found.labels.first().map(place).unwrap_or_default(), found.code.number(), found.message))
        .collect();
    match license {
        Some(license) if reported.is_empty() => driver::compile(license, library.vocabulary),
        _ => panic!("{}", reported.join("\n")),
    }
}

fn write_license(code: &mut String, compiled: &Compiled, rules: &Path) {
    let License { id, title, version, spdx, hugging_face, aliases, family, licensor, date, sources, .. } = &compiled.license;
    let original =
        |Original { url, dated, sha256 }: &Original| format!("Original {{ url: {url:?}, dated: {dated:?}, sha256: {sha256:?} }}");
    let sources = sources.iter().map(original).collect::<Vec<_>>().join(", ");
    let modules: Vec<&str> = compiled.license.modules().collect();
    let parameters: Vec<(&str, &str, Option<&str>)> = compiled
        .license
        .parameters
        .iter()
        .map(|parameter| (parameter.name.as_str(), parameter.value.as_str(), parameter.about.as_deref()))
        .collect();
    let (is_reading, hash) = (compiled.license.is_reading(), compiled.policy.hash());
    writeln!(
        code,
        "    Listed {{ id: {id:?}, name: {title:?}, version: {version:?}, is_reading: {is_reading}, spdx: {spdx:?}, \
         hugging_face: {hugging_face:?}, aliases: &{aliases:?}, family: {family:?}, licensor: {licensor:?}, date: {date:?}, \
         sources: &[{sources}], modules: &{modules:?}, parameters: &{parameters:?}, policy_hash: {hash:?}, \
         rules: include_bytes!({rules:?}) }},"
    )
    .expect("a string takes all");
}
