//! `railc vocab`: what can be said of a use.

use std::io;

use clap::Args;

use railc_core::base::nearest;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::published::Published;
use railc_core::vocabulary::{Closed, Concept, Vocabulary};

use super::output::{self, wrap};
use super::{Ending, Format, Session};

/// The lines of the command.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A facet, a concept, or words to look for; facets are listed without one
    query: Vec<String>,
}

/// Lists facets, a facet's concepts, one concept, or what matches some words.
pub fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let vocabulary = railc_library::vocabulary();
    let query = arguments.query.join(" ");
    let found = find(vocabulary, &query);
    if found.is_empty() && !query.is_empty() {
        let names = vocabulary
            .concepts()
            .iter()
            .map(|concept| concept.name.as_str())
            .chain(vocabulary.facets().iter().map(|facet| facet.name.as_str()));
        let near = nearest(&query, names);
        let diagnostic = Diagnostic::new(Code::UnknownConcept, format!("nothing in the vocabulary matches `{query}`"));
        return session.fail(&[diagnostic.nearest(&near, "try one plain word, such as `medical`")]);
    }
    match session.format {
        Format::Json if query.is_empty() => output::json(vocabulary.published())?,
        Format::Json => output::json(&selected(vocabulary.published(), &found))?,
        Format::Human => output::print(&people(vocabulary, &query, &found))?,
    }
    Ok(Ending::Done)
}

/// Full names of concepts and scalars that match, the best first.
fn find(vocabulary: &Vocabulary, query: &str) -> Vec<String> {
    if query.is_empty() {
        return Vec::new();
    }
    if query == "numbers" {
        return vocabulary.scalars().iter().map(|scalar| scalar.name.clone()).collect();
    }
    if let Some(scalar) = vocabulary.find_scalar(query) {
        return vec![vocabulary.scalar(scalar).name.clone()];
    }
    if let Some(facet) = vocabulary.find_facet(query) {
        return vocabulary.concepts_of(facet).map(|id| vocabulary.concept(id).name.clone()).collect();
    }
    if let Some(concept) = vocabulary.find_concept(query) {
        return vec![vocabulary.concept(concept).name.clone()];
    }
    let concepts = vocabulary.search(query).into_iter().map(|id| vocabulary.concept(id).name.clone());
    let wanted = query.to_lowercase();
    let is_meant = |name: &str, also: &[String]| name.contains(&wanted) || also.iter().any(|also| also.to_lowercase().contains(&wanted));
    let published = &vocabulary.published().scalars;
    let scalars = published.iter().filter(|(name, scalar)| is_meant(name, &scalar.also)).map(|(name, _)| name.clone());
    concepts.chain(scalars).collect()
}

fn selected(all: &Published, names: &[String]) -> Published {
    let mut part = Published { version: all.version, facets: all.facets.clone(), ..Published::default() };
    part.concepts =
        all.concepts.iter().filter(|(name, _)| names.contains(name)).map(|(name, entry)| (name.clone(), entry.clone())).collect();
    part.scalars = all.scalars.iter().filter(|(name, _)| names.contains(name)).map(|(name, entry)| (name.clone(), entry.clone())).collect();
    part
}

fn people(vocabulary: &Vocabulary, query: &str, found: &[String]) -> String {
    if query.is_empty() {
        return facets(vocabulary);
    }
    if let [only] = found
        && let Some(concept) = vocabulary.find_concept(only)
    {
        return detail(vocabulary, vocabulary.concept(concept));
    }
    if let [only] = found
        && let Some(scalar) = vocabulary.published().scalars.get(only)
    {
        let usual =
            scalar.usual.as_ref().and_then(|usual| usual.max).map(|max| format!("  presumed to be at most {max} where nothing is said\n"));
        let above = if scalar.at_most.is_empty() { String::new() } else { format!("  never more than: {}\n", scalar.at_most.join(", ")) };
        return format!("{only} ({})\n  {}\n  asked: {}\n{above}{}", scalar.unit, scalar.is, scalar.ask, usual.unwrap_or_default());
    }
    let mut text = String::new();
    for name in found {
        let is = match vocabulary.find_concept(name) {
            Some(concept) => &vocabulary.concept(concept).is,
            None => vocabulary.published().scalars.get(name).map(|scalar| &scalar.is).unwrap_or(name),
        };
        let depth = if vocabulary.find_facet(query).is_some() { name.matches('.').count().saturating_sub(1) } else { 0 };
        text.push_str(&format!("{}{}\n", "  ".repeat(depth), wrap(&format!("{name}: {is}"), 100, 2 * depth + 4)));
    }
    text
}

fn facets(vocabulary: &Vocabulary) -> String {
    let mut text = String::new();
    for id in vocabulary.facet_ids() {
        let facet = vocabulary.facet(id);
        let closed = match facet.closed {
            Closed::Always => "presumed absent unless said",
            Closed::Never => "asked",
            Closed::WhenStated => "a list once given is complete",
        };
        text.push_str(&format!(
            "{:<10} {:>4} concepts, {closed}\n           {}\n",
            facet.name,
            vocabulary.concepts_of(id).count(),
            facet.about
        ));
    }
    text.push_str(&format!("and {} numbers, such as monthly-active-users\n\nSee one with `railc vocab purpose`, `railc vocab purpose.medical`, or search: `railc vocab hiring`.\n", vocabulary.scalars().len()));
    text
}

fn detail(vocabulary: &Vocabulary, concept: &Concept) -> String {
    let names = |ids: &[railc_core::vocabulary::ConceptId]| {
        ids.iter().map(|id| vocabulary.concept(*id).name.clone()).collect::<Vec<_>>().join(", ")
    };
    let own = vocabulary.find_concept(&concept.name);
    let below: Vec<railc_core::vocabulary::ConceptId> = own.into_iter().flat_map(|id| vocabulary.children(id)).collect();
    let mut text = format!("{}\n  {}\n  asked: {}\n", concept.name, concept.is, concept.ask);
    let lines = [
        ("is a", names(&concept.parents)),
        ("kinds", names(&below)),
        ("raises", names(&concept.raises)),
        ("also called", concept.also.join(", ")),
    ];
    for (lead, list) in lines {
        if !list.is_empty() {
            text.push_str(&format!("  {lead}: {}\n", wrap(&list, 100, 4)));
        }
    }
    let marks = [
        (concept.odd, "presumed absent, as only exceptional uses have it"),
        (concept.is_abstract, "a group: say one of its kinds instead"),
        (concept.judgement, "a matter for counsel: no fact settles it"),
    ];
    marks.iter().filter(|(is, _)| *is).for_each(|(_, words)| text.push_str(&format!("  {words}\n")));
    text
}
