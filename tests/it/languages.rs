//! House licenses in every language: whole, current, and with nothing left in English.

use std::collections::BTreeSet;

use railc_core::base::Sources;
use railc_language::driver;
use railc_language::library::Shelf;
use railc_language::license::License;
use railc_language::render::{self, Document, Inline, Language};

fn house() -> impl Iterator<Item = License> {
    let library = railc_library::library();
    let own = library.specs.iter().filter(|spec| spec.shelf == Shelf::Own);
    own.map(move |spec| driver::builtin(library, &mut Sources::new(), spec).into_result().expect("a house license has no errors").0)
}

fn others() -> impl Iterator<Item = &'static Language> {
    Language::tags().filter(|tag| *tag != "en").map(|tag| Language::of(tag).unwrap())
}

fn in_language(license: &License, language: &'static Language) -> Document {
    let mut sources = Sources::new();
    for spec in railc_library::library().specs {
        sources.add(spec.path, spec.text);
    }
    let compiled = driver::compile(license.clone(), railc_library::vocabulary());
    let translated = driver::in_language(railc_library::library(), &mut sources, &compiled, language, &[]);
    let (document, diagnostics) = translated.into_parts();
    let said: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    document.unwrap_or_else(|| panic!("{} in {}: {said:?}", license.id, language.tag))
}

/// The anchors of a document and what it refers to, in order.
fn bones(document: &Document) -> (Vec<String>, BTreeSet<String>) {
    let (mut ids, mut targets) = (Vec::new(), BTreeSet::new());
    for part in &document.parts {
        ids.push(format!("{} {}", part.number, part.id));
        ids.extend(part.clauses.iter().map(|clause| format!("{} {}", clause.number, clause.id)));
        let paragraphs = part.opening.iter().chain(part.clauses.iter().flat_map(|clause| &clause.paragraphs));
        for inline in paragraphs.flat_map(|paragraph| paragraph.words.iter().chain(paragraph.items.iter().flatten())) {
            if let Inline::Reference { target, .. } = inline {
                targets.insert(target.clone());
            }
        }
    }
    (ids, targets)
}

#[test]
fn every_house_license_is_whole_in_every_language() {
    for license in house() {
        let english = render::document(&render::Drafter::new(&license, railc_library::vocabulary()).draft());
        for language in others() {
            let document = in_language(&license, language);
            assert_eq!(bones(&document), bones(&english), "{} in {}: clauses, numbers and references", license.id, language.tag);
            let is_empty = |clause: &&render::Provision| clause.paragraphs.is_empty() || clause.heading.is_none();
            let empty: Vec<&str> =
                document.parts.iter().flat_map(|part| &part.clauses).filter(is_empty).map(|clause| clause.id.as_str()).collect();
            assert!(empty.is_empty(), "{} in {}: no words for {empty:?}", license.id, language.tag);
        }
    }
}

#[test]
fn the_same_terms_are_defined_and_used_in_every_language() {
    for license in house() {
        let english = render::document(&render::Drafter::new(&license, railc_library::vocabulary()).draft());
        let defined = |document: &Document| -> BTreeSet<String> {
            document.parts.iter().flat_map(|part| &part.definitions).map(|definition| definition.id.clone()).collect()
        };
        for language in others() {
            let (there, here) = (defined(&in_language(&license, language)), defined(&english));
            let lost: Vec<&String> = here.difference(&there).collect();
            let new: Vec<&String> = there.difference(&here).collect();
            assert!(lost.is_empty() && new.is_empty(), "{} in {}: lost {lost:?}, new {new:?}", license.id, language.tag);
        }
    }
}
