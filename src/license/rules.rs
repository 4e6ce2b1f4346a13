//! What the rules of a license must be, taken together.

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::Kind;

use super::names::Names;
use super::{Clause, Condition, License, Rule};

/// What `withdraw` names is a grant; what a duty wants can be done; prose has words; words give no more than rules; terms in conditions have a
/// meaning.
pub(super) fn check(license: &License, names: &mut Names<'_>) {
    let grants: Vec<&str> =
        license.clauses().filter(|(_, clause)| matches!(clause.rule, Rule::Permit { .. })).map(|(_, clause)| clause.id.as_str()).collect();
    if grants.is_empty() {
        let spec_span = license.clauses().next().map(|(_, clause)| clause.span);
        let diagnostic = Diagnostic::new(Code::NothingPermitted, "the license permits nothing, so no use is ever granted");
        let diagnostic = spec_span.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.at(span, ""));
        names.diagnostics.push(diagnostic.help("add a clause with `permit action.run, …`"));
    }
    for (_, clause) in license.clauses() {
        let found = match &clause.rule {
            Rule::Withdraw { grants: named, .. } => ungranted(clause, named, &grants),
            Rule::Must { performance, .. } | Rule::Should { performance, .. } => not_a_performance(clause, performance),
            Rule::Permit { .. } if license.kind == Kind::License => narrowed_words(clause, names),
            Rule::NotModelled(_) if license.kind == Kind::License => no_wording(clause),
            Rule::Permit { .. } | Rule::Prohibit { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => Vec::new(),
        };
        names.diagnostics.extend(found);
    }
    check_meanings(license, names);
}

fn ungranted(clause: &Clause, named: &[String], grants: &[&str]) -> Vec<Diagnostic> {
    let missing = named.iter().filter(|grant| !grants.contains(&grant.as_str()));
    let diagnostic = |grant: &String| {
        let diagnostic = Diagnostic::new(Code::NotAGrant, format!("`@{grant}` permits nothing that could be withdrawn"));
        diagnostic.at(clause.span, "").help("name a clause that has a `permit`, or `all`")
    };
    missing.map(diagnostic).collect()
}

/// No user can perform a choice of the licensor, or an answer of counsel.
fn not_a_performance(clause: &Clause, performance: &Condition) -> Vec<Diagnostic> {
    let mut has_local = false;
    performance.visit(&mut |part| has_local |= matches!(part, Condition::Local(_)));
    if !has_local {
        return Vec::new();
    }
    let message = format!("`@{}` asks for a choice of the licensor or a question, which no user can perform", clause.id);
    let help = "name what performs it, `must done.…`, and say with `when` in what case";
    vec![Diagnostic::new(Code::NotAPerformance, message).at(clause.span, "").help(help)]
}

/// Words by hand of a grant that an extension takes over, where the extension covers less.
fn narrowed_words(clause: &Clause, names: &Names<'_>) -> Vec<Diagnostic> {
    let Some(covers) = names.narrowed.filter(|_| clause.is_inherited && clause.text.is_some()) else { return Vec::new() };
    let message = format!("the words of `@{}` give all that the extended license covers, and this one covers less", clause.id);
    let diagnostic = Diagnostic::new(Code::NarrowedWords, message).at(covers, "").and(clause.span, "words by hand");
    vec![diagnostic.help("leave `covers` out, or write a license of its own")]
}

fn no_wording(clause: &Clause) -> Vec<Diagnostic> {
    if clause.text.is_some() {
        return Vec::new();
    }
    let message = format!("`@{}` has no words: what is not modelled can't be generated", clause.id);
    vec![Diagnostic::new(Code::NoWording, message).at(clause.span, "").help("add `text \"…\"`")]
}

/// Every term that stands in a condition has a meaning.
fn check_meanings(license: &License, names: &mut Names<'_>) {
    let mut wordless: Vec<usize> = Vec::new();
    let mut see = |condition: &Condition| {
        condition.visit(&mut |part| {
            if let Condition::Term(term) = part
                && license.terms.get(*term).is_some_and(|term| term.means.is_none())
                && !wordless.contains(term)
            {
                wordless.push(*term);
            }
        })
    };
    license.conditions().for_each(&mut see);
    for (term, _) in wordless.iter().filter_map(|at| names.terms.get(*at)).copied().collect::<Vec<_>>() {
        let message = format!("\"{}\" is used as a condition and has no meaning for checking", term.name.value);
        names.diagnostics.push(Diagnostic::new(Code::TermWithoutMeaning, message).at(term.name.span, "").help("add `means …` to the term"));
    }
}
