//! A fingerprint as a text that people can review: a head, then a line for each clause.
//!
//! ```text
//! document example
//! license example-1.0
//! title Example License
//! digest 0123456789abcdef
//!
//! Section 1.a | 1f2e3d4c 5a6b7c8d:5 | 3=30 0~a
//! ```
//!
//! A clause is its label, its runs (`:5` where one has not eight words, `_` where copies have words of their own) and its short words with
//! the number of long words before them in the clause (`~` where it is a label). `?` marks what copies may leave out.

use std::fmt::Write as _;

use super::{Document, RUN, Run, Segment, Short};

/// Writes a fingerprint.
pub fn write(document: &Document) -> String {
    let mut text = format!("document {}\n", document.name);
    document.licenses.iter().for_each(|license| line(&mut text, format_args!("license {license}")));
    line(&mut text, format_args!("title {}", document.title));
    line(&mut text, format_args!("digest {:016x}\n", document.digest));
    for (index, segment) in document.segments.iter().enumerate() {
        let next = document.segments.get(index + 1).map_or(document.runs.len(), |next| next.first as usize);
        let runs = document.runs.get(segment.first as usize..next).unwrap_or_default();
        let start = runs.first().map_or(0, |run| run.start);
        let end = if next == document.runs.len() { u32::MAX } else { runs.last().map_or(0, Run::end) };
        let shorts = document.shorts.iter().filter(|short| (start..end).contains(&short.before));
        let shorts = shorts.map(|short| format!("{}{}{}", short.before - start, if short.is_label { '~' } else { '=' }, short.letters));
        let mark = if segment.is_optional { "?" } else { "" };
        let runs = runs.iter().map(written).collect::<Vec<_>>().join(" ");
        line(&mut text, format_args!("{mark}{} | {runs} | {}", segment.label, shorts.collect::<Vec<_>>().join(" ")));
    }
    text
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // A string takes all.
    let _ = writeln!(text, "{}", words.to_string().trim_end());
}

fn written(run: &Run) -> String {
    let blank = if run.is_after_blank { "_ " } else { "" };
    let length = if usize::from(run.length) == RUN { String::new() } else { format!(":{}", run.length) };
    format!("{blank}{:08x}{length}", run.hash)
}

/// Reads what [`write()`] wrote, or says which line is none of it.
pub fn read(text: &str) -> Result<Document, String> {
    let mut document = Document::default();
    let mut position = 0;
    for line in text.lines().filter(|line| !line.is_empty()) {
        let wrong = || format!("`{line}` is no line of a fingerprint");
        match line.split_once(' ') {
            Some(("document", name)) => document.name = name.to_owned(),
            Some(("license", id)) => document.licenses.push(id.to_owned()),
            Some(("title", title)) => document.title = title.to_owned(),
            Some(("digest", digest)) => document.digest = u64::from_str_radix(digest, 16).map_err(|_| wrong())?,
            _ => position = clause(line, position, &mut document).ok_or_else(wrong)?,
        }
    }
    Ok(document)
}

/// Reads a clause that begins with the long word of this number, and gives that of the next one.
fn clause(line: &str, start: u32, document: &mut Document) -> Option<u32> {
    let mut parts = line.split('|').map(str::trim);
    let (label, runs) = (parts.next()?, parts.next()?);
    let first = document.runs.len() as u32;
    document.segments.push(Segment { label: label.trim_start_matches('?').to_owned(), first, is_optional: label.starts_with('?') });
    let mut position = start;
    let mut is_after_blank = false;
    for run in runs.split_whitespace() {
        if run == "_" {
            is_after_blank = true;
            continue;
        }
        let (hash, length) = run.split_once(':').unwrap_or((run, "8"));
        let run = Run { hash: u32::from_str_radix(hash, 16).ok()?, length: length.parse().ok()?, is_after_blank, start: position };
        is_after_blank = false;
        position += u32::from(run.length);
        document.runs.push(run);
    }
    for short in parts.next().unwrap_or_default().split_whitespace() {
        let (before, letters) = short.split_once(['=', '~'])?;
        let before = start + before.parse::<u32>().ok()?;
        document.shorts.push(Short { before, letters: letters.to_owned(), is_label: short.contains('~') });
    }
    Some(position)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Kitchen Rules\n\n1. Cooks. Every cook washes both hands before touching any of the 12 pots, and again after \
                        each of them.\n(a) No pot leaves the kitchen of \u{e000} without its lid, spoon and a written label.\n\nHow to apply\nPut \
                        these rules on every wall of your kitchen.";

    #[test]
    fn what_is_written_is_read_again() {
        let mut document = Document::of(TEXT, Some("How to"));
        (document.name, document.title, document.licenses) =
            ("kitchen".to_owned(), "Kitchen Rules".to_owned(), vec!["kitchen-1.0".to_owned()]);
        let text = write(&document);
        assert_eq!(read(&text), Ok(document));
        let labels: Vec<&str> = text.lines().skip(4).filter_map(|line| line.split(" |").next()).collect();
        assert_eq!(labels, ["?paragraph 1", "Section 1", "Section 1.a", "?Section 1.a, paragraph 2"], "{text}");
        assert!(text.contains("11=12") && text.contains("0~a") && text.contains(" _ "), "{text}");
        assert!(read("what is this").is_err());
    }
}
