//! Rules that come to nothing, or whose tests show nothing.

use railc_core::check::Checker;

use crate::analysis::dead::{self, Dead};
use crate::analysis::spec_tests;

use super::Subject;
use super::finding::{Finding, Home};

/// A restriction that forbids nothing that another does not.
pub(super) fn dead(subject: &Subject<'_>) -> Vec<Finding> {
    let finding = |one: Dead| {
        let message = match one.by.as_slice() {
            [] => format!("`@{}` forbids what no use can be", one.id),
            by => format!("`@{}` adds nothing: {} the same", one.id, forbid(by)),
        };
        Finding::of_part(Home::Clause(one.id), message, "leave it out, or say what it adds")
    };
    dead::restrictions(subject.license, subject.policy).into_iter().map(finding).collect()
}

/// A duty that can only be owed or performed where something is forbidden.
pub(super) fn forbidden_duty(subject: &Subject<'_>) -> Vec<Finding> {
    let finding = |one: Dead| {
        let message = match one.by.as_slice() {
            [] => format!("nobody can owe `@{}` and perform it", one.id),
            by => format!("nobody may perform `@{}`: {} it", one.id, forbid(by)),
        };
        Finding::of_part(Home::Clause(one.id), message, "leave the duty out, or except what performs it from what forbids it")
    };
    dead::duties(subject.license, subject.policy).into_iter().map(finding).collect()
}

/// `` `@fraud` and `@spam` forbid ``
fn forbid(by: &[String]) -> String {
    let named: Vec<String> = by.iter().map(|id| format!("`@{id}`")).collect();
    format!("{} forbid{}", named.join(" and "), if named.len() == 1 { "s" } else { "" })
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
