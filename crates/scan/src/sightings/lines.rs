//! Places of bytes in a text.

use super::Place;

/// Finds lines and columns of bytes that are asked for in rising order.
pub(crate) struct Lines<'t> {
    text: &'t str,
    /// The last byte that was asked for, with its line and column.
    at: usize,
    line: u32,
    column: u32,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Lines<'t> {
        Lines { text, at: 0, line: 1, column: 1 }
    }

    /// The place of a byte.
    pub(crate) fn place(&mut self, at: usize) -> Place {
        for sign in self.text.get(self.at..at).unwrap_or_default().chars() {
            match sign {
                '\n' => (self.line, self.column) = (self.line.saturating_add(1), 1),
                _ => self.column = self.column.saturating_add(1),
            }
        }
        self.at = at;
        Place { line: self.line, column: self.column, cell: None }
    }
}
