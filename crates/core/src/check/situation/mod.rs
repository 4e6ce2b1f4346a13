//! What is known of every numbered proposition for one use: stated, presumed, or open (semantics §2).
//!
//! `statements` looks the names of a use up, `contradiction` finds statements that can't stand together, this file works out what follows and
//! what is presumed, in rows of bits and without allocation.

mod contradiction;
mod statements;

use crate::base::Table;
use crate::logic::{Bits, Known, SparseRows};
use crate::policy::LocalId;
use crate::usage::Said;
use crate::vocabulary::{Closed, ConceptId, FacetId, GroupId, Vocabulary};

use super::answer::Contradiction;
use super::prepared::{AllEffects, Effects, FacetEffects, Intervals, Otherwise, Plane, Prepared};

pub use contradiction::Contradictions;
pub use statements::{FacetSet, Stated, Statements};

/// What is known of each proposition for one use, and what it rests on beside the statements.
#[derive(Debug, Clone)]
pub(super) struct Situation {
    pub known: Known,
    /// Concepts that count as stated to hold; `true` where by default.
    pub holds: Vec<(ConceptId, bool)>,
    /// Those of them that leave something open.
    opening: Vec<ConceptId>,
    /// Numbered propositions presumed to fail.
    pub presumed_absent: Bits,
    /// Where each scalar lies.
    pub intervals: Vec<Intervals>,
    /// What holds, fails and is left open by what is stated, defaults included; by [`Plane`].
    planes: [Bits; Plane::COUNT],
    /// Odd propositions that something spoken of makes unsurprising.
    excused: Bits,
    /// The facets, modulo 64, in which something is stated to fail, descendants included.
    fails_in: u64,
    /// Whether an odd concept is spoken of, so that others may be excused.
    has_odd: bool,
    /// Marks of this round, by concept: stated to fail; an ancestor of one that holds; odd, and spoken of.
    stated_to_fail: Vec<u32>,
    above_holding: Vec<u32>,
    odd_spoken: Vec<u32>,
    /// Marks of this round, by group of exclusions: the member that holds.
    held: Table<GroupId, (u32, ConceptId)>,
    round: u32,
}

impl Situation {
    /// Buffers for a prepared policy.
    pub(super) fn new(prepared: &Prepared) -> Situation {
        let (concepts, none) = (prepared.policy.vocabulary().concepts().len(), prepared.no_propositions());
        Situation {
            known: Known::open(prepared.propositions.len()),
            holds: Vec::new(),
            opening: Vec::new(),
            presumed_absent: none.clone(),
            intervals: prepared.scalars.unstated.0.clone(),
            planes: [none.clone(), none.clone(), none.clone()],
            excused: none,
            fails_in: 0,
            has_odd: false,
            stated_to_fail: vec![0; concepts],
            above_holding: vec![0; concepts],
            odd_spoken: vec![0; concepts],
            held: vec![(0, ConceptId::at(0)); prepared.policy.vocabulary().exclusive().len()].into(),
            round: 0,
        }
    }

    /// Works out what is known where so much is stated.
    ///
    /// Errors where the statements contradict themselves or Γ.
    pub(super) fn work_out(&mut self, statements: &Statements, prepared: &Prepared) -> Result<(), Contradiction> {
        self.begin();
        if !(self.mark(statements, prepared) & self.number(statements, prepared)) {
            let clash = contradiction::clash(&prepared.policy, statements);
            return Err(clash.expect("what the marks refuse, two statements contradict"));
        }
        if !statements.presume_nothing {
            self.take_defaults(statements, prepared);
        }
        self.gather(statements, prepared);
        if !statements.presume_nothing {
            self.presume_absent(statements, prepared);
        }
        self.settle(statements, prepared);
        Ok(())
    }

    /// Whether a proposition fails since something is stated, a default included, and not by presumption alone.
    pub(super) fn fails_by_statement(&self, at: usize) -> bool {
        let [_, failing, _] = &self.planes;
        failing.has(at)
    }

