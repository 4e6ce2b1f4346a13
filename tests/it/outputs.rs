//! What a run leaves behind however it ends: files whole, nothing mixed by a failure, nothing left for ever; and an exit code that holds whoever reads.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const OUTPUTS: [&str; 8] = ["LICENSE.md", "LICENSE.txt", "LICENSE.html", "deed.html", "deed.svg", "deed.md", "policy.json", "card.md"];

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("outputs-{name}-{}", std::process::id()));
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn railc(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_railc"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    railc(folder, arguments).output().unwrap()
}

/// A spec whose outputs all have `word` in them, and are long enough that writing them takes a while.
fn spec(word: &str) -> String {
    let head = format!("license \"{word}\" version \"1\"\n  id {word}\n  licensor \"{word}\"\n  covers artifact.model\nsection @s \"S\"\n");
    let text = format!("{word} ").repeat(300);
    let clause = |at: usize| format!("clause @c{at} \"C\"\n  permit action.run\n  text \"{text}\"\n");
    head + &(0..30).map(clause).collect::<String>()
}

/// The files of a folder by their names.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap_or_default())).collect()
}

/// Makes the left files in a folder as old as if the process that left them was killed an hour ago: their names say when they were made.
fn grow_old(folder: &Path) {
    for name in files(folder).into_keys().filter(|name| name.ends_with(".railc-tmp")) {
        let mut parts: Vec<String> = name.split('.').map(str::to_owned).collect();
        let made = parts.len() - 3;
        parts[made] = (parts[made].parse::<u64>().unwrap() - 3_600).to_string();
        fs::rename(folder.join(&name), folder.join(parts.join("."))).unwrap();
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_whole_files_and_the_next_one_clears_up() {
    let folder = folder("killed");
    let whole: Vec<BTreeMap<String, Vec<u8>>> = ["old", "new"]
        .map(|word| {
            fs::write(folder.join(format!("{word}.rail")), spec(word)).unwrap();
            assert!(run(&folder, &["build", &format!("{word}.rail"), "-o", word]).status.success());
            files(&folder.join(word))
        })
        .to_vec();
    let started = std::time::Instant::now();
    assert!(run(&folder, &["build", "old.rail", "-o", "out"]).status.success());
    let takes = started.elapsed();
    let (out, mut was_killed) = (folder.join("out"), 0);
    // How long a build takes depends on what else the machine does: some rounds kill none.
    for round in 0..300 {
        if was_killed > 20 {
            break;
        }
        let mut child = railc(&folder, &["build", ["new.rail", "old.rail"][round % 2], "-o", "out"]).stdout(Stdio::null()).spawn().unwrap();
        let share = std::hash::RandomState::new().build_hasher().finish() % 100;
        std::thread::sleep(takes.mul_f64(0.5 + share as f64 / 150.0));
        _ = child.kill();
        was_killed += usize::from(!child.wait().unwrap().success());
        let found = files(&out);
        for name in OUTPUTS {
            assert!(whole.iter().any(|whole| whole.get(name) == found.get(name)), "{name} is neither the old nor the new one");
        }
        grow_old(&out);
    }
    assert!(was_killed > 0, "every build was done before it was killed");
    assert!(run(&folder, &["build", "new.rail", "-o", "out"]).status.success());
    assert_eq!(files(&out), whole[1], "nothing is left besides the outputs");
}

#[test]
fn leftovers_of_others_and_fresh_ones_stay() {
    let folder = folder("leftovers");
    fs::write(folder.join("a.rail"), spec("a")).unwrap();
    fs::create_dir(folder.join("out")).unwrap();
    let random = "0123456789abcdef0123456789abcdef";
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let (old, fresh) = (format!(".card.md.1700000000.{random}.railc-tmp"), format!(".card.md.{now}.{random}.railc-tmp"));
    for name in [&old, &fresh, ".card.md.tmp", "notes.txt", ".railc-tmp"] {
        fs::write(folder.join("out").join(name), "x").unwrap();
    }
    assert!(run(&folder, &["build", "a.rail", "-o", "out"]).status.success());
    let left: Vec<String> = files(&folder.join("out")).into_keys().filter(|name| !OUTPUTS.contains(&name.as_str())).collect();
    assert_eq!(left, [fresh.as_str(), ".card.md.tmp", ".railc-tmp", "notes.txt"].map(str::to_owned));
}

#[test]
fn where_one_output_cannot_be_written_none_is() {
    let folder = folder("blocked");
    fs::write(folder.join("a.rail"), spec("a")).unwrap();
    fs::create_dir_all(folder.join("out/card.md")).unwrap();
    fs::write(folder.join("out/LICENSE.md"), "before").unwrap();
    assert_eq!(run(&folder, &["build", "a.rail", "-o", "out"]).status.code(), Some(2));
    let left = files(&folder.join("out"));
    assert_eq!(left.keys().collect::<Vec<_>>(), ["LICENSE.md", "card.md"]);
    assert_eq!(left["LICENSE.md"], b"before");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_never_replaced() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = folder("irregular");
    fs::write(folder.join("a.rail"), spec("a")).unwrap();
    fs::create_dir(folder.join("out")).unwrap();
    fs::write(folder.join("kept"), "before").unwrap();
    for pipe in ["pipe", "out/card.md"] {
        assert!(Command::new("mkfifo").arg(folder.join(pipe)).status().unwrap().success());
    }
    symlink(folder.join("kept"), folder.join("link")).unwrap();
    symlink(folder.join("pipe"), folder.join("to-pipe")).unwrap();
    let calls: [&[&str]; 4] = [
        &["new", "--yes", "--force", "-o", "pipe"],
        &["new", "--yes", "--force", "-o", "link"],
        &["new", "--yes", "--force", "-o", "to-pipe"],
        &["build", "a.rail", "-o", "out"],
    ];
    for call in calls {
        let output = run(&folder, call);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains("R0607") && said.contains("only a regular file"), "{call:?}: {said}");
    }
    for pipe in ["pipe", "out/card.md"] {
        assert!(folder.join(pipe).symlink_metadata().unwrap().file_type().is_fifo(), "{pipe}");
    }
    assert!(folder.join("link").is_symlink() && folder.join("to-pipe").is_symlink());
    assert_eq!((fs::read(folder.join("kept")).unwrap(), fs::read_dir(folder.join("out")).unwrap().count()), (b"before".to_vec(), 1));
}

#[cfg(unix)]
#[test]
fn layout_follows_a_link_to_its_file() {
    let folder = folder("linked");
    fs::write(folder.join("a.rail"), "license   \"A\" version \"1\"\n").unwrap();
    std::os::unix::fs::symlink("a.rail", folder.join("link.rail")).unwrap();
    assert!(run(&folder, &["fmt", "link.rail"]).status.success());
    assert!(folder.join("link.rail").is_symlink());
    assert_eq!(fs::read_to_string(folder.join("a.rail")).unwrap(), "license \"A\" version \"1\"\n");
}

#[cfg(unix)]
#[test]
fn a_name_of_a_file_begins_no_line() {
    let folder = folder("names");
    for (name, text) in [("a\nEXACT.rail", spec("a")), ("a\nEXACT.yaml", "action: [run]\n".to_owned())] {
        fs::write(folder.join(name), text).unwrap();
    }
    let calls: [&[&str]; 7] = [
        &["new", "--yes", "-o", "b\nEXACT.rail"],
        &["new", "--yes", "-o", "b\nEXACT.rail"],
        &["build", "a\nEXACT.rail", "-o", "out\nEXACT"],
        &["fmt", "a\nEXACT.rail"],
        &["test", "b\nEXACT.rail"],
        &["show", "a\nEXACT.rail"],
        &["check", "a\nEXACT.yaml", "--license", "a\nEXACT.rail"],
    ];
    for call in calls {
        let output = run(&folder, call);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!said.is_empty() && said.lines().all(|line| !line.starts_with("EXACT")), "{call:?}: {said}");
    }
}

