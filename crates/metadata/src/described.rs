//! What a file states: of which things, under which licenses, and made of what.
//!
//! Values are as they stand in the file. Nothing is looked up, and nothing is decided.

use std::ops::Range;

use railc_core::base::{SourceId, Span};
use railc_core::diagnostic::{Code, Diagnostic};

/// What one file states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Described {
    /// The things that it describes, in its order. Most files describe one, a bill of materials thousands.
    pub things: Vec<Thing>,
    /// What these things were made of, in the order of the file.
    pub links: Vec<Link>,
    /// What is wrong with it, or read by others in another way.
    pub problems: Vec<Problem>,
}

impl Described {
    /// Notes that a file about one thing has a part which nobody can read: what it says of the license is not known, which is more than not stated.
    pub(crate) fn unreadable(&mut self, part: &str, problem: Problem) {
        let place = problem.place().cloned().unwrap_or_default();
        for thing in &mut self.things {
            let (key, place) = (part.to_owned(), place.clone());
            thing.licenses.push(Statement { role: Role::License, value: String::new(), standing: Standing::Unreadable, key, place });
        }
        self.problems.push(problem);
    }
}

/// A thing that a file describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// What links of the same file call it. Of a file about one thing, the name made of its path ([`crate::names::name_of_path`]).
    pub name: String,
    /// What else the file calls it: `general.name` of a GGUF file, a purl, the name of a component. Hints for people, no ids.
    pub names: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// What is stated of its license, in the order of the file. **None at all is never "free".** Several bind together, until a person says otherwise;
    /// only those of [`Role::Choice`] are alternatives.
    pub licenses: Vec<Statement>,
}

/// What a thing is, as its file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Weights.
    Model,
    /// Weights that need other weights to run.
    Adapter,
    /// A data set.
    Data,
    /// A program or library.
    Code,
    /// What people use: a Space, an application in a bill of materials.
    Application,
    /// The file does not say.
    Unsaid,
}

/// One statement about a license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it gives.
    pub role: Role,
    /// The value as it stands, without quotes and escapes.
    pub value: String,
    /// How far it can be relied on.
    pub standing: Standing,
    /// The keys that lead to it: `license[1]`, `general.license`, `components[3].licenses[0].expression`.
    pub key: String,
    /// Where it stands.
    pub place: Place,
}

/// What a statement about a license gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A license by its id, or by whatever stands where an id belongs. It binds.
    License,
    /// One of several, of which the licensee chooses: what a list means in CITATION.cff, by the guide of that format.
    Choice,
    /// An expression of SPDX, such as `MIT OR Apache-2.0`.
    Expression,
    /// A name for people, of a license that has no id.
    Name,
    /// Where the license can be read.
    Link,
    /// The words of the license, or details of it.
    Text,
}

/// How far a statement can be relied on, by the file alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It is stated, and nothing in the file speaks against it.
    Stated,
    /// Something else in the file says otherwise.
    Contradicted,
    /// There is something, and it can't be read as what belongs there.
    Unreadable,
    /// A program made it up of other values, or it is prose: something to look at, never an answer.
    Hint,
}

/// What a thing was made of: `to` was made of `from`, or holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The origin: a base model, a data set, a component.
    pub from: String,
    /// How `from` is named.
    pub named: Named,
    /// What `from` is, by the key that names it.
    pub kind: Kind,
    /// What was made: the name of a [`Thing`] of the same file.
    pub to: String,
    /// How it was made, in the words of the file: `finetune`, `merge`, `quantized`, `adapter`, `ancestor`.
    pub relation: Option<String>,
    /// How far it can be relied on.
    pub standing: Standing,
    /// The keys that lead to it.
    pub key: String,
    /// Where it stands.
    pub place: Place,
}

/// How a file names another thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// By an id of the Hugging Face hub: `owner/name`, or the bare name of an old model.
    Id,
    /// As a thing of the same file.
    Part,
    /// By a path on somebody's machine: which thing it is has to be asked.
    Path,
    /// By an address on the web that is none of the hub.
    Address,
    /// By words: no id, and several things may go by them.
    Words,
}

/// Where something stands in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Place {
    /// In a text.
    Text {
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// The bytes, from 0.
        bytes: Range<u32>,
    },
    /// In a header, where the key says it, or in the file as a whole.
    #[default]
    Header,
}

impl Place {
    /// The span of a place in a text.
    pub fn span(&self, source: SourceId) -> Option<Span> {
        match self {
            Place::Text { bytes, .. } => Some(Span { source, start: bytes.start, end: bytes.end }),
            Place::Header => None,
        }
    }
}

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(Box<Told>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    /// What is wrong, without places: a file may be no text, and its text may be gone when somebody asks.
    diagnostic: Diagnostic,
    /// The wrong place, then those that explain it, each with why it matters.
    places: Vec<(Place, String)>,
}

impl Problem {
    /// A problem without a place yet.
    pub fn new(code: Code, message: impl Into<String>, help: &str) -> Problem {
        Problem(Box::new(Told { diagnostic: Diagnostic::new(code, message).help(help), places: Vec::new() }))
    }

    /// Points at a place: first the wrong one, then those that explain it.
    pub fn at(mut self, place: &Place, text: &str) -> Problem {
        self.0.places.push((place.clone(), text.to_owned()));
        self
    }

    /// What kind of problem it is.
    pub fn code(&self) -> Code {
        self.0.diagnostic.code
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.0.diagnostic.message
    }

    /// The wrong place.
    pub fn place(&self) -> Option<&Place> {
        self.0.places.first().map(|(place, _)| place)
    }

    /// The problem as a diagnostic without places.
    pub fn without_places(self) -> Diagnostic {
        self.0.diagnostic
    }

    /// The problem as a diagnostic whose places are in this text, which must be the one that was read.
    pub fn in_source(self, source: SourceId) -> Diagnostic {
        let Told { diagnostic, places } = *self.0;
        let spans = places.into_iter().filter_map(|(place, text)| Some((place.span(source)?, text)));
        spans.enumerate().fold(diagnostic, |diagnostic, (at, (span, text))| match at {
            0 => diagnostic.at(span, text),
            _ => diagnostic.and(span, text),
        })
    }
}
