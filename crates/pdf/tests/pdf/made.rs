//! That PDFs are made: of every house license, the same bytes each time.

use super::{ALL_KINDS, english, house, in_language, license, made};

#[test]
fn the_same_text_gives_the_same_bytes() {
    let document = english(&license(ALL_KINDS));
    let one = made(&document);
    assert!(one.starts_with(b"%PDF-1.7") && one == made(&document));
    let in_a_thread = std::thread::scope(|scope| scope.spawn(|| made(&document)).join().unwrap());
    assert!(one == in_a_thread);
}

/// The exporter refuses what is not PDF/UA-1 and PDF/A-2a.
#[test]
fn every_house_license_is_accessible_and_fit_for_archives() {
    for license in house() {
        for tag in ["en", "de", "es", "fr"] {
            let bytes = made(&in_language(&license, tag));
            let said = String::from_utf8_lossy(&bytes);
            assert!(said.contains("<pdfuaid:part>1<") && said.contains("<pdfaid:part>2<"), "{} in {tag}", license.id);
        }
    }
}
