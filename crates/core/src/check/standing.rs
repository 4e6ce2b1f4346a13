//! What a changing set of facts leaves known, and what every rule makes of it.
//!
//! A fact that comes or goes changes few propositions, and few rules mention these: only they are looked at again.

use crate::logic::{Bits, Fuzzy, View};

use super::Verdict;
use super::decide::Scratch;
use super::facts::Given;
use super::prepare::{Prepared, PreparedRule, Refusal};
use super::situation::Situation;

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
    /// What is known for the use without presuming anything absent.
    unpresumed: View,
    /// Rules that mention what has changed since they were last evaluated.
    stale: Bits,
    /// What `stale` was before a fact was last taken out, and the values of the rules evaluated since: to put the fact back.
    stale_before: Bits,
    values_before: Vec<(usize, Fuzzy)>,
}

/// What the bounds of the rules tell of a verdict.
pub(super) enum Bounds {
    /// Every completion comes out so; what is known of these propositions is enough for that.
    Force(Bits),
    /// Some completion comes out differently.
    Break,
    /// Nothing.
    LeaveOpen,
}

/// How many rules must act, and how many can.
#[derive(Default)]
struct Tally {
    must: u32,
    can: u32,
}

impl<'a> Standing<'a> {
    /// All that is known for a use, before it is told by which facts.
    pub fn new(prepared: &'a Prepared, situation: &Situation) -> Standing<'a> {
        let mut unpresumed = situation.view.clone();
        unpresumed.can.add(&situation.presumed_absent);
        Standing {
            prepared,
            view: situation.view.clone(),
            support: vec![(0, 0); prepared.propositions.len()],
            values: vec![Fuzzy { must: false, can: false }; prepared.rules.len()],
            prohibitions: Tally::default(),
            ungranted: Tally::default(),
            unpresumed,
            stale: Bits::full(prepared.rules.len()),
            stale_before: Bits::new(prepared.rules.len()),
            values_before: Vec::new(),
        }
    }

    /// Forgets all that does not rest on these facts.
    pub fn rest_on(&mut self, facts: &[Given]) {
        self.view = View::open(self.prepared.propositions.len());
        facts.iter().for_each(|given| self.count(given, true));
        self.stale = Bits::full(self.prepared.rules.len());
    }

    /// Takes a fact out that is in.
    pub fn remove(&mut self, given: &Given) {
        self.stale_before.copy_from(&self.stale);
        self.values_before.clear();
        self.count(given, false);
    }

    /// Puts the fact back that was taken out last.
    pub fn put_back(&mut self, given: &Given) {
        self.count(given, true);
        self.stale.copy_from(&self.stale_before);
        while let Some((at, before)) = self.values_before.pop() {
            self.set(at, before);
        }
    }

    /// What each literal by itself tells of a verdict. `Refused` stands for "none is permitted": that both other outcomes occur is not looked at.
    pub fn bounds(&mut self, verdict: Verdict, scratch: &mut Scratch) -> Bounds {
        if !self.evaluate(verdict, scratch) {
            return Bounds::Break;
        }
        let has_failed = |tally: &Tally| tally.can == 0;
        let refuses = |refusal: Refusal| verdict == Verdict::Refused || matches!(refusal, Refusal::Prohibition(_));
        let core = match verdict {
            Verdict::Permitted => (has_failed(&self.prohibitions) && has_failed(&self.ungranted)).then(|| self.all()),
            Verdict::NotGranted => (has_failed(&self.prohibitions) && self.ungranted.must > 0).then(|| self.all()),
            Verdict::Prohibited | Verdict::Refused => self.acting(refuses).map(|rule| rule.program.propositions().collect()),
            Verdict::Undetermined => None,
        };
        core.map_or(Bounds::LeaveOpen, Bounds::Force)
    }

    fn all(&self) -> Bits {
        Bits::full(self.prepared.propositions.len())
    }

    /// The last rule that must act; if there is one, the last that does so whatever is presumed.
    fn acting(&self, is_wanted: impl Fn(Refusal) -> bool) -> Option<&'a PreparedRule> {
        let rules = self.prepared.rules.iter().zip(&self.values);
        let acting = rules.filter(|(rule, value)| value.must && is_wanted(rule.refusal)).map(|(rule, _)| rule);
        acting.max_by_key(|rule| rule.program.value(&self.unpresumed).must)
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

    /// Evaluates what is stale; `false` as soon as a rule that has to fail for the verdict surely acts in some completion.
    fn evaluate(&mut self, verdict: Verdict, scratch: &mut Scratch) -> bool {
        let has_to_fail = |refusal: Refusal| match refusal {
            Refusal::Prohibition(_) => matches!(verdict, Verdict::Permitted | Verdict::NotGranted),
            Refusal::Ungranted(_) => verdict == Verdict::Permitted,
        };
        while let Some(at) = self.stale.first() {
            self.stale.remove(at);
            let Some(rule) = self.prepared.rules.get(at) else { continue };
            let value = rule.program.value(&self.view);
            let before = self.set(at, value);
            self.values_before.push((at, before));
            if value.can && has_to_fail(rule.refusal) && self.surely_acts(rule, verdict, scratch) {
                return false;
            }
        }
        true
    }

    /// Whether a rule that can act, as far as its literals tell, does so in some completion that comes out differently.
    fn surely_acts(&self, rule: &PreparedRule, verdict: Verdict, scratch: &mut Scratch) -> bool {
        let acting = || std::iter::once((&rule.program, true));
        scratch.reaches_bounds(std::iter::once(&rule.program), &self.view, &self.prepared.gamma)
            || self.prepared.plain_outcome(&self.view, acting(), scratch).is_some_and(|outcome| outcome != verdict)
    }

    /// Notes the value of a rule, and gives the one before.
    fn set(&mut self, at: usize, value: Fuzzy) -> Fuzzy {
        let (Some(rule), Some(slot)) = (self.prepared.rules.get(at), self.values.get_mut(at)) else { return value };
        let before = std::mem::replace(slot, value);
        let tally = match rule.refusal {
            Refusal::Prohibition(_) => &mut self.prohibitions,
            Refusal::Ungranted(_) => &mut self.ungranted,
        };
        tally.must = tally.must + u32::from(value.must) - u32::from(before.must);
        tally.can = tally.can + u32::from(value.can) - u32::from(before.can);
        before
    }
}
