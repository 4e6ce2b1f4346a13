//! From what a use states to what is known of each numbered proposition (semantics §2), without allocation.

use std::sync::Arc;

use crate::base::{Number, Span};
use crate::logic::{Bits, View};
use crate::policy::{Comparison, Policy};
use crate::usage::{Said, Use};
use crate::vocabulary::{Closed, ConceptId, FacetId, ScalarId, Vocabulary};

use super::prepare::{Gamma, Proposition};
use super::statements::{Names, Range, Statements};

/// Two statements, or one, that Γ does not let stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The first statement, as `concept` or `scalar`, and where it stands.
    pub one: (String, Option<Span>),
    /// The second.
    pub other: (String, Option<Span>),
}

/// For every concept of the policy's vocabulary, what saying it does to the numbered propositions.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    concepts: Vec<ConceptRow>,
    /// Numbered concepts of each facet.
    facets: Vec<FacetRow>,
    /// Odd numbered concepts.
    odd: Bits,
    /// Propositions that may fail since something above them does, though they are left open themselves; those above first.
    back_doors: Vec<(usize, Bits)>,
    scalars: Vec<ScalarRow>,
    locals: Vec<usize>,
    groups: usize,
}

#[derive(Debug, Clone, Default)]
struct ConceptRow {
    /// Numbered propositions that it is.
    up: Vec<u32>,
    /// Numbered propositions that are it.
    down: Vec<u32>,
    /// All concepts below it.
    descendants: Vec<ConceptId>,
    /// All concepts above it.
    ancestors: Vec<ConceptId>,
    /// Below it, with more above than it has itself.
    opens: Vec<Opened>,
    /// Itself and what is below, where a numbered proposition is above that.
    unknown: Vec<ConceptId>,
    /// Raised by it or by what it is.
    raises: Vec<Opened>,
    odd: bool,
    /// Groups of exclusions that it or what it is stands in, with the member.
    groups: Vec<(u32, ConceptId)>,
    /// Numbered propositions that can't hold where it does.
    excludes: Vec<u32>,
}

/// A concept that is left open, unless it is odd and nothing excuses that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Opened {
    concept: ConceptId,
    unless_odd: bool,
}

#[derive(Debug, Clone)]
struct FacetRow {
    members: Bits,
    closed: Closed,
    default: Vec<ConceptId>,
}

