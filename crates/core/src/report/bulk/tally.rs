//! How many uses came out how, by what decides them and by what is asked of them.

use std::collections::BTreeMap;

use super::super::format::CheckedLicense;
use super::super::{rule, words};
use super::format::{CountedQuestion, CountedRule, LicenseSummary, SummaryDocument, VERSION};
use crate::base::Number;
use crate::check::{About, ChosenPolicy, CitedRule, Outline, Verdict};
use crate::policy::{GrantId, LimitId, Policy, ProhibitionId};

/// What came out under one policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Counts {
    /// In the order of [`Verdict::ALL`].
    verdicts: [u64; Verdict::ALL.len()],
    decisive: BTreeMap<CitedRule, u64>,
    questions: BTreeMap<About, u64>,
}

/// Counts the questions of a block under one policy: most are about concepts, each of which has a place.
#[derive(Debug, Default)]
pub(super) struct Asked {
    concepts: Vec<u64>,
    /// Those that were asked about; of other questions, for how many uses.
    all: Vec<(About, u64)>,
}

impl Asked {
    /// Counts the questions that so many uses have.
    pub(super) fn count(&mut self, questions: &[(About, bool)], uses: u64, policy: &Policy) {
        for (about, _) in questions {
            if let About::Concept(concept) = about {
                if self.concepts.is_empty() {
                    self.concepts.resize(policy.vocabulary().concepts().len(), 0);
                }
                let Some(count) = self.concepts.get_mut(concept.index()) else { continue };
                *count += uses;
                if *count > uses {
                    continue;
                }
            }
            self.all.push((*about, uses));
        }
    }

    /// Gives all counts, and begins anew.
    pub(super) fn drain(&mut self, mut give: impl FnMut(About, u64)) {
        for (about, uses) in self.all.drain(..) {
            let count = match about {
                About::Concept(concept) => self.concepts.get_mut(concept.index()).map_or(0, std::mem::take),
                About::Number { .. } | About::Local(_) => uses,
            };
            give(about, count);
        }
    }
}

/// What came out of some lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many lines there were, blank ones included.
    pub lines: u64,
    /// How many uses were decided under every policy.
    pub decided: u64,
    /// How many lines are wrong.
    pub wrong: u64,
    /// By policy.
    counts: Vec<Counts>,
}

impl Tally {
    /// Nothing yet, under so many policies.
    pub fn new(policies: usize) -> Tally {
        Tally { counts: vec![Counts::default(); policies], ..Tally::default() }
    }

    /// Counts so many uses of one answer under one policy, but for its questions.
    pub(super) fn count(&mut self, policy_at: usize, outline: &Outline, uses: u64) {
        let Some(counts) = self.counts.get_mut(policy_at) else { return };
        counts.verdicts.get_mut(outline.answer.verdict as usize).into_iter().for_each(|count| *count += uses);
        outline.decisive.iter().for_each(|cited| *counts.decisive.entry(*cited).or_default() += uses);
    }

    /// Counts so many questions under one policy.
    pub(super) fn count_questions(&mut self, policy_at: usize, about: About, uses: u64) {
        let Some(counts) = self.counts.get_mut(policy_at) else { return };
        *counts.questions.entry(about).or_default() += uses;
    }

    /// Takes other lines in.
    pub fn add(&mut self, other: &Tally) {
        self.lines += other.lines;
        self.decided += other.decided;
        self.wrong += other.wrong;
        for (own, other) in self.counts.iter_mut().zip(&other.counts) {
            own.verdicts.iter_mut().zip(other.verdicts).for_each(|(own, other)| *own += other);
            other.decisive.iter().for_each(|(cited, count)| *own.decisive.entry(*cited).or_default() += count);
            other.questions.iter().for_each(|(about, count)| *own.questions.entry(*about).or_default() += count);
        }
    }

    /// In published form. `complete`: all lines were read.
    pub fn summary(&self, uses: &str, policies: &[ChosenPolicy], complete: bool) -> SummaryDocument {
        SummaryDocument {
            version: VERSION,
            uses: uses.to_owned(),
            lines: self.lines,
            decided: self.decided,
            wrong: self.wrong,
            complete,
            licenses: policies.iter().zip(&self.counts).map(|(chosen, counts)| counts.summary(chosen)).collect(),
        }
    }

