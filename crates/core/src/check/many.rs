//! Checks many uses against many policies: reports mistakes across them, applies chosen modules, and limits the search in total.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::base::{Span, nearest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use crate::policy::{Policy, is_local, module_of};
use crate::usage::{Fact, Said, Use};
use crate::vocabulary::{ConceptId, Vocabulary};

use super::answer::{Contradiction, NoAnswer, Verdict};
use super::checker::Checker;
use super::explanation::Explanation;
use super::situation::Contradictions;

/// After this many answers that reach the search limit, no others are tried.
const MOST_HARD: usize = 10;
/// The most facts, rules, duties and questions in all answers together: no more are found once there are so many.
const MOST_CITED: usize = 5_000_000;
/// The most names of `per-license` that are checked in one use: nobody reads more.
const MOST_NAMES: usize = 100;

/// A policy, and what is stated about every use under it.
#[derive(Debug, Clone)]
pub struct ChosenPolicy {
    /// The policy.
    pub policy: Arc<Policy>,
    /// What the choice of modules states, replacing what a use says about them; empty if nothing is chosen.
    pub chosen: Vec<Fact>,
    /// Whether it is in the words of another vocabulary than the whole one, once that was asked.
    is_foreign: OnceLock<bool>,
}

impl ChosenPolicy {
    /// A policy whose modules are as each use states them.
    pub fn unchosen(policy: Arc<Policy>) -> ChosenPolicy {
        ChosenPolicy { policy, chosen: Vec::new(), is_foreign: OnceLock::new() }
    }

    /// A policy with exactly these modules chosen.
    pub fn choosing(policy: Arc<Policy>, modules: &[String]) -> ChosenPolicy {
        let chosen = choice(policy.modules(), modules);
        ChosenPolicy { policy, chosen, is_foreign: OnceLock::new() }
    }

    /// The modules chosen; `None` if none are chosen or left out.
    pub fn modules(&self) -> Option<impl Iterator<Item = &str>> {
        let names = self.chosen.iter().filter(|fact| fact.said == Said::Holds).filter_map(|fact| module_of(&fact.name));
        (!self.chosen.is_empty()).then_some(names)
    }

    /// Whether its vocabulary is this one, or a part that was cut from it.
    pub fn is_over(&self, vocabulary: &Vocabulary) -> bool {
        self.policy.vocabulary().hash() == vocabulary.hash()
    }

    /// Whether it has a concept or a scalar that this vocabulary lacks. Every other policy was cut from some version of it, perhaps an older one.
    fn is_foreign(&self, vocabulary: &Vocabulary) -> bool {
        let own = self.policy.vocabulary();
        *self.is_foreign.get_or_init(|| {
            let has_all = own.concepts().all(|concept| vocabulary.find_concept(concept.name()).is_some())
                && own.scalars().all(|scalar| vocabulary.find_scalar(scalar.name()).is_some());
            !self.is_over(vocabulary) && !has_all
        })
    }

    /// The use with the chosen modules stated.
    pub fn choose<'u>(&self, described: &'u Use) -> Cow<'u, Use> {
        if self.chosen.is_empty() {
            return Cow::Borrowed(described);
        }
        let mut described = described.clone();
        described.facts.retain(|fact| !self.chosen.iter().any(|chosen| chosen.name == fact.name));
        described.facts.extend(self.chosen.iter().cloned());
        Cow::Owned(described)
    }
}

/// The facts that a choice of modules states.
pub fn choice<'m>(modules: impl Iterator<Item = &'m str>, chosen: &[String]) -> Vec<Fact> {
    let chosen: BTreeSet<&str> = chosen.iter().map(String::as_str).collect();
    let fact = |module: &str| {
        let said = if chosen.contains(module) { Said::Holds } else { Said::Fails };
        Fact { name: format!("module.{module}"), said, place: None }
    };
    modules.map(fact).collect()
}

/// What is known besides the policies.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The whole vocabulary: contradictions are found by it, whatever part of it a policy depends on.
    pub vocabulary: &'a Arc<Vocabulary>,
    /// The ids of licenses that `per-license` may have meant.
    pub license_ids: &'a [&'a str],
    /// Whether some license has that id or alias.
    pub has_license: &'a dyn Fn(&str) -> bool,
}

