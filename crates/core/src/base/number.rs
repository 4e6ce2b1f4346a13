//! Exact decimal numbers, for thresholds: nothing is rounded.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A decimal number, exact: `digits × 10^-scale`. At most 18 digits before and 9 after the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Number(i128);

const SCALE: i128 = 1_000_000_000;
const LIMIT: i128 = 1_000_000_000_000_000_000 * SCALE;

impl Number {
    /// A whole number.
    pub fn whole(value: i64) -> Number {
        Number(i128::from(value) * SCALE)
    }

    /// Reads `700000000`, `-3`, `12.5` or `1e6`; `None` if it is not a number, or has too many digits.
    pub fn parse(text: &str) -> Option<Number> {
        if text.len() <= 18
            && let Ok(whole) = text.parse()
        {
            return Some(Number::whole(whole));
        }
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (sign, unsigned) = match mantissa.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let ends_in_point = unsigned.contains('.') && part.is_empty();
        if whole.is_empty() || ends_in_point || unsigned.len() > 40 || !(-40..=40).contains(&exponent) {
            return None;
        }
        let mut value: i128 = 0;
        for digit in whole.chars().chain(part.chars()) {
            value = value.checked_mul(10)?.checked_add(i128::from(digit.to_digit(10)?))?;
        }
        let shift = 9 + exponent - i32::try_from(part.len()).ok()?;
        let ten = 10i128.checked_pow(shift.unsigned_abs())?;
        let scaled = if shift >= 0 {
            value.checked_mul(ten)?
        } else if value % ten == 0 {
            value / ten
        } else {
            return None;
        };
        (scaled < LIMIT).then_some(Number(sign * scaled))
    }

    /// Whether a text may be a whole number to one reader and a fraction to another: in `700.000` the point parts thousands in half of the world.
    pub fn is_read_in_two_ways(text: &str) -> bool {
        let Some((whole, part)) = text.split_once('.') else { return false };
        let whole = whole.trim_start_matches(['-', '+']);
        part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
    }

    /// Whether JSON readers, which use binary floating point, keep it exact: whole numbers of 18 digits, decimals of 15.
    pub fn survives_json(self) -> bool {
        self.divided_by(1).is_some() || self.to_string().parse::<f64>().is_ok_and(|value| value.to_string() == self.to_string())
    }

    /// The number times a whole factor (`million`), or `None` past the limit.
    pub fn times(self, factor: i64) -> Option<Number> {
        let product = self.0.checked_mul(i128::from(factor))?;
        (product.abs() < LIMIT).then_some(Number(product))
    }

    /// The number divided by `factor`, if that is a whole number.
    pub fn divided_by(self, factor: i64) -> Option<i64> {
        let unit = i128::from(factor) * SCALE;
        (unit != 0 && self.0 % unit == 0).then(|| i64::try_from(self.0 / unit).ok()).flatten()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.abs() / SCALE, self.0.abs() % SCALE);
        let sign = if self.0 < 0 { "-" } else { "" };
        if part == 0 {
            return write!(out, "{sign}{whole}");
        }
        let part = format!("{part:09}");
        write!(out, "{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_digit() {
        for (text, shown) in [("700000000", "700000000"), ("12.50", "12.5"), ("1e6", "1000000"), ("-0.000000001", "-0.000000001")] {
            assert_eq!(Number::parse(text).map(|number| number.to_string()).as_deref(), Some(shown));
        }
    }

    #[test]
    fn refuses_what_it_could_not_keep() {
        for text in ["", "1.", ".5", "1e99", "0.0000000001", "99999999999999999999", "1 000", "NaN"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_point_before_three_digits_may_part_thousands() {
        for (text, is_so) in
            [("700.000", true), ("-1.234", true), ("0.125", false), ("12.50", false), ("1.2345", false), ("1234.567", false)]
        {
            assert_eq!(Number::is_read_in_two_ways(text), is_so, "{text}");
        }
    }

    #[test]
    fn orders_by_value() {
        assert!(Number::parse("0.1") < Number::parse("0.10000001"));
    }
}
