//! What holds for every text and every use: nothing panics, every place is within the text, and what is written reads back.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

use railc_core::base::{Bound, Interval, Number, SourceId, Sources, Span, one_line};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::usage::{Fact, Format, NumberFact, Said, Unknown, Use, read, to_yaml};

fn source() -> SourceId {
    Sources::new().add("use", "")
}

fn check(text: &str) {
    for format in Format::ALL {
        for unknown in [Unknown::Error, Unknown::Warning] {
            for diagnostic in read(source(), text, format, &[railc_library::vocabulary()], unknown).diagnostics() {
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
    let bound = || {
        prop::option::of(
            (any::<u32>(), any::<bool>()).prop_map(|(number, is_strict)| Bound { number: Number::whole(number.into()), is_strict }),
        )
    };
    let interval = (bound(), bound()).prop_map(|(min, max)| match (min, max) {
        (Some(low), Some(high)) if low.number > high.number => Interval { min: Some(high), max: Some(low) },
        (Some(low), Some(high)) if low.number == high.number => Interval::exactly(low.number),
        (min, max) => Interval { min, max },
    });
    interval.prop_map(move |interval| NumberFact { name: name.clone(), interval, place: None })
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
    let line = || prop::option::of(any::<String>().prop_map(|text| one_line(&text).into_owned()));
    let texts = (line(), line());
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

/// Usually one of the plain words, now and then one of the others.
fn mostly(plain: &'static [&'static str], others: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => select(plain), 1 => select(others)]
}

/// A use in JSON, mostly without mistakes; `space` is what may surround punctuation.
fn json(space: &'static [&'static str]) -> impl Strategy<Value = String> {
    let space = move || select(space);
    let facet = mostly(&["purpose", "safeguard", "place", "action"], &["module", "open", "xyzzy", "purp\\u006fse"]);
    let facet = facet.prop_flat_map(move |facet| {
        let answer = mostly(&["\"no\"", "\"unknown\"", "\"Yes\"", "true", "false"], &["null", "\"maybe\"", "{\"prior\": true}"]);
        let list = vec((names_of(facet), space()), 0..4)
            .prop_map(|names| braced("[", "]", names.iter().map(|(name, space)| format!("\"{name}\"{space}"))));
        let map = vec((names_of(facet), answer, space()), 0..4)
            .prop_map(|all| braced("{", "}", all.iter().map(|(name, answer, space)| format!("{space}\"{name}\":{space}{answer}"))));
        let value = prop_oneof![6 => list, 6 => map, 1 => names_of(facet).prop_map(|name| format!("\"{name}\""))];
        value.prop_map(move |value| (facet, value))
    });
    let amount = mostly(&["120000", "0", "1", "1.5", "1e6"], &["-1", "-0", "01", "\"> 5\"", "\"5 USD\"", "null", "{\"min\": 1}"]);
    let scalar = mostly(&["monthly-active-users", "annual-revenue.group.usd"], &["annual-revenue", "version"]);
    let words =
        (select(&["use", "text"]), mostly(&["\"words\"", "\"\"", "\"a\\u00e9\""], &["\"a\\nb\\\"\"", "\"\\u200b\"", "\"\\ud800\"", "5"]));
    let entry =
        prop_oneof![4 => facet, 2 => (scalar, amount.prop_map(str::to_owned)), 1 => words.prop_map(|(key, words)| (key, words.to_owned()))];
    vec((entry, space(), space()), 0..5).prop_map(|entries| {
        braced("{", "}", entries.iter().map(|((key, value), before, after)| format!("{before}\"{key}\"{after}:{before}{value}{after}")))
    })
}

/// Few names, so that some occur twice, groups and former names among them; and some with typos.
fn names_of(facet: &'static str) -> impl Strategy<Value = String> {
    let vocabulary = railc_library::vocabulary();
    let start = format!("{facet}.");
    let bare = |name: &str| name.strip_prefix(&start).map(str::to_owned);
    let plain = vocabulary.concepts().filter(|concept| !concept.is_abstract()).filter_map(|concept| bare(concept.name())).take(4);
    let groups = vocabulary.concepts().filter(|concept| concept.is_abstract()).filter_map(|concept| bare(concept.name())).take(1);
    let former = vocabulary.aliases().filter_map(|(name, _)| bare(name)).take(1);
    let slips = ["US-CA", "NO", "m1", "m\\u0065dical", "purpose.medical", "xyzzy"].map(str::to_owned);
    prop_oneof![12 => select(plain.chain(["m2".to_owned()]).collect::<Vec<_>>()), 1 => select(groups.chain(former).chain(slips).collect::<Vec<_>>())]
}

fn braced(open: &str, close: &str, items: impl Iterator<Item = String>) -> String {
    format!("{open}{}{close}", items.collect::<Vec<_>>().join(","))
}

/// The uses and diagnostics of a text, with places moved this many bytes towards the start.
fn moved(text: &str, format: Format, unknown: Unknown, bytes: u32) -> (Vec<Use>, Vec<Diagnostic>) {
    let (uses, diagnostics) = read(source(), text, format, &[railc_library::vocabulary()], unknown).into_parts();
    let (mut uses, mut diagnostics) = (uses.unwrap_or_default(), diagnostics.as_slice().to_vec());
    let shift = |place: &mut Span| (place.start, place.end) = (place.start - bytes, place.end - bytes);
    for described in &mut uses {
        let numbers = described.numbers.iter_mut().chain(described.per_license.values_mut().flatten()).map(|number| &mut number.place);
        described.facts.iter_mut().map(|fact| &mut fact.place).chain(numbers).flatten().for_each(shift);
    }
    for diagnostic in &mut diagnostics {
        diagnostic
            .labels
            .iter_mut()
            .map(|label| &mut label.span)
            .chain(diagnostic.fix.iter_mut().map(|edit| &mut edit.span))
            .for_each(shift);
    }
    (uses, diagnostics)
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
        prop_assume!(!described.says_nothing());
        let text = to_yaml(&described);
        let read = read(source(), &text, Format::Yaml, &[railc_library::vocabulary()], Unknown::Error).into_result();
        let (uses, warnings) = read.map_err(|diagnostics| TestCaseError::fail(format!("{text}\n{diagnostics:?}")))?;
        prop_assert!(warnings.is_empty(), "{text}\n{warnings:?}");
        prop_assert_eq!(uses.into_iter().map(without_places).collect::<Vec<_>>(), vec![described]);
    }

    /// What is under `uses` never takes the fast path, and each use there means the same as alone.
    #[test]
    fn the_short_way_reads_what_the_tree_says(uses in vec(json(&["", " ", "\t"]), 1..3), warns in any::<bool>()) {
        prop_assume!(uses.iter().all(|text| serde_json::from_str::<serde_json::Value>(text).is_ok()));
        let unknown = if warns { Unknown::Warning } else { Unknown::Error };
        let lines = moved(&uses.join("\n"), Format::Json, unknown, 0);
        let list = uses.join(",");
        let tree = moved(&format!("{{\"uses\":[{list}]}}"), Format::Json, unknown, 9);
        prop_assert_eq!(&moved(&format!("[{list}]"), Format::Json, unknown, 1), &tree);
        prop_assert_eq!(lines, tree);
    }

    #[test]
    fn json_is_read_as_the_yaml_that_it_is(text in json(&["", " ", "\n", "\r\n  "])) {
        prop_assume!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        prop_assert_eq!(moved(&text, Format::Json, Unknown::Error, 0), moved(&text, Format::Yaml, Unknown::Error, 0));
    }

    #[test]
    fn no_more_and_no_less_than_json_is_read(text in json(&["", "\"", ",", "\\", "\\ud800", "\u{1}", "\u{7f}", "}", ".0", "e1"])) {
        let (_, diagnostics) = moved(&text, Format::Json, Unknown::Error, 0);
        let is_broken = diagnostics.iter().any(|diagnostic| diagnostic.code == Code::UseSyntax);
        prop_assert_eq!(is_broken, serde_json::from_str::<serde_json::Value>(&text).is_err(), "{}", text);
    }
}
