//! What readers of PDFs find: all words and numbers, a title, a language, tags, an outline, links, and fonts.

use std::ffi::OsStr;
use std::path::Path;

use railc_language::render::{Document, Inline, Paragraph, plain};

use super::tools::{output, written};
use super::{ALL_KINDS, english, house, in_language, license, made};

/// The words of a text, without signs between them; capitals are for texts without bold letters. `pdftotext` leaves out a hyphen that ends a line.
fn words(text: &str) -> Vec<String> {
    let is_between = |sign: char| !sign.is_alphanumeric();
    let text = text.replace("-\n", "").replace('-', "");
    text.split(is_between).filter(|word| !word.is_empty()).map(str::to_uppercase).collect()
}

/// The words that `pdftotext` finds between the running heads and feet.
fn found(path: &Path) -> Option<Vec<String>> {
    // Points from the top of a page of 842.
    let body = ["-x", "0", "-y", "70", "-W", "596", "-H", "702", "-enc", "UTF-8"].map(OsStr::new);
    let text = output("pdftotext", &[&body[..], &[path.as_os_str(), OsStr::new("-")]].concat())?;
    Some(words(&text))
}

fn assert_same_words(document: &Document, name: &str) {
    let bytes = made(document);
    // The exporter refuses what is not what it says here.
    let said = String::from_utf8_lossy(&bytes);
    assert!(said.contains("<pdfuaid:part>1<") && said.contains("<pdfaid:part>2<"), "{name}");
    let Some(found) = found(&written(name, &bytes)) else { return };
    let wanted = words(&plain(document));
    let differ = found.iter().zip(&wanted).position(|(one, other)| one != other).unwrap_or(found.len().min(wanted.len()));
    let around = |all: &[String]| all[differ.saturating_sub(5)..(differ + 10).min(all.len())].join(" ");
    assert!(found == wanted, "{name}: the PDF has\n{}\nthe text has\n{}", around(&found), around(&wanted));
}

#[test]
fn house_licenses_are_accessible_and_have_the_words_and_numbers_of_the_plain_text() {
    assert_same_words(&english(&license(ALL_KINDS)), "kinds.pdf");
    for license in house() {
        for tag in ["en", "de", "es", "fr"] {
            assert_same_words(&in_language(&license, tag), &format!("{}.{tag}.pdf", license.id));
        }
    }
}

#[test]
fn title_language_tags_and_fonts_are_told() {
    let path = written("told.pdf", &made(&in_language(&house().next().unwrap(), "fr")));
    if let Some(told) = output("pdfinfo", &[path.as_os_str()]) {
        let has = |key: &str, value: &str| told.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim() == value));
        assert!(
            has("Tagged:", "yes") && has("JavaScript:", "no") && has("Encrypted:", "no") && has("Page size:", "595.276 x 841.89 pts (A4)"),
            "{told}"
        );
        assert!(told.starts_with("Title:") && told.contains("Thu Jan  1 00:00:00 1970"), "{told}");
    }
    if let Some(fonts) = output("pdffonts", &[path.as_os_str()]) {
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        // Embedded, cut down to what is used, and with the letters that its glyphs stand for.
        assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("yes yes yes")), "{fonts}");
    }
    if let Some(check) = output("qpdf", &["--check".as_ref(), path.as_os_str()]) {
        assert!(check.contains("No syntax or stream encoding errors found"), "{check}");
    }
}

/// What `qpdf` shows of a PDF, as one text without spaces.
fn objects(document: &Document, name: &str) -> Option<String> {
    let path = written(name, &made(document));
    let text = output("qpdf", &["--qdf".as_ref(), "--object-streams=disable".as_ref(), path.as_os_str(), "-".as_ref()]);
    text.map(|text| text.replace(['\n', ' '], ""))
}

#[test]
fn parts_and_clauses_are_in_the_outline_and_references_are_links() {
    let document = english(&license(ALL_KINDS));
    let Some(objects) = objects(&document, "outline.pdf") else { return };
    for title in ["1.Definitions", "2.Rights", "2.1Copyright", "AttachmentA.UseRestrictions", "A.1Medicine"] {
        assert!(objects.contains(&format!("/Title({title})")), "no {title}");
    }
    for anchor in ["rights", "copyright", "medicine"] {
        assert!(objects.contains(&format!("({anchor})")), "nothing is called {anchor}");
    }
    let links = |paragraph: &Paragraph| {
        let is_link = |piece: &&Inline| matches!(piece, Inline::Used { .. } | Inline::Reference { .. });
        paragraph.words.iter().chain(paragraph.items.iter().flatten()).filter(is_link).count()
    };
    let paragraphs = document.parts.iter().flat_map(|part| {
        let defined = part.definitions.iter().flat_map(|one| &one.meaning);
        part.opening.iter().chain(defined).chain(part.clauses.iter().flat_map(|clause| &clause.paragraphs))
    });
    let wanted: usize = document.opening.iter().chain(paragraphs).map(links).sum();
    assert!(wanted > 3, "{wanted}");
    assert_eq!(objects.matches("/Subtype/Link").count(), wanted);
    for tag in ["/S/H1", "/S/H2", "/S/P", "/S/L", "/S/LI", "/S/Lbl", "/S/LBody", "/S/Link", "/S/Strong"] {
        assert!(objects.contains(tag), "nothing is tagged {tag}");
    }
}

/// A second opinion on accessibility: `pdfua` checks some 15 % of the rules, among them that all content is tagged and has a language.
#[test]
fn a_second_tool_finds_nothing_to_mend() {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/pdfua/bin/pdfua");
    for (tag, license) in ["en", "de", "fr"].into_iter().zip(house()) {
        let path = written(&format!("second.{tag}.pdf"), &made(&in_language(&license, tag)));
        output(&tool.to_string_lossy(), &["check".as_ref(), path.as_os_str()]);
    }
}
