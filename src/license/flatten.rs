//! One list of sections and clauses from a spec, what it extends and what it includes.

use std::collections::BTreeSet;

use crate::base::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{self, Item, Kind, Rule, Spec, Word};

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

/// All the specs that one license is made of; imports and extensions never run in a circle.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The specs.
    pub units: Vec<Unit>,
    /// The one that the license is.
    pub main: usize,
}

/// A section as it will stand in the license.
#[derive(Debug, Clone)]
pub(super) struct PlacedSection<'a> {
    pub ast: Option<&'a ast::Section>,
    pub at: Option<&'a Word>,
    pub each_at: Option<&'a Word>,
    pub clauses: Vec<PlacedClause<'a>>,
}

/// A clause as it will stand in the license.
#[derive(Debug, Clone)]
pub(super) struct PlacedClause<'a> {
    pub ast: &'a ast::Clause,
    pub at: Option<&'a Word>,
    /// The section of a library that an included clause comes from; its condition comes with it.
    pub home: Option<&'a ast::Section>,
}

impl Bundle {
    fn unit(&self, at: usize) -> &Unit {
        self.units.get(at).expect("units name units of their own bundle")
    }

    /// The spec that the license is.
    pub fn spec(&self) -> &Spec {
        &self.unit(self.main).spec
    }

    /// The units whose items the license has as its own: what it extends first, itself last.
    pub(super) fn line(&self) -> Vec<usize> {
        let mut line = vec![self.main];
        while let Some(base) = line.last().and_then(|last| self.unit(*last).extends) {
            line.push(base);
        }
        line.reverse();
        line
    }

    /// The libraries that a unit sees, those that its libraries import included, each once.
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

    /// Every unit that the license draws on: libraries, then what it extends, then itself.
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

    /// One hash over the texts of everything that the license draws on.
    pub(super) fn hashes(&self) -> Vec<&str> {
        self.all().into_iter().map(|unit| self.unit(unit).hash.as_str()).collect()
    }

    /// The sections of the license with their clauses, in order.
    pub(super) fn sections(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<PlacedSection<'_>> {
        let mut sections: Vec<PlacedSection<'_>> = Vec::new();
        for unit in self.line() {
            let inherited: Vec<&str> = permits(&sections).map(|clause| clause.name.value.as_str()).collect();
            let inherited: BTreeSet<String> = inherited.into_iter().map(str::to_owned).collect();
            for item in self.items(unit) {
                match item {
                    Item::Section(section) => sections.push(PlacedSection::of(section)),
                    Item::Clause(clause) => last(&mut sections).clauses.push(PlacedClause { ast: clause, at: None, home: None }),
                    Item::Include(include) => self.include(unit, include, &mut sections, diagnostics),
                    Item::Import(_) | Item::Parameter(_) | Item::Term(_) | Item::Question(_) | Item::Test(_) => {}
                }
            }
            if self.unit(unit).extends.is_some() {
                diagnostics.extend(permits(&sections).filter(|clause| !inherited.contains(&clause.name.value)).map(loosening));
            }
        }
        sections
    }

    fn include<'a>(
        &'a self,
        unit: usize,
        include: &'a ast::Include,
        sections: &mut Vec<PlacedSection<'a>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let name = &include.name.value;
        let libraries = self.libraries(unit);
        for library in &libraries {
            let placed = place(self.items(*library));
            if let Some(section) = placed.iter().find(|section| section.ast.is_some_and(|ast| ast.name.value == *name)) {
                let mut section = section.clone();
                for left_out in &include.except {
                    let before = section.clauses.len();
                    section.clauses.retain(|clause| clause.ast.name.value != left_out.value);
                    if section.clauses.len() == before {
                        let message = format!("`@{name}` has no clause `@{}`", left_out.value);
                        diagnostics.push(Diagnostic::new(Code::UnknownPart, message).at(left_out.span, ""));
                    }
                }
                section.at = include.at.as_ref().or(section.at);
                section.each_at = include.each_at.as_ref().or(section.each_at);
                sections.push(section);
                return;
            }
            for section in &placed {
                if let Some(clause) = section.clauses.iter().find(|clause| clause.ast.name.value == *name) {
                    let at = include.at.as_ref().or(clause.at);
                    last(sections).clauses.push(PlacedClause { ast: clause.ast, at, home: section.ast });
                    return;
                }
            }
        }
        let known: Vec<String> = libraries.iter().flat_map(|library| names(self.items(*library))).collect();
        let diagnostic = Diagnostic::new(Code::UnknownPart, format!("no imported library has `@{name}`")).at(include.name.span, "");
        let near = nearest(name, known.iter().map(String::as_str));
        diagnostics.push(diagnostic.nearest(&near, "import the library that has it: `import rail-family`"));
    }
}

impl<'a> PlacedSection<'a> {
    fn of(section: &'a ast::Section) -> PlacedSection<'a> {
        PlacedSection { ast: Some(section), at: section.at.as_ref(), each_at: section.each_at.as_ref(), clauses: Vec::new() }
    }
}

/// The section that the next clause belongs to; one without a heading where there is none yet.
fn last<'s, 'a>(sections: &'s mut Vec<PlacedSection<'a>>) -> &'s mut PlacedSection<'a> {
    if sections.is_empty() {
        sections.push(PlacedSection { ast: None, at: None, each_at: None, clauses: Vec::new() });
    }
    sections.last_mut().expect("a section was just put in")
}

/// The clauses that permit something.
fn permits<'s, 'a>(sections: &'s [PlacedSection<'a>]) -> impl Iterator<Item = &'a ast::Clause> + use<'s, 'a> {
    let clauses = sections.iter().flat_map(|section| &section.clauses).map(|clause| clause.ast);
    clauses.filter(|clause| matches!(clause.rule, Rule::Permit { .. }))
}

/// The sections of a library as it has them.
fn place(items: &[Item]) -> Vec<PlacedSection<'_>> {
    let mut sections = Vec::new();
    for item in items {
        match item {
            Item::Section(section) => sections.push(PlacedSection::of(section)),
            Item::Clause(clause) => last(&mut sections).clauses.push(PlacedClause { ast: clause, at: None, home: None }),
            _ => {}
        }
    }
    sections
}

fn names(items: &[Item]) -> Vec<String> {
    let name = |item: &Item| match item {
        Item::Section(section) => Some(section.name.value.clone()),
        Item::Clause(clause) => Some(clause.name.value.clone()),
        _ => None,
    };
    items.iter().filter_map(name).collect()
}

fn loosening(clause: &ast::Clause) -> Diagnostic {
    Diagnostic::new(Code::Loosening, format!("`@{}` permits something, and an extension can only tighten", clause.name.value))
        .at(clause.rule_span, "gives more than the license that is extended")
        .help("leave the `permit` out, or write a license of its own that does not extend another")
}

/// A library can't be a license, nor a license a library.
pub(super) fn is_license(kind: Kind) -> bool {
    match kind {
        Kind::License | Kind::Reading => true,
        Kind::Library => false,
    }
}
