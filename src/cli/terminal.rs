//! What is known of the terminal: how wide lines may be, and whether words have color.

use std::io::{self, IsTerminal};

use railc_core::base;

use crate::facade::text::{Line, Tone, WIDTH};

use super::output;

/// The narrowest and the widest lines: beyond, they are hard to read.
const NARROWEST: usize = 40;
const WIDEST: usize = 120;

/// How wide lines are: as `COLUMNS` says, or as the terminal is; 80 characters where neither tells.
pub(super) fn width() -> usize {
    known_width().unwrap_or(WIDTH)
}

/// [`width`], where something tells.
pub(super) fn known_width() -> Option<usize> {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok()).filter(|columns| *columns > 0);
    let width = stated.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))?;
    Some(width.clamp(NARROWEST, WIDEST))
}

/// Words broken at the width, each line but the first after `indent` spaces.
pub(super) fn wrap(words: &str, indent: usize) -> String {
    base::wrap(words, width().saturating_sub(indent), &format!("\n{}", " ".repeat(indent)))
}

/// Whether a stream shows colors: a terminal, unless `NO_COLOR` is set.
pub(super) fn has_color(stream: &impl IsTerminal) -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && stream.is_terminal()
}

/// Prints lines, in color where that is shown.
pub(super) fn print(lines: &[Line]) -> io::Result<()> {
    let has_color = has_color(&io::stdout());
    let text: String = lines.iter().map(|line| shown(line, has_color) + "\n").collect();
    output::raw(&text)
}

/// A line that can't control the terminal, its first word in the color of its tone.
fn shown(line: &Line, has_color: bool) -> String {
    let text = output::visible(&line.text).into_owned();
    let Some(tone) = line.tone.filter(|_| has_color) else { return text };
    let start = text.len() - text.trim_start().len();
    let (indent, rest) = text.split_at(start);
    let end = rest.find(' ').unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    let color = match tone {
        Tone::Good => 32,
        Tone::Open => 33,
        Tone::Bad => 31,
    };
    format!("{indent}\u{1b}[1;{color}m{word}\u{1b}[0m{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_has_the_color() {
        let line = Line { text: "  UNMET  \u{1b}[2J".to_owned(), tone: Some(Tone::Bad) };
        assert_eq!(shown(&line, true), "  \u{1b}[1;31mUNMET\u{1b}[0m  \u{fffd}[2J");
        assert_eq!(shown(&line, false), "  UNMET  \u{fffd}[2J");
    }
}
