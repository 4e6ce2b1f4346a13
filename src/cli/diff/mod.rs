//! `railc diff`: what two licenses decide differently; with `--text`, what changed between the texts of two versions.

mod text;
mod uses;

use std::io;

use clap::Args;

pub(super) use uses::as_file;

use super::templates::TemplateArguments;
use super::{Ending, Session};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A license, with `--text` the one before: a spec (.rail), or an id of the library
    old: String,
    /// Another license, with `--text` the one after
    new: String,
    /// Compare the texts, clause by clause and word by word, instead of what the licenses decide
    #[arg(long)]
    text: bool,
    /// Write the comparison of the texts to a file: a page for browsers (.html), or a text with tracked changes for word processors (.docx)
    #[arg(long, short, value_name = "FILE", requires = "text")]
    output: Option<String>,
    #[command(flatten)]
    templates: TemplateArguments,
}

/// Compares and prints; the exit code is 1 where the licenses differ.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    if arguments.text { text::run(&arguments, session) } else { uses::run(&arguments, session) }
}
