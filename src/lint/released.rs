//! A license beside its last release: a text that changes gets a new version, and an id keeps its rule.

use railc_core::policy::{Cited, Condition, Policy};
use railc_core::vocabulary::ConceptId;

use super::Subject;
use super::finding::{Finding, Home};

/// A text that differs from the released one of the same version.
pub(super) fn changed(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(released) = subject.released else { return Vec::new() };
    let (old, new) = (released.license(), subject.policy.license());
    let is_same_text = released.hashes().text == subject.policy.hashes().text;
    if old.id != new.id || old.version != new.version || is_same_text {
        return Vec::new();
    }
    let message = format!("version {} has been released, and its text was another one", new.version);
    vec![Finding::of_part(Home::Head, message, "give the license a new version, or restore the released text")]
}

/// A clause whose id named a rule of another kind, or about something else, in the released policy.
pub(super) fn reused(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(released) = subject.released else { return Vec::new() };
    let old = rules(released);
    let mut found = Vec::new();
    for rule in rules(subject.policy) {
        let Some(before) = old.iter().find(|other| other.cited.id == rule.cited.id) else { continue };
        let shares = rule.about.is_empty() || before.about.is_empty() || rule.about.iter().any(|name| before.about.contains(name));
        if before.kind != rule.kind || !shares {
            let what = if before.kind == rule.kind { "was about something else" } else { before.kind };
            let message = format!("`@{}` {what} in the released version", rule.cited.id);
            let help = "give the new rule a name of its own: whoever cites the old one must not find another in its place";
            found.push(Finding::of_part(Home::Clause(rule.cited.id.clone()), message, help));
        }
    }
    found
}

/// A rule of a policy.
struct Rule<'p> {
    cited: &'p Cited,
    /// What it was, in a sentence about the past.
    kind: &'static str,
    /// The names of the concepts of its condition.
    about: Vec<String>,
}

fn rules(policy: &Policy) -> Vec<Rule<'_>> {
    let name = |concept: &ConceptId| policy.vocabulary().concept(*concept).name().to_owned();
    let about = |condition: &Condition| {
        let mut names = Vec::new();
        condition.visit(&mut |part| {
            if let Condition::Is(concept) = part {
                names.push(name(concept));
            }
        });
        // Most restrictions are about the same artifacts.
        names.retain(|name| !name.starts_with("artifact."));
        names
    };
    let grants = policy.grants().iter().map(|rule| Rule {
        cited: &rule.cited,
        kind: "was a permit",
        about: rule.actions.iter().map(name).collect(),
    });
    let prohibitions = policy.prohibitions().iter();
    let prohibitions = prohibitions.map(|rule| Rule { cited: &rule.cited, kind: "was a prohibition", about: about(&rule.condition) });
    let duties = policy.duties().iter().map(|rule| Rule { cited: &rule.cited, kind: "was a duty", about: about(&rule.performed_by) });
    let limits = policy.limits().iter().map(|rule| Rule { cited: &rule.cited, kind: "was a withdrawal", about: Vec::new() });
    grants.chain(prohibitions).chain(duties).chain(limits).collect()
}
