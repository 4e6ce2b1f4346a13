//! Numbers that a policy compares: where they lie, and what that says of the numbered comparisons.

use crate::base::{Interval, Number};
use crate::logic::Known;
use crate::policy::Policy;
use crate::vocabulary::ScalarId;

use super::propositions::{Cut, Proposition};

/// One scalar, with what it is tied to.
#[derive(Debug, Clone)]
pub(in crate::check) struct PreparedScalar {
    /// Numbered comparisons of it.
    pub cuts: Vec<(usize, Cut)>,
    /// Scalars that are never greater.
    pub lower: Vec<ScalarId>,
    /// Scalars that are never less.
    pub higher: Vec<ScalarId>,
    pub usual: Option<Interval>,
    /// Other scalars of its metric.
    pub metric: Vec<ScalarId>,
}

impl PreparedScalar {
    /// Adds what an interval says of the numbered comparisons.
    pub(super) fn settle(&self, interval: Interval, known: &mut Known) {
        for (place, cut) in &self.cuts {
            match cut.is_below(interval) {
                Some(true) => known.must.insert(*place),
                Some(false) => known.can.remove(*place),
                None => {}
            }
        }
    }
}

/// What is stated of a scalar, and what is presumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::check) struct Intervals {
    pub stated: Option<Interval>,
    pub presumed: Option<Interval>,
}

/// All scalars of a policy's vocabulary.
#[derive(Debug, Clone)]
pub(in crate::check) struct PreparedScalars {
    scalars: Vec<PreparedScalar>,
    /// What is presumed of each where nothing is stated of any, and what is known of the comparisons then.
    pub unstated: (Vec<Intervals>, Known),
}

impl PreparedScalars {
    /// The scalars of a policy's vocabulary, and the numbered comparisons of them.
    pub(crate) fn new(policy: &Policy, propositions: &[Proposition]) -> PreparedScalars {
        let scalars: Vec<PreparedScalar> = policy.vocabulary().scalar_ids().map(|id| prepared(policy, id, propositions)).collect();
        let count = scalars.len();
        let mut all = PreparedScalars { scalars, unstated: (vec![Intervals::default(); count], Known::open(propositions.len())) };
        let mut intervals = vec![Intervals::default(); count];
        let mut known = Known::open(propositions.len());
        all.presume(&mut intervals);
        all.settle(&intervals, &mut known);
        all.unstated = (intervals, known);
        all
    }

    /// Adds the usual ranges of those scalars of which they are presumed.
    pub(crate) fn presume(&self, intervals: &mut [Intervals]) {
        for (at, scalar) in self.scalars.iter().enumerate() {
            let usual = self.usual(ScalarId::at(at), scalar, intervals);
            intervals.get_mut(at).into_iter().for_each(|own| own.presumed = usual);
        }
    }

    /// Where a scalar usually lies, where nothing is stated of it: widened by what is stated of others of its metric, all of which have an upper
    /// bound; `None` where what is stated leaves no room for it.
    fn usual(&self, id: ScalarId, scalar: &PreparedScalar, intervals: &[Intervals]) -> Option<Interval> {
        let stated = |id: &ScalarId| intervals.get(id.index()).and_then(|intervals| intervals.stated);
        let mut others = scalar.metric.iter().filter_map(stated);
        let widened = others.try_fold(scalar.usual?, |usual, other| other.max.is_some().then(|| usual.with(other)))?;
        let has_room = stated(&id).is_none() && !self.effective(id, intervals, false).and(widened).is_empty();
        has_room.then_some(widened)
    }

    /// Adds what the intervals say of the numbered comparisons.
    pub(crate) fn settle(&self, intervals: &[Intervals], known: &mut Known) {
        for (at, scalar) in self.scalars.iter().enumerate().filter(|(_, scalar)| !scalar.cuts.is_empty()) {
            scalar.settle(self.effective(ScalarId::at(at), intervals, true), known);
        }
    }

    /// Where a scalar lies, by what is said of it and of those that it is ordered with.
    pub(crate) fn effective(&self, scalar: ScalarId, intervals: &[Intervals], with_presumed: bool) -> Interval {
        let interval = |id: &ScalarId| {
            let Intervals { stated, presumed } = intervals.get(id.index()).copied().unwrap_or_default();
            stated.or(presumed.filter(|_| with_presumed)).unwrap_or_default()
        };
        let Some(prepared) = self.scalars.get(scalar.index()) else { return Interval::default() };
        let lower = prepared.lower.iter().map(|id| interval(id).only_min());
        let higher = prepared.higher.iter().map(|id| interval(id).only_max());
        lower.chain(higher).fold(interval(&scalar), Interval::and)
    }
}

fn prepared(policy: &Policy, id: ScalarId, propositions: &[Proposition]) -> PreparedScalar {
    let vocabulary = policy.vocabulary();
    let scalar = vocabulary.scalar(id);
    let cuts = propositions.iter().enumerate().filter_map(|(at, one)| match one {
        Proposition::Above { scalar, cut } if *scalar == id => Some((at, *cut)),
        Proposition::Above { .. } | Proposition::Concept(_) | Proposition::Local(_) => None,
    });
    let usual = Interval::between(scalar.usual_min().map(Number::whole), scalar.usual_max().map(Number::whole));
    PreparedScalar {
        cuts: cuts.collect(),
        lower: vocabulary.scalar_ids().filter(|other| vocabulary.scalar(*other).at_most().contains(&id)).collect(),
        higher: scalar.at_most().to_vec(),
        usual: (usual != Interval::default() && !policy.asks().scalars.contains(&id)).then_some(usual),
        metric: vocabulary.scalar_ids().filter(|other| *other != id && vocabulary.scalar(*other).metric() == scalar.metric()).collect(),
    }
}
