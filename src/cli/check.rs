//! `railc check`: the verdict on uses under licenses, with the reasons.

use std::collections::BTreeMap;
use std::io;

use clap::Args;

use railc_core::base::nearest;
use railc_core::check::{Checker, Contradiction, Contradictions, NoAnswer, Verdict};
use railc_core::diagnostic::format::entries;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::report::format::{self, DutyEntry, NO_GRANT, ResultEntry, RuleEntry, VerdictDocument};
use railc_core::report::{UseName, combined, entry};
use railc_core::usage::{self, Unknown, Use};
use railc_core::vocabulary::Vocabulary;

use super::output::{self, named, wrap};
use super::subject::Checked;
use super::{Ending, Format, Session, files};

/// The lines of the command.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Use files: YAML, JSON or TOML, each with one or more uses; `-` is standard input
    #[arg(required = true, value_name = "USE")]
    uses: Vec<String>,
    /// The license to check against (repeat for several): a spec, a policy, or an id of the library
    #[arg(long = "license", short, required = true, value_name = "LICENSE")]
    licenses: Vec<String>,
    /// Show every fact that a verdict rests on, each presumption by itself
    #[arg(long)]
    all_reasons: bool,
}

/// Checks, prints, and ends as the worst result does.
pub fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut diagnostics = Vec::new();
    let mut licenses = Vec::new();
    for argument in &arguments.licenses {
        match session.checked(argument) {
            Ok(checked) => licenses.push(checked),
            Err(found) => diagnostics.extend(found),
        }
    }
    let mut uses = Vec::new();
    for path in &arguments.uses {
        session.uses(path, &licenses, &mut uses, &mut diagnostics);
    }
    diagnostics.extend(std::mem::take(&mut session.warnings));
    let results = decide(&uses, &licenses, session, &mut diagnostics);
    let document = VerdictDocument {
        version: format::VERSION,
        combined: combined(&results),
        diagnostics: entries(&diagnostics, &session.sources),
        results,
    };
    let worst = document.combined.as_ref().and_then(|combined| Verdict::of_name(&combined.verdict));
    match session.format {
        Format::Json => output::json(&document)?,
        Format::Human => {
            session.show(&diagnostics);
            output::print(&people(&document, arguments.all_reasons))?;
        }
    }
    let is_wrong = diagnostics.iter().any(Diagnostic::is_error);
    Ok(match worst {
        _ if is_wrong => Ending::Wrong,
        None => Ending::Wrong,
        Some(Verdict::Permitted) => Ending::Done,
        // One use that is undetermined does not outweigh another that is refused.
        Some(Verdict::Undetermined) => Ending::Undetermined,
        Some(Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited) => Ending::Findings,
    })
}

impl Session {
    fn uses(&mut self, path: &str, licenses: &[Checked], uses: &mut Vec<(String, Use)>, diagnostics: &mut Vec<Diagnostic>) {
        let is_toml = usage::Format::of_path(path) == usage::Format::Toml;
        let text = match files::read(path, if is_toml { files::SPEC_LIMIT } else { files::INPUT_LIMIT }) {
            Ok(text) => text,
            Err(diagnostic) => return diagnostics.push(diagnostic),
        };
        if let Some(other) = no_use_file(path, &text) {
            return diagnostics.push(other);
        }
        let format = match path {
            "-" if text.trim_start().starts_with(['{', '[']) => usage::Format::Json,
            path => usage::Format::of_path(path),
        };
        let name = if path == "-" { "standard input" } else { path };
        let source = self.sources.add(name, text);
        let mut vocabularies: Vec<&Vocabulary> = Vec::new();
        if licenses.is_empty() || licenses.iter().any(Checked::is_builtin) {
            vocabularies.push(railc_library::vocabulary());
        }
        vocabularies.extend(licenses.iter().filter(|checked| !checked.is_builtin()).map(|checked| checked.policy.vocabulary().as_ref()));
        let unknown = if licenses.iter().all(Checked::is_builtin) { Unknown::Error } else { Unknown::Warning };
        let (found, wrong) = usage::read(source, &self.sources.get(source).text, format, &vocabularies, unknown);
        let is_whole = !wrong.iter().any(Diagnostic::is_error);
        diagnostics.extend(wrong);
        if is_whole {
            uses.extend(found.into_iter().enumerate().map(|(at, described)| (format!("{name}#{}", at + 1), described)));
        }
    }
}

