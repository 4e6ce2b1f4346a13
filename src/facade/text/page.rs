//! Lines for people, broken at a width.

use railc_core::base::UNBROKEN;
use railc_core::check::Verdict;

/// The width where nothing else is known.
pub(crate) const WIDTH: usize = 80;

/// How good what a line says is; terminals show it in color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Allowed, or done.
    Good,
    /// Open.
    Open,
    /// Refused, or not done.
    Bad,
}

impl Tone {
    /// The tone of a verdict.
    pub(crate) fn of(verdict: Verdict) -> Tone {
        match verdict {
            Verdict::Permitted => Tone::Good,
            Verdict::Undetermined => Tone::Open,
            Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited => Tone::Bad,
        }
    }
}

/// One line; its tone is that of its first word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Without its end.
    pub text: String,
    /// `None` for most lines.
    pub tone: Option<Tone>,
}

/// How many lines a text may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// As many as it needs.
    Whole,
    /// So many; what does not fit is cut off, with `…`.
    Lines(usize),
}

/// Lines so far, and how wide they may be.
#[derive(Debug)]
pub(crate) struct Page {
    width: usize,
    lines: Vec<Line>,
    /// Whether some text was cut off.
    pub is_cut: bool,
}

/// The least space between two columns.
const GAP: usize = 2;

impl Page {
    /// An empty page.
    pub(crate) fn new(width: usize) -> Page {
        Page { width, lines: Vec::new(), is_cut: false }
    }

    /// A page of the same width.
    pub(crate) fn another(&self) -> Page {
        Page::new(self.width)
    }

    /// Takes in the lines of another page.
    pub(crate) fn append(&mut self, other: Page) {
        self.lines.extend(other.lines);
    }

    /// All lines.
    pub(crate) fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    /// An empty line, unless there is one already or nothing is above it.
    pub(crate) fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.line("");
        }
    }

    /// A line as it is.
    pub(crate) fn line(&mut self, text: impl Into<String>) {
        self.toned(None, text);
    }

    /// A line as it is, with a tone.
    pub(crate) fn toned(&mut self, tone: Option<Tone>, text: impl Into<String>) {
        self.lines.push(Line { text: text.into(), tone });
    }

    /// A lead-in and words after it, broken; all lines but the first begin with `hang` spaces.
    pub(crate) fn words(&mut self, tone: Option<Tone>, lead: &str, words: &str, hang: usize, fit: Fit) {
        let mut lines = broken(lead, words, hang, self.width);
        if let Fit::Lines(most) = fit
            && lines.len() > most
        {
            lines.truncate(most);
            let width = self.width;
            lines.last_mut().into_iter().for_each(|last| ellipsis(last, width));
            self.is_cut = true;
        }
        for (at, text) in lines.into_iter().enumerate() {
            self.toned(tone.filter(|_| at == 0), text);
        }
    }

    /// Rows of a lead-in, words, and a note in a column at the right. Where a note does not fit beside its words, they are cut for it, or it gets a line
    /// of its own.
    pub(crate) fn rows(&mut self, rows: &[(String, String, String)], fit: Fit) {
        let length = |text: &str| text.chars().count();
        let notes = rows.iter().map(|(.., note)| length(note)).max().unwrap_or_default();
        let notes_fit = |widest: usize| widest + notes <= self.width;
        let fits = |(lead, words, note): &&(String, String, String)| length(lead) + length(words) + GAP + length(note) <= self.width;
        let widest = rows.iter().filter(fits).map(|(lead, words, _)| length(lead) + length(words) + GAP).max().unwrap_or_default();
        let column = if fit == Fit::Whole || (notes_fit(widest) && rows.iter().all(|row| fits(&row))) {
            widest
        } else {
            self.width.saturating_sub(notes)
        };
        let room = column.saturating_sub(GAP);
        for (lead, words, note) in rows {
            let mut lines = broken(lead, words, length(lead) + GAP, self.width);
            if fit != Fit::Whole && (lines.len() > 1 || lines.iter().any(|line| length(line) > room)) {
                lines = broken(lead, words, length(lead) + GAP, room);
                lines.truncate(1);
                lines.iter_mut().for_each(|line| ellipsis(line, room));
            }
            let end = lines.last().map_or(0, |last| length(last));
            match self.width.checked_sub(length(note)).filter(|latest| end + GAP <= *latest) {
                Some(latest) => {
                    let pad = column.clamp(end + GAP, latest) - end;
                    lines.last_mut().into_iter().for_each(|last| last.push_str(&format!("{:pad$}{note}", "")));
                }
                None => lines.extend(broken(&" ".repeat(length(lead) + GAP), note, length(lead) + GAP + 1, self.width)),
            }
            lines.into_iter().for_each(|line| self.line(line));
        }
    }
}

/// Words broken into lines after a lead-in; a word that is too long stays whole.
fn broken(lead: &str, words: &str, hang: usize, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = lead.to_owned();
    let mut length = line.chars().count();
    let mut is_empty = true;
    for word in words.split(|sign: char| sign.is_whitespace() && sign != UNBROKEN).filter(|word| !word.is_empty()) {
        let wide = word.chars().count();
        if !is_empty && length + 1 + wide > width {
            lines.push(std::mem::replace(&mut line, " ".repeat(hang)));
            (length, is_empty) = (hang, true);
        }
        if !is_empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += wide;
        is_empty = false;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Ends a line with `…`, in place of its last words where it is full.
fn ellipsis(line: &mut String, width: usize) {
    while line.chars().count() + 2 > width
        && let Some(at) = line.trim_end().rfind(' ')
    {
        line.truncate(at);
    }
    line.truncate(line.trim_end_matches([' ', ',', ';', ':']).len());
    line.push_str(" …");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: Page) -> String {
        page.into_lines().iter().map(|line| format!("{}\n", line.text)).collect()
    }

    #[test]
    fn words_hang_and_end_where_they_must() {
        let mut page = Page::new(12);
        page.words(None, "  due ", "one two three four", 4, Fit::Whole);
        page.words(None, "- ", "one two three four", 2, Fit::Lines(1));
        assert!(page.is_cut);
        assert_eq!(text(page), "  due one\n    two\n    three\n    four\n- one two …\n");
    }

    #[test]
    fn notes_stand_in_a_column_where_they_fit() {
        let row = |words: &str, note: &str| ("- ".to_owned(), words.to_owned(), note.to_owned());
        let mut page = Page::new(14);
        page.rows(&[row("a", "(x)"), row("abcd", "(y)"), row("abcdefghi", "(long)")], Fit::Whole);
        assert_eq!(text(page), "- a     (x)\n- abcd  (y)\n- abcdefghi\n    (long)\n");
    }
}
