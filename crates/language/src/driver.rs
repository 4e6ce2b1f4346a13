//! The chain of steps: source → tree → license → policy → outputs.
//!
//! Reads no file itself: the caller supplies what a spec imports from its folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::library::{Embedded, Library, Shelf};
use crate::license::{self, Bundle, License, Unit};
use crate::lower;
use crate::render::{self, Drafter, Language, Templates, Translation};
use crate::syntax::{self, ast};
use railc_core::base::{SourceId, Sources, Span, nearest, sha256};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_core::policy::Policy;
use railc_core::vocabulary::Vocabulary;

/// The most files that one spec may draw on.
pub const IMPORT_LIMIT: usize = 64;
/// The most bytes of a spec and all that it draws on, together.
pub const TEXT_LIMIT: usize = 2 << 20;

/// Supplies a file, given the name of the spec that names it and the path written there, or says why it can't.
pub type Load<'a> = &'a dyn Fn(&str, &str) -> Result<Loaded, Diagnostic>;

/// A file that a spec draws on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Its own name, which tells whether two paths mean one file.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A [`Load`] for specs that may import only what is built in.
pub fn no_files(_from: &str, path: &str) -> Result<Loaded, Diagnostic> {
    Err(Diagnostic::new(Code::OutsideFolder, format!("`{path}` can't be imported here: there is no folder")))
}

/// Everything made from a license without errors.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The license.
    pub license: License,
    /// Its policy.
    pub policy: Arc<Policy>,
    /// Its rendered document; `None` for a reading.
    pub document: Option<render::Document>,
    /// The document in Markdown, whose hash the policy carries; empty for a reading.
    pub markdown: String,
    /// What it says in one line each.
    pub lines: render::Lines,
    /// What its sentences are made with.
    templates: Templates,
}

impl Compiled {
    /// The short form of the license, in the words of its text where it has one.
    pub fn deed(&self, vocabulary: &Vocabulary) -> render::Deed {
        render::deed(&self.license, vocabulary, &self.lines, self.document.as_ref())
    }

    /// The part of a model card that says which license a model is under.
    pub fn card(&self, vocabulary: &Vocabulary) -> String {
        render::card(&self.license, &self.deed(vocabulary), &self.templates)
    }
}

/// Reads a spec, with all that it imports and extends, into a license.
///
/// The license is complete only if no diagnostic is an error; there is no value if the license can't be made out at all.
pub fn license(library: Library, sources: &mut Sources, main: SourceId, load: Load<'_>) -> Reported<License> {
    gathered(library, sources, main, None, load)
}

/// The license of a spec, whose tree may be at hand.
fn gathered(library: Library, sources: &mut Sources, main: SourceId, tree: Option<&[u8]>, load: Load<'_>) -> Reported<License> {
    let mut gathering = Gathering {
        library,
        sources,
        load,
        units: Vec::new(),
        known: BTreeMap::new(),
        open: Vec::new(),
        bytes: 0,
        diagnostics: Diagnostics::new(),
    };
    let main = gathering.unit(main, tree);
    let Gathering { units, sources, diagnostics, .. } = gathering;
    let Some(main) = main.filter(|_| !diagnostics.has_errors()) else { return Reported::nothing(diagnostics) };
    let bundle = Bundle { units: units.into_iter().flatten().collect(), main };
    let path = &sources.get(bundle.spec().title.span.source).name;
    let resolve = |bundle: Bundle| {
        let resolved = license::from_ast(&bundle, library.vocabulary);
        let names = |license| Reported::new(license, taken_names(library, bundle.spec(), path));
        resolved.and_then(names).and_then(|license| Reported::new(license, unlisted(library, bundle.spec())))
    };
    Reported::new(bundle, diagnostics).and_then(resolve)
}