/// A spec or a policy where a use is wanted.
fn no_use_file(path: &str, text: &str) -> Option<Diagnostic> {
    let is_policy = path.ends_with(".json") && text.contains("\"prohibitions\"") && text.contains("\"grants\"");
    let what = match (path.ends_with(".rail"), is_policy) {
        (true, _) => "a spec",
        (_, true) => "a policy",
        (false, false) => return None,
    };
    let message = format!("`{path}` is {what}, and a described use is wanted here");
    Some(Diagnostic::new(Code::BadCall, message).help(format!("check a use against it: `railc check use.yaml --license {path}`")))
}

/// After so many results that reach the limit of search the others are not tried.
const MOST_HARD: usize = 10;

/// Every use under every license; contradictions are diagnostics.
fn decide(uses: &[(String, Use)], licenses: &[Checked], session: &Session, diagnostics: &mut Vec<Diagnostic>) -> Vec<ResultEntry> {
    let mut results = Vec::new();
    let mut sound: Vec<bool> = vec![true; uses.len()];
    if licenses.iter().any(Checked::is_builtin) {
        let mut contradictions = Contradictions::new(railc_library::vocabulary().clone());
        for ((_, described), sound) in uses.iter().zip(&mut sound) {
            let clash = contradictions.find(described);
            *sound = clash.is_none();
            diagnostics.extend(clash.map(|clash| clashing(&clash)));
        }
    }
    for ((_, described), sound) in uses.iter().zip(&mut sound) {
        let found = unmatched(described, licenses);
        *sound &= found.is_empty();
        diagnostics.extend(found);
    }
    let mut hard = 0;
    for checked in licenses {
        let mut checker = Checker::new(checked.policy.clone());
        // Only machines are shown it, and it costs more than the answer.
        let hash = if session.format == Format::Json { checked.policy.hash() } else { String::new() };
        for ((name, described), _) in uses.iter().zip(&sound).filter(|(_, sound)| **sound) {
            let mut described = described.clone();
            described.facts.retain(|fact| !checked.chosen.iter().any(|chosen| chosen.name == fact.name));
            described.facts.extend(checked.chosen.iter().cloned());
            let explained = if hard < MOST_HARD { checker.explain(&described) } else { Err(NoAnswer::TooHard) };
            hard += usize::from(matches!(explained, Err(NoAnswer::TooHard)));
            match explained {
                Ok(explanation) => {
                    let name = UseName { described: name.clone(), title: described.title.clone() };
                    results.push(entry(&checked.policy, &hash, name, &explanation, &session.sources));
                }
                Err(NoAnswer::Contradiction(clash)) => diagnostics.push(clashing(&clash)),
                Err(NoAnswer::TooHard) => diagnostics.push(too_hard(name, &checked.policy.license().id)),
            }
        }
    }
    results
}

/// Modules, questions and licenses that a use names and none of the licenses at hand has: most likely slips, so errors.
fn unmatched(described: &Use, licenses: &[Checked]) -> Vec<Diagnostic> {
    let locals: Vec<&str> = licenses.iter().flat_map(|checked| checked.policy.propositions()).map(|local| local.id.as_str()).collect();
    let mut found = Vec::new();
    let is_local = |name: &str| name.starts_with("module.") || name.starts_with("question.");
    for fact in described.facts.iter().filter(|fact| is_local(&fact.name) && !locals.contains(&fact.name.as_str())) {
        let diagnostic = Diagnostic::new(Code::UnknownModule, format!("no license here has `{}`", fact.name));
        let diagnostic = fact.place.into_iter().fold(diagnostic, |diagnostic, place| diagnostic.at(place, ""));
        found
            .push(diagnostic.nearest(&nearest(&fact.name, locals.iter().copied()), "`railc show` lists a license's modules and questions"));
    }
    // Nobody reads on after so many.
    for (name, numbers) in described.per_license.iter().take(100) {
        let is_known = licenses.iter().any(|checked| checked.policy.is_named(name)) || railc_library::library().license(name).is_some();
        if !is_known && !licenses.is_empty() {
            let diagnostic =
                Diagnostic::new(Code::UnknownLicense, format!("`per-license` names `{name}`, which is no license here nor in the library"));
            let place = numbers.iter().find_map(|number| number.place);
            let diagnostic = place.into_iter().fold(diagnostic, |diagnostic, place| diagnostic.at(place, ""));
            let mut ids: Vec<&str> = railc_library::library().licenses().map(|spec| spec.id).collect();
            ids.extend(licenses.iter().map(|checked| checked.policy.license().id.as_str()));
            found.push(diagnostic.nearest(&nearest(name, ids), "name a license that the use is checked against"));
        }
    }
    found
}

