//! Finds web addresses in words, so that they stay whole where words are escaped.

use railc_core::base::is_of_address;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// An address on the web, such as `https://example.org/license`.
    Address(&'t str),
}

/// A text as words and addresses, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in text.match_indices("http").map(|(at, _)| at) {
        let before = text.get(from..at).unwrap_or_default();
        let touches = before.ends_with(char::is_alphanumeric);
        let Some(address) = text.get(at..).and_then(address).filter(|_| at >= from && !touches) else { continue };
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
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let length = text.bytes().take_while(|byte| is_of_address(*byte)).count();
    let mut address = text.get(..length)?;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', ']']);
        let has_open = shorter.matches('(').count() >= shorter.matches(')').count();
        let shorter = if has_open { shorter } else { shorter.strip_suffix(')').unwrap_or(shorter) };
        if shorter == address {
            break;
        }
        address = shorter;
    }
    let begins = address.get(scheme.len()..)?.starts_with(|first: char| first.is_ascii_alphanumeric());
    begins.then_some(address)
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
    }
}
