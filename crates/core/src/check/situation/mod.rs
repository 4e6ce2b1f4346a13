//! What is known of every numbered proposition for one use: stated, presumed, or open (semantics §2).
//!
//! `statements` looks the names of a use up, `contradiction` finds statements that can't stand together, this file works out what follows and
//! what is presumed, in rows of bits and without allocation.

mod contradiction;
mod statements;

use crate::base::Span;
use crate::logic::{Bits, Known};
use crate::usage::{Said, Use};
use crate::vocabulary::{Closed, ConceptId, FacetId, Vocabulary};

use super::answer::Contradiction;
use super::prepared::{Effects, FacetEffects, Prepared, Ranges, Row};

pub use contradiction::Contradictions;
pub use statements::Statements;

/// What is known of each proposition for one use, and what it rests on.
#[derive(Debug, Clone)]
pub(super) struct Situation {
    pub statements: Statements,
    pub known: Known,
    /// Concepts that count as stated to hold; `true` where by default.
    pub holds: Vec<(ConceptId, bool)>,
    /// Numbered propositions presumed to fail.
    pub presumed_absent: Bits,
    /// Where each scalar lies.
    pub ranges: Vec<Ranges>,
    open: Bits,
    excused: Bits,
    closed: Bits,
    /// What fails since something else is stated to hold or to fail.
    failing: Bits,
    /// The facets, modulo 64, in which something is stated to fail, descendants included.
    fails_in: u64,
    /// Whether an odd concept is spoken of, so that others may be excused.
    has_odd: bool,
    /// Marks of this round, by concept: stated to fail; an ancestor of one that holds; odd, and spoken of.
    stated_to_fail: Vec<u32>,
    above_holding: Vec<u32>,
    odd_spoken: Vec<u32>,
    /// Marks of this round, by group of exclusions: the member that holds.
    held: Vec<(u32, ConceptId)>,
    round: u32,
}

impl Situation {
    /// Buffers for a prepared policy.
    pub fn new(prepared: &Prepared) -> Situation {
        let (concepts, none) = (prepared.policy.vocabulary.concepts().len(), prepared.no_propositions());
        Situation {
            statements: Statements::default(),
            known: Known::open(prepared.propositions.len()),
            holds: Vec::new(),
            presumed_absent: none.clone(),
            ranges: prepared.scalars.unstated.0.clone(),
            open: none.clone(),
            excused: none.clone(),
            closed: none.clone(),
            failing: none,
            fails_in: 0,
            has_odd: false,
            stated_to_fail: vec![0; concepts],
            above_holding: vec![0; concepts],
            odd_spoken: vec![0; concepts],
            held: vec![(0, ConceptId::at(0)); prepared.policy.vocabulary.exclusive().len()],
            round: 0,
        }
    }

    /// Works out what is known of a use.
    ///
    /// Errors where its statements contradict themselves or Γ.
    pub fn work_out(&mut self, described: &Use, prepared: &Prepared) -> Result<(), Contradiction> {
        self.statements.read(described, &prepared.lookup, &prepared.policy);
        // The statements are read while the rest is written.
        let statements = std::mem::take(&mut self.statements);
        let is_sound = self.fill(&statements, prepared);
        self.statements = statements;
        if is_sound {
            return Ok(());
        }
        let clash = contradiction::clash(&prepared.policy, &self.statements);
        Err(clash.expect("what the marks refuse, two statements contradict"))
    }

    fn fill(&mut self, statements: &Statements, prepared: &Prepared) -> bool {
        self.begin();
        if !(self.mark(statements, prepared) & self.number(statements, prepared)) {
            return false;
        }
        if !statements.presume_nothing {
            self.take_defaults(statements, prepared);
            self.leave_open(statements, prepared);
            self.presume_absent(statements, prepared);
        }
        self.settle(statements, prepared);
        true
    }

    fn begin(&mut self) {
        if self.round == u32::MAX {
            self.round = 0;
            [&mut self.stated_to_fail, &mut self.above_holding, &mut self.odd_spoken].into_iter().for_each(|marks| marks.fill(0));
            self.held.fill((0, ConceptId::at(0)));
        }
        self.round += 1;
        self.holds.clear();
        self.known.must.clear();
        (self.fails_in, self.has_odd) = (0, false);
        for bits in [&mut self.presumed_absent, &mut self.open, &mut self.excused, &mut self.failing] {
            bits.clear();
        }
    }

