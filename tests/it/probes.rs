//! Expert verdicts, and our own, on described uses under the licenses of the library.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use railc_core::base::Sources;
use railc_core::check::{Checker, Verdict};
use railc_core::report::format::ResultEntry;
use railc_core::report::{UseName, entry};
use railc_core::usage::{self, Format, Unknown};
use railc_language::driver;
use serde::Deserialize;

use crate::files::{files, yaml};
use crate::library::reread;

#[derive(Debug, Deserialize)]
pub(crate) struct Probe {
    pub(crate) id: String,
    pub(crate) license: String,
    #[serde(rename = "use")]
    pub(crate) described: serde_json::Value,
    pub(crate) verdict: String,
    #[serde(default)]
    pub(crate) refs: Vec<String>,
    #[serde(default)]
    pub(crate) duties: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) unmet: Vec<String>,
}

/// All probes, file by file.
pub(crate) fn probes() -> impl Iterator<Item = Probe> {
    files(Path::new("tests/probes"), "yaml").into_iter().flat_map(|path| yaml::<Vec<Probe>>(&path))
}

#[test]
fn every_probe_comes_out_as_its_author_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for probe in probes() {
        count += 1;
        wrong.extend(differences(&probe).into_iter().map(|trouble| format!("{} under {}: {trouble}", probe.id, probe.license)));
    }
    assert!(count > 100, "only {count} probes were found");
    assert!(wrong.is_empty(), "of {count} probes\n{}", wrong.join("\n"));
}

pub(crate) fn differences(probe: &Probe) -> Vec<String> {
    let result = result(probe);
    let mut wrong = Vec::new();
    if result.verdict != probe.verdict {
        let by: Vec<&str> = result.decisive.iter().chain(&result.undecided).map(|rule| rule.clause.as_str()).collect();
        return vec![format!("{} by {by:?}, not {}", result.verdict, probe.verdict)];
    }
    let acting: BTreeSet<&str> = result.decisive.iter().chain(&result.undecided).map(|rule| rule.clause.as_str()).collect();
    if Verdict::from_name(&probe.verdict) != Some(Verdict::Permitted) {
        wrong.extend(probe.refs.iter().filter(|one| !acting.contains(one.as_str())).map(|one| format!("{one} is not among {acting:?}")));
    }
    if let Some(duties) = &probe.duties
        && probe.verdict == "permitted"
    {
        let due: BTreeSet<&str> = result.duties.iter().filter(|duty| duty.due == "due").map(|duty| duty.clause.as_str()).collect();
        let wanted: BTreeSet<&str> = duties.iter().map(String::as_str).collect();
        if due != wanted {
            wrong.push(format!("due {due:?}, not {wanted:?}"));
        }
    }
    let unmet: BTreeSet<&str> = result.duties.iter().filter(|duty| duty.status == "unmet").map(|duty| duty.clause.as_str()).collect();
    wrong.extend(probe.unmet.iter().filter(|one| !unmet.contains(one.as_str())).map(|one| format!("{one} is not unmet: {unmet:?}")));
    wrong
}

/// The result under the policy of the library; the policy's JSON alone gives the same, words and all.
fn result(probe: &Probe) -> ResultEntry {
    let mut sources = Sources::new();
    let (name, modules) = probe.license.split_once(':').unwrap_or((&probe.license, ""));
    let policy = railc_library::policy(name).unwrap();
    let text = probe.described.to_string();
    let source = sources.add(&probe.id, text.clone());
    let (uses, diagnostics) = usage::read(source, &text, Format::Json, &[railc_library::vocabulary()], Unknown::Error).into_parts();
    assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", probe.id);
    let mut described = uses.unwrap_or_default().into_iter().next().unwrap();
    if probe.license.contains(':') {
        let all = || policy.propositions().iter().filter_map(|local| local.id.strip_prefix("module."));
        let chosen: Vec<String> = match modules {
            "all" => all().map(str::to_owned).collect(),
            "none" => Vec::new(),
            names => names.split(',').map(str::to_owned).collect(),
        };
        described.facts.extend(railc_core::check::choice(all(), &chosen));
    }
    let alone = Arc::new(reread(&policy.to_json()));
    let [whole, part] = [&policy, &alone].map(|policy| {
        let explanation = Checker::new(policy.clone()).explain(&described).unwrap_or_else(|clash| panic!("{}: {clash:?}", probe.id));
        entry(policy, "", UseName { described: probe.id.clone(), title: None }, &explanation, &sources)
    });
    assert_eq!(serde_json::to_value(&part).unwrap(), serde_json::to_value(&whole).unwrap(), "{} by the policy alone", probe.id);
    whole
}

/// The spec of every license of the library passes its own tests, and has no diagnostics at all.
#[test]
fn every_license_of_the_library_passes_its_own_tests() {
    let mut failures = BTreeMap::new();
    for spec in railc_library::library().licenses() {
        let id = spec.id;
        let (license, warnings) = driver::builtin(railc_library::library(), &mut Sources::new(), spec).into_result().unwrap();
        assert!(warnings.is_empty(), "{id}: {warnings:?}");
        let compiled = driver::compile(license, railc_library::vocabulary());
        assert_eq!(compiled.license.id, id);
        let report = railc::analysis::spec_tests::run(&compiled.license, &Checker::new(compiled.policy.clone()));
        assert!(report.results.len() > 10, "{id} has few tests");
        for result in report.results.into_iter().filter(|result| !result.failures.is_empty()) {
            failures.insert(format!("{id}: {}", compiled.license.tests[result.test].name), result.failures);
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