    /// Whether something stated, or what the license asks, leaves a proposition open, and not its facet alone.
    pub(super) fn is_left_open(&self, at: usize) -> bool {
        self.left_open().has(at)
    }

    /// All propositions of which [`Situation::is_left_open`] is true.
    pub(super) fn left_open(&self) -> &Bits {
        let [.., open] = &self.planes;
        open
    }

    fn begin(&mut self) {
        if self.round == u32::MAX {
            self.round = 0;
            [&mut self.stated_to_fail, &mut self.above_holding, &mut self.odd_spoken].into_iter().for_each(|marks| marks.fill(0));
            self.held.iter_mut().for_each(|held| *held = (0, ConceptId::at(0)));
        }
        self.round += 1;
        self.holds.clear();
        self.opening.clear();
        self.planes.iter_mut().for_each(Bits::clear);
        self.presumed_absent.clear();
        if self.has_odd {
            self.excused.clear();
        }
        (self.fails_in, self.has_odd) = (0, false);
    }

    /// Notes what holds and fails, and whether the two can stand together.
    fn mark(&mut self, statements: &Statements, prepared: &Prepared) -> bool {
        let mut is_sound = true;
        for Stated { what: concept, said, .. } in &statements.concepts {
            let effects = prepared.effects_of(*concept);
            match said {
                Said::Fails => {
                    mark(&mut self.stated_to_fail, *concept, self.round);
                    let [_, failing, _] = &mut self.planes;
                    effects.otherwise.add_row_to(Otherwise::Fails as usize, failing);
                    self.fails_in |= effects.fails_in;
                }
                Said::Holds => is_sound &= self.hold(*concept, false, prepared),
                Said::Unknown => self.excuse(*concept, effects),
            }
        }
        let vocabulary = prepared.policy.vocabulary();
        is_sound &= self.fails_in == 0 || !self.holds.iter().any(|(concept, _)| self.is_stated_to_fail(*concept, vocabulary));
        let clashes = |one: &Stated<LocalId>| {
            one.said == Said::Holds && statements.locals.iter().any(|other| other.what == one.what && other.said == Said::Fails)
        };
        is_sound && !statements.locals.iter().any(clashes)
    }

    /// Whether a concept or an ancestor of it is stated to fail.
    fn is_stated_to_fail(&self, concept: ConceptId, vocabulary: &Vocabulary) -> bool {
        vocabulary.with_ancestors(concept).any(|above| self.stated_to_fail.get(above.index()) == Some(&self.round))
    }

    /// Takes a concept as holding; `false` where another that holds excludes it.
    fn hold(&mut self, concept: ConceptId, by_default: bool, prepared: &Prepared) -> bool {
        let effects = prepared.effects_of(concept);
        self.holds.push((concept, by_default));
        if effects.opens_in == 0 {
            effects.holding.add_to(&mut self.planes);
        } else {
            self.opening.push(concept);
        }
        self.excuse(concept, effects);
        let mut is_sound = true;
        for (group, member) in &effects.groups {
            let held = self.held.get_mut(*group);
            is_sound &= held.0 != self.round || held.1 == *member;
            *held = (self.round, *member);
        }
        is_sound
    }

    /// Descendants of an odd concept that is spoken of are no surprise any more.
    fn excuse(&mut self, concept: ConceptId, effects: &Effects) {
        if effects.odd {
            mark(&mut self.odd_spoken, concept, self.round);
            self.has_odd = true;
            effects.otherwise.add_row_to(Otherwise::Fails as usize, &mut self.excused);
        }
    }

    /// Whether an odd concept that is spoken of is this one or an ancestor of it.
    fn is_excused(&self, concept: ConceptId, vocabulary: &Vocabulary) -> bool {
        vocabulary.with_ancestors(concept).any(|above| self.odd_spoken.get(above.index()) == Some(&self.round))
    }

