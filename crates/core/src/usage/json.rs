//! JSON as text: the pieces that hold one value each, and a cursor over a piece.

use std::ops::Range;

use serde::de::IgnoredAny;

/// The pieces of a text that hold one value each: the whole text, or its lines if it is written as JSON lines.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let rest = text.get(start..).unwrap_or_default();
    let by_line = rest.trim_end().contains('\n') && is_by_line(rest);
    let end = text.len();
    let whole = (!by_line).then(|| start + first_line(rest)..end).filter(|whole| !whole.is_empty());
    let lines = by_line.then(|| lines(rest).map(move |line| start + line.start..start + line.end));
    whole.into_iter().chain(lines.into_iter().flatten())
}

/// Where the first non-blank line begins.
fn first_line(text: &str) -> usize {
    let first = text.starts_with(['{', '[']).then_some(0);
    first.or_else(|| lines(text).next().map(|line| line.start)).unwrap_or(text.len())
}

/// The non-blank lines.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (line, at - line.len()..at)
    });
    lines.filter(|(line, _)| !line.trim().is_empty()).map(|(_, range)| range)
}

/// Whether there are several lines and the first is a whole object, or, in case that one has a typo, the second.
fn is_by_line(text: &str) -> bool {
    let begins_object = |line: &str| line.trim_start().starts_with('{');
    let is_object = |line: &str| begins_object(line) && serde_json::from_str::<IgnoredAny>(line).is_ok();
    let mut lines = lines(text).map(|line| text.get(line).unwrap_or_default());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) => begins_object(first) && (is_object(first) || is_object(second)),
        (_, None) | (None, _) => false,
    }
}

/// Steps through a value; its functions return `None` if something else comes next.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// A cursor at the start of a piece of the text, which ends with the piece.
    pub(super) fn new(text: &'t str, piece: Range<usize>) -> Cursor<'t> {
        Cursor { text: text.get(..piece.end).unwrap_or_default(), at: piece.start }
    }

    /// The current byte offset.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Skips white space to the end of the text.
    pub(super) fn end(&mut self) -> Option<()> {
        self.skip_space();
        (self.at == self.text.len()).then_some(())
    }

    /// Skips white space, and says which byte comes next.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.byte()
    }

    /// Skips a punctuation character, and white space before it.
    #[inline]
    pub(super) fn sign(&mut self, sign: u8) -> Option<()> {
        self.skip_space();
        self.skip(sign)
    }

    /// Skips a word: `true`, `false` or `null`.
    pub(super) fn word(&mut self, word: &'static str) -> Option<&'static str> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())?;
        Some(word)
    }

    /// A number as it is written, since nothing is rounded.
    pub(super) fn number(&mut self) -> Option<&'t str> {
        let start = self.at;
        self.skip(b'-');
        // No digit follows a leading zero.
        self.skip(b'0').or_else(|| self.digits())?;
        if self.skip(b'.').is_some() {
            self.digits()?;
        }
        if self.skip(b'e').or_else(|| self.skip(b'E')).is_some() {
            let _sign = self.skip(b'+').or_else(|| self.skip(b'-'));
            self.digits()?;
        }
        self.text.get(start..self.at)
    }

    /// The characters of a string without escapes; a string with escapes is not skipped.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Option<&'t str> {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(self.at..)?.strip_prefix(b"\"")?;
        let end = start + plain_length(rest);
        (self.text.as_bytes().get(end) == Some(&b'"')).then(|| self.at = end + 1)?;
        self.text.get(start..end)
    }

    /// A string with its quotes and escapes, which may be invalid.
    pub(super) fn quoted_string(&mut self) -> Option<&'t str> {
        let start = self.at;
        self.skip(b'"')?;
        self.skip_plain();
        while self.skip(b'\\').is_some() {
            self.at += 1;
            self.skip_plain();
        }
        self.skip(b'"')?;
        self.text.get(start..self.at)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, byte: u8) -> Option<()> {
        (self.byte()? == byte).then(|| self.at += 1)
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn skip_plain(&mut self) {
        self.at += plain_length(self.text.as_bytes().get(self.at..).unwrap_or_default());
    }
}

/// How many bytes precede the first quote, backslash or control character; eight are compared at once.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let special = special_bytes(u64::from_le_bytes(*word));
        if special != 0 {
            return at * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    bytes.len() - rest.len() + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The top bit of the first byte in a word that is a quote, a backslash or a control character; the bits after it are meaningless.
fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, 0x20) | equal(b'"') | equal(b'\\')) & (ONES * 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_end_at_their_quotes() {
        for length in 0..40 {
            let plain = "aé€".chars().cycle().take(length).collect::<String>();
            let text = format!("\"{plain}\"tail of it");
            assert_eq!(Cursor::new(&text, 0..text.len()).plain_string(), Some(plain.as_str()));
            for special in ["\\\"", "\u{1}", "\\u0041", ""] {
                let text = format!("\"{plain}{special}");
                assert_eq!(Cursor::new(&text, 0..text.len()).plain_string(), None, "{text}");
            }
            let escaped = format!("\"{plain}\\\"\\\\{plain}\"");
            let text = format!("{escaped}\"");
            assert_eq!(Cursor::new(&text, 0..text.len()).quoted_string(), Some(escaped.as_str()));
        }
    }

    #[test]
    fn numbers_are_those_of_json() {
        for text in ["0", "-0", "10", "1.50", "1e6", "1E+6", "-0.1e-6", "18446744073709551616"] {
            assert_eq!(Cursor::new(text, 0..text.len()).number(), Some(text));
        }
        for text in ["", "-", ".5", "+1", "1.", "1e", "1e+", "x"] {
            assert_eq!(Cursor::new(text, 0..text.len()).number(), None, "{text}");
        }
    }
}
