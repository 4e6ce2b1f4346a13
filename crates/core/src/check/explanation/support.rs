//! What a changing set of facts leaves known, and whether it still forces a verdict.
//!
//! A fact that goes changes few propositions, and few rules mention these: only they are looked at again.

use crate::logic::{Bits, Known};

use super::super::answer::{Outcome, Outcomes, Verdict};
use super::super::decision::{Oracle, can_differ};
use super::super::prepared::Prepared;
use super::facts::Given;

/// A set of facts that forces a verdict, as what they settle.
pub(super) struct Support<'a> {
    prepared: &'a Prepared,
    verdict: Verdict,
    /// What the facts settle.
    pub known: Known,
    /// For each proposition, how many of the facts make it hold, and how many make it fail.
    counts: Vec<(u32, u32)>,
    /// Whether no rule that must fail may act, as far as its bounds go.
    pub is_settled: bool,
    /// What the facts settle without one of them.
    rest: Known,
    /// The completion of that in which nothing holds but what must.
    least: Known,
    /// Some rules: those that may act in that completion, or those that mention what the one fact settles alone.
    touched: Bits,
}

/// A literal for which a fact was taken in, so that a rule acts, or fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    pub rule: usize,
    pub at: usize,
    pub holds: bool,
}

/// Whether a verdict needs that some prohibition acts, or (not `prohibits`) that some grant is missing.
pub(super) fn must_act(verdict: Verdict, prohibits: bool) -> bool {
    match verdict {
        Verdict::Prohibited => prohibits,
        Verdict::NotGranted => !prohibits,
        Verdict::Refused => true,
        Verdict::Permitted | Verdict::Undetermined => false,
    }
}

/// Whether a verdict needs that no prohibition acts, or (not `prohibits`) that no grant is missing.
pub(super) fn must_fail(verdict: Verdict, prohibits: bool) -> bool {
    match verdict {
        Verdict::Permitted => true,
        Verdict::NotGranted => prohibits,
        Verdict::Prohibited | Verdict::Refused | Verdict::Undetermined => false,
    }
}

