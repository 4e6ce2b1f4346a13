//! Bulk checks: each line as `check` answers it, whatever the threads; and outputs that are whole, however a run ends.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use railc_core::base::Sources;
use railc_core::check::{Checker, ChosenPolicy, check_all};
use railc_core::diagnostic::Diagnostics;
use railc_core::diagnostic::format::entries;
use railc_core::report;
use railc_core::report::bulk::format::{DecidedLine, DutyLine, VerdictLine};
use railc_core::report::bulk::{Block, Bulk, Setup};
use railc_core::report::format::{QuestionEntry, ResultEntry};
use railc_core::usage::{Format, Unknown, read};

/// The lines that `check` would give for one line, if it printed them; without the places of diagnostics.
fn one_by_one(line: &str, name: &str, policies: &[ChosenPolicy]) -> Vec<VerdictLine> {
    let mut sources = Sources::new();
    let source = sources.add("uses.jsonl", line);
    let (uses, mut wrong) = read(source, line, Format::Json, &[railc_library::vocabulary()], Unknown::Error).into_parts();
    let uses: Vec<_> = if wrong.has_errors() { Vec::new() } else { uses.unwrap_or_default() };
    let uses: Vec<_> = uses.into_iter().map(|described| (name.to_owned(), described)).collect();
    let (checked, found) = check_all(&uses, policies, railc_library::known()).into_parts();
    wrong.append(found);
    let document = report::document(&checked.unwrap_or_default(), &uses, policies, &Diagnostics::new(), &sources);
    let mut lines: Vec<VerdictLine> = document.results.iter().map(|result| VerdictLine::Decided(Box::new(line_of(result)))).collect();
    if wrong.has_errors() {
        let mut wrong =
            report::bulk::format::WrongLine { version: 1, described: name.to_owned(), diagnostics: entries(wrong.as_slice(), &sources) };
        wrong.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.labels.clear());
        lines.push(VerdictLine::Wrong(wrong));
    }
    lines
}

/// A result, as far as a line of verdicts says it.
fn line_of(result: &ResultEntry) -> DecidedLine {
    let rules = |missing: bool| result.decisive.iter().filter(move |rule| (rule.kind == "no-grant") == missing);
    let names = |questions: &[QuestionEntry]| questions.iter().map(|question| question.proposition.clone()).collect();
    // `no grant names action.sell (to sell it)`
    let action = |words: &str| words.split_whitespace().nth(3).unwrap().to_owned();
    DecidedLine {
        version: 1,
        described: result.described.clone(),
        title: result.title.clone(),
        license: result.license.id.clone(),
        modules: result.license.modules.clone(),
        verdict: result.verdict.clone(),
        decisive: rules(false).map(|rule| rule.rule.clone()).collect(),
        no_grant: rules(true).map(|rule| action(&rule.words)).collect(),
        duties: result
            .duties
            .iter()
            .map(|duty| DutyLine { rule: duty.rule.clone(), due: duty.due.clone(), status: duty.status.clone() })
            .collect(),
        questions: names(&result.questions),
        follow_ups: names(&result.follow_ups),
    }
}

/// A use on a line; now and then one that contradicts itself, or has an unknown name.
fn line() -> impl Strategy<Value = String> {
    let vocabulary = railc_library::vocabulary();
    let plain = vocabulary.concepts().filter(|concept| !concept.is_abstract()).map(|concept| concept.name().to_owned());
    let others = ["module.weapons-and-warfare", "question.reach", "purpose.xyzzy"].map(str::to_owned);
    let names = prop_oneof![60 => select(plain.collect::<Vec<_>>()), 1 => select(others.to_vec())];
    let answers = select(vec!["yes", "yes", "yes", "no", "unknown"]);
    let number = prop::option::of((select(vec!["monthly-active-users", "annual-revenue.licensee.usd"]), 0..2_000_000_000u64));
    let beginning = select(vec!["", "\"use\":\"A \\\"use\\\"\",", "\"version\":1,", "\"presume\":\"nothing\",", "\"open\":[\"effect\"],"]);
    (beginning, btree_map(names, answers, 1..9), number).prop_map(|(beginning, facts, number)| {
        let mut facets: Vec<(String, Vec<String>)> = Vec::new();
        for (name, answer) in facts {
            let (facet, name) = name.split_once('.').unwrap();
            let said = format!("\"{name}\":\"{answer}\"");
            match facets.last_mut().filter(|(last, _)| last == facet) {
                Some((_, all)) => all.push(said),
                None => facets.push((facet.to_owned(), vec![said])),
            }
        }
        let facets = facets.into_iter().map(|(facet, all)| format!("\"{facet}\":{{{}}}", all.join(",")));
        let number = number.map(|(scalar, value)| format!("\"{scalar}\":{value}"));
        format!("{{{beginning}{}}}", facets.chain(number).collect::<Vec<_>>().join(","))
    })
}