#[derive(Debug, Clone)]
struct ScalarRow {
    /// Numbered comparisons of it.
    cuts: Vec<(usize, Number, bool)>,
    /// Scalars that are never greater.
    lower: Vec<ScalarId>,
    /// Scalars that are never less.
    higher: Vec<ScalarId>,
    usual: Option<Range>,
    /// Other scalars of its metric.
    metric: Vec<ScalarId>,
}

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
    pub fn new(policy: &Policy, propositions: &[Proposition], gamma: &Gamma) -> Rows {
        let vocabulary = &policy.vocabulary;
        let count = propositions.len();
        let place = |concept: ConceptId| propositions.binary_search(&Proposition::Concept(concept)).ok();
        let concepts = vocabulary.concept_ids().map(|id| concept_row(vocabulary, id, &place, gamma)).collect();
        let mut facets: Vec<FacetRow> = vocabulary
            .facets()
            .iter()
            .map(|facet| FacetRow { members: Bits::new(count), closed: facet.closed, default: facet.default.clone() })
            .collect();
        let mut odd = Bits::new(count);
        let mut locals = vec![usize::MAX; policy.propositions.len()];
        for (at, proposition) in propositions.iter().enumerate() {
            match proposition {
                Proposition::Concept(concept) => {
                    let concept = vocabulary.concept(*concept);
                    if let Some(facet) = facets.get_mut(concept.facet.index()) {
                        facet.members.insert(at);
                    }
                    if concept.odd {
                        odd.insert(at);
                    }
                }
                Proposition::Local(local) => {
                    if let Some(slot) = locals.get_mut(*local) {
                        *slot = at;
                    }
                }
                Proposition::Above { .. } => {}
            }
        }
        let back_doors = back_doors(vocabulary, propositions, gamma);
        let scalars = vocabulary.scalar_ids().map(|id| scalar_row(vocabulary, id, propositions)).collect();
        Rows { concepts, facets, odd, back_doors, scalars, locals, groups: vocabulary.exclusive().len() }
    }

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
            held: vec![(0, ConceptId(0)); self.groups],
            round: 0,
        }
    }

    fn row(&self, concept: ConceptId) -> &ConceptRow {
        self.concepts.get(concept.index()).expect("a concept is of the vocabulary that the rows were made for")
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
            if facet.default.is_empty() || statements.spoken.contains(&FacetId(at as u16)) {
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
            let id = FacetId(at as u16);
            let is_stated = || {
                statements.stated.contains(&id)
                    || (!facet.default.is_empty() && !statements.spoken.contains(&id) && self.has_default(id, situation))
            };
            let is_closed = match facet.closed {
                _ if statements.open.contains(&id) => false,
                _ if statements.closed.contains(&id) => true,
                Closed::Always => true,
                Closed::Never => false,
                Closed::WhenStated => is_stated(),
            };
            if is_closed {
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
            if self.is_usual(ScalarId(scalar as u16), usual, situation)
                && let Some((_, presumed)) = situation.ranges.get_mut(scalar)
            {
                *presumed = Some(usual);
            }
        }
    }

    fn has_default(&self, facet: FacetId, situation: &Situation) -> bool {
        let defaults = self.facets.get(facet.index()).map_or(&[][..], |facet| facet.default.as_slice());
        situation.holds.iter().any(|(concept, by_default)| *by_default && defaults.contains(concept))
    }

    /// Nothing is said of the scalar, no other of its metric may be unusual, and what is stated leaves room for it.
    fn is_usual(&self, scalar: ScalarId, usual: Range, situation: &Situation) -> bool {
        let stated = |id: &ScalarId| situation.ranges.get(id.index()).and_then(|(stated, _)| *stated);
        let Some(row) = self.scalars.get(scalar.index()) else { return false };
        let may_be_outside = |range: Range| {
            let below = usual.min.is_some_and(|(min, _)| range.min.is_none_or(|(lowest, _)| lowest < min));
            let above = usual.max.is_some_and(|(max, _)| range.max.is_none_or(|(highest, _)| highest > max));
            below || above
        };
        stated(&scalar).is_none()
            && !row.metric.iter().filter_map(stated).any(may_be_outside)
            && !self.effective(scalar, situation, false).and(usual).is_empty()
    }

    /// Notes what is stated of scalars; `false` where no numbers fit.
    fn ranges(&self, statements: &Statements, situation: &mut Situation) -> bool {
        for (scalar, range, _) in &statements.numbers {
            if let Some((stated, _)) = situation.ranges.get_mut(scalar.index()) {
                *stated = Some(stated.map_or(*range, |before| before.and(*range)));
            }
        }
        statements.numbers.iter().all(|(scalar, ..)| !self.effective(*scalar, situation, false).is_empty())
    }

    /// Where a scalar lies, by what is said of it and of those that it is ordered with.
    pub fn effective(&self, scalar: ScalarId, situation: &Situation, with_presumed: bool) -> Range {
        let range = |id: &ScalarId| {
            let (stated, presumed) = situation.ranges.get(id.index()).copied().unwrap_or_default();
            stated.or(presumed.filter(|_| with_presumed)).unwrap_or_default()
        };
        let Some(row) = self.scalars.get(scalar.index()) else { return Range::default() };
        let lower = row.lower.iter().map(|id| Range { max: None, ..range(id) });
        let higher = row.higher.iter().map(|id| Range { min: None, ..range(id) });
        lower.chain(higher).fold(range(&scalar), Range::and)
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
            let place = self.locals.get(*local).copied().unwrap_or(usize::MAX);
            match said {
                Said::Holds => view.must.insert(place),
                Said::Fails => view.can.remove(place),
                Said::Unknown => {}
            }
        }
        for (at, row) in self.scalars.iter().enumerate().filter(|(_, row)| !row.cuts.is_empty()) {
            let range = self.effective(ScalarId(at as u16), situation, true);
            settle_cuts(row, range, &mut situation.view);
        }
        self.close_back_doors(&mut situation.view);
    }

    /// What is left open fails all the same where something that it is does.
    pub fn close_back_doors(&self, view: &mut View) {
        for (at, above) in &self.back_doors {
            if view.can.has(*at) && above.iter().any(|above| !view.can.has(above)) {
                view.can.remove(*at);
            }
        }
    }

    /// Adds to a view that a concept holds or fails.
    pub fn fix(&self, concept: ConceptId, holds: bool, view: &mut View) {
        let row = self.row(concept);
        if holds {
            row.up.iter().for_each(|place| view.must.insert(*place as usize));
            row.excludes.iter().for_each(|place| view.can.remove(*place as usize));
        } else {
            row.down.iter().for_each(|place| view.can.remove(*place as usize));
        }
    }
}