fn clashing(clash: &Contradiction) -> Diagnostic {
    let (one, other) = (&clash.one, &clash.other);
    let message = if one.0 == other.0 {
        format!("what is said of `{}` can't all be true", one.0)
    } else {
        format!("`{}` and what is said of `{}` can't both be true", one.0, other.0)
    };
    let mut diagnostic = Diagnostic::new(Code::Contradiction, message).help("correct one of the two statements");
    if let Some(place) = one.1 {
        diagnostic = diagnostic.at(place, "this");
    }
    if let Some(place) = other.1.filter(|place| Some(*place) != one.1) {
        diagnostic = diagnostic.and(place, "and this");
    }
    diagnostic
}

fn too_hard(described: &str, license: &str) -> Diagnostic {
    let message = format!("{described} under `{license}`: no answer was found within the limit of search");
    Diagnostic::new(Code::TooHard, message).help("say more of the use, or write the rules with fewer propositions that hang on each other")
}

/// Results for people: the verdict first, then why, what is owed, what to ask.
fn people(document: &VerdictDocument, all_reasons: bool) -> String {
    let mut text = String::new();
    for result in &document.results {
        text.push_str(&one(result, all_reasons));
        text.push('\n');
    }
    if document.results.len() > 1 {
        text.push_str(&summary(&document.results));
    }
    if !document.results.is_empty() {
        text.push_str(
            "This follows from the description, from what is presumed of it, and from the clauses as modeled.\n\
             Prose that is not modeled, and the law of the place of use, were not looked at. It is no legal\n\
             advice.\n",
        );
    }
    text
}

/// A line for each result: the verdict, what is owed and not met, the license, the use.
fn summary(results: &[ResultEntry]) -> String {
    let longest = results.iter().map(|result| result.license.id.chars().count()).max().unwrap_or_default();
    let mut text = "In short\n".to_owned();
    for result in results {
        let open = result.duties.iter().filter(|duty| duty.due == "due" && duty.status != "met").count();
        let owed = if open == 0 { String::new() } else { format!("{open} owed") };
        let title = result.title.as_ref().map(|title| format!(" {title}")).unwrap_or_default();
        let line = format!("{:<13} {owed:<8} {:<longest$}  {}{title}", result.verdict, result.license.id, result.described);
        text.push_str(&format!("  {}\n", output::cut(&line, 98)));
    }
    text.push('\n');
    text
}

fn one(result: &ResultEntry, all_reasons: bool) -> String {
    let title = result.title.as_deref().map(|title| format!("{title} ({})", result.described)).unwrap_or_else(|| result.described.clone());
    let mut text =
        format!("{}\nunder {} ({})\n\n", wrap(&title, 100, 0), named(&result.license.name, &result.license.version), result.license.id);
    let mut first = true;
    // What takes rights away says more than the grant that would give them.
    let (limits, others): (Vec<_>, Vec<_>) = result.decisive.iter().partition(|rule| rule.kind == "limit");
    for rule in limits.iter().chain(&others) {
        let lead = match (first, rule.kind.as_str()) {
            (true, NO_GRANT) => format!("{} by no clause", result.verdict),
            (false, NO_GRANT) => "and by no clause".to_owned(),
            (true, _) => format!("{} by", result.verdict),
            (false, "grant") if !limits.is_empty() => "not given by".to_owned(),
            (false, _) => "and by".to_owned(),
        };
        let place = if rule.clause.is_empty() { String::new() } else { format!("{} ", rule.clause) };
        let id = if rule.kind == NO_GRANT { String::new() } else { format!(" {place}(@{})", rule.rule) };
        text.push_str(&format!("  {}\n", wrap(&format!("{lead}{id}: {}", rule.words), 100, 4)));
        first = false;
    }
    if first {
        text.push_str(&format!("  {}\n", result.verdict));
    }
    reasons(result, all_reasons, &mut text);
    for lifted in &result.lifted {
        let exceptions: Vec<String> = lifted.exceptions.iter().map(|exception| format!("@{exception}")).collect();
        text.push_str(&format!("    lifted: {} (@{}) by {}\n", lifted.clause, lifted.rule, exceptions.join(", ")));
    }
    questions(result, &mut text);
    duties(&result.duties, &mut text);
    text
}

