//! A value with what was reported on the way to it, and limits on how much is kept.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::base::Sources;

use super::Diagnostic;

/// The most errors, and the most warnings, kept for one input: more than anybody reads.
const KEPT: usize = 1_000;
/// After this many errors or warnings, near names are no longer looked for: each search goes through all names.
const NEAR: usize = 50;
/// The most diagnostics that are displayed to people at once.
pub const DRAWN: usize = 50;

/// Diagnostics in the order in which they were reported, of which the first 1,000 errors and the first 1,000 warnings are kept.
///
/// As an [`Error`] it prints the first 50, a line each, with their places if it has the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    sources: Option<Arc<Sources>>,
}

impl Diagnostics {
    /// An empty list.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one, unless the limit for its severity is reached.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let count = if diagnostic.is_error() { &mut self.errors } else { &mut self.warnings };
        *count += 1;
        if *count <= KEPT {
            self.kept.push(diagnostic);
        }
    }

    /// With the texts that their places are in, for callers that do not have them.
    pub fn with_sources(mut self, sources: Arc<Sources>) -> Diagnostics {
        self.sources = Some(sources);
        self
    }

    /// Whether any is an error, kept or not.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many were reported, kept or not.
    pub fn count(&self) -> usize {
        self.errors + self.warnings
    }

    /// How many are kept.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether it is still worth looking for near names.
    pub fn wants_near_names(&self) -> bool {
        self.errors.max(self.warnings) < NEAR
    }

    /// The kept diagnostics.
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// The kept diagnostics, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.kept.iter()
    }
}

impl Diagnostics {
    /// Adds all of another, with what it counted and did not keep.
    pub fn append(&mut self, other: Diagnostics) {
        let (errors, warnings) = (self.errors + other.errors, self.warnings + other.warnings);
        self.sources = self.sources.take().or(other.sources.clone());
        self.extend(other);
        (self.errors, self.warnings) = (errors, warnings);
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Diagnostics {
        let mut all = Diagnostics::new();
        all.extend(diagnostics);
        all
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Diagnostics {
        [diagnostic].into_iter().collect()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kept.is_empty() {
            return out.write_str("nothing is wrong");
        }
        for (at, diagnostic) in self.kept.iter().take(DRAWN).enumerate() {
            let label = diagnostic.labels.first().zip(self.sources.as_ref());
            let place = label.map(|(label, sources)| format!("{}: ", sources.place(label.span))).unwrap_or_default();
            let help = diagnostic.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            write!(out, "{}{place}{diagnostic}{help}", if at == 0 { "" } else { "\n" })?;
        }
        match self.count().saturating_sub(DRAWN) {
            0 => Ok(()),
            more => write!(out, "\nand {more} more"),
        }
    }
}

impl Error for Diagnostics {}

/// A value, with what was reported on the way to it.
///
/// Steps collect diagnostics and go on, so there may be a value despite errors: good for inspection, but not to be used further.
#[must_use = "what was reported is shown to somebody"]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported<T> {
    value: Option<T>,
    diagnostics: Diagnostics,
}

impl<T> Reported<T> {
    /// A value, and what was reported.
    pub fn new(value: T, diagnostics: Diagnostics) -> Reported<T> {
        Reported { value: Some(value), diagnostics }
    }

    /// No value, only diagnostics.
    pub fn nothing(diagnostics: Diagnostics) -> Reported<T> {
        Reported { value: None, diagnostics }
    }

    /// The value and what was reported, errors included.
    pub fn into_parts(self) -> (Option<T>, Diagnostics) {
        (self.value, self.diagnostics)
    }

    /// With the texts that the diagnostics point into.
    pub fn with_sources(self, sources: Arc<Sources>) -> Reported<T> {
        Reported { value: self.value, diagnostics: self.diagnostics.with_sources(sources) }
    }

    /// What was reported.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The value with its warnings if there is no error; otherwise all diagnostics.
    pub fn into_result(self) -> Result<(T, Diagnostics), Diagnostics> {
        match self.value {
            Some(value) if !self.diagnostics.has_errors() => Ok((value, self.diagnostics)),
            _ => Err(self.diagnostics),
        }
    }

    /// What `step` makes of the value, if there is one.
    pub fn map<U>(self, step: impl FnOnce(T) -> U) -> Reported<U> {
        Reported { value: self.value.map(step), diagnostics: self.diagnostics }
    }

    /// The next step on the value, if there is one; what both report is kept.
    pub fn and_then<U>(self, step: impl FnOnce(T) -> Reported<U>) -> Reported<U> {
        let Some(value) = self.value else { return Reported::nothing(self.diagnostics) };
        let Reported { value, diagnostics } = step(value);
        let mut all = self.diagnostics;
        all.append(diagnostics);
        Reported { value, diagnostics: all }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn errors_past_the_limit_are_counted_and_not_kept() {
        let errors = (0..KEPT + 5).map(|at| Diagnostic::new(Code::Syntax, at.to_string()));
        let diagnostics: Diagnostics = errors.chain([Diagnostic::new(Code::BlankLeft, "blank")]).collect();
        assert_eq!(diagnostics.len(), KEPT + 1);
        assert_eq!(diagnostics.to_string().lines().last(), Some(format!("and {} more", KEPT + 6 - DRAWN).as_str()));
    }

    #[test]
    fn an_error_says_where() {
        let mut sources = Sources::new();
        let source = sources.add("garden.rail", "license\n");
        let wrong = Diagnostic::new(Code::Syntax, "wrong").at(crate::base::Span { source, start: 3, end: 4 }, "").help("mend it");
        let wrong = Diagnostics::from(wrong).with_sources(Arc::new(sources));
        assert_eq!(wrong.to_string(), "garden.rail:1:4: R0101: wrong (mend it)");
    }

    #[test]
    fn a_value_beside_an_error_is_not_sound() {
        let wrong = Diagnostics::from(Diagnostic::new(Code::Syntax, "wrong"));
        assert_eq!(Reported::new(1, wrong.clone()).into_result(), Err(wrong));
    }
}
