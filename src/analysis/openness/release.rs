//! A release, as somebody describes it. Only what is said of it is known.

use std::collections::BTreeMap;

use super::value::Facts;

/// What is released.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Release {
    /// What it is called.
    pub name: String,
    /// What is stated of it.
    pub facts: Facts,
    /// By part (`weights`, `code`, `data`, `documentation`), the license.
    pub licenses: BTreeMap<String, String>,
    /// Its components, each with its license if it has one; none where nothing is said of components.
    pub components: Option<BTreeMap<String, Option<String>>>,
    /// By dimension of the openness index, `open`, `partial` or `closed`.
    pub dimensions: BTreeMap<String, String>,
}
