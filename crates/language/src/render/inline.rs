//! Texts in the language's own manner to paragraphs of pieces: references looked up, defined words found, quotation marks turned.

use crate::license::{License, Text};

use super::wording::VERBATIM;
use super::{Inline, Paragraph, Signs};

/// Finds references and defined words in texts of one license.
pub(super) struct Reader<'a> {
    license: &'a License,
    /// Forms of terms with the anchor of the definition, longest first.
    forms: Vec<(&'a str, String)>,
}

impl<'a> Reader<'a> {
    /// For the texts of that license.
    pub(super) fn new(license: &'a License) -> Self {
        let each =
            |term: &'a crate::license::Term| std::iter::once(&term.name).chain(&term.also).map(|form| (form.as_str(), anchor(&term.name)));
        let mut forms: Vec<(&str, String)> = license.terms.iter().flat_map(each).filter(|(form, _)| !form.is_empty()).collect();
        forms.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then(one.0.cmp(other.0)));
        Reader { license, forms }
    }

    /// The paragraphs of a text by hand.
    pub(super) fn text(&self, text: &Text) -> Vec<Paragraph> {
        self.paragraphs(&marked(text))
    }

    /// The paragraphs of a text with `{@id}`, empty lines between paragraphs, and lines of a list that begin with `- `.
    pub(super) fn paragraphs(&self, text: &str) -> Vec<Paragraph> {
        let mut lists = 0;
        text.split("\n\n")
            .filter(|paragraph| !paragraph.trim().is_empty())
            .map(|paragraph| {
                let mut lines = paragraph.lines();
                let words = lines.next().map(|line| self.line(line)).unwrap_or_default();
                let items: Vec<Vec<Inline>> = lines.map(|line| self.line(line.strip_prefix("- ").unwrap_or(line))).collect();
                let signs = Signs::after(lists);
                lists += usize::from(!items.is_empty());
                Paragraph { words, items, signs, is_conspicuous: is_conspicuous(paragraph) }
            })
            .collect()
    }

    /// The pieces of a line.
    pub(super) fn line(&self, line: &str) -> Vec<Inline> {
        let mut pieces = Vec::new();
        for (at, part) in line.split(VERBATIM).enumerate() {
            if at % 2 == 1 {
                pieces.push(Inline::Verbatim(part.to_owned()));
                continue;
            }
            let mut rest = part;
            while let Some((before, id, behind)) = next_reference(rest) {
                self.words(before, &mut pieces);
                pieces.push(match citation(self.license, id) {
                    Some(words) => Inline::Reference { target: id.to_owned(), words },
                    None => Inline::Words(id.to_owned()),
                });
                rest = behind;
            }
            self.words(rest, &mut pieces);
        }
        pieces
    }

    /// Words, taken apart at each defined word.
    fn words(&self, words: &str, pieces: &mut Vec<Inline>) {
        let words = turned_quotes(words);
        let (mut from, mut at) = (0, 0);
        let mut previous: Option<char> = None;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let is_start = !previous.is_some_and(char::is_alphanumeric);
            let found = self.forms.iter().find(|(form, _)| {
                let behind = rest.strip_prefix(form);
                is_start && behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
            });
            let Some((form, target)) = found else {
                previous = rest.chars().next();
                at += previous.map_or(1, char::len_utf8);
                continue;
            };
            push_words(pieces, words.get(from..at));
            pieces.push(Inline::Used { target: target.clone(), words: (*form).to_owned() });
            at += form.len();
            previous = form.chars().last();
            from = at;
        }
        push_words(pieces, words.get(from..));
    }
}

fn push_words(pieces: &mut Vec<Inline>, words: Option<&str>) {
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        pieces.push(Inline::Words(words.to_owned()));
    }
}

/// How a section or clause is cited: by its number, in a reading by the original's own reference, or else by its heading.
pub(super) fn citation(license: &License, id: &str) -> Option<String> {
    if !license.is_reading() {
        return license.citation(id);
    }
    let section = license.sections.iter().find(|section| section.id == id).map(|section| (&section.number, &section.title));
    let clause = || license.clauses().find(|(_, clause)| clause.id == id).map(|(_, clause)| (&clause.number, &clause.title));
    let (number, title) = section.or_else(clause)?;
    if number.is_empty() { title.as_ref().map(|title| format!("\"{title}\"")) } else { Some(number.clone()) }
}

/// The anchor of a term's definition.
pub(super) fn anchor(term: &str) -> String {
    format!("term-{}", kebab(term))
}

/// `Third Party` as `third-party`.
pub(super) fn kebab(words: &str) -> String {
    let parts: Vec<String> = words.split(|sign: char| !sign.is_alphanumeric() && sign != '.').map(str::to_lowercase).collect();
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// A text in the language's own manner.
fn marked(text: &Text) -> String {
    text.plain(|id| Some(format!("{{@{id}}}")), "\n\n").replace(VERBATIM, "")
}

fn next_reference(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{@")?;
    let (id, behind) = rest.split_once('}')?;
    Some((before, id, behind))
}

/// Straight quotation marks and apostrophes as a printer sets them.
fn turned_quotes(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        let opens = out.chars().last().is_none_or(|last| last.is_whitespace() || matches!(last, '(' | '[' | '–' | '—'));
        out.push(match sign {
            '"' if opens => '“',
            '"' => '”',
            '\'' if opens => '‘',
            '\'' => '’',
            other => other,
        });
    }
    out
}

/// Whether words are written in capitals throughout.
fn is_conspicuous(words: &str) -> bool {
    words.chars().filter(|sign| sign.is_uppercase()).count() >= 12 && !words.chars().any(char::is_lowercase)
}
