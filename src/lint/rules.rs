//! Rules that come to nothing, or whose tests show nothing.

use railc_core::check::{Checker, ChosenPolicy};

use crate::analysis::conflict;
use crate::analysis::dead::{self, Dead, Why};
use crate::analysis::spec_tests;

use super::Subject;
use super::finding::{Finding, Home, Place};

/// A restriction that forbids nothing that another does not.
pub(super) fn dead(subject: &Subject<'_>) -> Vec<Finding> {
    let finding = |one: Dead| {
        let message = match &one.why {
            Why::Impossible | Why::Performed => format!("`@{}` forbids what no use can be", one.id),
            Why::Lifted(by) => format!("`@{}` forbids nothing: {} always", one.id, does(by, "lift", "it")),
            Why::Prohibited(by) => format!("`@{}` adds nothing: {}", one.id, does(by, "forbid", "the same")),
        };
        Finding::of_part(Home::Clause(one.id), message, "leave it out, or say what it adds")
    };
    dead::restrictions(subject.license, subject.policy).into_iter().map(finding).collect()
}

/// A duty that can be owed or performed only where something is forbidden, or, somewhere at least, can't be performed without doing what is forbidden.
pub(super) fn forbidden_duty(subject: &Subject<'_>) -> Vec<Finding> {
    let help = "leave the duty out, or except what performs it from what forbids it";
    let never = |one: Dead| {
        let message = match &one.why {
            Why::Impossible => format!("nobody can owe `@{}` and perform it", one.id),
            Why::Prohibited(by) => format!("nobody may perform `@{}`: {}", one.id, does(by, "forbid", "it")),
            Why::Lifted(_) | Why::Performed => return None,
        };
        Some(Finding::of_part(Home::Clause(one.id), message, help))
    };
    let mut found: Vec<Finding> = dead::duties(subject.license, subject.policy).into_iter().filter_map(never).collect();
    let clashes = conflict::find(&ChosenPolicy::unchosen(subject.policy.clone())).map(|clashes| clashes.conflicts).unwrap_or_default();
    let is_told = |id: &str, found: &[Finding]| found.iter().any(|known| known.place == Place::Part(Home::Clause(id.to_owned())));
    for clash in clashes {
        let id = &subject.policy.duties().get(clash.duty).cited.id;
        let by: Vec<String> = clash.against.iter().map(|at| subject.policy.prohibitions().get(*at).cited.id.clone()).collect();
        if !is_told(id, &found) {
            let held = clash.has.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let message = format!("`@{id}` is owed where {} what performs it: {held}", does(&by, "forbid", "").trim_end());
            found.push(Finding::of_part(Home::Clause(id.clone()), message, help));
        }
    }
    found
}

/// A duty that everybody who owes it has performed.
pub(super) fn needless_duty(subject: &Subject<'_>) -> Vec<Finding> {
    let performed = dead::duties(subject.license, subject.policy).into_iter().filter(|one| one.why == Why::Performed);
    let finding = |one: Dead| {
        let message = format!("`@{}` asks for nothing: whoever owes it and does nothing forbidden has performed it", one.id);
        Finding::of_part(Home::Clause(one.id), message, "leave it out, or ask for what is not done anyway")
    };
    performed.map(finding).collect()
}

/// `` `@fraud` and `@spam` forbid it ``
fn does(by: &[String], verb: &str, what: &str) -> String {
    let named: Vec<String> = by.iter().map(|id| format!("`@{id}`")).collect();
    format!("{} {verb}{} {what}", named.join(" and "), if named.len() == 1 { "s" } else { "" })
}

/// A restriction or an exception without a test that shows it acting and one that shows it not acting.
pub(super) fn untested(subject: &Subject<'_>) -> Vec<Finding> {
    let report = spec_tests::run(subject.license, &Checker::new(subject.policy.clone()));
    let finding = |one: &spec_tests::Coverage| {
        let (acting, resting) = if one.id.contains('/') { ("lifting", "not lifting") } else { ("acting", "not acting") };
        let lacking = match (one.acts, one.rests) {
            (true, true) => return None,
            (false, true) => acting.to_owned(),
            (true, false) => resting.to_owned(),
            (false, false) => format!("{acting} and {resting}"),
        };
        let clause = one.id.split('/').next().unwrap_or_default().to_owned();
        let message = format!("no test shows `@{}` {lacking}", one.id);
        Some(Finding::of_part(Home::Clause(clause), message, "add a `test` with a use that shows it"))
    };
    report.coverage.iter().filter_map(finding).collect()
}
