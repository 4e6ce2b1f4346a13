//! `railc explain`: a diagnostic in detail.

use std::io;

use clap::Args;
use serde::Serialize;

use railc_core::base::nearest;
use railc_core::diagnostic::{ALL, Code as DiagnosticCode, Diagnostic};

use super::{Ending, Format, Session, output};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A code (R0203) or its name (unknown-concept); all codes are listed without one
    code: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Explained {
    version: u32,
    codes: Vec<CodeEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct CodeEntry {
    code: &'static str,
    name: &'static str,
    title: &'static str,
    page: Option<&'static str>,
}

/// Prints the page, or the list.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let wanted: Vec<DiagnosticCode> = match &arguments.code {
        None => ALL.to_vec(),
        Some(code) => match ALL.iter().find(|one| one.number().eq_ignore_ascii_case(code) || one.name() == code) {
            Some(found) => vec![*found],
            None => {
                let near = nearest(&code.to_uppercase(), ALL.iter().map(|one| one.number()));
                let near = if near.is_empty() { nearest(code, ALL.iter().map(|one| one.name())) } else { near };
                let diagnostic = Diagnostic::new(DiagnosticCode::BadCall, format!("there is no diagnostic `{code}`"));
                return session.fail(diagnostic.nearest(&near, "list them with `railc explain`"));
            }
        },
    };
    let is_one = arguments.code.is_some();
    match session.format {
        Format::Json => {
            let entry = |code: &DiagnosticCode| CodeEntry {
                code: code.number(),
                name: code.name(),
                title: code.title(),
                page: is_one.then(|| railc_library::page(*code)),
            };
            output::json(&Explained { version: output::VERSION, codes: wanted.iter().map(entry).collect() })?;
        }
        Format::Human if is_one => output::print(wanted.first().map(|code| railc_library::page(*code)).unwrap_or_default())?,
        Format::Human => {
            let lines: Vec<String> =
                wanted.iter().map(|code| format!("{}  {:<26} {}\n", code.number(), code.name(), code.title())).collect();
            output::print(&lines.concat())?;
        }
    }
    Ok(Ending::Done)
}
