//! What other programs say: the schema of WordprocessingML, by xmllint, and the numbers that LibreOffice computes, as it prints them in a PDF.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use railc_documents::redline::Redline;
use railc_documents::{docx, tracked};
use railc_language::render::{Document, Language, labels, plain};

use super::samples::{cited, house, number, rare};
use super::{packed, paragraphs, parts};

/// Whether a program is there, or not there and not asked for: CI has all of them.
fn is_there(program: &str, question: &str) -> bool {
    let is_there = Command::new(program).arg(question).output().is_ok();
    if !is_there {
        assert!(env::var_os("CI").is_none(), "{program} is not there");
        eprintln!("{program} is not there, and was not tried");
    }
    is_there
}

/// An empty folder of our own.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("docx-{name}-{}", std::process::id()));
    _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// Where `just wordprocessingml` puts the schema.
const SCHEMA: &str = "target/wordprocessingml/wml.xsd";

#[test]
fn every_part_is_valid() {
    if !Path::new(SCHEMA).exists() {
        return eprintln!("{SCHEMA} is not there, and was not tried: `just wordprocessingml` gets it");
    }
    if !is_there("xmllint", "--version") {
        return;
    }
    let folder = folder("schema");
    let mut files = Vec::new();
    for (id, file) in samples() {
        for (name, text) in parts(&file).into_iter().filter(|(name, _)| name.starts_with("word/") && name.ends_with(".xml")) {
            let path = folder.join(format!("{id}-{}", name.replace('/', "-")));
            fs::write(&path, text).unwrap();
            files.push(path);
        }
    }
    let output = Command::new("xmllint").args(["--nonet", "--noout", "--schema", SCHEMA]).args(&files).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert_eq!(said.lines().filter(|line| line.ends_with(" validates")).count(), files.len());
    fs::remove_dir_all(folder).unwrap();
}

/// Texts of every kind, and a redline of two of them.
fn samples() -> Vec<(String, Vec<u8>)> {
    let house = house();
    let redline = house.first().zip(house.get(1)).map(|(old, new)| ("redline".to_owned(), tracked(&Redline::of(old, new))));
    let rare: Vec<Document> = Language::tags().map(rare).collect();
    let texts = house.iter().chain(&rare).enumerate();
    texts.map(|(at, document)| (format!("{at}-{}", document.id), docx(document))).chain(redline).collect()
}

/// Where `.ci/run` puts a validator with the rules of the Open XML SDK.
const VALIDATOR: &str = "target/openxml-audit/bin/openxml-audit";

#[test]
fn a_validator_finds_only_parts_that_we_do_without() {
    if !is_there(VALIDATOR, "--version") {
        return;
    }
    let folder = folder("validator");
    for (id, file) in samples() {
        fs::write(folder.join(format!("{id}.docx")), file).unwrap();
    }
    let output = Command::new(VALIDATOR).args(["--recursive", "--output", "json"]).arg(&folder).output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = found.as_array().unwrap();
    assert_eq!(files.len(), samples().len());
    // Fonts and colors of a theme are left to whoever opens the file.
    let is_left_out = |said: &str| ["/fontTable' is missing", "/theme' is missing"].iter().any(|part| said.contains(part));
    let errors = files.iter().flat_map(|file| file["errors"].as_array().unwrap());
    let others: Vec<&serde_json::Value> = errors.filter(|error| !is_left_out(error["description"].as_str().unwrap())).collect();
    assert!(others.is_empty(), "{others:#?}");
    fs::remove_dir_all(folder).unwrap();
}

/// What LibreOffice prints for files, between header and footer, without white space.
fn printed(files: &BTreeMap<String, Vec<u8>>) -> Option<BTreeMap<String, String>> {
    if !is_there("soffice", "--version") || !is_there("pdftotext", "-v") {
        return None;
    }
    let folder = folder("office");
    let paths = files.iter().map(|(name, content)| {
        let path = folder.join(format!("{name}.docx"));
        fs::write(&path, content).unwrap();
        path
    });
    let home = format!("-env:UserInstallation=file://{}", folder.join("home").display());
    let paths: Vec<PathBuf> = paths.collect();
    let output = Command::new("soffice").args([&home, "--headless", "--convert-to", "pdf", "--outdir"]).arg(&folder).args(paths).output();
    assert!(output.unwrap().status.success());
    let text = |name: &String| {
        let pdf = folder.join(format!("{name}.pdf"));
        let output =
            Command::new("pdftotext").args(["-layout", "-x", "0", "-y", "80", "-W", "600", "-H", "690"]).arg(pdf).arg("-").output();
        (name.clone(), bare(&String::from_utf8(output.unwrap().stdout).unwrap()))
    };
    let texts = files.keys().map(text).collect();
    fs::remove_dir_all(folder).unwrap();
    Some(texts)
}

