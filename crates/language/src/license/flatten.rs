//! One list of sections and clauses from a spec, what it extends and what it includes.

use std::collections::{BTreeMap, BTreeSet};

use crate::syntax::ast::{self, Item, Kind, Rule, Spec, Word};
use railc_core::base::{Span, nearest};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};

/// A parsed spec with the specs that it names.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The spec.
    pub spec: Spec,
    /// Its text's sha256.
    pub hash: String,
    /// The units that it imports.
    pub imports: Vec<usize>,
    /// The unit that it extends.
    pub extends: Option<usize>,
}

/// All the specs that one license is made of; imports and extensions have no cycles.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The specs.
    pub units: Vec<Unit>,
    /// The index of the license's own spec.
    pub main: usize,
}

/// A section as placed in the license.
#[derive(Debug, Clone)]
pub(super) struct PlacedSection<'a> {
    pub ast: Option<&'a ast::Section>,
    pub at: Option<&'a Word>,
    pub each_at: Option<&'a Word>,
    pub clauses: Vec<PlacedClause<'a>>,
}

/// A clause as placed in the license.
#[derive(Debug, Clone)]
pub(super) struct PlacedClause<'a> {
    pub ast: &'a ast::Clause,
    pub at: Option<&'a Word>,
    /// The section of a library that an included clause comes from; its condition comes with it.
    pub home: Option<&'a ast::Section>,
    /// Whether it comes from what the license extends.
    pub is_inherited: bool,
}

impl Bundle {
    fn unit(&self, at: usize) -> &Unit {
        self.units.get(at).expect("units name units of their own bundle")
    }

    /// The license's own spec.
    pub fn spec(&self) -> &Spec {
        &self.unit(self.main).spec
    }

    /// The units whose items are the license's own: what it extends first, itself last.
    pub(super) fn line(&self) -> Vec<usize> {
        let mut line = vec![self.main];
        while let Some(base) = line.last().and_then(|last| self.unit(*last).extends) {
            line.push(base);
        }
        line.reverse();
        line
    }

    /// The libraries that a unit imports, directly or through other libraries, each once.
    pub(super) fn libraries(&self, of: usize) -> Vec<usize> {
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut found = Vec::new();
        let mut open = self.unit(of).imports.clone();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                found.push(next);
                open.extend(self.unit(next).imports.iter().copied());
            }
        }
        found.sort_unstable();
        found
    }

    /// The index in [`Bundle::line`] of the first unit that is this one or imports it.
    pub(super) fn level(&self, unit: usize) -> usize {
        let sees = |one: &usize| *one == unit || self.libraries(*one).contains(&unit);
        self.line().iter().position(sees).unwrap_or_default()
    }

    /// Every unit that the license draws on: the libraries, then the extended licenses, then the license itself.
    pub(super) fn all(&self) -> Vec<usize> {
        let line = self.line();
        let mut all: Vec<usize> = Vec::new();
        for unit in line.iter().flat_map(|unit| self.libraries(*unit)).chain(line.iter().copied()) {
            if !all.contains(&unit) {
                all.push(unit);
            }
        }
        all
    }

    /// The items of a unit.
    pub(super) fn items(&self, unit: usize) -> &[Item] {
        &self.unit(unit).spec.items
    }

    /// The hashes of the texts of everything that the license draws on.
    pub(super) fn hashes(&self) -> Vec<&str> {
        self.all().into_iter().map(|unit| self.unit(unit).hash.as_str()).collect()
    }

    /// The sections of the license with their clauses, in order.
    pub(super) fn sections(&self, diagnostics: &mut Diagnostics) -> Vec<PlacedSection<'_>> {
        let mut layout = Layout::default();
        for unit in self.line() {
            let is_extension = self.unit(unit).extends.is_some();
            layout.is_extension = is_extension;
            layout.clauses().for_each(|clause| clause.is_inherited = true);
            let shelf = Shelf::of(self.libraries(unit).into_iter().map(|library| place(self.items(library))).collect());
            layout.open = (layout.sections.len() == 1).then_some(0);
            for item in self.items(unit) {
                match item {
                    Item::Section(section) if is_extension && section.is_bare() => diagnostics.extend(layout.reopen(section)),
                    Item::Section(section) => layout.begin(PlacedSection::of(section)),
                    Item::Clause(clause) => layout.add(PlacedClause::of(clause), diagnostics),
                    Item::Include(include) => shelf.include(include, &mut layout, diagnostics),
                    Item::Import(_) | Item::Parameter(_) | Item::Term(_) | Item::Question(_) | Item::Test(_) => {}
                }
            }
            if is_extension {
                let own = layout.clauses().filter(|clause| !clause.is_inherited).map(|clause| clause.ast);
                diagnostics.extend(own.filter(|clause| matches!(clause.rule, Rule::Permit { .. })).map(loosening));
            }
        }
        layout.sections
    }
}

