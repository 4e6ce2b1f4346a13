//! Real outputs fit the JSON Schemas in `schemas/`, and the schema of uses has every facet and scalar; the others are checked where their types are.
//!
//! `RAILC_BLESS=1` rewrites it.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use railc_core::base::Sources;
use railc_core::check::{Checker, ChosenPolicy, Known, check_all};
use railc_core::diagnostic::format::{DiagnosticsDocument, entries};
use railc_core::report;
use railc_core::report::bulk::{Block, Bulk, Setup};
use railc_core::usage::{Format, Unknown, read};
use railc_language::{driver, syntax};

const USE: &str = "use: Rank job applicants\naction: [provide-service]\npurpose: [employment.screening]\nsafeguard: {human-review: no, consent: unknown}\nmonthly-active-users: 120000\nannual-revenue.group.eur: {max: 1000000}\nopen: [sector]\n";

#[test]
fn the_schema_of_uses_is_up_to_date() {
    let path = "schemas/use.schema.json";
    let text = serde_json::to_string_pretty(&use_schema()).unwrap() + "\n";
    if std::env::var_os("RAILC_BLESS").is_some() {
        fs::write(path, &text).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap_or_default() == text, "{path} is out of date; write it anew with RAILC_BLESS=1");
}

#[test]
fn real_outputs_fit_their_schemas() {
    let spec = railc_library::library().license("llama-3.1").unwrap();
    let (license, _) = driver::builtin(railc_library::library(), &mut Sources::new(), spec).into_result().unwrap();
    let compiled = driver::compile(license, railc_library::vocabulary());
    fits("policy", &serde_json::from_str(&compiled.policy.to_json()).unwrap());
    fits("vocabulary", &serde_json::to_value(railc_library::vocabulary().published()).unwrap());

    let mut sources = Sources::new();
    let source = sources.add("use.yaml", USE);
    let (uses, _) = read(source, USE, Format::Yaml, &[railc_library::vocabulary()], Unknown::Error).into_result().unwrap();
    let uses: Vec<_> = uses.into_iter().map(|described| ("use.yaml#1".to_owned(), described)).collect();
    let policies = [ChosenPolicy::unchosen(compiled.policy.clone())];
    let known = Known { vocabulary: railc_library::vocabulary(), license_ids: &[], has_license: &|_| false };
    let (checked, diagnostics) = check_all(&uses, &policies, known).into_result().unwrap();
    let document = report::document(&checked, &uses, &policies, &diagnostics, &sources);
    fits("verdict", &serde_json::to_value(&document).unwrap());
    fits("use", &serde_saphyr::from_str(USE).unwrap());

    let setup = Setup { name: "uses.jsonl", policies: &policies, is_strict: false, remembered: 0 };
    let text =
        b"{\"purpose\": [\"medical.advice\"]}\n{\"purpose\": [\"medicl\"]}\n{\"action\": [\"run\"], \"standing\": [\"breaks-law\"]}\n";
    let done = Bulk::new(setup, vec![Checker::new(policies[0].policy.clone())], known).check(Block { first: 1, text, is_too_long: false });
    let lines: Vec<Value> = done.out.split_inclusive(|byte| *byte == b'\n').map(|line| serde_json::from_slice(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    lines.iter().for_each(|line| fits("verdict-line", line));
    fits("summary", &serde_json::to_value(done.tally.summary("uses.jsonl", &policies, true)).unwrap());

    let broken = "license \"X\" version \"1\"\n  id x\nclause @use\n  permti action.run\n";
    let source = sources.add("x.rail", broken);
    let parsed = syntax::parse(source, broken);
    let diagnostics = parsed.diagnostics().as_slice();
    assert!(!diagnostics.is_empty());
    fits("diagnostics", &serde_json::to_value(DiagnosticsDocument { version: 1, diagnostics: entries(diagnostics, &sources) }).unwrap());
}

/// The documents that commands print in the cases of the suite, each with its command.
#[test]
fn what_the_suite_prints_fits_the_schemas() {
    let mut seen = BTreeMap::new();
    for folder in ["ask", "card", "combine", "compat", "diff", "scan", "trace"] {
        for path in fs::read_dir(format!("tests/suite/{folder}")).unwrap().map(|entry| entry.unwrap().path()) {
            let text = fs::read_to_string(&path).unwrap();
            for run in text.split("\n$ ").skip(1).map(|run| run.split("\n```").next().unwrap()) {
                let (command, printed) = run.split_once('\n').unwrap_or((run, ""));
                let printed = printed.split("\n[exit").next().unwrap();
                let Some(name) = schema_of(command).filter(|_| printed.starts_with('{')) else { continue };
                let document: Value =
                    serde_json::from_str(printed).unwrap_or_else(|error| panic!("{}: {command}: {error}", path.display()));
                if document.get("diagnostics").is_none() || document.get("cards").is_some() {
                    fits(name, &document);
                    *seen.entry(name).or_insert(0) += 1;
                }
            }
        }
    }
    assert_eq!(
        seen.keys().copied().collect::<Vec<_>>(),
        ["ask", "card", "combine", "compat", "diff", "diff-all", "diff-text", "scan", "trace"]
    );
}

/// The schema of what a command prints.
fn schema_of(command: &str) -> Option<&'static str> {
    let is_json = command.contains("--format json");
    let has = |words: &str| command.contains(words);
    let name = match command.strip_prefix("railc ")?.split(' ').next()? {
        "ask" => "ask",
        "card" => "card",
        "combine" => "combine",
        "compat" => "compat",
        "diff" if has("--all") => "diff-all",
        "diff" if has("--text") => "diff-text",
        "diff" => "diff",
        "scan" => "scan",
        "trace" => "trace",
        _ => return None,
    };
    is_json.then_some(name)
}

/// The keys of a use are the vocabulary's facets and scalars.
fn use_schema() -> Value {
    let vocabulary = railc_library::vocabulary();
    let answer = json!({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "true", "false", "unknown"]}]});
    let names = json!({"type": "array", "items": {"type": "string"}});
    let said = json!({"anyOf": [{"type": "null"}, {"type": "string"}, names, {"type": "object", "additionalProperties": answer}]});
    let amount = json!({"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "object", "properties": {"min": {"type": ["number", "string"]}, "max": {"type": ["number", "string"]}}, "additionalProperties": false}]});
    let mut properties = serde_json::Map::new();
    let facets = vocabulary.facets().map(|facet| facet.name()).chain(["module", "question"]);
    facets.for_each(|facet| drop(properties.insert(facet.to_owned(), said.clone())));
    vocabulary.scalars().for_each(|scalar| drop(properties.insert(scalar.name().to_owned(), amount.clone())));
    properties.insert("use".into(), json!({"type": "string"}));
    properties.insert("text".into(), json!({"type": "string"}));
    properties.insert("version".into(), json!({"const": 1}));
    properties.insert("open".into(), names.clone());
    properties.insert("closed".into(), names);
    properties.insert("presume".into(), json!({"const": "nothing"}));
    properties.insert("per-license".into(), json!({"type": "object", "additionalProperties": {"type": "object"}}));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Uses",
        "anyOf": [{"$ref": "#/$defs/Use"}, {"type": "array", "items": {"$ref": "#/$defs/Use"}}],
        "$defs": {"Use": {"type": "object", "properties": properties}},
    })
}

fn fits(name: &str, document: &Value) {
    let schema: Value = serde_json::from_str(&fs::read_to_string(format!("schemas/{name}.schema.json")).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(document).take(3).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
}