    /// Notes what is stated of numbers; `false` where no numbers fit.
    fn number(&mut self, statements: &Statements, prepared: &Prepared) -> bool {
        self.intervals.clear();
        if statements.numbers.is_empty() && !statements.presume_nothing {
            self.intervals.extend_from_slice(&prepared.scalars.unstated.0);
            return true;
        }
        self.intervals.resize(prepared.scalars.unstated.0.len(), Intervals::default());
        for (scalar, interval, _) in &statements.numbers {
            if let Some(intervals) = self.intervals.get_mut(scalar.index()) {
                intervals.stated = Some(intervals.stated.map_or(*interval, |before| before.and(*interval)));
            }
        }
        let fits = statements.numbers.iter().all(|(scalar, ..)| !prepared.scalars.effective(*scalar, &self.intervals, false).is_empty());
        if fits && !statements.presume_nothing {
            prepared.scalars.presume(&mut self.intervals);
        }
        fits
    }

    fn take_defaults(&mut self, statements: &Statements, prepared: &Prepared) {
        for id in prepared.effects.with_default.iter().filter(|id| !statements.spoken.has(**id)) {
            for concept in &prepared.effects.facets.get(*id).default {
                let is_excluded = prepared.effects_of(*concept).groups.iter().any(|(group, member)| {
                    let held = self.held.get(*group);
                    held.0 == self.round && held.1 != *member
                });
                if !is_excluded && !self.is_stated_to_fail(*concept, prepared.policy.vocabulary()) {
                    self.hold(*concept, true, prepared);
                }
            }
        }
    }

    /// Gathers what holds, fails and is left open by the concepts that leave something open.
    fn gather(&mut self, statements: &Statements, prepared: &Prepared) {
        if !self.opening.is_empty() {
            for (concept, _) in &self.holds {
                let ancestors = prepared.policy.vocabulary().concept(*concept).ancestors();
                ancestors.iter().for_each(|above| mark(&mut self.above_holding, *above, self.round));
            }
        }
        for at in 0..self.opening.len() {
            let Some(concept) = self.opening.get(at).copied() else { break };
            let effects = prepared.effects_of(concept);
            let is_lowest = self.above_holding.get(concept.index()) != Some(&self.round);
            let may_fail = effects.opens_in & self.fails_in != 0;
            if is_lowest && !may_fail {
                effects.holding.add_to(&mut self.planes);
            } else {
                let [holding, failing, _] = &mut self.planes;
                effects.holding.add_row_to(Plane::Holding as usize, holding);
                effects.holding.add_row_to(Plane::Failing as usize, failing);
                if may_fail {
                    self.leave_open_one_by_one(concept, is_lowest, prepared);
                    continue;
                }
                self.leave_open(&effects.otherwise, Otherwise::Raises as usize);
            }
            if self.has_odd {
                let opened = effects.opened_if_excused.iter().filter(|_| is_lowest);
                opened.chain(&effects.raised_if_excused).for_each(|concept| self.leave_open_one(*concept, true, prepared));
            }
        }
        self.leave_open_what_is_asked(prepared);
        for Stated { what: concept, .. } in statements.concepts.iter().filter(|stated| stated.said == Said::Unknown) {
            let effects = prepared.effects_of(*concept);
            if effects.fails_in & self.fails_in == 0 {
                self.leave_open(&effects.otherwise, Otherwise::Unknown as usize);
            } else {
                prepared.policy.vocabulary().with_descendants(*concept).for_each(|below| self.leave_open_one(below, false, prepared));
            }
        }
    }

    fn leave_open_what_is_asked(&mut self, prepared: &Prepared) {
        let AllEffects { asked, left_open_by_asking, .. } = &prepared.effects;
        if self.fails_in != 0 {
            asked.iter().for_each(|concept| self.leave_open_one(*concept, false, prepared));
        } else if !asked.is_empty() {
            let [_, _, open] = &mut self.planes;
            open.add(left_open_by_asking);
        }
    }

    fn leave_open(&mut self, rows: &SparseRows, row: usize) {
        let [_, _, open] = &mut self.planes;
        rows.add_row_to(row, open);
    }

