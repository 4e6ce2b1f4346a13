//! Where the words of a passage are written: in the imported text itself, or in the quoted texts of a part of a spec.

use std::ops::Range;

use railc_core::base::bindings::unprinted;
use railc_core::base::{SourceId, Sources, Span};
use railc_language::license::License;

use super::finding::{Home, Place};
use super::prose::Prose;

/// Finds places.
pub(super) struct Places<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The spec or the imported text.
    pub main: SourceId,
    /// The license, unless the text is imported.
    pub license: Option<&'a License>,
}

impl Places<'_> {
    /// The span of a place, and whether its text is written there just so.
    pub(super) fn span(&self, place: &Place, prose: &Prose) -> (Span, bool) {
        match place {
            Place::Part(home) => (self.opening(home), false),
            Place::Words { passage, at } => self.words(*passage, at, prose),
        }
    }

    /// The part of a spec that a place is in.
    pub(super) fn home<'p>(&self, place: &'p Place, prose: &'p Prose) -> &'p Home {
        match place {
            Place::Part(home) => home,
            Place::Words { passage, .. } => prose.passages.get(*passage).map_or(&Home::Head, |passage| &passage.home),
        }
    }

    fn words(&self, index: usize, at: &Range<usize>, prose: &Prose) -> (Span, bool) {
        let Some(passage) = prose.passages.get(index) else { return (self.opening(&Home::Head), false) };
        if let (Some(start), Some(end)) = (passage.origin.get(at.start), passage.origin.get(at.end.saturating_sub(1))) {
            let text = &self.sources.get(self.main).text;
            let last = text.get(*end as usize..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let span = Span { source: self.main, start: *start, end: end + u32::try_from(last).unwrap_or_default() };
            return (span, self.sources.text(span) == passage.words(at));
        }
        let words = passage.words(at);
        // The same words may stand in the part before: those are counted, and as many are skipped.
        let before = prose.passages.iter().take(index).filter(|other| other.home == passage.home).map(|other| count(&other.text, words));
        let turn = before.sum::<usize>() + count(passage.before(at.start), words);
        let part = self.part(&passage.home);
        match part.and_then(|part| self.written(part, words, turn)) {
            Some(span) => (span, self.sources.text(span).split_whitespace().eq(words.split_whitespace())),
            None => (self.opening(&passage.home), false),
        }
    }

    /// Where words are written in the quoted texts of a part, for the so many-th time.
    fn written(&self, part: Span, words: &str, turn: usize) -> Option<Span> {
        let text = self.sources.text(part);
        let found = texts(text).into_iter().flat_map(|within| Shown::of(text, within).find(words)).nth(turn)?;
        let byte = |at: usize| part.start + u32::try_from(at).unwrap_or_default();
        Some(Span { start: byte(found.start), end: byte(found.end), ..part })
    }

    /// All of a part.
    fn part(&self, home: &Home) -> Option<Span> {
        let license = self.license?;
        match home {
            Home::Head => None,
            Home::Section(id) => license.sections.iter().find(|section| section.id == *id)?.span,
            Home::Clause(id) => license.clauses().find(|(_, clause)| clause.id == *id).map(|(_, clause)| clause.span),
            Home::Term(name) => license.terms.iter().find(|term| term.name == *name).map(|term| term.span),
        }
    }

    /// The first line of a part, or of the whole.
    fn opening(&self, home: &Home) -> Span {
        let whole = Span { source: self.main, start: 0, end: u32::try_from(self.sources.get(self.main).text.len()).unwrap_or(u32::MAX) };
        let part = self.part(home).unwrap_or(whole);
        let text = self.sources.text(part);
        // A file may begin with remarks.
        let skipped: usize =
            text.split_inclusive('\n').take_while(|line| line.trim().is_empty() || line.starts_with("//")).map(str::len).sum();
        let line = text.get(skipped..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let start = part.start + u32::try_from(skipped).unwrap_or_default();
        Span { start, end: start + u32::try_from(line.trim_end().len()).unwrap_or_default(), ..part }
    }
}

fn count(text: &str, words: &str) -> usize {
    text.matches(words).count()
}

/// The insides of the quoted texts of a part that are printed: not its remarks, reasons and references.
fn texts(part: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut keyword = "";
    let mut rest = 0;
    while let Some(open) = part.get(rest..).and_then(|text| text.find(['"', '/']).map(|at| rest + at)) {
        let outside = part.get(rest..open).unwrap_or_default();
        keyword = outside.split_whitespace().next_back().unwrap_or(keyword);
        if part.get(open..).is_some_and(|text| text.starts_with("//")) {
            rest = part.get(open..).and_then(|text| text.find('\n')).map_or(part.len(), |end| open + end);
            continue;
        }
        if part.get(open..).is_some_and(|text| text.starts_with('/')) {
            rest = open + 1;
            continue;
        }
        let inside = open + 1;
        let mut is_escaped = false;
        let length = part.get(inside..).and_then(|text| {
            text.find(|sign: char| {
                let ends = sign == '"' && !is_escaped;
                is_escaped = sign == '\\' && !is_escaped;
                ends
            })
        });
        let end = length.map_or(part.len(), |length| inside + length);
        if !matches!(keyword, "note" | "because" | "at" | "allow" | "pinned") {
            found.push(inside..end);
        }
        rest = end + 1;
    }
    found
}

/// The words of a quoted text as they are printed: white space folded, escapes and what binds words to a rule left out.
struct Shown {
    words: String,
    /// For each byte of the words, where it is written; and where they end.
    places: Vec<usize>,
}

impl Shown {
    /// What is printed of a range of a text.
    fn of(text: &str, within: Range<usize>) -> Shown {
        let inside = text.get(within.clone()).unwrap_or_default();
        let mut unprinted = unprinted(inside).into_iter().peekable();
        let mut shown = Shown { words: String::new(), places: Vec::new() };
        let mut is_escaped = false;
        for (at, sign) in inside.char_indices() {
            while unprinted.next_if(|range| range.end <= at).is_some() {}
            let is_hidden = unprinted.peek().is_some_and(|range| range.contains(&at));
            is_escaped = sign == '\\' && !is_escaped;
            let is_space = sign.is_whitespace();
            if is_hidden || is_escaped || (is_space && shown.words.ends_with(' ')) {
                continue;
            }
            shown.words.push(if is_space { ' ' } else { sign });
            shown.places.resize(shown.words.len(), within.start + at);
        }
        shown.places.push(within.end);
        shown
    }

    /// The places of words in it.
    fn find(&self, words: &str) -> Vec<Range<usize>> {
        let words = words.split_inclusive(char::is_whitespace).map(|word| word.replace(char::is_whitespace, " ")).collect::<String>();
        if words.trim().is_empty() {
            return Vec::new();
        }
        let place = |at: usize| self.places.get(at).copied();
        let last = |end: usize| {
            let sign = self.words.get(..end)?.chars().next_back()?;
            // White space may be longer where it is written than a space.
            if sign == ' ' { place(end) } else { Some(place(end - sign.len_utf8())? + sign.len_utf8()) }
        };
        self.words.match_indices(&words).filter_map(|(at, _)| Some(place(at)?..last(at + words.len())?)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_printed_texts_alone() {
        let part = "clause @a \"Use\" // it \"will\"\n  must b.c text \"You will\n    pay.\" note \"will\" allow x because \"will\"";
        let found: Vec<&str> = texts(part).into_iter().map(|at| &part[at]).collect();
        assert_eq!(found, ["Use", "You will\n    pay."]);
        let within = texts(part).remove(1);
        assert_eq!(Shown::of(part, within).find("will pay").len(), 1);
    }

    #[test]
    fn what_binds_words_is_no_word() {
        let part = "[the Output | Output] and  every Output of \\\"a\\\"";
        let shown = Shown::of(part, 0..part.len());
        assert_eq!(shown.words, "the Output and every Output of \"a\"");
        let found = |words| shown.find(words).into_iter().map(|at| &part[at]).collect::<Vec<_>>();
        assert_eq!(found("Output"), ["Output", "Output"]);
        assert_eq!(found("Output and every"), ["Output | Output] and  every"]);
        assert_eq!(found("and "), ["and  "]);
    }
}
