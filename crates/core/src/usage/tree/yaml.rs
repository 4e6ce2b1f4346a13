//! YAML into trees, with one error for each broken document. The YAML parser is seen by this file alone.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, options};

use super::{Entry, Node, Value, Writing};
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};

/// Broken documents after which the rest of a file is not looked at.
const MOST_BROKEN: usize = 100;

/// The documents in a piece of the text.
pub(super) fn documents<'t>(writing: &mut Writing<'t>, piece: Range<usize>) -> Vec<Node<'t>> {
    let text = writing.text.get(piece.clone()).unwrap_or_default();
    let options = options! { emit_comments: false, emit_unresolved_aliases: true, simple_key_max_lookahead: 65_536 };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut building = Building { writing, offset: piece.start, open: Vec::new(), whole: None, broken: false };
    let mut documents = Vec::new();
    let mut broken = 0;
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::DocumentEnd, _)) => documents.extend(building.finish()),
            Ok((event, span)) => {
                if !building.take(event, &span) {
                    break;
                }
            }
            Err(error) => {
                building.report_syntax(&error);
                building.restart();
                broken += 1;
                if broken == MOST_BROKEN || !parser.proceed_next_document().unwrap_or(false) {
                    break;
                }
            }
        }
    }
    documents
}

/// A document while its events come in.
struct Building<'w, 't> {
    writing: &'w mut Writing<'t>,
    offset: usize,
    open: Vec<Open<'t>>,
    whole: Option<Node<'t>>,
    broken: bool,
}

/// A list or map that has not ended yet.
struct Open<'t> {
    start: usize,
    holds: Holds<'t>,
}

enum Holds<'t> {
    Items(Vec<Node<'t>>),
    Entries(Vec<Entry<'t>>, Option<(Cow<'t, str>, Span)>),
}

