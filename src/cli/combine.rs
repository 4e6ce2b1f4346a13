//! `railc combine`: several licenses as one policy, and where they clash.

use std::io;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use railc_core::base::{one_line, sha256};
use railc_core::check::{self, ChosenPolicy};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::policy::{Cited, Policy};

use crate::analysis::combination::{self, Uncombined};
use crate::analysis::conflict::{self, Clashes, Conflict};

use super::answer::reference;
use super::diff::as_file;
use super::{Ending, Format, Session, output, swap, terminal};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The licenses: specs (.rail), or ids of the library
    #[arg(required = true, num_args = 2.., value_name = "LICENSE")]
    licenses: Vec<String>,
    /// Write the policy of the combination to a file, which `--license` takes like any policy
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

/// A combination as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct Combined<'a> {
    version: u32,
    id: &'a str,
    combines: Vec<PartEntry<'a>>,
    /// Whether there is a use that all of them permit.
    permits_something: bool,
    conflicts: Vec<ConflictEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Written<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct PartEntry<'a> {
    id: &'a str,
    policy_hash: &'a str,
    prohibitions: usize,
    duties: usize,
}

/// A duty that can't be performed somewhere, since performing it makes one of these prohibitions act.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct ConflictEntry<'a> {
    duty: &'a str,
    against: Vec<&'a str>,
    witness: Value,
    has: &'a [String],
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct Written<'a> {
    path: &'a str,
    sha256: String,
}

/// Combines, writes and prints; the exit code is 1 where the licenses clash.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut parts = Vec::new();
    for argument in &arguments.licenses {
        match session.comparable(argument) {
            Ok(part) => parts.push(part),
            Err(diagnostics) => return session.fail(diagnostics),
        }
    }
    let policy = match combination::combine(&parts) {
        Ok(policy) => policy,
        Err(uncombined) => return session.fail(why_not(uncombined)),
    };
    let chosen = ChosenPolicy::unchosen(Arc::new(policy));
    let policy = &*chosen.policy;
    let clashes = match conflict::find(&chosen) {
        Ok(clashes) => clashes,
        Err(none) => return session.fail(check::no_answer(&none, "the combination", policy)),
    };
    if let Some(path) = arguments.output.as_ref().filter(|path| session.is_source(path)) {
        return session.fail(own_source(path));
    }
    let json = policy.to_json();
    if let Some(Err(diagnostic)) = arguments.output.as_ref().map(|path| swap::write(path, json.as_bytes())) {
        return session.fail(diagnostic);
    }
    match session.format {
        Format::Json => {
            let written = |path| Written { path, sha256: sha256(json.as_bytes()) };
            output::json(&Combined {
                version: output::VERSION,
                id: &policy.license().id,
                combines: parts
                    .iter()
                    .zip(&policy.license().combines)
                    .map(|(part, combined)| part_entry(part, &combined.policy_hash))
                    .collect(),
                permits_something: clashes.permits_something,
                conflicts: clashes.conflicts.iter().map(|conflict| conflict_entry(conflict, policy)).collect(),
                output: arguments.output.as_deref().map(written),
            })?;
        }
        Format::Human => {
            session.show(&session.warnings);
            output::print(&people(&parts, policy, &clashes))?;
            if let Some(path) = &arguments.output {
                output::print(&format!("\nwrote {}\n", one_line(path)))?;
            }
        }
    }
    Ok(if clashes.permits_something && clashes.conflicts.is_empty() { Ending::Done } else { Ending::Findings })
}

/// Reports that an output would take the place of what it is made of.
pub(super) fn own_source(path: &str) -> Diagnostic {
    let message = format!("`{path}` is what this is made of, and would be lost");
    Diagnostic::new(Code::CannotWrite, message).help("name another file with `-o`")
}

fn why_not(uncombined: Uncombined) -> Diagnostic {
    match uncombined {
        Uncombined::Twice(id) => Diagnostic::new(Code::BadCall, format!("`{id}` is named twice, and a license adds nothing to itself"))
            .help("name each license once"),
        Uncombined::TooLarge(excess) => Diagnostic::new(Code::PolicyTooLarge, format!("the combination has more than {excess}"))
            .help("check against the licenses one by one: `--license A --license B`"),
    }
}

fn part_entry<'a>(part: &'a ChosenPolicy, policy_hash: &'a str) -> PartEntry<'a> {
    let policy = &part.policy;
    PartEntry { id: &policy.license().id, policy_hash, prohibitions: policy.prohibitions().len(), duties: policy.duties().len() }
}

fn conflict_entry<'a>(conflict: &'a Conflict, policy: &'a Policy) -> ConflictEntry<'a> {
    ConflictEntry {
        duty: &policy.duties().get(conflict.duty).cited.id,
        against: conflict.against.iter().map(|at| policy.prohibitions().get(*at).cited.id.as_str()).collect(),
        witness: as_file(&conflict.described),
        has: &conflict.has,
    }
}

/// What is combined, and where it clashes, for people.
fn people(parts: &[ChosenPolicy], policy: &Policy, clashes: &Clashes) -> String {
    let mut out = format!("{}\n  permits what all of them permit, and owes what any of them owes:\n\n", one_line(&policy.license().name));
    let width = parts.iter().map(|part| part.policy.license().id.len()).max().unwrap_or_default();
    for part in parts {
        let policy = &part.policy;
        let (prohibitions, duties) = (policy.prohibitions().len(), policy.duties().len());
        let (one, other) = (if prohibitions == 1 { "" } else { "s" }, if duties == 1 { "y" } else { "ies" });
        out.push_str(&format!("  {:width$}  {prohibitions} prohibition{one}, {duties} dut{other}\n", policy.license().id));
    }
    out.push('\n');
    if !clashes.permits_something {
        out.push_str("There is no use that all of them permit.\n");
    } else if clashes.conflicts.is_empty() {
        out.push_str("No duty of one asks for what another forbids. Under which license something made of them may be\npassed on, `railc compat` tells.\n");
    }
    let words = |cited: &Cited| format!("{}: {}", reference(cited), one_line(&cited.words));
    for conflict in &clashes.conflicts {
        let owed = words(&policy.duties().get(conflict.duty).cited);
        out.push_str(&format!("{}\n", terminal::wrap(&format!("conflict: {owed}"), 4)));
        for rule in &conflict.against {
            let barred = words(&policy.prohibitions().get(*rule).cited);
            out.push_str(&format!("  {}\n", terminal::wrap(&format!("which is prohibited by {barred}"), 4)));
        }
        out.push_str(&format!("      {}\n", terminal::wrap(&format!("such as {}", conflict.has.join(", ")), 8)));
    }
    out
}
