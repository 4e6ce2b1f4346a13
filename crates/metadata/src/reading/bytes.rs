//! Bytes of a file that may be longer than anybody wants to read.

use std::io::{self, Read};

use railc_core::diagnostic::Code;

use crate::described::{Place, Problem};

/// The bytes of a file up to a limit, and whether there are more.
pub(crate) fn up_to(source: &mut impl Read, limit: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_longer = bytes.len() > limit;
    bytes.truncate(limit);
    Ok((bytes, is_longer))
}

/// The text up to the first byte that is none, and the problem with that byte.
pub(crate) fn text(bytes: &[u8]) -> (&str, Option<Problem>) {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(error) => error,
    };
    let end = error.valid_up_to();
    let text = bytes.get(..end).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default();
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let place = Place::Text {
        line: number(text.matches('\n').count() + 1),
        column: number(text.get(line..).unwrap_or_default().chars().count() + 1),
        bytes: number(end)..number(end),
    };
    let problem = Problem::new(Code::NotText, "this byte is no UTF-8; what follows it is not read", "save the file as UTF-8");
    (text, Some(problem.at(&place, "")))
}
