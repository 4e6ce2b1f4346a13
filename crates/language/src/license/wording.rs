//! Handwritten words, held against the rule of their clause.

use std::collections::BTreeSet;

use crate::syntax::ast::{self, Condition, ConditionKind, Exception, Rule, Word};
use crate::syntax::bindings::{Piece, pieces};
use crate::syntax::digest::{self, Digest};
use railc_core::base::{Span, nearest};
use railc_core::diagnostic::{Code, Diagnostic};

use super::Clause;
use super::resolver::Resolver;

/// How the handwritten words of a clause stand to its rule.
#[derive(Debug, Clone)]
pub struct Wording {
    /// The names in the rule that no words are bound to.
    pub unsaid: Vec<String>,
    /// The words that are bound to nothing.
    pub free: Vec<String>,
    /// The digest of the rule.
    rule: Digest,
    /// The digest of the rule that the words were last compared with, if they were.
    pinned: Option<Word>,
    /// Where the words end.
    end: Span,
}

impl Clause {
    /// Reports that the rule has changed since its words were compared with it; where they `must_be_pinned`, also that they never were.
    pub fn changed_rule(&self, must_be_pinned: bool) -> Option<Diagnostic> {
        let Wording { rule, pinned, end, .. } = self.wording.as_ref()?;
        let id = &self.id;
        let (message, place, fix) = match pinned {
            Some(pinned) if pinned.value == *rule => return None,
            Some(pinned) => {
                let message = format!("the rule of `@{id}` has changed since its words were compared with it");
                (message, pinned.span, format!("\"{rule}\""))
            }
            None if must_be_pinned => {
                let message = format!("nobody has said that the words of `@{id}` say what its rule is");
                (message, *end, format!("\n  pinned \"{rule}\""))
            }
            None => return None,
        };
        let help = format!("make the words say what the rule is, then write `pinned \"{rule}\"`, as `railc review --pin` does");
        Some(Diagnostic::new(Code::ChangedRule, message).at(place, "").help(help).fix(place, fix))
    }
}

impl Resolver<'_> {
    /// Holds the words of a clause against its rule; `None` where it has none, or no rule. Reports words that are bound to what the rule does
    /// not have.
    pub(super) fn wording(&mut self, clause: &ast::Clause) -> Option<Wording> {
        let Some(text) = &clause.text else {
            self.nothing_to_pin(clause);
            return None;
        };
        let known = names(&clause.rule);
        if known.is_empty() {
            return None;
        }
        let mut free = Vec::new();
        let mut bound: BTreeSet<&str> = BTreeSet::new();
        for piece in pieces(&text.value) {
            match piece {
                Piece::Free(words) => free.push(without_blanks(words)),
                Piece::Bound { names, .. } => bound.extend(names.into_iter().map(plain)),
            }
        }
        let all: BTreeSet<&str> = known.iter().flat_map(|name| [Some(name.name), name.exception]).flatten().collect();
        for name in bound.difference(&all) {
            let diagnostic = Diagnostic::new(Code::BadBinding, format!("the rule of `@{}` has no `{name}`", clause.name.value));
            let near = nearest(name, all.iter().copied());
            self.diagnostics.push(diagnostic.at(text.span, "").nearest(&near, "bind the words to what the rule names"));
        }
        let is_unsaid = |name: &&Name<'_>| !bound.contains(name.name) && !name.exception.is_some_and(|exception| bound.contains(exception));
        let unsaid: BTreeSet<&str> = known.iter().filter(is_unsaid).map(|name| name.name).collect();
        let unsaid = unsaid.into_iter().map(str::to_owned).collect();
        let end = Span { start: text.span.end, ..text.span };
        Some(Wording { unsaid, free, rule: digest::of_rule(clause), pinned: clause.pinned.clone(), end })
    }

    fn nothing_to_pin(&mut self, clause: &ast::Clause) {
        if let Some(pinned) = &clause.pinned {
            let message = format!("`@{}` has no words that its rule could be compared with", clause.name.value);
            self.diagnostics
                .push(Diagnostic::new(Code::NoWording, message).at(pinned.span, "").help("leave `pinned` out, or add `text \"…\"`"));
        }
    }
}

/// Words without what is filled in: `{object}`, `{@restrictions}`.
fn without_blanks(words: &str) -> String {
    let mut pieces = words.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |all, piece| all + piece.split_once('}').map_or(piece, |(_, behind)| behind))
}

/// A name in a rule; one in a named exception is also said by what is said of the exception.
struct Name<'a> {
    name: &'a str,
    exception: Option<&'a str>,
}

/// The name of an exception without its `@`.
fn plain(name: &str) -> &str {
    name.strip_prefix('@').unwrap_or(name)
}

fn names(rule: &Rule) -> Vec<Name<'_>> {
    let mut found = Vec::new();
    let conditions: Vec<&Condition> = match rule {
        Rule::Permit { actions, when, .. } => {
            found.extend(actions.iter().map(|action| Name { name: &action.value, exception: None }));
            when.iter().collect()
        }
        Rule::Prohibit { condition, .. } | Rule::Withdraw { when: condition, .. } => vec![condition],
        Rule::Must { performance, when, .. } | Rule::Should { performance, when, .. } => std::iter::once(performance).chain(when).collect(),
        Rule::LicensorMay(_) | Rule::NotModelled(_) => Vec::new(),
    };
    conditions.into_iter().for_each(|condition| of_condition(condition, None, &mut found));
    let exceptions: &[Exception] = match rule {
        Rule::Permit { exceptions, .. }
        | Rule::Prohibit { exceptions, .. }
        | Rule::Must { exceptions, .. }
        | Rule::Withdraw { exceptions, .. } => exceptions,
        Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => &[],
    };
    of_exceptions(exceptions, &mut found);
    found
}

/// The names in exceptions; those with words of their own are said by these.
fn of_exceptions<'a>(exceptions: &'a [Exception], found: &mut Vec<Name<'a>>) {
    for Exception { name, condition, .. } in exceptions.iter().filter(|exception| exception.text.is_none()) {
        of_condition(condition, name.as_ref().map(|name| name.value.as_str()), found);
    }
}

fn of_condition<'a>(condition: &'a Condition, exception: Option<&'a str>, found: &mut Vec<Name<'a>>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().for_each(|part| of_condition(part, exception, found)),
        ConditionKind::Not(part) => of_condition(part, exception, found),
        ConditionKind::Branch { condition, exceptions } => {
            of_condition(condition, exception, found);
            of_exceptions(exceptions, found);
        }
        ConditionKind::Is(name) | ConditionKind::Term(name) | ConditionKind::Compare { scalar: Word { value: name, .. }, .. } => {
            found.push(Name { name, exception });
        }
    }
}
