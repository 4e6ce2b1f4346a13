//! The layout of a policy's JSON: a line for each rule and each concept, without white space within them.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// A document as JSON in lines, ending in a line end.
///
/// The document, its members, and the members of maps among those get lines of their own.
pub(super) fn to_lines(document: &impl Serialize) -> serde_json::Result<String> {
    let mut bytes = Vec::new();
    document.serialize(&mut Serializer::with_formatter(&mut bytes, Lines { open: Vec::new() }))?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

/// The open lists and maps, outermost first.
struct Lines {
    open: Vec<Open>,
}

/// A list or a map that has begun.
#[derive(Clone, Copy)]
struct Open {
    is_map: bool,
    is_broken: bool,
    is_empty: bool,
}

impl Lines {
    fn begin(&mut self, is_map: bool) {
        let is_broken = match self.open.as_slice() {
            [] | [_] => true,
            [_, parent] => parent.is_map && is_map,
            _ => false,
        };
        self.open.push(Open { is_map, is_broken, is_empty: true });
    }

    /// Before a value of a list or a key of a map.
    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        let depth = self.open.len();
        match self.open.last_mut() {
            Some(open) if open.is_broken => {
                open.is_empty = false;
                line(out, depth)
            }
            Some(_) | None => Ok(()),
        }
    }

    fn end<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        match self.open.pop() {
            Some(open) if open.is_broken && !open.is_empty => line(out, self.open.len()),
            Some(_) | None => Ok(()),
        }
    }
}

fn line<W: ?Sized + Write>(out: &mut W, depth: usize) -> io::Result<()> {
    out.write_all(b"\n")?;
    (0..depth).try_for_each(|_| out.write_all(b" "))
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(false);
        out.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out)?;
        out.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(true);
        out.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out)?;
        out.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }
}
