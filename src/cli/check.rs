//! `railc check`: the verdict on uses under licenses, with the reasons.

use std::io;

use clap::Args;

use railc_core::base::{Interval, Number, nearest, one_line};
use railc_core::check::{self, Checked, ChosenPolicy, Verdict};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::report;
use railc_core::usage::{self, Said, Unknown, Use};
use railc_core::vocabulary::Vocabulary;

use crate::analysis::assumption::Assumption;
use crate::facade::text::Look;

use super::answer::{Answers, One, Shortfall};
use super::bulk::{self, BulkArguments};
use super::ci::of_diagnostics;
use super::remedying::Remedying;
use super::{Ending, Format, Session, files, junit, output, sarif, terminal};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Use files: YAML, JSON or TOML, each with one or more uses; `-` is standard input
    #[arg(required_unless_present = "bulk_uses", value_name = "USE")]
    uses: Vec<String>,
    /// The license to check against (repeat for several): a spec, a policy, or an id of the library
    #[arg(long = "license", short, required = true, value_name = "LICENSE")]
    licenses: Vec<String>,
    /// Show also how the verdict and the duties are if this were so (repeat for several): `safeguard.human-review=yes`, `monthly-active-users=5000`
    #[arg(long, value_name = "FACT=ANSWER")]
    assume: Vec<String>,
    /// Show what would make a use permitted that is not: safeguards, and what is better left undone
    #[arg(long)]
    remedies: bool,
    /// Show every presumption that a verdict rests on, and every clause in full
    #[arg(long, alias = "all-reasons")]
    presumed: bool,
    /// Print one line for each use and license, as for a log
    #[arg(long)]
    summary: bool,
    /// End with 4 if a permitted use owes what is not known to be done, with 5 if it may come to owe something; with `--uses`, stop at the first wrong line
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    bulk: BulkArguments,
}

/// Formats that CI systems read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CiFormat {
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
}

/// Checks and prints; the exit code is that of the worst result.
pub(super) fn run(arguments: Arguments, ci: Option<CiFormat>, session: &mut Session) -> io::Result<Ending> {
    let mut diagnostics = Diagnostics::new();
    let mut policies = Vec::new();
    for argument in &arguments.licenses {
        match session.checked(argument) {
            Ok(policy) => policies.push(policy),
            Err(found) => diagnostics.append(found),
        }
    }
    if let Some(path) = &arguments.bulk.uses {
        diagnostics.extend(ci.map(no_ci));
        return match diagnostics.has_errors() {
            true => session.fail(diagnostics),
            false => bulk::run(&arguments.bulk, path, &policies, arguments.strict, session),
        };
    }
    let mut uses = Vec::new();
    for path in &arguments.uses {
        session.uses(path, &policies, &mut uses, &mut diagnostics);
    }
    let stated = uses.len();
    match assumptions(&arguments.assume, &policies) {
        Ok(assumptions) if assumptions.is_empty() => {}
        Ok(assumptions) => assumed(&mut uses, &assumptions),
        Err(wrong) => return session.fail(wrong),
    }
    diagnostics.extend(std::mem::take(&mut session.warnings));
    let (checked, found) = check::check_all(&uses, &policies, railc_library::known()).into_parts();
    let checked = checked.unwrap_or_default();
    diagnostics.extend(found);
    let answers = Answers { all: &checked, uses: &uses, policies: &policies, sources: &session.sources };
    match ci {
        Some(format) => output::raw(&ci_report(format, &answers, &diagnostics, arguments.strict, session)?)?,
        None if session.format == Format::Json => {
            let mut document = report::document(&checked, &uses, &policies, &diagnostics, &session.sources);
            let mut remedying = Remedying::new(&uses, &policies);
            for (entry, one) in document.results.iter_mut().zip(&checked).filter(|_| arguments.remedies) {
                entry.remedies = remedying.entries(one);
            }
            output::json(&document)?
        }
        None => {
            session.show(&diagnostics);
            let look = Look { width: terminal::width(), presumed: arguments.presumed };
            terminal::print(&if arguments.summary { answers.summary() } else { answers.lines(look) })?;
            if arguments.remedies {
                let mut remedying = Remedying::new(&uses, &policies);
                checked.iter().try_for_each(|one| output::print(&remedying.told(one)))?;
            }
        }
    }
    // What is assumed decides no exit code.
    let stated: Vec<Checked> = checked.iter().filter(|one| one.use_at < stated).cloned().collect();
    let answers = Answers { all: &stated, ..answers };
    Ok(if diagnostics.has_errors() { Ending::Wrong } else { ending(&answers, arguments.strict) })
}

/// Reports a format that the summary of a bulk check does not have.
fn no_ci(ci: CiFormat) -> Diagnostic {
    let name = match ci {
        CiFormat::Sarif => "SARIF",
        CiFormat::Junit => "JUnit XML",
    };
    Diagnostic::new(Code::BadCall, format!("the summary of `--uses` is not printed as {name}")).help("choose `--format json`")
}

