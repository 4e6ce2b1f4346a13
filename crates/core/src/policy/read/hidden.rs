//! Finds hidden characters and line breaks in the texts of a policy's JSON, written out or as escapes, before anything in it is shown.

use crate::base::is_hidden;

/// How many bytes are looked at together.
const PIECE: usize = 256;

/// The first character that no text of a policy has, with where it begins and its length in bytes.
pub(super) fn find(text: &str) -> Option<(char, usize, usize)> {
    let mut at = 0;
    while let Some(next) = interesting(text.as_bytes(), at) {
        let (sign, length, is_wrong) = match text.as_bytes().get(next) {
            Some(b'\\') => escape(text.get(next..)?).map(|(sign, length)| (sign, length, is_hidden(sign) || "\n\r\t".contains(sign)))?,
            _ => text.get(next..)?.chars().next().map(|sign| (sign, sign.len_utf8(), is_hidden(sign)))?,
        };
        if is_wrong {
            return Some((sign, next, length));
        }
        at = next + length;
    }
    None
}

/// The next backslash or byte outside ASCII. Most policies have few of either, so bytes are passed over in pieces.
fn interesting(bytes: &[u8], from: usize) -> Option<usize> {
    let is_interesting = |byte: &u8| *byte == b'\\' || !byte.is_ascii();
    let mut at = from;
    for piece in bytes.get(from..)?.chunks(PIECE) {
        if piece.iter().fold(false, |found, byte| found | is_interesting(byte)) {
            return piece.iter().position(is_interesting).map(|found| at + found);
        }
        at += piece.len();
    }
    None
}

/// The character that an escape stands for, and the length of the escape.
fn escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| text.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    Some(match text.as_bytes().get(1)? {
        b'n' => ('\n', 2),
        b'r' => ('\r', 2),
        b't' => ('\t', 2),
        b'b' => ('\u{8}', 2),
        b'f' => ('\u{c}', 2),
        b'u' => match (unit(2), unit(8).filter(|_| text.get(6..8) == Some("\\u"))) {
            (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
                (char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?, 12)
            }
            (Some(unit), _) => (char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
            (None, _) => (' ', 2),
        },
        // A quotation mark, a backslash, a slash; anything else is no JSON.
        _ => (' ', 2),
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn signs_are_found_written_out_and_as_escapes() {
        let place = |text: &str| find(text).map(|(_, start, length)| (start, length));
        assert_eq!(place(r#"{"a": "\"é\" \/ \\u001b \\n € \u00e9 \ud83d\ude42"}"#), None);
        assert_eq!(place(r#"{"a": "b\u001b"}"#), Some((8, 6)));
        assert_eq!(place(r#"{"a": "b\nc"}"#), Some((8, 2)));
        assert_eq!(place(r#"{"a": "\udb40\udc41"}"#), Some((7, 12)));
        assert_eq!(place("{\"a\": \"\u{202e}\"}"), Some((7, 3)));
        assert_eq!(place(&("x".repeat(1_000) + "\u{3164}")), Some((1_000, 3)));
    }
}
