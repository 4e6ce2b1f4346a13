//! Printing to standard output.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

pub(super) use crate::facade::text::named;

/// The version of the documents that commands print, except those with a format of their own.
pub(super) const VERSION: u32 = 1;

/// Prints one JSON document.
pub(super) fn json(document: &impl Serialize) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(document).map_err(io::Error::other)?;
    text.push('\n');
    raw(&text)
}

/// Prints words for people.
pub(super) fn print(text: &str) -> io::Result<()> {
    raw(&visible(text, false))
}

/// Prints a text as it is.
pub(super) fn raw(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// A text that can't control a terminal or reverse the order of letters; if it is colored, color escapes stay.
pub(super) fn visible(text: &str, is_colored: bool) -> Cow<'_, str> {
    let is_hidden = |sign: char| {
        let steers = sign.is_control() && !(matches!(sign, '\n' | '\t') || (is_colored && sign == '\u{1b}'));
        steers || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(is_hidden) { text.replace(is_hidden, "\u{fffd}").into() } else { text.into() }
}

/// A line of at most `width` characters; a longer one ends in `…`.
pub(super) fn cut(line: &str, width: usize) -> Cow<'_, str> {
    match line.char_indices().nth(width) {
        None => line.trim_end().into(),
        Some(_) => {
            let kept: String = line.chars().take(width.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end()).into()
        }
    }
}
