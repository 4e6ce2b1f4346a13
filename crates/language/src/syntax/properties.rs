//! What holds for every spec and every text: parsing and formatting are inverse, comments are kept, nothing panics.

mod specs;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::syntax::ast::Spec;
use crate::syntax::{format, parse};
use railc_core::diagnostic::Code;
use specs::{source, spec};

/// A tree without its places.
fn plain(spec: &Spec) -> String {
    let told = format!("{:?}", Spec { comments: Vec::new(), ..spec.clone() });
    let mut pieces = told.split("Span { source: SourceId(");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |all, piece| all + piece.split_once('}').map_or("", |(_, rest)| rest))
}

/// What can be wrong with the words in a text is of no interest here, only where they stand.
fn read(text: &str) -> Spec {
    let (spec, found) = parse(source(), text).into_parts();
    let is_on_words = |code: Code| matches!(code, Code::SeveralLines | Code::NoWording | Code::BadAddress);
    assert!(found.iter().all(|one| is_on_words(one.code)), "{found:?}\n{text}");
    spec.unwrap_or_else(|| panic!("no spec\n{text}"))
}

/// Replaces white space outside texts by comments.
fn commented(text: &str, picks: &[(Index, u8)]) -> (String, usize) {
    let mut gaps = Vec::new();
    let (mut in_text, mut escaped) = (false, false);
    for (place, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = in_text,
            '"' => in_text = !in_text,
            _ if !in_text && character.is_ascii_whitespace() => gaps.push(place),
            _ => {}
        }
    }
    let mut chosen: Vec<(usize, u8)> = picks.iter().map(|(pick, kind)| (*pick.get(&gaps), *kind)).collect();
    chosen.sort_unstable();
    chosen.dedup_by_key(|(place, _)| *place);
    let mut out = text.to_owned();
    for (number, (place, kind)) in chosen.iter().enumerate().rev() {
        let comment = match kind % 4 {
            0 => format!(" // {number}\n"),
            1 => format!("\n// {number}\n"),
            2 => format!("\n  // {number}\n"),
            _ => format!("\n// {number}\n\n"),
        };
        out.replace_range(*place..*place, &comment);
    }
    (out, chosen.len())
}

fn holds_together(text: &str) -> Result<(), TestCaseError> {
    let (spec, diagnostics) = parse(source(), text).into_parts();
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        let shown = text.get(label.span.start as usize..label.span.end as usize);
        prop_assert!(shown.is_some_and(|shown| !shown.is_empty()) || text.trim().is_empty(), "{:?}", diagnostics);
    }
    prop_assert!(spec.is_some() || !diagnostics.is_empty());
    prop_assert!(diagnostics.iter().all(|diagnostic| !diagnostic.labels.is_empty() && !diagnostic.message.contains('\n')));
    if let (Some(spec), true) = (spec, diagnostics.is_empty()) {
        let once = format(&spec);
        prop_assert_eq!(&format(&read(&once)), &once);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_undoes_writing(spec in spec()) {
        let written = format(&spec);
        let again = read(&written);
        prop_assert_eq!(plain(&again), plain(&spec), "{}", &written);
        prop_assert_eq!(format(&again), written);
    }

    #[test]
    fn comments_stay(spec in spec(), picks in vec(any::<(Index, u8)>(), 1..12)) {
        let (text, count) = commented(&format(&spec), &picks);
        let read_once = read(&text);
        prop_assert_eq!(read_once.comments.len(), count);
        let once = format(&read_once);
        let read_twice = read(&once);
        prop_assert_eq!(read_twice.comments.len(), count, "{}\n----\n{}", &text, &once);
        prop_assert_eq!(plain(&read_twice), plain(&spec));
        prop_assert_eq!(&format(&read_twice), &once, "{}", &text);
    }

    #[test]
    fn no_words_make_it_panic(words in vec(select(WORDS), 0..60), joint in select(&["", " ", "\n"][..])) {
        holds_together(&words.join(joint))?;
        holds_together(&format!("license \"A\" {}", words.join(joint)))?;
    }

    #[test]
    fn no_damage_makes_it_panic(spec in spec(), cut in any::<Index>(), word in select(WORDS), length in 0usize..9) {
        let text = format(&spec);
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let start = cut.index(places.len());
        let end = places.get(start + length).copied().unwrap_or(text.len());
        let mut damaged = text;
        damaged.replace_range(places[start]..end, word);
        holds_together(&damaged)?;
    }

    #[test]
    fn no_characters_make_it_panic(characters in vec(any::<char>(), 0..60)) {
        holds_together(&characters.into_iter().collect::<String>())?;
    }
}

const WORDS: &[&str] = &[
    "license",
    "library",
    "id",
    "covers",
    "asks",
    "date",
    "2024-01-01",
    "term",
    "means",
    "clause",
    "section",
    "@a",
    "@a/b",
    "@",
    "\"t\"",
    "\"",
    "permit",
    "prohibit",
    "must",
    "withdraw",
    "all",
    "when",
    "unless",
    "except",
    "text",
    "note",
    "confidence low",
    "allow and-or because \"x\"",
    "dated",
    "at",
    "each",
    "a.b",
    "a",
    "and",
    "or",
    "not",
    "(",
    ")",
    ",",
    "=",
    "{",
    "}",
    "{x}",
    "12",
    "1.",
    "million",
    "more",
    "than",
    "at least",
    "// c\n",
    "//",
    "/",
    "\\",
    "ü",
    "“",
    "test",
    "given",
    "expect",
    "permitted",
    "because",
    "include",
    "import",
    "optional",
    "question",
    "to counsel",
    "ask",
    "\n",
    "\r\n",
    "\t",
    "\u{FEFF}",
    "\u{0}",
    "_",
    "-",
    ".",
    "licensor",
    "may",
    "modelled",
    "showing",
    "parameter",
    ">=",
    "\u{a0}",
];