    /// What a summary counts; `None` if it is not of these policies.
    pub fn from_summary(summary: &SummaryDocument, policies: &[ChosenPolicy]) -> Option<Tally> {
        if summary.version != VERSION || summary.licenses.len() != policies.len() {
            return None;
        }
        let counts = summary.licenses.iter().zip(policies).map(|(license, chosen)| Counts::from_summary(license, chosen));
        Some(Tally { lines: summary.lines, decided: summary.decided, wrong: summary.wrong, counts: counts.collect::<Option<_>>()? })
    }
}

/// A policy as results name it.
pub fn license(chosen: &ChosenPolicy) -> CheckedLicense {
    let policy = &chosen.policy;
    CheckedLicense {
        id: policy.license().id.clone(),
        name: policy.license().name.clone(),
        version: policy.license().version.clone(),
        policy_hash: policy.hash(),
        modules: chosen.modules().map(|names| names.map(str::to_owned).collect()),
    }
}

impl Counts {
    fn summary(&self, chosen: &ChosenPolicy) -> LicenseSummary {
        let policy = &chosen.policy;
        let verdicts = Verdict::ALL.iter().zip(self.verdicts).map(|(verdict, count)| (verdict.name().to_owned(), count));
        let mut decisive: Vec<CountedRule> = self.decisive.iter().map(|(cited, uses)| counted(policy, *cited, *uses)).collect();
        decisive.sort_by_key(|counted| std::cmp::Reverse(counted.uses));
        let question = |(about, uses): (&About, &u64)| CountedQuestion {
            uses: *uses,
            proposition: words::name(policy, *about),
            ask: words::ask(policy, *about),
        };
        let mut questions: Vec<CountedQuestion> = self.questions.iter().map(question).collect();
        questions.sort_by_key(|counted| std::cmp::Reverse(counted.uses));
        LicenseSummary { license: license(chosen), verdicts: verdicts.collect(), decisive, questions }
    }

    fn from_summary(summary: &LicenseSummary, chosen: &ChosenPolicy) -> Option<Counts> {
        let policy = &chosen.policy;
        if summary.license != license(chosen) {
            return None;
        }
        let verdicts = Verdict::ALL.map(|verdict| summary.verdicts.get(verdict.name()).copied().unwrap_or_default());
        let rules: BTreeMap<(String, String), CitedRule> = all_rules(policy).map(|cited| (key(policy, cited), cited)).collect();
        let decisive = summary.decisive.iter().map(|counted| {
            let cited = match &counted.action {
                Some(action) => CitedRule::NoGrant(policy.vocabulary().find_concept(action)?),
                None => *rules.get(&(counted.rule.kind.clone(), counted.rule.rule.clone()))?,
            };
            Some((cited, counted.uses))
        });
        let questions = summary.questions.iter().map(|counted| Some((named(policy, &counted.proposition)?, counted.uses)));
        Some(Counts { verdicts, decisive: decisive.collect::<Option<_>>()?, questions: questions.collect::<Option<_>>()? })
    }
}

fn counted(policy: &Policy, cited: CitedRule, uses: u64) -> CountedRule {
    let action = match cited {
        CitedRule::NoGrant(action) => Some(policy.vocabulary().concept(action).name().to_owned()),
        CitedRule::Prohibition(_) | CitedRule::Grant(_) | CitedRule::Limit(_) => None,
    };
    CountedRule { uses, action, rule: rule(policy, cited) }
}

/// The rules of a policy that a verdict may cite.
fn all_rules(policy: &Policy) -> impl Iterator<Item = CitedRule> + '_ {
    let prohibitions = (0..policy.prohibitions().len()).map(|at| CitedRule::Prohibition(ProhibitionId::at(at)));
    let grants = (0..policy.grants().len()).map(|at| CitedRule::Grant(GrantId::at(at)));
    let limits = (0..policy.limits().len()).map(|at| CitedRule::Limit(LimitId::at(at)));
    prohibitions.chain(grants).chain(limits)
}

/// The kind and the id of a rule.
fn key(policy: &Policy, cited: CitedRule) -> (String, String) {
    let entry = rule(policy, cited);
    (entry.kind, entry.rule)
}

/// What [`words::name`] names so.
fn named(policy: &Policy, name: &str) -> Option<About> {
    if let Some((scalar, limit)) = name.split_once(' ') {
        let (sign, limit) = limit.split_once(' ')?;
        let scalar = policy.vocabulary().find_scalar(scalar)?;
        return Some(About::Number { scalar, limit: Number::parse(limit)?, strict: sign == ">" });
    }
    let local = policy.propositions().entries().find(|(_, local)| local.id == name).map(|(at, _)| About::Local(at));
    local.or_else(|| policy.vocabulary().find_concept(name).map(About::Concept))
}
