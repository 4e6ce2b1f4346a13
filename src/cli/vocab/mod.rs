//! `railc vocab`: what can be said about a use.
//!
//! `relations` shows one concept, `mentions` finds the licenses that name it.

mod mentions;
mod relations;

use std::collections::BTreeMap;
use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::base::nearest;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::published::Published;
use railc_core::vocabulary::{Closed, Named, Vocabulary};

use relations::Relations;

use super::output;
use super::terminal::wrap;
use super::{Ending, Format, Session};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A facet, a concept, a number, or words to look for; facets are listed without one. Of a concept, its relatives
    /// and the clauses of licenses that name them are shown
    query: Vec<String>,
    /// Show all that is found or said, not only the best, the topmost or what fits in twenty lines
    #[arg(long)]
    all: bool,
}

/// What lists all numbers.
const NUMBERS: &str = "numbers";
/// The most lines that are printed, unless all are asked for.
const MOST_LINES: usize = 20;

/// Lists facets, a facet's concepts, one concept, or what matches some words.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let vocabulary = railc_library::vocabulary();
    let query = arguments.query.join(" ");
    let found = find(vocabulary, &query);
    if found.is_empty() && !query.is_empty() {
        let names = vocabulary.concepts().map(|concept| concept.name()).chain(vocabulary.facets().map(|facet| facet.name()));
        let near = nearest(&query, names);
        let diagnostic = Diagnostic::new(Code::UnknownConcept, format!("nothing in the vocabulary matches `{query}`"));
        return session.fail(diagnostic.nearest(&near, "try one plain word, such as `medical`"));
    }
    match session.format {
        Format::Json if query.is_empty() => output::json(&vocabulary.published())?,
        Format::Json => output::json(&selected(vocabulary, &found))?,
        Format::Human => output::print(&people(vocabulary, &query, &found, arguments.all))?,
    }
    Ok(Ending::Done)
}

/// Full names of concepts and scalars that match, best first.
fn find<'v>(vocabulary: &'v Vocabulary, query: &str) -> Vec<&'v str> {
    if query.is_empty() {
        return Vec::new();
    }
    if query == NUMBERS {
        return vocabulary.scalars().map(|scalar| scalar.name()).collect();
    }
    if let Some(scalar) = vocabulary.find_scalar(query) {
        return vec![vocabulary.scalar(scalar).name()];
    }
    if let Some(facet) = vocabulary.find_facet(query) {
        return vocabulary.concepts_of(facet).map(|id| vocabulary.concept(id).name()).collect();
    }
    if let Some(concept) = vocabulary.find_concept(query) {
        return vec![vocabulary.concept(concept).name()];
    }
    let name = |named: Named| match named {
        Named::Concept(id) => vocabulary.concept(id).name(),
        Named::Scalar(id) => vocabulary.scalar(id).name(),
        Named::Facet(id) => vocabulary.facet(id).name(),
    };
    vocabulary.search_all(query).into_iter().map(name).collect()
}

/// What matches; where it is one concept or number, with its relations.
#[derive(Serialize)]
struct Selected<'v> {
    #[serde(flatten)]
    part: Published<'v>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    relations: BTreeMap<&'v str, Relations<'v>>,
}

fn selected<'v>(vocabulary: &'v Vocabulary, names: &[&'v str]) -> Selected<'v> {
    let mut part = vocabulary.published();
    part.concepts.retain(|name, _| names.contains(&&**name));
    part.scalars.retain(|name, _| names.contains(&&**name));
    part.exclusive.clear();
    part.aliases.clear();
    let mut relations = BTreeMap::new();
    if let [only] = names {
        let concept = vocabulary.find_concept(only).map(|id| Relations::concept(vocabulary, vocabulary.concept(id)));
        let found = concept.or_else(|| vocabulary.find_scalar(only).map(Relations::scalar));
        relations.extend(found.map(|found| (*only, found)));
    }
    Selected { part, relations }
}

fn people(vocabulary: &Vocabulary, query: &str, found: &[&str], all: bool) -> String {
    if query.is_empty() {
        return facets(vocabulary);
    }
    if let [only] = found {
        return one(vocabulary, only, all).iter().map(|line| format!("{line}\n")).collect();
    }
    let is_list = vocabulary.find_facet(query).is_some() || query == NUMBERS;
    let depth = |name: &str| if is_list { name.matches('.').count().saturating_sub(1) } else { 0 };
    // A long list is cut to its top.
    let shown: Vec<&str> = found.iter().copied().filter(|name| all || query == NUMBERS || depth(name) == 0).collect();
    let mut lines: Vec<String> = Vec::new();
    let mut count = 0;
    for name in &shown {
        let concept = vocabulary.find_concept(name).map(|concept| vocabulary.concept(concept).is());
        let is = concept.or_else(|| vocabulary.find_scalar(name).map(|scalar| vocabulary.scalar(scalar).is())).unwrap_or(name);
        let entry = format!("{}{}", "  ".repeat(depth(name)), wrap(&format!("{name}: {is}"), 2 * depth(name) + 4));
        // The last line is for what is left out.
        if !all && count > 0 && lines.len() + entry.lines().count() >= MOST_LINES {
            break;
        }
        lines.extend(entry.lines().map(str::to_owned));
        count += 1;
    }
    if count < found.len() {
        lines.push(format!("and {} more (`--all`)", found.len() - count));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn facets(vocabulary: &Vocabulary) -> String {
    let mut text = String::new();
    for id in vocabulary.facet_ids() {
        let facet = vocabulary.facet(id);
        let closed = match facet.closed() {
            Closed::Always => "presumed absent unless said",
            Closed::Never => "asked",
            Closed::WhenStated => "a list once given is complete",
        };
        let count = vocabulary.concepts_of(id).count();
        text.push_str(&format!("{:<10} {count:>4} concepts, {closed}\n           {}\n", facet.name(), wrap(facet.about(), 11)));
    }
    text.push_str(&format!(
        "{NUMBERS:<10} {:>4} numbers, such as monthly-active-users\n           What licenses compare with a limit\n\n{}\n",
        vocabulary.scalars().len(),
        wrap(
            "See one with `railc vocab purpose`, `railc vocab numbers` or `railc vocab purpose.medical`; or search: `railc vocab hiring`.",
            0
        )
    ));
    text
}

/// One concept or number.
fn one(vocabulary: &Vocabulary, name: &str, all: bool) -> Vec<String> {
    if let Some(concept) = vocabulary.find_concept(name) {
        let concept = vocabulary.concept(concept);
        return Relations::concept(vocabulary, concept).concept_lines(vocabulary, concept, all);
    }
    let scalar = vocabulary.find_scalar(name);
    scalar.map(|id| Relations::scalar(id).scalar_lines(vocabulary, vocabulary.scalar(id), all)).unwrap_or_default()
}
