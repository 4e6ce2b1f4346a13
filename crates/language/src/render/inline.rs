//! Phrases to pieces of a paragraph: references looked up, defined words found, quotation marks turned.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::license::{License, Term};

use super::language::Language;
use super::phrase::{Phrase, Piece};
use super::references::References;
use super::wording::Block;
use super::{Inline, Paragraph, Signs};

/// Finds references and defined words in texts of one license.
pub(super) struct Reader<'a> {
    references: References<'a>,
    /// Forms of terms with the anchor of the definition, by their first signs, longest first.
    forms: BTreeMap<char, Vec<(&'a str, String)>>,
    language: &'static Language,
}

impl<'a> Reader<'a> {
    /// For the texts of that license.
    pub(super) fn new(license: &'a License, language: &'static Language) -> Reader<'a> {
        let mut forms: BTreeMap<char, Vec<(&str, String)>> = BTreeMap::new();
        let each = |term: &'a Term| std::iter::once(&term.name).chain(&term.also).map(move |form| (form.as_str(), &term.name));
        for (form, name) in license.terms.iter().flat_map(each) {
            if let Some(first) = form.chars().next() {
                forms.entry(first).or_default().push((form, anchor(name)));
            }
        }
        for alike in forms.values_mut() {
            alike.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then(one.0.cmp(other.0)));
        }
        Reader { references: References::new(license, language), forms, language }
    }

    /// The paragraphs of a clause, its lists counted.
    pub(super) fn paragraphs(&self, blocks: &[Block]) -> Vec<Paragraph> {
        let signs = signs(blocks);
        let paragraph = |(block, signs): (&Block, Signs)| Paragraph {
            words: self.pieces(&block.words),
            items: block.items.iter().map(|item| self.pieces(item)).collect(),
            signs,
            is_conspicuous: is_conspicuous(block),
        };
        blocks.iter().zip(signs).map(paragraph).collect()
    }

    fn pieces(&self, phrase: &Phrase) -> Vec<Inline> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        for piece in phrase.pieces() {
            match piece {
                Piece::Made(more) | Piece::ByHand(more) => {
                    words.push_str(more);
                    continue;
                }
                Piece::Exact(_) | Piece::Reference(_) => self.words(&std::mem::take(&mut words), &mut pieces),
            }
            pieces.push(match (piece, self.references.place(piece.words())) {
                (Piece::Exact(exact), _) => Inline::Verbatim(exact.clone()),
                (_, Some((kind, number))) => Inline::Reference { target: piece.words().to_owned(), kind, number: number.to_owned() },
                (_, None) => Inline::Words(piece.words().to_owned()),
            });
        }
        self.words(&words, &mut pieces);
        pieces
    }

    /// Words, taken apart at each defined word.
    fn words(&self, words: &str, pieces: &mut Vec<Inline>) {
        let words = turned_quotes(words, self.language);
        let mut from = 0;
        let mut is_start = true;
        for (at, sign) in words.char_indices() {
            let form = words.get(at..).filter(|_| is_start && at >= from).and_then(|rest| self.form(sign, rest));
            is_start = !sign.is_alphanumeric();
            if let Some((form, target)) = form {
                push_words(pieces, words.get(from..at));
                pieces.push(Inline::Used { target: target.clone(), words: (*form).to_owned() });
                from = at + form.len();
            }
        }
        push_words(pieces, words.get(from..));
    }

    /// The form of a term with which a text begins.
    fn form(&self, first: char, text: &str) -> Option<&(&'a str, String)> {
        let begins = |form: &str| text.strip_prefix(form).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
        self.forms.get(&first)?.iter().find(|(form, _)| begins(form))
    }
}

fn push_words(pieces: &mut Vec<Inline>, words: Option<&str>) {
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        pieces.push(Inline::Words(words.to_owned()));
    }
}

/// The signs of the lists of a clause, paragraph by paragraph.
pub(super) fn signs(blocks: &[Block]) -> Vec<Signs> {
    let mut lists = 0;
    let each = |block: &Block| {
        let signs = Signs::after(lists);
        lists += usize::from(!block.items.is_empty());
        signs
    };
    blocks.iter().map(each).collect()
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

/// Straight quotation marks and apostrophes as a printer sets them.
fn turned_quotes<'w>(words: &'w str, language: &Language) -> Cow<'w, str> {
    if !words.contains(['"', '\'']) {
        return words.into();
    }
    let signs = &language.words().signs;
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        let opens = || out.chars().last().is_none_or(|last| last.is_whitespace() || matches!(last, '(' | '[' | '–' | '—'));
        match sign {
            '"' => out.push_str(if opens() { signs.opening } else { signs.closing }),
            '\'' => out.push_str(if opens() { signs.opening_inner } else { signs.closing_inner }),
            other => out.push(other),
        }
    }
    out.into()
}

/// Whether a paragraph is written in capitals throughout; a reference never is.
fn is_conspicuous(block: &Block) -> bool {
    let mut capitals = 0;
    for piece in block.phrases().flat_map(|phrase| phrase.pieces()) {
        let is_reference = matches!(piece, Piece::Reference(_));
        if is_reference || piece.words().chars().any(char::is_lowercase) {
            return false;
        }
        capitals += piece.words().chars().filter(|sign| sign.is_uppercase()).count();
    }
    capitals >= 12
}
