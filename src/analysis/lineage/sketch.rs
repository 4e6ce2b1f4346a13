//! A lineage as it was read, before names of licenses and of relations are looked up.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use railc_core::base::Span;
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_library::{Derivation, Kind, passing_on};

use super::graph::{Circle, Graph, Link, Thing};
use super::stated::{Held, Stated};
use crate::analysis::licensing::{self, Named};

/// Things and lines.
#[derive(Debug, Default)]
pub struct Sketch {
    /// The things.
    pub things: Vec<Sketched>,
    /// What was made of what.
    pub lines: Vec<Line>,
}

/// A thing.
#[derive(Debug, Default)]
pub struct Sketched {
    /// What it is called.
    pub name: String,
    /// What people call it, where that is no name by which others name it.
    pub title: Option<String>,
    /// What it is, if that is said.
    pub kind: Option<Kind>,
    /// What is said of its license; all of it binds.
    pub licenses: Vec<String>,
    /// Where it is described.
    pub span: Option<Span>,
}

/// That one thing was made of another, by their names.
#[derive(Debug)]
pub struct Line {
    /// What it was made of.
    pub from: String,
    /// What was made.
    pub to: String,
    /// How, if that is said.
    pub relation: Option<String>,
    /// Where the two are named.
    pub spans: Option<(Span, Span)>,
}

impl Sketch {
    /// The lineage with the licenses that it names, which `load` finds: by an id of the library, modules after a colon, or by the path of a spec or policy.
    ///
    /// Fails where one can't be loaded, or things come of each other in a circle.
    pub fn into_graph(self, load: Load<'_>) -> Result<(Graph, Vec<ChosenPolicy>), Diagnostics> {
        let mut shelf = Shelf { load, licenses: Vec::new(), places: BTreeMap::new(), stated: BTreeMap::new() };
        let places: HashMap<String, usize> = self.things.iter().enumerate().map(|(at, thing)| (thing.name.clone(), at)).collect();
        let relations: Vec<(usize, usize, Option<String>)> =
            self.lines.into_iter().filter_map(|line| Some((*places.get(&line.from)?, *places.get(&line.to)?, line.relation))).collect();
        let kinds = kinds(&self.things, &relations);
        let kind = |at: usize| kinds.get(at).copied().unwrap_or(Kind::Model);
        let links = relations.iter().filter_map(|(from, to, relation)| {
            let derivation = derivation(relation.as_deref(), kind(*from), kind(*to))?;
            Some(Link { from: *from, to: *to, derivation })
        });
        let links = links.collect();
        let mut things = Vec::new();
        let mut spans = Vec::new();
        for (thing, kind) in self.things.into_iter().zip(kinds.iter().copied()) {
            spans.push(thing.span);
            things.push(Thing { name: thing.name, title: thing.title, kind, stated: shelf.stated(thing.licenses)? });
        }
        let licenses = shelf.licenses;
        let names: Vec<String> = things.iter().map(|thing| thing.name.clone()).collect();
        let graph = Graph::new(things, links).map_err(|circle| told(&circle, &names, &spans))?;
        Ok((graph, licenses))
    }
}

/// How one thing comes of another: as it is said, or as things of such kinds mostly do.
fn derivation(relation: Option<&str>, from: Kind, to: Kind) -> Option<&'static Derivation> {
    let usual = match (from, to) {
        (_, Kind::Application) => "application",
        (Kind::Data, _) => "dataset",
        (Kind::Code | Kind::Application, _) => "component",
        (Kind::Model, _) => "finetune",
    };
    // Files of others tell relations in words of their own.
    let named = |name| passing_on().derivation(name, from, to);
    relation.and_then(named).or_else(|| named(usual))
}

/// What each thing is: as it is said, or as the lines from and to it imply.
fn kinds(things: &[Sketched], relations: &[(usize, usize, Option<String>)]) -> Vec<Kind> {
    let mut kinds: Vec<Option<Kind>> = things.iter().map(|thing| thing.kind).collect();
    for (from, to, relation) in relations {
        let Some(relation) = relation else { continue };
        // What leads from or to things of one kind alone tells the kind.
        let rows = || passing_on().derivations.iter().filter(|one| one.name == relation || one.also.contains(&relation.as_str()));
        let mut imply = |at: usize, kind: Option<&Kind>| {
            if let Some(place) = kinds.get_mut(at) {
                *place = place.or(kind.copied());
            }
        };
        imply(*from, rows().next().and_then(|row| row.from.first()));
        imply(*to, rows().next().and_then(|row| row.to.first()));
    }
    kinds.into_iter().map(|kind| kind.unwrap_or(Kind::Model)).collect()
}

