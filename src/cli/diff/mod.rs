//! `railc diff`: what two licenses decide differently, or many; with `--text`, what changed between the texts of two versions.

mod all;
mod text;
mod uses;

use std::io;

use clap::{ArgGroup, Args};

#[cfg(test)]
pub(super) use {all::MatrixDocument, text::Compared, uses::Differing};

pub(super) use uses::as_file;

use railc_core::diagnostic::{Code, Diagnostic};

use super::templates::TemplateArguments;
use super::{Ending, Session};

/// The arguments of the command.
#[derive(Debug, Args)]
#[command(override_usage = "railc diff [OPTIONS] <OLD> <NEW>\n       railc diff [OPTIONS] --all [LICENSE]...")]
#[command(group = ArgGroup::new("written").args(["text", "all"]).multiple(true))]
pub(super) struct Arguments {
    /// A license, with `--text` the one before: a spec (.rail), or an id of the library
    #[arg(required_unless_present = "all")]
    old: Option<String>,
    /// Another license, with `--text` the one after
    #[arg(required_unless_present = "all")]
    new: Option<String>,
    /// Further licenses, with `--all`
    #[arg(requires = "all")]
    more: Vec<String>,
    /// Compare the texts, clause by clause and word by word, instead of what the licenses decide
    #[arg(long)]
    text: bool,
    /// Compare each license with each other: those that are named, or else all of the library
    #[arg(long, conflicts_with = "text")]
    all: bool,
    /// What to print of all: a page that draws them from strict to loose
    #[arg(long, value_enum, value_name = "FORMAT", requires = "all")]
    emit: Option<all::Emitted>,
    /// Write the comparison to a file: of texts, a page for browsers (.html), or a text with tracked changes for word processors (.docx); of all, a page
    #[arg(long, short, value_name = "FILE", requires = "written")]
    output: Option<String>,
    #[command(flatten)]
    templates: TemplateArguments,
}

/// Compares and prints; the exit code is 1 where two licenses differ.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    if arguments.templates.is_given() && !arguments.text {
        let message = "`--templates` is for texts, and what the licenses decide has nothing to do with their words";
        return session.fail(Diagnostic::new(Code::BadCall, message).help("compare the texts with `--text`, or leave `--templates` out"));
    }
    let pair = arguments.old.as_deref().zip(arguments.new.as_deref()).map(<[&str; 2]>::from);
    match pair.filter(|_| !arguments.all) {
        Some(pair) if arguments.text => text::run(&arguments, pair, session),
        Some(pair) => uses::run(pair, session),
        None => all::run(&arguments, session),
    }
}
