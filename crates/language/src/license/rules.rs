//! Checks of the rules of a license as a whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::syntax::ast::Kind;
use railc_core::base::nearest;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::Vocabulary;

use super::declared::DeclaredTerm;
use super::resolver::Resolver;
use super::{Clause, Condition, License, Rule, Section};

/// Checks that `withdraw` names grants, that duties can be performed, that prose has words, that words grant no more than rules, and that
/// terms in conditions have a meaning.
pub(super) fn check(license: &License, resolver: &mut Resolver<'_>) {
    let permitting = license.clauses().filter(|(_, clause)| matches!(clause.rule, Rule::Permit { .. }));
    let grants: BTreeSet<&str> = permitting.map(|(_, clause)| clause.id.as_str()).collect();
    if grants.is_empty() {
        let spec_span = license.clauses().next().map(|(_, clause)| clause.span);
        let diagnostic = Diagnostic::new(Code::NothingPermitted, "the license permits nothing, so no use is ever granted");
        let diagnostic = spec_span.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.at(span, ""));
        resolver.diagnostics.push(diagnostic.help("add a clause with `permit action.run, …`"));
    }
    for (_, clause) in license.clauses() {
        let found = match &clause.rule {
            Rule::Withdraw { grants: named, .. } => ungranted(clause, named, &grants),
            Rule::Must { performance, .. } | Rule::Should { performance, .. } => {
                not_a_performance(clause, performance, resolver.vocabulary)
            }
            Rule::NotModelled(_) if license.kind == Kind::License => no_wording(clause),
            Rule::Permit { .. } | Rule::Prohibit { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => Vec::new(),
        };
        resolver.diagnostics.extend(found);
    }
    resolver.diagnostics.extend(narrowed_words(license, resolver));
    if license.kind == Kind::License {
        resolver.diagnostics.extend(misplaced(license));
        let is_empty = |section: &&Section| section.clauses.is_empty() && section.text.is_none();
        let empty: Vec<Diagnostic> =
            license.sections.iter().filter(is_empty).filter_map(|section| empty_section(section, resolver)).collect();
        resolver.diagnostics.extend(empty);
    }
    check_tests(license, resolver);
    check_meanings(license, resolver);
}

/// Reports exceptions that tests name but no rule has, and what they expect as owed but is not a duty.
fn check_tests(license: &License, resolver: &mut Resolver<'_>) {
    let rules: BTreeMap<&str, (&Section, &Clause)> =
        license.clauses().map(|(section, clause)| (clause.id.as_str(), (section, clause))).collect();
    for test in &license.tests {
        for (path, (rule, exception)) in test.because.iter().filter_map(|path| Some((path, path.split_once('/')?))) {
            let Some((section, clause)) = rules.get(rule) else { continue };
            if !section.exceptions.iter().chain(clause.exceptions()).any(|one| one.name == exception) {
                let near = if resolver.diagnostics.wants_near_names() { near_exceptions(path, license) } else { Vec::new() };
                let near: Vec<&str> = near.iter().map(String::as_str).collect();
                let diagnostic = Diagnostic::new(Code::UnknownPart, format!("there is no exception `@{path}`")).at(test.span, "");
                resolver.diagnostics.push(diagnostic.nearest_parts(&near, "name an exception of the rule, or the rule alone"));
            }
        }
        for id in test.owing.iter().filter(|id| rules.get(id.as_str()).is_some_and(|(_, clause)| !matches!(clause.rule, Rule::Must { .. })))
        {
            let diagnostic = Diagnostic::new(Code::UnknownPart, format!("`@{id}` is no duty, and nothing is owed by it")).at(test.span, "");
            resolver.diagnostics.push(diagnostic.help("name a clause that has a `must`"));
        }
    }
}

/// The exceptions of rules that are called much like this.
fn near_exceptions(path: &str, license: &License) -> Vec<String> {
    let named = |clause: &Clause| clause.exceptions().into_iter().map(|one| format!("{}/{}", clause.id, one.name)).collect::<Vec<_>>();
    let known: Vec<String> = license.clauses().flat_map(|(_, clause)| named(clause)).collect();
    nearest(path, known.iter().map(String::as_str)).into_iter().map(str::to_owned).collect()
}

fn ungranted(clause: &Clause, named: &[String], grants: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let missing = named.iter().filter(|grant| !grants.contains(grant.as_str()));
    let diagnostic = |grant: &String| {
        let diagnostic = Diagnostic::new(Code::NotAGrant, format!("`@{grant}` permits nothing that could be withdrawn"));
        diagnostic.at(clause.span, "").help("name a clause that has a `permit`, or `all`")
    };
    missing.map(diagnostic).collect()
}

