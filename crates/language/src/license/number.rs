//! Printed numbers of a license, and references of a reading.
//!
//! Numbers depend on the order alone; ids never do.

use crate::syntax::ast::{Kind, Word};
use railc_core::base::{letters, numerals};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};

use super::{License, Rule, Section};

impl License {
    /// Numbers sections and clauses; a reading keeps the original's references.
    pub(super) fn number(&mut self) {
        if self.kind == Kind::License {
            let has_definitions = self.terms.iter().any(|term| term.text.is_some());
            self.definitions = number(&mut self.sections, has_definitions);
        }
    }
}

/// Numbers sections `1`, `2`, … and attachments `A`, `B`, …, clauses `2.1` and `A.1`; leaves a number for the definitions, which come after the
/// opening sections that hold only prose. Returns the number of the definitions, and how many sections precede them.
fn number(sections: &mut [Section], has_definitions: bool) -> Option<(String, usize)> {
    let is_prose =
        |section: &Section| !section.is_attachment && section.clauses.iter().all(|clause| matches!(clause.rule, Rule::NotModelled(_)));
    let before = sections.iter().take_while(|section| is_prose(section)).count();
    let definitions = has_definitions.then(|| ((before + 1).to_string(), before));
    let (mut numbers, mut attachments) = (0, 0);
    for (at, section) in sections.iter_mut().enumerate() {
        if section.is_attachment {
            attachments += 1;
            section.number = letters(attachments).to_uppercase();
        } else {
            numbers += 1;
            let shift = usize::from(definitions.is_some() && at >= before);
            section.number = (numbers + shift).to_string();
        }
        for (at, clause) in section.clauses.iter_mut().enumerate() {
            clause.number = format!("{}.{}", section.number, at + 1);
        }
    }
    definitions
}

/// The longest reference scheme, in bytes.
const SCHEME_LIMIT: usize = 200;

/// The reference of the `turn`th clause by a scheme such as `Attachment A ({letter})`.
pub(super) fn reference(scheme: &Word, turn: usize, diagnostics: &mut Diagnostics) -> String {
    if scheme.value.len() > SCHEME_LIMIT {
        if turn == 1 {
            let diagnostic = Diagnostic::new(Code::BadScheme, format!("a scheme of references has at most {SCHEME_LIMIT} bytes"));
            diagnostics.push(diagnostic.at(scheme.span, "").help("write one such as \"Attachment A ({letter})\""));
        }
        return String::new();
    }
    let mut text = scheme.value.clone();
    let mut filled = false;
    for (name, value) in [("{number}", turn.to_string()), ("{letter}", letters(turn)), ("{roman}", numerals(turn))] {
        if text.contains(name) {
            text = text.replace(name, &value);
            filled = true;
        }
    }
    if !filled && turn == 1 {
        let diagnostic = Diagnostic::new(Code::BadScheme, format!("\"{}\" gives every clause the same reference", scheme.value));
        diagnostics.push(diagnostic.at(scheme.span, "").help("put `{number}`, `{letter}` or `{roman}` in it, or use `at`"));
    }
    text
}
