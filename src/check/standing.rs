//! What a changing set of facts leaves known, and what every rule makes of it.
//!
//! A fact that comes or goes changes few propositions, and few rules mention these: only they are looked at again.

use crate::logic::{Bits, Fuzzy, View};

use super::Verdict;
use super::facts::Given;
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
    /// Rules that mention what the last change changed.
    touched: Bits,
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
            touched: Bits::full(prepared.rules.len()),
        };
        facts.iter().for_each(|given| standing.count(given, true));
        standing.evaluate_touched();
        standing
    }

    /// Puts a fact in.
    pub fn insert(&mut self, given: &Given) {
        self.touched.clear();
        self.count(given, true);
        self.evaluate_touched();
    }

    /// Takes a fact out that is in.
    pub fn remove(&mut self, given: &Given) {
        self.touched.clear();
        self.count(given, false);
        self.evaluate_touched();
    }

    /// The rules that may act now that the last change was made.
    pub fn possible(&self) -> impl Iterator<Item = &'a PreparedRule> + '_ {
        let can_act = |at: &usize| self.values.get(*at).is_some_and(|value| value.can);
        self.touched.iter().filter(can_act).filter_map(|at| self.prepared.rules.get(at))
    }

    /// Whether every completion comes out so, as far as each literal by itself tells.
    ///
    /// `Refused` asks whether none is permitted: that both other outcomes occur is not looked at.
    pub fn forces(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Permitted => self.prohibitions.can == 0 && self.ungranted.can == 0,
            Verdict::NotGranted => self.prohibitions.can == 0 && self.ungranted.must > 0,
            Verdict::Prohibited => self.prohibitions.must > 0,
            Verdict::Refused => self.prohibitions.must > 0 || self.ungranted.must > 0,
            Verdict::Undetermined => false,
        }
    }

    fn count(&mut self, given: &Given, is_new: bool) {
        let Standing { prepared, view, support, touched, .. } = self;
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
            prepared.mentioned.get(at).into_iter().flatten().for_each(|rule| touched.insert(*rule as usize));
        });
    }

    fn evaluate_touched(&mut self) {
        for at in self.touched.iter() {
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
