//! What `docs/gallery` shows is what its spec gives.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The files of a folder with what they hold.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn the_gallery_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    _ = fs::remove_dir_all(&out);
    let mut build = Command::new(env!("CARGO_BIN_EXE_railc"));
    build.args(["build", "docs/gallery/herbarium.rail", "-o"]).arg(&out).current_dir(root);
    assert!(build.output().unwrap().status.success());
    let (shown, made) = (files(&root.join("docs/gallery")), files(&out));
    // PDFs are made by another build, and the manifest lists them.
    let stale: Vec<&String> =
        made.iter().filter(|(name, content)| *name != "manifest.json" && shown.get(*name) != Some(content)).map(|(name, _)| name).collect();
    assert!(stale.is_empty(), "`just gallery` makes these anew: {stale:?}");
    let foreign =
        |name: &&String| !made.contains_key(*name) && !name.ends_with(".pdf") && !["README.md", "herbarium.rail"].contains(&name.as_str());
    let left: Vec<&String> = shown.keys().filter(foreign).collect();
    assert!(left.is_empty(), "the spec does not give {left:?}");
}
