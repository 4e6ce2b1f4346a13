//! Words of authors are words, whatever typst would make of them.

use railc_language::render::{Document, Fact, Inline, Paragraph};

use super::tools::{output, written};
use super::{ALL_KINDS, english, license, made};

/// What means something in the markup, code and mathematics of typst.
const MARKUP: [&str; 14] = [
    "#panic(\"no\")",
    "*bold* _italic_",
    "$x^2$",
    "@copyright",
    "<copyright>",
    "back\\slash \\u{41}",
    "= Heading",
    "- item + item / term: x",
    "`raw` ```typ #x```",
    "https://e.com/#a_b*c",
    "a -- b --- c ... ~",
    "\"quoted\" 'single'",
    "// comment /* all */",
    "[#x] {y} #let a = 1; %",
];

fn text(document: &Document, name: &str) -> Option<String> {
    let path = written(name, &made(document));
    Some(output("pdftotext", &["-layout".as_ref(), path.as_os_str(), "-".as_ref()])?.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn markup_in_names_stays_as_it_is() {
    let mut document = english(&license(ALL_KINDS));
    document.title = MARKUP.join(" ");
    for (at, words) in MARKUP.iter().enumerate() {
        document.facts.push(Fact::Licensor((*words).to_owned()));
        document.opening.push(Paragraph { words: vec![Inline::Defined(format!("{at}: {words}"))], ..Paragraph::default() });
        document.opening.push(Paragraph {
            items: vec![vec![Inline::Verbatim((*words).to_owned())]],
            is_conspicuous: true,
            ..Paragraph::default()
        });
    }
    let Some(text) = text(&document, "hostile.pdf") else { return };
    for (at, words) in MARKUP.iter().enumerate() {
        for wanted in [format!("Licensor: {words}"), format!("“{at}: {words}”"), format!("(a) “{words}”")] {
            assert!(text.contains(&wanted), "{wanted} is not in\n{text}");
        }
    }
}

#[test]
fn odd_anchors_break_nothing() {
    let mut document = english(&license(ALL_KINDS));
    let ids = ["", "a b", "#x", "copyright", "copyright", "<x>", "ü", "\\"];
    for (clause, id) in document.parts.iter_mut().flat_map(|part| &mut part.clauses).zip(ids) {
        clause.id = id.to_owned();
        let to = |target: &str| Inline::Used { target: target.to_owned(), words: "there".to_owned() };
        clause.paragraphs.push(Paragraph { words: vec![to(id), to("nowhere")], ..Paragraph::default() });
    }
    made(&document);
}

#[test]
fn signs_that_nobody_sees_are_shown() {
    let mut document = english(&license(ALL_KINDS));
    document.facts.push(Fact::Law("a\u{202e}b\u{1b}c\nd\u{e0041}".to_owned()));
    assert!(text(&document, "hidden.pdf").is_none_or(|text| text.contains("a\u{fffd}b\u{fffd}c d\u{fffd}")));
}

#[test]
fn a_name_from_right_to_left_moves_nothing_beside_it() {
    let mut document = english(&license(ALL_KINDS));
    document
        .opening
        .push(Paragraph { words: vec![Inline::Words("Given by גן ירק, 12 Rue X (2026).".to_owned())], ..Paragraph::default() });
    document.facts.push(Fact::Licensor("ب a ب".to_owned()));
    // The name itself is drawn from right to left, and `pdftotext` puts its letters in order again.
    let Some(text) = text(&document, "isolates.pdf") else { return };
    let (_, rest) = text.split_once("Given by").unwrap();
    let shown: String = rest.chars().filter(|sign| !matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect();
    assert!(shown.trim_start().starts_with("גן ירק, 12 Rue X (2026)."), "{shown:?}");
}

#[test]
fn long_words_and_long_titles_stay_on_the_page() {
    let mut document = english(&license(ALL_KINDS));
    document.title = "A very long title of a license ".repeat(12);
    document.opening.push(Paragraph { words: vec![Inline::Words("W".repeat(2_000))], ..Paragraph::default() });
    made(&document);
}
