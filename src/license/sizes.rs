//! How large the conditions of a license are once their terms are written out, and whether that can be done.

use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};

use super::names::{DeclaredTerm, Names};
use super::{Condition, License, Rule};

/// The most propositions that one condition may have once its terms are written out.
const CONDITION_LIMIT: usize = 10_000;
/// The most propositions that all conditions may have together, each withdrawal counted for every grant that it takes away.
const LICENSE_LIMIT: usize = 200_000;
/// The most comparisons with numbers in all conditions.
const COMPARISON_LIMIT: usize = 2_000;
/// How deep a condition may be once its terms are written out; JSON readers stop soon after twice that.
const DEPTH_LIMIT: usize = 48;
/// The most clauses of a license.
const CLAUSE_LIMIT: usize = 5_000;

/// Terms never mean themselves, and no condition is too large to write out.
pub(super) fn check(license: &License, names: &mut Names<'_>) {
    let mut sizes = Sizes { license, known: vec![None; license.terms.len()], open: Vec::new() };
    for at in 0..license.terms.len() {
        let Some(DeclaredTerm { term, .. }) = names.terms.get(at).copied() else { continue };
        let Some(size) = sizes.term(at) else {
            let diagnostic = Diagnostic::new(Code::CircularTerm, format!("the meaning of \"{}\" rests on itself", term.name.value));
            let diagnostic = diagnostic.at(term.name.span, "").help("say what it means without the terms that are explained by it");
            return names.diagnostics.push(diagnostic);
        };
        if size.is_too_large() {
            return names.diagnostics.push(too_large(format!("the meaning of \"{}\"", term.name.value), term.name.span));
        }
    }
    let grants = license.clauses().filter(|(_, clause)| matches!(clause.rule, Rule::Permit { .. })).count();
    let mut all = Size::default();
    for (section, clause) in license.clauses() {
        let times = match &clause.rule {
            Rule::Withdraw { grants: taken, .. } if taken.is_empty() => grants,
            Rule::Withdraw { grants: taken, .. } => taken.len(),
            _ => 1,
        };
        let shared = section.when.iter().chain(section.exceptions.iter().map(|exception| &exception.condition));
        for condition in clause.conditions().into_iter().chain(shared) {
            let Some(size) = sizes.condition(condition) else { continue };
            if size.is_too_large() {
                return names.diagnostics.push(too_large(format!("what `@{}` rests on", clause.id), clause.span));
            }
            all = all.beside(Size { propositions: size.propositions.saturating_mul(times), ..size });
        }
        if all.propositions > LICENSE_LIMIT || all.comparisons > COMPARISON_LIMIT {
            let message = format!(
                "up to `@{}`, all conditions have more than {LICENSE_LIMIT} propositions or {COMPARISON_LIMIT} comparisons when written out",
                clause.id
            );
            let help = "say it with fewer terms inside terms, and with one withdrawal for many grants";
            return names.diagnostics.push(Diagnostic::new(Code::TooLarge, message).at(clause.span, "").help(help));
        }
    }
    let clauses = license.clauses().count();
    if let Some((_, clause)) = license.clauses().nth(CLAUSE_LIMIT) {
        let message = format!("the license has {clauses} clauses, and {CLAUSE_LIMIT} are the limit");
        names
            .diagnostics
            .push(Diagnostic::new(Code::TooLarge, message).at(clause.span, "the first too many").help("say it in fewer clauses"));
    }
}

fn too_large(what: String, span: Span) -> Diagnostic {
    let message = format!(
        "{what} has more than {CONDITION_LIMIT} propositions, or brackets deeper than {DEPTH_LIMIT}, when its terms are written out"
    );
    Diagnostic::new(Code::TooLarge, message).at(span, "").help("say it with fewer terms inside terms")
}

/// How large conditions are when their terms are written out.
struct Sizes<'a> {
    license: &'a License,
    known: Vec<Option<Size>>,
    /// The terms that are being written out.
    open: Vec<usize>,
}

/// How many propositions a condition has, how many of them compare a number, and how deep it is.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    propositions: usize,
    comparisons: usize,
    depth: usize,
}

impl Size {
    fn is_too_large(self) -> bool {
        self.propositions > CONDITION_LIMIT || self.depth > DEPTH_LIMIT
    }

    fn beside(self, other: Size) -> Size {
        Size {
            propositions: self.propositions.saturating_add(other.propositions),
            comparisons: self.comparisons.saturating_add(other.comparisons),
            depth: self.depth.max(other.depth),
        }
    }
}

impl Sizes<'_> {
    /// The size of a term; `None` where its meaning rests on itself.
    fn term(&mut self, at: usize) -> Option<Size> {
        if let Some(Some(size)) = self.known.get(at) {
            return Some(*size);
        }
        if self.open.contains(&at) {
            return None;
        }
        if self.open.len() > 2 * DEPTH_LIMIT {
            return Some(Size { propositions: 1, comparisons: 0, depth: 2 * DEPTH_LIMIT });
        }
        self.open.push(at);
        let means = self.license.terms.get(at).and_then(|term| term.means.as_ref());
        let size = means.map_or(Some(Size { propositions: 1, comparisons: 0, depth: 1 }), |means| self.condition(means));
        self.open.pop();
        if let (Some(slot), Some(size)) = (self.known.get_mut(at), size) {
            *slot = Some(size);
        }
        size
    }

    fn condition(&mut self, condition: &Condition) -> Option<Size> {
        let inside = match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().try_fold(Size::default(), |sum, part| Some(sum.beside(self.condition(part)?)))?
            }
            Condition::Not(part) => self.condition(part)?,
            Condition::Branch(part, exceptions) => {
                let first = self.condition(part)?;
                exceptions.iter().try_fold(first, |sum, exception| Some(sum.beside(self.condition(&exception.condition)?)))?
            }
            Condition::Term(term) => self.term(*term)?,
            Condition::Is(_) | Condition::Local(_) => Size { propositions: 1, comparisons: 0, depth: 0 },
            Condition::Compare(..) => Size { propositions: 1, comparisons: 1, depth: 0 },
        };
        Some(Size { depth: inside.depth + 1, ..inside })
    }
}
