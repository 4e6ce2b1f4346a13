//! What CI systems read: SARIF has the properties that its schema (2.1.0) and GitHub require, JUnit XML is well-formed whatever a title holds.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// A title that could break a document.
const TITLE: &str = "use: \"</failure> & <b> \\\"]]> é\"\n";

fn check(format: &str, uses: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("ci-{format}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("a use.yaml"), uses).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_railc"));
    command.args(["check", "a use.yaml", "--license", "llama-3.1", "--license", "open-rail-m", "--format", format]).current_dir(&folder);
    let output = command.output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn uses() -> String {
    let prohibited = "purpose: [medical.advice, crime]\naction: [run]\n";
    let owing = "action: [distribute.publish]\nartifact: [derivative.fine-tuned]\ndone: {license-copy: no}\n";
    let limited = "action: [run]\nmonthly-active-users.at-release: 900000000\n";
    [prohibited, owing, limited].map(|rest| format!("{TITLE}{rest}")).join("---\n")
}

#[test]
fn sarif_has_what_its_schema_and_github_require() {
    for (uses, is_successful) in [(uses(), true), (format!("{}---\npurpose: [medical.advise]\n", uses()), false)] {
        let document: Value = serde_json::from_str(&check("sarif", &uses)).unwrap();
        assert_eq!(document["version"], "2.1.0");
        assert!(document["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
        only(&document, &["$schema", "version", "runs"]);
        let [run] = document["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
        only(run, &["tool", "invocations", "columnKind", "results"]);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["invocations"][0]["executionSuccessful"], is_successful);
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "railc");
        let rules = driver["rules"].as_array().unwrap();
        for (at, rule) in rules.iter().enumerate() {
            only(rule, &["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"]);
            ["shortDescription", "fullDescription", "help"]
                .iter()
                .for_each(|key| assert!(!rule[*key]["text"].as_str().unwrap().is_empty()));
            assert!(rules[..at].iter().all(|other| other["id"] != rule["id"]), "ids of rules are unique");
            level(&rule["defaultConfiguration"]["level"]);
        }
        let results = run["results"].as_array().unwrap();
        assert!(results.len() > 3 || !is_successful, "{results:?}");
        for result in results {
            only(result, &["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"]);
            assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
            level(&result["level"]);
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "a%20use.yaml");
            assert!(place["region"]["startLine"].as_u64().unwrap() >= 1 && place["region"]["startColumn"].as_u64().unwrap() >= 1);
            let fingerprints = result["partialFingerprints"].as_object().unwrap();
            assert!(!fingerprints.is_empty() && fingerprints.values().all(Value::is_string));
        }
    }
}

/// The schema allows no other properties here, and asks for none that is missing.
fn only(object: &Value, keys: &[&str]) {
    let mut found: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    let mut keys = keys.to_vec();
    found.sort_unstable();
    keys.sort_unstable();
    assert_eq!(found, keys);
}

fn level(level: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&level.as_str().unwrap()), "{level}");
}

#[test]
fn junit_is_well_formed_and_counts_what_it_holds() {
    let text = check("junit", &uses());
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "));
    assert!(text.chars().all(|sign| matches!(sign, '\n' | '\t') || !sign.is_control()), "XML has no control characters");
    let mut open: Vec<&str> = Vec::new();
    for piece in text.split('<').skip(2) {
        let (tag, said) = piece.split_once('>').unwrap();
        assert!(!said.contains(['>']), "{said}");
        let name = tag.split(' ').next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None => open.push(name),
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        assert!(
            piece.split('&').skip(1).all(|rest| ["amp;", "lt;", "gt;", "quot;"].iter().any(|entity| rest.starts_with(entity))),
            "{piece}"
        );
    }
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(text.matches("<testcase ").count(), 6);
    assert!(text.contains(&format!("tests=\"6\" failures=\"{}\"", text.matches("<failure ").count())));
    assert!(text.contains("type=\"not-granted\"") && text.contains("type=\"prohibited\""), "{text}");
}
