//! Drafting lints over real texts: none in our own licenses and their translations; in the texts of the RAIL license generator, those that are known to be
//! there.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use railc::lint;
use railc_core::base::Sources;
use railc_core::diagnostic::{Code, Diagnostics};

use crate::files::shared;

fn json(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_railc")).arg("lint").args(arguments).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn specs(folder: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path().to_str().unwrap().to_owned());
    paths.filter(|path| path.ends_with(".rail")).collect()
}

#[test]
fn the_house_licenses_and_their_translations_have_no_findings() {
    let specs = specs("licenses/own");
    let mut arguments: Vec<&str> = specs.iter().map(String::as_str).collect();
    assert_eq!(arguments.len(), 8);
    arguments.extend(["--language", "de,es,fr,ja,zh", "--format", "json"]);
    assert_eq!(json(&arguments)["diagnostics"], Value::Array(Vec::new()));
}

#[test]
fn the_examples_have_no_findings() {
    for spec in specs("examples") {
        assert_eq!(json(&[&spec, "--format", "json"])["diagnostics"], Value::Array(Vec::new()), "{spec}");
    }
}

#[test]
fn the_texts_of_the_rail_generator_have_the_findings_that_they_are_known_for() {
    let Some(folder) = shared("corpus/texts") else { return };
    let common = [
        Code::UnusedTerm,
        Code::UnmarkedUse,
        Code::LowercaseUse,
        Code::CapitalisedStranger,
        Code::AmbiguousSelf,
        Code::DeadRule,
        Code::AndOr,
        Code::OpenList,
        Code::VagueWord,
        Code::LongSentence,
        Code::ArchaicWord,
        Code::Doublet,
        Code::ListForm,
        Code::SurvivalGap,
        Code::OneSidedPower,
        Code::Inconspicuous,
        Code::PlaceholderLeft,
    ];
    let others: [(&str, &[Code]); 3] = [
        ("rail-generator-open-rail-ams", &[]),
        // Its definitions are numbered otherwise than those of its sibling, and two of them alike.
        ("rail-generator-rail-ams", &[Code::DuplicateNumber, Code::ModalMix]),
        ("rail-generator-research-rail", &[]),
    ];
    for (name, own) in others {
        let mut sources = Sources::new();
        let source = sources.add(name, std::fs::read_to_string(folder.join(name).with_extension("txt")).unwrap());
        let found = lint::text(source, &sources);
        let codes: BTreeSet<Code> = found.iter().map(|one| one.code).collect();
        let missing: Vec<&Code> = common.iter().chain(own).filter(|code| !codes.contains(code)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?} were not found");
        // "Agreement" was defined where these texts come from, "use" has a small letter in the attachment, and up to two dozen `and/or` are left.
        let says = |words: &str| found.iter().any(|one| one.message.contains(words));
        assert!(says("“Agreement”") && says("`use` has a small letter"), "{name}: {:?}", messages(&found));
        let and_or = found.iter().filter(|one| one.code == Code::AndOr).count();
        assert!((8..=24).contains(&and_or), "{name}: {and_or} times and/or");
    }
}

fn messages(found: &Diagnostics) -> Vec<&str> {
    found.iter().map(|one| one.message.as_str()).collect()
}

#[test]
fn every_lint_is_in_the_table() {
    let table = std::fs::read_to_string("docs/lints.md").unwrap();
    for code in lint::codes() {
        assert!(table.contains(&format!("codes/{}.md", code.number())), "docs/lints.md does not name {}", code.number());
    }
}

#[test]
fn findings_as_sarif_have_what_the_schema_asks_for() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lint-sarif-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("LICENSE.md");
    std::fs::write(&path, "You may hereby use it in spring and/or autumn, and/or in winter.\n").unwrap();
    let document = json(&[path.to_str().unwrap(), "--format", "sarif"]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!((&document["version"], &document["runs"][0]["invocations"][0]["executionSuccessful"]), (&"2.1.0".into(), &true.into()));
    let rules: Vec<&str> =
        document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(rules, ["R0924", "R0930"]);
    let results = document["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    let fingerprints: BTreeSet<String> = results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    assert_eq!(fingerprints.len(), 3, "each finding is told from the others");
    for result in results {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize], result["ruleId"]);
        assert_eq!(result["level"], "warning");
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 1);
        assert!(result["partialFingerprints"]["railcLint/v1"].is_string());
    }
}
