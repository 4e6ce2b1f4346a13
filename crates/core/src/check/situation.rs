//! From what a use states to what is known of each numbered proposition (semantics §2), without allocation.

use crate::base::Span;
use crate::logic::{Bits, View};
use crate::usage::Said;
use crate::vocabulary::{Closed, ConceptId, FacetId, ScalarId};

use super::rows::{FacetRow, Opened, Rows};
use super::scalars::Range;
use super::statements::Statements;

/// What is known of each proposition for one use, and what it rests on.
#[derive(Debug, Clone)]
pub(super) struct Situation {
    pub view: View,
    /// Concepts that count as stated to hold; `true` where by default.
    pub holds: Vec<(ConceptId, bool)>,
    /// Numbered propositions presumed to fail.
    pub presumed_absent: Bits,
    /// For each scalar, what is stated and what is presumed.
    pub ranges: Vec<(Option<Range>, Option<Range>)>,
    open: Bits,
    excused: Bits,
    closed: Bits,
    /// Marks of this round, by concept: below a failing one, above a holding one, excused though odd.
    failing: Vec<u32>,
    holding_below: Vec<u32>,
    excused_concepts: Vec<u32>,
    /// Marks of this round, by group of exclusions: the member that holds.
    held: Vec<(u32, ConceptId)>,
    round: u32,
}

impl Rows {
    /// Buffers for [`Rows::fill`].
    pub fn situation(&self, count: usize) -> Situation {
        let marks = vec![0; self.concepts.len()];
        Situation {
            view: View::open(count),
            holds: Vec::new(),
            presumed_absent: Bits::new(count),
            ranges: vec![(None, None); self.scalars.len()],
            open: Bits::new(count),
            excused: Bits::new(count),
            closed: Bits::new(count),
            failing: marks.clone(),
            holding_below: marks.clone(),
            excused_concepts: marks,
            held: vec![(0, ConceptId::at(0)); self.groups],
            round: 0,
        }
    }

    /// Works out what is known; `false` where the statements contradict themselves or Γ.
    pub fn fill(&self, statements: &Statements, situation: &mut Situation) -> bool {
        situation.begin();
        let is_sound = self.mark(statements, situation) & self.ranges(statements, situation);
        if !is_sound {
            return false;
        }
        if !statements.presume_nothing {
            self.defaults(statements, situation);
            self.leave_open(statements, situation);
            self.presume(statements, situation);
        }
        self.settle(statements, situation);
        true
    }

    /// Notes what holds and fails, and whether the two can stand together.
    fn mark(&self, statements: &Statements, situation: &mut Situation) -> bool {
        let mut is_sound = true;
        let round = situation.round;
        for (concept, said, _) in &statements.concepts {
            let row = self.row(*concept);
            match said {
                Said::Fails => {
                    set(&mut situation.failing, *concept, round);
                    row.descendants.iter().for_each(|below| set(&mut situation.failing, *below, round));
                }
                Said::Holds => is_sound &= self.hold(*concept, false, situation),
                Said::Unknown => self.excuse(*concept, situation),
            }
        }
        is_sound &= situation.holds.iter().all(|(concept, _)| situation.failing.get(concept.index()) != Some(&round));
        let locals = &statements.locals;
        let clash = |(local, said, _): &(usize, Said, Option<Span>)| {
            *said == Said::Holds && locals.iter().any(|(other, other_said, _)| other == local && *other_said == Said::Fails)
        };
        is_sound && !locals.iter().any(clash)
    }

    /// Takes a concept as holding; `false` where another that holds excludes it.
    fn hold(&self, concept: ConceptId, by_default: bool, situation: &mut Situation) -> bool {
        let row = self.row(concept);
        let round = situation.round;
        situation.holds.push((concept, by_default));
        row.ancestors.iter().for_each(|above| set(&mut situation.holding_below, *above, round));
        self.excuse(concept, situation);
        let mut is_sound = true;
        for (group, member) in &row.groups {
            if let Some(held) = situation.held.get_mut(*group as usize) {
                is_sound &= held.0 != round || held.1 == *member;
                *held = (round, *member);
            }
        }
        is_sound
    }

    /// What stands below an odd concept that is spoken of is no surprise any more.
    fn excuse(&self, concept: ConceptId, situation: &mut Situation) {
        let row = self.row(concept);
        if row.odd {
            let round = situation.round;
            row.descendants.iter().for_each(|below| set(&mut situation.excused_concepts, *below, round));
            set(&mut situation.excused_concepts, concept, round);
            row.down.iter().for_each(|place| situation.excused.insert(*place as usize));
        }
    }

    fn defaults(&self, statements: &Statements, situation: &mut Situation) {
        for (at, facet) in self.facets.iter().enumerate() {
            if facet.default.is_empty() || statements.spoken.contains(&FacetId::at(at)) {
                continue;
            }
            for concept in &facet.default {
                let round = situation.round;
                let is_failing = situation.failing.get(concept.index()) == Some(&round);
                let is_excluded =
                    self.row(*concept).groups.iter().any(|(group, member)| {
                        situation.held.get(*group as usize).is_some_and(|held| held.0 == round && held.1 != *member)
                    });
                if !is_failing && !is_excluded {
                    self.hold(*concept, true, situation);
                }
            }
        }
    }

