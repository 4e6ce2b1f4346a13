//! A document as Markdown: anchors are ids, references are links, terms are bold where they are defined.

use super::labels::{definition, fact, footer, part_title, reference, titled};
use super::language::Language;
use super::{Document, Inline, Paragraph, Part};

/// The document as Markdown, ending in a newline.
pub fn markdown(document: &Document) -> String {
    let writer = Writer { language: document.language };
    let facts: Vec<String> = document.facts.iter().map(|one| escaped(&fact(one, document.language))).collect();
    let mut blocks = vec![format!("# {}", escaped(&document.title)), facts.join("\\\n")];
    document.opening.iter().for_each(|words| writer.paragraph(words, &mut blocks));
    document.parts.iter().for_each(|part| writer.part(part, &mut blocks));
    blocks.push("---".to_owned());
    blocks.push(escaped(&footer(document)));
    blocks.join("\n\n") + "\n"
}

struct Writer {
    language: &'static Language,
}

impl Writer {
    fn part(&self, part: &Part, blocks: &mut Vec<String>) {
        blocks.push(heading("##", &part.id, &part_title(part, self.language)));
        part.opening.iter().for_each(|words| self.paragraph(words, blocks));
        for one in &part.definitions {
            blocks.push(format!("<a id=\"{}\"></a>", one.id));
            definition(one, self.language).iter().for_each(|words| self.paragraph(words, blocks));
        }
        for clause in &part.clauses {
            blocks.push(heading("###", &clause.id, &titled(&clause.number, clause.heading.as_deref())));
            clause.paragraphs.iter().for_each(|words| self.paragraph(words, blocks));
        }
    }

    fn paragraph(&self, paragraph: &Paragraph, blocks: &mut Vec<String>) {
        let words = self.inline(&paragraph.words);
        blocks.push(if paragraph.is_conspicuous { format!("**{words}**") } else { at_line_start(&words) });
        // Items are lines of one paragraph: a Markdown list would add its own numbers.
        let items = paragraph.items.iter().enumerate().map(|(at, item)| format!("{} {}", paragraph.numbering.label(at), self.inline(item)));
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            blocks.push(items.join("\\\n"));
        }
    }

    fn inline(&self, pieces: &[Inline]) -> String {
        let quotes = &self.language.words().quotes;
        let quoted = |words: &str| format!("{}{}{}", quotes.opening, escaped(words), quotes.closing);
        let piece = |piece: &Inline| match piece {
            Inline::Words(words) | Inline::Used { words, .. } => escaped(words),
            Inline::Defined(words) => format!("**{}**", quoted(words)),
            Inline::Reference { target, kind, number } => format!("[{}](#{target})", escaped(&reference(*kind, number, self.language))),
            Inline::Verbatim(words) => quoted(words),
        };
        pieces.iter().map(piece).collect()
    }
}

fn heading(level: &str, id: &str, title: &str) -> String {
    format!("<a id=\"{id}\"></a>\n\n{level} {}", escaped(title))
}

/// Words with a backslash before each character that Markdown would interpret.
pub(super) fn escaped(words: &str) -> String {
    let is_read = |sign: char| matches!(sign, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '&');
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, sign)) = rest.find(is_read).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        out.push('\\');
        let (sign, behind) = sign.split_at_checked(1).unwrap_or((sign, ""));
        out.push_str(sign);
        rest = behind;
    }
    out + rest
}

/// The beginning of a paragraph, escaped where Markdown would read a heading, a list or a number.
fn at_line_start(words: &str) -> String {
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    match words.chars().nth(digits) {
        Some(sign @ ('.' | ')')) if digits > 0 => words.replacen(sign, &format!("\\{sign}"), 1),
        _ if words.starts_with(['#', '-', '+', '=', '~', '|']) => format!("\\{words}"),
        _ => words.to_owned(),
    }
}
