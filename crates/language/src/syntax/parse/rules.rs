//! Clauses and what they do.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::parts::{Reader, Seen};
use crate::syntax::ast::{self, Allow, Clause, Condition, Confidence, Exception, Spanned, Word};
use railc_core::base::Span;

/// What can accompany a rule, as far as it has been read.
#[derive(Default)]
struct Parts {
    seen: Seen,
    at: Option<Word>,
    text: Option<Word>,
    pinned: Option<Word>,
    confidence: Option<Spanned<Confidence>>,
    notes: Vec<Word>,
    allows: Vec<Allow>,
    when: Option<Condition>,
    exceptions: Vec<Exception>,
    showing: Option<Word>,
    /// The end of what belongs to the rule, not to the clause.
    rule_end: Option<Span>,
}

impl Reader {
    /// `clause @medical "Medicine" at "…" prohibit … text "…" note "…"`
    pub(super) fn clause(&mut self, pair: Pair<Rule>) -> Clause {
        let span = self.span(&pair);
        let mut children = self.children(pair);
        let optional = children.optional(Rule::optional).is_some();
        let name = self.handle(children.next());
        let title = children.optional(Rule::text).map(|text| self.title(text));
        let mut parts = Parts::default();
        let mut rule = None;
        for child in children.rest() {
            match child.as_rule() {
                Rule::clause_rule => rule = Some(self.rule(child, &mut parts)),
                _ => self.part(child, &mut parts),
            }
        }
        let (rule, rule_span) = rule.expect("the grammar ends a clause with its rule");
        let Parts { at, text, pinned, confidence, notes, allows, .. } = parts;
        Clause { optional, name, title, at, rule, rule_span, text, pinned, confidence, notes, allows, span }
    }

    fn rule(&mut self, pair: Pair<Rule>, parts: &mut Parts) -> (ast::Rule, Span) {
        let pair = self.children(pair).next();
        let kind = pair.as_rule();
        let start = pair.as_span().start();
        let mut children = self.children(pair);
        let main = children.next();
        let main_span = self.span(&main);
        for child in children.rest() {
            self.part(child, parts);
        }
        let rule = self.rule_of(kind, main, parts);
        let span = self.place(start, start).to(parts.rule_end.unwrap_or(main_span));
        (rule, span)
    }

    fn rule_of(&mut self, kind: Rule, main: Pair<Rule>, parts: &mut Parts) -> ast::Rule {
        let when = parts.when.take();
        let exceptions = std::mem::take(&mut parts.exceptions);
        let showing = parts.showing.take();
        match kind {
            Rule::permit => ast::Rule::Permit { actions: self.list(main), when, exceptions },
            Rule::prohibit => ast::Rule::Prohibit { condition: self.condition(main), exceptions },
            Rule::must => ast::Rule::Must { performance: self.condition(main), when, exceptions, showing },
            Rule::withdraw => ast::Rule::Withdraw {
                grants: self.grants(main),
                when: when.expect("the grammar asks for the `when` of `withdraw`"),
                exceptions,
            },
            Rule::should => ast::Rule::Should { performance: self.condition(main), when, showing },
            Rule::licensor_may => ast::Rule::LicensorMay(self.paragraphs(main)),
            _ => ast::Rule::NotModelled(self.paragraphs(main)),
        }
    }

    fn grants(&mut self, pair: Pair<Rule>) -> Vec<Word> {
        match pair.as_rule() {
            Rule::all => Vec::new(),
            _ => self.list(pair),
        }
    }

    fn part(&mut self, pair: Pair<Rule>, parts: &mut Parts) {
        let rule = pair.as_rule();
        if matches!(rule, Rule::when | Rule::unless | Rule::exception | Rule::showing) {
            parts.rule_end = Some(self.span(&pair));
        }
        match rule {
            Rule::exception => return parts.exceptions.push(self.exception(pair)),
            Rule::note => return parts.notes.push(self.only_paragraphs(pair)),
            Rule::allow => return parts.allows.push(self.allow(pair)),
            _ => {}
        }
        if !self.is_first(&mut parts.seen, &pair, "clause") {
            return;
        }
        match rule {
            Rule::at => parts.at = Some(self.only_text(pair)),
            Rule::wording => parts.text = Some(self.only_paragraphs(pair)),
            Rule::pinned => parts.pinned = Some(self.only_text(pair)),
            Rule::confidence => parts.confidence = Some(self.confidence(pair)),
            Rule::when => parts.when = Some(self.only_condition(pair)),
            Rule::unless => parts.exceptions.push(self.unless(pair)),
            _ => parts.showing = Some(self.only_paragraphs(pair)),
        }
    }

    fn confidence(&mut self, pair: Pair<Rule>) -> Spanned<Confidence> {
        let certainty = self.children(pair).next();
        self.spanned(&certainty, if certainty.as_str() == "low" { Confidence::Low } else { Confidence::Medium })
    }
}