/// Names in the head of a license, read from `path`, that another license of the library already has.
fn taken_names(library: Library, spec: &ast::Spec, path: &str) -> Diagnostics {
    let named = spec.head.iter().filter_map(|line| match &line.field {
        ast::HeadField::Id(name) | ast::HeadField::Alias(name) | ast::HeadField::Spdx(name) | ast::HeadField::HuggingFace(name) => {
            Some(name)
        }
        _ => None,
    });
    let taken = |name: &ast::Word| {
        let owner = library.license(&name.value).filter(|owner| !path.ends_with(owner.path))?;
        let message = format!("`{}` is a name of the license `{}` of the library", name.value, owner.id);
        Some(Diagnostic::new(Code::TakenName, message).at(name.span, "").help("give it a name of its own, or leave the line out"))
    };
    if spec.kind.value == ast::Kind::License { named.filter_map(taken).collect() } else { Diagnostics::new() }
}

/// The `hugging-face` line of a spec, where the hub has no such license: it refuses a card with it.
fn unlisted(library: Library, spec: &ast::Spec) -> Diagnostics {
    let unlisted = |line: &ast::HeadLine| match &line.field {
        ast::HeadField::HuggingFace(id) if !library.hub_ids().any(|listed| listed == id.value) => {
            let near = nearest(&id.value, library.hub_ids());
            let diagnostic =
                Diagnostic::new(Code::UnknownHubId, format!("the Hugging Face hub lists no license `{}`", id.value)).at(id.span, "");
            Some(diagnostic.nearest(&near, "leave the line out: the card then says `license: other`, with name and link"))
        }
        _ => None,
    };
    spec.head.iter().filter_map(unlisted).collect()
}

/// The outputs of a license that has no errors.
pub fn compile(license: License, vocabulary: &Arc<Vocabulary>) -> Compiled {
    compile_with(license, vocabulary, Templates::default())
}

/// The outputs of a license that has no errors, its sentences made with these templates.
pub fn compile_with(license: License, vocabulary: &Arc<Vocabulary>, templates: Templates) -> Compiled {
    let drafter = Drafter::with(&license, vocabulary, templates.clone());
    let draft = drafter.draft();
    let document = (!license.is_reading()).then(|| render::document(&draft));
    let lines = render::lines(&drafter, &draft);
    let markdown = document.as_ref().map(render::markdown).unwrap_or_default();
    let text_hash = if document.is_some() { sha256(markdown.as_bytes()) } else { String::new() };
    let policy = Arc::new(lower::from_license(&license, vocabulary, words(&lines), text_hash));
    Compiled { license, policy, document, markdown, lines, templates }
}

/// The document of a license in another language, from the translations of the library and, before them, from sources that somebody supplies. It is
/// whole only if no diagnostic is an error.
pub fn in_language(
    library: Library,
    sources: &mut Sources,
    compiled: &Compiled,
    language: &'static Language,
    supplied: &[SourceId],
) -> Reported<render::Document> {
    let builtin = library.translations.iter().filter(|file| file.language == language.tag);
    let builtin: Vec<SourceId> = builtin.map(|file| sources.add(file.path, file.text)).collect();
    let texts = supplied.iter().chain(&builtin).map(|source| (*source, &*sources.get(*source).text));
    let translation = Translation::read(language, texts);
    translation.and_then(|translation| {
        let (draft, diagnostics) =
            translation.draft(&compiled.license, library.vocabulary, compiled.templates.clone(), sources).into_parts();
        let document = draft.filter(|_| !diagnostics.has_errors()).map(|draft| render::document(&draft));
        match document {
            Some(document) => Reported::new(document, diagnostics),
            None => Reported::nothing(diagnostics),
        }
    })
}

/// The policy of a license that has no errors, for checking alone: no text is rendered, so it lacks the hash of the text.
pub fn rules(license: &License, vocabulary: &Arc<Vocabulary>) -> Policy {
    let drafter = Drafter::new(license, vocabulary);
    let lines = render::lines(&drafter, &drafter.draft());
    lower::from_license(license, vocabulary, words(&lines), String::new())
}

fn words(lines: &render::Lines) -> lower::Words<'_> {
    lower::Words { clauses: &lines.clauses, showing: &lines.showing, asked: &lines.asked }
}

/// Reads a license of the library.
pub fn builtin(library: Library, sources: &mut Sources, spec: &Embedded) -> Reported<License> {
    let source = sources.add(spec.path, spec.text);
    gathered(library, sources, source, Some(spec.tree), &no_files)
}

