//! A policy made ready: its propositions numbered, its rules as programs, and for every concept what saying it does to them.

use std::sync::Arc;

use crate::logic::{Bits, Formula, Program};
use crate::policy::{Duty, Policy};
use crate::vocabulary::{Closed, Vocabulary};

use super::acting::PreparedGrant;
use super::actions::{ActionGroup, action_groups};
use super::decide::Scratch;
use super::exact::ExactPolicy;
use super::gamma::Gamma;
use super::lifted::Liftable;
use super::propositions::{Lowering, Proposition, number};
use super::rows::Rows;
use super::situation::Situation;
use super::statements::{Lookup, Statements};
use super::twins::Twins;

/// A policy made ready for many checks. Shared between threads; each checks with a [`Checker`] of its own.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) policy: Arc<Policy>,
    pub(super) lookup: Lookup,
    pub(super) propositions: Vec<Proposition>,
    pub(super) gamma: Gamma,
    pub(super) rows: Rows,
    pub(super) rules: Vec<PreparedRule>,
    pub(super) groups: Vec<ActionGroup>,
    pub(super) grants: Vec<PreparedGrant>,
    pub(super) duties: Vec<PreparedDuty>,
    pub(super) liftable: Vec<Liftable>,
    /// For each proposition, the rules that may act where it can hold.
    pub(super) guarded: Vec<Vec<u32>>,
    /// The propositions of which there are such rules.
    pub(super) guards: Bits,
    /// For each proposition, the rules that it occurs in.
    pub(super) mentioned: Vec<Vec<u32>>,
    /// Rules that may act whatever holds.
    pub(super) unguarded: Vec<u32>,
}

/// A rule ready to evaluate: it refuses the use where its formula holds.
#[derive(Debug, Clone)]
pub(super) struct PreparedRule {
    pub refusal: Refusal,
    pub program: Program,
    pub formula: Formula,
}

/// In which way a use is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A prohibition acts; by its place in the policy.
    Prohibition(usize),
    /// Of a group of actions under the same grants one is done and none of them given; by its place among the prepared groups.
    Ungranted(usize),
}

/// A duty ready to evaluate.
#[derive(Debug, Clone)]
pub(super) struct PreparedDuty {
    /// Trigger, less the exceptions.
    pub due: Program,
    pub due_formula: Formula,
    pub performed: Program,
    pub performed_formula: Formula,
    /// Whether trigger and performance share no proposition, not even through Γ.
    pub independent: bool,
}

/// Checks uses against one policy; holds the buffers that make it quick. One per thread.
pub struct Checker<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) statements: Statements,
    pub(super) situation: Situation,
    pub(super) scratch: Scratch,
    /// Made when first needed.
    pub(super) exact: Option<ExactPolicy>,
    /// Made when first needed.
    pub(super) twins: Option<Twins>,
}

impl Prepared {
    /// Makes a policy ready. The work grows with its rules, and with the square of its propositions: Γ between them is written out.
    pub fn new(policy: Arc<Policy>) -> Prepared {
        let groups = action_groups(&policy);
        let propositions = number(&policy, &groups);
        let lowering = Lowering { policy: &policy, propositions: &propositions };
        let prepare = |refusal, formula| PreparedRule { refusal, program: Program::new(&formula, propositions.len()), formula };
        let prohibitions = policy.prohibitions().iter().enumerate();
        let prohibitions = prohibitions.map(|(at, one)| prepare(Refusal::Prohibition(at), lowering.less(&one.condition, &one.exceptions)));
        let ungranted = groups.iter().enumerate().map(|(at, group)| prepare(Refusal::Ungranted(at), lowering.ungranted(group)));
        let rules: Vec<PreparedRule> = prohibitions.chain(ungranted).collect();
        let gamma = Gamma::new(policy.vocabulary(), &propositions);
        let duties = policy.duties().iter().map(|duty| prepared_duty(duty, &lowering, &gamma)).collect();
        let (guarded, unguarded) = guards(&rules, policy.vocabulary(), &propositions);
        let rows = Rows::new(&policy, &propositions, &gamma);
        Prepared {
            lookup: Lookup::new(&policy),
            grants: policy.grants().iter().map(|grant| PreparedGrant::new(grant, &lowering)).collect(),
            liftable: Liftable::all(&lowering),
            groups: groups.into_iter().map(|group| group.group).collect(),
            duties,
            mentioned: mentioned(&rules, propositions.len()),
            guards: guarding(&guarded),
            guarded,
            unguarded,
            propositions,
            gamma,
            rows,
            rules,
            policy,
        }
    }

