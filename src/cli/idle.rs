//! Warnings about what a license says in vain.

use std::sync::Arc;

use railc_core::base::alternatives;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::policy::Policy;
use railc_language::license::License;

use crate::analysis::idle::{self, Idle, What};

/// A warning for each exception that never helps, and for each permit of which some action never suffices.
pub(super) fn warnings(license: &License, policy: &Arc<Policy>) -> Diagnostics {
    idle::find(license, policy).iter().map(|idle| warning(idle, license, policy)).collect()
}

fn warning(idle: &Idle, license: &License, policy: &Policy) -> Diagnostic {
    let by: Vec<String> =
        idle.by.iter().map(|id| format!("`@{id}`{}", if is_inherited(license, id) { " of the extended license" } else { "" })).collect();
    let because = match by.as_slice() {
        [] => "it can't hold together with its rule".to_owned(),
        [only] => format!("{only} forbids the same without it"),
        several => format!("{} forbid the same without it", several.join(" and ")),
    };
    let (clause, diagnostic) = match &idle.what {
        What::Exception(id) => {
            let diagnostic = Diagnostic::new(Code::IdleException, format!("`@{id}` can never help: {because}"));
            (id.as_str(), diagnostic.help("leave the exception out, or bring it into what forbids the same"))
        }
        What::Permit { grant, actions, is_all } => {
            let names: Vec<String> = actions.iter().map(|action| format!("`{}`", policy.vocabulary().concept(*action).name())).collect();
            let because = if by.is_empty() { "what it asks can't hold together".to_owned() } else { because.replace(" without it", "") };
            let message = match is_all {
                true => format!("`@{grant}` never suffices: {because}"),
                false => format!("`@{grant}` never suffices for {}: {because}", alternatives(&names)),
            };
            (
                grant.as_str(),
                Diagnostic::new(Code::IdlePermit, message).help("leave out what is not given, or except it from what forbids it"),
            )
        }
    };
    // The exceptions of a section stand with none of its clauses.
    let id = clause.split('/').next().unwrap_or_default();
    match license.clauses().find(|(_, clause)| clause.id == id) {
        Some((_, clause)) => diagnostic.at(clause.span, ""),
        None => diagnostic,
    }
}

fn is_inherited(license: &License, id: &str) -> bool {
    license.clauses().any(|(_, clause)| clause.id == id && clause.is_inherited)
}