impl<'t> Building<'_, 't> {
    fn restart(&mut self) {
        self.open.clear();
        self.whole = None;
        self.broken = false;
    }

    /// The document, unless something in it can't be used.
    fn finish(&mut self) -> Option<Node<'t>> {
        let whole = self.whole.take().filter(|_| !self.broken);
        self.restart();
        whole
    }

    /// Takes one event; `false` where the file is too large to go on.
    fn take(&mut self, event: Event<'t>, place: &granit_parser::Span) -> bool {
        let range = place.byte_range().unwrap_or(0..0);
        let (start, end) = (range.start + self.offset, range.end + self.offset);
        self.refuse_features(&event, place, start, end);
        match event {
            Event::Scalar(text, style, ..) => {
                let span = self.writing.span(start, end);
                let is_nothing = style == ScalarStyle::Plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if is_nothing { Value::Nothing } else { Value::Scalar(text) };
                let is_admitted = self.writing.admit(self.open.len(), span);
                self.put(Node { value, span });
                is_admitted
            }
            Event::Alias(..) | Event::UnresolvedAlias(..) => {
                let span = self.writing.span(start, end);
                self.put(Node { value: Value::Nothing, span });
                true
            }
            Event::SequenceStart(..) => self.begin(start, end, Holds::Items(Vec::new())),
            Event::MappingStart(..) => self.begin(start, end, Holds::Entries(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => {
                self.end(end);
                true
            }
            _ => true,
        }
    }

    fn begin(&mut self, start: usize, end: usize, holds: Holds<'t>) -> bool {
        self.open.push(Open { start, holds });
        let span = self.writing.span(start, end);
        self.writing.admit(self.open.len(), span)
    }

    fn end(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let span = self.writing.span(open.start, end);
        let value = match open.holds {
            Holds::Items(items) => Value::List(items),
            Holds::Entries(entries, _) => Value::Map(self.writing.unique(entries)),
        };
        self.put(Node { value, span });
    }

    /// Puts a value where the text has it: as an item, a key, the value of a key, or the whole.
    fn put(&mut self, node: Node<'t>) {
        match self.open.last_mut().map(|open| &mut open.holds) {
            None => self.whole = Some(node),
            Some(Holds::Items(items)) => items.push(node),
            Some(Holds::Entries(entries, key)) => match (key.take(), node.value) {
                (Some((key, key_span)), value) => entries.push(Entry { key, key_span, value: Node { value, span: node.span } }),
                (None, Value::Scalar(text)) => *key = Some((text, node.span)),
                (None, Value::Nothing) => *key = Some((Cow::Borrowed(""), node.span)),
                (None, Value::List(_) | Value::Map(_)) => {
                    *key = Some((Cow::Borrowed(""), node.span));
                    self.refuse(node.span, "a key that is a list or a map", "write a name as the key");
                }
            },
        }
    }

    fn refuse(&mut self, span: Span, what: &str, help: &str) {
        self.broken = true;
        let diagnostic = Diagnostic::new(Code::YamlFeature, format!("{what} has no place in a use file")).at(span, "");
        self.writing.report(diagnostic.help(help));
    }

    /// Anchors, aliases and tags: a use says what it says at the place where it says it.
    fn refuse_features(&mut self, event: &Event<'t>, place: &granit_parser::Span, start: usize, end: usize) {
        if event.is_alias() || matches!(event, Event::UnresolvedAlias(_)) {
            let span = self.writing.span(start, end);
            self.refuse(span, "an alias (`*`)", "write the value out");
        }
        if event.anchor_id().is_some_and(|id| id > 0) {
            let span = self.anchor(start);
            self.refuse(span, "an anchor (`&`)", "leave the anchor out, and write each value out");
        }
        if event.tag().is_some() {
            let range = place.tag_span().and_then(|span| span.byte_range()).unwrap_or(0..0);
            let span = self.writing.span(range.start + self.offset, range.end + self.offset);
            self.refuse(span, "a tag (`!`)", "leave the tag out; quotes make no difference to what a word means");
        }
    }

    /// The `&name` that stands before a node.
    fn anchor(&self, node: usize) -> Span {
        let before = self.writing.text.get(..node).unwrap_or_default();
        let start = before.rfind('&').unwrap_or(node);
        let name = self.writing.text.get(start..).and_then(|rest| rest.split(char::is_whitespace).next()).unwrap_or_default();
        self.writing.span(start, start + name.len())
    }

    fn report_syntax(&mut self, error: &ScanError) {
        let (message, help) = trouble(error.kind());
        let byte = error.marker().byte_offset().unwrap_or(0) + self.offset;
        let span = self.writing.span_at(byte);
        let code = if *error.kind() == ErrorKind::RecursionLimitExceeded { Code::UseTooLarge } else { Code::UseSyntax };
        let diagnostic = Diagnostic::new(code, message).at(span, "");
        self.writing.report(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }
}

const INDENT: &str = "indent the keys of one use alike, and what belongs to a key deeper than the key";
const QUOTE: &str = "put a text that holds `: `, ` #`, quotes or brackets in double quotes";

/// What is wrong, and what to do, in the words of people who write YAML by hand.
fn trouble(kind: &ErrorKind) -> (String, &'static str) {
    use ErrorKind::*;
    let (message, help) = match kind {
        TabNotAllowed | TabInBlockIndentation | TabInIndentation | TabAtBlockScalarStart | TabInPlainScalar => {
            ("a tab, where YAML allows only spaces", "indent with spaces")
        }
        UnclosedQuotedScalar | DocumentIndicatorInQuotedScalar => ("a quote that is never closed", "close the quote"),
        UnclosedFlowCollection { open } => return (format!("`{open}` is never closed"), "close the bracket"),
        MismatchedFlowCollectionEnd { open, close } => {
            return (format!("`{open}` is closed by `{close}`"), "close the bracket with its like");
        }
        UnexpectedEofFlowSequence => ("`[` is never closed", "close the bracket"),
        UnexpectedEofFlowMapping | UnexpectedEofImplicitFlowMapping => ("`{` is never closed", "close the bracket"),
        MisplacedFlowCollectionEnd => ("a closing bracket that was never opened", QUOTE),
        ExpectedFlowSequenceSeparator => ("`,` or `]` is missing", "separate the names of a list by commas"),
        ExpectedFlowMappingSeparator => ("`,` or `}` is missing", "separate the entries of a map by commas"),
        MappingValueNotAllowed => ("a `:` that can't stand here", QUOTE),
        InvalidColonPlacement => ("a `:` inside `[ ]`", "close the bracket before it, or put a text that holds `:` in quotes"),
        SimpleKeyExpected | InvalidSimpleKey => ("a key without its `:`", "write `key: value`"),
        InvalidIndentation
        | ExpectedBlockMappingKey
        | ExpectedBlockSequenceEntry
        | InvalidQuotedScalarIndent
        | InvalidFlowScalarIndent
        | InvalidBlockScalarIndent => ("a line that does not fit the lines above it", INDENT),
        BlockSequenceEntryNotAllowed | BlockEntryInFlowCollection | InvalidBlockEntryWhitespace => ("a `-` that can't stand here", INDENT),
        InvalidTrailingSingleQuotedScalar | InvalidTrailingDoubleQuotedScalar => {
            ("something follows a closing quote", "put the whole text in one pair of quotes")
        }
        UnexpectedCharacter { character } => return (format!("`{character}` can't begin a value"), QUOTE),
        CommentInterceptedScalar | CommentNotSeparated => {
            ("a comment in the middle of a value", "put a space before `#`, and the comment at the end of the value")
        }
        UnknownQuotedScalarEscape | InvalidQuotedScalarHexEscape => {
            ("a `\\` in double quotes that begins no known sign", "write `\\\\` for a backslash, or use single quotes")
        }
        RecursionLimitExceeded => ("lists and maps are nested too deep", ""),
        other => return (format!("this can't be read: {other}"), ""),
    };
    (message.to_owned(), help)
}
