//! What a changing set of facts leaves known, and what every rule makes of it.
//!
//! A fact that comes or goes changes few propositions, and few rules mention these: only they are looked at again.

use crate::logic::{Bits, Bounds, Known};

use super::super::answer::Verdict;
use super::super::decision::{Oracle, can_differ};
use super::super::prepared::{Named, Prepared};
use super::facts::Given;

/// A set of facts, as what they settle and as the bounds of all rules under that.
pub(super) struct Support<'a> {
    prepared: &'a Prepared,
    /// What the facts settle.
    pub known: Known,
    /// For each proposition, how many of the facts make it hold, and how many make it fail.
    counts: Vec<(u32, u32)>,
    bounds: Vec<Bounds>,
    prohibitions: Tally,
    ungranted: Tally,
    /// Rules that mention what has changed since they were last bounded.
    stale: Bits,
    /// The rules bounded since a fact was last taken out, with their bounds before: to put the fact back.
    changed: Vec<(usize, Bounds)>,
    /// For a witness in the making.
    witness: Known,
}

/// A literal for which a fact was taken in, so that a rule fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    pub rule: usize,
    pub at: usize,
    pub holds: bool,
}

/// How many rules of a kind must act, and how many can.
#[derive(Default)]
struct Tally {
    must: u32,
    can: u32,
}

impl<'a> Support<'a> {
    /// No facts: everything is open.
    pub fn new(prepared: &'a Prepared) -> Support<'a> {
        Support {
            prepared,
            known: Known::open(prepared.propositions.len()),
            counts: vec![(0, 0); prepared.propositions.len()],
            bounds: vec![Bounds { must: false, can: false }; prepared.rules.len()],
            prohibitions: Tally::default(),
            ungranted: Tally::default(),
            stale: Bits::full(prepared.rules.len()),
            changed: Vec::new(),
            witness: Known::default(),
        }
    }

    /// Takes a fact in.
    pub fn add(&mut self, given: &Given) {
        self.count(given, true);
    }

    /// Takes a fact out that is in, while all rules are bounded.
    pub fn remove(&mut self, given: &Given) {
        self.changed.clear();
        self.count(given, false);
    }

    /// Puts the fact back that was taken out last.
    pub fn put_back(&mut self, given: &Given) {
        self.count(given, true);
        self.stale.clear();
        while let Some((at, before)) = self.changed.pop() {
            self.set(at, before);
        }
    }

    fn count(&mut self, given: &Given, is_new: bool) {
        let Support { prepared, known, counts, stale, .. } = self;
        given.settles(prepared, &mut |at, holds| {
            let Some((holding, failing)) = counts.get_mut(at) else { return };
            let count = if holds { holding } else { failing };
            *count = if is_new { *count + 1 } else { *count - 1 };
            if *count != u32::from(is_new) {
                return;
            }
            match (holds, is_new) {
                (true, true) => known.must.insert(at),
                (true, false) => known.must.remove(at),
                (false, true) => known.can.remove(at),
                (false, false) => known.can.insert(at),
            }
            prepared.mentioned.get(at).into_iter().flatten().for_each(|rule| stale.insert(*rule as usize));
        });
    }

    /// Whether some completion comes out otherwise once a fact is taken out that was taken in since it settles a literal of a rule that must fail:
    /// true only where that is sure.
    ///
    /// Where nothing else settles the proposition, it can be the other way, and its ancestors with it. If the rule acts where nothing holds but
    /// what must, and that, then that is such a completion.
    pub fn is_needed(&mut self, wanted: &Wanted) -> bool {
        let count = self.counts.get(wanted.at).map_or(0, |(holding, failing)| if wanted.holds { *holding } else { *failing });
        let gamma = &self.prepared.gamma;
        if count != 1 || wanted.holds || gamma.is_abstract.has(wanted.at) || gamma.needs_child(&self.known) {
            return false;
        }
        self.witness.must.copy_from(&self.known.must);
        self.witness.must.insert(wanted.at);
        self.witness.must.add(gamma.above.of(wanted.at));
        self.witness.can.copy_from(&self.witness.must);
        !gamma.excludes.of(wanted.at).meets(&self.known.must) && self.prepared.rule(wanted.rule).program.bounds(&self.witness).must
    }

    /// Whether a rule acts in some completion, after a fact was taken out.
    pub fn may_act(&self, rule: usize, oracle: &mut Oracle) -> bool {
        oracle.has_completion(self.prepared, &self.known, [(Named::Rule(rule), true)])
    }

    /// Whether every completion comes out so, after a fact was taken out. `Refused` stands for "none is permitted".
    pub fn forces(&mut self, verdict: Verdict, oracle: &mut Oracle) -> bool {
        if self.is_forced_by_bounds(verdict) {
            return true;
        }
        let able: Vec<usize> = self.bounds.iter().enumerate().filter(|(_, bounds)| bounds.can).map(|(at, _)| at).collect();
        !can_differ(self.prepared, &self.known, verdict, &able, oracle)
    }

    /// Whether the bounds of the rules alone tell that every completion comes out so.
    pub fn is_forced_by_bounds(&mut self, verdict: Verdict) -> bool {
        self.refresh();
        let (prohibitions, ungranted) = (&self.prohibitions, &self.ungranted);
        match verdict {
            Verdict::Permitted => prohibitions.can == 0 && ungranted.can == 0,
            Verdict::NotGranted => prohibitions.can == 0 && ungranted.must > 0,
            Verdict::Prohibited => prohibitions.must > 0,
            Verdict::Refused => prohibitions.must > 0 || ungranted.must > 0,
            Verdict::Undetermined => false,
        }
    }

    fn refresh(&mut self) {
        let mut stale = std::mem::take(&mut self.stale);
        for at in stale.iter() {
            let bounds = self.prepared.rule(at).program.bounds(&self.known);
            let before = self.set(at, bounds);
            self.changed.push((at, before));
        }
        stale.clear();
        self.stale = stale;
    }

    /// Notes the bounds of a rule, and gives those before.
    fn set(&mut self, at: usize, bounds: Bounds) -> Bounds {
        let Some(slot) = self.bounds.get_mut(at) else { return bounds };
        let before = std::mem::replace(slot, bounds);
        let tally = if self.prepared.rule(at).prohibits() { &mut self.prohibitions } else { &mut self.ungranted };
        tally.must = tally.must + u32::from(bounds.must) - u32::from(before.must);
        tally.can = tally.can + u32::from(bounds.can) - u32::from(before.can);
        before
    }
}