/// The sections of the libraries that a unit imports, each section and clause found by its name.
struct Shelf<'a> {
    libraries: Vec<Vec<PlacedSection<'a>>>,
    /// The library and the section of each section and clause, and for a clause its place there. Of equal names, the first.
    places: BTreeMap<&'a str, (usize, usize, Option<usize>)>,
}

impl<'a> Shelf<'a> {
    fn of(libraries: Vec<Vec<PlacedSection<'a>>>) -> Shelf<'a> {
        let mut places = BTreeMap::new();
        for (library, sections) in libraries.iter().enumerate() {
            for (at, section) in sections.iter().enumerate() {
                section.ast.into_iter().for_each(|ast| _ = places.entry(ast.name.value.as_str()).or_insert((library, at, None)));
            }
            for (at, section) in sections.iter().enumerate() {
                for (place, clause) in section.clauses.iter().enumerate() {
                    places.entry(clause.ast.name.value.as_str()).or_insert((library, at, Some(place)));
                }
            }
        }
        Shelf { libraries, places }
    }

    /// Places a section or a clause, once: a second time, all its names would be taken.
    fn include(&self, include: &'a ast::Include, layout: &mut Layout<'a>, diagnostics: &mut Diagnostics) {
        let name = &include.name.value;
        let found = self.places.get(name.as_str()).and_then(|(library, at, place)| Some((self.libraries.get(*library)?.get(*at)?, *place)));
        let Some((section, place)) = found else {
            let near = if diagnostics.wants_near_names() { nearest(name, self.places.keys().copied()) } else { Vec::new() };
            let diagnostic = Diagnostic::new(Code::UnknownPart, format!("no imported library has `@{name}`")).at(include.name.span, "");
            return diagnostics.push(diagnostic.nearest(&near, "import the library that has it: `import rail-family`"));
        };
        if let Some(first) = layout.included.insert(name, include.name.span) {
            let diagnostic = Diagnostic::new(Code::DuplicateName, format!("`@{name}` is included twice"));
            let diagnostic = diagnostic.at(include.name.span, "again here").and(first, "first here");
            return diagnostics.push(diagnostic.help("take one of the two out"));
        }
        match place.map(|place| section.clauses.get(place)) {
            None => layout.begin(section.clone().included(include, diagnostics)),
            Some(clause) => clause.into_iter().for_each(|clause| {
                let at = include.at.as_ref().or(clause.at);
                layout.add(PlacedClause { at, home: section.ast, ..clause.clone() }, diagnostics);
            }),
        }
    }
}

/// Sections as they are placed, and the one that the next clause belongs to.
#[derive(Default)]
struct Layout<'a> {
    sections: Vec<PlacedSection<'a>>,
    open: Option<usize>,
    /// What was included, and where first.
    included: BTreeMap<&'a str, Span>,
    /// Whether what is placed extends what is there.
    is_extension: bool,
}

impl<'a> Layout<'a> {
    /// Begins a section at the end; one of an extension before the general provisions of what is extended, which readers look for there.
    fn begin(&mut self, section: PlacedSection<'a>) {
        let last = || self.sections.iter().rposition(|placed| !placed.is_general() && !placed.is_attachment());
        let before = if self.is_extension && !section.is_attachment() { last().map(|last| last + 1) } else { None };
        let at = before.unwrap_or(self.sections.len());
        self.open = Some(at);
        self.sections.insert(at, section);
    }

    fn clauses(&mut self) -> impl Iterator<Item = &mut PlacedClause<'a>> {
        self.sections.iter_mut().flat_map(|section| &mut section.clauses)
    }

    /// Continues the section of that name; if there is none, reports that and begins one.
    fn reopen(&mut self, section: &'a ast::Section) -> Option<Diagnostic> {
        let Some(found) = self.sections.iter().position(|placed| placed.id() == section.name.value) else {
            let unknown = no_such_section(section, &self.sections);
            self.begin(PlacedSection::of(section));
            return Some(unknown);
        };
        self.open = Some(found);
        None
    }

    /// Puts a clause in the open section, or in an implied one if there is none yet. An extension must say which of several sections
    /// it continues.
    fn add(&mut self, clause: PlacedClause<'a>, diagnostics: &mut Diagnostics) {
        if self.open.is_none() && !self.sections.is_empty() {
            diagnostics.push(homeless(clause.ast, &self.sections));
            self.open = Some(self.sections.len() - 1);
        }
        if self.open.is_none() {
            self.begin(PlacedSection { ast: None, at: None, each_at: None, clauses: Vec::new() });
        }
        let open = self.open.and_then(|at| self.sections.get_mut(at)).expect("the open section is one of those placed");
        open.clauses.push(clause);
    }
}

