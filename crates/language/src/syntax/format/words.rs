//! Words, lists, texts and numbers.

use super::writer::Writer;
use crate::syntax::ast::Word;
use railc_core::base::{Number, Span};

/// A text or list is aligned with its start up to this column; past it, it starts on a new line.
const ALIGNED: usize = 48;

impl Writer {
    /// A word at its place, with a sign before it (`@`) or none.
    pub(super) fn name(&mut self, sign: &str, name: &Word) {
        self.anchor(name.span);
        self.word(&format!("{sign}{}", name.value));
    }

    /// `action.run, action.modify`: as many on a line as fit, aligned.
    pub(super) fn list(&mut self, sign: &str, names: &[Word]) {
        let words: Vec<(Span, String)> = names.iter().map(|name| (name.span, format!("{sign}{}", name.value))).collect();
        self.aligned(&words);
    }

    /// Words with commas between them, as many on a line as fit, aligned.
    pub(super) fn aligned(&mut self, words: &[(Span, String)]) {
        let mut column = None;
        for (at, (span, word)) in words.iter().enumerate() {
            self.anchor(*span);
            let word = if at + 1 == words.len() { word.clone() } else { format!("{word},") };
            let column = *column.get_or_insert(self.next_column());
            if at > 0 && (self.starts_line() || !self.fits(word.chars().count())) {
                self.align(column);
            }
            self.word(&word);
        }
    }

    /// `"…"`, broken into lines if it is long.
    pub(super) fn text(&mut self, text: &Word) {
        self.anchor(text.span);
        let quoted = quoted(&text.value);
        if !quoted.contains('\n') && self.fits(quoted.chars().count()) {
            return self.word(&quoted);
        }
        if self.next_column() > ALIGNED {
            self.hang();
        }
        let column = self.next_column() + 1;
        for (number, paragraph) in quoted.split("\n\n").enumerate() {
            if number > 0 {
                self.break_line(column, true);
            }
            self.paragraph(paragraph, number == 0, column);
        }
    }

    fn paragraph(&mut self, paragraph: &str, opens: bool, column: usize) {
        for (at, word) in paragraph.split(' ').enumerate() {
            match (at, opens) {
                (0, true) => self.word(word),
                (0, false) => self.push(word),
                _ if self.fits(word.chars().count()) => self.word(word),
                _ => {
                    self.break_line(column, false);
                    self.push(word);
                }
            }
        }
    }

    /// Starts the next line at this column, if that leaves room; else at the hanging indent.
    pub(super) fn align(&mut self, column: usize) {
        if column > ALIGNED {
            self.hang();
        } else {
            self.line_at(column);
        }
    }
}

/// A text with its quotes and escapes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `700 million`: in the largest unit that needs at most one decimal.
pub(super) fn number(number: Number) -> String {
    const UNITS: [(i64, &str); 3] = [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];
    for (unit, word) in UNITS {
        if let Some(count) = number.divided_by(unit).filter(|count| *count > 0) {
            return format!("{count} {word}");
        }
        let tenths = number.divided_by(unit / 10).filter(|tenths| *tenths > 10 && unit > 1_000);
        if let Some(tenths) = tenths {
            return format!("{}.{} {word}", tenths / 10, tenths % 10);
        }
    }
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_as_people_say_them() {
        let cases = [
            ("700000000", "700 million"),
            ("1000000000", "1 billion"),
            ("2500000000", "2.5 billion"),
            ("12500000", "12.5 million"),
            ("1234000000", "1234 million"),
            ("5000", "5 thousand"),
            ("1500", "1500"),
            ("12.5", "12.5"),
            ("0", "0"),
        ];
        for (digits, shown) in cases {
            assert_eq!(Number::parse(digits).map(number).as_deref(), Some(shown));
        }
    }
}
