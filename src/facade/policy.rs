//! The rules of a license, for machines.

use std::sync::Arc;

use railc_core::base::{Sources, nearest};
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_core::policy;

use super::checker::Checker;

/// The rules of a license: what a [`Checker`] needs, and what `policy.json` holds. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Policy {
    pub(super) chosen: ChosenPolicy,
}

impl Policy {
    /// Reads the JSON that [`Policy::to_json`] or `railc build` wrote; `name` is what diagnostics call it.
    pub fn from_json(name: &str, json: &str) -> Reported<Policy> {
        let mut sources = Sources::new();
        let source = sources.add(name, json);
        let read =
            policy::read(source, &sources.get(source).text).map(|policy| Policy { chosen: ChosenPolicy::unchosen(Arc::new(policy)) });
        read.with_sources(Arc::new(sources))
    }

    /// The policy of the library's license with this id or name. Nothing is compiled: it is packed in the library.
    pub fn of_library(name: &str) -> Option<Policy> {
        railc_library::policy(name).map(|policy| Policy { chosen: ChosenPolicy::unchosen(policy) })
    }

    /// The id of its license.
    pub fn license_id(&self) -> &str {
        &self.chosen.policy.license().id
    }

    /// The title of its license.
    pub fn license_title(&self) -> &str {
        &self.chosen.policy.license().name
    }

    /// The modules that the licensor may choose or leave out.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.chosen.policy.modules()
    }

    /// With exactly these modules chosen, whatever uses say about them. Without this call, each use says which are.
    pub fn choosing(self, modules: &[&str]) -> Result<Policy, Diagnostics> {
        let modules = chosen(&self.modules().collect::<Vec<_>>(), modules)?;
        Ok(Policy { chosen: ChosenPolicy::choosing(self.chosen.policy, &modules) })
    }

    /// As JSON, with the part of the vocabulary that its rules depend on; byte for byte the same each time.
    pub fn to_json(&self) -> String {
        self.chosen.policy.to_json()
    }

    /// The fingerprint of that JSON: `sha256:…`.
    pub fn hash(&self) -> String {
        self.chosen.policy.hash()
    }

    /// Prepares it for checking uses, which takes longer than a check.
    pub fn checker(&self) -> Checker {
        Checker::new(self.chosen.clone())
    }
}

/// The names, if all of them are modules.
pub(super) fn chosen(known: &[&str], names: &[&str]) -> Result<Vec<String>, Diagnostics> {
    let unknown: Diagnostics = names.iter().filter(|name| !known.contains(name)).map(|name| no_module(name, known)).collect();
    if unknown.is_empty() { Ok(names.iter().map(|name| (*name).to_owned()).collect()) } else { Err(unknown) }
}

fn no_module(name: &str, modules: &[&str]) -> Diagnostic {
    let otherwise = if modules.is_empty() { "this license leaves no choices" } else { "name modules of the license" };
    Diagnostic::new(Code::UnknownModule, format!("there is no module `{name}`")).nearest(&nearest(name, modules.iter().copied()), otherwise)
}
