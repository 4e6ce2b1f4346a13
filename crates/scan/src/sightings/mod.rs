//! From the text of a file to the things that it names. `finder` finds words that lead to names, as `contexts` lists them, `pass` reads what
//! stands behind each, and `names` tells names from what only looks like them (`lookalikes`).

mod contexts;
mod dress;
mod finder;
mod keys;
mod lines;
mod lookalikes;
mod names;
mod notebook;
mod pass;
mod reading;

pub use dress::{Dress, described};
pub use finder::Finder;

/// A model or dataset that a file names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// Where.
    pub place: Place,
    /// Its id: `owner/name` of the Hugging Face hub, or a name of an old model there; `ollama:name:tag` in Ollama's library, `api:name` of a model that is
    /// only served, `github:owner/name` of a repository that has weights.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The commit, tag or branch that is asked for.
    pub revision: Option<String>,
    /// How it is named.
    pub standing: Standing,
    /// What leads to it: `from_pretrained`, `base_model`, `huggingface.co`.
    pub context: String,
}

/// What a thing is, as its context says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A model or a part of one.
    Model,
    /// A dataset.
    Data,
}

impl Kind {
    /// `model`
    pub fn name(self) -> &'static str {
        match self {
            Kind::Model => "model",
            Kind::Data => "dataset",
        }
    }
}

/// How a file names a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Code, a configuration or a header that takes it.
    Used,
    /// Prose, a comment, an example: something to look at.
    Mentioned,
}

/// Where something stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line of the file, from 1; 0 in the header of a file that is no text.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// In a notebook, the cell and the line in it, from 1.
    pub cell: Option<(u32, u32)>,
}
