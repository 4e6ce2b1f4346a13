//! `railc new`: a spec put together from the clauses of the library, by questions or by flags.

mod answers;
mod list;
mod questions;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::compose::{self, Catalogue, Request};
use railc_core::base::one_line;
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_language::driver;
use railc_language::library::Shelf;
use railc_language::license::{License, Rule};
use railc_language::syntax;

use super::output::{self, named};
use super::{Ending, Format, Session, swap};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// How much the license gives [default: open]
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// What it covers: model, application, source, data [default: model]
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    covers: Vec<String>,
    /// What it forbids: restrictions and groups of `--list`, or `all` [default: house, what nearly every licensor wants]
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    restrict: Vec<String>,
    /// Restrictions and groups to leave out of these
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    without: Vec<String>,
    /// The name of what is licensed, such as that of the model
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The title of the license [default: the name, and what the license is, such as `Herbarium OpenRAIL-M`]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The id of the license [default: made of the title]
    #[arg(long)]
    id: Option<String>,
    /// Who gives the license
    #[arg(long, value_name = "TEXT")]
    licensor: Option<String>,
    /// Where notices to the licensor go
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// The law that governs the license
    #[arg(long, value_name = "TEXT")]
    law: Option<String>,
    /// The place whose courts decide disputes
    #[arg(long, value_name = "TEXT")]
    venue: Option<String>,
    /// Take a house license apart instead, so that every clause can be changed; its tests come along
    #[arg(long, value_name = "ID", conflicts_with_all = ["kind", "covers", "restrict", "without"])]
    from: Option<String>,
    /// List the restrictions, group by group, and write nothing
    #[arg(long)]
    list: bool,
    /// Ask nothing, and leave blanks for what is not said
    #[arg(long, short)]
    yes: bool,
    /// The file to write; `-` prints the spec [default: the id, with `.rail`]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the file even if there is one
    #[arg(long)]
    force: bool,
}

/// How much a license gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Everything, to everyone
    Open,
    /// What serves research, to everyone
    Research,
    /// Use and products of one's own, to customers
    Commercial,
}

impl From<Kind> for compose::Kind {
    fn from(kind: Kind) -> compose::Kind {
        match kind {
            Kind::Open => compose::Kind::Open,
            Kind::Research => compose::Kind::Research,
            Kind::Commercial => compose::Kind::Commercial,
        }
    }
}

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
        let (input, mut shown) = (io::stdin().lock(), io::stderr().lock());
        match questions::ask(input, &mut shown) {
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
        Some(id) => compose::forked(&arguments.forked(id)?, library),
        None => compose::composed(&arguments.request()?, &Catalogue::of(library), library),
    };
    let source = session.sources.add("the new spec", spec.clone());
    let (license, warnings) = driver::license(library, &mut session.sources, source, &driver::no_files).into_result()?;
    session.warn(warnings);
    let path = arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.rail", license.id)));
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
                 Edit it, then run `railc test {path}` and `railc build {path} -o out`.\n"
            ))?;
        }
    }
    Ok(Ending::Done)
}

