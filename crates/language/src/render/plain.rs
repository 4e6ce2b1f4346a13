//! A document as plain text: 80 columns, hanging indents.

use std::sync::OnceLock;

use railc_core::base::{UNBROKEN, columns, wrap};
use railc_identify::fingerprint::Mark;

use super::labels::{around_part_number, definition, fact, footer, heading_words, part_title, quoted, reference, titled};
use super::language::Language;
use super::{Document, Inline, Paragraph, Part};

const COLUMNS: usize = 80;

/// The document as plain text, ending in a newline.
pub fn plain(document: &Document) -> String {
    format!("{}\n{}\n", document.marked.of(document).text, wrapped(mark(document), "", ""))
}

/// A piece of the plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'d> {
    /// The id of its part, definition or clause; `None` for what stands outside all of them.
    pub id: Option<&'d str>,
    /// Its printed number, which some formats compute and do not hold.
    pub label: String,
    /// Its words, with its heading.
    pub words: String,
}

/// The plain text in pieces: the title and the facts, then part by part, clause by clause, then the footer.
pub fn pieces(document: &Document) -> Vec<Piece<'_>> {
    let language = document.language;
    let writer = Writer { language };
    // An empty line before each item of a list tells its letter from one that a sentence breaks before.
    let words = |paragraphs: &[Paragraph], indent| paragraphs.iter().flat_map(|words| writer.blocks(words, indent)).collect::<Vec<_>>();
    let joined = |heading: &str, blocks: Vec<String>| std::iter::once(heading.to_owned()).chain(blocks).collect::<Vec<_>>().join("\n\n");
    let facts = document.facts.iter().map(|one| fact(one, language)).collect::<Vec<_>>();
    let head = joined(&document.title, [facts, words(&document.opening, 0)].concat());
    let mut pieces = vec![Piece { id: None, label: String::new(), words: head }];
    for part in &document.parts {
        let (before, behind) = around_part_number(part.kind, language);
        let heading = joined(heading_words(part, language).unwrap_or_default(), words(&part.opening, 0));
        pieces.push(Piece { id: Some(&part.id), label: [before, &part.number, behind].concat(), words: heading });
        for one in &part.definitions {
            let words = joined("", words(&definition(one, language), 2));
            pieces.push(Piece { id: Some(&one.id), label: String::new(), words });
        }
        for clause in &part.clauses {
            let words = joined(clause.heading.as_deref().unwrap_or_default(), words(&clause.paragraphs, 5));
            pieces.push(Piece { id: Some(&clause.id), label: clause.number.clone(), words });
        }
    }
    pieces.push(Piece { id: None, label: String::new(), words: footer(document) });
    pieces
}

/// The line that says what the text was built from; it has the same words in every format.
pub fn mark(document: &Document) -> &str {
    &document.marked.of(document).mark
}

/// The plain text of a document with its mark, which every format needs: made when it is first asked for, from the document as it is then.
#[derive(Debug, Default)]
pub struct Marked(OnceLock<Text>);

#[derive(Debug)]
struct Text {
    /// The plain text without its mark.
    text: String,
    mark: String,
}

impl Marked {
    fn of(&self, document: &Document) -> &Text {
        self.0.get_or_init(|| {
            let text = unmarked(document);
            let mark = Mark::of(&text, &document.id, &document.version).line();
            Text { text, mark }
        })
    }
}

/// Whoever copies a document may change the copy.
impl Clone for Marked {
    fn clone(&self) -> Marked {
        Marked::default()
    }
}

/// Documents are the same whether or not somebody has asked for their marks.
impl PartialEq for Marked {
    fn eq(&self, _: &Marked) -> bool {
        true
    }
}

impl Eq for Marked {}

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
        self.blocks(paragraph, indent).join("\n")
    }

    /// The words of a paragraph, and each item of its list.
    fn blocks(&self, paragraph: &Paragraph, indent: usize) -> Vec<String> {
        let margin = " ".repeat(indent);
        let said = |pieces: &[Inline]| if paragraph.is_conspicuous { self.conspicuous(&self.inline(pieces)) } else { self.inline(pieces) };
        let mut blocks = vec![wrapped(&said(&paragraph.words), &margin, &margin)];
        for (at, item) in paragraph.items.iter().enumerate() {
            let sign = format!("{margin}{} ", paragraph.numbering.label(at, self.language));
            blocks.push(wrapped(&said(item), &sign, &" ".repeat(columns(&sign))));
        }
        blocks
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
