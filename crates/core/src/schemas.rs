//! The JSON Schemas of the published formats in `schemas/`.
//!
//! `RAILC_BLESS=1` rewrites them. `tests/it/schemas.rs` tests that real outputs fit them.

use std::fs;

use schemars::{JsonSchema, schema_for};

use crate::diagnostic::format::DiagnosticsDocument;
use crate::policy::Part;
use crate::policy::format::PolicyDocument;
use crate::report::bulk::format::{SummaryDocument, VerdictLine};
use crate::report::format::VerdictDocument;
use crate::vocabulary::published::Published;

#[test]
fn schemas_are_up_to_date() {
    keep::<PolicyDocument<Part<'_>>>("policy");
    keep::<VerdictDocument>("verdict");
    keep::<VerdictLine>("verdict-line");
    keep::<SummaryDocument>("summary");
    keep::<DiagnosticsDocument>("diagnostics");
    keep::<Published<'_>>("vocabulary");
}

fn keep<T: JsonSchema>(name: &str) {
    let path = format!("../../schemas/{name}.schema.json");
    let schema = serde_json::to_value(schema_for!(T)).unwrap();
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("RAILC_BLESS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == text, "{path} is out of date; write it anew with RAILC_BLESS=1");
}
