//! Handwritten words, held against the rule of their clause.

use std::collections::BTreeSet;

use crate::syntax::ast::{self, Condition, ConditionKind, Exception, Rule, Word};
use crate::syntax::digest::{self, Digest};
use railc_core::base::bindings::{Piece, malformed, pieces};
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
        let (mut free, mut bound) = (Vec::new(), BTreeSet::new());
        for piece in pieces(&text.value) {
            match piece {
                Piece::Free(words) => free.push(without_blanks(words)),
                Piece::Bound { words, names } if words.is_empty() || names.is_empty() => {
                    let message = if words.is_empty() { "brackets without words are bound" } else { "words are bound to nothing" };
                    self.bad_binding(text.span, message, "write `[words | name]`");
                }
                Piece::Bound { names, .. } => bound.extend(names),
            }
        }
        if matches!(clause.rule, Rule::LicensorMay(_) | Rule::NotModelled(_)) {
            if !bound.is_empty() {
                self.bad_binding(text.span, format!("`@{}` has no rule that words could be bound to", clause.name.value), UNBIND);
            }
            self.nothing_to_pin(clause);
            return None;
        }
        let Names { names, worded } = Names::of(&clause.rule);
        let all: BTreeSet<&str> = names.iter().flat_map(|name| name.exceptions.iter().map(String::as_str).chain([name.name])).collect();
        for name in bound.difference(&all) {
            let (message, near) = match worded.contains(*name) {
                true => (format!("`{name}` has words of its own, which are printed behind these"), Vec::new()),
                false => (format!("the rule of `@{}` has no `{name}`", clause.name.value), nearest(name, all.iter().copied())),
            };
            let diagnostic = Diagnostic::new(Code::BadBinding, message).at(text.span, "");
            self.diagnostics.push(diagnostic.nearest(&near, "bind the words to what the rule names"));
        }
        let is_said = |name: &Name<'_>| bound.contains(name.name) || name.exceptions.iter().any(|name| bound.contains(name.as_str()));
        let unsaid: BTreeSet<&str> = names.iter().filter(|name| !is_said(name)).map(|name| name.name).collect();
        let unsaid = unsaid.into_iter().map(str::to_owned).collect();
        let end = Span { start: text.span.end, ..text.span };
        Some(Wording { unsaid, free, rule: digest::of_rule(clause), pinned: clause.pinned.clone(), end })
    }

    /// Reports bindings in the words of anything but a clause, and what looks like one and is none.
    pub(super) fn bound_words(&mut self, text: &Word) {
        if let Some(wrong) = malformed(&text.value) {
            self.bad_binding(
                text.span,
                format!("`{wrong}` looks like words that are bound to a rule, and is none"),
                "write `[words | name]`",
            );
        } else if pieces(&text.value).iter().any(|piece| matches!(piece, Piece::Bound { .. })) {
            self.bad_binding(text.span, "only the words of a clause are bound to its rule", UNBIND);
        }
    }

    fn bad_binding(&mut self, place: Span, message: impl Into<String>, help: &str) {
        self.diagnostics.push(Diagnostic::new(Code::BadBinding, message).at(place, "").help(help));
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

/// The mend of words that can't be bound.
const UNBIND: &str = "write the words without brackets and `|`";

/// A name in a rule.
struct Name<'a> {
    name: &'a str,
    /// The exceptions that it is in, as `@name`, the outermost first: what is said of one says it too.
    exceptions: Vec<String>,
}

/// The names in a rule.
#[derive(Default)]
struct Names<'a> {
    /// Those that its words are to say.
    names: Vec<Name<'a>>,
    /// The exceptions with words of their own, as `@name`.
    worded: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn of(rule: &'a Rule) -> Names<'a> {
        let mut found = Names::default();
        let conditions: Vec<&Condition> = match rule {
            Rule::Permit { actions, when, .. } => {
                actions.iter().for_each(|action| found.name(&action.value, &[]));
                when.iter().collect()
            }
            Rule::Prohibit { condition, .. } | Rule::Withdraw { when: condition, .. } => vec![condition],
            Rule::Must { performance, when, .. } | Rule::Should { performance, when, .. } => {
                std::iter::once(performance).chain(when).collect()
            }
            Rule::LicensorMay(_) | Rule::NotModelled(_) => Vec::new(),
        };
        conditions.into_iter().for_each(|condition| found.condition(condition, &[]));
        found.exceptions(rule.exceptions(), &[]);
        found
    }

    fn name(&mut self, name: &'a str, exceptions: &[String]) {
        self.names.push(Name { name, exceptions: exceptions.to_vec() });
    }

    fn exceptions(&mut self, exceptions: &'a [Exception], outer: &[String]) {
        for Exception { name, condition, text, .. } in exceptions {
            let named = name.as_ref().map(|name| format!("@{}", name.value));
            match text {
                Some(_) => self.worded.extend(named),
                None => self.condition(condition, &[outer, named.as_slice()].concat()),
            }
        }
    }

    fn condition(&mut self, condition: &'a Condition, exceptions: &[String]) {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().for_each(|part| self.condition(part, exceptions)),
            ConditionKind::Not(part) => self.condition(part, exceptions),
            ConditionKind::Branch { condition, exceptions: inner } => {
                self.condition(condition, exceptions);
                self.exceptions(inner, exceptions);
            }
            ConditionKind::Is(name) | ConditionKind::Term(name) | ConditionKind::Compare { scalar: Word { value: name, .. }, .. } => {
                self.name(name, exceptions);
            }
        }
    }
}
