//! Characters that nobody sees, or that steer what shows a text: the one table of them. And those of a web address.

use std::borrow::Cow;

/// Whether a character is invisible or steers what shows it: a control character, a mark that turns the order of letters, a filler, a tag.
///
/// Line breaks and tabs are none of these: whether a text may have them depends on its place. Nor are the joiners U+200C and U+200D, which some
/// scripts need.
pub fn is_hidden(sign: char) -> bool {
    let steers = sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
    let is_unseen = matches!(
        sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{2800}' | '\u{e0000}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}'
    );
    steers || is_unseen
}

/// A text in one line, as it can be shown anywhere: `�` for each hidden character, a space for each line break and tab.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let breaks = |sign: char| matches!(sign, '\n' | '\r' | '\t');
    if !text.contains(|sign: char| breaks(sign) || is_hidden(sign)) {
        return text.into();
    }
    let shown = |sign: char| match sign {
        sign if breaks(sign) => ' ',
        sign if is_hidden(sign) => char::REPLACEMENT_CHARACTER,
        sign => sign,
    };
    text.chars().map(shown).collect::<String>().into()
}

/// Whether a text is an address on the web: `https://` or `http://`, a host, and nothing that such an address can't hold.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric()) && rest.bytes().all(is_of_address))
}

/// Whether a web address can hold this byte.
pub fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_stays_in_a_line() {
        assert_eq!(one_line("a\u{1b}[31m b\nc\u{202e}\u{e0041}"), "a\u{fffd}[31m b c\u{fffd}\u{fffd}");
        assert!(matches!(one_line("Gärten, 100 € – “so”"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_looks_like_nothing_is_hidden() {
        let hidden = "\u{7}\u{9b}\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{202a}\u{2066}\u{206a}\u{206f}\u{3164}\u{feff}\u{e0001}\u{e007f}";
        assert!(hidden.chars().all(is_hidden));
        assert!(is_web_address("https://e.com/a?b=(c)#d") && !is_web_address("javascript:alert(1)") && !is_web_address("https://e.com/ a"));
        assert!(!" a\n\r\t\u{a0}é\u{200d}漢🙂".chars().any(is_hidden));
    }
}
