#![allow(clippy::panic, reason = "a build that can't read its own files has nothing better to do")]
//! Packs `vocabulary/*.yaml` and `licenses/**/*.rail` into the binary, so that none of it is read, parsed or compiled at run time.
//!
//! The vocabulary becomes Rust constants; each license becomes its listed facts and the rules of its policy, a few kilobytes.

mod files;
mod fingerprints;
mod licenses;
mod models;
mod openness;
mod passing_on;
mod vocabulary;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use railc_core::base::sha256;
use railc_core::vocabulary::Vocabulary;

fn main() {
    for folder in ["vocabulary", "licenses", "openness", "docs/codes", "build"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let published = vocabulary::read(Path::new("vocabulary"));
    let canonical = serde_json::to_vec(&published).expect("a vocabulary is plain data");
    let (vocabulary, flaws) = Vocabulary::from_published(&published, &sha256(&canonical));
    assert!(flaws.is_empty(), "{flaws:?}");
    let tables = format!("static VOCABULARY: Vocabulary = Vocabulary::of_tables({});\n", vocabulary.fixed());
    fs::write(out.join("vocabulary.rs"), tables).expect("OUT_DIR can be written");
    let is_license =
        |id: &str| ["own", "readings"].iter().any(|folder| Path::new("licenses").join(folder).join(format!("{id}.rail")).is_file());
    let passing_on = passing_on::write(Path::new("licenses/passing-on.yaml"), &vocabulary, is_license);
    fs::write(out.join("passing_on.rs"), passing_on).expect("OUT_DIR can be written");
    let seen = models::write_seen(Path::new("licenses/in-repositories.yaml"), &vocabulary);
    let openness = openness::write(Path::new("openness"), &vocabulary, is_license);
    fs::write(out.join("openness.rs"), openness).expect("OUT_DIR can be written");
    let mut documents = fingerprints::documents(Path::new("licenses/fingerprints"));
    fs::write(out.join("fingerprints.packed"), fingerprints::packed(&documents)).expect("OUT_DIR can be written");
    documents.sort_by(|one, other| one.name.cmp(&other.name));
    let others = licenses::other_ids(&documents);
    let models = models::write(Path::new("licenses/models.yaml"), |id| is_license(id) || others.iter().any(|other| other == id));
    fs::write(out.join("models.rs"), models + &seen).expect("OUT_DIR can be written");
    fs::write(out.join("licenses.rs"), licenses::write(Arc::new(vocabulary), &documents, &out)).expect("OUT_DIR can be written");
    fs::write(out.join("pages.rs"), pages()).expect("OUT_DIR can be written");
}

/// A table of the pages for diagnostic codes.
fn pages() -> String {
    let mut code = "const PAGES: &[(&str, &str)] = &[\n".to_owned();
    for path in files::files(Path::new("docs/codes"), "md") {
        let number = path.file_stem().and_then(|stem| stem.to_str()).expect("a page's file name is its code");
        writeln!(code, "    ({number:?}, {:?}),", files::read(&path)).expect("a string takes all");
    }
    code + "];\n"
}
