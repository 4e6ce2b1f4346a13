//! What a changing set of facts leaves known, and what every rule makes of it.
//!
//! A fact that comes or goes changes few propositions, and few rules mention these: only they are looked at again.

use crate::logic::{Bits, Bounds, Known};

use super::super::answer::Verdict;
use super::super::decision::{Oracle, can_differ};
use super::super::prepared::Prepared;
use super::facts::Given;

/// A set of facts, as what they settle and as the bounds of all rules under that.
pub(super) struct Support<'a> {
    prepared: &'a Prepared,
    /// What the facts settle.
    pub known: Known,
    /// For each proposition, how many of the facts make it hold, and how many make it fail.
    counts: Vec<(u32, u32)>,
    bounds: Vec<Bounds>,
    /// Prohibitions that must act; rules of the other kind that must.
    acting: (u32, u32),
    /// Prohibitions that can act; rules of the other kind that can.
    able: (u32, u32),
    /// Rules that mention what has changed since they were last bounded.
    stale: Bits,
}

impl<'a> Support<'a> {
    /// No facts: everything is open.
    pub fn new(prepared: &'a Prepared) -> Support<'a> {
        Support {
            prepared,
            known: Known::open(prepared.propositions.len()),
            counts: vec![(0, 0); prepared.propositions.len()],
            bounds: vec![Bounds { must: false, can: false }; prepared.rules.len()],
            acting: (0, 0),
            able: (0, 0),
            stale: Bits::full(prepared.rules.len()),
        }
    }

    /// Takes a fact in.
    pub fn add(&mut self, given: &Given) {
        self.count(given, true);
    }

    /// Takes a fact out that is in.
    pub fn remove(&mut self, given: &Given) {
        self.count(given, false);
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

    /// Whether every completion comes out so. `Refused` stands for "none is permitted".
    pub fn forces(&mut self, verdict: Verdict, oracle: &mut Oracle) -> bool {
        self.refresh();
        if self.is_forced_by_bounds(verdict) {
            return true;
        }
        let able: Vec<usize> = self.bounds.iter().enumerate().filter(|(_, bounds)| bounds.can).map(|(at, _)| at).collect();
        !can_differ(self.prepared, &self.known, verdict, &able, oracle)
    }

    /// Whether the bounds of the rules alone tell that every completion comes out so.
    pub fn is_forced_by_bounds(&mut self, verdict: Verdict) -> bool {
        self.refresh();
        match verdict {
            Verdict::Permitted => self.able == (0, 0),
            Verdict::NotGranted => self.able.0 == 0 && self.acting.1 > 0,
            Verdict::Prohibited => self.acting.0 > 0,
            Verdict::Refused => self.acting != (0, 0),
            Verdict::Undetermined => false,
        }
    }

    fn refresh(&mut self) {
        while let Some(at) = self.stale.next(0) {
            self.stale.remove(at);
            let rule = self.prepared.rule(at);
            let bounds = rule.program.bounds(&self.known);
            let Some(slot) = self.bounds.get_mut(at) else { continue };
            let before = std::mem::replace(slot, bounds);
            let (acting, able) = match rule.prohibits() {
                true => (&mut self.acting.0, &mut self.able.0),
                false => (&mut self.acting.1, &mut self.able.1),
            };
            *acting = *acting + u32::from(bounds.must) - u32::from(before.must);
            *able = *able + u32::from(bounds.can) - u32::from(before.can);
        }
    }
}