    /// Notes what holds and fails, and whether the two can stand together.
    fn mark(&mut self, statements: &Statements, prepared: &Prepared) -> bool {
        let mut is_sound = true;
        for (concept, said, _) in &statements.concepts {
            let effects = prepared.effects_of(*concept);
            match said {
                Said::Fails => {
                    mark(&mut self.stated_to_fail, *concept, self.round);
                    self.failing.add_row(effects.row(Row::Fails));
                    self.fails_in |= effects.fails_in;
                }
                Said::Holds => is_sound &= self.hold(*concept, false, prepared),
                Said::Unknown => self.excuse(*concept, effects),
            }
        }
        let vocabulary = &prepared.policy.vocabulary;
        is_sound &= self.fails_in == 0 || !self.holds.iter().any(|(concept, _)| self.is_stated_to_fail(*concept, vocabulary));
        let clashes = |(local, said, _): &(usize, Said, Option<Span>)| {
            *said == Said::Holds && statements.locals.iter().any(|(other, other_said, _)| other == local && *other_said == Said::Fails)
        };
        is_sound && !statements.locals.iter().any(clashes)
    }

    /// Whether a concept or an ancestor of it is stated to fail.
    fn is_stated_to_fail(&self, concept: ConceptId, vocabulary: &Vocabulary) -> bool {
        vocabulary.up(concept).any(|above| self.stated_to_fail.get(above.index()) == Some(&self.round))
    }

    /// Takes a concept as holding; `false` where another that holds excludes it.
    fn hold(&mut self, concept: ConceptId, by_default: bool, prepared: &Prepared) -> bool {
        let effects = prepared.effects_of(concept);
        let ancestors = &prepared.policy.vocabulary.concept(concept).ancestors;
        ancestors.iter().for_each(|above| mark(&mut self.above_holding, *above, self.round));
        self.holds.push((concept, by_default));
        self.known.must.add_row(effects.row(Row::Implies));
        self.failing.add_row(effects.row(Row::Excludes));
        self.excuse(concept, effects);
        let mut is_sound = true;
        for (group, member) in &effects.groups {
            if let Some(held) = self.held.get_mut(*group as usize) {
                is_sound &= held.0 != self.round || held.1 == *member;
                *held = (self.round, *member);
            }
        }
        is_sound
    }

    /// Descendants of an odd concept that is spoken of are no surprise any more.
    fn excuse(&mut self, concept: ConceptId, effects: &Effects) {
        if effects.odd {
            mark(&mut self.odd_spoken, concept, self.round);
            self.has_odd = true;
            self.excused.add_row(effects.row(Row::Fails));
        }
    }

    /// Whether an odd concept that is spoken of is this one or an ancestor of it.
    fn is_excused(&self, concept: ConceptId, vocabulary: &Vocabulary) -> bool {
        vocabulary.up(concept).any(|above| self.odd_spoken.get(above.index()) == Some(&self.round))
    }

    /// Notes what is stated of numbers; `false` where no numbers fit.
    fn number(&mut self, statements: &Statements, prepared: &Prepared) -> bool {
        self.ranges.clear();
        if statements.numbers.is_empty() && !statements.presume_nothing {
            self.ranges.extend_from_slice(&prepared.scalars.unstated.0);
            return true;
        }
        self.ranges.resize(prepared.scalars.unstated.0.len(), Ranges::default());
        for (scalar, range, _) in &statements.numbers {
            if let Some(ranges) = self.ranges.get_mut(scalar.index()) {
                ranges.stated = Some(ranges.stated.map_or(*range, |before| before.and(*range)));
            }
        }
        let fits = statements.numbers.iter().all(|(scalar, ..)| !prepared.scalars.effective(*scalar, &self.ranges, false).is_empty());
        if fits && !statements.presume_nothing {
            prepared.scalars.presume(&mut self.ranges);
        }
        fits
    }

    fn take_defaults(&mut self, statements: &Statements, prepared: &Prepared) {
        for id in prepared.effects.with_default.iter().filter(|id| !statements.spoken.contains(id)) {
            let Some(facet) = prepared.effects.facets.get(id.index()) else { continue };
            for concept in &facet.default {
                let is_excluded =
                    prepared.effects_of(*concept).groups.iter().any(|(group, member)| {
                        self.held.get(*group as usize).is_some_and(|held| held.0 == self.round && held.1 != *member)
                    });
                if !is_excluded && !self.is_stated_to_fail(*concept, &prepared.policy.vocabulary) {
                    self.hold(*concept, true, prepared);
                }
            }
        }
    }

