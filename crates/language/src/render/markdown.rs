//! A document as Markdown: anchors are ids, references are links, terms are bold where they are defined.
//!
//! An anchor is an empty `span` inside what it names: no reader shows it, and converters to office formats make it a bookmark, as they do not
//! make of an `a`.

use super::labels::{definition, fact, footer, part_title, reference, titled};
use super::language::Language;
use super::markup::Markdown;
use super::plain::mark;
use super::{Document, Inline, Paragraph, Part};

/// The document as Markdown, ending in a newline.
pub fn markdown(document: &Document) -> String {
    let writer = Writer { language: document.language };
    let line = |words: String| Markdown::words(&words).opening();
    let facts: Vec<Markdown> = document.facts.iter().map(|one| line(fact(one, document.language))).collect();
    let title = Markdown::of([Markdown::markup("# "), Markdown::heading(&document.title)]);
    let mut blocks = vec![title, Markdown::joined(&facts, BREAK)];
    document.opening.iter().for_each(|words| writer.paragraph(words, &mut blocks));
    document.parts.iter().for_each(|part| writer.part(part, &mut blocks));
    blocks.push(Markdown::markup("---"));
    blocks.push(line(footer(document)));
    blocks.push(line(mark(document).to_owned()));
    Markdown::joined(&blocks, "\n\n").into_text() + "\n"
}

/// The end of a line inside a paragraph.
const BREAK: &str = "\\\n";
/// How wide lines are.
const COLUMNS: usize = 100;

struct Writer {
    language: &'static Language,
}

impl Writer {
    fn part(&self, part: &Part, blocks: &mut Vec<Markdown>) {
        blocks.push(heading("## ", &part.id, &part_title(part, self.language)));
        part.opening.iter().for_each(|words| self.paragraph(words, blocks));
        for one in &part.definitions {
            let first = blocks.len();
            definition(one, self.language).iter().for_each(|words| self.paragraph(words, blocks));
            blocks.get_mut(first).into_iter().for_each(|words| *words = Markdown::of([anchor(&one.id), std::mem::take(words)]));
        }
        for clause in &part.clauses {
            blocks.push(heading("### ", &clause.id, &titled(&clause.number, clause.heading.as_deref())));
            clause.paragraphs.iter().for_each(|words| self.paragraph(words, blocks));
        }
    }

    fn paragraph(&self, paragraph: &Paragraph, blocks: &mut Vec<Markdown>) {
        let words = self.inline(&paragraph.words);
        blocks.push(self.wrapped(if paragraph.is_conspicuous { bold(words) } else { words.opening() }));
        // Items are lines of one paragraph: a Markdown list would add its own numbers.
        let label = |at: usize| Markdown::words(&paragraph.numbering.label(at, self.language));
        let items = paragraph.items.iter().enumerate();
        let item = |(at, item): (usize, &Vec<Inline>)| self.wrapped(Markdown::of([label(at), Markdown::markup(" "), self.inline(item)]));
        let items: Vec<Markdown> = items.map(item).collect();
        if !items.is_empty() {
            blocks.push(Markdown::joined(&items, BREAK));
        }
    }

    /// Lines of a readable length; a text without spaces stays one line, since readers show a line end as a space.
    fn wrapped(&self, words: Markdown) -> Markdown {
        if self.language.has_spaces() { words.wrapped(COLUMNS) } else { words.unglued() }
    }

    fn inline(&self, pieces: &[Inline]) -> Markdown {
        let quotes = &self.language.words().quotes;
        let quoted =
            |words: &str| Markdown::of([Markdown::markup(quotes.opening), Markdown::words(words), Markdown::markup(quotes.closing)]);
        let piece = |piece: &Inline| match piece {
            Inline::Words(words) | Inline::Used { words, .. } => Markdown::words(words),
            Inline::Defined(words) => bold(quoted(words)),
            Inline::Reference { target, kind, number } => {
                let words = Markdown::words(&reference(*kind, number, self.language));
                // A number stays on the line of its `Section`.
                Markdown::of([Markdown::markup("["), words, Markdown::markup("](#"), Markdown::id(target), Markdown::markup(")")]).glued()
            }
            Inline::Verbatim(words) => quoted(words),
        };
        Markdown::of(pieces.iter().map(piece))
    }
}

fn bold(words: Markdown) -> Markdown {
    Markdown::of([Markdown::markup("**"), words, Markdown::markup("**")])
}

fn anchor(id: &str) -> Markdown {
    Markdown::of([Markdown::markup("<span id=\""), Markdown::id(id), Markdown::markup("\"></span>")])
}

/// A heading with its anchor.
fn heading(level: &'static str, id: &str, title: &str) -> Markdown {
    Markdown::of([Markdown::markup(level), anchor(id), Markdown::heading(title)])
}
