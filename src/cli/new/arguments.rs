//! The arguments of `railc new`, and what they ask for.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::Args;

use crate::compose::{self, Covered, Fork, Particulars, Request};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_language::library::Shelf;

use super::choices::{self, Kind};
use super::questions::Answers;
use crate::cli::subject;

/// What a new spec says about itself.
const ABOUT: &str = "\
Put together by `railc new` from clauses of the library, and yours to edit.
  railc test SPEC             runs the tests at the end
  railc build SPEC -o out     makes the text that people sign, and the policy
  railc show house --source   prints the clauses that `include` takes from `house`";

/// The arguments of the command.
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// How much the license gives [default: open]
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// What it covers: model, application, source, data [default: model]
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    covers: Vec<String>,
    /// What it forbids: restrictions and groups of `--list`, or `all` [default: house, what nearly every licensor wants]
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    pub(super) restrict: Vec<String>,
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
    pub(super) from: Option<String>,
    /// List the restrictions, group by group, and write nothing
    #[arg(long)]
    pub(super) list: bool,
    /// Ask nothing, and leave blanks for what is not said
    #[arg(long, short)]
    yes: bool,
    /// The file to write; `-` prints the spec [default: the id, with `.rail`]
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write the file even if there is one
    #[arg(long)]
    pub(super) force: bool,
}

/// The title of a license, unless the call gives another: the name, and what the license is.
fn title_of(name: &str, kind: compose::Kind, covers: &[Covered]) -> String {
    let family = compose::family(kind, covers);
    match name {
        "" => format!("My {family}"),
        name if name.ends_with(&*family) => name.to_owned(),
        name => format!("{name} {family}"),
    }
}

impl Answers {
    /// The id of the license that the answers so far make.
    pub(super) fn id(&self) -> Result<String, String> {
        let covers = choices::covered(&self.covers).map_err(|wrong| wrong.to_string())?;
        Ok(compose::id_of(&title_of(self.particulars.name.trim(), self.kind.into(), &covers)))
    }
}

impl Arguments {
    /// Whether the user is to be asked: on a terminal, and only if the call says nothing of the license.
    pub(super) fn asks(&self) -> bool {
        let texts = [&self.name, &self.title, &self.id, &self.licensor, &self.contact, &self.law, &self.venue, &self.from];
        let lists = [&self.covers, &self.restrict, &self.without];
        let says_nothing = self.kind.is_none() && texts.iter().all(|text| text.is_none()) && lists.iter().all(|list| list.is_empty());
        says_nothing && !self.yes && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Takes over what was answered.
    pub(super) fn fill(&mut self, answers: Answers) {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let Particulars { name, licensor, contact, law, venue } = answers.particulars;
        (self.kind, self.covers, self.restrict) = (Some(answers.kind), answers.covers, answers.restrict);
        [self.name, self.licensor, self.contact, self.law, self.venue] = [name, licensor, contact, law, venue].map(some);
    }

    /// What a new license is to be.
    pub(super) fn request(&self) -> Result<Request, Diagnostics> {
        let kind = self.kind.unwrap_or(Kind::Open).into();
        let covers = choices::covered(&self.covers)?;
        let restrictions = choices::restrictions(&self.restrict, &self.without)?;
        let particulars = self.particulars();
        let title = self.title.clone().unwrap_or_else(|| title_of(&particulars.name, kind, &covers));
        let id = self.own_id()?.unwrap_or_else(|| compose::id_of(&title));
        Ok(Request { kind, covers, restrictions, about: ABOUT.to_owned(), title, id, particulars })
    }

    /// The id that the call gives. It becomes a word of the spec, so it can't be any text.
    fn own_id(&self) -> Result<Option<String>, Diagnostic> {
        let Some(id) = &self.id else { return Ok(None) };
        let fits = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, '-' | '.');
        if id.starts_with(|sign: char| sign.is_ascii_alphanumeric()) && !id.ends_with(['-', '.']) && id.chars().all(fits) {
            return Ok(Some(id.clone()));
        }
        let near = compose::id_of(id);
        let diagnostic =
            Diagnostic::new(Code::BadCall, format!("`{id}` can't be an id: it has lower-case letters, digits, hyphens and dots"));
        Err(diagnostic.nearest(&[near.as_str()], ""))
    }

    fn particulars(&self) -> Particulars {
        let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        Particulars {
            name: text(&self.name),
            licensor: text(&self.licensor),
            contact: text(&self.contact),
            law: text(&self.law),
            venue: text(&self.venue),
        }
    }

    /// What a fork is to be, and of which license: of a reading there is none.
    pub(super) fn fork(&self, id: &str) -> Result<Fork, Diagnostic> {
        let library = railc_library::library();
        let Some(spec) = library.license(id) else { return Err(subject::unknown(id)) };
        if spec.shelf == Shelf::Readings {
            let message = format!("`{id}` describes somebody else's license, whose words are not ours to pass on");
            let help = "fork a house license, such as `open-rail-m`, or put one together: `railc new --list` shows what it can forbid";
            return Err(Diagnostic::new(Code::ForkOfReading, message).help(help));
        }
        Ok(Fork { of: spec.id.to_owned(), title: self.title.clone(), id: self.own_id()?, particulars: self.particulars() })
    }
}
