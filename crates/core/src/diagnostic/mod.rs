//! The one way in which railc says that something is wrong.
//!
//! Every layer above makes values of [`Diagnostic`]; only the outermost layer displays them.

mod codes;
pub mod format;
mod reported;

pub use codes::{ALL, Code};
pub use reported::{DRAWN, Diagnostics, Reported};

use std::error::Error;
use std::fmt;

use crate::base::{Span, alternatives};

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
/// `message` is one line in the user's words, lower case, no full stop; `help` is an instruction.
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
        Diagnostic { code, message: message.into(), labels: Vec::new(), help: None, fix: Vec::new() }
    }

    /// Points at the wrong place.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into(), primary: true });
        self
    }

    /// Points at a second place that explains the first.
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into(), primary: false });
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
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

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.code.number(), self.message)
    }
}

impl Error for Diagnostic {}
