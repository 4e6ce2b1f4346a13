//! `railc new`: a spec put together from the clauses of the library, by questions or by flags.

mod arguments;
mod choices;
mod list;
mod questions;

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::analysis::blanks;
use crate::compose::{self, Catalogue};
use railc_core::base::one_line;
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_language::driver;
use railc_language::license::{License, Rule};

use super::output::{self, named};
use super::{Ending, Format, Session, swap};

pub(super) use arguments::Arguments;
use questions::Answers;

/// What was written, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Written<'a> {
    version: u32,
    license: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    clauses: usize,
    restrictions: Vec<&'a str>,
    tests: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    spec: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticEntry>,
}

/// Lists the restrictions, or writes a spec.
pub(super) fn run(mut arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    if arguments.list || arguments.restrict.iter().any(|name| name == "help") {
        return list::run(session);
    }
    if arguments.asks() {
        if let Err(diagnostic) = arguments.output.as_deref().map_or(Ok(()), |path| free(path, arguments.force)) {
            return session.fail(diagnostic);
        }
        let (input, mut shown) = (io::stdin().lock(), io::stderr().lock());
        match questions::ask(input, &mut shown, &|answers| named_free(&arguments, answers)) {
            Ok(Some(answers)) => arguments.fill(answers),
            Ok(None) => return Ok(Ending::Wrong),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return session.fail(no_text()),
            Err(error) => return Err(error),
        }
    }
    match made(&arguments, session) {
        Ok(made) => write(&arguments, &made, session),
        Err(diagnostics) => session.fail(diagnostics),
    }
}

/// What is wrong with an answer that is no text.
fn no_text() -> Diagnostic {
    Diagnostic::new(Code::NotText, "the answer is not UTF-8 text").help("set the terminal to UTF-8, or give the answers as flags")
}

/// A new spec, the license that it is, and where it goes.
struct Made {
    spec: String,
    license: License,
    path: PathBuf,
}

/// Makes the spec, and reads it as any other: what the call says, such as a name, may have errors.
fn made(arguments: &Arguments, session: &mut Session) -> Result<Made, Diagnostics> {
    let library = railc_library::library();
    let spec = match &arguments.from {
        Some(id) => compose::forked(&arguments.fork(id)?, library),
        None => compose::composed(&arguments.request()?, &Catalogue::of(library), library),
    };
    let source = session.sources.add("the new spec", spec.clone());
    let (license, warnings) = driver::license(library, &mut session.sources, source, &driver::no_files).into_result()?;
    session.warn(warnings);
    let path = arguments.output.clone().unwrap_or_else(|| file_of(&license.id));
    Ok(Made { spec, license, path })
}

/// Writes the spec, and says so.
fn write(arguments: &Arguments, made: &Made, session: &mut Session) -> io::Result<Ending> {
    let Made { spec, license, path } = made;
    let is_printed = path.as_os_str() == "-";
    if !is_printed && let Err(diagnostic) = saved(path, spec, arguments.force) {
        return session.fail(diagnostic);
    }
    let restricts = license.clauses().filter(|(section, clause)| section.is_attachment && matches!(clause.rule, Rule::Prohibit { .. }));
    let restrictions: Vec<&str> = restricts.map(|(_, clause)| clause.id.as_str()).collect();
    let (clauses, tests) = (license.clauses().count(), license.tests.len());
    match session.format {
        Format::Json => output::json(&Written {
            version: output::VERSION,
            license: &license.id,
            title: &license.title,
            path: (!is_printed).then(|| path.display().to_string()),
            clauses,
            restrictions,
            tests,
            spec: is_printed.then_some(spec.as_str()),
            diagnostics: session.warned(),
        })?,
        Format::Human if is_printed => output::print(spec)?,
        Format::Human => {
            let head = format!("{} ({})", named(&license.title, &license.version), license.id);
            let count = restrictions.len();
            let path = path.display().to_string();
            let path = one_line(&path);
            output::print(&format!(
                "{head}: {clauses} clauses (restrictions: {count}), {tests} tests\n  wrote {path}\n\
                 {}Edit it, then run `railc test {path}` and `railc build {path} -o out`.\n",
                to_fill_in(license)
            ))?;
        }
    }
    Ok(Ending::Done)
}

/// Asks for what is still blank; empty if nothing is.
fn to_fill_in(license: &License) -> String {
    let blanks: Vec<String> = blanks::find(license).iter().map(|blank| format!("`{}`", blank.words)).collect();
    if blanks.is_empty() { String::new() } else { format!("Fill in {}.\n", blanks.join(", ")) }
}

/// The file of a license, unless the call names another.
fn file_of(id: &str) -> PathBuf {
    PathBuf::from(format!("{id}.rail"))
}

/// Refuses answers so far that name a file which is there already.
fn named_free(arguments: &Arguments, answers: &Answers) -> Result<(), String> {
    let path = match &arguments.output {
        Some(path) => path.clone(),
        None => file_of(&answers.id()?),
    };
    free(&path, arguments.force)
        .map_err(|_| format!("`{}` is there already: give another name, or begin anew with `-o` or `--force`", path.display()))
}

/// Refuses a file that is there already and may not be replaced. Printing needs no file.
fn free(path: &Path, force: bool) -> Result<(), Diagnostic> {
    if force || path.as_os_str() == "-" || path.symlink_metadata().is_err() {
        return Ok(());
    }
    let message = format!("`{}` is there already", path.display());
    Err(Diagnostic::new(Code::FileExists, message).help("name another file with `-o`, or replace it with `--force`"))
}

/// Writes a file that is not there yet, or may be replaced.
fn saved(path: &Path, spec: &str, force: bool) -> Result<(), Diagnostic> {
    free(path, force)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    swap::write_all(folder, std::iter::once((name.as_str(), spec.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_no_text_is_a_diagnostic() {
        let error = questions::ask(&b"model\xff\n"[..], &mut Vec::new(), &|_| Ok(())).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert_eq!(no_text().code.number(), "R0603");
    }
}
