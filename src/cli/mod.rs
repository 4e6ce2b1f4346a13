//! The command line: one file or folder for each command, and what they share (files, license arguments, reports).
//!
//! Files, terminal and exit codes occur only here.

mod answer;
mod ask;
mod build;
mod bulk;
mod card;
mod check;
mod ci;
mod classify;
mod combine;
mod compat;
mod diff;
mod edits;
mod explain;
mod files;
mod fmt;
mod identified;
mod identify;
mod idle;
mod junit;
mod licenses;
mod lint;
mod new;
mod output;
mod remedying;
mod report;
mod review;
mod sarif;
mod scan;
#[cfg(test)]
mod schemas;
mod show;
mod subject;
mod swap;
mod templates;
mod terminal;
mod test;
mod trace;
mod verify;
mod vocab;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use railc_core::base::Sources;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_language::render::Templates;

use check::CiFormat;

/// Compile and check Responsible AI Licenses
///
/// One spec says what may be done with an AI artifact, what may not, and what is owed. From it come the license text and a policy; against
/// the policy a described use is checked exactly.
#[derive(Debug, Parser)]
#[command(name = "railc", version, arg_required_else_help = true, max_term_width = 100, after_help = AFTER_HELP)]
struct Arguments {
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = Printed::Human)]
    format: Printed,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
The common jobs:
  railc new                                     a license of your own, put together by questions or flags
  railc check use.yaml --license llama-3.1      may this use be made, which clause decides, what is owed
  railc build my-license.rail -o out            license text, policy and model-card snippet from a spec
  railc show llama-3.1                          what a license says, clause by clause
  railc identify LICENSE                        which known license a text is, and what differs

LICENSE is a path to a spec (.rail) or a compiled policy (.json), or the id of a license in the library (`railc licenses`).
A license that leaves choices to the licensor takes them after a colon: `rail-generator-open-rail-ams:all`, `:none`, `:harassment,malware`.

Exit codes: 0 permitted or done, 1 prohibited, not granted, refused or findings, 2 wrong input or call, 3 undetermined; with `check --strict` also \
4 permitted but something owed is not known to be done, 5 permitted but something may come to be owed.
railc gives no legal advice.";

/// How a call asks for results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Printed {
    /// For people
    Human,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code scanning on GitHub (`check`, `lint`, `scan` and `classify --claim` only)
    Sarif,
    /// JUnit XML, for test reports on GitLab and elsewhere (`check` only)
    Junit,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// For people.
    Human,
    /// One JSON document.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start a license: a spec put together by questions or flags
    New(Box<new::Arguments>),
    /// Check described uses against licenses
    Check(check::Arguments),
    /// Ask what a verdict hangs on, one question at a time, and write the use
    Ask(ask::Arguments),
    /// Compile a spec into license text, policy and model-card snippet
    Build(build::Arguments),
    /// Show what a license says, clause by clause
    Show(show::Arguments),
    /// List the licenses of the library
    Licenses(licenses::Arguments),
    /// Tell which known license a text is, and what differs
    Identify(identify::Arguments),
    /// Browse what can be said of a use
    Vocab(vocab::Arguments),
    /// Run a spec's own tests
    Test(test::Arguments),
    /// Lay a spec out canonically
    Fmt(fmt::Arguments),
    /// Show what changed between two versions of a license
    Diff(diff::Arguments),
    /// Make one policy of several licenses, and find where they clash
    Combine(combine::Arguments),
    /// Tell whether something made of licensed things may be passed on under another license
    Compat(compat::Arguments),
    /// Follow the terms of licenses along a lineage of models and data: what binds, what is lost and where, what is owed
    Trace(trace::Arguments),
    /// Tell how open a license is, by each definition of openness
    Classify(classify::Arguments),
    /// Tell whether a text, a document or a policy belongs to a spec, and which clauses differ
    Verify(verify::Arguments),
    /// Check a model card: its license, the text beside it, and what the model was made of
    Card(card::Arguments),
    /// Find which models and datasets a repository uses, which licenses bind it, what is owed and what is missing
    Scan(scan::Arguments),
    /// Find what a lawyer would mark in a text, and a drafter in its rules
    Lint(lint::Arguments),
    /// Show words and translations that nobody has compared with what they say since that changed
    Review(review::Arguments),
    /// Explain a diagnostic
    Explain(explain::Arguments),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Permitted, or done.
    Done,
    /// Prohibited, not granted, refused; or findings.
    Findings,
    /// The input or the call is wrong.
    Wrong,
    /// Undetermined.
    Undetermined,
    /// Permitted, but something owed is not known to be done; only if that is asked.
    Owed,
    /// Permitted, but something may come to be owed; only if that is asked.
    Possible,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> ExitCode {
        ExitCode::from(match ending {
            Ending::Done => 0,
            Ending::Findings => 1,
            Ending::Wrong => 2,
            Ending::Undetermined => 3,
            Ending::Owed => 4,
            Ending::Possible => 5,
        })
    }
}