    fn leave_open(&mut self, statements: &Statements, prepared: &Prepared) {
        for at in 0..self.holds.len() {
            let Some((concept, _)) = self.holds.get(at).copied() else { break };
            let effects = prepared.effects_of(concept);
            let is_lowest = self.above_holding.get(concept.index()) != Some(&self.round);
            if effects.opens_in & self.fails_in != 0 {
                self.leave_open_one_by_one(concept, is_lowest, prepared);
                continue;
            }
            let rows = [(is_lowest, Row::Opens, &effects.opened_if_excused), (true, Row::Raises, &effects.raised_if_excused)];
            for (_, row, if_excused) in rows.into_iter().filter(|(applies, ..)| *applies) {
                self.open.add_row(effects.row(row));
                if self.has_odd {
                    if_excused.iter().for_each(|concept| self.leave_open_one(*concept, true, prepared));
                }
            }
        }
        for (concept, ..) in statements.concepts.iter().filter(|(_, said, _)| *said == Said::Unknown) {
            let effects = prepared.effects_of(*concept);
            if effects.opens_in & self.fails_in == 0 {
                self.open.add_row(effects.row(Row::Unknown));
            } else {
                prepared.policy.vocabulary.down(*concept).for_each(|below| self.leave_open_one(below, false, prepared));
            }
        }
    }

    /// What a concept that holds leaves open, where some of that may be stated to fail.
    fn leave_open_one_by_one(&mut self, concept: ConceptId, is_lowest: bool, prepared: &Prepared) {
        let vocabulary = &prepared.policy.vocabulary;
        let opened = if is_lowest { vocabulary.opened_by(concept) } else { Vec::new() };
        for (concept, unless_odd) in opened.into_iter().chain(vocabulary.raised_by(concept)) {
            self.leave_open_one(concept, unless_odd, prepared);
        }
    }

    /// Leaves a concept open with its ancestors, unless one of them is stated to fail, or it is odd and nothing excuses that.
    fn leave_open_one(&mut self, concept: ConceptId, unless_odd: bool, prepared: &Prepared) {
        let vocabulary = &prepared.policy.vocabulary;
        let is_surprising = unless_odd && vocabulary.concept(concept).odd && !self.is_excused(concept, vocabulary);
        if !is_surprising && !self.is_stated_to_fail(concept, vocabulary) {
            self.open.add_row(prepared.effects_of(concept).row(Row::Implies));
        }
    }

    fn presume_absent(&mut self, statements: &Statements, prepared: &Prepared) {
        self.closed.clear();
        let effects = &prepared.effects;
        if statements.open.is_empty() && statements.closed.is_empty() {
            self.closed.add(&effects.always_closed);
            for id in &effects.closed_when_stated {
                let facet = effects.facets.get(id.index()).filter(|facet| self.is_closed(*id, facet, statements));
                facet.into_iter().for_each(|facet| self.closed.add(&facet.members));
            }
        } else {
            for (at, facet) in effects.facets.iter().enumerate() {
                if self.is_closed(FacetId::at(at), facet, statements) {
                    self.closed.add(&facet.members);
                }
            }
        }
        self.presumed_absent.add(&effects.odd);
        self.presumed_absent.subtract(&self.excused);
        self.presumed_absent.add(&self.closed);
        self.presumed_absent.subtract(&self.open);
    }

    fn is_closed(&self, id: FacetId, facet: &FacetEffects, statements: &Statements) -> bool {
        if statements.open.contains(&id) {
            return false;
        }
        if statements.closed.contains(&id) {
            return true;
        }
        let takes_default = || !facet.default.is_empty() && !statements.spoken.contains(&id);
        let has_default = || self.holds.iter().any(|(concept, by_default)| *by_default && facet.default.contains(concept));
        match facet.closed {
            Closed::Always => true,
            Closed::Never => false,
            Closed::WhenStated => statements.stated.contains(&id) || (takes_default() && has_default()),
        }
    }

    /// Turns what holds, fails and is presumed into what is known.
    fn settle(&mut self, statements: &Statements, prepared: &Prepared) {
        let known = &mut self.known;
        self.presumed_absent.subtract(&known.must);
        known.can.fill();
        known.can.subtract(&self.presumed_absent);
        known.can.subtract(&self.failing);
        for (local, said, _) in &statements.locals {
            let Some(place) = prepared.effects.locals.get(*local).copied().flatten() else { continue };
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
            prepared.scalars.settle(&self.ranges, known);
        }
        // What is left open fails all the same where an ancestor does.
        for at in &prepared.effects.failing_with_ancestor {
            if known.can.has(*at) && !prepared.gamma.above.of(*at).is_within(&known.can) {
                known.can.remove(*at);
            }
        }
    }
}

fn mark(marks: &mut [u32], concept: ConceptId, round: u32) {
    if let Some(mark) = marks.get_mut(concept.index()) {
        *mark = round;
    }
}
