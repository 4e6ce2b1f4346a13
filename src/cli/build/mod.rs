//! `railc build`: license texts, policy and model-card snippet from a spec.

mod checks;
mod outputs;
mod pdf;
mod texts;

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use railc_core::base::{one_line, sha256};
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_language::license::{Clause, License, Rule};

use super::{Ending, Format, Session, files, output, swap};
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
    let compiled = match checks::compiled(&arguments.spec, session) {
        Ok(compiled) => compiled,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    session.warn(checks::blank_left(&compiled.license, railc_library::library().license(&arguments.spec).is_some()).into_iter().collect());
    let is_reading = compiled.document.is_none();
    if is_reading && arguments.emit.iter().any(|kind| kind.is_text()) {
        let message = format!("`{}` is a reading of somebody else's license, whose text is not ours to write", arguments.spec);
        return session.fail(Diagnostic::new(Code::NoText, message).help("build `--emit policy,card`"));
    }
    let texts = match texts::texts(&arguments.spec, &compiled, session) {
        Ok(texts) => texts,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let wanted = |kind: &Kind| if arguments.emit.is_empty() { !(is_reading && kind.is_text()) } else { arguments.emit.contains(kind) };
    let pdfs = if wanted(&Kind::Pdf) { pdf::outputs(&arguments, &texts, session) } else { Ok(Vec::new()) };
    let pdfs = match pdfs {
        Ok(pdfs) => pdfs,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let others = Kind::ALL.into_iter().filter(wanted).flat_map(|kind| kind.outputs(&compiled, &texts));
    let mut outputs: Vec<Output> = pdfs.into_iter().chain(others).collect();
    if wanted(&Kind::Manifest) {
        outputs.push(outputs::manifest(&compiled, &outputs));
    }
    let is_source = |name: &&str| session.sources.names().any(|source| files::is_same(&arguments.output.join(name), Path::new(source)));
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