/// Collects specs, each parsed once.
struct Gathering<'a> {
    library: Library,
    sources: &'a mut Sources,
    load: Load<'a>,
    /// A slot is empty while its spec's own imports are gathered.
    units: Vec<Option<Unit>>,
    known: BTreeMap<String, usize>,
    /// The names of the specs that are being gathered, outermost first.
    open: Vec<String>,
    /// The total length of the texts used.
    bytes: usize,
    diagnostics: Diagnostics,
}

impl Gathering<'_> {
    /// Gathers a spec, whose tree may be at hand, and all that it draws on.
    fn unit(&mut self, source: SourceId, tree: Option<&[u8]>) -> Option<usize> {
        let name = self.sources.get(source).name.clone();
        let text = self.sources.get(source).text.clone();
        let spec = match tree.and_then(|tree| syntax::unpack(tree, source)) {
            Some(spec) => spec,
            None => {
                let (spec, found) = syntax::parse(source, &text).into_parts();
                self.diagnostics.extend(found);
                spec?
            }
        };
        let at = self.units.len();
        self.units.push(None);
        self.known.insert(name.clone(), at);
        self.open.push(name.clone());
        let mut imports = Vec::new();
        for item in &spec.items {
            if let ast::Item::Import(target) = item {
                imports.extend(self.target(&name, &target.value, target.span));
            }
        }
        let extended = spec.head.iter().find_map(|line| match &line.field {
            ast::HeadField::Extends(target) => Some((target, line.span)),
            _ => None,
        });
        let extends = extended.and_then(|(target, span)| self.target(&name, target, span));
        self.open.pop();
        if let Some(slot) = self.units.get_mut(at) {
            *slot = Some(Unit { spec, hash: sha256(text.as_bytes()), imports, extends });
        }
        Some(at)
    }

    fn target(&mut self, from: &str, target: &ast::Target, span: Span) -> Option<usize> {
        let (Loaded { name, text }, tree) = match target {
            ast::Target::Id(id) => {
                let spec = self.builtin_target(&id.value, id.span)?;
                (Loaded { name: spec.path.to_owned(), text: spec.text.to_owned() }, Some(spec.tree))
            }
            ast::Target::Path(path) => match (self.load)(from, &path.value) {
                Ok(loaded) => (loaded, None),
                Err(unreadable) => {
                    let near = nearest(&path.value, self.library.specs.iter().map(|spec| spec.id));
                    let help = match near.first() {
                        Some(id) => format!("name a file in the spec's own folder or below, or, without quotes, the built-in `{id}`"),
                        None => "name a file in the spec's own folder or below".to_owned(),
                    };
                    self.diagnostics.push(unreadable.at(path.span, "").help(help));
                    return None;
                }
            },
        };
        if let Some(first) = self.open.iter().position(|open| *open == name) {
            let circle: Vec<String> = self.open.iter().skip(first).chain([&name]).map(|name| format!("`{name}`")).collect();
            let diagnostic =
                Diagnostic::new(Code::ImportCycle, format!("these files draw on each other in a circle: {}", circle.join(" → ")));
            self.diagnostics.push(diagnostic.at(span, "").help("take one of the imports out"));
            return None;
        }
        if let Some(known) = self.known.get(&name) {
            return Some(*known);
        }
        self.bytes += text.len();
        if self.units.len() >= IMPORT_LIMIT || self.bytes > TEXT_LIMIT {
            let message = format!("more than {IMPORT_LIMIT} files, or {} MiB, are drawn on", TEXT_LIMIT >> 20);
            let diagnostic = Diagnostic::new(Code::TooManyImports, message);
            self.diagnostics.push(diagnostic.at(span, "").help("put shared clauses into fewer files"));
            return None;
        }
        let source = self.sources.add(name, text);
        self.unit(source, tree)
    }

    fn builtin_target(&mut self, id: &str, span: Span) -> Option<&'static Embedded> {
        let Some(spec) = self.library.spec(id) else {
            let clauses = self.library.specs.iter().filter(|spec| spec.shelf == Shelf::Clauses);
            self.diagnostics.push(self.library.unknown_spec(id, clauses).at(span, ""));
            return None;
        };
        Some(spec)
    }
}
