//! A fingerprint packed for a program that carries many.

use serde::{Deserialize, Serialize};

use super::{Document, Run, Segment, Short};

/// A document whose texts and hashes lie in the bytes that it was read from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Packed<'p> {
    #[serde(borrow)]
    licenses: Vec<&'p str>,
    name: &'p str,
    title: &'p str,
    digest: u64,
    /// Label, how many runs, whether it may be left out.
    segments: Vec<(&'p str, u16, bool)>,
    hashes: Vec<[u8; 4]>,
    /// The length of each run; the upper bit says that it is after a blank.
    lengths: &'p [u8],
    /// How many long words after the one before, twice, and one more for a label; the word.
    shorts: Vec<(u32, &'p str)>,
}

const AFTER_BLANK: u8 = 0x80;

impl<'p> Packed<'p> {
    /// Packs a document; `lengths` keeps the bytes of its runs' lengths.
    pub fn of(document: &'p Document, lengths: &'p mut Vec<u8>) -> Packed<'p> {
        let count = |index: usize| {
            let first = |index: usize| document.segments.get(index).map_or(document.runs.len(), |segment| segment.first as usize);
            (first(index + 1) - first(index)) as u16
        };
        let segments = document.segments.iter().enumerate();
        lengths.extend(document.runs.iter().map(|run| run.length | if run.is_after_blank { AFTER_BLANK } else { 0 }));
        let mut last = 0;
        let short = |short: &'p Short| {
            let step = short.before - std::mem::replace(&mut last, short.before);
            (step * 2 + u32::from(short.is_label), short.letters.as_str())
        };
        Packed {
            licenses: document.licenses.iter().map(String::as_str).collect(),
            name: &document.name,
            title: &document.title,
            digest: document.digest,
            segments: segments.map(|(index, segment)| (segment.label.as_str(), count(index), segment.is_optional)).collect(),
            hashes: document.runs.iter().map(|run| run.hash.to_le_bytes()).collect(),
            lengths,
            shorts: document.shorts.iter().map(short).collect(),
        }
    }

    /// The document again.
    pub fn unpacked(&self) -> Document {
        let (mut start, mut first, mut before) = (0, 0, 0);
        let run = |(hash, length): (&[u8; 4], &u8)| {
            let (length, is_after_blank) = (length & !AFTER_BLANK, length & AFTER_BLANK != 0);
            let run = Run { hash: u32::from_le_bytes(*hash), length, is_after_blank, start };
            start += u32::from(length);
            run
        };
        let runs = self.hashes.iter().zip(self.lengths).map(run).collect();
        let segment = |(label, count, is_optional): &(&str, u16, bool)| {
            let segment = Segment { label: (*label).to_owned(), first, is_optional: *is_optional };
            first += u32::from(*count);
            segment
        };
        let short = |(step, letters): &(u32, &str)| {
            before += step / 2;
            Short { before, letters: (*letters).to_owned(), is_label: step % 2 == 1 }
        };
        Document {
            licenses: self.licenses.iter().map(|license| (*license).to_owned()).collect(),
            name: self.name.to_owned(),
            title: self.title.to_owned(),
            segments: self.segments.iter().map(segment).collect(),
            runs,
            shorts: self.shorts.iter().map(short).collect(),
            digest: self.digest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_document_is_the_same_unpacked() {
        let document =
            Document::of("1. Wash every pot twice\n\n2. Salt all 3 soups well before \u{e000} comes\n\nGood bye to you all", Some("Good"));
        assert!(document.runs.iter().any(|run| run.is_after_blank) && document.segments.iter().any(|segment| segment.is_optional));
        assert_eq!(Packed::of(&document, &mut Vec::new()).unpacked(), document);
    }
}
