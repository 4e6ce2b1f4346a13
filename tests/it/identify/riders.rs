//! Nothing that could bind anybody stands beside an exact copy.

use std::fs;
use std::process::{Command, Output};

use railc_identify::fingerprint::{Mark, Since};
use railc_identify::matching::Verdict;
use railc_identify::words::Words;

use super::{found, originals, shown};

/// A text of the originals, or none where they are absent.
fn original(name: &str) -> Option<String> {
    originals().into_iter().find(|original| original.name == name).map(|original| original.text)
}

fn is(verdict: Verdict, texts: &[String]) {
    let wrong: Vec<String> = texts
        .iter()
        .map(|text| (text, found(text)))
        .filter(|(_, found)| found.verdict() != verdict)
        .map(|(text, found)| {
            let differs = text.lines().take(3).collect::<Vec<_>>().join(" | ");
            format!("{differs} … {}: {}", text.lines().last().unwrap_or_default(), shown(&found))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_beside_a_license_are_told() {
    let (Some(mit), Some(apache)) = (original("mit"), original("apache-2.0")) else { return };
    let notice = "Copyright (c) 2026 Duck Pond. Commercial use is not allowed and costs 100 ducks a month.";
    let around = [
        format!("{mit}\n\nCommercial use is prohibited. You must pay.\n"),
        format!("{mit}\n\nFeed the ducks.\n"),
        format!("{mit}\n\n禁止商用。\n"),
        format!("禁止商用。\n\n{mit}"),
        format!("Commercial use is not allowed.\n\n{mit}"),
        format!("It is illegal to feed geese.\n\n{mit}"),
        format!("Anyone who feeds ducks with it has to pay 100 dollars.\n\n{mit}"),
        format!("one line\n\ntwo lines\n\nthree lines\n\nfour lines\n\n{mit}"),
        format!("{mit}\n\nAnyone who feeds ducks with it has to pay.\n\n{apache}"),
        format!("{notice}\n\n{mit}"),
        format!("{mit}\n\n{notice}\n"),
        format!("Apache License 2.0\n\n{mit}"),
        format!("GNU Affero General Public License version 3\n\n{mit}"),
        format!("MIT License (non-commercial use only)\n\n{mit}"),
        format!("---\nYou shall not feed the geese.\n---\n\n{mit}"),
        format!("---\nlicense: mit\nextra_gated_prompt: feed the ducks\n---\n\n{mit}"),
        apache.replace("      To apply the Apache License", "      Feed the ducks of the pond.\n\n      To apply the Apache License"),
    ];
    is(Verdict::Variant, &around);
    let harmless = [
        format!("MIT License\n\nCopyright (c) 2019-2026 Duck Pond and its friends\n\n{mit}"),
        format!("© 2026 Duck Pond. All rights reserved.\n\n{mit}"),
        format!("---\nlicense: mit\ntags:\n- ducks\n---\n\n{mit}"),
        format!("Weights of Pond 7B\n\n{mit}"),
    ];
    is(Verdict::Exact, &harmless);
}

#[test]
fn a_line_given_again_is_no_header_amid_a_sentence() {
    let Some(text) = original("llama3.1-license") else { return };
    let parts: Vec<&str> = text.split("\n\n").collect();
    let with = |line: &str| {
        format!("{}\n\n{line}\n\n{}\n\n{line}\n\n{}", parts[..4].join("\n\n"), parts[4..7].join("\n\n"), parts[7..].join("\n\n"))
    };
    is(
        Verdict::Variant,
        &[with("Geese are another matter"), with("\u{c}Feed the geese twice\u{c}\nYou must pay"), with("You must feed the ducks")],
    );
}

#[test]
fn what_a_reader_sees_is_no_dress() {
    let Some(mit) = original("mit") else { return };
    let place = "without restriction";
    let with = |words: &str| mit.replacen(place, &format!("{place}{words}"), 1);
    let seen = [
        " <b but never for geese>",
        " <scripture> but never for geese </scripture>",
        " [](but-never-for-geese)",
        " <!-- but never for any geese -->",
        " (100)",
        " ~~100~~",
        " <del>of geese</del>",
        " &lt;b but never for geese&gt;",
    ];
    is(Verdict::Variant, &seen.map(with));
    let hidden = [mit.replacen("WITHOUT", "~~WITHOUT~~", 1), mit.replacen("WITHOUT", "<span style=\"display:none\">WITHOUT</span>", 1)];
    is(Verdict::Variant, &hidden);
    is(Verdict::Exact, &[mit.replacen("WITHOUT", "<b class=\"x\">WITHOUT</b>", 1)]);
}

#[test]
fn amounts_in_brackets_count() {
    let Some(text) = original("nvidia-model-training-2025") else { return };
    is(Verdict::Variant, &[text.replacen("thirty (30)", "thirty (999)", 1), text.replacen("thirty (30)", "thirty\n(999)", 1)]);
}

#[test]
fn a_number_alone_on_a_line_amid_a_sentence_counts() {
    let (Some(llama), Some(mit)) = (original("llama3.1-license"), original("mit")) else { return };
    let threshold = "greater than 700 million";
    assert!(llama.contains(threshold));
    let with = |number: &str| llama.replacen(threshold, &format!("greater than{number}million"), 1);
    is(Verdict::Variant, &["\n7\n", "\n\n7\n\n", "\n700\n7\n", " 700\n(7)\n", "\n7.\n"].map(with));
    is(Verdict::Variant, &["\n5\n", "\n\n5\n\n", "\na\n", "\n(5)\n"].map(|number| mit.replacen(" without restriction", number, 1)));
    is(Verdict::Variant, &["\n5\n", "\na\n", "\n(5)\n"].map(|number| mit.replacen("without ", &format!("without{number}"), 1)));
    is(Verdict::Exact, &[with("\n700\n"), with("\n\n700\n\n"), with(" 700\n12\n\u{c}")]);
    let lines: Vec<&str> = mit.split_inclusive(' ').collect();
    let pages = lines.chunks(80).zip(1..).map(|(page, number)| format!("{}\n{number}\n", page.concat()));
    is(Verdict::Exact, &[pages.collect()]);
}

#[test]
fn signs_beside_a_number_count() {
    let (Some(llama), Some(stability)) = (original("llama3.1-license"), original("stability-ai-community-2024")) else { return };
    is(Verdict::Variant, &["$700", "700%", "> 700", "<700", "≥ 700", "\n> 700"].map(|number| llama.replacen("700", number, 1)));
    is(Verdict::Variant, &[stability.replacen("$1", "1", 1), stability.replacen("$1", "€1", 1), stability.replacen("50%", "50", 1)]);
    let dressed = [stability.replace('$', "&#36;").replace('%', " %"), stability.replace("$1", "\\$1"), stability.replace('$', "$\n")];
    is(Verdict::Exact, &dressed);
}

#[test]
fn a_forged_mark_is_none() {
    assert!(Mark::read("You may do nothing.\nrailc-build: llama-3.1 1 0 e3b0c44298fc1c14 0 0 0 A\n").is_none());
    let line = Mark::of("Feed the ducks of the pond.", "pond-1.0", "1").line();
    assert!(Mark::read(&format!("Feed the ducks of the pond. {line}")).is_none());
    let text = format!("Feed the ducks of the pond.\n{line}\n");
    let (mark, at) = Mark::read(&text).unwrap();
    assert!(matches!(mark.since(&Words::of(&text[..at.start])), Since::Same(_)) && text[at.end..].trim().is_empty());
}

fn run(folder: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_railc")).arg("identify").args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn the_command_is_never_silent_and_names_are_safe() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("identify-riders");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("empty")).unwrap();
    let output = run(&folder, &["empty"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.is_empty());
    let prose = "Feed the ducks of the pond.";
    let built = format!("{prose}\n{}\n", Mark::of(prose, "pond-1.0", "1").line());
    fs::write(folder.join("same.txt"), &built).unwrap();
    fs::write(folder.join("after.txt"), format!("{built}\nNever the geese.\n")).unwrap();
    fs::write(folder.join("before.txt"), format!("You must never feed the geese.\n\n{built}")).unwrap();
    let lines = |output: &Output| String::from_utf8_lossy(&output.stdout).lines().count();
    assert_eq!(lines(&run(&folder, &["same.txt", "same.txt"])), 1);
    assert_eq!(["same.txt", "after.txt", "before.txt"].map(|name| run(&folder, &[name]).status.code()), [Some(0), Some(1), Some(1)]);
    #[cfg(unix)]
    {
        fs::write(folder.join("d\nEXACT    LICENSE: mit"), "ducks").unwrap();
        let shown = run(&folder, &["d\nEXACT    LICENSE: mit"]);
        assert!(!String::from_utf8_lossy(&shown.stdout).lines().any(|line| line.starts_with("EXACT")));
    }
}
