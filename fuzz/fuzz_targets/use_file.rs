//! Use files: nothing panics, every place lies in the text, and what was read without an error is written so that it reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use railc_core::base::Sources;
use railc_core::diagnostic::Diagnostics;
use railc_core::usage::{Format, NumberFact, Unknown, Use, read, to_yaml};

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let format = Format::ALL[usize::from(choice) % Format::ALL.len()];
    let (uses, diagnostics) = reading(text, format);
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "a label points outside of the text");
    }
    if diagnostics.has_errors() {
        return;
    }
    for described in uses {
        let written = to_yaml(&described);
        let (again, diagnostics) = reading(&written, Format::Yaml);
        assert!(!diagnostics.has_errors(), "{written}\n{diagnostics:?}");
        let again: Vec<Use> = again.into_iter().map(without_places).collect();
        assert_eq!(again, [without_places(described)], "{written}");
    }
});

fn reading(text: &str, format: Format) -> (Vec<Use>, Diagnostics) {
    let reported = read(Sources::new().add("fuzz", text), text, format, &[railc_library::vocabulary()], Unknown::Error);
    let (uses, diagnostics) = reported.into_parts();
    (uses.unwrap_or_default(), diagnostics)
}

/// A use as it means: without places, and with its facts in the order of their names, as writing gathers a facet's facts.
fn without_places(mut described: Use) -> Use {
    let plain = |number: &mut NumberFact| number.place = None;
    described.facts.iter_mut().for_each(|fact| fact.place = None);
    described.facts.sort_by(|one, other| one.name.cmp(&other.name));
    described.numbers.iter_mut().for_each(plain);
    described.per_license.values_mut().flatten().for_each(plain);
    described
}