/// Finds the license that an argument names.
pub type Load<'a> = &'a mut dyn FnMut(&str) -> Result<ChosenPolicy, Diagnostics>;

/// The licenses that a lineage names, each once.
struct Shelf<'s> {
    load: Load<'s>,
    licenses: Vec<ChosenPolicy>,
    places: BTreeMap<String, usize>,
    stated: BTreeMap<Vec<String>, Stated>,
}

impl Shelf<'_> {
    /// What is said of a thing's license.
    fn stated(&mut self, written: Vec<String>) -> Result<Stated, Diagnostics> {
        if let Some(known) = self.stated.get(&written) {
            return Ok(known.clone());
        }
        let mut options: Vec<Vec<Held>> = vec![Vec::new()];
        for text in &written {
            let mut choices = Vec::new();
            for choice in self.choices(text)? {
                choices.extend(options.iter().map(|option| [option.as_slice(), &choice].concat()));
            }
            options = choices;
        }
        for option in &mut options {
            let mut seen = BTreeSet::new();
            option.retain(|held| seen.insert(held.clone()));
        }
        let stated = match options.iter().all(Vec::is_empty) {
            true => Stated::Nothing,
            false => Stated::Licenses { written: written.join(", "), options },
        };
        self.stated.insert(written, stated.clone());
        Ok(stated)
    }

    fn choices(&mut self, text: &str) -> Result<Vec<Vec<Held>>, Diagnostics> {
        if [".rail", ".json"].iter().any(|ending| text.ends_with(ending)) {
            return Ok(vec![vec![Held::License(self.place(text)?)]]);
        }
        if licensing::named(text).is_none()
            && let Some((name, _)) = text.split_once(':')
            && matches!(licensing::named(name), Some(Named::License(_)))
        {
            return Ok(vec![vec![Held::License(self.place(text)?)]]);
        }
        let mut choices = Vec::new();
        for option in licensing::options(text) {
            let mut held = Vec::new();
            for named in option {
                match named {
                    Named::License(id) => held.push(Held::License(self.place(id)?)),
                    Named::OneOf(ids) => {
                        held.push(Held::OneOf(ids.into_iter().map(|id| self.place(id)).collect::<Result<_, _>>()?));
                    }
                    Named::Unmodelled(name) => held.push(Held::Unmodelled(name)),
                    Named::Nothing => {}
                }
            }
            choices.push(held);
        }
        Ok(choices)
    }

    fn place(&mut self, argument: &str) -> Result<usize, Diagnostics> {
        if let Some(place) = self.places.get(argument) {
            return Ok(*place);
        }
        self.licenses.push((self.load)(argument)?);
        self.places.insert(argument.to_owned(), self.licenses.len() - 1);
        Ok(self.licenses.len() - 1)
    }
}

/// Says which things are made of each other.
fn told(circle: &Circle, names: &[String], spans: &[Option<Span>]) -> Diagnostics {
    const MOST_NAMED: usize = 6;
    let name = |at: &usize| names.get(*at).map_or_else(String::new, |name| format!("`{name}`"));
    let mut way: Vec<String> = circle.0.iter().take(MOST_NAMED).map(name).collect();
    if circle.0.len() > MOST_NAMED {
        way.push(format!("… {} more", circle.0.len() - MOST_NAMED));
    }
    way.extend(circle.0.first().map(name));
    let diagnostic = Diagnostic::new(Code::LineageCircle, format!("things are made of each other in a circle: {}", way.join(" → ")));
    let span = circle.0.first().and_then(|at| spans.get(*at).copied().flatten());
    let diagnostic = span.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.at(span, "this one"));
    diagnostic.help("turn the line round that has the wrong direction, or name each version by itself").into()
}