/// The result of one use under one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The index of the use.
    pub use_at: usize,
    /// The index of the policy.
    pub policy_at: usize,
    /// The answer, with its reasons.
    pub explanation: Explanation,
}

/// The worst verdict; `None` if there are no results.
pub fn worst(all: &[Checked]) -> Option<Verdict> {
    all.iter().map(|checked| checked.explanation.answer.verdict).max()
}

/// Explains uses; gives up on the rest once too many needed too much search, or there is too much in the answers.
#[derive(Debug, Clone, Default)]
pub struct Patience {
    hard: usize,
    cited: usize,
}

impl Patience {
    /// [`Checker::explain`], or why it has given up.
    pub fn explain(&mut self, checker: &mut Checker, described: &Use) -> Result<Explanation, NoAnswer> {
        let explained = match self {
            Patience { cited: MOST_CITED.., .. } => Err(NoAnswer::TooMuch),
            Patience { hard: MOST_HARD.., .. } => Err(NoAnswer::TooHard),
            Patience { .. } => checker.explain(described),
        };
        self.hard += usize::from(matches!(explained, Err(NoAnswer::TooHard)));
        self.cited += explained.as_ref().map_or(0, Explanation::cited);
        explained
    }
}

/// Checks every use, each with its name, under every policy: policy by policy, the uses in order.
///
/// A use that contradicts itself, or names something that no policy has, is reported and left out.
pub fn check_all(uses: &[(String, Use)], policies: &[ChosenPolicy], known: Known<'_>) -> Reported<Vec<Checked>> {
    let mut diagnostics = Diagnostics::new();
    let sound = sound(uses, policies, known, &mut diagnostics);
    let mut patience = Patience::default();
    let mut all = Vec::new();
    'run: for (policy_at, chosen) in policies.iter().enumerate() {
        let mut checker = Checker::new(chosen.policy.clone());
        for (use_at, (name, described)) in uses.iter().enumerate().filter(|(at, _)| sound.get(*at) == Some(&true)) {
            match patience.explain(&mut checker, &chosen.choose(described)) {
                Ok(explanation) => all.push(Checked { use_at, policy_at, explanation }),
                Err(NoAnswer::TooMuch) => {
                    diagnostics.push(too_much(uses.len(), policies.len()));
                    break 'run;
                }
                Err(none) => diagnostics.push(no_answer(&none, name, &chosen.policy)),
            }
        }
    }
    Reported::new(all, diagnostics)
}

/// For each use, whether it can be checked.
fn sound(uses: &[(String, Use)], policies: &[ChosenPolicy], known: Known<'_>, diagnostics: &mut Diagnostics) -> Vec<bool> {
    let mut sound = vec![true; uses.len()];
    if policies.iter().any(|policy| policy.is_over(known.vocabulary)) {
        let mut contradictions = Contradictions::new(known.vocabulary.clone());
        for ((_, described), sound) in uses.iter().zip(&mut sound) {
            let clash = contradictions.find(described);
            *sound = clash.is_none();
            diagnostics.extend(clash.map(|clash| clashing(&clash)));
        }
    }
    let names = Names::new(policies, known);
    for ((_, described), sound) in uses.iter().zip(&mut sound) {
        *sound &= names.are_known(described, diagnostics);
    }
    sound
}

/// What a use names but nothing defines: modules and questions that no policy has, unknown licenses, names that a policy of another vocabulary lacks.
/// Most likely they are typos.
pub fn unmatched(described: &Use, policies: &[ChosenPolicy], known: Known<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    Names::new(policies, known).are_known(described, &mut found);
    found
}

