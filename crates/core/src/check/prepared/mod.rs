//! A policy made ready for many checks: its propositions numbered, its rules as programs over them, Γ between them, and what saying a concept
//! does to them.
//!
//! `names` is what a use may say, `propositions` numbers what the rules depend on, `actions` says which actions must be granted together, `lowering` turns conditions into
//! formulas, `rules` and `liftable` hold them, `ways` says how rules can act, `gamma`, `effects` and `scalars` what is known between and of the propositions.

mod actions;
mod effects;
mod gamma;
mod liftable;
mod lowering;
mod names;
mod propositions;
mod rules;
mod scalars;
mod ways;

use std::sync::Arc;

use crate::base::Table;
use crate::logic::{Bits, Program};
use crate::policy::{DutyId, GrantId, Policy};
use crate::vocabulary::ConceptId;

pub(super) use actions::ActionGroup;
pub(super) use effects::{AllEffects, Effects, FacetEffects, Otherwise, Plane};
pub(super) use gamma::Gamma;
pub(super) use liftable::Liftable;
pub(super) use names::{Lookup, Meaning};
pub(super) use propositions::{Cut, Proposition};
pub(super) use rules::{PreparedDuty, PreparedGrant, PreparedRule, Refusal};
pub(super) use scalars::{Intervals, PreparedScalars};
pub(super) use ways::Way;

use lowering::Lowering;
use rules::{Guards, mentioned};

/// A policy made ready for many checks.
#[derive(Debug)]
pub(super) struct Prepared {
    pub policy: Arc<Policy>,
    pub lookup: Lookup,
    pub propositions: Vec<Proposition>,
    pub gamma: Gamma,
    pub effects: AllEffects,
    pub scalars: PreparedScalars,
    pub rules: Vec<PreparedRule>,
    pub groups: Vec<ActionGroup>,
    pub grants: Table<GrantId, PreparedGrant>,
    pub duties: Table<DutyId, PreparedDuty>,
    pub liftable: Vec<Liftable>,
    pub guards: Guards,
    pub duty_guards: Guards,
    /// For each proposition, the rules that it occurs in.
    pub mentioned: Vec<Vec<u32>>,
}

/// Names a formula of a prepared policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum FormulaId {
    /// A rule that refuses the use where it holds.
    Rule(usize),
    /// The condition of a grant.
    Grant(GrantId),
    /// When a duty is due.
    Due(DutyId),
    /// What performs a duty.
    Performed(DutyId),
}

impl Prepared {
    /// Makes a policy ready. The work grows with its rules, and with the square of its propositions: Γ between them is written out.
    pub(super) fn new(policy: Arc<Policy>) -> Prepared {
        let groups = actions::action_groups(&policy);
        let propositions = propositions::number(&policy, &groups);
        let numbers = effects::concept_numbers(policy.vocabulary(), &propositions);
        let gamma = Gamma::new(policy.vocabulary(), &propositions, &|concept| effects::place_in(&numbers, concept));
        let lowering = Lowering { policy: &policy, propositions: &propositions, numbers: &numbers };
        let rules = PreparedRule::all(&groups, &lowering);
        let duties = policy.duties().map(|duty| PreparedDuty::new(duty, &lowering, &gamma));
        Prepared {
            lookup: Lookup::new(&policy),
            grants: policy.grants().map(|grant| PreparedGrant::new(grant, &lowering)),
            liftable: Liftable::all(&lowering),
            groups: groups.into_iter().map(|group| group.group).collect(),
            mentioned: mentioned(&rules, propositions.len()),
            guards: Guards::new(rules.iter().map(|rule| &rule.program), policy.vocabulary(), &propositions),
            duty_guards: Guards::new(duties.iter().map(|duty| &duty.due), policy.vocabulary(), &propositions),
            duties,
            effects: AllEffects::new(&policy, &propositions, numbers, &gamma),
            scalars: PreparedScalars::new(&policy, &propositions),
            propositions,
            gamma,
            rules,
            policy,
        }
    }

    /// What a numbered proposition stands for.
    pub(super) fn proposition(&self, at: usize) -> Proposition {
        *self.propositions.get(at).expect("propositions are numbered by this policy")
    }

    /// The number of a proposition.
    pub(super) fn place(&self, proposition: Proposition) -> Option<usize> {
        match proposition {
            Proposition::Concept(concept) => self.effects.place(concept),
            Proposition::Above { .. } | Proposition::Local(_) => self.propositions.binary_search(&proposition).ok(),
        }
    }

    /// What saying a concept does.
    #[inline]
    pub(super) fn effects_of(&self, concept: ConceptId) -> &Effects {
        self.effects.of(concept, self.policy.vocabulary())
    }

    /// A rule by its number.
    #[inline]
    pub(super) fn rule(&self, at: usize) -> &PreparedRule {
        self.rules.get(at).expect("rules are numbered by this policy")
    }

    /// Some ways in which a rule can act, each of its literals in one of them where Γ allows that.
    pub(super) fn ways(&self, at: usize) -> &[Way] {
        let rule = self.rule(at);
        rule.ways.get_or_init(|| Way::all(&rule.program, &self.gamma))
    }

    /// The group of actions of a rule that stands for a missing grant.
    pub(super) fn group(&self, at: usize) -> &ActionGroup {
        self.groups.get(at).expect("groups are numbered by this policy")
    }

    /// A formula, ready to evaluate.
    pub(super) fn program(&self, named: FormulaId) -> &Program {
        match named {
            FormulaId::Rule(at) => &self.rule(at).program,
            FormulaId::Grant(grant) => &self.grants.get(grant).condition,
            FormulaId::Due(duty) => &self.duties.get(duty).due,
            FormulaId::Performed(duty) => &self.duties.get(duty).performed,
        }
    }

    /// An empty set of propositions.
    pub(super) fn no_propositions(&self) -> Bits {
        Bits::new(self.propositions.len())
    }
}
