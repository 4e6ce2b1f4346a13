//! Which licenses well-known models and datasets are under, from `licenses/models.yaml`; and what of duties can be seen in a repository, from
//! `licenses/in-repositories.yaml`.

use super::passing_on::Kind;

include!(concat!(env!("OUT_DIR"), "/models.rs"));

/// Models or datasets of one license.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// Their ids; `*` stands for any part of one without a `/`.
    pub names: &'static [&'static str],
    /// What they are.
    pub kind: Kind,
    /// Their license.
    pub licensed: Licensed,
    /// The commits, tags or branches that it is so of; all, if there are none.
    pub revisions: &'static [&'static str],
    /// Where it is stated; by default on the card of the thing itself.
    pub source: Option<&'static str>,
    /// The day when somebody last looked there: `2025-06-30`.
    pub verified: &'static str,
}

/// What a thing is licensed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Licensed {
    /// Licenses of the library, or names that it knows, all of which bind.
    All(&'static [&'static str]),
    /// One of these, by revision or date.
    OneOf(&'static [&'static str]),
    /// Terms of which the library has no rules, by their title.
    Unmodelled(&'static str),
}

/// What can be seen of a duty.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// What performs the duty: the name of a concept.
    pub concept: &'static str,
    /// What is looked for.
    pub by: By,
    /// The files that are looked into, by names in small letters that may hold `*`; all texts that people read, if there are none.
    pub files: &'static [&'static str],
}

/// What shows that a duty is performed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A text that is known as the very license.
    LicenseText,
    /// The words that the duty prescribes.
    Showing,
    /// One of these words.
    Words(&'static [&'static str]),
}

/// The known models and datasets.
pub fn models() -> &'static [Model] {
    MODELS
}

/// What of duties can be seen in a repository.
pub fn in_repositories() -> &'static [Seen] {
    IN_REPOSITORIES
}
