//! What a changing set of facts leaves known, and what every rule makes of it.
//!
//! A fact that comes or goes changes few propositions, and few rules mention these: only they are looked at again.

use crate::logic::{Bits, Fuzzy, View};

use super::Verdict;
use super::facts::{Given, Origin};
use super::prepare::{Prepared, PreparedRule, Refusal};

/// A set of facts, as what they settle and as the values of all rules under that.
pub(super) struct Standing<'a> {
    prepared: &'a Prepared,
    /// What the facts leave known of each proposition.
    pub view: View,
    /// For each proposition, how many of the facts make it hold, and how many make it fail.
    support: Vec<(u32, u32)>,
    values: Vec<Fuzzy>,
    prohibitions: Tally,
    ungranted: Tally,
    /// Propositions that are presumed to fail.
    presumed: Bits,
    /// Rules that mention what has changed since they were last evaluated.
    stale: Bits,
    /// Rules that were evaluated last.
    fresh: Bits,
}

/// How many rules must act, and how many can.
#[derive(Default)]
struct Tally {
    must: u32,
    can: u32,
}

impl<'a> Standing<'a> {
    /// The set of all of these facts.
    pub fn new(prepared: &'a Prepared, facts: &[Given]) -> Standing<'a> {
        let mut standing = Standing {
            prepared,
            view: View::open(prepared.propositions.len()),
            support: vec![(0, 0); prepared.propositions.len()],
            values: vec![Fuzzy { must: false, can: false }; prepared.rules.len()],
            prohibitions: Tally::default(),
            ungranted: Tally::default(),
            presumed: Bits::new(prepared.propositions.len()),
            stale: Bits::full(prepared.rules.len()),
            fresh: Bits::new(prepared.rules.len()),
        };
        for given in facts {
            standing.insert(given);
            if given.origin == Origin::Presumed {
                prepared.settled_by(given, &mut |at, _| standing.presumed.insert(at));
            }
        }
        standing
    }

    /// Puts a fact in.
    pub fn insert(&mut self, given: &Given) {
        self.count(given, true);
    }

    /// Takes a fact out that is in.
    pub fn remove(&mut self, given: &Given) {
        self.count(given, false);
    }

    /// Where each literal by itself tells that every completion comes out so, the propositions that are enough for that.
    ///
    /// `Refused` asks whether none is permitted: that both other outcomes occur is not looked at.
    pub fn forces(&mut self, verdict: Verdict) -> Option<Bits> {
        self.evaluate();
        let refuses = |refusal: Refusal| verdict == Verdict::Refused || matches!(refusal, Refusal::Prohibition(_));
        match verdict {
            Verdict::Permitted => (self.prohibitions.can == 0 && self.ungranted.can == 0).then(|| self.all()),
            Verdict::NotGranted => (self.prohibitions.can == 0 && self.ungranted.must > 0).then(|| self.all()),
            Verdict::Prohibited | Verdict::Refused => self.acting(refuses).map(|rule| rule.program.propositions().collect()),
            Verdict::Undetermined => None,
        }
    }

    /// The rules that may act now and could not before the last change.
    pub fn possible(&self) -> impl Iterator<Item = &'a PreparedRule> + '_ {
        let can_act = |at: &usize| self.values.get(*at).is_some_and(|value| value.can);
        self.fresh.iter().filter(can_act).filter_map(|at| self.prepared.rules.get(at))
    }

    fn all(&self) -> Bits {
        Bits::full(self.prepared.propositions.len())
    }

    /// A rule that must act, best one that rests on few presumptions.
    fn acting(&self, is_wanted: impl Fn(Refusal) -> bool) -> Option<&'a PreparedRule> {
        let rules = self.prepared.rules.iter().zip(&self.values);
        let acting = rules.filter(|(rule, value)| value.must && is_wanted(rule.refusal)).map(|(rule, _)| rule);
        acting.min_by_key(|rule| rule.program.propositions().filter(|at| self.presumed.has(*at)).count())
    }

    fn count(&mut self, given: &Given, is_new: bool) {
        let Standing { prepared, view, support, stale, .. } = self;
        prepared.settled_by(given, &mut |at, holds| {
            let Some((holding, failing)) = support.get_mut(at) else { return };
            let count = if holds { holding } else { failing };
            *count = if is_new { *count + 1 } else { *count - 1 };
            if *count != u32::from(is_new) {
                return;
            }
            match (holds, is_new) {
                (true, true) => view.must.insert(at),
                (true, false) => view.must.remove(at),
                (false, true) => view.can.remove(at),
                (false, false) => view.can.insert(at),
            }
            prepared.mentioned.get(at).into_iter().flatten().for_each(|rule| stale.insert(*rule as usize));
        });
    }

    fn evaluate(&mut self) {
        std::mem::swap(&mut self.fresh, &mut self.stale);
        self.stale.clear();
        for at in self.fresh.iter() {
            let (Some(rule), Some(value)) = (self.prepared.rules.get(at), self.values.get_mut(at)) else { continue };
            let before = std::mem::replace(value, rule.program.value(&self.view));
            let tally = match rule.refusal {
                Refusal::Prohibition(_) => &mut self.prohibitions,
                Refusal::Ungranted(_) => &mut self.ungranted,
            };
            tally.must = tally.must + u32::from(value.must) - u32::from(before.must);
            tally.can = tally.can + u32::from(value.can) - u32::from(before.can);
        }
    }
}