impl<'a> PlacedClause<'a> {
    fn of(clause: &'a ast::Clause) -> PlacedClause<'a> {
        PlacedClause { ast: clause, at: None, home: None, is_inherited: false }
    }
}

impl<'a> PlacedSection<'a> {
    fn of(section: &'a ast::Section) -> PlacedSection<'a> {
        PlacedSection { ast: Some(section), at: section.at.as_ref(), each_at: section.each_at.as_ref(), clauses: Vec::new() }
    }

    fn is_attachment(&self) -> bool {
        self.ast.is_some_and(|ast| ast.attachment)
    }

    /// Whether it comes from what is extended and holds only prose.
    fn is_general(&self) -> bool {
        let is_prose = |clause: &PlacedClause<'_>| clause.is_inherited && matches!(clause.ast.rule, Rule::NotModelled(_));
        !self.clauses.is_empty() && self.clauses.iter().all(is_prose)
    }

    /// The id by which an extension continues it.
    pub(super) fn id(&self) -> &'a str {
        self.ast.map_or("terms", |ast| ast.name.value.as_str())
    }

    /// The section as an `include` places it: without the clauses left out, with the references given there.
    fn included(mut self, include: &'a ast::Include, diagnostics: &mut Diagnostics) -> PlacedSection<'a> {
        let mut kept: BTreeSet<&str> = self.clauses.iter().map(|clause| clause.ast.name.value.as_str()).collect();
        for left_out in &include.except {
            if !kept.remove(left_out.value.as_str()) {
                let message = format!("`@{}` has no clause `@{}`", include.name.value, left_out.value);
                diagnostics.push(Diagnostic::new(Code::UnknownPart, message).at(left_out.span, ""));
            }
        }
        self.clauses.retain(|clause| kept.contains(clause.ast.name.value.as_str()));
        self.at = include.at.as_ref().or(self.at);
        self.each_at = include.each_at.as_ref().or(self.each_at);
        self
    }
}

/// Reports a section without a title that the extended license does not have.
fn no_such_section(section: &ast::Section, base: &[PlacedSection<'_>]) -> Diagnostic {
    let name = &section.name.value;
    let near = nearest(name, base.iter().map(PlacedSection::id));
    let diagnostic = Diagnostic::new(Code::UnknownPart, format!("the license that is extended has no section `@{name}`"));
    let otherwise = format!("a section of your own has a title: `section @{name} \"…\"`");
    diagnostic.at(section.name.span, "").nearest_parts(&near, &otherwise)
}

/// Reports a clause of an extension outside any section, where the extended license has several.
fn homeless(clause: &ast::Clause, base: &[PlacedSection<'_>]) -> Diagnostic {
    let message = format!("`@{}` stands in no section, and the license that is extended has several", clause.name.value);
    let known: Vec<String> = base.iter().map(|section| format!("`section @{}`", section.id())).collect();
    let help = format!("say before it which section goes on: {}; or begin a new one with a title", known.join(", "));
    Diagnostic::new(Code::NoSection, message).at(clause.name.span, "").help(help)
}

/// The sections of a library.
fn place(items: &[Item]) -> Vec<PlacedSection<'_>> {
    let mut layout = Layout::default();
    for item in items {
        match item {
            Item::Section(section) => layout.begin(PlacedSection::of(section)),
            Item::Clause(clause) => layout.add(PlacedClause::of(clause), &mut Diagnostics::new()),
            _ => {}
        }
    }
    layout.sections
}

fn loosening(clause: &ast::Clause) -> Diagnostic {
    Diagnostic::new(Code::Loosening, format!("`@{}` permits something, and an extension can only tighten", clause.name.value))
        .at(clause.rule_span, "gives more than the license that is extended")
        .help("leave the `permit` out, or write a license of its own that does not extend another")
}

/// Whether it is a license or reading, not a library.
pub(super) fn is_license(kind: Kind) -> bool {
    match kind {
        Kind::License | Kind::Reading => true,
        Kind::Library => false,
    }
}
