//! A scan of the raw text before it is parsed: finds comments, and stops at what the parser library can't handle.

use crate::syntax::ast::Comment;
use railc_core::base::{SourceId, Span};
use railc_core::diagnostic::{Code, Diagnostic};

/// How deep brackets may be nested. The tree of a text within this limit is safe to walk recursively.
const DEEPEST: usize = 64;

/// Why a text is not parsed at all.
pub(super) struct Stopped {
    pub(super) diagnostic: Diagnostic,
    /// The end of the text that can still be checked for other errors.
    pub(super) readable: Option<usize>,
}

/// The comments of a text, or why it is not parsed.
pub(super) fn scan(source: SourceId, text: &str) -> Result<Vec<Comment>, Box<Stopped>> {
    let mut scanner = Scanner { source, text, at: 0, depth: 0, suspect: None };
    let mut comments = Vec::new();
    while let Some(byte) = text.as_bytes().get(scanner.at) {
        match byte {
            b'"' => scanner.text()?,
            b'/' if scanner.rest().starts_with("//") => comments.push(scanner.comment()),
            b'(' => scanner.open()?,
            b')' => {
                scanner.depth = scanner.depth.saturating_sub(1);
                scanner.at += 1;
            }
            _ => scanner.at += 1,
        }
    }
    Ok(comments)
}

struct Scanner<'t> {
    source: SourceId,
    text: &'t str,
    at: usize,
    depth: usize,
    /// The start of the first text that ends right before a word: most likely its closing quote is missing.
    suspect: Option<usize>,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn place(&self, start: usize, end: usize) -> Span {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(end) }
    }

    fn open(&mut self) -> Result<(), Box<Stopped>> {
        self.depth += 1;
        self.at += 1;
        if self.depth <= DEEPEST {
            return Ok(());
        }
        let diagnostic = Diagnostic::new(Code::TooDeep, format!("brackets are nested more than {DEEPEST} deep"))
            .at(self.place(self.at - 1, self.at), "one bracket too many")
            .help("give a part of the condition a name with `term \"…\" means …`, and use that");
        Err(Box::new(Stopped { diagnostic, readable: None }))
    }

    fn text(&mut self) -> Result<(), Box<Stopped>> {
        let start = self.at;
        let mut bytes = self.text.bytes().enumerate().skip(start + 1);
        while let Some((at, byte)) = bytes.next() {
            if byte == b'\\' {
                bytes.next();
            } else if byte == b'"' {
                self.at = at + 1;
                let meets_word = self.rest().starts_with(|next: char| next.is_alphanumeric());
                let runs_on = self.text.get(start..at).is_some_and(|inside| inside.contains('\n'));
                if self.suspect.is_none() && meets_word && runs_on {
                    self.suspect = Some(start);
                }
                return Ok(());
            }
        }
        let opening = self.suspect.unwrap_or(start);
        let diagnostic = Diagnostic::new(Code::OpenText, "this text does not end")
            .at(self.place(opening, opening + 1), "it starts here")
            .help("put a `\"` where it ends; write `\\\"` for a quotation mark inside it");
        Err(Box::new(Stopped { diagnostic, readable: Some(opening) }))
    }

    fn comment(&mut self) -> Comment {
        let start = self.at;
        let line = self.rest().lines().next().unwrap_or("");
        let words = line.strip_prefix("//").unwrap_or("").trim().to_owned();
        self.at += line.len();
        let line_start = self.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let before = self.text.get(line_start..start).unwrap_or("").trim_start_matches('\u{FEFF}');
        let gap = self.rest().strip_prefix("\r\n").or(self.rest().strip_prefix('\n'));
        Comment {
            text: words,
            span: self.place(start, self.at),
            trailing: !before.trim().is_empty(),
            indented: !before.is_empty(),
            gap: gap.and_then(|next| next.lines().next()).is_some_and(|line| line.trim().is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use railc_core::base::Sources;

    fn scanned(text: &str) -> Result<Vec<Comment>, Box<Stopped>> {
        let source = Sources::new().add("a.rail", text);
        scan(source, text)
    }

    #[test]
    fn tells_comments_from_texts() {
        let comments = scanned("\"http://a\" // b \"\n  // c\n\n// d").unwrap_or_else(|_| panic!("every text ends"));
        let told: Vec<_> = comments.iter().map(|it| (it.text.as_str(), it.trailing, it.indented, it.gap)).collect();
        assert_eq!(told, [("b \"", true, true, false), ("c", false, true, true), ("d", false, false, false)]);
    }

    #[test]
    fn points_at_the_text_whose_end_was_forgotten() {
        let place = |text| scanned(text).err().map(|stopped| stopped.diagnostic.labels[0].span.start);
        assert_eq!(place("a \"b"), Some(2));
        assert_eq!(place("text \"b\nclause @c \"Title\"\n"), Some(5));
    }

    #[test]
    fn counts_brackets_and_not_what_stands_in_texts() {
        let deep = "(".repeat(100_000);
        let place = scanned(&deep).err().map(|stopped| stopped.diagnostic.labels[0].span.start);
        assert_eq!(place, Some(64));
        assert!(scanned(&format!("\"{deep}\" // {deep}")).is_ok());
        assert!(scanned(&"(".repeat(64)).is_ok());
    }
}
