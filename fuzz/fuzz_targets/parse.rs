//! Spec text: nothing panics, and what parses is written so that it parses to the same tree.
#![no_main]

use libfuzzer_sys::fuzz_target;
use railc_core::base::Sources;
use railc_language::syntax::ast::Spec;
use railc_language::syntax::{format, parse};

fuzz_target!(|text: &str| {
    let source = Sources::new().add("fuzz.rail", text);
    let parsed = parse(source, text);
    for label in parsed.diagnostics().iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "a label points outside of the text");
    }
    let Ok((spec, _)) = parsed.into_result() else { return };
    let written = format(&spec);
    let (again, _) = parse(source, &written).into_result().unwrap_or_else(|diagnostics| panic!("{diagnostics:?}\n{written}"));
    assert_eq!(plain(&spec), plain(&again), "{written}");
    assert_eq!(format(&again), written, "formatting twice changes something");
});

/// A tree without its places.
fn plain(spec: &Spec) -> String {
    let told = format!("{:?}", Spec { comments: Vec::new(), ..spec.clone() });
    let mut pieces = told.split("Span { source: SourceId(");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |all, piece| all + piece.split_once('}').map_or("", |(_, rest)| rest))
}
