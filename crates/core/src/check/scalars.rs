//! Where scalars lie, by what is stated of them, of those they are ordered with, and by what is usual (semantics §2).

use crate::base::Number;
use crate::logic::View;
use crate::vocabulary::{ScalarId, Vocabulary};

use super::propositions::{Cut, Proposition};
use super::rows::Rows;
use super::situation::Situation;
use super::statements::Statements;

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
    pub(super) fn settles(&self, cut: Cut) -> Option<bool> {
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

/// What is fixed of one scalar.
#[derive(Debug, Clone)]
pub(super) struct ScalarRow {
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

impl ScalarRow {
    /// Adds to a view what a range says of the numbered comparisons.
    pub fn settle(&self, range: Range, view: &mut View) {
        for (place, cut) in &self.cuts {
            match range.settles(*cut) {
                Some(true) => view.must.insert(*place),
                Some(false) => view.can.remove(*place),
                None => {}
            }
        }
    }
}

impl Rows {
    /// Nothing is said of the scalar, no other of its metric may be unusual, and what is stated leaves room for it.
    pub fn is_usual(&self, scalar: ScalarId, usual: Range, situation: &Situation) -> bool {
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
    pub fn ranges(&self, statements: &Statements, situation: &mut Situation) -> bool {
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
        let lower = row.lower.iter().map(|id| range(id).only_min());
        let higher = row.higher.iter().map(|id| range(id).only_max());
        lower.chain(higher).fold(range(&scalar), Range::and)
    }
}

/// The row of a scalar.
pub(super) fn scalar_row(vocabulary: &Vocabulary, id: ScalarId, propositions: &[Proposition]) -> ScalarRow {
    let scalar = vocabulary.scalar(id);
    let cuts = propositions.iter().enumerate().filter_map(|(at, one)| match one {
        Proposition::Above { scalar, cut } if *scalar == id => Some((at, *cut)),
        _ => None,
    });
    let end = |value: Option<i64>| value.map(|value| (Number::whole(value), false));
    let usual = Range { min: end(scalar.usual_min()), max: end(scalar.usual_max()) };
    ScalarRow {
        cuts: cuts.collect(),
        lower: vocabulary.scalar_ids().filter(|other| vocabulary.scalar(*other).at_most().contains(&id)).collect(),
        higher: scalar.at_most().to_vec(),
        usual: (usual != Range::default()).then_some(usual),
        metric: vocabulary.scalar_ids().filter(|other| *other != id && vocabulary.scalar(*other).metric() == scalar.metric()).collect(),
    }
}