/// A text without white space, lines under titles, and signs that isolate.
fn bare(text: &str) -> String {
    let is_line = |line: &&str| !line.is_empty() && (line.chars().all(|sign| sign == '=') || line.chars().all(|sign| sign == '-'));
    let kept = text.lines().filter(|line| !is_line(line)).flat_map(str::chars);
    let is_turning = |sign: &char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept = kept.filter(|sign| !sign.is_whitespace() && !is_turning(sign));
    // What no XML can hold is replaced.
    kept.map(|sign| if sign == '\u{ffff}' { char::REPLACEMENT_CHARACTER } else { sign }).collect()
}

/// The text export with the contents, which only DOCX has, behind the facts.
fn expected(document: &Document) -> String {
    let language = document.language;
    let facts: String = document.facts.iter().map(|fact| bare(&labels::fact(fact, language))).collect();
    let contents: String = document.parts.iter().map(|part| bare(&labels::part_title(part, language))).collect();
    bare(&plain(document)).replacen(&facts, &format!("{facts}{contents}"), 1)
}

/// The text up to the line for machines, which is of the text as it was built.
fn unmarked(text: &str) -> &str {
    text.split("railc-build:").next().unwrap()
}

/// Fails at the first difference of two long texts.
fn assert_same(name: &str, printed: &str, expected: &str) {
    let at = printed.chars().zip(expected.chars()).take_while(|(left, right)| left == right).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(30)).take(80).collect::<String>();
    assert!(printed == expected, "{name}\n printed: {}\nexpected: {}", around(printed), around(expected));
}

/// The file without the clause with this heading.
fn without(docx: &[u8], heading: &str) -> Vec<u8> {
    let mut parts = parts(docx);
    let body = parts.remove("word/document.xml").unwrap();
    let all = paragraphs(&body);
    let is_heading = |paragraph: &&str| paragraph.contains("w:val=\"Heading") || paragraph.contains("w:val=\"Attachment");
    let start = all.iter().position(|one| is_heading(one) && one.contains(&format!(">{heading}<"))).unwrap();
    let length = 1 + all[start + 1..].iter().position(is_heading).unwrap();
    parts.insert("word/document.xml".to_owned(), body.replacen(&all[start..start + length].concat(), "", 1));
    packed(&parts)
}

/// The document without the clause with this id, numbered anew.
fn shorter(document: &Document, id: &str) -> Document {
    let mut shorter = document.clone();
    shorter.parts.iter_mut().for_each(|part| part.clauses.retain(|clause| clause.id != id));
    number(&mut shorter);
    shorter
}

#[test]
fn numbers_and_references_are_those_of_the_text_and_move_when_a_clause_goes() {
    let documents: Vec<Document> = house().into_iter().chain(Language::tags().map(rare)).collect();
    let mut files: BTreeMap<String, Vec<u8>> = documents.iter().map(|document| (document.id.clone(), docx(document))).collect();
    let license = documents.iter().find(|document| document.id == "open-rail-m").unwrap();
    // A clause that nothing cites, behind which others are cited, and one that others cite.
    let of = |id: &str| license.parts.iter().flat_map(|part| &part.clauses).find(|clause| clause.id == id).unwrap();
    let (uncited, often) = (of("no-trademarks"), of("patent"));
    for (name, clause) in [("uncited", uncited), ("dangling", often)] {
        files.insert(name.to_owned(), without(&docx(license), clause.heading.as_ref().unwrap()));
    }
    let Some(printed) = printed(&files) else { return };
    for document in &documents {
        // Where a citation begins with a small letter (`l’annexe A`), its heading is in capitals; and what is bold here, plain text may shout.
        let folded =
            |text: &str| if document.id.starts_with("rare") { text.replace(['【', '】'], "").to_lowercase() } else { text.to_owned() };
        assert_same(&document.id, &folded(unmarked(&printed[&document.id])), &folded(unmarked(&expected(document))));
    }
    assert_same("uncited", unmarked(&printed["uncited"]), unmarked(&expected(&shorter(license, &uncited.id))));
    let citations = cited(license).iter().filter(|(target, ..)| *target == often.id).count();
    assert!(citations > 0);
    assert_eq!(printed["dangling"].matches("Error:Referencesourcenotfound").count(), citations);
}
