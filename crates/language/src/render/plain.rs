//! A document as plain text: 80 columns, hanging indents.

use railc_core::base::{UNBROKEN, columns, wrap};
use railc_identify::fingerprint::Mark;

use super::labels::{definition, fact, footer, part_title, quoted, reference, titled};
use super::language::Language;
use super::{Document, Inline, Paragraph, Part};

const COLUMNS: usize = 80;

/// The document as plain text, ending in a newline.
pub fn plain(document: &Document) -> String {
    let text = unmarked(document);
    format!("{text}\n{}\n", wrapped(&Mark::of(&text, &document.id, &document.version).line(), "", ""))
}

/// The plain text in pieces, each with the id of its part or clause: the title and the facts, then part by part, clause by clause, then the footer.
pub fn pieces(document: &Document) -> Vec<(Option<&str>, String)> {
    let writer = Writer { language: document.language };
    let facts = document.facts.iter().map(|one| fact(one, document.language));
    let opening = document.opening.iter().map(|words| writer.paragraph(words, 0));
    let head: Vec<String> = std::iter::once(document.title.clone()).chain(facts).chain(opening).collect();
    let mut pieces = vec![(None, head.join("\n\n"))];
    for part in &document.parts {
        let mut blocks = vec![part_title(part, document.language)];
        blocks.extend(part.opening.iter().map(|words| writer.paragraph(words, 0)));
        pieces.push((Some(part.id.as_str()), blocks.join("\n\n")));
        for one in &part.definitions {
            let words: Vec<String> = definition(one, document.language).iter().map(|words| writer.paragraph(words, 2)).collect();
            pieces.push((Some(one.id.as_str()), words.join("\n\n")));
        }
        for clause in &part.clauses {
            let title = titled(&clause.number, clause.heading.as_deref());
            let words = clause.paragraphs.iter().map(|words| writer.paragraph(words, 5));
            pieces.push((Some(clause.id.as_str()), std::iter::once(title).chain(words).collect::<Vec<_>>().join("\n\n")));
        }
    }
    pieces.push((None, footer(document)));
    pieces
}

/// The line that says what the text was built from; it has the same words in every format.
pub fn mark(document: &Document) -> String {
    Mark::of(&unmarked(document), &document.id, &document.version).line()
}

fn unmarked(document: &Document) -> String {
    let writer = Writer { language: document.language };
    let facts: Vec<String> = document.facts.iter().map(|one| fact(one, document.language)).collect();
    let mut blocks = vec![underlined(&document.title, '='), facts.join("\n")];
    blocks.extend(document.opening.iter().map(|words| writer.paragraph(words, 0)));
    for part in &document.parts {
        writer.part(part, &mut blocks);
    }
    blocks.push("-".repeat(COLUMNS));
    blocks.push(wrapped(&footer(document), "", ""));
    blocks.join("\n\n") + "\n"
}

struct Writer {
    language: &'static Language,
}

impl Writer {
    fn part(&self, part: &Part, blocks: &mut Vec<String>) {
        blocks.push(format!("\n{}", underlined(&part_title(part, self.language), '-')));
        blocks.extend(part.opening.iter().map(|words| self.paragraph(words, 0)));
        for one in &part.definitions {
            blocks.extend(definition(one, self.language).iter().map(|words| self.paragraph(words, 2)));
        }
        for clause in &part.clauses {
            blocks.push(titled(&clause.number, clause.heading.as_deref()));
            blocks.extend(clause.paragraphs.iter().map(|words| self.paragraph(words, 5)));
        }
    }

    fn paragraph(&self, paragraph: &Paragraph, indent: usize) -> String {
        let margin = " ".repeat(indent);
        let said = |pieces: &[Inline]| if paragraph.is_conspicuous { self.conspicuous(&self.inline(pieces)) } else { self.inline(pieces) };
        let mut blocks = vec![wrapped(&said(&paragraph.words), &margin, &margin)];
        for (at, item) in paragraph.items.iter().enumerate() {
            let sign = format!("{margin}{} ", paragraph.numbering.label(at, self.language));
            blocks.push(wrapped(&said(item), &sign, &" ".repeat(columns(&sign))));
        }
        blocks.join("\n")
    }

    /// Words so that nobody overlooks them: in capitals, or in brackets in a script without these.
    fn conspicuous(&self, words: &str) -> String {
        if self.language.has_spaces() { words.to_uppercase() } else { format!("【{words}】") }
    }

    fn inline(&self, pieces: &[Inline]) -> String {
        let piece = |piece: &Inline| match piece {
            Inline::Words(words) | Inline::Used { words, .. } => words.clone(),
            // A number stays on the line of its `Section`.
            Inline::Reference { kind, number, .. } => reference(*kind, number, self.language).replace(' ', &UNBROKEN.to_string()),
            Inline::Defined(words) | Inline::Verbatim(words) => quoted(words, self.language),
        };
        pieces.iter().map(piece).collect()
    }
}

fn underlined(title: &str, sign: char) -> String {
    let title = wrapped(title, "", "");
    let longest = title.lines().map(columns).max().unwrap_or_default();
    format!("{title}\n{}", sign.to_string().repeat(longest))
}

/// Words broken into lines, the first after `first`, the others after `rest`, which is as wide.
fn wrapped(words: &str, first: &str, rest: &str) -> String {
    let lines = wrap(words, COLUMNS.saturating_sub(columns(first)), &format!("\n{rest}"));
    format!("{first}{}", lines.replace(UNBROKEN, " "))
}
