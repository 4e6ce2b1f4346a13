//! Numbers as people write them.

use crate::render::language::{Numbers, filled};
use railc_core::base::Number;
use railc_core::vocabulary::ScalarId;

use super::drafter::Drafter;

/// Whether a unit need not be printed, since the phrase of the scalar names what is counted.
pub(super) fn is_count(unit: &str) -> bool {
    matches!(unit, "persons" | "days")
}

impl Drafter<'_> {
    /// A number with its unit: `700 million`, `10 million USD`.
    pub(super) fn amount(&self, scalar: ScalarId, number: Number) -> String {
        let number = figure(number, &self.drafting.words.numbers);
        match self.vocabulary.scalar(scalar).unit() {
            unit if is_count(unit) => number,
            unit => filled(self.drafting.words.numbers.amount, &[("number", &number), ("unit", unit)]),
        }
    }
}

/// `700 million`, `1.5 million`, `25,000`, `0.5`
fn figure(number: Number, numbers: &Numbers) -> String {
    let (group, point) = (numbers.group, numbers.point);
    for (factor, word) in [(1_000_000_000_000, numbers.trillion), (1_000_000_000, numbers.billion), (1_000_000, numbers.million)] {
        let tenths = number.times(10).and_then(|ten| ten.divided_by(factor));
        if let Some(tenths) = tenths.filter(|tenths| *tenths >= 10) {
            let whole = tenths / 10;
            return match tenths % 10 {
                0 => format!("{} {word}", grouped(&whole.to_string(), group)),
                tenth => format!("{whole}{point}{tenth} {word}"),
            };
        }
    }
    let text = number.to_string();
    match text.split_once('.') {
        Some((whole, part)) => format!("{}{point}{part}", grouped(whole, group)),
        None => grouped(&text, group),
    }
}

fn grouped(digits: &str, group: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        if at > 0 && left.is_multiple_of(3) && text != "-" {
            text.push_str(group);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::language::drafting;

    #[test]
    fn figures_read_as_people_write_them() {
        let numbers = &drafting().1.words.numbers;
        for (number, read) in [
            ("700000000", "700 million"),
            ("1500000", "1.5 million"),
            ("25000", "25,000"),
            ("0.5", "0.5"),
            ("999", "999"),
            ("1234567", "1,234,567"),
        ] {
            assert_eq!(Number::parse(number).map(|number| figure(number, numbers)).as_deref(), Some(read));
        }
    }
}
