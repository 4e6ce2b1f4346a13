//! How far a run is: one line on a terminal, drawn anew a few times a second.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use super::super::terminal;
use super::lines::Mark;
use super::words::grouped;

/// How often it is drawn.
const PAUSE: Duration = Duration::from_millis(200);

/// The line; nothing where standard error is no terminal.
pub(super) struct Bar {
    is_shown: bool,
    /// The bytes of the whole input, where that is known.
    whole: Option<u64>,
    began: Instant,
    /// What was done when it began.
    before: u64,
    drawn: Option<Instant>,
}

impl Bar {
    /// A line for an input of so many bytes.
    pub(super) fn new(whole: Option<u64>, before: Mark) -> Bar {
        Bar { is_shown: io::stderr().is_terminal(), whole, began: Instant::now(), before: before.bytes, drawn: None }
    }

    /// Draws it, if that was not done just now.
    pub(super) fn draw(&mut self, at: Mark, wrong: u64) {
        if !self.is_shown || self.drawn.unwrap_or(self.began).elapsed() < PAUSE {
            return;
        }
        self.drawn = Some(Instant::now());
        let line = words(at, self.whole, wrong, at.bytes - self.before, self.began.elapsed());
        let width = terminal::width().saturating_sub(1);
        let line: String = line.chars().take(width).collect();
        _ = write!(io::stderr().lock(), "\r\u{1b}[K{line}");
    }

    /// Takes it away, so that something else can be printed.
    pub(super) fn clear(&mut self) {
        if self.drawn.take().is_some() {
            _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}

/// `42 %  2,100,000 lines  3 wrong  12 s left`
fn words(at: Mark, whole: Option<u64>, wrong: u64, done: u64, took: Duration) -> String {
    let mut words = Vec::new();
    if let Some(whole) = whole.filter(|whole| *whole > 0) {
        words.push(format!("{} %", at.bytes.min(whole) * 100 / whole));
    }
    words.push(format!("{} lines", grouped(at.lines)));
    if wrong > 0 {
        words.push(format!("{} wrong", grouped(wrong)));
    }
    if let Some(left) = whole.map(|whole| whole.saturating_sub(at.bytes)).filter(|_| done > 0) {
        let seconds = took.as_secs_f64() * left as f64 / done as f64;
        words.push(if seconds < 90.0 { format!("{seconds:.0} s left") } else { format!("{:.0} min left", seconds / 60.0) });
    }
    words.join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_it_is_and_how_long_it_takes() {
        let at = Mark { bytes: 500, lines: 12_000, hash: 0 };
        assert_eq!(words(at, Some(1_000), 3, 500, Duration::from_secs(10)), "50 %  12,000 lines  3 wrong  10 s left");
        assert_eq!(words(at, Some(10_000), 0, 500, Duration::from_secs(10)), "5 %  12,000 lines  3 min left");
        assert_eq!(words(at, None, 0, 500, Duration::from_secs(10)), "12,000 lines");
    }
}
