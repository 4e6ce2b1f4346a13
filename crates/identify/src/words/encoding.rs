//! The letters of a file, whatever its encoding.

use std::borrow::Cow;

/// The text in some bytes: UTF-8, UTF-16 with a mark in front, else Latin-1. `None` if they are no text.
pub fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return Some(wide(rest, u16::from_le_bytes).into()),
        [0xfe, 0xff, rest @ ..] => return Some(wide(rest, u16::from_be_bytes).into()),
        _ if bytes.starts_with(b"%PDF-") || bytes.starts_with(b"{\\rtf") || bytes.contains(&0) => return None,
        _ => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.trim_start_matches('\u{feff}').into()),
        Err(_) => Some(bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into()),
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(unit));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decoded("\u{feff}Süß".as_bytes()).as_deref(), Some("Süß"));
        assert_eq!(decoded(b"S\xfc\xdf").as_deref(), Some("Süß"));
        assert_eq!(decoded(b"\xff\xfeS\x00\xfc\x00").as_deref(), Some("Sü"));
        assert_eq!(decoded(b"\xfe\xff\x00S\x00\xfc").as_deref(), Some("Sü"));
        assert_eq!(decoded(b"\x7fELF\x00"), None);
        assert_eq!(decoded(b"%PDF-1.7 x"), None);
    }
}
