//! Reads a file as blocks of whole lines, in bounded memory.

use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read};

use railc_core::report::bulk::{Block, LONGEST};

/// How much is read at once.
const AT_ONCE: usize = 64 << 10;

/// A place between two lines, with what stands before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// How many bytes.
    pub bytes: u64,
    /// How many lines.
    pub lines: u64,
    /// What the bytes come to: another text before a mark gives another number.
    pub hash: u64,
}

/// Some whole lines, and the places before and behind them.
#[derive(Debug)]
pub(super) struct Chunk {
    pub text: Vec<u8>,
    pub is_too_long: bool,
    pub start: Mark,
    pub end: Mark,
}

impl Chunk {
    /// As the check takes it.
    pub(super) fn block(&self) -> Block<'_> {
        Block { first: self.start.lines + 1, text: &self.text, is_too_long: self.is_too_long }
    }
}

/// A file that is read line by line, some at once.
pub(super) struct Lines<R> {
    input: R,
    /// How many bytes a block is to have.
    size: usize,
    /// What was read and not given, which is no whole block.
    rest: Vec<u8>,
    is_at_end: bool,
    before: Mark,
    hasher: DefaultHasher,
}

impl<R: Read> Lines<R> {
    /// Blocks of about that many bytes; a line that is longer is one by itself.
    pub(super) fn new(input: R, size: usize) -> Lines<R> {
        Lines { input, size, rest: Vec::new(), is_at_end: false, before: Mark::default(), hasher: DefaultHasher::new() }
    }

    /// Passes over what stands before a mark; `false` where that is not what it was.
    pub(super) fn pass_to(&mut self, mark: Mark) -> io::Result<bool> {
        let mut left = mark.bytes;
        let mut buffer = vec![0; AT_ONCE];
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(AT_ONCE).min(AT_ONCE);
            let count = retried(&mut self.input, buffer.get_mut(..most).unwrap_or_default())?;
            if count == 0 {
                return Ok(false);
            }
            self.hasher.write(buffer.get(..count).unwrap_or_default());
            left -= count as u64;
        }
        self.before = mark;
        Ok(self.hasher.finish() == mark.hash)
    }

    /// What the file begins with; nothing of it is passed over.
    pub(super) fn beginning(&mut self) -> io::Result<&[u8]> {
        while !self.is_at_end && self.rest.trim_ascii().is_empty() && self.rest.len() < LONGEST {
            self.read_more()?;
        }
        Ok(&self.rest)
    }

    /// The next block; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Chunk>> {
        while !self.is_at_end && self.rest.len() < self.size {
            self.read_more()?;
        }
        loop {
            if let Some(at) = self.rest.iter().rposition(|byte| *byte == b'\n') {
                return Ok(Some(self.take(at + 1)));
            }
            if self.is_at_end {
                let all = self.rest.len();
                return Ok((all > 0).then(|| self.take(all)));
            }
            if self.rest.len() > LONGEST {
                return self.pass_over_line().map(Some);
            }
            self.read_more()?;
        }
    }

    /// The block of so many bytes.
    fn take(&mut self, bytes: usize) -> Chunk {
        let rest = self.rest.split_off(bytes);
        let text = std::mem::replace(&mut self.rest, rest);
        let ends = text.iter().filter(|byte| **byte == b'\n').count();
        let is_open = text.last().is_some_and(|byte| *byte != b'\n');
        self.hasher.write(&text);
        self.chunk(text, false, bytes, ends + usize::from(is_open))
    }

    /// The block of a line that is too long: its beginning. The rest of it is passed over.
    fn pass_over_line(&mut self) -> io::Result<Chunk> {
        let (mut text, mut bytes) = (Vec::new(), 0);
        loop {
            let end = self.rest.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let rest = self.rest.split_off(end.unwrap_or(self.rest.len()));
            let piece = std::mem::replace(&mut self.rest, rest);
            self.hasher.write(&piece);
            bytes += piece.len();
            if text.is_empty() {
                // Enough to be known by.
                text = piece.get(..100.min(piece.len())).unwrap_or_default().to_vec();
            }
            if end.is_some() || (self.is_at_end && self.rest.is_empty()) {
                return Ok(self.chunk(text, true, bytes, 1));
            }
            self.read_more()?;
        }
    }

    fn chunk(&mut self, text: Vec<u8>, is_too_long: bool, bytes: usize, lines: usize) -> Chunk {
        let start = self.before;
        let end = Mark { bytes: start.bytes + bytes as u64, lines: start.lines + lines as u64, hash: self.hasher.finish() };
        self.before = end;
        Chunk { text, is_too_long, start, end }
    }

    fn read_more(&mut self) -> io::Result<()> {
        let before = self.rest.len();
        self.rest.resize(before + AT_ONCE, 0);
        let count = retried(&mut self.input, self.rest.get_mut(before..).unwrap_or_default());
        self.rest.truncate(before + count.as_ref().copied().unwrap_or_default());
        self.is_at_end = count? == 0;
        Ok(())
    }
}

/// Reads, again where a signal came between.
fn retried(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block as the number of its first line and its length, with an `!` where it is too long.
    fn blocks(text: &[u8], size: usize) -> Vec<String> {
        let mut lines = Lines::new(text, size);
        let mut found = Vec::new();
        while let Some(chunk) = lines.next().unwrap() {
            let sign = if chunk.is_too_long { "!" } else { "" };
            found.push(format!("{}:{}{sign}", chunk.block().first, chunk.text.len()));
        }
        assert_eq!(lines.before.bytes, text.len() as u64);
        found
    }

    #[test]
    fn blocks_are_whole_lines() {
        assert_eq!(blocks(b"", 4), [""; 0]);
        assert_eq!(blocks(b"a\nb\r\n\nc", 1), ["1:6", "4:1"]);
        let long = [b"a\n".as_slice(), &vec![b'x'; 100_000], b"\nb\n"].concat();
        assert_eq!(blocks(&long, 10), ["1:2", "2:100003"]);
    }

    #[test]
    fn of_a_line_that_is_far_too_long_its_beginning_is_left() {
        let line = |length: usize| [b"a\n".as_slice(), &vec![b'x'; length], b"\nb"].concat();
        assert_eq!(blocks(&line(LONGEST), 10), ["1:2".to_owned(), format!("2:{}", LONGEST + 1), "3:1".to_owned()]);
        assert_eq!(blocks(&line(3 * LONGEST), 10), ["1:2", "2:100!", "3:1"]);
    }

    #[test]
    fn a_mark_knows_what_stands_before_it() {
        let text = "{\"a\": 1}\n".repeat(40_000);
        let mut lines = Lines::new(text.as_bytes(), 1_000);
        let mark = (0..3).map(|_| lines.next().unwrap().unwrap().end).next_back().unwrap();
        assert!(Lines::new(text.as_bytes(), 77).pass_to(mark).unwrap());
        assert!(!Lines::new(text.replacen('1', "2", 1).as_bytes(), 77).pass_to(mark).unwrap());
        assert!(!Lines::new(text.get(..1_000).unwrap().as_bytes(), 77).pass_to(mark).unwrap());
    }
}
