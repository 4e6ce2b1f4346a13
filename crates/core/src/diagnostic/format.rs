//! The published JSON of diagnostics.

use serde::{Deserialize, Serialize};

use crate::base::{Sources, Span};

use super::{Diagnostic, Severity};

/// Which version of the format this is.
pub const VERSION: u32 = 1;

/// Diagnostics as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct DiagnosticsDocument {
    /// The version of this format.
    pub version: u32,
    /// What is wrong.
    pub diagnostics: Vec<DiagnosticEntry>,
}

/// One diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct DiagnosticEntry {
    /// `R0203`
    pub code: String,
    /// `unknown-concept`
    pub name: String,
    /// `error` or `warning`.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where.
    pub labels: Vec<LabelEntry>,
    /// A ready change.
    pub fix: Vec<FixEntry>,
}

/// A place and why it matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct LabelEntry {
    /// The file.
    pub file: String,
    /// Its first character.
    pub start: PositionEntry,
    /// The character after its last.
    pub end: PositionEntry,
    /// Why it matters.
    pub text: String,
    /// Whether this place is the wrong one.
    pub primary: bool,
}

/// A place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct PositionEntry {
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// From 0.
    pub byte: u32,
}

/// A replacement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct FixEntry {
    /// The file.
    pub file: String,
    /// The first byte to replace.
    pub byte_start: u32,
    /// The first byte after it.
    pub byte_end: u32,
    /// By what.
    pub replacement: String,
}

/// Diagnostics in published form.
pub fn entries(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<DiagnosticEntry> {
    diagnostics.iter().map(|diagnostic| entry(diagnostic, sources)).collect()
}

fn entry(diagnostic: &Diagnostic, sources: &Sources) -> DiagnosticEntry {
    let position = |span: Span, byte: u32| {
        let position = sources.get(span.source).position(byte);
        PositionEntry { line: position.line, column: position.column, byte: position.byte }
    };
    let file = |span: Span| sources.get(span.source).name.clone();
    DiagnosticEntry {
        code: diagnostic.code.number().to_owned(),
        name: diagnostic.code.name().to_owned(),
        severity: match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
        .to_owned(),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| LabelEntry {
                file: file(label.span),
                start: position(label.span, label.span.start),
                end: position(label.span, label.span.end),
                text: label.text.clone(),
                primary: label.primary,
            })
            .collect(),
        fix: diagnostic
            .fix
            .iter()
            .map(|edit| FixEntry {
                file: file(edit.span),
                byte_start: edit.span.start,
                byte_end: edit.span.end,
                replacement: edit.replacement.clone(),
            })
            .collect(),
    }
}
