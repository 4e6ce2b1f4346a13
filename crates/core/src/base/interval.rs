//! Where a number lies: between two bounds, each of which may be missing.

use super::{Comparison, Number};

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The number at this end.
    pub number: Number,
    /// Whether the number itself is left out (`more than`, `less than`).
    pub is_strict: bool,
}

/// The numbers between two bounds; without bounds, all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    /// The lower end.
    pub min: Option<Bound>,
    /// The upper end.
    pub max: Option<Bound>,
}

impl Interval {
    /// The numbers from one to another, both included.
    pub fn between(min: Option<Number>, max: Option<Number>) -> Interval {
        let bound = |number: Number| Bound { number, is_strict: false };
        Interval { min: min.map(bound), max: max.map(bound) }
    }

    /// A single number.
    pub fn exactly(number: Number) -> Interval {
        Interval::between(Some(number), Some(number))
    }

    /// The numbers for which a comparison with a limit holds.
    pub fn compared(comparison: Comparison, limit: Number) -> Interval {
        let bound = |is_strict| Some(Bound { number: limit, is_strict });
        match comparison {
            Comparison::MoreThan => Interval { min: bound(true), max: None },
            Comparison::AtLeast => Interval { min: bound(false), max: None },
            Comparison::LessThan => Interval { min: None, max: bound(true) },
            Comparison::AtMost => Interval { min: None, max: bound(false) },
        }
    }

    /// Without its upper end.
    pub fn only_min(self) -> Interval {
        Interval { max: None, ..self }
    }

    /// Without its lower end.
    pub fn only_max(self) -> Interval {
        Interval { min: None, ..self }
    }

    /// The intersection of both.
    pub fn and(self, other: Interval) -> Interval {
        let higher = |one: Bound, other: Bound| (one.number, one.is_strict) > (other.number, other.is_strict);
        let lower = |one: Bound, other: Bound| (one.number, !one.is_strict) < (other.number, !other.is_strict);
        Interval { min: tighter(self.min, other.min, higher), max: tighter(self.max, other.max, lower) }
    }

    /// The least interval that holds both.
    pub fn with(self, other: Interval) -> Interval {
        let lower = |one: Bound, other: Bound| (one.number, one.is_strict) < (other.number, other.is_strict);
        let higher = |one: Bound, other: Bound| (one.number, !one.is_strict) > (other.number, !other.is_strict);
        let wider = |(one, other): (Bound, Bound), is_wider: fn(Bound, Bound) -> bool| if is_wider(one, other) { one } else { other };
        Interval {
            min: self.min.zip(other.min).map(|ends| wider(ends, lower)),
            max: self.max.zip(other.max).map(|ends| wider(ends, higher)),
        }
    }

    /// Whether a number lies in it.
    pub fn contains(&self, number: Number) -> bool {
        let is_above = self.min.is_none_or(|min| if min.is_strict { number > min.number } else { number >= min.number });
        let is_below = self.max.is_none_or(|max| if max.is_strict { number < max.number } else { number <= max.number });
        is_above && is_below
    }

    /// Whether no number lies in it. Numbers are taken to be dense: some lie between 1 and 2.
    pub fn is_empty(&self) -> bool {
        match (self.min, self.max) {
            (Some(min), Some(max)) => min.number > max.number || (min.number == max.number && (min.is_strict || max.is_strict)),
            (None, _) | (_, None) => false,
        }
    }
}

/// The tighter of two bounds.
fn tighter(one: Option<Bound>, other: Option<Bound>, is_tighter: impl Fn(Bound, Bound) -> bool) -> Option<Bound> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if is_tighter(one, other) { one } else { other }),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(number: i64, is_strict: bool) -> Bound {
        Bound { number: Number::whole(number), is_strict }
    }

    #[test]
    fn of_two_bounds_the_strict_one_is_tighter() {
        let one = Interval { min: Some(bound(1, false)), max: Some(bound(5, true)) };
        let other = Interval { min: Some(bound(1, true)), max: Some(bound(5, false)) };
        let both = Interval { min: Some(bound(1, true)), max: Some(bound(5, true)) };
        assert_eq!((one.and(other), other.and(one)), (both, both));
        assert_eq!(Interval::default().and(both), both);
        let at_least_three = Interval::compared(Comparison::AtLeast, Number::whole(3));
        assert_eq!(at_least_three.and(both), Interval { min: Some(bound(3, false)), ..both });
    }

    #[test]
    fn the_least_interval_with_both_has_the_wider_bounds() {
        let one = Interval { min: Some(bound(1, true)), max: Some(bound(5, true)) };
        let other = Interval { min: Some(bound(1, false)), max: Some(bound(3, false)) };
        let both = Interval { min: Some(bound(1, false)), max: Some(bound(5, true)) };
        assert_eq!((one.with(other), other.with(one)), (both, both));
        assert_eq!(one.with(one.only_min()), one.only_min());
        assert_eq!(one.with(Interval::default()), Interval::default());
    }

    #[test]
    fn a_strict_bound_leaves_its_number_out() {
        let below_five = Interval::compared(Comparison::LessThan, Number::whole(5));
        assert!(below_five.contains(Number::whole(4)) && !below_five.contains(Number::whole(5)));
        assert!(Interval::exactly(Number::whole(5)).contains(Number::whole(5)));
        assert!(below_five.and(Interval::exactly(Number::whole(5))).is_empty());
        assert!(!below_five.and(Interval::compared(Comparison::MoreThan, Number::whole(4))).is_empty());
    }
}