/// Writes a file that is not there yet, or may be replaced.
fn saved(path: &Path, spec: &str, force: bool) -> Result<(), Diagnostic> {
    if path.symlink_metadata().is_ok() && !force {
        let message = format!("`{}` is there already", path.display());
        return Err(Diagnostic::new(Code::FileExists, message).help("name another file with `-o`, or replace it with `--force`"));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    swap::write_all(folder, [(name.as_str(), spec.to_owned())].iter())
}

impl Arguments {
    /// Whether the user is to be asked: on a terminal, and only if the call says nothing of the license.
    fn asks(&self) -> bool {
        let texts = [&self.name, &self.title, &self.id, &self.licensor, &self.contact, &self.law, &self.venue, &self.from];
        let lists = [&self.covers, &self.restrict, &self.without];
        let says_nothing = self.kind.is_none() && texts.iter().all(|text| text.is_none()) && lists.iter().all(|list| list.is_empty());
        says_nothing && !self.yes && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Takes over what was answered.
    fn fill(&mut self, answers: answers::Answers) {
        let some = |text: String| (!text.is_empty()).then_some(text);
        self.kind = Some(answers.kind);
        self.covers = answers.covers;
        self.restrict = answers.restrict;
        self.name = some(answers.name);
        self.licensor = some(answers.licensor);
        self.law = some(answers.law);
        self.venue = some(answers.venue);
        self.contact = some(answers.contact);
    }

    fn request(&self) -> Result<Request, Diagnostics> {
        let kind = self.kind.unwrap_or(Kind::Open).into();
        let covers = answers::covered(&self.covers)?;
        let restrictions = answers::restrictions(&self.restrict, &self.without)?;
        let (name, family) = (self.text(&self.name), compose::family(kind, &covers));
        let title = self.title.clone().unwrap_or_else(|| match name.as_str() {
            "" => format!("My {family}"),
            name if name.ends_with(&*family) => name.to_owned(),
            name => format!("{name} {family}"),
        });
        let id = self.own_id()?.unwrap_or_else(|| compose::free_id(&title, railc_library::library()));
        Ok(Request {
            kind,
            covers,
            restrictions,
            about: ABOUT.to_owned(),
            title,
            id,
            licensor: self.text(&self.licensor),
            contact: self.text(&self.contact),
            law: self.text(&self.law),
            venue: self.text(&self.venue),
            name,
        })
    }

    /// The id that the call gives. It becomes a word of the spec, so it can't be any text.
    fn own_id(&self) -> Result<Option<String>, Diagnostic> {
        let Some(id) = &self.id else { return Ok(None) };
        let fits = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, '-' | '.');
        let is_id = id.starts_with(|sign: char| sign.is_ascii_alphanumeric()) && !id.ends_with(['-', '.']) && id.chars().all(fits);
        let library = railc_library::library();
        let why = match is_id {
            false => "it has lower-case letters, digits, hyphens and dots",
            true if !syntax::is_word(id) => "it is a word of the language of specs",
            true if library.license(id).is_some() => "a license of the library has it",
            true => return Ok(Some(id.clone())),
        };
        let near = compose::free_id(id, library);
        Err(Diagnostic::new(Code::BadCall, format!("`{id}` can't be an id: {why}")).nearest(&[near.as_str()], ""))
    }

    fn text(&self, text: &Option<String>) -> String {
        text.as_deref().unwrap_or_default().trim().to_owned()
    }

    /// What a fork is to be, and of which license: of a reading there is none.
    fn forked(&self, id: &str) -> Result<compose::Fork, Diagnostic> {
        let library = railc_library::library();
        let Some(spec) = library.license(id) else { return Err(super::subject::unknown(id)) };
        if spec.shelf == Shelf::Readings {
            let message = format!("`{id}` describes somebody else's license, whose words are not ours to pass on");
            let help = "fork a house license, such as `open-rail-m`, or put one together: `railc new --list` shows what it can forbid";
            return Err(Diagnostic::new(Code::ForkOfReading, message).help(help));
        }
        let name = self.text(&self.name);
        Ok(compose::Fork {
            of: spec.id.to_owned(),
            title: self.title.clone(),
            id: self.own_id()?,
            licensor: self.text(&self.licensor),
            contact: self.text(&self.contact),
            law: self.text(&self.law),
            venue: self.text(&self.venue),
            name,
        })
    }
}

const ABOUT: &str = "\
Put together by `railc new` from clauses of the library, and yours to edit.
  railc test SPEC             runs the tests at the end
  railc build SPEC -o out     makes the text that people sign, and the policy
  railc show house --source   prints the clauses that `include` takes from `house`";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_no_text_is_a_diagnostic() {
        let error = questions::ask(&b"Herb\xff\n"[..], &mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert_eq!(no_text().code.number(), "R0603");
    }
}
