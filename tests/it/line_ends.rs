//! A checkout on Windows ends its lines in another way; nothing that comes of it may differ.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use railc::License;

/// Every spec of the project.
fn specs() -> Vec<PathBuf> {
    let folders = ["examples", "licenses/own", "licenses/readings", "licenses/clauses"];
    let entries = folders.into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rail"));
    paths.sort();
    paths
}

fn of_windows(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// All that is made of a spec.
fn outputs(spec: &str) -> [Option<String>; 4] {
    let (license, _) = License::compile("spec.rail", spec).into_result().unwrap();
    let text = |text: Option<&str>| text.map(str::to_owned);
    [text(license.markdown()), license.plain(), Some(license.policy().to_json()), Some(license.card())]
}

#[test]
fn outputs_and_hashes_are_the_same() {
    for path in specs().into_iter().filter(|path| !path.starts_with("licenses/clauses")) {
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(outputs(&text), outputs(&of_windows(&text)), "{}", path.display());
    }
}

#[test]
fn specs_are_formatted_with_the_ends_that_they_have() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("line-ends-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let format = |paths: &[PathBuf], more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_railc")).arg("fmt").args(more).args(paths).output().unwrap().status.code()
    };
    let copies: Vec<PathBuf> = specs().iter().map(|path| folder.join(path.file_name().unwrap())).collect();
    for (path, copy) in specs().iter().zip(&copies) {
        fs::write(copy, of_windows(&fs::read_to_string(path).unwrap())).unwrap();
    }
    assert_eq!(format(&copies, &["--check"]), Some(0));
    let loose = folder.join("loose.rail");
    fs::write(&loose, "license  \"A\" version \"1\"\r\nclause @a\r\n   permit action.run\r\n").unwrap();
    assert_eq!(format(std::slice::from_ref(&loose), &[]), Some(0));
    let text = fs::read_to_string(&loose).unwrap();
    assert!(
        text.lines().count() > 2 && text.matches('\n').count() == text.matches("\r\n").count() && !text.contains("license  "),
        "{text:?}"
    );
    fs::remove_dir_all(&folder).unwrap();
}
