//! Texts that `railc build` wrote.

use std::fs;
use std::process::Command;

use railc::License;
use railc_identify::fingerprint::{Mark, Since};
use railc_identify::words::Words;

/// The texts of the house license and of the example, in both formats.
fn built() -> Vec<String> {
    let garden = License::compile("garden.rail", &fs::read_to_string("examples/garden.rail").unwrap()).into_result().unwrap().0;
    let licenses = [License::of_library("open-rail-m").unwrap(), garden];
    licenses.iter().flat_map(|license| [license.markdown().unwrap().to_owned(), license.plain().unwrap()]).collect()
}

fn since(text: &str) -> Since {
    let (mark, at) = Mark::read(text).unwrap();
    mark.since(&Words::of(&text[..at.start]))
}

#[test]
fn a_built_text_is_the_same_in_another_dress() {
    for text in built() {
        let dressed = [
            text.clone(),
            text.replace('\n', "\r\n"),
            format!("A header of ours\n\n{text}\nThe end.\n"),
            text.lines().map(|line| format!("> {line}\n")).collect(),
            text.replace(" the ", " *the* ").replace("“", "\"").replace("”", "\""),
        ];
        for text in dressed {
            assert!(matches!(since(&text), Since::Same(_)), "{text}");
        }
    }
}

#[test]
fn a_change_of_a_built_text_is_placed() {
    for text in built() {
        let places: Vec<usize> = text.match_indices(" not ").map(|(at, _)| at).step_by(7).collect();
        assert!(places.len() > 3);
        for at in places {
            let changed = format!("{}{}", &text[..at], &text[at + 4..]);
            let Since::Changed(place) = since(&changed) else { panic!("a lost `not` is not seen") };
            let words = Words::of(&changed);
            let bytes = words.bytes(&place);
            assert!(bytes.start <= at + 60 && at < bytes.end + 60 && place.len() < 400, "{bytes:?} {at}");
        }
    }
}

#[test]
fn a_number_or_letter_of_a_built_text_is_no_dress() {
    let prose = "1.1 Ponds\n\nYou may feed the ducks under paragraph (b) of this page, for thirty (30) days, \
                 with a spoon.\n\n1.2 Geese\n\nSection 1.1 is for geese as well, of (i) the pond and (ii) the lake.\n";
    let mark = Mark::of(prose, "pond-1.0", "1").line();
    let built = format!("{prose}\n{mark}\n");
    let changed = [
        ("(b)", "(c)"),
        ("(30)", "(99)"),
        ("(30)", ""),
        ("(30)", "\n(99)\n"),
        ("Section 1.1", "Section 1.2"),
        ("a spoon", "spoon"),
        ("(ii)", "(iv)"),
    ];
    for (was, is) in changed {
        assert!(matches!(since(&built.replace(was, is)), Since::Changed(_)), "{was} {is}");
    }
    assert!(matches!(since(&built.replace("1.2 Geese", "1.3 Geese")), Since::Renumbered(_)));
    for (was, is) in [
        (" (b)", "\n(b)"),
        (" (30)", "\n(30)\n"),
        ("Section 1.1", "Section\n1.1"),
        (" a spoon", "\na\nspoon"),
        ("\n\n", "\n"),
        ("1.2 G", "G"),
    ] {
        assert!(matches!(since(&built.replace(was, is)), Since::Same(_)), "{was} {is}");
    }
}

#[test]
fn identify_names_the_spec() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("identify-own");
    fs::create_dir_all(&folder).unwrap();
    let text = &built()[2];
    fs::write(folder.join("same.md"), text).unwrap();
    fs::write(folder.join("changed.md"), text.replacen(" must ", " may ", 1)).unwrap();
    fs::write(folder.join("other.txt"), "SPDX-License-Identifier: MIT\n").unwrap();
    let schema = serde_json::from_str(&fs::read_to_string("schemas/identify.schema.json").unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let run = |name: &str| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_railc")).args(["identify", name, "--format", "json"]).current_dir(&folder).output().unwrap();
        let document = serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
        let errors: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        (output.status.code(), document)
    };
    let (code, same) = run("same.md");
    assert_eq!((code, &same["verdict"], &same["matches"][0]["license"]), (Some(0), &"exact".into(), &"garden-open-rail-m".into()));
    assert_eq!(same["files"][0]["mentions"][0], "LicenseRef-garden-open-rail-m");
    let (code, changed) = run("changed.md");
    assert_eq!(
        (code, &changed["verdict"], &changed["matches"][0]["differences"][0]["kind"]),
        (Some(1), &"variant".into(), &"changed".into())
    );
    let clause = changed["matches"][0]["differences"][0]["clause"].as_str().unwrap();
    assert!(clause.starts_with(|sign: char| sign.is_ascii_digit()), "{clause}");
}
