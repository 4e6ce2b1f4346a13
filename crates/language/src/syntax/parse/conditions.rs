//! Conditions.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::parts::Reader;
use crate::syntax::ast::{Comparison, Condition, ConditionKind, Exception, Limit, Spanned, Word};
use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic};

impl Reader {
    /// Operands joined by `and` or by `or`.
    pub(super) fn condition(&mut self, pair: Pair<Rule>) -> Condition {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let first = self.operand(parts.next());
        let (mut operands, mut joints) = (vec![first], Vec::new());
        for part in parts.rest() {
            match part.as_rule() {
                Rule::joint => joints.push((part.as_str().starts_with("and"), self.span(&part))),
                _ => operands.push(self.operand(part)),
            }
        }
        let Some((is_all, _)) = joints.first().copied() else {
            return operands.pop().expect("a condition has an operand");
        };
        self.one_kind_of_joint(&joints);
        let kind = if is_all { ConditionKind::All(operands) } else { ConditionKind::Any(operands) };
        Condition { kind, span }
    }

    fn one_kind_of_joint(&mut self, joints: &[(bool, Span)]) {
        let Some((first, first_place)) = joints.first() else { return };
        let Some((other, other_place)) = joints.iter().find(|(joint, _)| joint != first) else { return };
        let word = |is_and: bool| if is_and { "`and`" } else { "`or`" };
        let diagnostic = Diagnostic::new(Code::MixedJoints, "`and` and `or` stand side by side without brackets")
            .at(*other_place, format!("{} here", word(*other)))
            .and(*first_place, format!("{} here", word(*first)))
            .help("put brackets around what belongs together: `(a and b) or c`, `a and (b or c)`");
        self.diagnostics.push(diagnostic);
    }

    fn operand(&mut self, pair: Pair<Rule>) -> Condition {
        let inner = self.children(pair).next();
        if inner.as_rule() != Rule::negation {
            return self.primary(inner);
        }
        let span = self.span(&inner);
        let negated = self.children(inner).next();
        let kind = ConditionKind::Not(Box::new(self.primary(negated)));
        Condition { kind, span }
    }

    fn primary(&mut self, pair: Pair<Rule>) -> Condition {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::bracket => self.bracket(pair),
            Rule::text => ConditionKind::Term(self.text(pair).value),
            _ => self.named(pair),
        };
        Condition { kind, span }
    }

    /// Brackets that only group leave no trace in the tree but a wider span.
    fn bracket(&mut self, pair: Pair<Rule>) -> ConditionKind {
        let mut parts = self.children(pair);
        let condition = self.condition(parts.next());
        let exceptions: Vec<Exception> = parts.rest().map(|part| self.exception(part)).collect();
        if exceptions.is_empty() {
            return condition.kind;
        }
        ConditionKind::Branch { condition: Box::new(condition), exceptions }
    }

    fn named(&mut self, pair: Pair<Rule>) -> ConditionKind {
        let mut parts = self.children(pair);
        let name = self.word(parts.next());
        let Some(measure) = parts.optional(Rule::measure) else {
            return ConditionKind::Is(name.value);
        };
        let comparison = self.measure(measure);
        let limit = self.limit(parts.next());
        ConditionKind::Compare { scalar: name, comparison, limit }
    }

    /// `more than`, `at least`, `less than`, `at most`.
    pub(super) fn measure(&self, pair: Pair<Rule>) -> Comparison {
        match self.children(pair).next().as_rule() {
            Rule::more_than => Comparison::MoreThan,
            Rule::at_least => Comparison::AtLeast,
            Rule::less_than => Comparison::LessThan,
            _ => Comparison::AtMost,
        }
    }

    fn limit(&mut self, pair: Pair<Rule>) -> Spanned<Limit> {
        let span = self.span(&pair);
        let inner = self.children(pair).next();
        let value = match inner.as_rule() {
            Rule::number => Limit::Number(self.number(inner)),
            _ => Limit::Parameter(self.children(inner).next().as_str().to_owned()),
        };
        Spanned { value, span }
    }

    /// `except @clinician "…" when …`
    pub(super) fn exception(&mut self, pair: Pair<Rule>) -> Exception {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let name: Option<Word> = Some(self.handle(parts.next()));
        let text = parts.optional(Rule::text).map(|text| self.paragraphs(text));
        let condition = self.condition(parts.next());
        Exception { name, condition, text, span }
    }

    /// `unless …`
    pub(super) fn unless(&mut self, pair: Pair<Rule>) -> Exception {
        let span = self.span(&pair);
        let condition = self.only_condition(pair);
        Exception { name: None, condition, text: None, span }
    }

    /// The condition of a grammar rule with nothing else: `when …`.
    pub(super) fn only_condition(&mut self, pair: Pair<Rule>) -> Condition {
        let condition = self.children(pair).next();
        self.condition(condition)
    }
}
