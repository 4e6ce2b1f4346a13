//! Runs the cases of `tests/suite`: files, a command, and its whole output, in one readable Markdown file.
//!
//! A block ```` ```yaml use.yaml ```` is a file; a block ```` ```console ```` holds `$ railc …` lines (`$ COLUMNS=120 railc …` for another width), each with its output on either stream and
//! `[exit N]` where N is not 0. With `RAILC_BLESS=1` the outputs are rewritten; read them before committing.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_case_prints_what_it_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in cases(Path::new("tests/suite")) {
        let text = fs::read_to_string(&path).unwrap();
        if !text.contains("```console") {
            continue;
        }
        count += 1;
        let got = run(&text);
        if got != text {
            if std::env::var_os("RAILC_BLESS").is_some() {
                fs::write(&path, &got).unwrap();
            }
            wrong.push(format!("{}\n{}", path.display(), first_difference(&text, &got)));
        }
    }
    assert!(count > 15, "only {count} cases were found");
    assert!(
        wrong.is_empty(),
        "{} of {count} cases differ; read them, then keep them with RAILC_BLESS=1\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(cases(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The case with the outputs as they are now.
fn run(text: &str) -> String {
    let folder = empty_folder();
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        writeln!(out, "{line}").unwrap();
        let Some(opening) = line.strip_prefix("```").filter(|opening| !opening.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if opening == "console" {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                writeln!(out, "$ {command}").unwrap();
                out.push_str(&output_of(command, &folder));
            }
        } else {
            if let Some((_, name)) = opening.split_once(' ') {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, block.join("\n") + "\n").unwrap();
            }
            block.iter().for_each(|line| writeln!(out, "{line}").unwrap());
        }
        writeln!(out, "```").unwrap();
    }
    out
}

/// The folder where a case runs, emptied.
fn empty_folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("suite-{}", std::process::id()));
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn output_of(command: &str, folder: &Path) -> String {
    let words: Vec<&str> = command.split_whitespace().collect();
    let (set, words): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| word.starts_with("COLUMNS="));
    match words.as_slice() {
        ["railc", arguments @ ..] => {
            let output = Command::new(env!("CARGO_BIN_EXE_railc"))
                .args(arguments)
                .current_dir(folder)
                .env("NO_COLOR", "1")
                .env_remove("COLUMNS")
                .envs(set.iter().filter_map(|set| set.split_once('=')))
                .env("RUST_BACKTRACE", "0")
                .output()
                .unwrap();
            let mut text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            match output.status.code() {
                Some(0) => {}
                code => writeln!(text, "[exit {}]", code.map_or("by a signal".to_owned(), |code| code.to_string())).unwrap(),
            }
            text
        }
        ["cat", name] => fs::read_to_string(folder.join(name)).unwrap_or_else(|error| format!("{error}\n")),
        ["ls", name] => {
            let mut names: Vec<String> = fs::read_dir(folder.join(name))
                .map(|entries| entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect())
                .unwrap_or_default();
            names.sort();
            names.iter().map(|name| format!("{name}\n")).collect()
        }
        other => panic!("a case can't run {other:?}"),
    }
}

fn first_difference(wanted: &str, got: &str) -> String {
    let differing =
        wanted.lines().zip(got.lines()).position(|(wanted, got)| wanted != got).unwrap_or(wanted.lines().count().min(got.lines().count()));
    let show = |text: &str| text.lines().skip(differing).take(6).map(|line| format!("    {line}\n")).collect::<String>();
    format!("  from line {}\n  wanted\n{}  got\n{}", differing + 1, show(wanted), show(got))
}
