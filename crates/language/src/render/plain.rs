//! A document as plain text: 80 columns, hanging indents.

use super::markdown::part_title;
use super::{Document, Inline, Paragraph, Part};

const COLUMNS: usize = 80;
/// A space at which no line breaks.
const KEPT: &str = "\u{a0}";

/// The document as plain text, with a line end at its end.
pub fn plain(document: &Document) -> String {
    let mut blocks = vec![underlined(&document.title, '=')];
    blocks.push(document.facts.join("\n"));
    blocks.extend(document.opening.iter().map(|words| paragraph(words, 0)));
    for part in &document.parts {
        blocks.extend(written(part));
    }
    blocks.push("-".repeat(COLUMNS));
    blocks.push(wrapped(&document.footer, "", ""));
    blocks.join("\n\n") + "\n"
}

fn written(part: &Part) -> Vec<String> {
    let mut blocks = vec![format!("\n{}", underlined(&part_title(part), '-'))];
    blocks.extend(part.opening.iter().map(|words| paragraph(words, 0)));
    for definition in &part.definitions {
        blocks.extend(definition.paragraphs.iter().map(|words| paragraph(words, 2)));
    }
    for clause in &part.clauses {
        blocks.push(titled(&clause.number, clause.heading.as_deref().unwrap_or_default()));
        blocks.extend(clause.paragraphs.iter().map(|words| paragraph(words, 5)));
    }
    blocks
}

/// A number with its heading.
pub(super) fn titled(number: &str, heading: &str) -> String {
    [number, heading].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn underlined(title: &str, sign: char) -> String {
    let title = wrapped(title, "", "");
    let longest = title.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    format!("{title}\n{}", sign.to_string().repeat(longest))
}

fn paragraph(paragraph: &Paragraph, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut blocks = vec![wrapped(&inline(&paragraph.words), &margin, &margin)];
    for (at, item) in paragraph.items.iter().enumerate() {
        let sign = format!("{margin}{} ", paragraph.signs.sign(at));
        blocks.push(wrapped(&inline(item), &sign, &" ".repeat(sign.chars().count())));
    }
    blocks.join("\n")
}

fn inline(pieces: &[Inline]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Inline::Words(words) | Inline::Used { words, .. } => words.clone(),
            // A number stays on the line of its `Section`.
            Inline::Reference { words, .. } => words.replace(' ', KEPT),
            Inline::Defined(words) | Inline::Verbatim(words) => format!("“{words}”"),
        })
        .collect()
}

/// Words broken into lines, the first behind `first`, the others behind `rest`.
fn wrapped(words: &str, first: &str, rest: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut length) = (first.to_owned(), first.chars().count());
    let mut is_empty = true;
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let wide = word.chars().count();
        if !is_empty && length + 1 + wide > COLUMNS {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            (length, is_empty) = (rest.chars().count(), true);
        }
        if !is_empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += wide;
        is_empty = false;
    }
    lines.push(line);
    lines.join("\n").replace(KEPT, " ")
}
