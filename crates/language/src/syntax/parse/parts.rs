//! The reader: turns the pairs of the parser library into parts of the tree, with places and diagnostics.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule;
use crate::syntax::ast::{Comment, Spanned};
use railc_core::base::{SourceId, Span};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};

/// Reads the pairs of one text.
pub(super) struct Reader {
    source: SourceId,
    /// The diagnostics so far.
    pub(super) diagnostics: Diagnostics,
    /// The comments of the text, in order.
    pub(super) comments: Vec<Comment>,
}

/// The parts of a pair, without keywords and signs.
pub(super) struct Children<'i>(Pairs<'i, Rule>);

impl<'i> Children<'i> {
    /// The next part, which the grammar guarantees.
    pub(super) fn next(&mut self) -> Pair<'i, Rule> {
        self.by_ref().next().expect("the grammar gives this rule one more part")
    }

    /// The next part, if it is of this rule.
    pub(super) fn optional(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        while self.0.peek().is_some_and(|pair| is_sign(&pair)) {
            self.0.next();
        }
        self.0.peek().filter(|pair| pair.as_rule() == rule)?;
        self.0.next()
    }

    fn by_ref(&mut self) -> impl Iterator<Item = Pair<'i, Rule>> {
        self.0.by_ref().filter(|pair| !is_sign(pair))
    }

    /// The remaining parts.
    pub(super) fn rest(self) -> impl Iterator<Item = Pair<'i, Rule>> {
        self.0.filter(|pair| !is_sign(pair))
    }
}

/// Whether a pair is only a keyword or sign: the grammar lists these last.
fn is_sign(pair: &Pair<Rule>) -> bool {
    pair.as_rule() >= Rule::comma
}

/// The parts of an item seen so far that may occur once.
#[derive(Default)]
pub(super) struct Seen(Vec<(Rule, Span)>);

impl Reader {
    pub(super) fn new(source: SourceId, comments: Vec<Comment>) -> Reader {
        Reader { source, diagnostics: Diagnostics::new(), comments }
    }

    pub(super) fn children<'i>(&self, pair: Pair<'i, Rule>) -> Children<'i> {
        Children(pair.into_inner())
    }

    /// A span by byte offsets.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(end) }
    }

    /// The byte range of the last word of a text outside comments.
    pub(super) fn last_word(&self, text: &str) -> (usize, usize) {
        let mut end = text.trim_end().len();
        for comment in self.comments.iter().rev() {
            if (comment.span.end as usize) < end {
                break;
            }
            end = text.get(..comment.span.start as usize).unwrap_or("").trim_end().len();
        }
        if end == 0 {
            let first = text.len() - text.trim_start().len();
            return (first, first + text.split_whitespace().next().map_or(0, str::len));
        }
        let before = text.get(..end).unwrap_or("");
        (before.rfind(char::is_whitespace).map_or(0, |at| at + 1), end)
    }

    /// The span of a pair, without the trailing white space and comments that the parser library includes.
    pub(super) fn span(&self, pair: &Pair<Rule>) -> Span {
        let mut last = pair.clone();
        while let Some(inner) = last.clone().into_inner().next_back() {
            last = inner;
        }
        self.place(pair.as_span().start(), last.as_span().end())
    }

    /// A value with the place of the pair that it came from.
    pub(super) fn spanned<T>(&self, pair: &Pair<Rule>, value: T) -> Spanned<T> {
        Spanned { value, span: self.span(pair) }
    }

    /// Whether a part occurs for the first time; reports it otherwise.
    pub(super) fn is_first(&mut self, seen: &mut Seen, part: &Pair<Rule>, whole: &str) -> bool {
        let rule = part.as_rule();
        let keyword = part.as_str().split_ascii_whitespace().next().unwrap_or_default();
        let start = part.as_span().start();
        let place = self.place(start, start + keyword.len());
        let Some((_, first)) = seen.0.iter().find(|(seen, _)| *seen == rule) else {
            seen.0.push((rule, place));
            return true;
        };
        let help = match rule {
            Rule::wording => "keep one; the words of an exception stand before its condition: `except @name \"…\" when …`",
            Rule::when => "keep one; join the conditions with `and` or `or`",
            Rule::unless => "keep one; join the conditions with `or`, or give them names with `except @name when …`",
            _ => "keep one of the two",
        };
        let diagnostic = Diagnostic::new(Code::Repeated, format!("`{keyword}` stands twice in this {whole}"))
            .at(place, "again here")
            .and(*first, "first here")
            .help(help);
        self.diagnostics.push(diagnostic);
        false
    }
}
