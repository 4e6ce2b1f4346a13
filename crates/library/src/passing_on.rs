//! How terms travel to what is made of a licensed thing, from `licenses/passing-on.yaml`: what no rule of a single license says.

include!(concat!(env!("OUT_DIR"), "/passing_on.rs"));

/// What a duty to pass terms on asks of the license that they are passed on under, the strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// The license itself, and no other.
    SameLicense,
    /// The license, a later version of it, or one that it names.
    NamedLicense,
    /// Terms that forbid at least what the license forbids.
    SameRestrictions,
    /// Terms that serve the same purpose.
    SamePurpose,
    /// The license for the files that were changed, any other for the rest.
    ChangedFiles,
}

impl Mode {
    /// `same-license`.
    pub fn name(self) -> &'static str {
        match self {
            Mode::SameLicense => "same-license",
            Mode::NamedLicense => "named-license",
            Mode::SameRestrictions => "same-restrictions",
            Mode::SamePurpose => "same-purpose",
            Mode::ChangedFiles => "changed-files",
        }
    }
}

/// How something comes from a licensed thing.
#[derive(Debug, Clone, Copy)]
pub struct Derivation {
    /// `finetune`
    pub name: &'static str,
    /// What it is.
    pub is: &'static str,
    /// What is done with the licensed thing, and what comes of it: the names of concepts.
    pub holds: &'static [&'static str],
    /// What it is as a licensed thing of its own.
    pub becomes: &'static str,
}

/// The table.
#[derive(Debug, Clone, Copy)]
pub struct PassingOn {
    /// What performs a duty to pass terms on, by its mode.
    pub modes: &'static [(Mode, &'static [&'static str])],
    /// What performs duties that restrict no recipient: copies, notices, names.
    pub notices: &'static [&'static str],
    /// What says nothing of what a thing may be used for.
    pub asides: &'static [&'static str],
    /// To bind recipients to more than the license does.
    pub narrowing: &'static str,
    /// What a thing can be before anything was made of it.
    pub originals: &'static [&'static str],
    /// How something may come from a licensed thing; the first is what is meant where nothing is said.
    pub derivations: &'static [Derivation],
    /// By the id of a license, the licenses that it names as good for what is made of the thing.
    pub named: &'static [(&'static str, &'static [&'static str])],
}

/// The table.
pub fn passing_on() -> &'static PassingOn {
    &PASSING_ON
}
