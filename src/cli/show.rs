//! `railc show`: what a license says, clause by clause.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::policy::format::PolicyDocument;
use railc_core::policy::{Confidence, Part};
use railc_core::report::words;
use railc_language::driver::Compiled;
use railc_language::license::{About, Clause, License, Local, Rule, Section};
use railc_language::render;

use super::licenses::LicenseEntry;
use super::output::{self, named};
use super::terminal::wrap;
use super::{Ending, Format, Session};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A spec (.rail), a policy (.json), or the id of a license of the library
    license: String,
    /// Print the spec of a license or of clauses of the library, byte for byte
    #[arg(long)]
    source: bool,
}

/// A spec of the library, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct SourceText {
    version: u32,
    id: &'static str,
    source: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Shown<'a> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<LicenseEntry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    clauses: Vec<ClauseEntry>,
    policy: PolicyDocument<Part<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ClauseEntry {
    id: String,
    clause: String,
    section: Option<String>,
    section_id: String,
    does: &'static str,
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<Confidence>,
    notes: Vec<String>,
}

/// Shows a license, or only its policy if that is all there is.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let name = arguments.license.as_str();
    if arguments.source {
        return source(name, session);
    }
    if name.ends_with(".json") {
        return policy(name, session);
    }
    let compiled = match session.compiled(name) {
        Ok(compiled) => compiled,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    match session.format {
        Format::Json => output::json(&Shown {
            version: output::VERSION,
            license: Some(LicenseEntry::of(&compiled.license)),
            clauses: entries(&compiled),
            policy: compiled.policy.to_document(),
            diagnostics: session.warned(),
        })?,
        Format::Human => output::print(&people(&compiled))?,
    }
    Ok(Ending::Done)
}

/// Shows a compiled policy, whose license is not at hand.
fn policy(path: &str, session: &mut Session) -> io::Result<Ending> {
    let checked = match session.checked(path) {
        Ok(checked) => checked,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let policy = checked.policy.to_document();
    match session.format {
        Format::Json => {
            output::json(&Shown { version: output::VERSION, license: None, clauses: Vec::new(), policy, diagnostics: session.warned() })?
        }
        Format::Human => output::print(&policy_alone(&policy))?,
    }
    Ok(Ending::Done)
}

/// Prints a spec of the library as it is.
fn source(name: &str, session: &mut Session) -> io::Result<Ending> {
    let library = railc_library::library();
    let Some(spec) = library.spec(name).or_else(|| library.license(name)) else {
        return session.fail(library.unknown_spec(name, library.specs.iter()));
    };
    match session.format {
        Format::Json => output::json(&SourceText { version: output::VERSION, id: spec.id, source: spec.text })?,
        Format::Human => output::raw(spec.text)?,
    }
    Ok(Ending::Done)
}

fn entries(compiled: &Compiled) -> Vec<ClauseEntry> {
    let entry = |((section, clause), words): ((&Section, &Clause), String)| ClauseEntry {
        id: clause.id.clone(),
        clause: clause.number.clone(),
        section: render::labels::heading(section, compiled.lines.language),
        section_id: section.id.clone(),
        does: does(&clause.rule),
        words,
        confidence: clause.confidence,
        notes: clause.notes.clone(),
    };
    compiled.license.clauses().zip(compiled.lines.with_showing()).map(entry).collect()
}

fn does(rule: &Rule) -> &'static str {
    match rule {
        Rule::Permit { .. } => "permits",
        Rule::Prohibit { .. } => "prohibits",
        Rule::Must { .. } => "obliges",
        Rule::Withdraw { .. } => "withdraws",
        Rule::Should { .. } => "encourages",
        Rule::LicensorMay(_) => "empowers-licensor",
        Rule::NotModelled(_) => "prose",
    }
}