    fn leave_open(&self, statements: &Statements, situation: &mut Situation) {
        let round = situation.round;
        for at in 0..situation.holds.len() {
            let Some((concept, _)) = situation.holds.get(at).copied() else { break };
            let row = self.row(concept);
            if situation.holding_below.get(concept.index()) != Some(&round) {
                row.opens.iter().for_each(|opened| self.open(*opened, situation));
            }
            row.raises.iter().for_each(|opened| self.open(*opened, situation));
        }
        for (concept, said, _) in &statements.concepts {
            if *said == Said::Unknown {
                let unknown = &self.row(*concept).unknown;
                unknown.iter().for_each(|concept| self.open(Opened { concept: *concept, unless_odd: false }, situation));
            }
        }
    }

    /// Leaves a concept open, and all that it is unless it is below one that fails.
    fn open(&self, opened: Opened, situation: &mut Situation) {
        let at = opened.concept.index();
        if opened.unless_odd && situation.excused_concepts.get(at) != Some(&situation.round) {
            return;
        }
        if situation.failing.get(at) != Some(&situation.round) {
            self.row(opened.concept).up.iter().for_each(|place| situation.open.insert(*place as usize));
        }
    }

    fn presume(&self, statements: &Statements, situation: &mut Situation) {
        for (at, facet) in self.facets.iter().enumerate() {
            if self.is_closed(FacetId::at(at), facet, statements, situation) {
                situation.closed.add(&facet.members);
            }
        }
        let absent = &mut situation.presumed_absent;
        absent.copy_from(&self.odd);
        absent.subtract(&situation.excused);
        absent.add(&situation.closed);
        absent.subtract(&situation.open);
        for (scalar, row) in self.scalars.iter().enumerate() {
            let Some(usual) = row.usual else { continue };
            if self.is_usual(ScalarId::at(scalar), usual, situation)
                && let Some((_, presumed)) = situation.ranges.get_mut(scalar)
            {
                *presumed = Some(usual);
            }
        }
    }

    fn is_closed(&self, id: FacetId, facet: &FacetRow, statements: &Statements, situation: &Situation) -> bool {
        if statements.open.contains(&id) {
            return false;
        }
        if statements.closed.contains(&id) {
            return true;
        }
        let takes_default = || !facet.default.is_empty() && !statements.spoken.contains(&id);
        let has_default = || situation.holds.iter().any(|(concept, by_default)| *by_default && facet.default.contains(concept));
        match facet.closed {
            Closed::Always => true,
            Closed::Never => false,
            Closed::WhenStated => statements.stated.contains(&id) || (takes_default() && has_default()),
        }
    }

    /// Turns what holds, fails and is presumed into the view.
    fn settle(&self, statements: &Statements, situation: &mut Situation) {
        let view = &mut situation.view;
        for (concept, _) in &situation.holds {
            let row = self.concepts.get(concept.index());
            row.into_iter().flat_map(|row| &row.up).for_each(|place| view.must.insert(*place as usize));
        }
        situation.presumed_absent.subtract(&view.must);
        view.can.subtract(&situation.presumed_absent);
        for (concept, _) in &situation.holds {
            let row = self.concepts.get(concept.index());
            row.into_iter().flat_map(|row| &row.excludes).for_each(|place| view.can.remove(*place as usize));
        }
        for (concept, said, _) in &statements.concepts {
            if *said == Said::Fails {
                self.row(*concept).down.iter().for_each(|place| view.can.remove(*place as usize));
            }
        }
        for (local, said, _) in &statements.locals {
            let Some(place) = self.locals.get(*local).copied().flatten() else { continue };
            match said {
                Said::Holds => view.must.insert(place),
                Said::Fails => view.can.remove(place),
                Said::Unknown => {}
            }
        }
        for (at, row) in self.scalars.iter().enumerate().filter(|(_, row)| !row.cuts.is_empty()) {
            let range = self.effective(ScalarId::at(at), situation, true);
            row.settle(range, &mut situation.view);
        }
        self.close_back_doors(&mut situation.view);
    }

    /// What is left open fails all the same where something that it is does.
    fn close_back_doors(&self, view: &mut View) {
        for (at, above) in &self.back_doors {
            if view.can.has(*at) && above.iter().any(|above| !view.can.has(above)) {
                view.can.remove(*at);
            }
        }
    }
}

impl Situation {
    fn begin(&mut self) {
        if self.round == u32::MAX {
            self.round = 0;
            [&mut self.failing, &mut self.holding_below, &mut self.excused_concepts].into_iter().for_each(|marks| marks.fill(0));
            self.held.fill((0, ConceptId::at(0)));
        }
        self.round += 1;
        self.holds.clear();
        self.ranges.fill((None, None));
        self.view.must.clear();
        self.view.can.fill();
        for bits in [&mut self.presumed_absent, &mut self.open, &mut self.excused, &mut self.closed] {
            bits.clear();
        }
    }
}

fn set(marks: &mut [u32], concept: ConceptId, round: u32) {
    if let Some(mark) = marks.get_mut(concept.index()) {
        *mark = round;
    }
}
