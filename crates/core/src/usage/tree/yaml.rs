//! YAML into trees, with one error for each broken document. Only this file uses the YAML parser.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, options};

use super::builder::Builder;
use super::node::{Content, Node};
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};

/// After this many broken documents the rest of a file is ignored.
const MOST_BROKEN: usize = 100;

/// Reads the documents of the text.
pub(super) fn documents(builder: &mut Builder) {
    let options = options! { emit_comments: false, emit_unresolved_aliases: true, simple_key_max_lookahead: 65_536 };
    let mut parser = Parser::new_from_str_with_options(builder.text, options);
    let mut building = Building { start: builder.nodes.len(), builder, open: Vec::new(), broken: false };
    let mut broken = 0;
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::DocumentEnd, _)) => building.finish(),
            Ok((event, span)) => {
                if !building.take(event, &span) {
                    break;
                }
            }
            Err(error) => {
                building.report_syntax(&error);
                building.drop_document();
                broken += 1;
                if broken == MOST_BROKEN || !parser.proceed_next_document().unwrap_or(false) {
                    break;
                }
            }
        }
    }
    building.drop_document();
}

/// A document while its events arrive.
struct Building<'b, 't> {
    builder: &'b mut Builder<'t>,
    /// Where in the row it begins.
    start: usize,
    open: Vec<Open>,
    broken: bool,
}

/// A list or map that has not ended yet.
struct Open {
    row: usize,
    next: Next,
}

/// What the next node is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Item,
    Key,
    Value,
}

impl<'t> Building<'_, 't> {
    /// Ends the document, and drops it if something in it can't be used.
    fn finish(&mut self) {
        if !self.broken {
            self.start = self.builder.nodes.len();
        }
        self.drop_document();
    }

    fn drop_document(&mut self) {
        self.builder.nodes.truncate(self.start);
        self.open.clear();
        self.broken = false;
    }

    /// Handles one event; `false` if the file is too large to go on.
    fn take(&mut self, event: Event<'t>, place: &granit_parser::Span) -> bool {
        let range = place.byte_range().unwrap_or(0..0);
        let span = self.builder.span(range.start, range.end);
        self.refuse_features(&event, place, range.start, span);
        match event {
            Event::Scalar(text, ScalarStyle::Folded, ..) if text.is_empty() => {
                self.refuse_bound(span);
                self.put(Content::Nothing, span)
            }
            Event::Scalar(text, style, ..) => {
                let is_nothing = style == ScalarStyle::Plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                self.put(if is_nothing { Content::Nothing } else { Content::Scalar(text) }, span)
            }
            Event::Alias(..) | Event::UnresolvedAlias(..) => self.put(Content::Nothing, span),
            Event::SequenceStart(..) => self.begin(Content::List, span, Next::Item),
            Event::MappingStart(..) => self.begin(Content::Map, span, Next::Key),
            Event::SequenceEnd | Event::MappingEnd => {
                self.end(range.end);
                true
            }
            _ => true,
        }
    }

    fn put(&mut self, content: Content<'t>, span: Span) -> bool {
        self.go_on();
        self.builder.add(content, span, self.open.len()).is_some()
    }

    fn begin(&mut self, content: Content<'t>, span: Span, next: Next) -> bool {
        let row = self.builder.add(content, span, self.open.len() + 1);
        self.open.extend(row.map(|row| Open { row, next }));
        row.is_some()
    }

    fn end(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        match open.next {
            Next::Item => self.builder.end(open.row, end),
            Next::Key | Next::Value => self.builder.end_map(open.row, end),
        }
        if self.go_on() == Some(Next::Key) {
            // The document will be dropped; until then the key is a node like any other.
            let span = self.builder.span_of(open.row);
            self.builder.nodes.truncate(open.row);
            self.builder.nodes.push(Node { content: Content::Nothing, span, descendants: 0 });
            self.refuse(span, "a key that is a list or a map", "write a name as the key");
        }
    }

    /// Notes that a node is complete, and returns what it is in the list or map around it; in a map, keys and values alternate.
    fn go_on(&mut self) -> Option<Next> {
        let open = self.open.last_mut()?;
        let next = match open.next {
            Next::Item => Next::Item,
            Next::Key => Next::Value,
            Next::Value => Next::Key,
        };
        Some(std::mem::replace(&mut open.next, next))
    }

    fn refuse(&mut self, span: Span, what: &str, help: &str) {
        self.broken = true;
        let diagnostic = Diagnostic::new(Code::YamlFeature, format!("{what} has no place here")).at(span, "");
        self.builder.diagnostics.push(diagnostic.help(help));
    }

    /// Refuses anchors, aliases and tags: each statement has to be readable where it is written.
    fn refuse_features(&mut self, event: &Event<'t>, place: &granit_parser::Span, start: usize, span: Span) {
        if event.is_alias() || matches!(event, Event::UnresolvedAlias(_)) {
            self.refuse(span, "an alias (`*`)", "write the value out");
        }
        if event.anchor_id().is_some_and(|id| id > 0) {
            let span = self.anchor(start);
            self.refuse(span, "an anchor (`&`)", "leave the anchor out, and write each value out");
        }
        if event.tag().is_some() {
            let range = place.tag_span().and_then(|span| span.byte_range()).unwrap_or(0..0);
            let span = self.builder.span(range.start, range.end);
            self.refuse(span, "a tag (`!`)", "leave the tag out; quotes make no difference to what a word means");
        }
    }

    /// The `&name` before a node.
    fn anchor(&self, node: usize) -> Span {
        let before = self.builder.text.get(..node).unwrap_or_default();
        let start = before.rfind('&').unwrap_or(node);
        let name = self.builder.text.get(start..).and_then(|rest| rest.split(char::is_whitespace).next()).unwrap_or_default();
        self.builder.span(start, start + name.len())
    }

    /// Reports a bound such as `>5`, which YAML reads as a text of no lines that ends here.
    fn refuse_bound(&mut self, end: Span) {
        let read = self.builder.text.get(..end.end as usize).unwrap_or_default().trim_end();
        let Some(start) = read.rfind('>') else { return };
        let span = self.builder.span(start, read.len());
        if self.is_bound(span) {
            self.broken = true;
            let diagnostic = Diagnostic::new(Code::UseSyntax, BARE_BOUND.0).at(span, "");
            self.builder.diagnostics.push(diagnostic.help(BARE_BOUND.1));
        }
    }

    /// Whether a bound such as `> 5` begins here.
    fn is_bound(&self, span: Span) -> bool {
        let rest = self.builder.text.get(span.start as usize..).unwrap_or_default();
        let number = rest.strip_prefix(">=").or(rest.strip_prefix('>')).map(str::trim_start);
        number.is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
    }

    fn report_syntax(&mut self, error: &ScanError) {
        let span = self.builder.span_at(error.marker().byte_offset().unwrap_or(0));
        let (message, help) = if self.is_bound(span) { (BARE_BOUND.0.to_owned(), BARE_BOUND.1) } else { trouble(error.kind()) };
        let code = if *error.kind() == ErrorKind::RecursionLimitExceeded { Code::UseTooLarge } else { Code::UseSyntax };
        let diagnostic = Diagnostic::new(code, message).at(span, "");
        self.builder.diagnostics.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }
}

/// What a bound without quotes is told: YAML takes `>` for the beginning of a text in lines.
const BARE_BOUND: (&str, &str) = ("`>` without quotes begins a text in several lines", "put the bound in quotes: `\"> 5\"`");

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
