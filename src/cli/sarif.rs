//! Findings as SARIF 2.1.0, which code scanning on GitHub reads: a result for each, at its place in the use file or the text.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ci::{Finding, Level};
use super::output::cut;

/// The longest description that GitHub takes, in characters.
const LONGEST: usize = 1024;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What differs between the runs of commands.
pub(super) struct Run {
    /// What each rule tells its readers.
    help: &'static str,
    /// What tells one finding from another, so that it is known again in the next run.
    fingerprint: &'static str,
}

/// A run of `check`.
pub(super) const USES: Run =
    Run { help: "This follows from the use as described and the clauses as modeled. It is no legal advice.", fingerprint: "railcUse/v1" };
/// A run of `lint`.
pub(super) const LINTS: Run =
    Run { help: "`railc explain` with this code shows an example and its mend. It is no legal advice.", fingerprint: "railcLint/v1" };

/// A run of `scan`.
pub(super) const SCANS: Run = Run {
    help: "This follows from the names in the files, the licenses as modeled and the use as described. It is no legal advice.",
    fingerprint: "railcScan/v1",
};

/// The document of one run. `is_successful`: nothing was wrong with the input.
pub(super) fn document(findings: &[Finding], is_successful: bool, run: &Run) -> Value {
    let rules: BTreeMap<&str, &Finding> = findings.iter().map(|finding| (finding.rule.as_str(), finding)).collect();
    let places: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(at, rule)| (*rule, at)).collect();
    let driver = json!({
        "name": "railc",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules.values().map(|finding| rule(finding, run)).collect::<Vec<_>>(),
    });
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, places.get(finding.rule.as_str()).copied(), run)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": is_successful}],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(finding: &Finding, run: &Run) -> Value {
    let about = cut(&finding.about, LONGEST);
    json!({
        "id": finding.rule,
        "shortDescription": {"text": about},
        "fullDescription": {"text": about},
        "help": {"text": run.help},
        "defaultConfiguration": {"level": level(finding.level)},
    })
}

fn result(finding: &Finding, rule_at: Option<usize>, run: &Run) -> Value {
    let (file, line, column) = &finding.place;
    let region = json!({"startLine": line, "startColumn": column});
    json!({
        "ruleId": finding.rule,
        "ruleIndex": rule_at,
        "level": level(finding.level),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": region}}],
        "partialFingerprints": {run.fingerprint: format!("{} {}", finding.rule, finding.of)},
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Note => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

/// A path as the reference that stands for it.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let encoded: String =
        path.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    if encoded.starts_with('/') { format!("file://{encoded}") } else { encoded }
}
