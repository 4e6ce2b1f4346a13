//! `railc lint`: what a lawyer would mark in a text, and a drafter in its rules.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use clap::Args;

use railc_core::base::{Sources, one_line};
use railc_core::diagnostic::format::{self, DiagnosticsDocument, entries};
use railc_core::diagnostic::{Diagnostics, Edit};
use railc_core::policy::{self, Policy};
use railc_language::render::{Document, Language};
use railc_language::syntax;

use crate::lint::{self, Subject};

use super::build::{no_language, translated};
use super::ci::{Finding, of_diagnostics};
use super::report::say;
use super::templates::TemplateArguments;
use super::{Ending, Format, Session, edits, files, idle, output, sarif};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Specs, ids of licenses in the library, or license texts in Markdown or plain text
    #[arg(required = true, value_name = "SPEC")]
    specs: Vec<String>,
    /// Mend what can be mended without a change of meaning
    #[arg(long)]
    fix: bool,
    /// Compare with the translations into these languages, by their tags; those that each spec names unless told otherwise
    #[arg(long, value_delimiter = ',', value_name = "TAG")]
    language: Vec<String>,
    /// The folder of the last release, which holds its `policy.json`
    #[arg(long, value_name = "FOLDER")]
    released: Option<String>,
    #[command(flatten)]
    templates: TemplateArguments,
}

/// Looks, mends if asked, and prints.
pub(super) fn run(arguments: Arguments, is_sarif: bool, session: &mut Session) -> io::Result<Ending> {
    if let Err(diagnostics) = session.read_templates(&arguments.templates) {
        return session.fail(diagnostics);
    }
    let released = match arguments.released.as_deref().map(|folder| released(folder, session)).transpose() {
        Ok(released) => released,
        Err(wrong) => return session.fail(wrong),
    };
    let look_at_all = |session: &mut Session| {
        let (mut found, mut wrong) = (Diagnostics::new(), Diagnostics::new());
        for argument in &arguments.specs {
            match look(argument, &arguments, released.as_ref(), session) {
                Ok(findings) => found.append(findings),
                Err(errors) => wrong.append(errors),
            }
        }
        (found, wrong)
    };
    let (mut found, mut wrong) = look_at_all(session);
    let mut mended = Vec::new();
    if arguments.fix && wrong.is_empty() {
        match edits::apply(found.iter().flat_map(|one| &one.fix), is_spec, session) {
            Ok(files) => mended = files,
            Err(one) if one.help.is_none() => {
                return session.fail(one.help("run it again; texts of the library are mended in a checkout of the project"));
            }
            Err(one) => return session.fail(one),
        }
        // What is left stands elsewhere now, and a mend may show something new.
        if !mended.is_empty() {
            (found, wrong) = look_at_all(session);
        }
    }
    let is_wrong = !wrong.is_empty();
    wrong.append(found);
    show(&wrong, is_wrong, &mended, is_sarif, session)?;
    Ok(match (is_wrong, wrong.is_empty()) {
        (true, _) => Ending::Wrong,
        (false, true) => Ending::Done,
        (false, false) => Ending::Findings,
    })
}

/// Shows what was found in a text; the exit code is 1 where that is anything.
pub(super) fn told(found: Diagnostics, is_sarif: bool, session: &Session) -> io::Result<Ending> {
    show(&found, false, &[], is_sarif, session)?;
    Ok(if found.is_empty() { Ending::Done } else { Ending::Findings })
}

/// Whether a spec can still be read after these edits.
fn is_spec(before: &str, after: &str, _edits: &[&Edit]) -> bool {
    let has_errors = |text: &str| syntax::parse(Sources::new().add("spec.rail", text), text).into_parts().1.has_errors();
    let is_empty = |text: &str| text.contains("text \"\"");
    !has_errors(after) && (is_empty(before) || !is_empty(after))
}

/// The policy of the last release.
fn released(folder: &str, session: &mut Session) -> Result<Policy, Diagnostics> {
    let path = Path::new(folder).join("policy.json").to_string_lossy().into_owned();
    let text = files::read(&path, files::INPUT_LIMIT)?;
    let source = session.sources.add(path, text);
    Ok(policy::read(source, &session.sources.get(source).text).into_result()?.0)
}

/// What is found in what an argument names.
fn look(argument: &str, arguments: &Arguments, released: Option<&Policy>, session: &mut Session) -> Result<Diagnostics, Diagnostics> {
    if !session.is_license(argument) {
        let text = files::read(argument, files::SPEC_LIMIT)?;
        let source = session.sources.add(argument, text);
        return Ok(lint::text(source, &session.sources));
    }
    let (license, main, mut found) = session.resolved(argument)?;
    let compiled = session.compile(license);
    let mut translations = Vec::new();
    for tag in tags(&compiled.license.languages, &arguments.language, compiled.document.as_ref()) {
        let language = Language::of(&tag).ok_or_else(|| no_language(&tag))?;
        let (document, _) = translated(argument, &tag, language, &compiled, session)?.into_result()?;
        translations.push((tag, document));
    }
    found.append(idle::warnings(&compiled.license, &compiled.policy));
    let subject = Subject {
        license: &compiled.license,
        policy: &compiled.policy,
        document: compiled.document.as_ref(),
        lines: &compiled.lines,
        translations: &translations,
        released,
    };
    found.append(lint::license(&subject, main, &session.sources));
    Ok(found)
}

/// The languages of the translations to look at: those asked for, or those that the license names beside its own.
fn tags(named: &[(String, bool)], asked: &[String], document: Option<&Document>) -> Vec<String> {
    let own = document.map_or("", |document| document.language.tag);
    let others = named.iter().map(|(tag, _)| tag.clone()).filter(|tag| Language::of(tag).is_some_and(|language| language.tag != own));
    match (document, asked) {
        (None, _) => Vec::new(),
        (Some(_), []) => others.collect(),
        (Some(_), asked) => asked.to_vec(),
    }
}

fn show(found: &Diagnostics, is_wrong: bool, mended: &[(String, usize)], is_sarif: bool, session: &Session) -> io::Result<()> {
    if is_sarif {
        return output::json(&sarif::document(&numbered(of_diagnostics(found, &session.sources)), !is_wrong, &sarif::LINTS));
    }
    if session.format == Format::Json {
        return output::json(&DiagnosticsDocument { version: format::VERSION, diagnostics: entries(found.as_slice(), &session.sources) });
    }
    session.show(found);
    mended.iter().for_each(|(path, count)| say(&format!("mended {count} in {}\n", one_line(path))));
    let errors = found.iter().filter(|one| one.is_error()).count();
    if is_wrong {
        return Ok(());
    }
    match (found.count(), errors) {
        (0, _) => say("no findings\n"),
        (1, 0) => say("1 finding\n"),
        (count, 0) => say(&format!("{count} findings\n")),
        (count, errors) => say(&format!("{count} finding{}, {errors} of them errors\n", if count == 1 { "" } else { "s" })),
    }
    Ok(())
}

/// Findings that say the same in one file, told apart by their turn, which stays when lines move.
fn numbered(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut turns: BTreeMap<(String, String), usize> = BTreeMap::new();
    for finding in &mut findings {
        let turn = turns.entry((finding.place.0.clone(), finding.of.clone())).or_default();
        *turn += 1;
        finding.of = format!("{} {turn}", finding.of);
    }
    findings
}
