//! Texts and bytes, before they mean anything: YAML as a walk over its values, JSON as a tree with places, bounded reading.
//!
//! No file is trusted: what it claims of its own length allocates nothing, and every bound has a diagnostic.

pub(crate) mod bytes;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod yaml;
