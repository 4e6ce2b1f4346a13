//! What is looked at before anything is written: modules, the spec's own tests, what is said in vain, blanks.

use std::sync::Arc;

use railc_core::check::Checker;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::policy::Policy;
use railc_language::driver::{self, Compiled};
use railc_language::license::License;

use crate::analysis::blanks::{self, Blank, Home};
use crate::analysis::spec_tests;
use crate::cli::subject::Chosen;
use crate::cli::{Session, idle};

/// The license, compiled, and with all its modules, where it has some. They must be chosen, since a text to sign can't leave them open.
pub(super) fn compiled(spec: &str, session: &mut Session) -> Result<(Compiled, Option<License>), Diagnostics> {
    let Chosen { mut license, modules } = session.chosen(spec)?;
    let has_modules = license.modules().next().is_some();
    if modules.is_none() && (!has_modules || license.is_reading()) {
        return Ok((session.compile(license), None));
    }
    let Some(modules) = modules else {
        let names: Vec<&str> = license.modules().collect();
        let message = format!("the license leaves choices to the licensor ({}), and a text to sign must settle them", names.join(", "));
        let help = format!("build `{spec}:all`, `{spec}:none`, or name those you take: `{spec}:{}`", names.join(","));
        return Err(Diagnostic::new(Code::UnsettledModules, message).help(help).into());
    };
    let whole = license.clone();
    license.choose(&modules);
    Ok((session.compile(license), Some(whole)))
}

/// What the spec's own tests and the engine warn of, in the whole license, if modules were chosen from it.
pub(super) fn warnings(compiled: &Compiled, whole: Option<&License>, spec: &str) -> Diagnostics {
    let (license, policy) = match whole {
        Some(whole) => (whole, Arc::new(driver::rules(whole, railc_library::vocabulary()))),
        None => (&compiled.license, compiled.policy.clone()),
    };
    failing_tests(license, &policy, spec).into_iter().chain(idle::warnings(license, &policy)).collect()
}

/// The limit on tests times clauses for running the tests before writing: well under a second.
const TESTS_RUN: usize = 100_000;

/// A warning if the spec's own tests fail.
fn failing_tests(license: &License, policy: &Arc<Policy>, spec: &str) -> Option<Diagnostic> {
    let work = license.tests.len().saturating_mul(license.clauses().count());
    let report = (1..=TESTS_RUN).contains(&work).then(|| spec_tests::run(license, &Checker::new(policy.clone())))?;
    let failed = report.results.iter().filter(|result| !result.failures.is_empty()).count();
    let message = format!("{failed} of the spec's own {} tests fail", report.results.len());
    (failed > 0).then(|| Diagnostic::new(Code::FailingTests, message).help(format!("see which: `railc test {spec}`")))
}

/// A warning if the text still has blanks.
pub(super) fn blank_left(license: &License, is_builtin: bool) -> Option<Diagnostic> {
    let blanks = blanks::find(license);
    if blanks.is_empty() || license.is_reading() {
        return None;
    }
    let said: Vec<String> = blanks.iter().filter(|blank| !blank.words.is_empty()).map(|blank| format!("`{}`", blank.words)).collect();
    let fill = |blank: &Blank| match &blank.home {
        Home::Licensor => "`licensor \"…\"`".to_owned(),
        Home::Law => "`law \"…\"`".to_owned(),
        Home::Parameter(name) => format!("`parameter {name} = \"…\"`"),
        Home::Text(name) => format!("the words of `@{name}`"),
    };
    let mut homes: Vec<String> = Vec::new();
    for home in blanks.iter().map(fill) {
        if !homes.contains(&home) {
            homes.push(home);
        }
    }
    let message = if said.is_empty() { "a name is empty".to_owned() } else { format!("nobody has filled in {}", said.join(", ")) };
    let spec =
        if is_builtin { format!("write a spec of your own that says `extends {}` and gives", license.id) } else { "give".to_owned() };
    let help = format!("{spec}: {}", homes.join(", "));
    Some(Diagnostic::new(Code::BlankLeft, message).help(help))
}
