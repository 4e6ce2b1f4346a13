//! The cells of a notebook, with the place of each line in the file. The JSON is walked without recursion, however deep it is.

use super::Place;

/// A cell.
pub(crate) struct Cell {
    /// Its number, from 1.
    number: u32,
    pub(crate) is_code: bool,
    pub(crate) text: String,
    /// For each line of the text, the line of the file and the column where it begins.
    lines: Vec<(u32, u32)>,
}

impl Cell {
    /// A place in the text as one in the file.
    pub(crate) fn place(&self, place: Place) -> Place {
        let index = place.line.saturating_sub(1) as usize;
        let (line, column) = self.lines.get(index).or(self.lines.last()).copied().unwrap_or((1, 1));
        Place { line, column: column.saturating_add(place.column).saturating_sub(1), cell: Some((self.number, place.line)) }
    }
}

/// What a bracket of the JSON opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// The list of cells.
    Cells,
    /// A cell.
    Cell,
    /// The list of lines of a cell.
    Source,
    /// Anything else.
    Other,
}

/// All cells that have a source. Of a file that is no notebook, or a broken one, those that can be read.
pub(crate) fn cells(text: &str) -> Vec<Cell> {
    let mut walk = Walk { text, at: 0, line: 1, line_start: 0, stack: Vec::new(), key: String::new(), cells: Vec::new() };
    walk.all();
    walk.cells.retain(|cell| !cell.text.is_empty());
    walk.cells
}

struct Walk<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    line_start: usize,
    stack: Vec<Open>,
    /// The last key, of the map that is open.
    key: String,
    cells: Vec<Cell>,
}

impl Walk<'_> {
    fn all(&mut self) {
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' => {
                    let open = self.opened(byte == b'[');
                    self.stack.push(open);
                    self.key.clear();
                    self.at += 1;
                }
                b'}' | b']' => {
                    self.stack.pop();
                    self.key.clear();
                    self.at += 1;
                }
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    self.line_start = self.at;
                }
                _ => self.at += 1,
            }
        }
    }

    fn opened(&mut self, is_list: bool) -> Open {
        match (self.stack.last(), is_list) {
            // The third version of the format has its cells in worksheets.
            (Some(Open::Other), true) if self.key == "cells" && self.stack.len() <= 3 => Open::Cells,
            (Some(Open::Cells), false) => {
                let number = u32::try_from(self.cells.len()).unwrap_or(u32::MAX).saturating_add(1);
                self.cells.push(Cell { number, is_code: true, text: String::new(), lines: Vec::new() });
                Open::Cell
            }
            (Some(Open::Cell), true) if self.key == "source" || self.key == "input" => Open::Source,
            _ => Open::Other,
        }
    }

    /// A string: a key, a line of a cell, or something else.
    fn string(&mut self) {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut end = start;
        while let Some(byte) = bytes.get(end) {
            match byte {
                b'"' | b'\n' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        let end = end.min(bytes.len());
        let raw = self.text.get(start..end).unwrap_or_default();
        self.at = end + usize::from(bytes.get(end) == Some(&b'"'));
        let is_key = bytes.get(self.at..).is_some_and(|rest| rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':'));
        match self.stack.last() {
            Some(Open::Source) => self.line(raw, start),
            Some(Open::Cell | Open::Other) if is_key => self.key = raw.to_owned(),
            Some(Open::Cell) if self.key == "source" || self.key == "input" => self.line(raw, start),
            Some(Open::Cell) if self.key == "cell_type" => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.is_code = raw == "code";
                }
            }
            _ => {}
        }
    }

    fn line(&mut self, raw: &str, start: usize) {
        let column = self.text.get(self.line_start..start).map_or(0, |before| before.chars().count());
        let place = (self.line, u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1));
        let Some(cell) = self.cells.last_mut() else { return };
        let text = unescaped(raw);
        let count = text.matches('\n').count() + usize::from(!text.ends_with('\n'));
        cell.lines.extend(std::iter::repeat_n(place, count));
        cell.text.push_str(&text);
    }
}

/// A string of JSON without its escapes.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut signs = raw.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            out.push(sign);
            continue;
        }
        match signs.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('u') => {
                let digits: String = signs.by_ref().take(4).collect();
                out.push(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}'));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_places() {
        let text = "{\"cells\": [\n {\"cell_type\": \"markdown\", \"source\": [\"# Hi\\n\", \"x\"]},\n {\"cell_type\": \"code\", \"outputs\": [{\"source\": [\"no\"]}], \"source\": \"a = \\\"b\\\"\\nc\"}\n]}";
        let cells = cells(text);
        assert_eq!(cells.len(), 2);
        assert_eq!((cells[0].text.as_str(), cells[0].is_code), ("# Hi\nx", false));
        assert_eq!((cells[1].text.as_str(), cells[1].is_code), ("a = \"b\"\nc", true));
        assert_eq!(cells[1].place(Place { line: 2, column: 1, cell: None }).cell, Some((2, 2)));
        assert_eq!(cells[1].place(Place { line: 1, column: 1, cell: None }).line, 3);
    }

    #[test]
    fn depth_and_rubbish_do_no_harm() {
        assert!(cells(&"[".repeat(100_000)).is_empty());
        assert!(cells(&"{\"cells\":[".repeat(10_000)).is_empty());
        assert_eq!(cells("{\"cells\": [{\"source\": [\"a\\").len(), 1);
    }
}
