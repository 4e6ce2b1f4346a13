//! All known documents, and where each run of words occurs in them.

use std::collections::HashSet;

use crate::fingerprint::{Document, RUN, Run};

/// The known documents.
#[derive(Debug)]
pub struct Fingerprints {
    documents: Vec<Document>,
    /// Each run of full length, with its document and its number there, bucket by bucket.
    runs: Vec<(u32, Place)>,
    /// How many runs of full length each document has.
    full: Vec<u32>,
    /// Where the bucket of each value of the upper [`BITS`] bits of a hash begins.
    buckets: Vec<u32>,
    /// The first word of each license's id, by which people name it.
    names: HashSet<String>,
}

/// A run in a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) document: u16,
    pub(crate) run: u16,
}

/// First words of ids that are words of every day.
const COMMON: [&str; 12] =
    ["commons", "data", "fair", "licenses", "model", "open", "openrail", "opt", "playground", "rail", "responsible", "stable"];
/// Words of titles that are not in the ids.
const SPELLED: [&str; 6] = ["affero", "creative", "eclipse", "gnu", "mozilla", "noncommercial"];
/// Words that tell that a line is about a license.
const LICENSES: [&str; 7] = ["agreement", "license", "licensed", "licenses", "policy", "terms", "version"];

/// How many bits of a hash choose its bucket.
const BITS: u32 = 14;

impl Fingerprints {
    /// An index of these documents. Those beyond 65,535, and their runs beyond, are not found.
    pub fn new(documents: Vec<Document>) -> Fingerprints {
        let mut full = vec![0; documents.len()];
        let mut buckets = vec![0_u32; (1 << BITS) + 1];
        for (document, count) in documents.iter().zip(&mut full) {
            for (_, run) in full_runs(document) {
                *count += 1;
                buckets.get_mut(bucket(run.hash)).into_iter().for_each(|count| *count += 1);
            }
        }
        let mut sum = 0;
        for count in &mut buckets {
            sum += std::mem::replace(count, sum);
        }
        let mut runs = vec![(0, Place { document: 0, run: 0 }); sum as usize];
        let mut next = buckets.clone();
        for (document, number) in documents.iter().zip(0..=u16::MAX) {
            for (run, known) in full_runs(document) {
                let Some(next) = next.get_mut(bucket(known.hash)) else { continue };
                runs.get_mut(*next as usize).into_iter().for_each(|slot| *slot = (known.hash, Place { document: number, run }));
                *next += 1;
            }
        }
        let first = |id: &String| id.split('-').next().filter(|first| first.len() > 2 && !COMMON.contains(first)).map(str::to_owned);
        let names = documents.iter().flat_map(|document| &document.licenses).filter_map(first);
        let names = names.chain(SPELLED.map(str::to_owned)).collect();
        Fingerprints { documents, runs, full, buckets, names }
    }

    /// The documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Whether a line above a document names a license that is another one.
    pub(crate) fn names_other(&self, line: &[&str], document: &Document) -> bool {
        let title = document.title.to_lowercase();
        let is_own = |word: &str| title.contains(word) || document.licenses.iter().any(|id| id.contains(word));
        let is_about = line.len() == 1 || line.iter().any(|word| LICENSES.contains(word));
        is_about && line.iter().any(|word| self.names.contains(*word) && !is_own(word))
    }

    /// How many runs of full length a document has.
    pub(crate) fn full(&self, document: usize) -> usize {
        self.full.get(document).map_or(0, |count| *count as usize)
    }

    /// The places of a run of full length, in the order of documents.
    pub(crate) fn places(&self, hash: u32) -> impl Iterator<Item = Place> {
        let at = bucket(hash);
        let (first, last) = (self.buckets.get(at).copied().unwrap_or(0), self.buckets.get(at + 1).copied().unwrap_or(0));
        let runs = self.runs.get(first as usize..last as usize).unwrap_or_default();
        runs.iter().filter(move |(known, _)| *known == hash).map(|(_, place)| *place)
    }
}

/// The runs of full length, with their numbers.
fn full_runs(document: &Document) -> impl Iterator<Item = (u16, &Run)> {
    (0..=u16::MAX).zip(&document.runs).filter(|(_, run)| usize::from(run.length) == RUN)
}

fn bucket(hash: u32) -> usize {
    (hash >> (32 - BITS)) as usize
}
