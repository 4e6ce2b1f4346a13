//! Rules, grants and duties ready to evaluate, and which rules are worth a look.

use std::sync::OnceLock;

use crate::logic::{Bits, Formula, Program, SparseRows};
use crate::policy::{Condition, Duty, Grant, Lifts, LimitId, ProhibitionId};
use crate::vocabulary::{Closed, Vocabulary};

use super::actions::TrackedGroup;
use super::gamma::Gamma;
use super::lowering::Lowering;
use super::propositions::Proposition;
use super::ways::Way;

/// A rule ready to evaluate: it refuses the use where its formula holds.
#[derive(Debug, Clone)]
pub(in crate::check) struct PreparedRule {
    pub refusal: Refusal,
    pub program: Program,
    /// Worked out when first needed.
    pub(super) ways: OnceLock<Vec<Way>>,
}

/// In which way a use is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Refusal {
    /// A prohibition acts; by its place in the policy.
    Prohibition(ProhibitionId),
    /// Of a group of actions under the same grants one is done and none of them given; by its place among the prepared groups.
    Ungranted(usize),
}

impl PreparedRule {
    /// The prohibitions of a policy, then its groups of actions.
    pub(super) fn all(groups: &[TrackedGroup], lowering: &Lowering<'_>) -> Vec<PreparedRule> {
        let rule = |refusal, formula: Formula| {
            let program = Program::new(&formula, lowering.propositions.len());
            PreparedRule { refusal, program, ways: OnceLock::new() }
        };
        let prohibitions = lowering.policy.prohibitions().entries();
        let prohibitions = prohibitions.map(|(at, one)| rule(Refusal::Prohibition(at), lowering.less(&one.condition, &one.exceptions)));
        let ungranted = groups.iter().enumerate().map(|(at, group)| rule(Refusal::Ungranted(at), lowering.ungranted(group)));
        prohibitions.chain(ungranted).collect()
    }

    /// Whether it stands for a prohibition, and not for a missing grant.
    #[inline]
    pub(crate) fn prohibits(&self) -> bool {
        matches!(self.refusal, Refusal::Prohibition(_))
    }
}

/// A grant ready to evaluate.
#[derive(Debug, Clone)]
pub(in crate::check) struct PreparedGrant {
    pub condition: Program,
    /// The actions given, by the number of their concepts, descendants included.
    pub actions: Bits,
    /// The limits folded into it, by their place in the policy, and when each takes it away.
    pub limits: Vec<(LimitId, Program)>,
}

impl PreparedGrant {
    /// A grant of the policy.
    pub(super) fn new(grant: &Grant, lowering: &Lowering<'_>) -> PreparedGrant {
        let mut limits = Vec::new();
        grant.condition.visit(&mut |part| {
            if let Condition::Not(inner, Some(Lifts::Limit(id))) = part {
                limits.push((*id, lowering.program(inner)));
            }
        });
        let vocabulary = lowering.policy.vocabulary();
        let mut actions = Bits::new(vocabulary.concepts().len());
        grant.actions.iter().flat_map(|action| vocabulary.with_descendants(*action)).for_each(|action| actions.insert(action.index()));
        PreparedGrant { condition: lowering.program(&grant.condition), actions, limits }
    }
}

/// A duty ready to evaluate.
#[derive(Debug, Clone)]
pub(in crate::check) struct PreparedDuty {
    /// Trigger, less the exceptions.
    pub due: Program,
    pub performed: Program,
    /// Whether trigger and performance share no proposition, not even through Γ.
    pub independent: bool,
}

impl PreparedDuty {
    /// A duty of the policy.
    pub(super) fn new(duty: &Duty, lowering: &Lowering<'_>, gamma: &Gamma) -> PreparedDuty {
        let due = Program::new(&lowering.less(&duty.trigger, &duty.exceptions), lowering.propositions.len());
        let performed = lowering.program(&duty.performed_by);
        let independent = due.propositions().all(|at| !performed.meets(gamma.tied_to(at)));
        PreparedDuty { due, performed, independent }
    }
}

/// Which formulas may hold, by which propositions can.
#[derive(Debug, Clone)]
pub(in crate::check) struct Guards {
    /// For each proposition, the formulas that may hold where it can.
    guarded: Vec<SparseRows>,
    /// The propositions of which there are such formulas.
    guarding: Bits,
    /// Formulas that may hold whatever does.
    unguarded: Bits,
}

impl Guards {
    /// For each formula the propositions to watch: facets in which little holds make the best guards.
    pub(super) fn new<'p>(
        programs: impl ExactSizeIterator<Item = &'p Program>,
        vocabulary: &Vocabulary,
        propositions: &[Proposition],
    ) -> Guards {
        let cost = |var: usize, negated: bool| match propositions.get(var) {
            _ if negated => 1000,
            Some(Proposition::Concept(concept)) => match vocabulary.facet(vocabulary.concept(*concept).facet()).closed() {
                Closed::Always => 1,
                Closed::WhenStated => 20,
                Closed::Never if vocabulary.concept(*concept).is_odd() => 2,
                Closed::Never => 50,
            },
            Some(Proposition::Above { .. } | Proposition::Local(_)) | None => 10,
        };
        let formulas = programs.len();
        let (mut guarded, mut unguarded) = (vec![Vec::new(); propositions.len()], Bits::new(formulas));
        for (at, program) in programs.enumerate() {
            match program.guard(&cost).filter(|literals| literals.iter().all(|(_, negated)| !negated)) {
                Some(literals) => literals.iter().for_each(|(var, _)| list(&mut guarded, *var, at)),
                None => unguarded.insert(at),
            }
        }
        let mut guarding = Bits::new(propositions.len());
        guarded.iter().enumerate().filter(|(_, rules)| !rules.is_empty()).for_each(|(at, _)| guarding.insert(at));
        let rows = |places: &Vec<u32>| SparseRows::of_numbers(places.iter().map(|at| *at as usize), formulas);
        Guards { guarded: guarded.iter().map(rows).collect(), guarding, unguarded }
    }

    /// Fills `formulas` with those that may hold where these propositions can.
    #[inline]
    pub(crate) fn candidates(&self, can: &Bits, formulas: &mut Bits) {
        formulas.copy_from(&self.unguarded);
        for place in can.shared(&self.guarding) {
            self.guarded.get(place).into_iter().for_each(|guarded| guarded.add_row_to(0, formulas));
        }
    }
}

/// For each proposition the rules that it occurs in.
pub(super) fn mentioned(rules: &[PreparedRule], propositions: usize) -> Vec<Vec<u32>> {
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
