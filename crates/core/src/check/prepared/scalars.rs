//! Numbers that a policy compares: where they lie, and what that says of the numbered comparisons.

use crate::base::Number;
use crate::logic::Known;
use crate::vocabulary::{ScalarId, Vocabulary};

use super::propositions::{Cut, Proposition};

/// Where a scalar lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// The lower end, and whether it is left out.
    pub min: Option<(Number, bool)>,
    /// The upper end, and whether it is left out.
    pub max: Option<(Number, bool)>,
}

impl Range {
    /// Whether it lies above the cut; `None` where it has numbers on both sides.
    pub(in crate::check) fn settles(&self, cut: Cut) -> Option<bool> {
        let Cut { limit, strict } = cut;
        if self.min.is_some_and(|(min, left_out)| min > limit || (min == limit && (left_out || !strict))) {
            return Some(true);
        }
        let is_below = self.max.is_some_and(|(max, left_out)| max < limit || (max == limit && (left_out || strict)));
        is_below.then_some(false)
    }

    /// What lies in both.
    pub fn and(self, other: Range) -> Range {
        let tighter = |one: Option<(Number, bool)>, other: Option<(Number, bool)>, lower: bool| match (one, other) {
            (Some(a), Some(b)) => {
                let a_wins = if a.0 == b.0 { a.1 } else { (a.0 > b.0) == lower };
                Some(if a_wins { a } else { b })
            }
            (one, other) => one.or(other),
        };
        Range { min: tighter(self.min, other.min, true), max: tighter(self.max, other.max, false) }
    }

    /// Without its upper end.
    pub fn only_min(self) -> Range {
        Range { max: None, ..self }
    }

    /// Without its lower end.
    pub fn only_max(self) -> Range {
        Range { min: None, ..self }
    }

    /// Whether no number lies in it.
    pub fn is_empty(&self) -> bool {
        match (self.min, self.max) {
            (Some((min, above)), Some((max, below))) => min > max || (min == max && (above || below)),
            _ => false,
        }
    }
}

/// One scalar, with what it is tied to.
#[derive(Debug, Clone)]
pub(in crate::check) struct PreparedScalar {
    /// Numbered comparisons of it.
    pub cuts: Vec<(usize, Cut)>,
    /// Scalars that are never greater.
    pub lower: Vec<ScalarId>,
    /// Scalars that are never less.
    pub higher: Vec<ScalarId>,
    pub usual: Option<Range>,
    /// Other scalars of its metric.
    pub metric: Vec<ScalarId>,
}

impl PreparedScalar {
    /// Adds what a range says of the numbered comparisons.
    pub fn settle(&self, range: Range, known: &mut Known) {
        for (place, cut) in &self.cuts {
            match range.settles(*cut) {
                Some(true) => known.must.insert(*place),
                Some(false) => known.can.remove(*place),
                None => {}
            }
        }
    }
}

/// What is stated of a scalar, and what is presumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::check) struct Ranges {
    pub stated: Option<Range>,
    pub presumed: Option<Range>,
}

/// All scalars of a policy's vocabulary.
#[derive(Debug, Clone)]
pub(in crate::check) struct PreparedScalars {
    scalars: Vec<PreparedScalar>,
    /// What is presumed of each where nothing is stated of any, and what is known of the comparisons then.
    pub unstated: (Vec<Ranges>, Known),
}

impl PreparedScalars {
    /// The scalars of a vocabulary, and the numbered comparisons of them.
    pub fn new(vocabulary: &Vocabulary, propositions: &[Proposition]) -> PreparedScalars {
        let scalars: Vec<PreparedScalar> = vocabulary.scalar_ids().map(|id| prepared(vocabulary, id, propositions)).collect();
        let count = scalars.len();
        let mut all = PreparedScalars { scalars, unstated: (vec![Ranges::default(); count], Known::open(propositions.len())) };
        let mut ranges = vec![Ranges::default(); count];
        let mut known = Known::open(propositions.len());
        all.presume(&mut ranges);
        all.settle(&ranges, &mut known);
        all.unstated = (ranges, known);
        all
    }

    /// Adds the usual ranges of those scalars of which they are presumed.
    pub fn presume(&self, ranges: &mut [Ranges]) {
        for (at, scalar) in self.scalars.iter().enumerate() {
            if let Some(usual) = scalar.usual.filter(|usual| self.is_usual(ScalarId::at(at), scalar, *usual, ranges))
                && let Some(ranges) = ranges.get_mut(at)
            {
                ranges.presumed = Some(usual);
            }
        }
    }

    /// Nothing is said of the scalar, no other of its metric may be unusual, and what is stated leaves room for it.
    fn is_usual(&self, id: ScalarId, scalar: &PreparedScalar, usual: Range, ranges: &[Ranges]) -> bool {
        let stated = |id: &ScalarId| ranges.get(id.index()).and_then(|ranges| ranges.stated);
        let may_be_outside = |range: Range| {
            let below = usual.min.is_some_and(|(min, _)| range.min.is_none_or(|(lowest, _)| lowest < min));
            let above = usual.max.is_some_and(|(max, _)| range.max.is_none_or(|(highest, _)| highest > max));
            below || above
        };
        stated(&id).is_none()
            && !scalar.metric.iter().filter_map(stated).any(may_be_outside)
            && !self.effective(id, ranges, false).and(usual).is_empty()
    }

    /// Adds what the ranges say of the numbered comparisons.
    pub fn settle(&self, ranges: &[Ranges], known: &mut Known) {
        for (at, scalar) in self.scalars.iter().enumerate().filter(|(_, scalar)| !scalar.cuts.is_empty()) {
            scalar.settle(self.effective(ScalarId::at(at), ranges, true), known);
        }
    }

    /// Where a scalar lies, by what is said of it and of those that it is ordered with.
    pub fn effective(&self, scalar: ScalarId, ranges: &[Ranges], with_presumed: bool) -> Range {
        let range = |id: &ScalarId| {
            let Ranges { stated, presumed } = ranges.get(id.index()).copied().unwrap_or_default();
            stated.or(presumed.filter(|_| with_presumed)).unwrap_or_default()
        };
        let Some(prepared) = self.scalars.get(scalar.index()) else { return Range::default() };
        let lower = prepared.lower.iter().map(|id| range(id).only_min());
        let higher = prepared.higher.iter().map(|id| range(id).only_max());
        lower.chain(higher).fold(range(&scalar), Range::and)
    }
}

fn prepared(vocabulary: &Vocabulary, id: ScalarId, propositions: &[Proposition]) -> PreparedScalar {
    let scalar = vocabulary.scalar(id);
    let cuts = propositions.iter().enumerate().filter_map(|(at, one)| match one {
        Proposition::Above { scalar, cut } if *scalar == id => Some((at, *cut)),
        Proposition::Above { .. } | Proposition::Concept(_) | Proposition::Local(_) => None,
    });
    let end = |value: Option<i64>| value.map(|value| (Number::whole(value), false));
    let usual = Range { min: end(scalar.usual_min()), max: end(scalar.usual_max()) };
    PreparedScalar {
        cuts: cuts.collect(),
        lower: vocabulary.scalar_ids().filter(|other| vocabulary.scalar(*other).at_most().contains(&id)).collect(),
        higher: scalar.at_most().to_vec(),
        usual: (usual != Range::default()).then_some(usual),
        metric: vocabulary.scalar_ids().filter(|other| *other != id && vocabulary.scalar(*other).metric() == scalar.metric()).collect(),
    }
}