#[test]
fn builds_into_one_folder_at_once_do_not_fail_each_other() {
    let folder = folder("at-once");
    fs::write(folder.join("a.rail"), spec("a")).unwrap();
    let builds: Vec<_> = (0..8).map(|_| railc(&folder, &["build", "a.rail", "-o", "out"]).stdout(Stdio::null()).spawn().unwrap()).collect();
    assert!(builds.into_iter().all(|mut build| build.wait().unwrap().success()));
    assert_eq!(
        files(&folder.join("out")).keys().collect::<Vec<_>>(),
        ["LICENSE.html", "LICENSE.md", "LICENSE.txt", "card.md", "deed.html", "deed.md", "deed.svg", "policy.json"]
    );
}

#[test]
fn fmt_changes_all_specs_or_none() {
    let folder = folder("fmt");
    fs::write(folder.join("a.rail"), "license \"A\"   version \"1\"\n").unwrap();
    fs::write(folder.join("broken.rail"), "license license\n").unwrap();
    for other in ["missing.rail", "broken.rail"] {
        assert_eq!(run(&folder, &["fmt", "a.rail", other]).status.code(), Some(2));
        assert_eq!(fs::read_to_string(folder.join("a.rail")).unwrap(), "license \"A\"   version \"1\"\n");
    }
    assert!(run(&folder, &["fmt", "a.rail", "a.rail"]).status.success());
    assert_eq!(fs::read_to_string(folder.join("a.rail")).unwrap(), "license \"A\" version \"1\"\n");
    assert_eq!(files(&folder).len(), 2);
}

/// The exit code of a command whose reader is gone before it prints.
fn code_without_reader(folder: &Path, arguments: &[&str]) -> Option<i32> {
    let mut child = railc(folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap().code()
}

#[test]
fn the_exit_code_holds_though_nobody_reads() {
    let folder = folder("unread");
    fs::write(folder.join("bad.yaml"), "purpose: [medical.advice]\nsafeguard: {human-oversight.professional.medical: no}\n").unwrap();
    fs::write(folder.join("good.yaml"), "action: [run]\n").unwrap();
    let code = |arguments: &[&str]| code_without_reader(&folder, arguments);
    for more in [&[][..], &["--format", "json"]] {
        assert_eq!(code(&[&["check", "bad.yaml", "-l", "bigscience-rail-1.0"], more].concat()), Some(1));
        assert_eq!(code(&[&["check", "good.yaml", "-l", "apache-2.0"], more].concat()), Some(0));
        assert_eq!(code(&[&["check", "missing.yaml", "-l", "apache-2.0"], more].concat()), Some(2));
    }
    assert_eq!(code(&["--help"]), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_printed_is_a_failure() {
    let folder = folder("full");
    for arguments in [&["--help"][..], &["--version"], &["check", "--help"], &["licenses"], &["licenses", "--format", "json"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        assert_eq!(railc(&folder, arguments).stdout(full).stderr(Stdio::null()).status().unwrap().code(), Some(2), "{arguments:?}");
    }
}
