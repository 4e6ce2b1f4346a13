//! Packs the fingerprints of known licenses.

use std::path::Path;

use railc_identify::fingerprint::{self, Document, Packed};

use super::files::{files, read};

/// All fingerprints of a folder, by the names of their files.
pub(crate) fn documents(folder: &Path) -> Vec<Document> {
    let document = |path: &Path| fingerprint::read(&read(path)).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
    files(folder, "txt").iter().map(|path| document(path)).collect()
}

/// The fingerprints, packed.
pub(crate) fn packed(documents: &[Document]) -> Vec<u8> {
    let mut lengths: Vec<Vec<u8>> = documents.iter().map(|_| Vec::new()).collect();
    let packed: Vec<Packed<'_>> = documents.iter().zip(&mut lengths).map(|(document, lengths)| Packed::of(document, lengths)).collect();
    postcard::to_stdvec(&packed).expect("fingerprints are plain data")
}
