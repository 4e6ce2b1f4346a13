//! `railc compat`: may something made of licensed things be passed on under a license of its own.

use std::io;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use railc_core::base::{nearest, one_line};
use railc_core::check::{self, ChosenPolicy, CitedRule, Due};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::policy::{Cited, Condition, DutyId, Policy};
use railc_core::report::format::NO_GRANT;
use railc_core::report::words;
use railc_core::usage::{Said, Use};
use railc_library::{Derivation, Kind, Mode, passing_on};

use crate::analysis::compat::{self, Added, Compat, Conflict, Fit, Missing, Passed, Passing, Rule, Why};

use super::answer::reference;
use super::diff::as_file;
use super::terminal::wrap;
use super::{Ending, Format, Session, output};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The licenses of what it is made of: specs (.rail), or ids of the library
    #[arg(long, required = true, num_args = 1.., value_name = "LICENSE")]
    upstream: Vec<String>,
    /// The license under which it is passed on
    #[arg(long, required = true, value_name = "LICENSE")]
    downstream: String,
    /// How it comes from what it is made of: finetune, adapter, merge, quantize, distil, repackage, component, dataset, changed-code, uses-output, application
    #[arg(long, default_value = "finetune", value_name = "RELATION")]
    relation: String,
}

/// Whether terms flow down, as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct CompatEntry {
    version: u32,
    verdict: &'static str,
    relation: &'static str,
    upstream: Vec<UpstreamEntry>,
    downstream: String,
    missing: Vec<MissingEntry>,
    conflicts: Vec<ConflictEntry>,
    added: Vec<AddedEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct UpstreamEntry {
    id: String,
    /// What the strictest duty to pass terms on asks for.
    mode: &'static str,
    /// The duties of whoever passes the thing on.
    owed: Vec<String>,
    /// Those that may fall due.
    possibly_owed: Vec<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct MissingEntry {
    upstream: String,
    /// The rules that say it.
    rules: Vec<String>,
    /// Their clauses.
    clause: String,
    why: String,
    /// A use that shows it; absent where the terms themselves are meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<Value>,
    /// Whether counsel must tell.
    certain: bool,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct ConflictEntry {
    upstream: String,
    /// The other license, and the rules of either that can't be kept beside it.
    with: String,
    rules: Vec<String>,
    why: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct AddedEntry {
    upstream: String,
    /// The rules of the license downstream.
    rules: Vec<String>,
    witness: Value,
}

/// Compares and prints; the exit code is 0 where terms flow down, 1 where they don't, 3 where only counsel can tell.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut upstream = Vec::new();
    for argument in &arguments.upstream {
        match session.comparable(argument) {
            Ok(license) => upstream.push(license),
            Err(diagnostics) => return session.fail(diagnostics),
        }
    }
    let downstream = match session.comparable(&arguments.downstream) {
        Ok(license) => license,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let table = passing_on();
    let kind = upstream.first().map_or(Kind::Model, |license| compat::kind(license, table));
    let Some(derivation) = table.derivation(&arguments.relation, kind, kind) else {
        return session.fail(unknown_relation(&arguments.relation));
    };
    let passing = Passing { upstream: &upstream, downstream: &downstream, derived: derivation.into(), table };
    let compat = match compat::find(passing) {
        Ok(compat) => compat,
        Err(none) => return session.fail(check::no_answer(&none, "the comparison", &downstream.policy)),
    };
    match session.format {
        Format::Json => output::json(&entry(&compat, &upstream, &downstream, derivation))?,
        Format::Human => {
            session.show(&session.warnings);
            output::print(&people(&compat, &upstream, &downstream, derivation))?;
        }
    }
    Ok(match compat.fit() {
        Fit::Ok | Fit::OkAdds | Fit::OkNotice => Ending::Done,
        Fit::Drops | Fit::Conflict | Fit::Mixed => Ending::Findings,
        Fit::Unknown => Ending::Undetermined,
    })
}

/// Says of a name of no relation which are known.
pub(super) fn unknown_relation(written: &str) -> Diagnostic {
    let names = || passing_on().relations();
    let diagnostic = Diagnostic::new(Code::BadCall, format!("there is no relation `{written}`"));
    diagnostic.nearest(&nearest(written, names()), &format!("name one of {}", names().collect::<Vec<_>>().join(", ")))
}

fn entry(compat: &Compat, upstream: &[ChosenPolicy], downstream: &ChosenPolicy, derivation: &Derivation) -> CompatEntry {
    let id = |policy: &Policy| policy.license().id.clone();
    let down = &*downstream.policy;
    let each = || upstream.iter().map(|license| &*license.policy).zip(&compat.upstream);
    let missing = |(policy, passed): (&Policy, &Passed)| {
        let one = |missing: &Missing| MissingEntry {
            upstream: id(policy),
            rules: ids(&missing.rules, policy),
            clause: clauses(&missing.rules, policy),
            why: why(missing, down),
            witness: missing.witness.as_ref().map(as_file),
            certain: missing.is_certain,
        };
        passed.missing.iter().map(one).collect::<Vec<_>>()
    };
    let conflicts = |(policy, passed): (&Policy, &Passed)| {
        let one = |conflict: &Conflict| ConflictEntry {
            upstream: id(policy),
            with: id(down),
            rules: conflicting(conflict, policy, down).into_iter().map(|cited| cited.id.clone()).collect(),
            why: clash(conflict, down),
        };
        passed.conflicts.iter().map(one).collect::<Vec<_>>()
    };
    let added = |(policy, passed): (&Policy, &Passed)| {
        let one = |added: &Added| AddedEntry { upstream: id(policy), rules: ids(&added.rules, down), witness: as_file(&added.witness) };
        passed.added.iter().map(one).collect::<Vec<_>>()
    };
    let clashing = compat.clashes.iter().filter_map(|(one, other)| upstream.get(*one).zip(upstream.get(*other)));
    let clashing = clashing.map(|(one, other)| ConflictEntry {
        upstream: id(&one.policy),
        with: id(&other.policy),
        rules: Vec::new(),
        why: "no license keeps both".to_owned(),
    });
    CompatEntry {
        version: output::VERSION,
        verdict: compat.fit().name(),
        relation: derivation.name,
        upstream: each()
            .map(|(policy, passed)| UpstreamEntry {
                id: id(policy),
                mode: mode(passed, policy),
                owed: owed(passed, policy, Due::Due),
                possibly_owed: owed(passed, policy, Due::Possible),
            })
            .collect(),
        downstream: id(down),
        missing: each().flat_map(missing).collect(),
        conflicts: each().flat_map(conflicts).chain(clashing).collect(),
        added: each().flat_map(added).collect(),
    }
}

/// `same-restrictions`; where no terms are to be passed on, `copy` or `none`.
pub(super) fn mode(passed: &Passed, policy: &Policy) -> &'static str {
    let is_copy = |(duty, _): &(DutyId, Due)| {
        let mut names_copy = false;
        policy.duties().get(*duty).performed_by.visit(&mut |part| {
            if let Condition::Is(concept) = part {
                names_copy |= policy.vocabulary().concept(*concept).name().starts_with("done.license-copy");
            }
        });
        names_copy
    };
    match passed.mode {
        Some(mode) => mode.name(),
        None if passed.owed.iter().any(is_copy) => "copy",
        None => "none",
    }
}

fn owed(passed: &Passed, policy: &Policy, wanted: Due) -> Vec<String> {
    passed.owed.iter().filter(|(_, due)| *due == wanted).map(|(duty, _)| policy.duties().get(*duty).cited.id.clone()).collect()
}

pub(super) fn cited(rule: Rule, policy: &Policy) -> Option<&Cited> {
    match rule {
        Rule::Deciding(rule) => rule.cited(policy),
        Rule::Duty(duty) => policy.duties().find(duty).map(|duty| &duty.cited),
    }
}

/// The ids of rules; `no-grant` where it is that an action is granted by none.
pub(super) fn ids(rules: &[Rule], policy: &Policy) -> Vec<String> {
    rules.iter().map(|rule| cited(*rule, policy).map_or_else(|| NO_GRANT.to_owned(), |cited| cited.id.clone())).collect()
}

pub(super) fn clauses(rules: &[Rule], policy: &Policy) -> String {
    let clauses = rules.iter().filter_map(|rule| cited(*rule, policy)).map(|cited| cited.clause.as_str());
    clauses.filter(|clause| !clause.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Why something is missing, in words.
pub(super) fn why(missing: &Missing, down: &Policy) -> String {
    let id = &down.license().id;
    let why = match missing.why {
        Why::OtherLicense(Mode::NamedLicense) => format!("it is to stay under this license, or one that it names, and {id} is neither"),
        Why::OtherLicense(Mode::ChangedFiles) => format!("changed files are to stay under this license, and {id} is another"),
        Why::OtherLicense(_) => format!("it is to stay under this license, and {id} is another"),
        Why::Permitted(_) => format!("{id} permits it"),
        Why::NotOwed => format!("{id} does not ask for it"),
        Why::NotPassedOn => format!("{id} does not make recipients pass the restrictions on"),
        Why::NotCovered => format!("{id} gives no rights in such a thing"),
        Why::NotRelicensed => format!("the thing is as it was, and may not be put under {id}"),
        Why::OnlyForSome => "it may be passed on for some purposes, in some manner or by some people only".to_owned(),
    };
    if missing.is_certain { why } else { format!("{why}; whether that matters, counsel must tell") }
}

/// The rules of a conflict, of whichever license has them.
pub(super) fn conflicting<'p>(conflict: &Conflict, up: &'p Policy, down: &'p Policy) -> Vec<&'p Cited> {
    match conflict {
        Conflict::NotToBePassedOn(_, rules) => rules.iter().filter_map(|rule| rule.cited(up)).collect(),
        Conflict::NoMoreTerms(rules) => rules.iter().map(|rule| &down.prohibitions().get(*rule).cited).collect(),
        Conflict::AddsTerms(rules) => rules.iter().map(|rule| &up.prohibitions().get(*rule).cited).collect(),
    }
}

pub(super) fn clash(conflict: &Conflict, down: &Policy) -> String {
    let id = &down.license().id;
    match conflict {
        Conflict::NotToBePassedOn(verdict, _) => format!("to pass such a thing on is {verdict}"),
        Conflict::NoMoreTerms(_) => format!("{id} lets nobody bind recipients to more than it says, and what is missing would bind them"),
        Conflict::AddsTerms(_) => format!("it lets nobody bind recipients to more than it says, and {id} does"),
    }
}

/// Whether terms flow down, for people.
fn people(compat: &Compat, upstream: &[ChosenPolicy], downstream: &ChosenPolicy, derivation: &Derivation) -> String {
    let down = &*downstream.policy;
    let id = &down.license().id;
    let mut out = format!("{}: {}\n", compat.fit().name(), wrap(&format!("{}, passed on under {id}", derivation.is), 2));
    for (license, passed) in upstream.iter().zip(&compat.upstream) {
        told(passed, &license.policy, down, &mut out);
    }
    for (one, other) in compat.clashes.iter().filter_map(|(one, other)| upstream.get(*one).zip(upstream.get(*other))) {
        let (one, other) = (&one.policy.license().id, &other.policy.license().id);
        out.push_str(&format!("\n  {}\n", wrap(&format!("conflict: no license keeps both {one} and {other}"), 4)));
    }
    out
}

/// What a mode asks of whoever passes something on.
pub(super) fn mode_words(mode: &str) -> &'static str {
    match mode {
        "same-license" => "what is made of it stays under this license",
        "named-license" => "what is made of it stays under this license, or one that it names",
        "same-restrictions" => "recipients are to be bound to at least the same restrictions",
        "same-purpose" => "recipients are to be bound to restrictions of the same purpose",
        "changed-files" => "changed files stay under this license",
        "copy" => "recipients get a copy of it; no terms are to be passed on",
        _ => "no terms are to be passed on",
    }
}

fn told(passed: &Passed, policy: &Policy, down: &Policy, out: &mut String) {
    let mode = mode_words(mode(passed, policy));
    out.push_str(&format!("\nfrom {}: {mode}\n", policy.license().id));
    let line = |lead: &str, cited: &Cited| format!("  {}\n", wrap(&format!("{lead} {}: {}", reference(cited), one_line(&cited.words)), 4));
    for missing in &passed.missing {
        let lead = if missing.is_certain { "missing:" } else { "perhaps missing:" };
        for rule in &missing.rules {
            match (cited(*rule, policy), rule) {
                (Some(cited), _) => out.push_str(&line(lead, cited)),
                (None, Rule::Deciding(CitedRule::NoGrant(action))) => {
                    out.push_str(&format!("  {}\n", wrap(&format!("{lead} {}", words::no_grant(policy, *action)), 4)))
                }
                (None, _) => {}
            }
        }
        if missing.rules.is_empty() {
            out.push_str(&format!("  {}\n", wrap(&format!("{lead} {}", why(missing, down)), 4)));
        } else {
            out.push_str(&format!("      {}\n", wrap(&why(missing, down), 8)));
        }
        out.push_str(&such_as(missing.witness.as_ref()));
    }
    for conflict in &passed.conflicts {
        let rules = conflicting(conflict, policy, down);
        rules.iter().for_each(|cited| out.push_str(&line("conflict:", cited)));
        out.push_str(&format!("      {}\n", wrap(&clash(conflict, down), 8)));
    }
    for added in &passed.added {
        added.rules.iter().filter_map(|rule| cited(*rule, down)).for_each(|cited| out.push_str(&line("added:", cited)));
    }
    for (duty, due) in &passed.owed {
        let lead = if *due == Due::Due { "owed:" } else { "perhaps owed:" };
        out.push_str(&line(lead, &policy.duties().get(*duty).cited));
    }
}

pub(super) fn such_as(witness: Option<&Use>) -> String {
    let Some(witness) = witness else { return String::new() };
    let has: Vec<&str> = witness.facts.iter().filter(|fact| fact.said == Said::Holds).map(|fact| fact.name.as_str()).collect();
    if has.is_empty() { String::new() } else { format!("      {}\n", wrap(&format!("such as {}", has.join(", ")), 8)) }
}