/// Facts that force the verdict. What is presumed absent is counted by facet, unless all is wanted: only for a prohibition is it ever short.
fn reasons(result: &ResultEntry, all: bool, text: &mut String) {
    let is_bulk = |reason: &&format::ReasonEntry| {
        !all && result.verdict != "prohibited" && reason.origin == "presumed" && !reason.holds && !reason.proposition.contains(' ')
    };
    let mut lead = "because";
    for reason in result.because.iter().filter(|reason| !is_bulk(reason)) {
        let said = if reason.holds { reason.proposition.clone() } else { format!("not {}", reason.proposition) };
        let phrase = match reason.holds {
            _ if reason.phrase.is_empty() || reason.proposition.contains(' ') => String::new(),
            true => format!(" ({})", reason.phrase),
            false => format!(" ({}: no)", reason.phrase),
        };
        let origin = match (&reason.place, &reason.rule) {
            (Some(place), _) => format!("{}, {place}", reason.origin),
            (None, Some(rule)) => format!("{}: {rule}", reason.origin),
            (None, None) => reason.origin.clone(),
        };
        text.push_str(&format!("    {lead:<8} {}\n", wrap(&format!("{said}{phrase} [{origin}]"), 100, 15)));
        lead = "and";
    }
    let mut by_facet: BTreeMap<&str, Vec<&format::ReasonEntry>> = BTreeMap::new();
    for reason in result.because.iter().filter(is_bulk) {
        if let Some((facet, _)) = reason.proposition.split_once('.') {
            by_facet.entry(facet).or_default().push(reason);
        }
    }
    for (facet, reasons) in by_facet {
        text.push_str(&format!("    presumed {}\n", wrap(&absent(facet, &reasons), 100, 15)));
    }
}

/// What is presumed absent of one facet. Standing with the law and the licensor is said in words: nobody should overlook that it was presumed.
fn absent(facet: &str, reasons: &[&format::ReasonEntry]) -> String {
    if facet == "standing" {
        let phrases: Vec<&str> = reasons.iter().map(|reason| reason.phrase.as_str()).collect();
        return format!("not {}", phrases.join(", nor "));
    }
    let names: Vec<&str> = reasons.iter().filter_map(|reason| Some(reason.proposition.split_once('.')?.1)).collect();
    let shown: Vec<&str> = names.iter().take(4).copied().collect();
    let rest = if names.len() > shown.len() { format!(" and {} more", names.len() - shown.len()) } else { String::new() };
    format!("no {facet} of: {}{rest}", shown.join(", "))
}

fn questions(result: &ResultEntry, text: &mut String) {
    if result.questions.is_empty() {
        return;
    }
    let name = |rule: &RuleEntry| match rule.kind.as_str() {
        NO_GRANT => rule.words.clone(),
        _ => format!("{} (@{})", rule.clause, rule.rule),
    };
    let open: Vec<String> = result.undecided.iter().map(name).collect();
    text.push_str(&format!(
        "    {}\n\n  To settle it, answer, the best question first:\n",
        wrap(&format!("open: {}", open.join(", ")), 100, 10)
    ));
    for (at, question) in result.questions.iter().enumerate() {
        let to = if question.to == "operator" {
            String::new()
        } else {
            format!(" (a question for the {})", question.to).replace("the counsel", "counsel")
        };
        let name = |rule: &String| if rule == NO_GRANT { "whether a grant is needed".to_owned() } else { format!("@{rule}") };
        let decides: Vec<String> = question.decides.iter().map(name).collect();
        let asked = format!("{}{to} [{}; decides {}]", question.ask, question.proposition, decides.join(", "));
        text.push_str(&format!("    {}. {}\n", at + 1, wrap(&asked, 100, 7)));
    }
}

fn duties(duties: &[DutyEntry], text: &mut String) {
    if duties.is_empty() {
        return;
    }
    text.push_str("\n  What is owed:\n");
    for duty in duties {
        let state = match (duty.due.as_str(), duty.status.as_str()) {
            ("due", "met") => "met",
            ("due", "unmet") => "UNMET",
            ("due", _) => "due",
            (_, "met") => "met if due",
            (_, _) => "may fall due",
        };
        let unsaid = duty.showing.as_ref().filter(|words| !duty.words.contains(&format!("\"{words}\"")));
        let depends = match duty.depends_on.as_slice() {
            [] => String::new(),
            open => format!(" [depends on {}]", open.join(", ")),
        };
        let words = match unsaid {
            Some(showing) => format!("{}; the words to show are \"{showing}\"", duty.words.trim_end_matches('.')),
            None => duty.words.clone(),
        };
        text.push_str(&format!("    {state:<12} {}\n", wrap(&format!("{} (@{}): {words}{depends}", duty.clause, duty.rule), 100, 17)));
    }
}
