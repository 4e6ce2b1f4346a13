//! Packs specs, the listed facts of each license, and the rules of its policy.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use railc_core::base::Sources;
use railc_core::vocabulary::Vocabulary;
use railc_language::driver::{self, Compiled};
use railc_language::library::{Embedded, Library, Shelf};
use railc_language::license::License;
use railc_language::syntax::{self, ast};

use super::files::{files, read};

/// Tables of all specs and of all licenses, as Rust; the rules of each policy are written to a file of their own.
pub(crate) fn write(vocabulary: Arc<Vocabulary>, out: &Path) -> String {
    let specs: &'static [Embedded] = specs().leak();
    let library = Library { specs, vocabulary: Box::leak(Box::new(vocabulary)), hub_ids: hub_ids() };
    let mut code = format!("const HUB_IDS: &str = {:?};\nconst SPECS: &[Embedded] = &[\n", library.hub_ids);
    specs.iter().for_each(|spec| write_spec(&mut code, spec));
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

fn spec(path: &Path, shelf: Shelf) -> Embedded {
    let id = path.file_stem().and_then(|stem| stem.to_str()).expect("a spec's file name is its id");
    let text: &'static str = read(path).leak();
    let path: &'static str = path.display().to_string().leak();
    let names: Vec<&'static str> = names(path, text).into_iter().map(|name| &*name.leak()).collect();
    Embedded { id: id.to_owned().leak(), shelf, path, text, names: names.leak() }
}

/// The names in the head of a spec that its license has besides its id.
fn names(path: &str, text: &str) -> Vec<String> {
    let source = Sources::new().add(path, text);
    let (spec, _) = syntax::parse(source, text).into_result().unwrap_or_else(|diagnostics| panic!("{path}: {diagnostics}"));
    let name = |line: ast::HeadLine| match line.field {
        ast::HeadField::Alias(name) | ast::HeadField::Spdx(name) | ast::HeadField::HuggingFace(name) => Some(name.value),
        _ => None,
    };
    spec.head.into_iter().filter_map(name).collect()
}

fn write_spec(code: &mut String, spec: &Embedded) {
    let Embedded { id, shelf, path, text, names } = spec;
    writeln!(code, "    Embedded {{ id: {id:?}, shelf: Shelf::{shelf:?}, path: {path:?}, text: {text:?}, names: &{names:?} }},")
        .expect("a string takes all");
}

/// A license of the library with its policy; any diagnostic ends the build.
fn compiled(library: Library, spec: &Embedded) -> Compiled {
    let mut sources = Sources::new();
    let source = sources.add(spec.path, spec.text);
    let (license, diagnostics) = driver::license(library, &mut sources, source, &driver::no_files).into_parts();
    let place = |label: &railc_core::diagnostic::Label| sources.place(label.span);
    let said: Vec<String> = diagnostics
        .iter()
        .map(|found| format!("{}: {} {}", found.labels.first().map(place).unwrap_or_default(), found.code.number(), found.message))
        .collect();
    match license {
        Some(license) if said.is_empty() => driver::compile(license, library.vocabulary),
        _ => panic!("{}", said.join("\n")),
    }
}

fn write_license(code: &mut String, compiled: &Compiled, rules: &Path) {
    let License { id, title, version, spdx, hugging_face, aliases, family, licensor, date, sources, .. } = &compiled.license;
    let sources: Vec<(&str, Option<&str>, Option<&str>)> =
        sources.iter().map(|original| (&*original.url, original.dated.as_deref(), original.sha256.as_deref())).collect();
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
         sources: &{sources:?}, modules: &{modules:?}, parameters: &{parameters:?}, policy_hash: {hash:?}, \
         rules: include_bytes!({rules:?}) }},"
    )
    .expect("a string takes all");
}