/// Reports a duty performed by anything but a `done` or a `safeguard`: not by a licensor's choice, nor by what a use is.
fn not_a_performance(clause: &Clause, performance: &Condition, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let (mut has_local, mut has_not, mut has_other) = (false, false, false);
    performance.visit(&mut |part| match part {
        Condition::Local(_) => has_local = true,
        Condition::Not(_) => has_not = true,
        Condition::Is(concept) => {
            let facet = vocabulary.facet(vocabulary.concept(*concept).facet());
            has_other |= !["done", "safeguard"].contains(&facet.name());
        }
        Condition::Compare(..) => has_other = true,
        Condition::All(_) | Condition::Any(_) | Condition::Branch(..) | Condition::Term(_) => {}
    });
    let performing = "name what performs it, `must done.…`, and say with `when` in what case";
    let (what, help) = match () {
        () if has_local => ("asks for a choice of the licensor or a question", performing),
        () if has_not => ("asks that something is not done", "forbid it: `prohibit …`"),
        () if has_other => ("asks for what is neither `done` nor a `safeguard`", performing),
        () => return Vec::new(),
    };
    let message = format!("`@{}` {what}, which no user can perform", clause.id);
    vec![Diagnostic::new(Code::NotAPerformance, message).at(clause.span, "").help(help)]
}

/// Reports inherited grants with handwritten words, where an extension covers less.
fn narrowed_words(license: &License, resolver: &Resolver<'_>) -> Option<Diagnostic> {
    let (covers, lost) = resolver.narrowed.as_ref().filter(|_| license.kind == Kind::License)?;
    let is_by_hand = |clause: &&Clause| clause.is_inherited && clause.text.is_some() && matches!(clause.rule, Rule::Permit { .. });
    let grants = license.clauses().map(|(_, clause)| clause).filter(is_by_hand);
    let grants: Vec<String> = grants.map(|clause| format!("`@{}`", clause.id)).collect();
    if grants.is_empty() {
        return None;
    }
    let message = format!("the words of {} give {} too, which this license does not cover", grants.join(", "), lost.join(", "));
    let diagnostic = Diagnostic::new(Code::NarrowedWords, message).at(*covers, "covers less than the license that is extended");
    Some(diagnostic.help("leave `covers` out, or write a license of its own"))
}

/// Reports prohibitions that an extension adds outside the attachment with the extended license's restrictions: what that license says about
/// those, such as that they are passed on, does not reach these.
fn misplaced(license: &License) -> Vec<Diagnostic> {
    let forbids = |clause: &&Clause| matches!(clause.rule, Rule::Prohibit { .. });
    let has_inherited_ban = |section: &&Section| section.clauses.iter().filter(forbids).any(|clause| clause.is_inherited);
    let Some(home) = license.sections.iter().filter(|section| section.is_attachment).find(has_inherited_ban) else { return Vec::new() };
    let others = license.sections.iter().filter(|section| !has_inherited_ban(section));
    let added = others.flat_map(|section| section.clauses.iter().filter(forbids).filter(|clause| !clause.is_inherited));
    let diagnostic = |clause: &Clause| {
        let message = format!("`@{}` forbids something outside the restrictions of the license that is extended", clause.id);
        let help = format!("say `section @{}` before it, so that what is said of the restrictions there holds for it too", home.id);
        Diagnostic::new(Code::MisplacedRestriction, message).at(clause.span, "").help(help)
    };
    added.map(diagnostic).collect()
}

fn empty_section(section: &Section, resolver: &Resolver<'_>) -> Option<Diagnostic> {
    let span = resolver.declared.parts.get(&section.id)?;
    let diagnostic = Diagnostic::new(Code::EmptySection, format!("`@{}` has no clause and no text", section.id)).at(*span, "");
    Some(diagnostic.help("take it out; terms are printed in a section of definitions by themselves"))
}

fn no_wording(clause: &Clause) -> Vec<Diagnostic> {
    if clause.text.is_some() {
        return Vec::new();
    }
    let message = format!("`@{}` has no words: what is not modelled can't be generated", clause.id);
    vec![Diagnostic::new(Code::NoWording, message).at(clause.span, "").help("add `text \"…\"`")]
}

/// Checks that every term in a condition has a meaning.
fn check_meanings(license: &License, resolver: &mut Resolver<'_>) {
    let mut wordless: BTreeSet<usize> = BTreeSet::new();
    let mut see = |condition: &Condition| {
        condition.visit(&mut |part| {
            if let Condition::Term(term) = part
                && license.terms.get(*term).is_some_and(|term| term.means.is_none())
            {
                wordless.insert(*term);
            }
        })
    };
    license.conditions().for_each(&mut see);
    for DeclaredTerm { term, .. } in wordless.iter().filter_map(|at| resolver.declared.terms.get(*at)).copied().collect::<Vec<_>>() {
        let message = format!("\"{}\" is used as a condition and has no meaning for checking", term.name.value);
        resolver
            .diagnostics
            .push(Diagnostic::new(Code::TermWithoutMeaning, message).at(term.name.span, "").help("add `means …` to the term"));
    }
}