fn people(compiled: &Compiled) -> String {
    let license = &compiled.license;
    let entries = entries(compiled);
    let mut text = head(license);
    for (heading, wanted) in GROUPS {
        let entries: Vec<&ClauseEntry> = entries.iter().filter(|entry| entry.does == *wanted).collect();
        if entries.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{heading}\n"));
        for entry in entries {
            text.push_str(&format!("  {}\n", wrap(&format!("{} (@{}): {}", entry.clause, entry.id, entry.words), 4)));
            entry.confidence.iter().for_each(|confidence| text.push_str(&format!("    {}\n", words::disputed(*confidence))));
            entry.notes.iter().for_each(|note| text.push_str(&format!("    note: {}\n", wrap(note, 10))));
        }
    }
    for section in &license.sections {
        for note in &section.notes {
            let place = render::labels::heading(section, compiled.lines.language).unwrap_or_else(|| section.id.clone());
            text.push_str(&format!("\n{}\n", wrap(&format!("On {place}: {note}"), 2)));
        }
    }
    let is_named = |local: &Local| matches!(local.about, About::Module { title: Some(_), .. });
    for (local, asked) in license.locals.iter().zip(&compiled.lines.asked).filter(|(local, _)| !is_named(local)) {
        text.push_str(&format!("\nOpen: {}\n", wrap(&format!("{asked} ({})", local.id), 6)));
    }
    text
}

/// The headings of the kinds of rules.
const GROUPS: &[(&str, &str)] = &[
    ("You may", "permits"),
    ("Where these rights end", "withdraws"),
    ("You must not", "prohibits"),
    ("You must", "obliges"),
    ("You are encouraged to", "encourages"),
    ("The licensor may", "empowers-licensor"),
    ("Prose that decides no use", "prose"),
];

/// The lines above the clauses.
fn head(license: &License) -> String {
    let kind = if license.is_reading() {
        "a reading in our own words; the original is the license"
    } else {
        "a license of this library or of your own"
    };
    let mut text = format!("{} ({})\n{kind}\n", named(&license.title, &license.version), license.id);
    let facts = [("licensor", &license.licensor), ("date", &license.date), ("family", &license.family), ("SPDX", &license.spdx)];
    for (name, value) in facts {
        text.extend(value.as_ref().map(|value| format!("{name}: {value}\n")));
    }
    license.sources.iter().for_each(|original| text.push_str(&format!("source: {}\n", original.url)));
    for (law, at) in &license.laws {
        let at = at.as_ref().map(|at| format!(" ({at})")).unwrap_or_default();
        text.push_str(&format!("law: {law}{at}\n"));
    }
    for parameter in &license.parameters {
        let about = parameter.about.as_ref().map(|about| format!(" ({about})")).unwrap_or_default();
        text.push_str(&format!("{}\n", wrap(&format!("parameter {}: {}{about}", parameter.name, parameter.value), 4)));
    }
    let covers: Vec<&str> = license.covers.iter().map(|artifact| railc_library::vocabulary().concept(*artifact).name()).collect();
    let sections: Vec<String> = license.sections.iter().map(|section| format!("@{}", section.id)).collect();
    let terms: Vec<String> = license.terms.iter().map(|term| format!("\"{}\"", term.name)).collect();
    let asks: Vec<&str> = license.asks.iter().map(|asked| asked.name(railc_library::vocabulary())).collect();
    for (lead, names) in
        [("covers", covers.join(", ")), ("asks", asks.join(", ")), ("sections", sections.join(", ")), ("terms", terms.join(", "))]
    {
        if !names.is_empty() {
            text.push_str(&format!("{lead}: {}\n", wrap(&names, lead.len() + 2)));
        }
    }
    let modules: Vec<&str> = license.modules().collect();
    if !modules.is_empty() {
        text.push_str(&format!("modules: {}\n", wrap(&modules.join(", "), 9)));
    }
    text
}

fn policy_alone(policy: &PolicyDocument<Part<'_>>) -> String {
    let mut text = format!("{} ({})\na compiled policy\n", named(&policy.license.name, &policy.license.version), policy.license.id);
    let mut group = |heading: &str, rules: Vec<(&str, &str, &str)>| {
        if !rules.is_empty() {
            text.push_str(&format!("\n{heading}\n"));
        }
        for (clause, id, words) in rules {
            text.push_str(&format!("  {}\n", wrap(&format!("{clause} (@{id}): {words}"), 4)));
        }
    };
    group("You may", policy.grants.iter().map(|one| (one.clause.as_str(), one.id.as_str(), one.words.as_str())).collect());
    group("Where these rights end", policy.limits.iter().map(|one| (one.clause.as_str(), one.id.as_str(), one.words.as_str())).collect());
    group("You must not", policy.prohibitions.iter().map(|one| (one.clause.as_str(), one.id.as_str(), one.words.as_str())).collect());
    group("You must", policy.duties.iter().map(|one| (one.clause.as_str(), one.id.as_str(), one.words.as_str())).collect());
    text
}
