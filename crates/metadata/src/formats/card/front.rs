//! Where the front matter of a card is: the YAML between two fences (`---`) at its top.
//!
//! Readers differ. What is found here is what any of them may read, with the flaws by which some of them see none of it.

use std::ops::Range;

/// The most bytes of front matter.
pub(super) const LONGEST: usize = 1 << 20;

/// The front matter of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// The line of the opening fence, with its end.
    pub open: Range<usize>,
    /// What is between the fences.
    pub yaml: Range<usize>,
    /// The line of the closing fence, with its end.
    pub close: Range<usize>,
    /// Why some readers don't see it, each with its place.
    pub flaws: Vec<(Flaw, Range<usize>)>,
}

/// Why some readers don't see a front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// A byte order mark before it.
    ByteOrderMark,
    /// A comment or heading before it.
    Comment,
    /// White space behind a fence.
    Blank,
}

/// What a card begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// No front matter.
    Body,
    /// An opening fence at this place, and nothing that closes it.
    Unclosed(Range<usize>),
    /// An opening fence at this place, and more than a megabyte before one that may close it.
    TooLong(Range<usize>),
    /// A front matter.
    Front(Front),
}

/// Finds the front matter.
pub(super) fn beginning(text: &str) -> Beginning {
    let mut flaws = Vec::new();
    let mut at = 0;
    if text.starts_with('\u{feff}') {
        at = '\u{feff}'.len_utf8();
        flaws.push((Flaw::ByteOrderMark, 0..at));
    }
    let Some(open) = opening(text, at, &mut flaws) else { return Beginning::Body };
    let mut start = open.end;
    let is_sure = !flaws.iter().any(|(flaw, _)| *flaw == Flaw::Comment);
    while let Some(line) = line(text, start) {
        if is_fence(text, &line, &mut flaws) {
            return Beginning::Front(Front { yaml: open.end..line.start, open, close: line, flaws });
        }
        start = line.end;
        if start - open.end > LONGEST {
            return if is_sure { Beginning::TooLong(open) } else { Beginning::Body };
        }
    }
    if is_sure { Beginning::Unclosed(open) } else { Beginning::Body }
}

/// The line of the opening fence: the first that is neither blank nor a comment.
fn opening(text: &str, mut at: usize, flaws: &mut Vec<(Flaw, Range<usize>)>) -> Option<Range<usize>> {
    while let Some(line) = line(text, at) {
        let words = text.get(line.clone())?.trim_start();
        if words.starts_with("<!--") {
            let start = line.end - words.len();
            let end = start + text.get(start..)?.find("-->")? + "-->".len();
            flaws.push((Flaw::Comment, start..end));
            at = end;
        } else if words.starts_with('#') {
            flaws.push((Flaw::Comment, line.start..line.start + text.get(line.clone())?.trim_end().len()));
            at = line.end;
        } else if words.is_empty() {
            at = line.end;
        } else {
            return is_fence(text, &line, flaws).then_some(line);
        }
    }
    None
}

/// The line that begins here, with its end.
fn line(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
    Some(start..start + rest.find('\n').map_or(rest.len(), |end| end + 1))
}

/// Whether a line is a fence. White space behind it is noted.
fn is_fence(text: &str, line: &Range<usize>, flaws: &mut Vec<(Flaw, Range<usize>)>) -> bool {
    let Some(rest) = text.get(line.clone()).and_then(|line| line.strip_prefix("---")) else { return false };
    let blank = rest.trim_end_matches(['\n', '\r']);
    if !blank.trim().is_empty() {
        return false;
    }
    if !blank.is_empty() {
        flaws.push((Flaw::Blank, line.start + 3..line.start + 3 + blank.len()));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaws(text: &str) -> Option<Vec<Flaw>> {
        match beginning(text) {
            Beginning::Front(front) => {
                assert_eq!(&text[front.yaml], "license: mit\n");
                Some(front.flaws.into_iter().map(|(flaw, _)| flaw).collect())
            }
            _ => None,
        }
    }

    #[test]
    fn the_front_matter_is_found_wherever_a_reader_may_see_it() {
        for (text, expected) in [
            ("---\nlicense: mit\n---\n# A", Some(vec![])),
            ("\n \n---\nlicense: mit\n---", Some(vec![])),
            ("\u{feff}---\nlicense: mit\n---\n", Some(vec![Flaw::ByteOrderMark])),
            ("<!-- a\nb -->\n---\nlicense: mit\n---\n", Some(vec![Flaw::Comment])),
            ("# A\n\n---\nlicense: mit\n---\n", Some(vec![Flaw::Comment])),
            ("--- \nlicense: mit\n---\t\n", Some(vec![Flaw::Blank, Flaw::Blank])),
            ("A\n---\nlicense: mit\n---\n", None),
            ("----\nlicense: mit\n---\n", None),
            ("", None),
        ] {
            assert_eq!(flaws(text), expected, "{text:?}");
        }
        assert_eq!(beginning("---\nlicense: mit\n"), Beginning::Unclosed(0..4));
        assert_eq!(beginning("# A\n---\nb\n"), Beginning::Body);
        assert_eq!(beginning(&format!("---\n{}---\n", "a: b\n".repeat(300_000))), Beginning::TooLong(0..4));
    }
}
