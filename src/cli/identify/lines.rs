//! What `railc identify` found, as lines for people.

use railc_identify::matching::Kind;

use crate::cli::output::cut;
use crate::cli::terminal;
use crate::facade::text::{Line, Tone};

use super::document::{DifferenceEntry, Document, FileEntry, Lines, MatchEntry, kind};

/// The most differences that are shown of one document.
const SHOWN: usize = 20;

/// The lines for people.
pub(super) fn lines(all: &Document) -> Vec<Line> {
    let mut lines = Vec::new();
    for file in &all.files {
        let matches: Vec<&MatchEntry> = all.matches.iter().filter(|found| found.file == file.file).collect();
        lines.extend(headings(file, &matches));
        matches.iter().for_each(|found| lines.extend(differences(found)));
    }
    if all.skipped > 0 {
        lines.push(plain(format!("{} more are no text, or too large", all.skipped)));
    }
    lines
}

fn plain(text: String) -> Line {
    Line { text: cut(&text, terminal::width()).into_owned(), tone: None }
}

/// A line for each document in a file, or one that says that there is none.
fn headings(file: &FileEntry, matches: &[&MatchEntry]) -> Vec<Line> {
    if matches.is_empty() {
        let nearest = file.nearest.as_ref().map(|near| format!("; {:.0} % of {} are in it", near.share * 100.0, near.license));
        let named = if file.mentions.is_empty() { String::new() } else { format!("; it names {}", file.mentions.join(", ")) };
        let text = format!("UNKNOWN  {}{}{named}", file.file, nearest.unwrap_or_default());
        return vec![Line { text, tone: Some(Tone::Open) }];
    }
    matches.iter().map(|found| heading(found, matches.len() > 1)).collect()
}

/// A line for a document in a file, with its place where it is not the only one.
fn heading(found: &MatchEntry, has_others: bool) -> Line {
    let is_exact = found.differences.is_empty();
    let place = if has_others { format!(" {}", shown(found.lines)) } else { String::new() };
    let words = match &found.built {
        Some(_) if is_exact => format!("{}, as railc built it", found.title),
        Some(_) => format!("{}, built by railc and changed since", found.title),
        None => {
            let also: String = found.also.iter().map(|also| format!(" (also of {also})")).collect();
            let alike = if is_exact { String::new() } else { format!(", {:.1} % the same", found.similarity * 100.0) };
            let unread = if found.modeled { "" } else { "; known, not modeled" };
            format!("{}{also}, {}{alike}{unread}", found.license, found.title)
        }
    };
    let (verdict, tone) = if is_exact { ("EXACT  ", Tone::Good) } else { ("VARIANT", Tone::Open) };
    Line { text: format!("{verdict}  {}{place}: {words}", found.file), tone: Some(tone) }
}

fn shown(lines: Lines) -> String {
    let Lines { from, to } = lines;
    if from == to { format!("line {from}") } else { format!("lines {from}–{to}") }
}

/// A line for each difference, of so many as people care to read.
fn differences(found: &MatchEntry) -> Vec<Line> {
    let line = |difference: &DifferenceEntry| plain(format!("  {}  {}", kind(difference.kind), told(difference)));
    let rest = found.differences.len().saturating_sub(SHOWN);
    let more = (rest > 0).then(|| plain(format!("  … and {rest} more differences")));
    found.differences.iter().take(SHOWN).map(line).chain(more).collect()
}

/// Where a difference is, and what stands there.
fn told(difference: &DifferenceEntry) -> String {
    let DifferenceEntry { kind, clause, original_words, here, number } = difference;
    let (place, text) = (shown(here.lines), &here.text);
    let of = clause.as_deref().unwrap_or("the text");
    match (kind, number) {
        (Kind::Missing, _) => format!("{of} ({original_words} words), at {place}"),
        (Kind::Added, _) if clause.is_none() => format!("{place}, in front: “{text}”"),
        (Kind::Added, _) => format!("{place}, after {of}: “{text}”"),
        (Kind::Changed, Some(number)) if number.here.is_empty() => format!("{of}, {place}: `{}` is not here", number.original),
        (Kind::Changed, Some(number)) if number.original.is_empty() => format!("{of}, {place}: `{}` is not in the original", number.here),
        (Kind::Changed, Some(number)) => format!("{of}, {place}: `{}` is `{}` in the original", number.here, number.original),
        (Kind::Changed, None) if text.is_empty() => format!("{of}, {place}: {original_words} words are not here"),
        (Kind::Changed, None) => format!("{of}, {place}: “{text}”"),
    }
}
