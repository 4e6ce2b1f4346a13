//! The front matter of cards, as YAML readers see it.

use std::io::Write;
use std::process::{Command, Stdio};

use railc::License;
use serde_json::{Value, json};

fn card(head: &str) -> String {
    let spec = format!("license \"A\" version \"1\"\n  id a\n  covers artifact.model\n  {head}\nclause @use \"Use\" permit action.run\n");
    License::compile("a.rail", &spec).into_result().unwrap_or_else(|wrong| panic!("{head}: {wrong}")).0.card()
}

fn front(card: &str) -> &str {
    card.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap().0
}

/// What PyYAML reads; `None`, saying so, where it is not at hand.
fn by_python(yaml: &str) -> Option<Value> {
    let script = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin.buffer.read().decode()), sys.stdout)";
    let mut python = Command::new("python3");
    python.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut python) = python.spawn() else {
        eprintln!("python3 is not there: cards are read by one YAML reader only");
        return None;
    };
    _ = python.stdin.take().unwrap().write_all(yaml.as_bytes());
    let output = python.wait_with_output().unwrap();
    let is_there = Command::new("python3").args(["-c", "import yaml"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !is_there {
        eprintln!("PyYAML is not there: cards are read by one YAML reader only");
        return None;
    }
    assert!(output.status.success(), "PyYAML can't read this:\n{yaml}");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The front matter, in which two readers agree.
fn read(card: &str) -> Value {
    let read: Value = serde_saphyr::from_str(front(card)).unwrap();
    if let Some(other) = by_python(front(card)) {
        assert_eq!(read, other, "{card}");
    }
    read
}

#[test]
fn two_readers_see_what_was_written() {
    let families = [
        ("İstanbul", json!(["istanbul"])),
        ("~", Value::Null),
        ("null", json!(["null"])),
        ("1.0", json!(["1.0"])),
        ("A: b # c", json!(["a-b-c"])),
        ("日本", json!(["日本"])),
        ("off", json!(["off"])),
    ];
    for (family, tags) in families {
        let read = read(&card(&format!("family \"{family}\"")));
        assert_eq!(read.get("tags").cloned().unwrap_or_default(), tags, "{family}");
        assert_eq!((&read["license"], &read["license_name"], &read["license_link"]), (&json!("other"), &json!("a"), &json!("LICENSE.md")));
    }
}

#[test]
fn a_license_of_no_list_has_its_name_and_link() {
    let other = read(&card("hugging-face \"other\""));
    assert_eq!(other, json!({"license": "other", "license_name": "a", "license_link": "LICENSE.md"}));
    assert_eq!(read(&card("hugging-face \"openrail\""))["license"], json!("openrail"));
}

#[test]
fn a_tag_of_a_family_stays_while_the_license_is_of_it() {
    let tags = |head: &str, rule: &str| {
        let start = format!("license \"A\" version \"1\"\n  id a\n  {head}\n  extends open-rail-m\nsection @restrictions\n");
        let (license, _) = License::compile("a.rail", &format!("{start}clause @more \"More\" {rule}\n")).into_result().unwrap();
        read(&license.card()).get("tags").cloned().unwrap_or_default()
    };
    assert_eq!(tags("", "prohibit purpose.spam"), json!(["openrail-m"]));
    assert_eq!(tags("", "prohibit annual-revenue.group.eur more than 1 million"), Value::Null);
    assert_eq!(tags("", "prohibit manner.commercial.sold-output"), Value::Null);
    assert_eq!(tags("", "withdraw all when monthly-active-users more than 5"), Value::Null);
    assert_eq!(tags("family \"Garden\"", "prohibit manner.commercial.sold-output"), json!(["garden"]));
}

#[test]
fn words_to_show_stand_on_the_card() {
    let spec = "license \"A\" version \"1\"\n  id a\n  covers artifact.model\nclause @use \"Use\" permit action.run\n\
                clause @mark \"Mark\" must done.attribution showing \"Built by me\" text \"You must show the mark.\"\n";
    let card = License::compile("a.rail", spec).into_result().unwrap().0.card();
    assert!(card.contains("### You must\n\n- Mark: “Built by me” ([1.2](LICENSE.md#mark))\n"), "{card}");
}

#[test]
fn a_sentence_ends_in_one_point() {
    assert!(card("licensor \"Reed Ltd.\"").contains("A, version 1, by Reed Ltd.\n"));
    assert!(card("licensor \"Reed\"").contains("A, version 1, by Reed.\n"));
}

#[test]
fn every_card_of_the_library_can_be_read_and_links_to_a_file() {
    for listed in railc_library::licenses() {
        let read = read(&License::of_library(listed.id).unwrap().card());
        for source in listed.sources.iter().map(|original| original.url) {
            assert!(!source.starts_with("https://github.com/") || source.contains("/blob/"), "{}: {source}", listed.id);
        }
        assert_eq!(read.get("license_name").is_some(), read["license"] == json!("other"), "{}", listed.id);
        assert!(read.get("license_link").is_none() || read["license"] == json!("other"), "{}", listed.id);
        let is_on_the_hub = |id: &str| railc_library::library().hub_ids().any(|listed| listed == id);
        assert!(listed.hugging_face.is_none_or(is_on_the_hub), "{}", listed.id);
    }
}
