//! `railc build`: license text, policy and model-card snippet from a spec.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::analysis::blanks::{self, Blank, Home};
use crate::analysis::spec_tests;
use railc_core::base::{one_line, sha256};
use railc_core::check::Checker;
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::policy::Policy;
use railc_language::driver::{self, Compiled};
use railc_language::license::{Clause, License, Rule};
use railc_language::render;

use super::subject::Chosen;
use super::{Ending, Format, Session, files, idle, output, swap};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The spec (.rail), or the id of a license of the library; its modules are chosen after a colon: `SPEC:all`, `SPEC:none`, `SPEC:a,b`
    spec: String,
    /// The folder to write to
    #[arg(long, short, default_value = "out", value_name = "DIR")]
    output: PathBuf,
    /// What to write; all of it unless told otherwise
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND")]
    emit: Vec<Kind>,
}

/// One output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// LICENSE.md, the license text in Markdown
    Md,
    /// LICENSE.txt, the license text in plain text
    Txt,
    /// policy.json, the rules for machines
    Policy,
    /// card.md, the snippet for a model card
    Card,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Md, Kind::Txt, Kind::Policy, Kind::Card];

    fn file(self) -> &'static str {
        match self {
            Kind::Md => "LICENSE.md",
            Kind::Txt => "LICENSE.txt",
            Kind::Policy => "policy.json",
            Kind::Card => "card.md",
        }
    }

    fn is_text(self) -> bool {
        match self {
            Kind::Md | Kind::Txt => true,
            Kind::Policy | Kind::Card => false,
        }
    }

    fn content(self, compiled: &Compiled) -> String {
        match self {
            Kind::Md => compiled.markdown.clone(),
            Kind::Txt => compiled.document.as_ref().map(render::plain).unwrap_or_default(),
            Kind::Policy => compiled.policy.to_json(),
            Kind::Card => render::card(&compiled.license, &compiled.lines),
        }
    }
}

/// What was built, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Built {
    version: u32,
    license: String,
    outputs: Vec<Output>,
    clauses: Vec<ClauseEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Output {
    path: String,
    sha256: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ClauseEntry {
    number: String,
    id: String,
    modeled: bool,
}

impl ClauseEntry {
    fn of(clause: &Clause) -> ClauseEntry {
        let (number, id) = (clause.number.clone(), clause.id.clone());
        ClauseEntry { number, id, modeled: is_modeled(clause) }
    }
}

fn is_modeled(clause: &Clause) -> bool {
    !matches!(clause.rule, Rule::NotModelled(_))
}

/// Compiles and writes, all or nothing.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let compiled = match compiled(&arguments.spec, session) {
        Ok(compiled) => compiled,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    session.warn(blank_left(&compiled.license, railc_library::library().license(&arguments.spec).is_some()).into_iter().collect());
    let is_reading = compiled.document.is_none();
    if is_reading && arguments.emit.iter().any(|kind| kind.is_text()) {
        let message = format!("`{}` is a reading of somebody else's license, whose text is not ours to write", arguments.spec);
        return session.fail(Diagnostic::new(Code::NoText, message).help("build `--emit policy,card`"));
    }
    let wanted = |kind: &Kind| if arguments.emit.is_empty() { !(is_reading && kind.is_text()) } else { arguments.emit.contains(kind) };
    let outputs: Vec<(&str, String)> = Kind::ALL.into_iter().filter(wanted).map(|kind| (kind.file(), kind.content(&compiled))).collect();
    let is_source = |name: &&str| session.sources.names().any(|source| files::is_same(&arguments.output.join(name), Path::new(source)));
    if let Some(name) = outputs.iter().map(|(name, _)| name).find(|name| is_source(name)) {
        let message = format!("`{name}` in `{}` is the spec itself, or what it draws on", arguments.output.display());
        return session.fail(Diagnostic::new(Code::CannotWrite, message).help("name another folder with `-o`"));
    }
    // The policy comes last: it carries the hash of the text, so a new policy beside an old text can be told.
    let (rules, texts): (Vec<_>, Vec<_>) = outputs.iter().partition(|(name, _)| *name == Kind::Policy.file());
    if let Err(diagnostic) = swap::write_all(&arguments.output, texts.into_iter().chain(rules)) {
        return session.fail(diagnostic);
    }
    let paths: Vec<String> = outputs.iter().map(|(name, _)| arguments.output.join(name).display().to_string()).collect();
    match session.format {
        Format::Json => {
            let written = paths.into_iter().zip(&outputs);
            let written = written.map(|(path, (_, content))| Output { path, sha256: sha256(content.as_bytes()) });
            output::json(&Built {
                version: output::VERSION,
                license: compiled.license.id.clone(),
                outputs: written.collect(),
                clauses: compiled.license.clauses().map(|(_, clause)| ClauseEntry::of(clause)).collect(),
                diagnostics: session.warned(),
            })?;
        }
        Format::Human => output::print(&people(&compiled.license, &paths))?,
    }
    Ok(Ending::Done)
}

