//! Text → tree as written. What cannot be read becomes a diagnostic, and parsing continues with the next item.
//!
//! The text is scanned once for brackets, texts and comments, so that the parser library never sees one that is too deep.

mod conditions;
mod errors;
#[cfg(test)]
mod expectations;
mod grammar;
mod head;
mod items;
mod parts;
mod rules;
mod scan;
mod test_blocks;
mod words;

use pest::Parser;
use pest::iterators::Pair;

use crate::syntax::ast::{Item, Spec};
use grammar::{Grammar, Rule};
use parts::Reader;
use railc_core::base::SourceId;
use railc_core::diagnostic::{Diagnostic, Diagnostics, Reported, hidden_signs};

/// Parses a spec: the tree of everything that could be read, and diagnostics in text order.
///
/// There is no tree if the first line cannot be read, a text is not closed, or brackets are nested deeper than 64.
/// Time is linear in the length of the text; callers limit that length.
pub fn parse(source: SourceId, text: &str) -> Reported<Spec> {
    let scanned = match scan::scan(source, text) {
        Ok(scanned) => scanned,
        Err(stopped) => {
            let mut diagnostics = stopped.readable.map(|end| before(source, text, end)).unwrap_or_default();
            diagnostics.push(stopped.diagnostic);
            return Reported::nothing(diagnostics);
        }
    };
    let mut reader = Reader::new(source, scanned);
    let spec = spec(&mut reader, text);
    let mut found: Vec<Diagnostic> = reader.diagnostics.into_iter().chain(hidden_signs(source, text)).collect();
    found.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    let diagnostics = found.into_iter().collect();
    match spec {
        Some(spec) => Reported::new(spec, diagnostics),
        None => Reported::nothing(diagnostics),
    }
}

/// Whether a text can stand in a spec as a word, such as an id: no keyword of the language can.
pub fn is_word(text: &str) -> bool {
    Grammar::parse(Rule::word, text).is_ok_and(|mut pairs| pairs.next().is_some_and(|pair| pair.as_str() == text))
}

/// The diagnostics of the items before the one with the unclosed text.
fn before(source: SourceId, text: &str, end: usize) -> Diagnostics {
    let readable = text.get(..end).unwrap_or("");
    let mut line_start = 0;
    let mut last_item = None;
    for line in readable.split_inclusive('\n') {
        if errors::starts_an_item(line.trim_start()) {
            last_item = Some(line_start);
        }
        line_start += line.len();
    }
    let whole = last_item.and_then(|start| text.get(..start)).unwrap_or("");
    if whole.trim().is_empty() {
        return Diagnostics::new();
    }
    let mut reader = Reader::new(source, Vec::new());
    spec(&mut reader, whole);
    reader.diagnostics
}

fn spec(reader: &mut Reader, text: &str) -> Option<Spec> {
    let pairs = Grammar::parse(Rule::spec, text).expect("broken pieces take whatever the other rules leave");
    let (mut opening, mut head, mut items) = (None, Vec::new(), Vec::new());
    let mut pieces = Pieces { text, last: None, are_whole: true };
    for pair in pairs.flat_map(Pair::into_inner) {
        match pair.as_rule() {
            Rule::EOI => {}
            Rule::broken_head | Rule::broken_item => {
                let is_opening = opening.is_none() && head.is_empty() && pieces.are_whole;
                pieces.explain(reader, &pair, is_opening);
                continue;
            }
            Rule::opening => opening = Some(reader.opening(pair.clone())),
            Rule::head_line => head.push(reader.head_line(pair.clone())),
            _ => items.push(reader.item(pair.clone())),
        }
        pieces.last = Some(pair.as_span().start());
    }
    if opening.is_none() && pieces.are_whole {
        errors::without_opening(reader, text);
    }
    reader.once_in_head(&head);
    let (kind, title, version) = opening?;
    Some(Spec { kind, title, version, head, items, comments: std::mem::take(&mut reader.comments) })
}

/// The pieces of a file in order, to find the error of each broken one.
struct Pieces<'t> {
    text: &'t str,
    /// The start of the previous piece, if it could be read: the error may be at its end.
    last: Option<usize>,
    /// Whether none has been broken so far.
    are_whole: bool,
}

impl Pieces<'_> {
    fn explain(&mut self, reader: &mut Reader, broken: &Pair<Rule>, is_opening: bool) {
        let span = broken.as_span();
        let last = self.last.take();
        self.are_whole = false;
        // After this many errors, the rest are mostly consequences of earlier ones.
        if !reader.diagnostics.wants_near_names() {
            return;
        }
        let stands_alone = errors::starts_a_piece(span.as_str());
        let start = last.filter(|_| !stands_alone).unwrap_or(span.start());
        let rule = if is_opening { Rule::trial_opening } else { Rule::trial };
        let piece = self.text.get(start..span.end()).unwrap_or("");
        let at = match Grammar::parse(rule, piece) {
            Ok(_) => errors::Expected { at: span.start(), rules: Vec::new() },
            Err(error) => errors::Expected::from_error(&error, start),
        };
        reader.diagnostics.push(errors::unexpected(reader, self.text, &at));
    }
}

impl Reader {
    fn item(&mut self, pair: Pair<Rule>) -> Item {
        let item = self.children(pair).next();
        match item.as_rule() {
            Rule::import => Item::Import(self.import(item)),
            Rule::parameter => Item::Parameter(self.parameter(item)),
            Rule::term => Item::Term(self.term(item)),
            Rule::question => Item::Question(self.question(item)),
            Rule::section => Item::Section(self.section(item)),
            Rule::clause => Item::Clause(self.clause(item)),
            Rule::include => Item::Include(self.include(item)),
            _ => Item::Test(self.test(item)),
        }
    }
}
