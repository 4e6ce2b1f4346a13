//! A minimal set of facts that forces a verdict (semantics §5).
//!
//! Facts are gathered that settle as many rules as the verdict needs; then each of them that the verdict stands without is dropped, presumptions
//! first. Where the bounds of the rules do not force the verdict, all facts are gathered.

use std::cmp::Reverse;

use crate::logic::Known;

use super::super::answer::Verdict;
use super::Explaining;
use super::facts::{Facts, Given, Reason, Role, absent, settling};
use super::support::{Support, Wanted, must_act, must_fail};

impl Explaining<'_> {
    /// Facts that force a definite verdict, of which none can go.
    pub(super) fn because(&mut self, verdict: Verdict) -> Vec<Reason> {
        let facts = Facts { prepared: self.prepared, statements: self.statements, situation: self.situation };
        let support = Support::new(self.prepared, verdict);
        let mut gathering = Gathering { facts, support, kept: Vec::new(), wanted: Vec::new() };
        if !gathering.settle_rules(verdict) {
            gathering.take_all();
        }
        let Gathering { mut support, mut kept, .. } = gathering;
        kept.sort_unstable();
        let mut needed: Vec<Given> = Vec::new();
        while let Some((given, wanted)) = kept.pop() {
            if !support.take_out(&given, wanted.as_ref(), &mut self.decision.oracle) {
                needed.push(given);
            }
        }
        needed.sort_unstable();
        let beside = if verdict == Verdict::NotGranted { self.beside_the_grant(&needed) } else { Vec::new() };
        let reason = |given: &Given| {
            let role = if beside.contains(given) { Role::RulesOutProhibited } else { Role::Decides };
            Reason { role, ..given.reason(self.prepared, self.statements) }
        };
        needed.iter().map(reason).collect()
    }

    /// Of facts that leave a use not granted, those without which no completion is permitted either: they only rule out that it is prohibited.
    fn beside_the_grant(&mut self, needed: &[Given]) -> Vec<Given> {
        let mut support = Support::of_none_permitted(self.prepared);
        needed.iter().for_each(|given| support.add(given));
        let beside = needed.iter().rev().copied().filter(|given| support.take_out(given, None, &mut self.decision.oracle));
        beside.collect()
    }
}

/// Facts on the way to enough of them.
struct Gathering<'a> {
    facts: Facts<'a>,
    support: Support<'a>,
    /// The facts, those that settle a rule with the literal of it that they settle.
    kept: Vec<(Given, Option<Wanted>)>,
    /// Literals that a rule needs.
    wanted: Vec<(usize, bool)>,
}

impl Gathering<'_> {
    /// Settles each rule that the verdict needs to fail, and one that it needs to act; whether the bounds of these then force the verdict.
    fn settle_rules(&mut self, verdict: Verdict) -> bool {
        let prepared = self.facts.prepared;
        let acting = self.acting_rule(|prohibits| must_act(verdict, prohibits));
        let acts = acting.is_some_and(|rule| self.settle(rule, true));
        for at in 0..prepared.rules.len() {
            if must_fail(verdict, prepared.rule(at).prohibits()) {
                self.support.is_settled &= self.settle(at, false);
            }
        }
        self.support.is_settled && (acts || verdict == Verdict::Permitted)
    }

    /// The first rule of a wanted kind that must act; if there is one, the first that does so whatever is presumed absent.
    fn acting_rule(&self, is_wanted: impl Fn(bool) -> bool) -> Option<usize> {
        let known = &self.facts.situation.known;
        let acting = |at: &usize| {
            let rule = self.facts.prepared.rule(*at);
            is_wanted(rule.prohibits()) && rule.program.bounds(known).must
        };
        let unpresumed = {
            let mut can = known.can.clone();
            can.add(&self.facts.situation.presumed_absent);
            Known { must: known.must.clone(), can }
        };
        let rules = || (0..self.facts.prepared.rules.len()).filter(acting);
        rules().find(|at| self.facts.prepared.rule(*at).program.bounds(&unpresumed).must).or_else(|| rules().next())
    }

    /// Takes in facts that make a rule act, or fail, whatever else is so; where none do, those that come nearest. Whether its bounds tell then.
    fn settle(&mut self, rule: usize, holds: bool) -> bool {
        let Gathering { facts: Facts { prepared, situation, .. }, support, wanted, .. } = self;
        let program = &prepared.rule(rule).program;
        wanted.clear();
        let mut is_settled = program.settle(
            holds,
            &situation.known,
            &support.known,
            &|at| u32::from(situation.presumed_absent.has(at)),
            &mut |at, holds| {
                wanted.push((at, holds));
            },
        );
        let wanted = std::mem::take(wanted);
        for (at, literal_holds) in &wanted {
            if self.support.known.settles(*at) != Some(*literal_holds) {
                let wanted = Wanted { rule, at: *at, holds: *literal_holds };
                self.take_settling(*at, *literal_holds, Some(wanted));
                is_settled &= self.support.known.settles(*at) == Some(*literal_holds);
            }
        }
        self.wanted = wanted;
        is_settled
    }

    /// Takes in the best fact that settles a proposition so: what is stated before what is presumed, and of that what settles the most.
    fn take_settling(&mut self, at: usize, holds: bool, wanted: Option<Wanted>) {
        let facts = self.facts;
        let mut best: Option<Given> = None;
        settling(&facts, at, holds, &mut |given| {
            if best.is_none_or(|best| given < best) {
                best = Some(given);
            }
        });
        let settled_by_absence = |at: &usize| (Reverse(facts.prepared.gamma.settled_by_absence(*at)), *at);
        let absent = || absent(&facts, at).filter(|_| !holds).min_by_key(settled_by_absence);
        let best = best.or_else(|| Some(Given::absent(facts.prepared, absent()?)));
        best.into_iter().for_each(|given| self.take(given, wanted));
    }

    fn take(&mut self, given: Given, wanted: Option<Wanted>) {
        self.support.add(&given);
        self.kept.push((given, wanted));
    }

    /// Takes in every fact that settles a proposition.
    fn take_all(&mut self) {
        let facts = self.facts;
        let mut all: Vec<Given> = Vec::new();
        for at in 0..self.facts.prepared.propositions.len() {
            if let Some(holds) = self.facts.situation.known.settles(at) {
                settling(&facts, at, holds, &mut |given| all.push(given));
                all.extend(absent(&facts, at).filter(|_| !holds).map(|at| Given::absent(facts.prepared, at)));
            }
        }
        all.sort_unstable();
        all.dedup();
        all.retain(|given| !self.kept.iter().any(|(kept, _)| kept == given));
        all.into_iter().for_each(|given| self.take(given, None));
    }
}
