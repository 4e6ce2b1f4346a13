//! From a filled template to paragraphs: empty lines separate them, and lines that begin with `- ` are list items.

use std::collections::BTreeMap;

use crate::license;
use crate::render::phrase::{Phrase, Piece};

use super::house::{HouseStyle, capitals};

/// A paragraph, with a list at its end if there are items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::render) struct Block {
    /// The words, up to the list.
    pub words: Phrase,
    /// The items of the list, with their punctuation.
    pub items: Vec<Phrase>,
    /// Whether it is set so that nobody overlooks it, although it is not in capitals.
    pub is_conspicuous: bool,
}

impl Block {
    /// A paragraph without a list.
    pub(in crate::render) fn plain(words: Phrase) -> Block {
        Block { words, ..Block::default() }
    }

    /// The words, then the items.
    pub(in crate::render) fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        std::iter::once(&self.words).chain(&self.items)
    }

    fn add_line(&mut self, line: Phrase) {
        let item = match line.pieces() {
            [Piece::Made(first), ..] if !self.words.is_empty() => first.strip_prefix("- ").map(str::to_owned),
            _ => None,
        };
        if let Some(first) = item {
            let rest = line.pieces().iter().skip(1).cloned();
            self.items.push(std::iter::once(Piece::Made(first)).chain(rest).collect());
            return;
        }
        self.items.last_mut().unwrap_or(&mut self.words).extend_spaced(&line);
    }

    /// In house style, with a capital at the beginning of each sentence.
    fn finished(self, house: &HouseStyle) -> Block {
        let mut is_first = true;
        let mut finish = |phrase: Phrase| {
            let each = |piece| match piece {
                Piece::Made(words) => {
                    let (words, goes_on) = capitals(&house.apply(&words), is_first);
                    is_first = goes_on;
                    Piece::Made(words)
                }
                other => {
                    is_first = false;
                    other
                }
            };
            phrase.into_iter().map(each).collect::<Phrase>()
        };
        Block { words: finish(self.words), items: self.items.into_iter().map(finish).collect(), ..self }
    }
}

/// The paragraphs of a filled template, in house style.
pub(super) fn blocks(text: &Phrase, house: &HouseStyle) -> Vec<Block> {
    layout(text).into_iter().map(|block| block.finished(house)).collect()
}

/// The paragraphs of a text: an empty line begins another.
pub(in crate::render) fn layout(text: &Phrase) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    let mut line = Phrase::default();
    let mut end_line = |line: &mut Phrase| {
        let line = std::mem::take(line).trimmed();
        match blocks.last_mut() {
            Some(block) if !line.is_empty() => block.add_line(line),
            Some(block) if !block.words.is_empty() => blocks.push(Block::default()),
            _ => {}
        }
    };
    for piece in text.pieces() {
        let Piece::Made(words) = piece else {
            line.push(piece.clone());
            continue;
        };
        for (at, words) in words.split('\n').enumerate() {
            if at > 0 {
                end_line(&mut line);
            }
            line.push_str(words);
        }
    }
    end_line(&mut line);
    blocks.retain(|block| !block.words.is_empty());
    blocks
}

/// What a handwritten text takes from elsewhere in the license.
#[derive(Debug, Clone, Default)]
pub(super) struct Fillings {
    /// The governing laws.
    pub laws: String,
    /// References to the clauses that withdraw.
    pub withdrawals: Phrase,
    /// What each section is about, by its id.
    pub objects: BTreeMap<String, String>,
    /// What is licensed as a whole, which a text outside any section is about.
    pub material: String,
}

/// The paragraphs of a handwritten text.
pub(super) fn by_hand(text: &license::Text, fillings: &Fillings) -> Vec<Block> {
    text.paragraphs.iter().flat_map(|paragraph| paragraphs(paragraph, fillings)).map(Block::plain).collect()
}

/// A handwritten text in one line.
pub(super) fn line_by_hand(text: &license::Text, fillings: &Fillings) -> Phrase {
    let mut line = Phrase::default();
    for paragraph in text.paragraphs.iter().flat_map(|paragraph| paragraphs(paragraph, fillings)) {
        if !line.is_empty() {
            line.push(Piece::ByHand(" ".to_owned()));
        }
        line.extend(&paragraph);
    }
    line
}

/// The paragraphs of a handwritten paragraph: more than one if a parameter in it has several.
fn paragraphs(written: &[license::Piece], fillings: &Fillings) -> Vec<Phrase> {
    let mut all = vec![Phrase::default()];
    for piece in written {
        let words = match piece {
            license::Piece::Words(words) => words,
            license::Piece::Laws => &fillings.laws,
            license::Piece::Object(section) => fillings.objects.get(section).unwrap_or(&fillings.material),
            license::Piece::Withdrawals => {
                all.last_mut().into_iter().for_each(|last| last.extend(&fillings.withdrawals));
                continue;
            }
            license::Piece::Reference(id) => {
                all.last_mut().into_iter().for_each(|last| last.push(Piece::Reference(id.clone())));
                continue;
            }
        };
        for (at, words) in words.split("\n\n").enumerate() {
            if at > 0 {
                all.push(Phrase::default());
            }
            all.last_mut().into_iter().for_each(|last| last.push(Piece::ByHand(words.to_owned())));
        }
    }
    all.retain(|paragraph| !paragraph.text().trim().is_empty());
    all
}