    /// What a concept that holds leaves open, where some of that may be stated to fail.
    fn leave_open_one_by_one(&mut self, concept: ConceptId, is_lowest: bool, prepared: &Prepared) {
        let vocabulary = prepared.policy.vocabulary();
        let opened = if is_lowest { vocabulary.opened_by(concept) } else { Vec::new() };
        for (concept, unless_odd) in opened.into_iter().chain(vocabulary.raised_by(concept)) {
            self.leave_open_one(concept, unless_odd, prepared);
        }
    }

    /// Leaves a concept open with its ancestors, unless one of them is stated to fail, or it is odd and nothing excuses that.
    fn leave_open_one(&mut self, concept: ConceptId, unless_odd: bool, prepared: &Prepared) {
        let vocabulary = prepared.policy.vocabulary();
        let is_surprising = unless_odd && vocabulary.concept(concept).is_odd() && !self.is_excused(concept, vocabulary);
        if !is_surprising && !self.is_stated_to_fail(concept, vocabulary) {
            self.leave_open(&prepared.effects_of(concept).holding, Plane::Holding as usize);
        }
    }

    fn presume_absent(&mut self, statements: &Statements, prepared: &Prepared) {
        let effects = &prepared.effects;
        let absent = &mut self.presumed_absent;
        absent.copy_from(&effects.odd);
        if self.has_odd {
            absent.subtract(&self.excused);
        }
        if statements.open.is_empty() {
            absent.add(&effects.always_closed);
            let others = effects.not_always_closed.iter().filter(|(id, facet)| is_closed(*id, facet, statements, &self.holds));
            others.for_each(|(_, facet)| absent.add(&facet.members));
        } else {
            for (id, facet) in effects.facets.entries() {
                if is_closed(id, facet, statements, &self.holds) {
                    absent.add(&facet.members);
                }
            }
        }
        let [holding, _, open] = &self.planes;
        absent.subtract(open);
        absent.subtract(holding);
    }

    /// Turns what holds, fails and is presumed into what is known.
    fn settle(&mut self, statements: &Statements, prepared: &Prepared) {
        let known = &mut self.known;
        let [holding, failing, _] = &self.planes;
        known.must.copy_from(holding);
        known.can.become_all_but(&self.presumed_absent, failing);
        for Stated { what: local, said, .. } in &statements.locals {
            let Some(place) = *prepared.effects.locals.get(*local) else { continue };
            match said {
                Said::Holds => known.must.insert(place),
                Said::Fails => known.can.remove(place),
                Said::Unknown => {}
            }
        }
        if statements.numbers.is_empty() && !statements.presume_nothing {
            known.must.add(&prepared.scalars.unstated.1.must);
            known.can.keep(&prepared.scalars.unstated.1.can);
        } else {
            prepared.scalars.settle(&self.intervals, known);
        }
        // What is left open fails all the same where an ancestor does.
        for at in &prepared.effects.failing_with_ancestor {
            if known.can.has(*at) && !prepared.gamma.above.of(*at).is_within(&known.can) {
                known.can.remove(*at);
            }
        }
    }
}

/// Whether what is not said in a facet is presumed absent, where so much is stated and holds.
fn is_closed(id: FacetId, facet: &FacetEffects, statements: &Statements, holds: &[(ConceptId, bool)]) -> bool {
    if statements.open.has(id) {
        return false;
    }
    if statements.closed.has(id) {
        return true;
    }
    let takes_default = || !facet.default.is_empty() && !statements.spoken.has(id);
    let has_default = || holds.iter().any(|(concept, by_default)| *by_default && facet.default.contains(concept));
    match facet.closed {
        Closed::Always => true,
        Closed::Never => false,
        Closed::WhenStated => statements.stated.has(id) || (takes_default() && has_default()),
    }
}

fn mark(marks: &mut [u32], concept: ConceptId, round: u32) {
    if let Some(mark) = marks.get_mut(concept.index()) {
        *mark = round;
    }
}