#[test]
fn every_line_is_answered_as_if_it_were_checked_alone() {
    let ids = ["open-rail-m", "llama-3.1", "bigscience-rail-1.0", "apache-2.0"];
    let mut policies: Vec<ChosenPolicy> = ids.iter().map(|id| ChosenPolicy::unchosen(railc_library::policy(id).unwrap())).collect();
    let generated = railc_library::policy("rail-generator-open-rail-ams").unwrap();
    policies.push(ChosenPolicy::unchosen(generated.clone()));
    policies.push(ChosenPolicy::choosing(generated, &["weapons-and-warfare".to_owned()]));
    let checkers = policies.iter().map(|chosen| Checker::new(chosen.policy.clone())).collect();
    let setup = Setup { name: "uses.jsonl", policies: &policies, is_strict: false, remembered: 2_000 };
    // What one block has taught is there for the next.
    let bulk = std::cell::RefCell::new(Bulk::new(setup, checkers, railc_library::known()));
    let cases = std::env::var("RAILC_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150);
    TestRunner::new(Config { cases, ..Config::default() })
        .run(&(vec(line(), 1..8), 1..1_000u64), |(lines, first)| {
            let text = lines.join("\n");
            let done = bulk.borrow_mut().check(Block { first, text: text.as_bytes(), is_too_long: false });
            let out = String::from_utf8(done.out).unwrap();
            let mut found: Vec<VerdictLine> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            for wrong in found.iter_mut().filter_map(|line| if let VerdictLine::Wrong(wrong) = line { Some(wrong) } else { None }) {
                wrong.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.labels.clear());
            }
            let name = |at: u64| format!("uses.jsonl:{at}");
            let alone: Vec<VerdictLine> = lines.iter().zip(first..).flat_map(|(line, at)| one_by_one(line, &name(at), &policies)).collect();
            prop_assert_eq!(found, alone);
            Ok(())
        })
        .unwrap();
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bulk-{name}-{}", std::process::id()));
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn command(folder: &Path, uses: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_railc"));
    command.args(["check", "--uses", uses, "--license", "open-rail-m"]).args(more);
    command.current_dir(folder).env("NO_COLOR", "1").env("RUST_BACKTRACE", "0").stdin(Stdio::null());
    command
}

fn run(folder: &Path, uses: &str, more: &[&str]) -> Output {
    command(folder, uses, more).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// So many uses, all different; now and then one with a mistake.
fn uses(count: usize) -> String {
    let purposes = ["medical.advice", "employment.screening", "education", "surveillance", "medicl"];
    let use_of = |at: usize| {
        let purpose = purposes[if at % 97 == 50 { 4 } else { at % 4 }];
        format!("{{\"use\":\"Product {at}\",\"purpose\":[\"{purpose}\"],\"monthly-active-users\":{at}}}\n")
    };
    (0..count).map(use_of).collect()
}

#[test]
fn threads_change_nothing() {
    let folder = folder("threads");
    fs::write(folder.join("uses.jsonl"), uses(5_000)).unwrap();
    let outputs: Vec<Output> = ["1", "2", "7"].iter().map(|threads| run(&folder, "uses.jsonl", &["--threads", threads])).collect();
    assert_eq!(outputs[0].stdout.iter().filter(|byte| **byte == b'\n').count(), 5_000);
    for output in &outputs {
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout == outputs[0].stdout && output.stderr == outputs[0].stderr);
    }
    assert!(
        told(&outputs[0]).contains("… and 32 more wrong lines\n4,948 uses of uses.jsonl checked, 52 lines wrong\n"),
        "{}",
        told(&outputs[0])
    );
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_run_that_was_stopped_is_gone_on_with_if_nothing_has_changed() {
    let folder = folder("resumed");
    let (broken, mended) = (uses(5_000), uses(5_000).replace("medicl", "medical"));
    let write = |text: &str| fs::write(folder.join("uses.jsonl"), text).unwrap();
    write(&mended);
    assert_eq!(run(&folder, "uses.jsonl", &["-o", "whole.jsonl"]).status.code(), Some(0));
    let whole = fs::read(folder.join("whole.jsonl")).unwrap();
    // All mended but a line near the end, so that there is something to go on behind.
    let at = broken.rfind("medicl").unwrap();
    let late = mended[..at].to_owned() + &broken[at..];
    let stop = || {
        write(&late);
        let output = run(&folder, "uses.jsonl", &["-o", "out.jsonl", "--strict"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stdout).contains("stopped at line 4,9"), "{output:?}");
        assert!(!folder.join("out.jsonl").exists());
        write(&mended);
    };
    let part = folder.join("out.jsonl.railc-part");
    let ends = |beginning: &str, more: &[&str]| {
        let output = run(&folder, "uses.jsonl", &[&["-o", "out.jsonl"], more].concat());
        assert_eq!(output.status.code(), Some(0));
        assert!(told(&output).starts_with(beginning), "{}", told(&output));
        assert!(!part.exists() && !folder.join("out.jsonl.railc-progress").exists());
        let found = fs::read(folder.join("out.jsonl")).unwrap();
        fs::remove_file(folder.join("out.jsonl")).unwrap();
        (found, String::from_utf8(output.stdout).unwrap())
    };
    stop();
    let (found, summary) = ends("going on behind line ", &[]);
    assert!(found == whole && summary.starts_with("5,000 uses of uses.jsonl checked\n"), "{summary}");
    // A cut line, and lines that nobody noted, are cut off.
    stop();
    File::options().append(true).open(&part).unwrap().write_all(b"{\"version\":1,\"use\":\"uses.js").unwrap();
    assert!(ends("going on behind line ", &[]).0 == whole);
    // What has changed is noticed.
    stop();
    write(&mended.replacen("Product 7\"", "Product 8\"", 1));
    ends("a run that was stopped has left verdicts, but the uses have changed: beginning anew\n", &[]);
    stop();
    ends("a run that was stopped has left verdicts, but the licenses have changed: beginning anew\n", &["--license", "llama-3.1"]);
    stop();
    fs::write(&part, "{}\n").unwrap();
    assert!(ends("a run that was stopped has left verdicts, but they can't be read any more: beginning anew\n", &[]).0 == whole);
    stop();
    let note = folder.join("out.jsonl.railc-progress");
    let noted = fs::read_to_string(&note).unwrap();
    fs::write(&note, noted.replacen("\"lines\":", "\"lines\":1", 1)).unwrap();
    assert!(ends("a run that was stopped has left verdicts, but it can't be told how far they go: beginning anew\n", &[]).0 == whole);
    stop();
    fs::write(&note, "{").unwrap();
    assert!(ends("a run that was stopped has left verdicts, but it can't be told how far they go: beginning anew\n", &[]).0 == whole);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_run_killed_at_any_moment_leaves_the_output_as_it_was_and_the_next_one_ends_it() {
    let folder = folder("killed");
    fs::write(folder.join("uses.jsonl"), uses(30_000).replace("medicl", "medical")).unwrap();
    let started = std::time::Instant::now();
    assert!(run(&folder, "uses.jsonl", &["-o", "whole.jsonl"]).status.success());
    let (takes, whole) = (started.elapsed(), fs::read(folder.join("whole.jsonl")).unwrap());
    let out = folder.join("out.jsonl");
    for round in 0..8 {
        fs::write(&out, "old\n").unwrap();
        let mut child = command(&folder, "uses.jsonl", &["-o", "out.jsonl"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(takes.mul_f64(f64::from(round) / 8.0));
        _ = child.kill();
        if !child.wait().unwrap().success() {
            assert_eq!(fs::read(&out).unwrap(), b"old\n");
        }
    }
    assert!(run(&folder, "uses.jsonl", &["-o", "out.jsonl"]).status.success());
    assert!(fs::read(&out).unwrap() == whole);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn lines_may_be_written_in_any_way_and_be_wrong_in_any_way() {
    let folder = folder("lines");
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(3 << 20));
    let lines: [&[u8]; 8] = [
        b"\xef\xbb\xbf{\"purpose\":[\"medical.advice\"]}\r\n",
        b"\n \t\r\n",
        b"{\"use\":\"\xff\",\"purpose\":[\"education\"]}\n",
        b"{\"use\":\"\0\",\"purpose\":[\"education\"]}\n",
        long.as_bytes(),
        b"\n[{\"purpose\":[\"education\"]}, {\"purpose\":[\"education\"]}]\n",
        b"{}\n",
        b"{\"purpose\":[\"education\"]}",
    ];
    fs::write(folder.join("uses.jsonl"), lines.concat()).unwrap();
    let output = run(&folder, "uses.jsonl", &[]);
    let found: Vec<VerdictLine> = output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let shown: Vec<String> = found
        .iter()
        .map(|line| match line {
            VerdictLine::Decided(line) => format!("{} {}", line.described, line.verdict),
            VerdictLine::Wrong(line) => format!("{} {}", line.described, line.diagnostics[0].message),
        })
        .collect();
    assert_eq!(
        shown,
        [
            "uses.jsonl:1 undetermined",
            "uses.jsonl:4 the line is not UTF-8 text, from its byte 8 on",
            "uses.jsonl:5 this is no JSON: control character (\\u0000-\\u001F) found while parsing a string",
            "uses.jsonl:6 the line is longer than 256 KiB",
            "uses.jsonl:7 a line holds one use, and this one holds 2",
            "uses.jsonl:8 this use states nothing, and no use is cleared by silence",
            "uses.jsonl:9 permitted",
        ]
    );
    assert_eq!(output.status.code(), Some(2));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_pipe_may_be_read_and_a_reader_may_go() {
    let folder = folder("pipes");
    let text = uses(20_000).replace("medicl", "medical");
    fs::write(folder.join("uses.jsonl"), &text).unwrap();
    let mut child =
        command(&folder, "-", &["-o", "out.jsonl"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(fs::read_to_string(folder.join("out.jsonl")).unwrap().lines().count(), 20_000);
    assert!(!folder.join("out.jsonl.railc-progress").exists());
    let mut child = command(&folder, "uses.jsonl", &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), told(&output).as_str()), (Some(0), ""));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_is_no_file_of_lines_is_called_so() {
    let folder = folder("calls");
    fs::write(folder.join("list.json"), "[{\"purpose\": [\"education\"]}]\n").unwrap();
    fs::write(folder.join("pretty.json"), "{\n  \"purpose\": [\"education\"]\n}\n").unwrap();
    fs::write(folder.join("empty.jsonl"), "\n\n").unwrap();
    fs::write(folder.join("uses.jsonl"), uses(3)).unwrap();
    let says = |uses: &str, more: &[&str], words: &str| {
        let output = run(&folder, uses, more);
        assert!(output.status.code() == Some(2) && told(&output).contains(words), "{uses} {more:?}\n{}", told(&output));
        assert!(output.stdout.is_empty());
    };
    says("list.json", &[], "it is a list");
    says("pretty.json", &[], "its first use takes several lines");
    says("empty.jsonl", &["-o", "out.jsonl"], "no use in `empty.jsonl`");
    says("none.jsonl", &[], "there is no such file");
    says(".", &[], "is a directory");
    says("uses.yaml", &[], "`.yaml` is none");
    says("uses.jsonl", &["-o", "uses.jsonl"], "is what this is made of, and would be lost");
    says("uses.jsonl", &["-o", "."], "can't be written");
    says("uses.jsonl", &["--emit", "html"], "--output");
    says("uses.jsonl", &["--emit", "html", "-o", "-"], "`--emit` draws beside the output");
    says("uses.jsonl", &["--format", "sarif"], "is not printed as SARIF");
    says("uses.jsonl", &["--remedies"], "cannot be used with");
    says("uses.jsonl", &["use.yaml"], "cannot be used with");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4, "nothing is left");
    fs::remove_dir_all(&folder).unwrap();
}
