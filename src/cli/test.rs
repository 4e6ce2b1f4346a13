//! `railc test`: a spec's own tests, and what they leave untested.

use std::io;

use clap::Args;
use serde::Serialize;

use crate::analysis::spec_tests::{Failure, Report, run as run_tests};
use railc_core::check::{About, Checker};
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::report::words;
use railc_language::driver::Compiled;

use super::idle;
use super::output;
use super::terminal::wrap;
use super::{Ending, Format, Session};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The spec (.rail), or the id of a license of the library
    spec: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Tested {
    version: u32,
    license: String,
    tests: Vec<TestEntry>,
    untested: Vec<UntestedEntry>,
    /// Of the tests of the extended license, those that come out differently.
    #[serde(skip_serializing_if = "Option::is_none")]
    inherited: Option<InheritedEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct TestEntry {
    name: String,
    place: String,
    passed: bool,
    failures: Vec<String>,
    /// The best questions where a failing test is undetermined.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asked: Vec<AskedEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct AskedEntry {
    proposition: String,
    ask: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct InheritedEntry {
    tests: usize,
    changed: Vec<ChangedEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ChangedEntry {
    name: String,
    place: String,
    now: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct UntestedEntry {
    rule: String,
    acting: bool,
    resting: bool,
}

/// Runs the tests; the exit code says whether one fails.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let compiled = match session.compiled(&arguments.spec) {
        Ok(compiled) => compiled,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    session.warn(idle::warnings(&compiled.license, &compiled.policy));
    let report = run_tests(&compiled.license, &Checker::new(compiled.policy.clone()));
    let tested = tested(&compiled, &report, session);
    let failed = tested.tests.iter().filter(|test| !test.passed).count();
    match session.format {
        Format::Json => output::json(&tested)?,
        Format::Human => output::print(&people(&tested, failed))?,
    }
    Ok(if failed == 0 { Ending::Done } else { Ending::Findings })
}

/// The most questions shown of a failing test.
const MOST_ASKED: usize = 5;

fn tested(compiled: &Compiled, report: &Report, session: &Session) -> Tested {
    let (license, policy) = (&compiled.license, &compiled.policy);
    let asked = |about: &About| AskedEntry { proposition: words::name(policy, *about), ask: words::ask(policy, *about) };
    let tests = report.results.iter().filter_map(|result| {
        let test = license.tests.get(result.test)?;
        Some(TestEntry {
            name: test.name.clone(),
            place: session.sources.place(test.span),
            passed: result.failures.is_empty(),
            failures: result.failures.iter().map(told).collect(),
            asked: result.asked.iter().take(MOST_ASKED).map(asked).collect(),
        })
    });
    let changed = report.changed.iter().filter_map(|changed| {
        let test = license.inherited_tests.get(changed.test)?;
        Some(ChangedEntry { name: test.name.clone(), place: session.sources.place(test.span), now: told(&changed.failure) })
    });
    let inherited = InheritedEntry { tests: license.inherited_tests.len(), changed: changed.collect() };
    let untested = report.coverage.iter().filter(|one| !(one.acts && one.rests));
    Tested {
        version: output::VERSION,
        license: license.id.clone(),
        tests: tests.collect(),
        untested: untested.map(|one| UntestedEntry { rule: one.id.clone(), acting: one.acts, resting: one.rests }).collect(),
        inherited: (inherited.tests > 0).then_some(inherited),
        diagnostics: session.warned(),
    }
}

fn told(failure: &Failure) -> String {
    let listed = |ids: &[String]| ids.iter().map(|id| format!("@{id}")).collect::<Vec<_>>().join(", ");
    match failure {
        Failure::Contradiction(one, other) => format!("the use contradicts itself: `{one}` and `{other}`"),
        Failure::TooHard => "no answer was found within the limit of search".to_owned(),
        Failure::TooMuch => "not run: the tests before it have as many reasons as those of one run may".to_owned(),
        Failure::Verdict { expected, got, by } if by.is_empty() => format!("expected {expected}, got {}", got.name()),
        Failure::Verdict { expected, got, by } => format!("expected {expected}, got {} by {}", got.name(), listed(by)),
        Failure::NotDecisive(id) => format!("@{id} does not decide it"),
        Failure::NotOwed(id) => format!("@{id} is not due"),
        Failure::NotAsked(id) => format!("`{id}` is not asked"),
    }
}

fn people(tested: &Tested, failed: usize) -> String {
    let mut text = String::new();
    for test in tested.tests.iter().filter(|test| !test.passed) {
        text.push_str(&format!("FAILED  {} ({})\n", test.name, test.place));
        test.failures.iter().for_each(|failure| text.push_str(&format!("        {}\n", wrap(failure, 10))));
        for AskedEntry { proposition, ask } in &test.asked {
            text.push_str(&format!("        {}\n", wrap(&format!("asked: {ask} ({proposition})"), 10)));
        }
    }
    let passed = tested.tests.len() - failed;
    text.push_str(&format!("{}: {passed} passed, {failed} failed\n", tested.license));
    let list = |missing: fn(&UntestedEntry) -> bool| {
        tested.untested.iter().filter(|one| missing(one)).map(|one| format!("@{}", one.rule)).collect::<Vec<_>>().join(", ")
    };
    for (what, names) in [("no test where it acts", list(|one| !one.acting)), ("no test where it does not act", list(|one| !one.resting))] {
        if !names.is_empty() {
            text.push_str(&format!("  {}\n", wrap(&format!("{what}: {names}"), 4)));
        }
    }
    if let Some(InheritedEntry { tests, changed }) = &tested.inherited {
        let those = if changed.is_empty() {
            "none comes"
        } else if changed.len() == 1 {
            "1 comes"
        } else {
            "these come"
        };
        text.push_str(&format!("  of the {tests} tests of what it extends, {those} out differently\n"));
        for ChangedEntry { name, place, now } in changed {
            text.push_str(&format!("    {}\n", wrap(&format!("{name} ({place}): {now}"), 6)));
        }
    }
    text
}