/// The names that uses may have besides those of the whole vocabulary.
pub(super) struct Names<'a> {
    policies: &'a [ChosenPolicy],
    known: Known<'a>,
    /// The modules and questions of all policies, once a use names any.
    locals: OnceCell<BTreeSet<&'a str>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(policies: &'a [ChosenPolicy], known: Known<'a>) -> Names<'a> {
        Names { policies, known, locals: OnceCell::new() }
    }

    /// Whether all that a use names is there; the rest is reported.
    pub(super) fn are_known(&self, described: &Use, found: &mut Diagnostics) -> bool {
        let before = found.count();
        self.report_locals(described, found);
        self.report_licenses(described, found);
        for one in self.policies.iter().filter(|one| !one.is_over(self.known.vocabulary)) {
            match one.is_foreign(self.known.vocabulary) {
                true => unknown_names(described, &one.policy, found),
                false => newer_names(described, &one.policy, self.known.vocabulary, found),
            }
        }
        found.count() == before
    }

    fn report_locals(&self, described: &Use, found: &mut Diagnostics) {
        for fact in described.facts.iter().filter(|fact| is_local(&fact.name)) {
            let locals = self
                .locals
                .get_or_init(|| self.policies.iter().flat_map(|one| one.policy.propositions()).map(|local| local.id.as_str()).collect());
            if !locals.contains(fact.name.as_str()) {
                let diagnostic = placed(Diagnostic::new(Code::UnknownModule, format!("no license here has `{}`", fact.name)), fact.place);
                let near = near(&fact.name, locals.iter().copied(), found);
                found.push(diagnostic.nearest(&near, "`railc show` lists a license's modules and questions"));
            }
        }
    }

    /// Whether that is the name of a license which can't be told apart in a combination.
    fn is_combined(&self, name: &str) -> bool {
        self.policies.iter().any(|one| one.policy.combines(name))
    }

    fn report_licenses(&self, described: &Use, found: &mut Diagnostics) {
        for (name, numbers) in described.per_license.iter().take(MOST_NAMES).filter(|(name, _)| self.is_combined(name)) {
            let message =
                format!("`per-license` names `{name}`, which a combination here takes in: its numbers count for all that it combines");
            let place = numbers.iter().find_map(|number| number.place);
            let diagnostic = placed(Diagnostic::new(Code::UnknownLicense, message), place);
            found.push(diagnostic.help("check against the licenses one by one: `--license A --license B`"));
        }
        let has = |name: &str| self.policies.iter().any(|one| one.policy.is_named(name)) || (self.known.has_license)(name);
        let is_known = |name: &str| self.policies.is_empty() || has(name);
        for (name, numbers) in described.per_license.iter().take(MOST_NAMES).filter(|(name, _)| !is_known(name) && !self.is_combined(name))
        {
            let message = format!("`per-license` names `{name}`, which is no license here nor in the library");
            let place = numbers.iter().find_map(|number| number.place);
            let ids = self.known.license_ids.iter().copied().chain(self.policies.iter().map(|one| one.policy.license().id.as_str()));
            let near = near(name, ids, found);
            let diagnostic = placed(Diagnostic::new(Code::UnknownLicense, message), place);
            found.push(diagnostic.nearest(&near, "name a license that the use is checked against"));
        }
    }
}

/// The nearest names; none after many errors.
fn near<'n>(name: &str, names: impl Iterator<Item = &'n str>, found: &Diagnostics) -> Vec<&'n str> {
    if found.wants_near_names() { nearest(name, names) } else { Vec::new() }
}

/// Reports what a policy of another vocabulary does not know. What was meant may be what the policy forbids under another name.
fn unknown_names(described: &Use, policy: &Policy, found: &mut Diagnostics) {
    let (vocabulary, license) = (policy.vocabulary(), &policy.license().id);
    let concepts = described.facts.iter().filter(|fact| !is_local(&fact.name)).map(|fact| (&fact.name, fact.place));
    let own = described.per_license.iter().filter(|(name, _)| policy.is_named(name)).flat_map(|(_, numbers)| numbers);
    let scalars = described.numbers.iter().chain(own).map(|number| (&number.name, number.place));
    let unknown = concepts.filter(|(name, _)| vocabulary.find_concept(name).is_none());
    for (name, place) in unknown.chain(scalars.filter(|(name, _)| vocabulary.find_scalar(name).is_none())) {
        let names = vocabulary.concepts().map(|concept| concept.name()).chain(vocabulary.scalars().map(|scalar| scalar.name()));
        let near = near(name, names, found);
        let message = format!("the policy of `{license}` is in the words of another vocabulary, and has no `{name}`");
        let help = "say it in the words of that policy, or leave it out if the policy has none for it";
        found.push(placed(Diagnostic::new(Code::UnknownName, message), place).nearest(&near, help));
    }
}