impl Situation {
    fn begin(&mut self) {
        if self.round == u32::MAX {
            self.round = 0;
            [&mut self.failing, &mut self.holding_below, &mut self.excused_concepts].into_iter().for_each(|marks| marks.fill(0));
            self.held.fill((0, ConceptId(0)));
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

fn settle_cuts(row: &ScalarRow, range: Range, view: &mut View) {
    for (place, limit, strict) in &row.cuts {
        let comparison = if *strict { Comparison::MoreThan } else { Comparison::AtLeast };
        match range.settles(comparison, *limit) {
            Some(true) => view.must.insert(*place),
            Some(false) => view.can.remove(*place),
            None => {}
        }
    }
}

fn concept_row(vocabulary: &Vocabulary, id: ConceptId, place: &impl Fn(ConceptId) -> Option<usize>, gamma: &Gamma) -> ConceptRow {
    let concept = vocabulary.concept(id);
    let places = |ids: Vec<ConceptId>| -> Vec<u32> { ids.into_iter().filter_map(place).map(|place| place as u32).collect() };
    let up = |id: ConceptId| places(vocabulary.up(id).collect());
    let own_up = up(id);
    let adds_more = |below: &ConceptId| up(*below).iter().any(|place| !own_up.contains(place));
    let opened = |concept: ConceptId| Opened { concept, unless_odd: vocabulary.concept(concept).odd };
    let opens = concept.descendants.iter().copied().filter(adds_more).map(opened).collect();
    let mut raises = Vec::new();
    for raised in vocabulary.up(id).flat_map(|above| vocabulary.concept(above).raises.iter().copied()) {
        let raised_concept = vocabulary.concept(raised);
        raises.push(Opened { concept: raised, unless_odd: false });
        raises.extend(
            raised_concept
                .below
                .iter()
                .map(|below| Opened { concept: *below, unless_odd: vocabulary.concept(*below).odd && !raised_concept.odd }),
        );
    }
    raises.retain(|opened| !up(opened.concept).is_empty());
    raises.sort();
    // Where it is opened both ways, the way without a condition decides.
    raises.dedup_by_key(|opened| opened.concept);
    let groups = vocabulary.up(id).flat_map(|above| vocabulary.groups_of(above).iter().map(move |group| (*group, above))).collect();
    let excluded = vocabulary.up(id).flat_map(|above| {
        let groups = vocabulary.groups_of(above).iter().filter_map(|group| vocabulary.exclusive().get(*group as usize));
        groups.flatten().copied().filter(move |member| *member != above)
    });
    let mut excludes: Vec<u32> = excluded.flat_map(|member| places(vocabulary.down(member).collect())).collect();
    if let Some(own) = place(id).and_then(|place| gamma.excludes.get(place)) {
        excludes.extend(own.iter().map(|place| place as u32));
    }
    excludes.sort_unstable();
    excludes.dedup();
    ConceptRow {
        up: own_up,
        down: places(vocabulary.down(id).collect()),
        descendants: concept.descendants.clone(),
        ancestors: concept.ancestors.clone(),
        opens,
        unknown: vocabulary.down(id).filter(|below| !up(*below).is_empty()).collect(),
        raises,
        odd: concept.odd,
        groups,
        excludes,
    }
}

/// A concept fails by something above it that is presumed absent only where that is in another facet, or odd.
fn back_doors(vocabulary: &Vocabulary, propositions: &[Proposition], gamma: &Gamma) -> Vec<(usize, Bits)> {
    let concept = |at: usize| match propositions.get(at) {
        Some(Proposition::Concept(id)) => Some(vocabulary.concept(*id)),
        _ => None,
    };
    let mut all = Vec::new();
    for (at, above) in gamma.above.iter().enumerate() {
        let Some(own) = concept(at) else { continue };
        let is_suspect = above.iter().filter_map(concept).any(|upper| upper.facet != own.facet || upper.odd);
        if is_suspect {
            all.push((at, above.clone()));
        }
    }
    all.sort_by_key(|(_, above)| above.len());
    all
}

fn scalar_row(vocabulary: &Vocabulary, id: ScalarId, propositions: &[Proposition]) -> ScalarRow {
    let scalar = vocabulary.scalar(id);
    let cuts = propositions.iter().enumerate().filter_map(|(at, one)| match one {
        Proposition::Above { scalar, limit, strict } if *scalar == id => Some((at, *limit, *strict)),
        _ => None,
    });
    let end = |value: Option<i64>| value.map(|value| (Number::whole(value), false));
    let usual = Range { min: end(scalar.usual_min), max: end(scalar.usual_max) };
    ScalarRow {
        cuts: cuts.collect(),
        lower: vocabulary.scalar_ids().filter(|other| vocabulary.scalar(*other).at_most.contains(&id)).collect(),
        higher: scalar.at_most.clone(),
        usual: (usual != Range::default()).then_some(usual),
        metric: vocabulary.scalar_ids().filter(|other| *other != id && vocabulary.scalar(*other).metric() == scalar.metric()).collect(),
    }
}

/// Finds statements that can't stand together by the whole of a vocabulary, whatever policy they are checked against.
pub struct Contradictions {
    policy: Policy,
    names: Names,
    statements: Statements,
}

impl Contradictions {
    /// Makes ready to look through many uses.
    pub fn new(vocabulary: Arc<Vocabulary>) -> Contradictions {
        let policy = Policy::empty(vocabulary);
        Contradictions { names: Names::new(&policy), policy, statements: Statements::default() }
    }

    /// The first two statements of a use that can't stand together; names that the vocabulary lacks are passed over.
    pub fn find(&mut self, described: &Use) -> Option<Contradiction> {
        self.names.bind(described, &self.policy, &mut self.statements);
        clash(&self.policy, &self.statements)
    }
}

/// The first two statements that can't stand together.
pub(super) fn clash(policy: &Policy, statements: &Statements) -> Option<Contradiction> {
    let vocabulary = &policy.vocabulary;
    let name = |concept: ConceptId| vocabulary.concept(concept).name.clone();
    for (one, said, place) in &statements.concepts {
        for (other, other_said, other_place) in &statements.concepts {
            let clash = match (said, other_said) {
                (Said::Holds, Said::Fails) => vocabulary.is_a(*one, *other),
                (Said::Holds, Said::Holds) => vocabulary.excludes(*one, *other),
                _ => false,
            };
            if clash {
                return Some(Contradiction { one: (name(*one), *place), other: (name(*other), *other_place) });
            }
        }
    }
    for (one, range, place) in &statements.numbers {
        for (other, other_range, other_place) in &statements.numbers {
            let scalar = vocabulary.scalar(*one);
            let meets = match one == other {
                true => range.and(*other_range),
                false if scalar.at_most.contains(other) => {
                    Range { min: range.min, max: None }.and(Range { min: None, max: other_range.max })
                }
                false => Range::default(),
            };
            if meets.is_empty() {
                let other_name = vocabulary.scalar(*other).name.clone();
                return Some(Contradiction { one: (scalar.name.clone(), *place), other: (other_name, *other_place) });
            }
        }
    }
    let local = |at: usize| policy.propositions.get(at).map(|local| local.id.clone()).unwrap_or_default();
    statements.locals.iter().find_map(|(one, said, place)| {
        let other =
            statements.locals.iter().find(|(other, other_said, _)| other == one && *said == Said::Holds && *other_said == Said::Fails)?;
        Some(Contradiction { one: (local(*one), *place), other: (local(*one), other.2) })
    })
}