/// Each use again, with everything assumed of it.
fn assumed(uses: &mut Vec<(String, Use)>, assumptions: &[(String, Assumption)]) {
    let written = assumptions.iter().map(|(written, _)| written.as_str()).collect::<Vec<_>>().join(", ");
    let vocabulary = railc_library::vocabulary();
    let again = |(name, described): &(String, Use)| {
        let assumed = assumptions.iter().fold(described.clone(), |described, (_, assumption)| assumption.of(&described, vocabulary));
        (format!("{name}, assuming {written}"), assumed)
    };
    let more: Vec<(String, Use)> = uses.iter().map(again).collect();
    uses.extend(more);
}

/// What the call assumes, each as it is written.
fn assumptions(written: &[String], policies: &[ChosenPolicy]) -> Result<Vec<(String, Assumption)>, Diagnostics> {
    let vocabulary = railc_library::vocabulary();
    let mut wrong = Diagnostics::new();
    let mut found = Vec::new();
    for assume in written {
        let (name, answer) = assume.split_once('=').map_or((assume.as_str(), ""), |(name, answer)| (name.trim(), answer.trim()));
        let said = match answer {
            "yes" | "true" => Some(Said::Holds),
            "no" | "false" => Some(Said::Fails),
            "unknown" => Some(Said::Unknown),
            _ => None,
        };
        let is_local = policies.iter().any(|chosen| chosen.policy.propositions().iter().any(|local| local.id == name));
        let is_fact = is_local || vocabulary.find_concept(name).is_some();
        let number = Number::parse(&answer.replace(['_', ','], ""));
        match (is_fact, vocabulary.find_scalar(name).is_some(), said, number) {
            (true, _, Some(said), _) => found.push((assume.clone(), Assumption::Fact(name.to_owned(), said))),
            (_, true, _, Some(number)) => found.push((assume.clone(), Assumption::Number(name.to_owned(), Interval::exactly(number)))),
            (_, true, Some(Said::Unknown), _) => found.push((assume.clone(), Assumption::Number(name.to_owned(), Interval::default()))),
            (true, ..) => wrong.push(bad_assumption(assume, "yes, no or unknown is assumed of it")),
            (_, true, ..) => wrong.push(bad_assumption(assume, "a number or unknown is assumed of it")),
            (false, false, ..) => {
                let names = vocabulary.concepts().map(|concept| concept.name()).chain(vocabulary.scalars().map(|scalar| scalar.name()));
                let near = nearest(name, names);
                let diagnostic = Diagnostic::new(Code::BadCall, format!("`{name}` is no concept and no number of the vocabulary"));
                wrong.push(diagnostic.nearest(&near, "look for it with `railc vocab`"));
            }
        }
    }
    if wrong.has_errors() { Err(wrong) } else { Ok(found) }
}

fn bad_assumption(assume: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::BadCall, format!("`{assume}` assumes nothing")).help(help)
}

/// What a CI system reads. JUnit has no place for warnings about the input, so people see them.
fn ci_report(format: CiFormat, answers: &Answers<'_>, diagnostics: &Diagnostics, is_strict: bool, session: &Session) -> io::Result<String> {
    match format {
        CiFormat::Sarif => {
            let mut findings = of_diagnostics(diagnostics, &session.sources);
            findings.extend(answers.findings());
            let document = sarif::document(&findings, !diagnostics.has_errors(), &sarif::USES);
            serde_json::to_string_pretty(&document).map(|text| text + "\n").map_err(io::Error::other)
        }
        CiFormat::Junit => {
            let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) = diagnostics.iter().cloned().partition(Diagnostic::is_error);
            session.show(&warnings.into_iter().collect());
            Ok(junit::document(answers, &of_diagnostics(&errors.into_iter().collect(), &session.sources), is_strict))
        }
    }
}

/// The ending that answers give.
pub(super) fn ending(answers: &Answers<'_>, is_strict: bool) -> Ending {
    match check::worst(answers.all) {
        None => Ending::Wrong,
        Some(Verdict::Permitted) if is_strict => match answers.by_use().into_iter().filter_map(One::shortfall).max() {
            None => Ending::Done,
            Some(Shortfall::Possible) => Ending::Possible,
            Some(Shortfall::Owed) => Ending::Owed,
        },
        Some(Verdict::Permitted) => Ending::Done,
        // An undetermined use does not outweigh a refused one.
        Some(Verdict::Undetermined) => Ending::Undetermined,
        Some(Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited) => Ending::Findings,
    }
}

impl Session {
    /// Reads the uses of a file, each with its name.
    pub(super) fn uses(&mut self, path: &str, policies: &[ChosenPolicy], uses: &mut Vec<(String, Use)>, diagnostics: &mut Diagnostics) {
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
        let builtin = railc_library::vocabulary();
        // A name that a policy at hand lacks is reported by the check.
        let others = policies.iter().filter(|policy| !policy.is_over(builtin)).map(|chosen| chosen.policy.vocabulary().as_ref());
        let vocabularies: Vec<&Vocabulary> = std::iter::once(builtin.as_ref()).chain(others).collect();
        let (found, wrong) = usage::read(source, &self.sources.get(source).text, format, &vocabularies, Unknown::Error).into_parts();
        if !wrong.has_errors() {
            uses.extend(
                found.into_iter().flatten().enumerate().map(|(at, described)| (format!("{}#{}", one_line(name), at + 1), described)),
            );
        }
        diagnostics.append(wrong);
    }
}

/// Reports a spec or a policy given as a use.
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
