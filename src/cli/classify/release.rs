//! Reading what somebody says of a release, and what follows for its parts.

use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_library::openness::Openness;

use crate::analysis::openness::{self as analysis, Facts, Known, Release, Value};

use super::super::files;
use super::described::{self, Flaw};

/// The release that a file describes.
pub(super) fn read(path: &str, table: &Openness) -> Result<Release, Diagnostics> {
    let text = files::read(path, files::SPEC_LIMIT)?;
    let value: serde_json::Value = serde_saphyr::from_str(&text).map_err(|error| {
        let told = error.to_string();
        let first = told.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Diagnostics::from(
            Diagnostic::new(Code::BadRelease, format!("`{path}` is no YAML: {first}")).help("see docs/openness.md for an example"),
        )
    })?;
    described::release(&value, table).map_err(|flaws| {
        let diagnostic = |flaw: Flaw| {
            let near: Vec<&str> = flaw.near.iter().map(String::as_str).collect();
            Diagnostic::new(Code::BadRelease, format!("`{path}`: {}", flaw.message)).nearest(&near, &flaw.help)
        };
        flaws.into_iter().map(diagnostic).collect()
    })
}

/// What is stated, and what the Open Source Definition says of the license of each part; the weights have that of the release, if no other is named.
pub(super) fn facts(release: &Release, license: &str, table: &'static Openness) -> Facts {
    let mut facts = release.facts.clone();
    for (part, fact) in [("weights", "weights-license-osd"), ("code", "code-license-osd"), ("documentation", "documentation-license-osd")] {
        let named = release.licenses.get(part).map(String::as_str).or((part == "weights" && !license.is_empty()).then_some(license));
        if let Some(verdict) = named.and_then(|name| open_source(name, table)) {
            facts.set(fact, Known::stated(Value::Word(verdict.to_owned())));
        }
    }
    facts
}

/// What the Open Source Definition says of a license of the library, or of one on the list of what is approved.
fn open_source(name: &str, table: &'static Openness) -> Option<&'static str> {
    if let Some(policy) = railc_library::policy(name) {
        let definition = table.definitions.iter().find(|definition| definition.id == "osd")?;
        let described = analysis::facts(&ChosenPolicy::unchosen(policy), table).ok()?;
        return Some(analysis::judge(definition, &described.facts, None, table).verdict.name());
    }
    let is_listed =
        table.lists.iter().filter(|list| list.fact == "osi-approved").flat_map(|list| list.ids).any(|id| id.eq_ignore_ascii_case(name));
    is_listed.then_some("pass")
}
