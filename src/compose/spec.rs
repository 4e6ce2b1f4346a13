//! The text of a new spec.

use railc_core::base::Sources;
use railc_language::library::Library;
use railc_language::license::License;
use railc_language::syntax::ast;
use railc_language::{driver, syntax};

use super::catalogue::{Catalogue, parsed};
use super::kind::{Covered, Thing, family};
use super::request::Request;
use super::samples;
use super::terms::Terms;

/// The spec, with slots for what differs from one license to another.
const TEMPLATE: &str = include_str!("../../templates/new.txt");

/// The spec that a request asks for, laid out canonically, with those tests of its libraries that hold. It has errors only where the request has, such
/// as a hidden character in a name.
pub fn composed(request: &Request, catalogue: &Catalogue, library: Library) -> String {
    let with = |tests: &[String]| filled(request, catalogue, library, &tests.concat());
    let candidates = samples::candidates(request, catalogue, library);
    let tested = with(&candidates);
    compiled(&tested, library).map_or(tested, |license| with(&samples::that_hold(&candidates, &license, library)))
}

/// The license that a text is, if it has no errors.
fn compiled(text: &str, library: Library) -> Option<License> {
    let mut sources = Sources::new();
    let source = sources.add("new.rail", text);
    Some(driver::license(library, &mut sources, source, &driver::no_files).into_result().ok()?.0)
}

/// The template, filled and laid out.
fn filled(request: &Request, catalogue: &Catalogue, library: Library, tests: &str) -> String {
    let slots = Slots::of(request, catalogue, library);
    let mut text = String::new();
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(if name == "tests" { tests } else { slots.get(name) });
        rest = after;
    }
    laid_out(text + rest)
}

/// A spec in its canonical layout; as it is where it has errors.
pub(super) fn laid_out(text: String) -> String {
    let source = Sources::new().add("new.rail", text.as_str());
    match syntax::parse(source, &text).into_result() {
        Ok((spec, _)) => syntax::format(&spec),
        Err(_) => text,
    }
}

/// Nobody runs or performs data.
const DATA_ACTS: &str = "parameter acts = \"use, copy, show and change\" \"what may be done with it\"";

/// What fills the slots of the template.
struct Slots(Vec<(&'static str, String)>);

impl Slots {
    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(slot, _)| *slot == name).map_or("", |(_, text)| text)
    }

    fn of(request: &Request, catalogue: &Catalogue, library: Library) -> Slots {
        let particulars = &request.particulars;
        let (frame, terms) = (request.kind.frame(), Terms::of(request, library));
        let things: Vec<Thing> = request.covers.iter().map(|covered| covered.thing()).collect();
        let own = Own::of(&things, library);
        let blank = |text: &str, blank: &str| quoted(if text.is_empty() { blank } else { text });
        let libraries = std::iter::once(frame.library).chain(things.iter().map(|thing| thing.library)).chain(["house-restrictions"]);
        let names = things.iter().map(|thing| {
            let what = thing.term.to_lowercase();
            let value = blank(&particulars.name, &format!("[name of the {what}]"));
            format!("parameter {} = {value} \"the name of the {what}\"", thing.parameter)
        });
        let acts = (*request.covers == [Covered::Data]).then_some(DATA_ACTS).into_iter().map(str::to_owned);
        let [before, after] = frame.grants;
        Slots(vec![
            ("about", request.about.lines().map(|line| format!("// {line}\n")).collect()),
            ("title", quoted(&request.title)),
            ("id", request.id.clone()),
            ("family", quoted(&family(request.kind, &request.covers))),
            ("licensor", blank(&particulars.licensor, "[name of the licensor]")),
            ("covers", covers(&things).join(", ")),
            ("law", blank(&particulars.law, "[country]")),
            ("imports", libraries.map(|id| format!("import {id}\n")).collect()),
            ("parameters", names.chain(acts).collect::<Vec<_>>().join("\n")),
            ("contact", blank(&particulars.contact, "[address]")),
            ("venue", blank(&particulars.venue, "[place]")),
            ("bound", format!("{} or \"Output\"", terms.passed_on)),
            ("licensed", terms.licensed),
            ("licensed-words", terms.licensed_words),
            ("derivative", terms.derivative),
            ("derivative-words", terms.derivative_words),
            ("run-words", terms.run_words),
            ("passed-on", terms.passed_on),
            ("passed-on-words", terms.passed_on_words),
            ("opening", frame.opening.to_owned()),
            ("grants", [before, &own.grants, after].join("\n")),
            ("duties", [frame.duties, &own.duties].join("\n")),
            ("ending", frame.ending.to_owned()),
            ("restrictions", included(request, catalogue)),
        ])
    }
}

/// A text of a spec.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The artifacts of all covered things, each once, and none that another one includes.
fn covers(things: &[Thing]) -> Vec<&'static str> {
    let all: Vec<&str> = things.iter().flat_map(|thing| thing.artifacts).copied().collect();
    let mut found: Vec<&str> = Vec::new();
    for artifact in &all {
        let is_within = |other: &&str| artifact.strip_prefix::<&str>(other).is_some_and(|rest| rest.starts_with('.'));
        if !found.contains(artifact) && !all.iter().any(is_within) {
            found.push(artifact);
        }
    }
    found
}

/// The chosen restrictions, in the order of the catalogue.
fn included(request: &Request, catalogue: &Catalogue) -> String {
    let chosen = catalogue.restrictions().filter(|one| request.restrictions.contains(&one.id));
    chosen.map(|one| format!("include @{}\n", one.id)).collect()
}

/// What the libraries of the covered things add to the clauses of the kind.
struct Own {
    grants: String,
    duties: String,
}

impl Own {
    fn of(things: &[Thing], library: Library) -> Own {
        let mut own = Own { grants: String::new(), duties: String::new() };
        for item in things.iter().filter_map(|thing| parsed(library, thing.library)).flat_map(|(_, spec)| spec.items) {
            let ast::Item::Clause(clause) = item else { continue };
            let list = if matches!(clause.rule, ast::Rule::Permit { .. }) { &mut own.grants } else { &mut own.duties };
            list.push_str(&format!("include @{}\n", clause.name.value));
        }
        own
    }
}
