//! The one way in which railc says that something is wrong.
//!
//! Every layer above makes values of [`Diagnostic`]; only the outermost layer displays them.

mod codes;
pub mod format;
mod reported;

pub use codes::{ALL, Code};
pub use reported::{DRAWN, Diagnostics, Reported};

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::base::{SourceId, Span, alternatives, is_hidden, one_line};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be built or decided from this input.
    Error,
    /// It works, but somebody should look.
    Warning,
}

/// A place in a text, and why it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The smallest piece of text that matters.
    pub span: Span,
    /// Why the place matters; empty where the message says it all.
    pub text: String,
    /// Whether this is the wrong place, as opposed to one that explains it.
    pub primary: bool,
}

/// A change to the text that fixes the problem and keeps the meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What to replace.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// Something wrong with an input: what, where, and how to fix it.
///
/// `message` is one line in the user's words, lower case, no full stop; `help` is an instruction. What is quoted in either is shortened, and shown
/// without hidden characters and line breaks: only the constructors here make them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where, the wrong place first.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// A ready change, where one keeps the meaning.
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// A diagnostic without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, message: shown(message), labels: Vec::new(), help: None, fix: Vec::new() }
    }

    /// Points at the wrong place.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: shown(text), primary: true });
        self
    }

    /// Points at a second place that explains the first.
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: shown(text), primary: false });
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(shown(help));
        self
    }

    /// Offers the nearest names as help: `did you mean …?`; with none, says `otherwise`.
    pub fn nearest(self, names: &[&str], otherwise: &str) -> Diagnostic {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        match quoted.as_slice() {
            [] if otherwise.is_empty() => self,
            [] => self.help(otherwise),
            some => self.help(format!("did you mean {}?", alternatives(some))),
        }
    }

    /// As [`Diagnostic::nearest`], for parts of a spec, which are written with an `@`.
    pub fn nearest_parts(self, names: &[&str], otherwise: &str) -> Diagnostic {
        let parts: Vec<String> = names.iter().map(|name| format!("@{name}")).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        self.nearest(&parts, otherwise)
    }

    /// Offers a ready change.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix.push(Edit { span, replacement: replacement.into() });
        self
    }

    /// Whether it stops the work.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

/// Reports invisible characters and those that change how a text reads, such as a carriage return that ends no line: they have no place in a
/// text that people sign.
pub fn hidden_signs(source: SourceId, text: &str) -> Diagnostics {
    let is_lone_return = |at: usize, sign: char| sign == '\r' && text.as_bytes().get(at + 1) != Some(&b'\n');
    let found = text.char_indices().filter(|(at, sign)| is_hidden(*sign) || is_lone_return(*at, *sign));
    let diagnostic = |(at, sign): (usize, char)| {
        let span = Span { source, start: at as u32, end: (at + sign.len_utf8()) as u32 };
        hidden_sign(sign).at(span, "")
    };
    found.map(diagnostic).collect()
}

/// Reports a hidden character ([`crate::base::is_hidden`]).
pub fn hidden_sign(sign: char) -> Diagnostic {
    let message = format!("a sign that nobody sees stands here (U+{:04X})", u32::from(sign));
    Diagnostic::new(Code::HiddenSign, message).help("take it out")
}

/// The most characters of a message, a label or a help: an input that is quoted in them may be as long as it likes.
const LONGEST: usize = 1_000;

/// Words of a diagnostic as they can be shown anywhere: in one line that is not too long, without hidden characters.
fn shown(words: impl Into<String>) -> String {
    let mut words = words.into();
    if let Some((end, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(end);
        words.push('…');
    }
    if let Cow::Owned(line) = one_line(&words) {
        return line;
    }
    words
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.code.number(), self.message)
    }
}

impl Error for Diagnostic {}
