//! Spec text: nothing panics, and what parses is written so that it parses to the same tree.
#![no_main]

use libfuzzer_sys::fuzz_target;
use railc_core::base::Sources;
use railc_core::diagnostic::Diagnostic;
use railc_language::syntax::ast::Spec;
use railc_language::syntax::{format, parse};

fuzz_target!(|text: &str| {
    let source = Sources::new().add("fuzz.rail", text);
    let (spec, diagnostics) = parse(source, text);
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "a label points outside of the text");
    }
    let Some(spec) = spec.filter(|_| !diagnostics.iter().any(Diagnostic::is_error)) else { return };
    let written = format(&spec);
    let (again, diagnostics) = parse(source, &written);
    assert!(!diagnostics.iter().any(Diagnostic::is_error), "{diagnostics:?}\n{written}");
    let again = again.expect("a tree comes where there is no error");
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
