//! A described use: its statements, each with its place (semantics §2).
//!
//! Reads YAML, JSON, JSON lines and TOML.

mod json;
mod quote;
mod read;
pub mod tree;
mod write;

use std::collections::BTreeMap;

use crate::base::{Interval, Span};

pub use quote::quoted;
pub use read::{Spare, Unknown, read, read_plain};
pub use write::to_yaml;

/// Which version of the use file this is.
pub const VERSION: u64 = 1;

/// How a use file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One use, or several documents.
    Yaml,
    /// One use, an array of them, or one on each line.
    Json,
    /// One use, or several in `[[uses]]`.
    Toml,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 3] = [Format::Yaml, Format::Json, Format::Toml];

    /// The format that a path's extension stands for; otherwise YAML, which covers most JSON too.
    pub fn of_path(path: &str) -> Format {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "json" | "jsonl" | "ndjson" => Format::Json,
            "toml" => Format::Toml,
            _ => Format::Yaml,
        }
    }
}

/// One described use. Names are checked against a vocabulary when it is read; whether they contradict each other is checked with a policy.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Use {
    /// What its author calls it.
    pub title: Option<String>,
    /// The prose it came from.
    pub text: Option<String>,
    /// What it says about concepts, modules and questions, in order.
    pub facts: Vec<Fact>,
    /// What it says about scalars.
    pub numbers: Vec<NumberFact>,
    /// What it says about scalars under one license only, by the license's id or alias; overrides `numbers`.
    pub per_license: BTreeMap<String, Vec<NumberFact>>,
    /// Facets in which nothing is presumed.
    pub open: Vec<String>,
    /// Facets in which everything unstated is presumed absent.
    pub closed: Vec<String>,
    /// `presume: nothing`
    pub presume_nothing: bool,
}

impl Use {
    /// Whether it says nothing that a license could ask of a use; a title or a prose text decides nothing. A use of which nothing is presumed may say
    /// nothing: everything is asked then.
    pub fn says_nothing(&self) -> bool {
        self.facts.is_empty() && self.numbers.is_empty() && self.per_license.is_empty() && !self.presume_nothing
    }
}

/// What is said about a proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// It holds.
    Holds,
    /// It fails.
    Fails,
    /// It is not known.
    Unknown,
}

/// One statement about a concept (`purpose.deception.fraud`), a module (`module.medical`) or a question (`question.reach`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The full id.
    pub name: String,
    /// What is said about it.
    pub said: Said,
    /// Where; `None` if the use was not read from a text.
    pub place: Option<Span>,
}

/// One statement about a scalar.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NumberFact {
    /// The scalar's id.
    pub name: String,
    /// The range stated for it; without bounds, it is stated as unknown.
    pub interval: Interval,
    /// Where.
    pub place: Option<Span>,
}
