//! Checks how large the conditions of a license are once their terms are expanded, and that no term is circular.

use std::collections::BTreeMap;

use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::policy::{CLAUSE_LIMIT, COMPARISON_LIMIT, PROPOSITION_LIMIT};
use railc_core::vocabulary::{ConceptId, Vocabulary};

use super::declared::DeclaredTerm;
use super::resolver::Resolver;
use super::{Condition, License, Rule};

/// The most propositions of one condition once its terms are expanded.
const CONDITION_LIMIT: usize = 10_000;
/// How deep a condition may be once its terms are expanded; JSON readers stop soon after twice that.
const DEPTH_LIMIT: usize = 48;

/// Checks that terms are not circular, that no condition is too large, and that there is not too much of anything.
pub(super) fn check(license: &License, resolver: &mut Resolver<'_>) {
    let vocabulary = resolver.vocabulary;
    let locals = resolver.declared.locals.iter().map(|local| (local.id.len(), local.about.words().len())).collect();
    let known = vec![None; license.terms.len()];
    let mut sizes = Sizes { license, vocabulary, called: BTreeMap::new(), things: 0, locals, known, open: Vec::new(), circle: None };
    sizes.called = sizes.called();
    sizes.things = license.covers.iter().filter_map(|artifact| sizes.called.get(artifact)).sum();
    let found = sizes.terms(resolver).or_else(|| sizes.conditions(resolver)).or_else(|| counts(license, resolver));
    resolver.diagnostics.extend(found);
}

fn counts(license: &License, resolver: &Resolver<'_>) -> Option<Diagnostic> {
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
    vocabulary: &'a Vocabulary,
    /// How many bytes concepts take that are called by terms.
    called: BTreeMap<ConceptId, usize>,
    /// How many bytes all that is licensed takes by its terms.
    things: usize,
    /// How many bytes the id and the words of each of the license's own propositions have.
    locals: Vec<(usize, usize)>,
    known: Vec<Option<Size>>,
    /// The terms that are being expanded.
    open: Vec<usize>,
    /// A circular term.
    circle: Option<usize>,
}

/// How many propositions a condition has, how many of them are comparisons, how deep it is, and how many bytes it takes.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    propositions: usize,
    comparisons: usize,
    depth: usize,
    /// In the policy, where terms are written out.
    rules: usize,
    /// In the text, where terms have their names.
    words: usize,
}

impl Size {
    fn proposition(name: usize, words: usize) -> Size {
        Size { propositions: 1, rules: name + AROUND, words: words + AROUND, ..Size::default() }
    }

    fn is_too_large(self) -> bool {
        self.propositions > CONDITION_LIMIT || self.depth > DEPTH_LIMIT
    }

    fn times(self, times: usize) -> Size {
        Size {
            propositions: self.propositions.saturating_mul(times),
            comparisons: self.comparisons.saturating_mul(times),
            rules: self.rules.saturating_mul(times),
            ..self
        }
    }

    fn beside(self, other: Size) -> Size {
        Size {
            propositions: self.propositions.saturating_add(other.propositions),
            comparisons: self.comparisons.saturating_add(other.comparisons),
            depth: self.depth.max(other.depth),
            rules: self.rules.saturating_add(other.rules),
            words: self.words.saturating_add(other.words),
        }
    }

    fn bytes(self) -> usize {
        self.rules.saturating_add(self.words)
    }
}

/// What a proposition takes besides its names, in a policy and in a sentence.
const AROUND: usize = 20;
/// What all that is licensed takes in most licenses: `the Model, a Derivative of the Model or an Output`.
const BRIEF: usize = 200;

impl Sizes<'_> {
    fn terms(&mut self, resolver: &mut Resolver<'_>) -> Option<Diagnostic> {
        for (at, DeclaredTerm { term, .. }) in resolver.declared.terms.clone().into_iter().enumerate() {
            let Some(size) = self.term(at) else {
                let DeclaredTerm { term, .. } = self.circle.and_then(|circle| resolver.declared.terms.get(circle))?;
                let message = format!("the meaning of \"{}\" rests on itself", term.name.value);
                let diagnostic = Diagnostic::new(Code::CircularTerm, message).at(term.name.span, "");
                return Some(diagnostic.help("say what it means without the terms that are explained by it"));
            };
            if size.is_too_large() {
                return Some(too_large(format!("the meaning of \"{}\"", term.name.value), term.name.span));
            }
            if !resolver.has_room(size.words + self.longest_form(at), term.name.span) {
                break;
            }
        }
        None
    }

    fn conditions(&mut self, resolver: &mut Resolver<'_>) -> Option<Diagnostic> {
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
            let mut written = self.things + clause.number.len() + clause.id.len() + clause.title.as_ref().map_or(0, String::len);
            let shared = section.when.iter().chain(section.exceptions.iter().map(|exception| &exception.condition));
            for condition in clause.conditions().into_iter().chain(shared) {
                let Some(size) = self.condition(condition) else { continue };
                if size.is_too_large() {
                    return Some(too_large(format!("what `@{}` rests on", clause.id), clause.span));
                }
                let size = size.times(times);
                written = written.saturating_add(size.bytes());
                all = all.beside(size);
            }
            if !resolver.has_room(written, clause.span) {
                return None;
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

    /// How many bytes concepts take in a sentence that calls them by a term.
    fn called(&self) -> BTreeMap<ConceptId, usize> {
        let mut called: BTreeMap<ConceptId, usize> = BTreeMap::new();
        for (at, means) in self.license.terms.iter().enumerate().filter_map(|(at, term)| Some((at, term.means.as_ref()?))) {
            let parts = if let Condition::Any(parts) = means { parts.as_slice() } else { std::slice::from_ref(means) };
            for part in parts {
                if let Condition::Is(concept) = part {
                    let longest = called.entry(*concept).or_default();
                    *longest = self.longest_form(at).max(*longest);
                }
            }
        }
        called
    }

    fn longest_form(&self, term: usize) -> usize {
        let forms = self.license.terms.get(term).into_iter().flat_map(|term| std::iter::once(&term.name).chain(&term.also));
        forms.map(|form| form.len() + AROUND).max().unwrap_or_default()
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
            return Some(Size { propositions: 1, depth: 2 * DEPTH_LIMIT, ..Size::default() });
        }
        self.open.push(at);
        let means = self.license.terms.get(at).and_then(|term| term.means.as_ref());
        let size = means.map_or(Some(Size { propositions: 1, depth: 1, ..Size::default() }), |means| self.condition(means));
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
            Condition::Term(term) => Size { words: self.longest_form(*term), ..self.term(*term)? },
            Condition::Is(concept) => {
                let called = self.called.get(concept).copied().unwrap_or_default();
                let concept = self.vocabulary.concept(*concept);
                // Phrases that name what is licensed do so briefly in most licenses.
                let named = self.things.saturating_sub(BRIEF);
                Size::proposition(concept.name().len(), concept.phrase().len().max(called) + named)
            }
            Condition::Local(local) => {
                let (name, words) = self.locals.get(*local).copied().unwrap_or_default();
                Size::proposition(name, words)
            }
            Condition::Compare(scalar, ..) => {
                let scalar = self.vocabulary.scalar(*scalar);
                let words = scalar.phrase().len() + scalar.unit().len();
                Size { comparisons: 1, ..Size::proposition(scalar.name().len() + AROUND, words) }
            }
        };
        Some(Size { depth: inside.depth + 1, ..inside })
    }
}