/// Reports concepts that the policy does not know, though it knows an ancestor, or something that they raise: an older version of the vocabulary, from
/// which it was cut, did not have them, and nothing would follow from them.
fn newer_names(described: &Use, policy: &Policy, vocabulary: &Vocabulary, found: &mut Diagnostics) {
    let knows = |id: ConceptId| policy.vocabulary().find_concept(vocabulary.concept(id).name()).is_some();
    for fact in &described.facts {
        let Some(concept) = vocabulary.find_concept(&fact.name).filter(|id| !knows(*id)) else { continue };
        let raised = vocabulary.with_ancestors(concept).flat_map(|above| vocabulary.concept(above).raises().iter().copied());
        let Some(known) = vocabulary.concept(concept).ancestors().iter().copied().chain(raised).find(|id| knows(*id)) else { continue };
        let message = format!("the policy of `{}` was made with a vocabulary that does not have `{}`", policy.license().id, fact.name);
        let help = format!("make the policy again from its spec, or say `{}`", vocabulary.concept(known).name());
        found.push(placed(Diagnostic::new(Code::UnknownName, message), fact.place).help(help));
    }
}

/// Why there is no answer on the use of that name, for its author.
pub fn no_answer(none: &NoAnswer, name: &str, policy: &Policy) -> Diagnostic {
    match none {
        NoAnswer::Contradiction(clash) => clashing(clash),
        NoAnswer::TooHard => too_hard(name, &policy.license().id),
        NoAnswer::TooMuch => too_much(1, 1),
    }
}

fn placed(diagnostic: Diagnostic, place: Option<Span>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place, ""),
        None => diagnostic,
    }
}

pub(super) fn clashing(clash: &Contradiction) -> Diagnostic {
    let (one, other) = (&clash.one, &clash.other);
    let message = if one.0 == other.0 {
        format!("what is said of `{}` can't all be true", one.0)
    } else {
        format!("`{}` and what is said of `{}` can't both be true", one.0, other.0)
    };
    let mut diagnostic = Diagnostic::new(Code::Contradiction, message).help("correct one of the two statements");
    if let Some(place) = one.1 {
        diagnostic = diagnostic.at(place, "this");
    }
    if let Some(place) = other.1.filter(|place| Some(*place) != one.1) {
        diagnostic = diagnostic.and(place, "and this");
    }
    diagnostic
}

fn too_hard(described: &str, license: &str) -> Diagnostic {
    let message = format!("{described} under `{license}`: no answer was found within the limit of search");
    Diagnostic::new(Code::TooHard, message).help("say more of the use, or write the rules with fewer propositions that hang on each other")
}

/// The run is too large, whatever its uses say.
fn too_much(uses: usize, licenses: usize) -> Diagnostic {
    let message =
        format!("{uses} uses under {licenses} licenses are too much for one run: their answers hold more than {MOST_CITED} reasons");
    Diagnostic::new(Code::TooHard, message).help("check fewer uses or licenses at once, in several runs")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::policy::Rules;

    #[test]
    fn a_run_that_is_too_large_is_called_so_and_no_use_is() {
        let (vocabulary, _) = Vocabulary::from_published(
            &serde_json::from_str(r#"{"version": 1, "exclusive": [], "facets": {}, "concepts": {}, "scalars": {}}"#).unwrap(),
            "",
        );
        let policy = Arc::new(Policy::new(Arc::new(vocabulary), Rules::default()).unwrap());
        let mut checker = Checker::new(policy);
        let explain = |mut patience: Patience, checker: &mut Checker| patience.explain(checker, &Use::default()).err();
        assert_eq!(explain(Patience::default(), &mut checker), None);
        assert_eq!(explain(Patience { hard: MOST_HARD, cited: 0 }, &mut checker), Some(NoAnswer::TooHard));
        assert_eq!(explain(Patience { hard: 0, cited: MOST_CITED }, &mut checker), Some(NoAnswer::TooMuch));
        let told = too_much(10_000, 143);
        assert_eq!(told.message, "10000 uses under 143 licenses are too much for one run: their answers hold more than 5000000 reasons");
        assert_eq!(told.help.as_deref(), Some("check fewer uses or licenses at once, in several runs"));
    }
}
