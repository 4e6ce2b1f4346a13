//! What holds for every text and every use: nothing panics, every place lies in the text, and what is written reads back.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

use railc_core::base::{Number, Sources};
use railc_core::usage::{Fact, Format, NumberFact, Said, Unknown, Use, read, to_yaml};

fn check(text: &str) {
    for format in [Format::Yaml, Format::Json, Format::Toml] {
        for unknown in [Unknown::Error, Unknown::Warning] {
            let (_, diagnostics) = read(Sources::new().add("use", text), text, format, &[railc_library::vocabulary()], unknown);
            for diagnostic in &diagnostics {
                assert!(!diagnostic.labels.is_empty() && !diagnostic.message.contains('\n'), "{diagnostic:?}");
                for label in &diagnostic.labels {
                    assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "{diagnostic:?}");
                }
            }
        }
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "purpose",
        "medical.advice",
        "place",
        "NO",
        "no",
        "US-CA",
        "US",
        "monthly-active-users",
        "annual-revenue",
        "group",
        "usd",
        "open",
        "closed",
        "presume",
        "nothing",
        "per-license",
        "llama-3.1",
        "uses",
        "version",
        "module",
        ": ",
        ":",
        "=",
        " ",
        "\n",
        "  ",
        "\t",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "&a",
        "*a",
        "!x",
        "---\n",
        "> 5",
        "1e6",
        "1_0",
        "é",
        "~",
        "#",
        ".",
        "[[",
        "]]",
        "|",
        ">",
        "?",
        "%",
        "@",
        "\\",
        "\u{feff}",
        "\r\n",
        "null",
        "unknown",
        "min",
        "max",
        "0x1",
        "\u{0}",
    ];
    vec(select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

fn number(name: String) -> impl Strategy<Value = NumberFact> {
    let end = || prop::option::of((any::<u32>(), any::<bool>()));
    (end(), end()).prop_map(move |(min, max)| {
        let (min, max) = match (min, max) {
            (Some(low), Some(high)) if low.0 > high.0 => (Some(high), Some(low)),
            (Some(low), Some(high)) if low.0 == high.0 => (Some((low.0, false)), Some((low.0, false))),
            ends => ends,
        };
        let value = |end: (u32, bool)| Number::whole(i64::from(end.0));
        NumberFact {
            name: name.clone(),
            min: min.map(value),
            max: max.map(value),
            above_min: min.is_some_and(|(_, left_out)| left_out),
            below_max: max.is_some_and(|(_, left_out)| left_out),
            place: None,
        }
    })
}

fn numbers() -> impl Strategy<Value = Vec<NumberFact>> {
    let names: Vec<String> = railc_library::vocabulary().scalars().map(|scalar| scalar.name().to_owned()).collect();
    btree_set(select(names), 1..4).prop_flat_map(|names| names.into_iter().map(number).collect::<Vec<_>>())
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let own = ["module.medical", "question.reach"].map(str::to_owned);
    let concepts = railc_library::vocabulary().concepts().filter(|concept| !concept.is_abstract()).map(|concept| concept.name().to_owned());
    let names: Vec<String> = concepts.chain(own).collect();
    let said = select(vec![Said::Holds, Said::Fails, Said::Unknown]);
    btree_map(select(names), said, 0..12).prop_map(|facts| facts.into_iter().map(|(name, said)| Fact { name, said, place: None }).collect())
}

fn described() -> impl Strategy<Value = Use> {
    let licenses = btree_map("[a-z][a-z0-9.-]{0,9}", numbers(), 0..3);
    let facets = btree_set(select(vec!["sector", "purpose", "action"]), 0..3);
    let texts = (prop::option::of(any::<String>()), prop::option::of(any::<String>()));
    (texts, facts(), prop::option::of(numbers()), licenses, facets, 0..3u8).prop_map(
        |((title, text), facts, numbers, per_license, facets, kind)| {
            let facets: Vec<String> = facets.into_iter().map(str::to_owned).collect();
            let (open, closed) = match kind {
                0 => (facets, Vec::new()),
                1 => (Vec::new(), facets),
                _ => (Vec::new(), Vec::new()),
            };
            Use { title, text, facts, numbers: numbers.unwrap_or_default(), per_license, open, closed, presume_nothing: kind == 2 }
        },
    )
}

fn without_places(mut described: Use) -> Use {
    described.facts.iter_mut().for_each(|fact| fact.place = None);
    described.numbers.iter_mut().for_each(|number| number.place = None);
    let per_license: BTreeMap<String, Vec<NumberFact>> = std::mem::take(&mut described.per_license);
    let plain = |numbers: Vec<NumberFact>| numbers.into_iter().map(|number| NumberFact { place: None, ..number }).collect();
    described.per_license = per_license.into_iter().map(|(license, numbers)| (license, plain(numbers))).collect();
    described
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn no_heap_of_pieces_panics(text in pieces()) {
        check(&text);
    }

    #[test]
    fn what_is_written_reads_back(described in described()) {
        let text = to_yaml(&described);
        let (uses, diagnostics) = read(Sources::new().add("use", text.as_str()), &text, Format::Yaml, &[railc_library::vocabulary()], Unknown::Error);
        prop_assert!(diagnostics.is_empty(), "{text}\n{diagnostics:?}");
        prop_assert_eq!(uses.into_iter().map(without_places).collect::<Vec<_>>(), vec![described]);
    }
}
