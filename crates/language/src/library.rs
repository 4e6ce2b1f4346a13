//! What a spec may draw on without a file: specs by id, and the vocabulary that they are written in.

use std::sync::Arc;

use railc_core::vocabulary::Vocabulary;

/// Which shelf of the library a spec is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// House licenses, which can be rendered.
    Own,
    /// Other people's licenses, modelled.
    Readings,
    /// Terms and clauses to import.
    Clauses,
}

/// A spec of the library.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// Its id, which is the name of its file.
    pub id: &'static str,
    /// Its shelf.
    pub shelf: Shelf,
    /// Its path in the project.
    pub path: &'static str,
    /// The spec itself.
    pub text: &'static str,
    /// Its other names: aliases and the ids of registries.
    pub names: &'static [&'static str],
}

/// Specs by id, and the vocabulary that they are written in.
#[derive(Debug, Clone, Copy)]
pub struct Library {
    /// The specs, shelf by shelf, by id.
    pub specs: &'static [Embedded],
    /// The whole vocabulary.
    pub vocabulary: &'static Arc<Vocabulary>,
    /// The license ids that the Hugging Face hub takes, one a line; a line that begins with `#` is a remark.
    pub hub_ids: &'static str,
}

impl Library {
    /// The spec of that id.
    pub fn spec(&self, id: &str) -> Option<&'static Embedded> {
        self.specs.iter().find(|spec| spec.id == id)
    }

    /// The license ids that the Hugging Face hub takes in a card.
    pub fn hub_ids(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.hub_ids.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
    }

    /// The licenses: all specs except those that exist only to be imported.
    pub fn licenses(&self) -> impl Iterator<Item = &'static Embedded> + use<> {
        self.specs.iter().filter(|spec| spec.shelf != Shelf::Clauses)
    }

    /// The license that has this id or other name, ignoring case.
    pub fn license(&self, name: &str) -> Option<&'static Embedded> {
        let is_named = |spec: &&Embedded| spec.names.iter().any(|other| other.eq_ignore_ascii_case(name));
        self.licenses().find(|spec| spec.id == name).or_else(|| self.licenses().find(is_named))
    }
}
