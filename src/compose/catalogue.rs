//! The catalogue of use restrictions: groups, clauses and their tests, read from the libraries that `house-restrictions` imports.

use std::collections::BTreeSet;

use railc_core::base::Sources;
use railc_language::library::Library;
use railc_language::syntax::{self, ast};

/// The library that imports those of the catalogue.
const ROOT: &str = "house-restrictions";
/// The license whose restrictions are the house list.
const HOUSE: &str = "open-rail-m";
/// The group that `all` leaves out: each of its clauses takes the place of another.
const ALTERNATIVES: &str = "without-exceptions";

/// A group of restrictions.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its name in calls.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its clauses.
    pub restrictions: Vec<Restriction>,
}

/// A clause of the catalogue.
#[derive(Debug, Clone)]
pub struct Restriction {
    /// Its name in specs and calls.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Where it comes from, and what to know of it.
    pub notes: Vec<String>,
    /// The tests that belong to it.
    pub tests: Vec<Sample>,
}

/// A test of a library.
#[derive(Debug, Clone)]
pub struct Sample {
    /// As written.
    pub text: String,
    /// Parsed.
    pub test: ast::Test,
}

/// The catalogue, and the house list.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The groups, in order.
    pub groups: Vec<Group>,
    house: Vec<String>,
}

impl Catalogue {
    /// The catalogue of a library.
    pub fn of(library: Library) -> Catalogue {
        let groups = with_imports(library, ROOT).into_iter().flat_map(|(text, spec)| groups(text, spec)).collect();
        Catalogue { groups, house: house(library) }
    }

    /// All clauses, in order.
    pub fn restrictions(&self) -> impl Iterator<Item = &Restriction> {
        self.groups.iter().flat_map(|group| &group.restrictions)
    }

    /// The names that stand for several: `house`, `all`, and those of the groups.
    pub fn collective(&self) -> impl Iterator<Item = &str> {
        ["house", "all"].into_iter().chain(self.groups.iter().map(|group| group.id.as_str()))
    }

    /// The clauses that a name stands for, by their ids; `None` if it stands for nothing.
    pub fn named(&self, name: &str) -> Option<Vec<&str>> {
        let ids = |group: &'_ Group| group.restrictions.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        let wanted: Vec<String> = match name {
            "house" => self.house.clone(),
            "all" => self.groups.iter().filter(|group| group.id != ALTERNATIVES).flat_map(ids).collect(),
            name => match self.groups.iter().find(|group| group.id == name) {
                Some(group) => ids(group),
                None => vec![name.to_owned()],
            },
        };
        let found: Vec<&str> =
            self.restrictions().map(|one| one.id.as_str()).filter(|id| wanted.iter().any(|wanted| wanted == id)).collect();
        (!found.is_empty()).then_some(found)
    }
}

/// The tests of a library that belong to no clause, but to it as a whole.
pub(super) fn samples(library: Library, id: &str) -> Vec<Sample> {
    let Some((text, spec)) = parsed(library, id) else { return Vec::new() };
    spec.items.into_iter().filter_map(|item| sample(text, item)).collect()
}

/// A spec of the library, with its text.
pub(super) fn parsed(library: Library, id: &str) -> Option<(&'static str, ast::Spec)> {
    let text = library.spec(id)?.text;
    let source = Sources::new().add(id, text);
    Some((text, syntax::parse(source, text).into_parts().0?))
}

/// A spec of the library and all that it imports, each once, in the order of the imports.
pub(super) fn with_imports(library: Library, id: &str) -> Vec<(&'static str, ast::Spec)> {
    let (mut found, mut seen, mut open) = (Vec::new(), BTreeSet::new(), vec![id.to_owned()]);
    while let Some(next) = open.pop() {
        let Some((text, spec)) = parsed(library, &next).filter(|_| seen.insert(next)) else { continue };
        open.extend(imports(&spec).rev());
        found.push((text, spec));
    }
    found
}

/// The libraries that a spec imports by their ids.
fn imports(spec: &ast::Spec) -> impl DoubleEndedIterator<Item = String> {
    let id = |item: &ast::Item| match item {
        ast::Item::Import(target) => match &target.value {
            ast::Target::Id(id) => Some(id.value.clone()),
            ast::Target::Path(_) => None,
        },
        _ => None,
    };
    spec.items.iter().filter_map(id)
}

fn sample(text: &str, item: ast::Item) -> Option<Sample> {
    let ast::Item::Test(test) = item else { return None };
    let written = text.get(test.span.start as usize..test.span.end as usize)?;
    Some(Sample { text: written.to_owned(), test })
}

fn groups(text: &str, spec: ast::Spec) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let value = |word: Option<ast::Word>| word.map(|word| word.value).unwrap_or_default();
    for item in spec.items {
        match item {
            ast::Item::Section(section) => {
                groups.push(Group { id: section.name.value, title: value(section.title), restrictions: Vec::new() });
            }
            ast::Item::Clause(clause) => {
                let notes = clause.notes.into_iter().map(|note| note.value).collect();
                let restriction = Restriction { id: clause.name.value, title: value(clause.title), notes, tests: Vec::new() };
                groups.last_mut().into_iter().for_each(|group| group.restrictions.push(restriction.clone()));
            }
            other => {
                let last = groups.last_mut().and_then(|group| group.restrictions.last_mut());
                last.into_iter().zip(sample(text, other)).for_each(|(last, sample)| last.tests.push(sample));
            }
        }
    }
    groups
}

/// What the house license includes; other names in it are no restrictions, and stand for nothing.
fn house(library: Library) -> Vec<String> {
    let items = parsed(library, HOUSE).map(|(_, spec)| spec.items).unwrap_or_default();
    let included = |item: ast::Item| match item {
        ast::Item::Include(include) => Some(include.name.value),
        _ => None,
    };
    items.into_iter().filter_map(included).collect()
}
