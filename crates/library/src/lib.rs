//! The licenses and the vocabulary that railc knows, and the page on each diagnostic. All of it is packed by the build script.

use std::sync::{Arc, OnceLock};

use railc_core::diagnostic::Code;
use railc_core::vocabulary::Vocabulary;
use railc_language::library::{Embedded, Library, Shelf};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The specs that are built in, and the vocabulary that they are written in.
pub fn library() -> Library {
    Library { specs: SPECS, vocabulary: vocabulary() }
}

/// The whole vocabulary.
pub fn vocabulary() -> &'static Arc<Vocabulary> {
    static VOCABULARY: OnceLock<Arc<Vocabulary>> = OnceLock::new();
    VOCABULARY.get_or_init(|| {
        let packed = include_bytes!(concat!(env!("OUT_DIR"), "/vocabulary.postcard"));
        let published = postcard::from_bytes(packed).expect("the build script packed it");
        // The build script has seen that it has no flaw.
        Arc::new(Vocabulary::from_published(published, VOCABULARY_HASH.to_owned()).0)
    })
}

/// The page on a diagnostic: what it means, a spec or use that has it, and the same mended.
pub fn page(code: Code) -> &'static str {
    let page = PAGES.iter().find(|(number, _)| *number == code.number());
    page.map(|(_, text)| *text).expect("every code has a page, or the library would not build")
}
