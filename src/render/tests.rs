//! The house licenses as texts.

use crate::base::Sources;
use crate::diagnostic::Diagnostic;
use crate::driver;
use crate::license::{License, Rule};
use crate::vocabulary::Vocabulary;

use super::{Document, Inline, Paragraph, card, document, markdown, plain, trace, words};

fn builtin(id: &str) -> License {
    let mut sources = Sources::new();
    let (license, diagnostics) = driver::builtin(&mut sources, id).expect("it is in the library");
    assert!(!diagnostics.iter().any(Diagnostic::is_error), "{diagnostics:?}");
    license.expect("it has no errors")
}

fn spec(text: &str) -> License {
    let mut sources = Sources::new();
    let main = sources.add("spec.rail", text);
    let (license, diagnostics) = driver::license(&mut sources, main, &driver::no_files);
    assert!(!diagnostics.iter().any(Diagnostic::is_error), "{diagnostics:?}");
    license.expect("it has no errors")
}

fn house() -> Vec<License> {
    let own = crate::library::SPECS.iter().filter(|spec| spec.shelf == crate::library::Shelf::Own);
    own.map(|spec| builtin(spec.id)).collect()
}

fn rendered(license: &License) -> Document {
    document::from_license(license, Vocabulary::builtin())
}

fn paragraphs(document: &Document) -> Vec<&Paragraph> {
    let of_parts = document.parts.iter().flat_map(|part| {
        let definitions = part.definitions.iter().flat_map(|definition| &definition.paragraphs);
        part.opening.iter().chain(definitions).chain(part.clauses.iter().flat_map(|clause| &clause.paragraphs))
    });
    document.opening.iter().chain(of_parts).collect()
}

#[test]
fn prints() {
    let Ok(folder) = std::env::var("RENDER_TO") else { return };
    for license in house() {
        let document = rendered(&license);
        std::fs::write(format!("{folder}/{}.md", license.id), markdown(&document)).unwrap();
        std::fs::write(format!("{folder}/{}.txt", license.id), plain(&document)).unwrap();
        std::fs::write(format!("{folder}/{}.card.md", license.id), card(&license, Vocabulary::builtin())).unwrap();
    }
    for spec in crate::library::SPECS.iter().filter(|spec| spec.shelf == crate::library::Shelf::Readings) {
        let mut sources = Sources::new();
        let Some((Some(mut license), _)) = driver::builtin(&mut sources, spec.id) else { continue };
        std::fs::write(format!("{folder}/{}.card.md", license.id), card(&license, Vocabulary::builtin())).unwrap();
        for clause in license.sections.iter_mut().flat_map(|section| &mut section.clauses) {
            clause.text = None;
        }
        std::fs::write(format!("{folder}/{}.gen.txt", license.id), plain(&rendered(&license))).unwrap();
    }
}
