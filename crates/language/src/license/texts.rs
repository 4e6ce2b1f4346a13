//! Texts with parameters filled in and references resolved.

use crate::syntax::ast::{Spanned, Word};
use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic};

use super::declared::Filling;
use super::resolver::Resolver;
use super::{Piece, Text};

/// The most bytes of the words of a license with everything in them written out: parameters, references, terms, questions, names of concepts.
pub(super) const WRITTEN_LIMIT: usize = 16 << 20;

impl Piece {
    /// Whether it prints nothing.
    fn is_blank(&self) -> bool {
        match self {
            Piece::Words(words) => words.trim().is_empty(),
            Piece::Laws | Piece::Withdrawals | Piece::Object(_) | Piece::Reference(_) => false,
        }
    }
}

impl Resolver<'_> {
    /// A text by paragraphs: `{name}` is a parameter's value, `{@name}` a reference to a section or clause, `{withdrawals}` to those that withdraw.
    pub(super) fn text(&mut self, text: &Word) -> Text {
        self.bound_words(text);
        let errors = self.diagnostics.count();
        let paragraphs: Vec<Vec<Piece>> = text.value.split("\n\n").map(|paragraph| self.pieces(paragraph, text.span)).collect();
        // What has no room or can't be resolved is left out.
        let is_whole = self.diagnostics.count() == errors && self.written <= WRITTEN_LIMIT;
        if is_whole && paragraphs.iter().flatten().all(Piece::is_blank) {
            let diagnostic = Diagnostic::new(Code::NoWording, "there are no words in this text").at(text.span, "");
            self.diagnostics.push(diagnostic.help("say what it is to say, or leave the text out"));
        }
        Text { paragraphs }
    }

    /// The text of an optional part.
    pub(super) fn optional_text(&mut self, text: Option<&Word>) -> Option<Text> {
        text.map(|text| self.text(text))
    }

    /// Counts bytes of the written license. Whether they are within the limit; reports once if not.
    pub(super) fn has_room(&mut self, length: usize, span: Span) -> bool {
        let had_room = self.written <= WRITTEN_LIMIT;
        self.written = self.written.saturating_add(length);
        let has_room = self.written <= WRITTEN_LIMIT;
        if had_room && !has_room {
            let message = format!("the license has more than {} MiB of words when everything in them is written out", WRITTEN_LIMIT >> 20);
            let diagnostic = Diagnostic::new(Code::TooLarge, message).at(span, "from here on");
            self.diagnostics.push(diagnostic.help("use long parameters, references, terms and questions less often, or shorten them"));
        }
        has_room
    }

    fn pieces(&mut self, paragraph: &str, span: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = if self.has_room(paragraph.len(), span) { paragraph } else { "" };
        while let Some((before, after)) = rest.split_once('{') {
            words.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                let diagnostic = Diagnostic::new(Code::BadPlaceholder, "`{` opens a parameter or a reference that is not closed");
                self.diagnostics.push(diagnostic.at(span, "").help("write `{name}` for a parameter or `{@name}` for a reference"));
                rest = "";
                break;
            };
            rest = after;
            self.used.insert(name.to_owned());
            match self.placed(name, span) {
                Some((length, _)) if !self.has_room(length, span) => break,
                Some((_, Piece::Words(value))) => words.push_str(&value),
                Some((_, piece)) => pieces.extend([Piece::Words(std::mem::take(&mut words)), piece]),
                None => {}
            }
        }
        words.push_str(rest);
        pieces.push(Piece::Words(words));
        pieces.retain(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
        pieces
    }

    /// What stands for a name in braces, and how long it is when written out; reports an unknown one.
    fn placed(&mut self, name: &str, span: Span) -> Option<(usize, Piece)> {
        if let Some(part) = name.strip_prefix('@') {
            let is_known = self.is_part(&Spanned { value: part.to_owned(), span });
            let cited = self.declared.cited.get(part).copied().unwrap_or_default();
            return is_known.then(|| (cited, Piece::Reference(part.to_owned())));
        }
        match self.declared.parameters.get(name) {
            Some(Filling::Value(value)) => {
                let value = value.to_string();
                Some((value.len(), Piece::Words(value)))
            }
            Some(Filling::Laws(length)) => Some((*length, Piece::Laws)),
            Some(Filling::Withdrawals(length)) => Some((*length, Piece::Withdrawals)),
            Some(Filling::Object(length)) => Some((*length, Piece::Object(self.section.clone()))),
            None => {
                self.unknown_parameter(name, span);
                None
            }
        }
    }
}