/// What every command works with: how to print, and the texts that were read.
struct Session {
    format: Format,
    sources: Sources,
    /// Warnings so far; people see them before the results, machines in the document.
    warnings: Diagnostics,
    /// Templates that take the place of railc's.
    templates: Option<Templates>,
}

/// Runs the command that the arguments of the process ask for.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return call_error(&error).into(),
    };
    let (format, ci) = match arguments.format {
        Printed::Human => (Format::Human, None),
        Printed::Json => (Format::Json, None),
        Printed::Sarif => (Format::Human, Some(CiFormat::Sarif)),
        Printed::Junit => (Format::Human, Some(CiFormat::Junit)),
    };
    let mut session = Session { format, sources: Sources::new(), warnings: Diagnostics::new(), templates: None };
    let ended = match arguments.command {
        Command::Check(arguments) => check::run(arguments, ci, &mut session),
        Command::Lint(arguments) if ci != Some(CiFormat::Junit) => lint::run(arguments, ci == Some(CiFormat::Sarif), &mut session),
        Command::Lint(_) => session.fail(
            Diagnostic::new(Code::BadCall, "only `railc check` prints JUnit").help("choose `--format sarif` or `--format json` here"),
        ),
        Command::Scan(arguments) if ci != Some(CiFormat::Junit) => scan::run(&arguments, ci == Some(CiFormat::Sarif), &mut session),
        Command::Scan(_) => session.fail(
            Diagnostic::new(Code::BadCall, "only `railc check` prints JUnit").help("choose `--format sarif` or `--format json` here"),
        ),
        Command::Classify(arguments) if ci != Some(CiFormat::Junit) => classify::run(&arguments, ci == Some(CiFormat::Sarif), &mut session),
        _ if ci.is_some() => session.fail(
            Diagnostic::new(
                Code::BadCall,
                "only `railc check`, `railc lint`, `railc scan` and `railc classify --claim` print SARIF, and only `railc check` JUnit",
            )
            .help("choose `--format human` or `--format json` here"),
        ),
        Command::New(arguments) => new::run(*arguments, &mut session),
        Command::Ask(arguments) => ask::run(arguments, &mut session),
        Command::Build(arguments) => build::run(arguments, &mut session),
        Command::Show(arguments) => show::run(arguments, &mut session),
        Command::Licenses(arguments) => licenses::run(arguments, &mut session),
        Command::Identify(arguments) => identify::run(arguments, &mut session),
        Command::Vocab(arguments) => vocab::run(arguments, &mut session),
        Command::Test(arguments) => test::run(arguments, &mut session),
        Command::Fmt(arguments) => fmt::run(arguments, &mut session),
        Command::Diff(arguments) => diff::run(arguments, &mut session),
        Command::Combine(arguments) => combine::run(&arguments, &mut session),
        Command::Compat(arguments) => compat::run(&arguments, &mut session),
        Command::Trace(arguments) => trace::run(&arguments, &mut session),
        Command::Classify(arguments) => classify::run(&arguments, false, &mut session),
        Command::Verify(arguments) => verify::run(arguments, &mut session),
        Command::Card(arguments) => card::run(arguments, &mut session),
        Command::Review(arguments) => review::run(arguments, &mut session),
        Command::Explain(arguments) => explain::run(arguments, &mut session),
    };
    match ended {
        Ok(ending) => ending.into(),
        Err(error) => unprinted(&error).into(),
    }
}

/// The end of a command whose output nobody got.
fn unprinted(error: &io::Error) -> Ending {
    report::say(&format!("railc: the output can't be written: {error}\n"));
    Ending::Wrong
}

/// Prints what is wrong with the call, as JSON where that was asked for.
fn call_error(error: &clap::Error) -> Ending {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let is_pair = |pair: &[OsString]| matches!(pair, [flag, value] if flag == "--format" && value == "json");
    let wants_json = arguments.iter().any(|argument| argument == "--format=json") || arguments.windows(2).any(is_pair);
    if !error.use_stderr() {
        let printed = error.print().and_then(|()| io::stdout().flush());
        return output::unless_closed(printed).map_or_else(|error| unprinted(&error), |()| Ending::Done);
    }
    if wants_json {
        let rendered = error.render().to_string();
        let said = rendered.lines().take_while(|line| !line.is_empty()).map(str::trim).collect::<Vec<_>>().join(" ");
        let message = said.trim_start_matches("error: ").to_owned();
        let diagnostic = Diagnostic::new(Code::BadCall, message).help("see `railc --help`");
        let mut session = Session { format: Format::Json, sources: Sources::new(), warnings: Diagnostics::new(), templates: None };
        return session.fail(diagnostic).unwrap_or(Ending::Wrong);
    }
    let _ = error.print();
    Ending::Wrong
}

/// The definition of the command line, for help.
pub fn command() -> clap::Command {
    Arguments::command()
}
