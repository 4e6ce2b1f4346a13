//! One text while it is read: where its names are looked up, and what is wrong with it.

use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::names::Names;

/// The most uses in one file.
pub(super) const MOST_USES: usize = 10_000;

/// How a name is treated that none of the vocabularies has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// An error, with the nearest names.
    Error,
    /// A warning: the vocabularies are incomplete, and the name may be in a part that is not at hand. The statement is kept.
    Warning,
}

/// A text while it is read.
pub(super) struct Reading<'v> {
    pub names: Names<'v>,
    pub unknown: Unknown,
    pub is_toml: bool,
    /// Whether it was reported that the text is too large.
    pub is_full: bool,
    pub diagnostics: Diagnostics,
}

impl Reading<'_> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn wrong_kind(&mut self, message: impl Into<String>, span: Span, help: impl Into<String>) {
        self.report(Diagnostic::new(Code::WrongKind, message).at(span, "").help(help));
    }
}
