//! All known documents, and where each run of words occurs in them.

use crate::fingerprint::{Document, RUN};

/// The known documents.
#[derive(Debug)]
pub struct Fingerprints {
    documents: Vec<Document>,
    /// Each run of full length, with its document and its number there, in the order of hashes.
    runs: Vec<(u32, Place)>,
    /// How many runs of full length each document has.
    full: Vec<u32>,
    /// Where the runs begin whose hash has each of the upper [`BITS`] bits.
    buckets: Vec<u32>,
}

/// A run in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) document: u16,
    pub(crate) run: u16,
}

/// How many bits of a hash choose its bucket.
const BITS: u32 = 14;

impl Fingerprints {
    /// An index of these documents. Those beyond 65,535, and their runs beyond, are not found.
    pub fn new(documents: Vec<Document>) -> Fingerprints {
        let places = documents.iter().enumerate().flat_map(|(number, document)| {
            let full = document.runs.iter().enumerate().filter(|(_, run)| usize::from(run.length) == RUN);
            full.filter_map(move |(at, run)| {
                Some((run.hash, Place { document: u16::try_from(number).ok()?, run: u16::try_from(at).ok()? }))
            })
        });
        let mut runs: Vec<(u32, Place)> = places.collect();
        let mut full = vec![0; documents.len()];
        for (_, place) in &runs {
            if let Some(count) = full.get_mut(usize::from(place.document)) {
                *count += 1;
            }
        }
        runs.sort_unstable();
        let mut buckets = vec![0_u32; (1 << BITS) + 1];
        for (hash, _) in &runs {
            if let Some(count) = buckets.get_mut(bucket(*hash) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut buckets {
            sum += *count;
            *count = sum;
        }
        Fingerprints { documents, runs, full, buckets }
    }

    /// The documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// How many runs of full length a document has.
    pub(crate) fn full(&self, document: usize) -> usize {
        self.full.get(document).map_or(0, |count| *count as usize)
    }

    /// The places of a run of full length.
    pub(crate) fn places(&self, hash: u32) -> &[(u32, Place)] {
        let at = bucket(hash);
        let (Some(first), Some(last)) = (self.buckets.get(at), self.buckets.get(at + 1)) else { return &[] };
        let bucket = self.runs.get(*first as usize..*last as usize).unwrap_or_default();
        let start = bucket.iter().position(|(known, _)| *known >= hash).unwrap_or(bucket.len());
        let found = bucket.get(start..).unwrap_or_default();
        let count = found.iter().take_while(|(known, _)| *known == hash).count();
        found.get(..count).unwrap_or_default()
    }
}

fn bucket(hash: u32) -> usize {
    (hash >> (32 - BITS)) as usize
}
