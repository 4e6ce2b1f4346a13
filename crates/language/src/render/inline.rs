//! From phrases to inline pieces: references resolved, defined words linked, quotation marks made typographic.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::license::{License, Term};

use super::forms::Forms;
use super::language::Language;
use super::phrase::{Phrase, Piece};
use super::references::References;
use super::wording::{Block, Draft, TermDraft};
use super::{Inline, Numbering, Paragraph};

/// Finds references and defined words in texts of one license.
pub(super) struct Reader<'a> {
    references: References<'a>,
    /// Forms of terms with the anchor of the definition.
    forms: Forms<'a, String>,
    /// The anchors of definitions, by their terms.
    anchors: BTreeMap<&'a str, String>,
    language: &'static Language,
}

impl<'a> Reader<'a> {
    /// A reader for the texts of a draft.
    pub(super) fn new(draft: &'a Draft<'a>) -> Reader<'a> {
        let (license, language) = (draft.license, draft.language);
        let anchors = anchors(license);
        let each = |(term, draft): (&'a Term, &'a TermDraft<'a>)| {
            let anchor = anchors.get(term.name.as_str()).cloned().unwrap_or_default();
            let forms = draft.also.iter().chain(draft.inflected).map(String::as_str);
            std::iter::once(draft.name).chain(forms).map(move |form| (form, anchor.clone()))
        };
        let forms = Forms::new(license.terms.iter().zip(&draft.terms).flat_map(each), language.belongs_to_word());
        Reader { references: References::new(license, language), forms, anchors, language }
    }

    /// The anchor of a term's definition.
    pub(super) fn anchor(&self, term: &str) -> &str {
        self.anchors.get(term).map_or("", String::as_str)
    }

    /// The paragraphs of a clause, with its lists numbered.
    pub(super) fn paragraphs(&self, blocks: &[Block]) -> Vec<Paragraph> {
        let numberings = numberings(blocks);
        let paragraph = |(block, numbering): (&Block, Numbering)| Paragraph {
            words: self.pieces(&block.words),
            items: block.items.iter().map(|item| self.pieces(item)).collect(),
            numbering,
            is_conspicuous: block.is_conspicuous || is_in_capitals(block),
        };
        blocks.iter().zip(numberings).map(paragraph).collect()
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

    /// Words, split at each defined word.
    fn words(&self, words: &str, pieces: &mut Vec<Inline>) {
        self.forms.split(&turned_quotes(words, self.language), |before, form| {
            pieces.extend((!before.is_empty()).then(|| Inline::Words(before.to_owned())));
            pieces.extend(form.map(|(form, target)| Inline::Used { target: target.clone(), words: form.to_owned() }));
        });
    }
}

/// The numbering of the lists of a clause, for each paragraph.
pub(super) fn numberings(blocks: &[Block]) -> Vec<Numbering> {
    let mut lists = 0;
    let each = |block: &Block| {
        let numbering = Numbering::after(lists);
        lists += usize::from(!block.items.is_empty());
        numbering
    };
    blocks.iter().map(each).collect()
}

/// The anchor of each term's definition: `term-third-party`. Parts keep their ids, and what else would be called alike is counted: `C`, `c`, `C+`.
fn anchors(license: &License) -> BTreeMap<&str, String> {
    let parts = license.sections.iter().flat_map(|section| section.clauses.iter().map(|clause| &clause.id).chain([&section.id]));
    let mut taken: BTreeSet<String> = parts.cloned().collect();
    let mut anchor = |term: &str| {
        let plain = ["term", &kebab(term)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let counted = (2..).map(|count| format!("{plain}-{count}"));
        let free = std::iter::once(plain.clone()).chain(counted).find(|anchor| !taken.contains(anchor)).unwrap_or_default();
        taken.insert(free.clone());
        free
    };
    license.terms.iter().map(|term| (term.name.as_str(), anchor(&term.name))).collect()
}

/// `Third Party` becomes `third-party`.
pub(super) fn kebab(words: &str) -> String {
    // Lower case may come with marks of its own: `İ` becomes two signs.
    let lower: String = words.chars().map(|sign| sign.to_lowercase().next().unwrap_or(sign)).collect();
    let parts = lower.split(|sign: char| !sign.is_alphanumeric() && sign != '.');
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// A text with typographic quotation marks and apostrophes.
fn turned_quotes<'w>(words: &'w str, language: &Language) -> Cow<'w, str> {
    if !words.contains(['"', '\'']) {
        return words.into();
    }
    let quotes = &language.words().quotes;
    let mut out = String::with_capacity(words.len());
    let mut is_open = false;
    for sign in words.chars() {
        let stands_apart = || out.chars().last().is_none_or(|last| last.is_whitespace() || matches!(last, '(' | '[' | '–' | '—'));
        // Without spaces, quotation marks open and close by turns.
        let opens = || if language.has_spaces() { stands_apart() } else { !is_open };
        match sign {
            '"' if opens() => {
                out.push_str(quotes.opening);
                is_open = true;
            }
            '"' => {
                out.push_str(quotes.closing);
                is_open = false;
            }
            '\'' => out.push_str(if stands_apart() { quotes.opening_inner } else { quotes.closing_inner }),
            other => out.push(other),
        }
    }
    out.into()
}

/// Whether a paragraph is all in capitals; a reference never is.
fn is_in_capitals(block: &Block) -> bool {
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
