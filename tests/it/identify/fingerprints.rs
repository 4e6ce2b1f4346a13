//! The fingerprints themselves.

use std::fs;

use railc_identify::fingerprint::read;

/// Words by which clauses are cited.
const CITED: [&str; 10] =
    ["section", "article", "attachment", "annex", "exhibit", "appendix", "schedule", "part", "paragraph", "paragraph,"];

#[test]
fn fingerprints_hold_no_sentence_of_an_original() {
    let mut bytes = 0;
    for entry in fs::read_dir("licenses/fingerprints").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        bytes += text.len();
        let document = read(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        for segment in &document.segments {
            let is_citation = |word: &str| {
                CITED.contains(&word.to_lowercase().as_str())
                    || word.len() < 16 && word.chars().any(|sign| sign.is_ascii_digit() || ".,".contains(sign))
                    || word.len() < 6
            };
            assert!(segment.label.len() < 60 && segment.label.split(' ').all(is_citation), "{}: {}", path.display(), segment.label);
        }
        let is_short = |letters: &str| {
            letters.len() == 1 || letters.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || b"ivx".contains(&byte))
        };
        assert!(document.shorts.iter().all(|short| is_short(&short.letters)), "{}", path.display());
        // A run of few words is a title, or all that a document has.
        let few = document.runs.iter().filter(|run| run.length < 4).count();
        assert!(few * 10 <= document.runs.len() + 20, "{}: {few} short runs", path.display());
    }
    assert!((100_000..2_000_000).contains(&bytes), "{bytes} bytes");
}

#[test]
fn a_fingerprint_has_the_id_of_a_license_not_an_alias() {
    let library = railc_library::library();
    let mut wrong: Vec<String> = Vec::new();
    for document in railc_library::fingerprints().documents() {
        for id in &document.licenses {
            if let Some(owner) = library.license(id).filter(|owner| owner.id != id) {
                wrong.push(format!("{}: `{id}` is a name of `{}`", document.name, owner.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_row_of_the_sources_has_its_fingerprint() {
    let sources = fs::read_to_string("licenses/fingerprints/sources.tsv").unwrap();
    let mut named: Vec<String> = sources.lines().skip(1).filter_map(|row| row.split('\t').next()).map(str::to_owned).collect();
    named.sort();
    let mut known: Vec<String> = railc_library::fingerprints().documents().iter().map(|document| document.name.clone()).collect();
    known.sort();
    assert_eq!(named, known);
}
