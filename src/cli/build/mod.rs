//! `railc build`: license texts, policy and model-card snippet from a spec.

mod checks;
mod outputs;
mod pdf;
mod texts;

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;
use std::{fs, io};

use clap::Args;
use serde::Serialize;

use railc_core::base::{one_line, sha256};
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_language::driver::Compiled;
use railc_language::license::{Clause, License, Rule};

use super::subject::name_of;
use super::templates::TemplateArguments;
use super::{Ending, Format, Session, output, swap};
pub(super) use outputs::{Kind, Output};
pub(super) use texts::{no_language, texts, translated};

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
    /// A folder with fonts for the PDF, in addition to those that railc has; Chinese and Japanese need some
    #[arg(long, value_name = "DIR")]
    font_dir: Option<PathBuf>,
    #[command(flatten)]
    templates: TemplateArguments,
}

/// What was built, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Built {
    version: u32,
    license: String,
    outputs: Vec<Written>,
    clauses: Vec<ClauseEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Written {
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
    if let Err(diagnostics) = session.read_templates(&arguments.templates) {
        return session.fail(diagnostics);
    }
    let (compiled, whole) = match checks::compiled(&arguments.spec, session) {
        Ok(compiled) => compiled,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let is_builtin = railc_library::library().license(name_of(&arguments.spec)).is_some();
    session.warn(checks::blank_left(&compiled.license, is_builtin).into_iter().collect());
    let is_reading = compiled.document.is_none();
    if is_reading && arguments.emit.iter().any(|kind| kind.is_text()) {
        let message = format!("`{}` is a reading of somebody else's license, whose text is not ours to write", arguments.spec);
        return session.fail(Diagnostic::new(Code::NoText, message).help("build `--emit policy,card`"));
    }
    // What the engine warns of takes about as long as all the texts.
    let (warnings, outputs) = thread::scope(|scope| {
        let warnings = scope.spawn(|| checks::warnings(&compiled, whole.as_ref(), &arguments.spec));
        let outputs = outputs(&arguments, &compiled, session);
        (warnings.join().unwrap_or_else(|panic| resume_unwind(panic)), outputs)
    });
    session.warn(warnings);
    let outputs = match outputs {
        Ok(outputs) => outputs,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let sources: Vec<PathBuf> = session.sources.names().filter_map(|source| fs::canonicalize(source).ok()).collect();
    let is_source = |name: &&str| fs::canonicalize(arguments.output.join(name)).is_ok_and(|path| sources.contains(&path));
    if let Some(name) = outputs.iter().map(|output| output.name.as_str()).find(|name| is_source(name)) {
        let message = format!("`{name}` in `{}` is the spec itself, or what it draws on", arguments.output.display());
        return session.fail(Diagnostic::new(Code::CannotWrite, message).help("name another folder with `-o`"));
    }
    if let Err(diagnostic) =
        swap::write_all(&arguments.output, outputs.iter().map(|output| (output.name.as_str(), output.content.as_slice())))
    {
        return session.fail(diagnostic);
    }
    let paths: Vec<String> = outputs.iter().map(|output| arguments.output.join(&output.name).display().to_string()).collect();
    match session.format {
        Format::Json => {
            let written = paths.into_iter().zip(&outputs);
            let written = written.map(|(path, output)| Written { path, sha256: sha256(&output.content) });
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

/// All that is to be written.
fn outputs(arguments: &Arguments, compiled: &Compiled, session: &mut Session) -> Result<Vec<Output>, Diagnostics> {
    let texts = texts::texts(&arguments.spec, compiled, session)?;
    let is_reading = compiled.document.is_none();
    let wanted = |kind: &Kind| if arguments.emit.is_empty() { !(is_reading && kind.is_text()) } else { arguments.emit.contains(kind) };
    let mut outputs = if wanted(&Kind::Pdf) { pdf::outputs(arguments, &texts, session)? } else { Vec::new() };
    outputs.extend(Kind::ALL.into_iter().filter(wanted).flat_map(|kind| kind.outputs(compiled, &texts)));
    if wanted(&Kind::Manifest) {
        outputs.push(outputs::manifest(compiled, &outputs));
    }
    Ok(outputs)
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
