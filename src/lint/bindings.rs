//! Handwritten words and the parts of their rule: each is said, and what is said is a part of it.

use std::ops::Range;

use railc_language::license::{Clause, Rule, Wording};

use super::Subject;
use super::finding::{Finding, Home};
use super::words::{find_any, tokens};

/// A rule that has changed since its words were compared with it.
pub(super) fn changed(subject: &Subject<'_>) -> Vec<Finding> {
    let changed = |clause: &Clause| {
        let diagnostic = clause.changed_rule(false)?;
        Some(Finding::of_part(Home::Clause(clause.id.clone()), diagnostic.message, diagnostic.help.unwrap_or_default()))
    };
    subject.license.clauses().filter_map(|(_, clause)| changed(clause)).collect()
}

/// A part of a rule that no words are bound to.
pub(super) fn unsaid(subject: &Subject<'_>) -> Vec<Finding> {
    let clauses = subject.license.clauses().filter_map(|(_, clause)| Some((clause, clause.wording.as_ref()?)));
    let finding = |(clause, wording): (&Clause, &Wording)| {
        let names: Vec<String> = wording.unsaid.iter().map(|name| format!("`{name}`")).collect();
        let first = wording.unsaid.first()?;
        let message = format!("no words of `@{}` are bound to {}", clause.id, names.join(", "));
        let help = format!("put the words that say it into brackets: `[… | {first}]`");
        Some(Finding::of_part(Home::Clause(clause.id.clone()), message, help))
    };
    clauses.filter_map(finding).collect()
}

/// Words of a restriction that no part of its rule stands for: they narrow or widen it for readers, and not for `check`.
pub(super) fn free(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(words) = subject.lines.language.lint() else { return Vec::new() };
    let restrictions = subject.license.clauses().map(|(_, clause)| clause).filter(|clause| matches!(clause.rule, Rule::Prohibit { .. }));
    let finding = |clause: &Clause| {
        let wording = clause.wording.as_ref()?;
        // Where nothing is bound, that is told.
        let stray = wording.free.iter().filter(|_| wording.unsaid.is_empty()).find_map(|free| stray(free, words.neutral_words))?;
        let message = format!("no part of the rule of `@{}` stands for “{stray}”", clause.id);
        let help = "bind the words to a part of the rule, `[words | name]`, or give the rule that part";
        Some(Finding::of_part(Home::Clause(clause.id.clone()), message, help))
    };
    restrictions.filter_map(finding).collect()
}

/// The first words that are not neutral, up to the next that are.
fn stray<'t>(text: &'t str, neutral: &[&str]) -> Option<&'t str> {
    let neutral = find_any(text, neutral);
    let is_stray = |token: &Range<usize>| !neutral.iter().any(|(at, _)| at.start <= token.start && token.end <= at.end);
    let mut stray = tokens(text).into_iter().filter(is_stray);
    let first = stray.next()?;
    let reached = neutral.iter().map(|(at, _)| at.start).find(|start| *start > first.start).unwrap_or(text.len());
    let last = stray.take_while(|token| token.end <= reached).last().unwrap_or(first.clone());
    text.get(first.start..last.end)
}
