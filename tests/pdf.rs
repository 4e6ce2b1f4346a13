//! `railc build` where it was built with PDF.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, reason = "a test that fails may say so loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SPEC: &str = r#"license "Bed License" version "1.0"
  id       bed
  licensor "Garden Lab"
  language en authoritative
  language fr informative
  extends  open-rail-m
"#;

/// An empty folder with a spec in it.
fn folder(name: &str, spec: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-pdf").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("bed.rail"), spec).unwrap();
    folder
}

/// What a build prints, and what it writes.
fn build(folder: &Path, arguments: &[&str]) -> (String, BTreeMap<String, Vec<u8>>) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_railc")).args(["build", "bed.rail"]).args(arguments).current_dir(folder).output().unwrap();
    let written = fs::read_dir(folder.join("out")).into_iter().flatten().map(|entry| entry.unwrap());
    let written = written.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect();
    (String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr), written)
}

#[test]
fn each_language_gets_its_pdf() {
    let (said, written) = build(&folder("languages", SPEC), &["--emit", "pdf"]);
    assert_eq!(written.keys().collect::<Vec<_>>(), ["LICENSE.fr.pdf", "LICENSE.pdf"], "{said}");
    assert!(written.values().all(|bytes| bytes.starts_with(b"%PDF-1.7")));
}

#[test]
fn a_pdf_that_lacks_fonts_is_left_out_unless_asked_for() {
    let folder = folder("fonts", &SPEC.replace("fr informative", "ja informative"));
    let (said, written) = build(&folder, &["--emit", "pdf"]);
    assert!(said.contains("R0811") && said.contains("--font-dir") && written.is_empty(), "{said}");
    let (said, written) = build(&folder, &[]);
    assert!(said.contains("R0812") && said.contains("`LICENSE.ja.pdf` is not written"), "{said}");
    assert!(written.contains_key("LICENSE.ja.md") && written.contains_key("LICENSE.pdf") && !written.contains_key("LICENSE.ja.pdf"));
}

#[test]
fn a_folder_is_searched_for_fonts() {
    let folder = folder("folder", SPEC);
    let (said, written) = build(&folder, &["--font-dir", "."]);
    assert!(said.contains("`.` has no fonts in it") && written.is_empty(), "{said}");
    let (said, _) = build(&folder, &["--font-dir", "nowhere"]);
    assert!(said.contains("`nowhere` can't be read"), "{said}");
    let noto = "/usr/share/fonts/opentype/noto";
    if Path::new(noto).exists() {
        fs::write(folder.join("bed.rail"), SPEC.replace("fr informative", "ja informative")).unwrap();
        let (said, written) = build(&folder, &["--emit", "pdf", "--font-dir", noto]);
        assert!(written.contains_key("LICENSE.ja.pdf"), "{said}");
    }
}