impl<'a> Support<'a> {
    /// No facts: everything is open.
    pub(super) fn new(prepared: &'a Prepared, verdict: Verdict) -> Support<'a> {
        Support {
            prepared,
            verdict,
            known: Known::open(prepared.propositions.len()),
            counts: vec![(0, 0); prepared.propositions.len()],
            is_settled: true,
            rest: Known::default(),
            least: Known::default(),
            touched: Bits::new(prepared.rules.len()),
        }
    }

    /// No facts, of which it is to be seen whether they rule out that a completion is permitted, however it is refused.
    pub(super) fn of_none_permitted(prepared: &'a Prepared) -> Support<'a> {
        Support { is_settled: false, ..Support::new(prepared, Verdict::Refused) }
    }

    /// Takes a fact in.
    pub(super) fn add(&mut self, given: &Given) {
        let Support { prepared, known, counts, .. } = self;
        given.settles(prepared, &mut |at, holds| {
            let Some((holding, failing)) = counts.get_mut(at) else { return };
            if holds {
                *holding += 1;
                known.must.insert(at);
            } else {
                *failing += 1;
                known.can.remove(at);
            }
        });
    }

    /// Takes a fact out, unless the verdict hangs on it; whether it was taken out.
    ///
    /// `wanted` is the literal that it was taken in for.
    pub(super) fn take_out(&mut self, given: &Given, wanted: Option<&Wanted>, oracle: &mut Oracle) -> bool {
        self.leave_out(given);
        if self.is_sure_to_differ(wanted) || !self.forces(given, oracle) {
            return false;
        }
        let Support { prepared, known, counts, rest, .. } = self;
        given.settles(prepared, &mut |at, holds| {
            let Some((holding, failing)) = counts.get_mut(at) else { return };
            *(if holds { holding } else { failing }) -= 1;
        });
        std::mem::swap(known, rest);
        true
    }

    /// Notes what the facts settle without one of them.
    fn leave_out(&mut self, given: &Given) {
        let Support { prepared, known, counts, rest, .. } = self;
        rest.must.copy_from(&known.must);
        rest.can.copy_from(&known.can);
        given.settles(prepared, &mut |at, holds| match counts.get(at) {
            Some((1, _)) if holds => rest.must.remove(at),
            Some((_, 1)) if !holds => rest.can.insert(at),
            Some(_) | None => {}
        });
    }

    /// Whether one of two completions of the rest comes out otherwise: true only where that is sure.
    ///
    /// A rule that must fail acts in the one, by a way that takes the literal otherwise. In the other nothing holds but what must, and the literal
    /// of a rule that must act, where it is to fail.
    fn is_sure_to_differ(&mut self, wanted: Option<&Wanted>) -> bool {
        let Support { prepared, verdict, rest, least, touched, .. } = self;
        let gamma = &prepared.gamma;
        if gamma.needs_child(rest) {
            return false;
        }
        least.must.copy_from(&rest.must);
        if let Some(Wanted { rule, at, holds }) = wanted {
            if must_fail(*verdict, prepared.rule(*rule).prohibits()) {
                return prepared.ways(*rule).iter().any(|way| way.takes(*at, !holds) && way.is_open(rest));
            }
            if !holds && !gamma.is_abstract.has(*at) && rest.can.has(*at) && !gamma.excludes.of(*at).meets(&rest.must) {
                least.must.insert(*at);
                least.must.add(gamma.above.of(*at));
            }
        }
        least.can.copy_from(&least.must);
        prepared.guards.candidates(&least.can, touched);
        let acts = |prohibits: bool| {
            let mut rules = touched.iter().map(|at| prepared.rule(at)).filter(|rule| rule.prohibits() == prohibits);
            rules.any(|rule| rule.program.bounds(least).must)
        };
        let outcomes: Outcomes = [Outcome::of(acts(true), acts(false))].into_iter().collect();
        match verdict {
            Verdict::Refused => outcomes.permitted,
            definite => outcomes.verdict() != *definite,
        }
    }

    /// Whether every completion of the rest comes out so. `Refused` stands for "none is permitted".
    fn forces(&mut self, given: &Given, oracle: &mut Oracle) -> bool {
        self.touch(given);
        let Support { prepared, verdict, rest, touched, is_settled, .. } = self;
        let must_fail = |at: &usize| must_fail(*verdict, prepared.rule(*at).prohibits());
        let may_act = |at: &usize| prepared.rule(*at).program.bounds(rest).can;
        let rules = || 0..prepared.rules.len();
        let mut able: Vec<usize> = match is_settled {
            true => touched.iter().filter(must_fail).filter(may_act).collect(),
            false => rules().filter(must_fail).filter(may_act).collect(),
        };
        let acts = |at: usize| must_act(*verdict, prepared.rule(at).prohibits()) && prepared.rule(at).program.bounds(rest).must;
        if able.is_empty() && (*verdict == Verdict::Permitted || rules().any(acts)) {
            return true;
        }
        let fail_by_bounds = able.is_empty();
        able.extend(rules().filter(|at| !must_fail(at)).filter(may_act));
        let is_forced = !can_differ(prepared, rest, *verdict, &able, oracle);
        // A rule that only Γ makes fail may act once a fact is gone that settles none of its literals.
        *is_settled &= fail_by_bounds || !is_forced;
        is_forced
    }

    /// Notes the rules that mention what one of the facts settles alone.
    fn touch(&mut self, given: &Given) {
        let Support { prepared, counts, touched, .. } = self;
        touched.clear();
        given.settles(prepared, &mut |at, holds| {
            let is_alone = counts.get(at).is_some_and(|(holding, failing)| *(if holds { holding } else { failing }) == 1);
            let mentioned = prepared.mentioned.get(at).into_iter().flatten();
            mentioned.filter(|_| is_alone).for_each(|rule| touched.insert(*rule as usize));
        });
    }
}
