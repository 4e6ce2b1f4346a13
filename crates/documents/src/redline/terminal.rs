//! A redline as lines for a terminal: only what changed, each unit under its heading.

use railc_core::base::wrap;
use railc_language::render::{Inline, Language, labels};

use super::said::{counts, number, what};
use super::{Change, Kind, Label, Paragraph, Piece, Redline, Unit};

/// How changed words are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// `[-deleted-]` and `{+added+}`, as `git diff --word-diff` does.
    Signs,
    /// Red and struck through, green and underlined.
    Colors,
}

/// What stands for the beginnings of deleted and of added words, and for their end, until lines are broken. No text has control characters.
const DELETED: char = '\u{1}';
const ADDED: char = '\u{2}';
const END: char = '\u{3}';

/// The lines of a redline, of at most so many columns; one line where nothing changed.
pub fn terminal(redline: &Redline<'_>, marks: Marks, columns: usize) -> String {
    let writer = Writer { language: redline.new.language, marks, columns };
    let mut blocks: Vec<String> = Vec::new();
    let line = |line: &Paragraph| writer.wrapped(&writer.pieces(&line.pieces), "");
    let head: Vec<String> = redline.head.iter().filter(|paragraph| !paragraph.is_same()).map(line).collect();
    blocks.extend((!head.is_empty()).then(|| head.join("\n")));
    blocks.extend(redline.now().filter(|unit| unit.is_changed()).map(|unit| writer.unit(unit)));
    blocks.push(counts(redline));
    blocks.iter().map(|block| format!("{block}\n\n")).collect::<String>().trim_end().to_owned()
}

struct Writer {
    language: &'static Language,
    marks: Marks,
    columns: usize,
}

impl Writer {
    fn unit(&self, unit: &Unit) -> String {
        let mut lines = vec![self.heading(unit)];
        if !unit.paragraphs.iter().all(Paragraph::is_same) {
            lines.extend(unit.paragraphs.iter().map(|paragraph| self.wrapped(&self.paragraph(paragraph), "    ")));
        }
        lines.join("\n")
    }

    /// `3.2 → 3.3 Patents (moved)`
    fn heading(&self, unit: &Unit) -> String {
        let name = match unit.kind {
            Kind::Definition | Kind::Opening => String::new(),
            Kind::Part(_) | Kind::Clause => self.pieces(&unit.heading),
        };
        let id = if unit.id.is_empty() { String::new() } else { format!("@{}", unit.id) };
        let words = [number(unit), name, id].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        self.wrapped(&format!("{words}: {}", what(unit, self.language)), "")
    }

    /// Lines with this indent, with their marks; those of a color end with each line.
    fn wrapped(&self, words: &str, indent: &str) -> String {
        let lines = wrap(words, self.columns.saturating_sub(indent.len()), "\n");
        let mut out = indent.to_owned();
        let mut open = None;
        for sign in lines.chars() {
            match sign {
                DELETED | ADDED => open = Some(sign),
                '\n' if self.marks == Marks::Colors => out.push_str(self.mark(open, false)),
                _ => {}
            }
            match sign {
                DELETED | ADDED => out.push_str(self.mark(open, true)),
                END => out.push_str(self.mark(open.take(), false)),
                '\n' => out.extend(["\n", indent, if self.marks == Marks::Colors { self.mark(open, true) } else { "" }]),
                other => out.push(other),
            }
        }
        out
    }

    /// The beginning, or the end, of marked words.
    fn mark(&self, open: Option<char>, is_beginning: bool) -> &'static str {
        match (self.marks, open, is_beginning) {
            (_, None, _) => "",
            (Marks::Signs, Some(DELETED), true) => "[-",
            (Marks::Signs, Some(DELETED), false) => "-]",
            (Marks::Signs, Some(_), true) => "{+",
            (Marks::Signs, Some(_), false) => "+}",
            (Marks::Colors, Some(DELETED), true) => "\u{1b}[9;31m",
            (Marks::Colors, Some(_), true) => "\u{1b}[4;32m",
            (Marks::Colors, Some(_), false) => "\u{1b}[0m",
        }
    }

    fn paragraph(&self, paragraph: &Paragraph) -> String {
        let words = self.pieces(&paragraph.pieces);
        let said = |label: Label| label.map(|(numbering, at)| numbering.label(at, self.language)).unwrap_or_default();
        match paragraph.label {
            Some((old, new)) if old == new || new.is_none() => format!("{} {words}", said(old)),
            Some((_, new)) => format!("{} {words}", said(new)),
            None => words,
        }
    }

    fn pieces(&self, pieces: &[Piece]) -> String {
        let of_one_kind = pieces.chunk_by(|one, other| one.change == other.change);
        let said = |pieces: &[Piece]| {
            let words: String = pieces.iter().map(|piece| self.words(&piece.inline)).collect();
            pieces.first().map(|piece| self.marked(piece.change, &words)).unwrap_or_default()
        };
        of_one_kind.map(said).collect()
    }

    fn words(&self, inline: &Inline) -> String {
        match inline {
            Inline::Words(words) | Inline::Used { words, .. } => words.clone(),
            Inline::Defined(words) | Inline::Verbatim(words) => labels::quoted(words, self.language),
            Inline::Reference { kind, number, .. } => labels::reference(*kind, number, self.language),
        }
    }

    fn marked(&self, change: Change, words: &str) -> String {
        match change {
            Change::Same => words.to_owned(),
            Change::Deleted => format!("{DELETED}{words}{END}"),
            Change::Added => format!("{ADDED}{words}{END}"),
        }
    }
}
