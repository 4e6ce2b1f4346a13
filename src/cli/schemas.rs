//! The JSON Schemas of what commands print, in `schemas/`.
//!
//! `RAILC_BLESS=1` rewrites them. `tests/it/schemas.rs` tests that real outputs fit them.

use std::fs;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

#[test]
fn schemas_are_up_to_date() {
    keep::<super::ask::Asked<'_>>("ask");
    keep::<super::card::Document>("card");
    keep::<super::classify::Document>("classify");
    keep::<super::combine::Combined<'_>>("combine");
    keep::<super::compat::CompatEntry>("compat");
    keep::<super::diff::Differing>("diff");
    keep::<super::scan::ScanDocument>("scan");
    keep::<super::diff::MatrixDocument<'_>>("diff-all");
    keep::<super::diff::Compared>("diff-text");
    keep::<super::trace::TraceDocument>("trace");
}

fn keep<T: JsonSchema>(name: &str) {
    let path = format!("schemas/{name}.schema.json");
    let schema = serde_json::to_value(SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()).unwrap();
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("RAILC_BLESS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == text, "{path} is out of date; write it anew with RAILC_BLESS=1");
}