    /// The policy.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// A checker with buffers of its own.
    pub fn checker(&self) -> Checker<'_> {
        Checker {
            prepared: self,
            statements: Statements::default(),
            situation: self.rows.situation(self.propositions.len()),
            scratch: Scratch::new(self.rules.len(), self.propositions.len()),
            exact: None,
            twins: None,
        }
    }

    /// What a numbered proposition stands for.
    pub(super) fn proposition(&self, at: usize) -> Proposition {
        *self.propositions.get(at).expect("propositions are numbered by this policy")
    }

    /// The number of a proposition.
    pub(super) fn place(&self, proposition: Proposition) -> Option<usize> {
        self.propositions.binary_search(&proposition).ok()
    }

    /// The group of actions of a rule that stands for a missing grant.
    pub(super) fn group(&self, at: usize) -> &ActionGroup {
        self.groups.get(at).expect("groups are numbered by this policy")
    }
}

fn prepared_duty(duty: &Duty, lowering: &Lowering<'_>, gamma: &Gamma) -> PreparedDuty {
    let due_formula = lowering.less(&duty.trigger, &duty.exceptions);
    let performed_formula = lowering.formula(&duty.performed_by);
    let due = Program::new(&due_formula, lowering.propositions.len());
    let performed = Program::new(&performed_formula, lowering.propositions.len());
    let independent = due.propositions().all(|at| !performed.meets(gamma.tied_to(at)));
    PreparedDuty { due, due_formula, performed, performed_formula, independent }
}

/// For each proposition the rules to look at where it can hold, and the rules to look at always.
///
/// Facets in which little holds make the best guards.
fn guards(rules: &[PreparedRule], vocabulary: &Vocabulary, propositions: &[Proposition]) -> (Vec<Vec<u32>>, Vec<u32>) {
    let cost = |var: usize, negated: bool| match propositions.get(var) {
        _ if negated => 1000,
        Some(Proposition::Concept(concept)) => match vocabulary.facet(vocabulary.concept(*concept).facet()).closed() {
            Closed::Always => 1,
            Closed::WhenStated => 20,
            Closed::Never if vocabulary.concept(*concept).is_odd() => 2,
            Closed::Never => 50,
        },
        _ => 10,
    };
    let mut guarded: Vec<Vec<u32>> = vec![Vec::new(); propositions.len()];
    let mut unguarded = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        match rule.program.guard(&cost).filter(|literals| literals.iter().all(|(_, negated)| !negated)) {
            Some(literals) => literals.iter().for_each(|(var, _)| list(&mut guarded, *var, at)),
            None => unguarded.push(at as u32),
        }
    }
    (guarded, unguarded)
}

/// The propositions that guard a rule.
fn guarding(guarded: &[Vec<u32>]) -> Bits {
    let mut guards = Bits::new(guarded.len());
    guarded.iter().enumerate().filter(|(_, rules)| !rules.is_empty()).for_each(|(at, _)| guards.insert(at));
    guards
}

fn mentioned(rules: &[PreparedRule], propositions: usize) -> Vec<Vec<u32>> {
    let mut mentioned = vec![Vec::new(); propositions];
    for (at, rule) in rules.iter().enumerate() {
        rule.program.propositions().for_each(|proposition| list(&mut mentioned, proposition, at));
    }
    mentioned
}

fn list(rules: &mut [Vec<u32>], proposition: usize, rule: usize) {
    if let Some(rules) = rules.get_mut(proposition) {
        rules.push(rule as u32);
    }
}