/// The license, compiled. Modules must be chosen, since a text to sign can't leave them open.
fn compiled(spec: &str, session: &mut Session) -> Result<Compiled, Diagnostics> {
    let Chosen { mut license, modules } = session.chosen(spec)?;
    let has_modules = license.modules().next().is_some();
    if modules.is_none() && (!has_modules || license.is_reading()) {
        let compiled = driver::compile(license, railc_library::vocabulary());
        session.warn(failing_tests(&compiled.license, || compiled.policy.clone(), spec).into_iter().collect());
        session.warn(idle::warnings(&compiled.license, &compiled.policy));
        return Ok(compiled);
    }
    let policy = || Arc::new(driver::rules(&license, railc_library::vocabulary()));
    session.warn(failing_tests(&license, policy, spec).into_iter().collect());
    session.warn(idle::warnings(&license, &policy()));
    let Some(modules) = modules else {
        let names: Vec<&str> = license.modules().collect();
        let message = format!("the license leaves choices to the licensor ({}), and a text to sign must settle them", names.join(", "));
        let help = format!("build `{spec}:all`, `{spec}:none`, or name those you take: `{spec}:{}`", names.join(","));
        return Err(Diagnostic::new(Code::UnsettledModules, message).help(help).into());
    };
    license.choose(&modules);
    Ok(driver::compile(license, railc_library::vocabulary()))
}

/// The limit on tests times clauses for running the tests before writing: well under a second.
const TESTS_RUN: usize = 100_000;

/// A warning if the spec's own tests fail.
fn failing_tests(license: &License, policy: impl FnOnce() -> Arc<Policy>, spec: &str) -> Option<Diagnostic> {
    let work = license.tests.len().saturating_mul(license.clauses().count());
    let report = (1..=TESTS_RUN).contains(&work).then(|| spec_tests::run(license, &Checker::new(policy())))?;
    let failed = report.results.iter().filter(|result| !result.failures.is_empty()).count();
    let message = format!("{failed} of the spec's own {} tests fail", report.results.len());
    (failed > 0).then(|| Diagnostic::new(Code::FailingTests, message).help(format!("see which: `railc test {spec}`")))
}

/// A warning if the text still has blanks.
fn blank_left(license: &License, is_builtin: bool) -> Option<Diagnostic> {
    let blanks = blanks::find(license);
    if blanks.is_empty() || license.is_reading() {
        return None;
    }
    let said: Vec<String> = blanks.iter().filter(|blank| !blank.words.is_empty()).map(|blank| format!("`{}`", blank.words)).collect();
    let fill = |blank: &Blank| match &blank.home {
        Home::Licensor => "`licensor \"…\"`".to_owned(),
        Home::Law => "`law \"…\"`".to_owned(),
        Home::Parameter(name) => format!("`parameter {name} = \"…\"`"),
        Home::Text(name) => format!("the words of `@{name}`"),
    };
    let mut homes: Vec<String> = Vec::new();
    for home in blanks.iter().map(fill) {
        if !homes.contains(&home) {
            homes.push(home);
        }
    }
    let message = if said.is_empty() { "a name is empty".to_owned() } else { format!("nobody has filled in {}", said.join(", ")) };
    let spec =
        if is_builtin { format!("write a spec of your own that says `extends {}` and gives", license.id) } else { "give".to_owned() };
    let help = format!("{spec}: {}", homes.join(", "));
    Some(Diagnostic::new(Code::BlankLeft, message).help(help))
}

fn people(license: &License, paths: &[String]) -> String {
    let clauses = license.clauses().count();
    let modeled = license.clauses().filter(|(_, clause)| is_modeled(clause)).count();
    let mut text = format!(
        "{} ({}): {} clauses, {modeled} modeled, {} prose\n",
        output::named(&license.title, &license.version),
        license.id,
        clauses,
        clauses - modeled
    );
    paths.iter().for_each(|path| text.push_str(&format!("  wrote {}\n", one_line(path))));
    if license.is_reading() {
        text.push_str("A reading of somebody else's license has no text of its own; its original is the license.\n");
    }
    text
}
