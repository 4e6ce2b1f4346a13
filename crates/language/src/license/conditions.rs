//! Conditions with their names resolved.

use crate::syntax::ast::{self, ConditionKind, Limit, Value};
use railc_core::base::{Comparison, Number, Span};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::ConceptId;

use super::declared::Filling;
use super::resolver::Resolver;
use super::{Condition, Exception};

/// The most conditions that are resolved, parts of others included.
const RESOLVED_LIMIT: usize = 1_000_000;
/// The most exceptions of one rule.
const EXCEPTION_LIMIT: usize = 500;

impl Resolver<'_> {
    /// The condition; what can't be resolved is reported and replaced by a condition that never holds.
    pub(super) fn condition(&mut self, condition: &ast::Condition) -> Condition {
        if !self.may_go_on(condition) {
            return never();
        }
        match &condition.kind {
            ConditionKind::All(parts) => Condition::All(parts.iter().map(|part| self.condition(part)).collect()),
            ConditionKind::Any(parts) => Condition::Any(parts.iter().map(|part| self.condition(part)).collect()),
            ConditionKind::Not(part) => Condition::Not(Box::new(self.condition(part))),
            ConditionKind::Branch { condition, exceptions } => {
                let inner = self.condition(condition);
                if exceptions.is_empty() { inner } else { Condition::Branch(Box::new(inner), self.exceptions(exceptions)) }
            }
            ConditionKind::Is(id) => self.proposition(id, condition.span),
            ConditionKind::Compare { scalar, comparison, limit } => match (self.scalar(scalar), self.limit(limit)) {
                (Some(scalar), Some(limit)) => {
                    self.check_comparison(*comparison, limit, condition.span);
                    Condition::Compare(scalar, *comparison, limit)
                }
                _ => never(),
            },
            ConditionKind::Term(name) => self.find_term(name, condition.span).map_or_else(never, Condition::Term),
        }
    }

    /// Counts a condition. Whether there are not too many yet: the condition of a library's section comes with every clause that is included from it.
    fn may_go_on(&mut self, condition: &ast::Condition) -> bool {
        self.propositions += 1;
        if self.propositions == RESOLVED_LIMIT {
            let diagnostic = Diagnostic::new(Code::TooLarge, format!("all conditions have more than {RESOLVED_LIMIT} parts"));
            self.diagnostics.push(diagnostic.at(condition.span, "the first too many").help("include whole sections, or fewer clauses"));
        }
        self.propositions < RESOLVED_LIMIT
    }

    /// The condition of an optional part.
    pub(super) fn optional_condition(&mut self, condition: Option<&ast::Condition>) -> Option<Condition> {
        condition.map(|condition| self.condition(condition))
    }

    /// Exceptions by name, each name once; `unless` and `except` never occur together.
    pub(super) fn exceptions(&mut self, exceptions: &[ast::Exception]) -> Vec<Exception> {
        let unless = exceptions.iter().find(|exception| exception.name.is_none());
        let named = exceptions.iter().find(|exception| exception.name.is_some());
        if let (Some(unless), Some(named)) = (unless, named) {
            let diagnostic = Diagnostic::new(Code::UnlessBesideExcept, "`unless` and `except` in one rule leave open which lifts what");
            self.diagnostics.push(
                diagnostic
                    .at(unless.span, "this `unless`")
                    .and(named.span, "beside this `except`")
                    .help("write the `unless` as a named exception: `except @name when …`"),
            );
        }
        if let Some(excess) = exceptions.get(EXCEPTION_LIMIT) {
            let message = format!("more than {EXCEPTION_LIMIT} exceptions of one rule");
            let help = "join what is alike with `or`";
            self.diagnostics.push(Diagnostic::new(Code::TooLarge, message).at(excess.span, "the first too many").help(help));
            return Vec::new();
        }
        let mut seen: Vec<(&str, Span)> = Vec::new();
        let mut resolved = Vec::new();
        for exception in exceptions {
            let name = exception.name.as_ref().map_or("unless", |name| name.value.as_str());
            if let Some((_, first)) = seen.iter().find(|(seen, _)| *seen == name) {
                let diagnostic = Diagnostic::new(Code::DuplicateName, format!("the exception `@{name}` stands twice in one rule"));
                self.diagnostics
                    .push(diagnostic.at(exception.span, "again here").and(*first, "first here").help("give one of them another name"));
            }
            seen.push((name, exception.span));
            let text = exception.text.as_ref().map(|text| self.text(text));
            resolved.push(Exception { name: name.to_owned(), condition: self.condition(&exception.condition), text });
        }
        resolved
    }

    fn proposition(&mut self, id: &str, span: Span) -> Condition {
        if let Some(local) = self.local_place(id) {
            return Condition::Local(local);
        }
        if let Some(concept) = self.vocabulary.find_concept(id) {
            return Condition::Is(concept);
        }
        if self.vocabulary.find_scalar(id).is_some() {
            let diagnostic = Diagnostic::new(Code::BareScalar, format!("`{id}` is a number, and no condition by itself"));
            self.diagnostics.push(diagnostic.at(span, "").help(format!("compare it: `{id} more than 1 million`")));
            return never();
        }
        self.unknown_proposition(id, span);
        never()
    }

    /// Reports a comparison that has the same answer for every number: nobody could be asked about it.
    pub(super) fn check_comparison(&mut self, comparison: Comparison, limit: Number, span: Span) {
        if comparison.is_constant(limit) {
            let always = if matches!(comparison, Comparison::AtLeast | Comparison::MoreThan) { "always" } else { "never" };
            let diagnostic = Diagnostic::new(Code::ConstantComparison, format!("this {always} holds: no number is less than 0"));
            self.diagnostics.push(diagnostic.at(span, "").help("compare with a number above 0, or leave the comparison out"));
        }
    }

    fn limit(&mut self, limit: &ast::Spanned<Limit>) -> Option<Number> {
        let name = match &limit.value {
            Limit::Number(number) => {
                if !number.survives_json() {
                    let diagnostic = Diagnostic::new(Code::BadNumber, format!("`{number}` has more digits than a policy can keep"));
                    self.diagnostics.push(diagnostic.at(limit.span, "").help("write it with at most 15 digits"));
                }
                return Some(*number);
            }
            Limit::Parameter(name) => {
                self.used.insert(name.clone());
                self.compared.insert(name.clone());
                name
            }
        };
        match self.declared.parameters.get(name) {
            Some(Filling::Value(Value::Number(number))) => Some(*number),
            Some(Filling::Value(Value::Text(_)) | Filling::Laws(_) | Filling::Withdrawals(_) | Filling::Object(_)) => {
                let diagnostic = Diagnostic::new(Code::ParameterKind, format!("`{name}` is a text, and a comparison wants a number"));
                self.diagnostics.push(diagnostic.at(limit.span, "").help(format!("set it to a number: `parameter {name} = 1 million`")));
                None
            }
            None => {
                self.unknown_parameter(name, limit.span);
                None
            }
        }
    }

    /// Concepts of one facet, by full names; others are reported.
    pub(super) fn concepts_of(&mut self, names: &[ast::Word], facet: &str, code: Code) -> Vec<ConceptId> {
        let mut found = Vec::new();
        for name in names {
            match self.vocabulary.find_concept(&name.value) {
                Some(concept) if name.value.split('.').next() == Some(facet) => found.push(concept),
                Some(_) => {
                    let diagnostic = Diagnostic::new(code, format!("`{}` is no {facet}", name.value)).at(name.span, "");
                    self.diagnostics.push(
                        diagnostic
                            .help(format!("name {facet}s here, such as `{facet}.{}`; other conditions go after `when`", example(facet))),
                    );
                }
                None => self.unknown_proposition(&name.value, name.span),
            }
        }
        found
    }
}

fn example(facet: &str) -> &'static str {
    if facet == "action" { "run" } else { "model" }
}

/// The condition that never holds.
pub(super) fn never() -> Condition {
    Condition::Any(Vec::new())
}
