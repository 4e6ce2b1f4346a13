//! Texts with parameters filled in and references found.

use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Spanned, Word};

use super::names::Names;
use super::{Piece, Text};

impl Names<'_> {
    /// A text by paragraphs: `{name}` is a parameter's value, `{@name}` a reference to a section or clause.
    pub fn text(&mut self, text: &Word) -> Text {
        let paragraphs = text.value.split("\n\n").map(|paragraph| self.pieces(paragraph, text.span)).collect();
        Text { paragraphs }
    }

    /// The text of an optional part.
    pub fn optional_text(&mut self, text: Option<&Word>) -> Option<Text> {
        text.map(|text| self.text(text))
    }

    fn pieces(&mut self, paragraph: &str, span: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = paragraph;
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
            match name.strip_prefix('@') {
                Some(part) => {
                    if self.require_part(&Spanned { value: part.to_owned(), span }) {
                        pieces.push(Piece::Words(std::mem::take(&mut words)));
                        pieces.push(Piece::Reference(part.to_owned()));
                    }
                }
                None => match self.parameters.get(name) {
                    Some(value) => words.push_str(&value.to_string()),
                    None => self.unknown_parameter(name, span),
                },
            }
        }
        words.push_str(rest);
        pieces.push(Piece::Words(words));
        pieces.retain(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
        pieces
    }
}
