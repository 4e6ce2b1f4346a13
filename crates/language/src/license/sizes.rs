//! Checks how large the conditions of a license are once their terms are expanded, and that no term is circular.

use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::policy::{CLAUSE_LIMIT, COMPARISON_LIMIT, PROPOSITION_LIMIT};

use super::declared::DeclaredTerm;
use super::resolver::Resolver;
use super::{Condition, License, Rule};

/// The most propositions of one condition once its terms are expanded.
const CONDITION_LIMIT: usize = 10_000;
/// How deep a condition may be once its terms are expanded; JSON readers stop soon after twice that.
const DEPTH_LIMIT: usize = 48;

/// Checks that terms are not circular, that no condition is too large, and that there is not too much of anything.
pub(super) fn check(license: &License, resolver: &mut Resolver<'_>) {
    let mut sizes = Sizes { license, known: vec![None; license.terms.len()], open: Vec::new(), circle: None };
    let found = sizes.terms(resolver).or_else(|| sizes.conditions()).or_else(|| counts(license, resolver));
    resolver.diagnostics.extend(found);
}

fn counts(license: &License, resolver: &Resolver<'_>) -> Option<Diagnostic> {
    let clauses = license.clauses().count();
    if let Some((_, clause)) = license.clauses().nth(CLAUSE_LIMIT) {
        let message = format!("the license has {clauses} clauses, and {CLAUSE_LIMIT} are the limit");
        return Some(Diagnostic::new(Code::TooLarge, message).at(clause.span, "the first too many").help("say it in fewer clauses"));
    }
    let (_, clause) = license.clauses().next().filter(|_| resolver.declared.locals.len() > CLAUSE_LIMIT)?;
    let message = format!("the license has {} questions and modules, and {CLAUSE_LIMIT} are the limit", resolver.declared.locals.len());
    Some(Diagnostic::new(Code::TooLarge, message).at(clause.span, "the first clause").help("ask less"))
}

fn too_large(what: String, span: Span) -> Diagnostic {
    let message = format!(
        "{what} has more than {CONDITION_LIMIT} propositions, or brackets deeper than {DEPTH_LIMIT}, when its terms are written out"
    );
    Diagnostic::new(Code::TooLarge, message).at(span, "").help("say it with fewer terms inside terms")
}

/// Computes how large conditions are once their terms are expanded.
struct Sizes<'a> {
    license: &'a License,
    known: Vec<Option<Size>>,
    /// The terms that are being expanded.
    open: Vec<usize>,
    /// A circular term.
    circle: Option<usize>,
}

/// How many propositions a condition has, how many of them are comparisons, and how deep it is.
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

    fn times(self, times: usize) -> Size {
        Size { propositions: self.propositions.saturating_mul(times), comparisons: self.comparisons.saturating_mul(times), ..self }
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
    fn terms(&mut self, resolver: &Resolver<'_>) -> Option<Diagnostic> {
        for (at, DeclaredTerm { term, .. }) in resolver.declared.terms.iter().enumerate() {
            let Some(size) = self.term(at) else {
                let DeclaredTerm { term, .. } = self.circle.and_then(|circle| resolver.declared.terms.get(circle))?;
                let message = format!("the meaning of \"{}\" rests on itself", term.name.value);
                let diagnostic = Diagnostic::new(Code::CircularTerm, message).at(term.name.span, "");
                return Some(diagnostic.help("say what it means without the terms that are explained by it"));
            };
            if size.is_too_large() {
                return Some(too_large(format!("the meaning of \"{}\"", term.name.value), term.name.span));
            }
        }
        None
    }

    fn conditions(&mut self) -> Option<Diagnostic> {
        let grants = self.license.clauses().filter(|(_, clause)| matches!(clause.rule, Rule::Permit { .. })).count();
        let mut all = Size::default();
        for (section, clause) in self.license.clauses() {
            let times = match &clause.rule {
                Rule::Withdraw { grants: taken, .. } if taken.is_empty() => grants,
                Rule::Withdraw { grants: taken, .. } => taken.len(),
                Rule::Permit { .. } => {
                    all.propositions += self.license.covers.len();
                    1
                }
                Rule::Prohibit { .. } | Rule::Must { .. } | Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => 1,
            };
            let shared = section.when.iter().chain(section.exceptions.iter().map(|exception| &exception.condition));
            for condition in clause.conditions().into_iter().chain(shared) {
                let Some(size) = self.condition(condition) else { continue };
                if size.is_too_large() {
                    return Some(too_large(format!("what `@{}` rests on", clause.id), clause.span));
                }
                all = all.beside(size.times(times));
            }
            if all.propositions > PROPOSITION_LIMIT || all.comparisons > COMPARISON_LIMIT {
                let message = format!(
                    "up to `@{}`, all conditions have more than {PROPOSITION_LIMIT} propositions or {COMPARISON_LIMIT} comparisons when written out",
                    clause.id
                );
                let help = "say it with fewer terms inside terms, and with one withdrawal for many grants";
                return Some(Diagnostic::new(Code::TooLarge, message).at(clause.span, "").help(help));
            }
        }
        None
    }

    /// The size of a term; `None` if it is circular.
    fn term(&mut self, at: usize) -> Option<Size> {
        if let Some(Some(size)) = self.known.get(at) {
            return Some(*size);
        }
        if self.open.contains(&at) {
            self.circle = Some(at);
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
                let all = exceptions.iter().try_fold(first, |sum, exception| Some(sum.beside(self.condition(&exception.condition)?)))?;
                // It expands to the condition and none of the exceptions.
                Size { depth: all.depth + 1, ..all }
            }
            Condition::Term(term) => self.term(*term)?,
            Condition::Is(_) | Condition::Local(_) => Size { propositions: 1, comparisons: 0, depth: 0 },
            Condition::Compare(..) => Size { propositions: 1, comparisons: 1, depth: 0 },
        };
        Some(Size { depth: inside.depth + 1, ..inside })
    }
}
