//! What definitions of openness say of licenses, against verdicts of experts: those of `tests/openness`, and a larger table where it is at hand.

use std::collections::BTreeMap;
use std::fs;

use railc::analysis::openness::{self, Finding, Verdict};
use railc_core::check::ChosenPolicy;
use railc_library::openness::openness;
use serde::Deserialize;
use serde_json::Value;

/// What experts say of a license.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Expected {
    license: String,
    osd: String,
    #[serde(default)]
    osd_fails: Vec<String>,
    fsf: String,
    dfsg: String,
    eu_ai_act: String,
    /// Criteria that fail, others beside them.
    #[serde(default)]
    eu_fails: Vec<String>,
    rail: Option<String>,
}

fn findings(id: &str) -> BTreeMap<&'static str, Finding> {
    let policy = railc_library::policy(id).unwrap_or_else(|| panic!("there is no `{id}`"));
    let described = openness::facts(&ChosenPolicy::unchosen(policy), openness_table()).unwrap();
    let all = openness_table().definitions.iter();
    all.map(|definition| (definition.id, openness::judge(definition, &described.facts, None, openness_table()))).collect()
}

fn openness_table() -> &'static railc_library::openness::Openness {
    openness()
}

fn failing(finding: &Finding) -> Vec<&'static str> {
    finding.criteria.iter().filter(|judged| judged.met == Verdict::Fail).map(|judged| judged.criterion.id).collect()
}

#[test]
fn verdicts_are_those_of_the_table() {
    let all: Vec<Expected> = serde_saphyr::from_str(&fs::read_to_string("tests/openness/licenses.yaml").unwrap()).unwrap();
    let mut wrong = Vec::new();
    for expected in &all {
        let found = findings(&expected.license);
        for (definition, verdict) in
            [("osd", &expected.osd), ("fsf", &expected.fsf), ("dfsg", &expected.dfsg), ("eu-ai-act", &expected.eu_ai_act)]
        {
            if found[definition].verdict.name() != verdict {
                wrong.push(format!("{}: {definition} is {}, not {verdict}", expected.license, found[definition].verdict.name()));
            }
        }
        if failing(&found["osd"]) != expected.osd_fails {
            wrong.push(format!("{}: {:?} fail", expected.license, failing(&found["osd"])));
        }
        if !expected.eu_fails.iter().all(|id| failing(&found["eu-ai-act"]).contains(&id.as_str())) {
            wrong.push(format!("{}: of the Act {:?} fail", expected.license, failing(&found["eu-ai-act"])));
        }
        if found["rail"].name != expected.rail {
            wrong.push(format!("{}: named {:?}", expected.license, found["rail"].name));
        }
    }
    assert!(all.len() > 15 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The ids of that table beside the names that the library knows.
const IDS: &[(&str, &str)] = &[
    ("OpenRAIL++-M", "openrail-pp-m"),
    ("LLaMA-1-research", "llama-license-2023"),
    ("Stability-Community-2024", "stability-ai-community-2024"),
    ("FLUX.1-dev-NC", "flux-1-nc"),
    ("Tencent-Hunyuan3D-2.0", "tencent-hunyuan-3d-2.0-cla"),
];

#[test]
fn verdicts_are_those_of_a_larger_table() {
    let Ok(text) = fs::read_to_string("../shared/data/openness/expected.yaml")
        .or_else(|_| fs::read_to_string("../../shared/data/openness/expected.yaml"))
    else {
        println!("skipped: the larger table is not at hand");
        return;
    };
    let table: Value = serde_saphyr::from_str(&text).unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for entry in table["licences"].as_array().unwrap() {
        let name = entry["id"].as_str().unwrap();
        let id = IDS.iter().find(|(known, _)| *known == name).map_or(name, |(_, id)| id);
        if railc_library::library().license(id).is_none() {
            println!("skipped: {name} has no reading");
            continue;
        }
        count += 1;
        let found = findings(id);
        let mut compare = |what: &str, expected: &Value, is: &str| {
            if expected.as_str().is_some_and(|expected| expected != is) {
                wrong.push(format!("{name}: {what} is {is}, not {expected}"));
            }
        };
        compare("osd", &entry["osd"]["verdict"], found["osd"].verdict.name());
        compare("fsf", &entry["fsf"]["verdict"], found["fsf"].verdict.name());
        compare("dfsg", &entry["dfsg"]["verdict"], found["dfsg"].verdict.name());
        compare("the Act", &entry["eu_ai_act_licence"]["verdict"], found["eu-ai-act"].verdict.name());
        compare("rail", &entry["rail"]["computed"], found["rail"].name.as_deref().unwrap_or("none"));
        let fails: Vec<&str> = entry["osd"]["fails"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if fails != failing(&found["osd"]) {
            wrong.push(format!("{name}: {:?} fail, not {fails:?}", failing(&found["osd"])));
        }
    }
    assert!(count > 15 && wrong.is_empty(), "{}", wrong.join("\n"));
}
