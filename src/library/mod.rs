//! What is built in: the sources of licenses and the vocabulary. Compiles none of it.
//!
//! Imports `base` alone.

/// Which shelf of the library a spec stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// House licenses, which can be rendered.
    Own,
    /// Other people's licenses, modelled.
    Readings,
    /// Terms and clauses to import.
    Clauses,
}

/// A spec that is built in.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// Its id, which is the name of its file.
    pub id: &'static str,
    /// Where it stands.
    pub shelf: Shelf,
    /// Its path in the project.
    pub path: &'static str,
    /// The spec itself.
    pub text: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The vocabulary, packed by the build script.
pub const VOCABULARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/vocabulary.postcard"));

/// The built-in spec of that id.
pub fn spec(id: &str) -> Option<&'static Embedded> {
    SPECS.iter().find(|spec| spec.id == id)
}
