//! Printing to standard output.

use std::borrow::Cow;
use std::io::{self, Write};

use railc_core::base::{is_hidden, one_line};
use serde::Serialize;

pub(super) use crate::facade::text::named;

/// The version of the documents that commands print, except those with a format of their own.
pub(super) const VERSION: u32 = 1;

/// Prints one JSON document.
pub(super) fn json(document: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string_pretty(document).map_err(io::Error::other)? + "\n";
    raw(&escaped(&text))
}

/// A JSON document in which hidden characters are escapes. They occur in strings only.
fn escaped(json: &str) -> Cow<'_, str> {
    if !json.contains(is_hidden) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len() + 64);
    for sign in json.chars() {
        if is_hidden(sign) {
            sign.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(sign);
        }
    }
    out.into()
}

/// Prints words for people.
pub(super) fn print(text: &str) -> io::Result<()> {
    raw(&visible(text))
}

/// Prints a text as it is.
pub(super) fn raw(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    unless_closed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// A reader that has gone wants no more output, and the exit code still says how the command ended. Every other failure to print is one.
pub(super) fn unless_closed(printed: io::Result<()>) -> io::Result<()> {
    match printed {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

/// A text that can't steer a terminal nor reverse the order of letters.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let steers = |sign: char| is_hidden(sign) || sign == '\r';
    if text.contains(steers) { text.replace(steers, "\u{fffd}").into() } else { text.into() }
}

/// One line of at most `width` characters; a longer one ends in `…`.
pub(super) fn cut(line: &str, width: usize) -> Cow<'_, str> {
    let line = match one_line(line) {
        Cow::Borrowed(line) => line,
        Cow::Owned(line) => return cut(&line, width).into_owned().into(),
    };
    match line.char_indices().nth(width) {
        None => line.trim_end().into(),
        Some(_) => {
            let kept: String = line.chars().take(width.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end()).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_holds_hidden_characters_as_escapes() {
        let json = serde_json::to_string(&["a\u{9b}\u{202e}\u{e0041}é"]).unwrap();
        let shown = escaped(&json);
        assert_eq!(shown, "[\"a\\u009b\\u202e\\udb40\\udc41é\"]");
        assert_eq!(serde_json::from_str::<Vec<String>>(&shown).unwrap(), ["a\u{9b}\u{202e}\u{e0041}é"]);
    }

    #[test]
    fn a_cut_line_is_one_line() {
        assert_eq!(cut("a\n  b", 9), "a   b");
        assert_eq!(cut("abcdef", 4), "abc…");
    }
}
