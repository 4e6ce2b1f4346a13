//! Translated texts as paragraphs: slots filled, lines joined, marks of punctuation as the language sets them.

use std::collections::BTreeMap;

use railc_core::base::Span;
use railc_core::base::bindings::{self, malformed, pieces};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Translation;
use crate::license::License;
use crate::render::phrase::{Phrase, Piece};
use crate::render::wording::{Block, layout};

/// What the slots of a text hold.
pub(super) struct Slots<'a> {
    pub license: &'a License,
    /// Words by the name of their slot.
    pub words: BTreeMap<&'a str, String>,
    /// References to the clauses that withdraw a grant.
    pub withdrawals: Phrase,
}

impl Translation {
    /// The paragraphs of a text, in which `{name}` is a slot and `{@id}` a reference.
    pub(super) fn blocks(&self, text: &str, key: Span, slots: &Slots<'_>, diagnostics: &mut Diagnostics) -> Vec<Block> {
        let mut phrase = Phrase::default();
        let text = self.joined(text);
        let is_bound = pieces(&text).iter().any(|piece| matches!(piece, bindings::Piece::Bound { .. }));
        if is_bound || malformed(&text).is_some() {
            let message = "words are bound to a rule in the spec alone, not in a translation";
            diagnostics.push(Diagnostic::new(Code::BadTranslation, message).at(key, "").help("write them without brackets and `|`"));
        }
        let mut rest = text.as_str();
        while let Some((before, behind)) = rest.split_once('{') {
            self.push(before, &mut phrase);
            let (slot, behind) = behind.split_once('}').unwrap_or((behind, ""));
            rest = behind;
            match (slot.strip_prefix('@'), slots.words.get(slot)) {
                (Some(id), _) if slots.license.has_part(id) => phrase.push(Piece::Reference(id.to_owned())),
                (None, Some(words)) => phrase.push(Piece::ByHand(words.clone())),
                (None, None) if slot == "withdrawals" => phrase.extend(&slots.withdrawals),
                _ => diagnostics.push(unknown(slot).at(key, "")),
            }
        }
        self.push(rest, &mut phrase);
        layout(&phrase)
    }

    /// Words in the typography of the language.
    fn push(&self, words: &str, phrase: &mut Phrase) {
        let mut words = words.to_owned();
        for sign in self.language.words().document.unbroken_before.chars() {
            words = words.replace(&format!(" {sign}"), &format!("\u{a0}{sign}"));
        }
        phrase.push_str(&words);
    }

    /// A text with a line for each paragraph and item: no empty line before a list, and no line break inside a sentence of a language without spaces.
    fn joined(&self, text: &str) -> String {
        let text = text.trim().replace("\n\n- ", "\n- ");
        if self.language.has_spaces() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            let is_whole = out.is_empty() || line.is_empty() || out.ends_with('\n') || line.starts_with("- ");
            out.push_str(match (out.is_empty(), line.is_empty(), is_whole) {
                (true, ..) | (_, _, false) => "",
                (false, true, true) => "\n\n",
                (false, false, true) if out.ends_with('\n') => "",
                (false, false, true) => "\n",
            });
            out.push_str(line.trim());
        }
        out
    }
}

fn unknown(slot: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::BadTranslation, format!("`{{{slot}}}` names no parameter and no clause of this license"));
    diagnostic.help("write it as the English text of the clause does")
}
