//! Bytes of a long text as lines and columns, each in the same short time, also in a text of one line.

use std::ops::Range;

use crate::described::Place;

/// How far apart the known places are.
const STEP: usize = 512;

/// A text with the line and column of every 512th byte.
pub(crate) struct Lines<'t> {
    bytes: &'t [u8],
    known: Vec<(u32, u32)>,
}

impl<'t> Lines<'t> {
    pub(crate) fn of(text: &'t str) -> Lines<'t> {
        let bytes = text.as_bytes();
        let mut known = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut at = (1, 1);
        for chunk in bytes.chunks(STEP) {
            known.push(at);
            at = after(at, chunk);
        }
        Lines { bytes, known }
    }

    pub(crate) fn place(&self, bytes: &Range<u32>) -> Place {
        let start = bytes.start as usize;
        let known = start / STEP;
        let from = self.known.get(known).copied().unwrap_or((1, 1));
        let (line, column) = after(from, self.bytes.get(known * STEP..start).unwrap_or_default());
        Place::Text { line, column, bytes: bytes.clone() }
    }
}

/// The line and column behind some bytes.
fn after((line, column): (u32, u32), bytes: &[u8]) -> (u32, u32) {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let breaks = number(bytes.iter().filter(|byte| **byte == b'\n').count());
    let last = bytes.iter().rposition(|byte| *byte == b'\n');
    let rest = last.map_or(bytes, |at| bytes.get(at + 1..).unwrap_or_default());
    // Bytes that continue a character have no column.
    let signs = number(rest.iter().filter(|byte| **byte & 0xc0 != 0x80).count());
    (line.saturating_add(breaks), if last.is_some() { signs + 1 } else { column.saturating_add(signs) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_gives() {
        let text = "äb\n€ d\r\n\n".repeat(300) + &"é".repeat(2_000);
        let lines = Lines::of(&text);
        for at in text.char_indices().map(|(at, _)| at).step_by(7) {
            let before = &text[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            let place = Place::Text { line: line as u32, column: column as u32, bytes: at as u32..at as u32 };
            assert_eq!(lines.place(&(at as u32..at as u32)), place);
        }
    }
}
