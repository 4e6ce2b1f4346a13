//! Finds web addresses in words, so that they stay whole where words are escaped.

use railc_core::base::is_of_address;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// An address on the web, such as `https://example.org/license`.
    Address(&'t str),
}

/// A text as words and addresses, in order. No part of it is read twice.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices("http") {
        let Some(before) = text.get(from..at).filter(|before| !before.ends_with(char::is_alphanumeric)) else { continue };
        let Some(address) = text.get(at..).and_then(address) else { continue };
        pieces.extend((!before.is_empty()).then_some(Piece::Words(before)));
        pieces.push(Piece::Address(address));
        from = at + address.len();
    }
    let rest = text.get(from..).unwrap_or_default();
    pieces.extend((!rest.is_empty()).then_some(Piece::Words(rest)));
    pieces
}

/// The address that a text begins with, without the punctuation of the sentence around it.
fn address(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    rest.starts_with(|first: char| first.is_ascii_alphanumeric()).then_some(())?;
    // With a `;`, some readers would take `&copy;` inside it for a sign.
    let mut address = text.get(..text.bytes().take_while(|byte| is_of_address(*byte) && *byte != b';').count())?;
    let (open, mut closed) = (address.matches('(').count(), address.matches(')').count());
    while let Some(last) = address.chars().next_back() {
        match last {
            '.' | ',' | ':' | '!' | '?' | '\'' | '*' | ']' => {}
            ')' if closed > open => closed -= 1,
            _ => break,
        }
        address = address.get(..address.len() - 1)?;
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_punctuation_of_its_sentence() {
        let address = |text| match pieces(text).as_slice() {
            [.., Piece::Address(address), Piece::Words(_)] | [.., Piece::Address(address)] => (*address).to_owned(),
            _ => String::new(),
        };
        assert_eq!(address("see https://e.com/a_b."), "https://e.com/a_b");
        assert_eq!(address("(see http://e.com/a_(b))."), "http://e.com/a_(b)");
        assert_eq!(address("https://e.com/ä"), "https://e.com/");
        assert_eq!(address("xhttps://e.com, https://, http"), "");
        assert_eq!(pieces("a https://b.c d http://e.f").len(), 4);
        assert_eq!(address("https://e.com/a)))."), "https://e.com/a");
    }
}
