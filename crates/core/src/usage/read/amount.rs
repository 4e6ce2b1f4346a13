//! A number as people write it: `120000`, `1_000_000`, `1e6`, `5000 persons`, `1.5 million USD`, `> 5`.

use crate::base::{Comparison, Number};
use crate::usage::quote::quoted;

/// Why a text is not an amount, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    pub message: String,
    pub help: String,
    /// The unit, if that alone is wrong.
    pub unit: Option<String>,
}

/// Reads a number, optionally with a comparison sign before it and a unit after it; `unit` is the expected one, if known.
pub(super) fn amount(text: &str, unit: Option<&str>) -> Result<(Option<Comparison>, Number), Flaw> {
    // Most are plain numbers without sign or unit.
    if let Some(number) = Number::parse(text).filter(|_| !Number::is_read_in_two_ways(text)) {
        return Ok((None, number));
    }
    let (sign, rest) = sign(text.trim());
    if let (None, Some(sign)) = (sign, sign_of_words(rest)) {
        let help = format!("write `\"{} {}\"`, in quotes", sign.0, sign.1.trim());
        return Err(Flaw { message: format!("{} is no number", quoted(text)), help, unit: None });
    }
    let (digits, rest) = rest.split_once(char::is_whitespace).unwrap_or_else(|| match rest.strip_suffix('%') {
        Some(digits) => (digits, "%"),
        None => (rest, ""),
    });
    let plain = number(digits, text)?;
    let rest = rest.trim();
    let (factor, written) = magnitude(rest);
    if written.starts_with(|first: char| first.is_ascii_digit()) {
        return Err(grouped(text));
    }
    if !written.is_empty() && unit.is_some_and(|unit| !is_unit(written, unit)) {
        let unit = unit.unwrap_or_default();
        let help = format!("write the number alone, or in {unit}; nothing is converted");
        return Err(Flaw {
            message: format!("{} is not the unit that is wanted here", quoted(written)),
            help,
            unit: Some(written.to_owned()),
        });
    }
    let value = plain.times(factor).ok_or_else(|| too_long(text))?;
    Ok((sign, value))
}

fn sign(text: &str) -> (Option<Comparison>, &str) {
    let signs = [Comparison::AtLeast, Comparison::AtMost, Comparison::MoreThan, Comparison::LessThan];
    let found = signs.into_iter().find_map(|sign| text.strip_prefix(sign.sign()).map(|rest| (Some(sign), rest.trim_start())));
    found.unwrap_or((None, text))
}

/// `over 5`: the sign that people mean by words, and the rest.
fn sign_of_words(text: &str) -> Option<(&'static str, &str)> {
    let signs = [
        (">", ["over ", "above ", "more than "]),
        (">=", ["at least ", "minimum ", "from "]),
        ("<", ["under ", "below ", "less than "]),
        ("<=", ["at most ", "maximum ", "up to "]),
    ];
    signs.into_iter().find_map(|(sign, words)| words.iter().find_map(|words| text.strip_prefix(words)).map(|rest| (sign, rest)))
}

/// `million USD` is a factor and a unit.
fn magnitude(text: &str) -> (i64, &str) {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match first {
        "thousand" => (1_000, rest.trim_start()),
        "million" => (1_000_000, rest.trim_start()),
        "billion" => (1_000_000_000, rest.trim_start()),
        _ => (1, text),
    }
}

/// Whether a word is the unit: `persons`, `person`, `usd`, `%`.
fn is_unit(written: &str, unit: &str) -> bool {
    let singular = unit.strip_suffix('s').filter(|_| unit.chars().any(char::is_lowercase));
    written.eq_ignore_ascii_case(unit)
        || singular.is_some_and(|one| written.eq_ignore_ascii_case(one))
        || (written == "%" && unit == "percent")
}

fn number(digits: &str, text: &str) -> Result<Number, Flaw> {
    let is_digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    let is_parted_well = || {
        digits.match_indices('_').all(|(at, _)| {
            let before = digits.get(..at).and_then(|before| before.chars().next_back());
            let after = digits.get(at + 1..).and_then(|after| after.chars().next());
            is_digit(before) && is_digit(after)
        })
    };
    let has_separator = digits.contains([',', '\'', '’']) && digits.starts_with(|first: char| first.is_ascii_digit());
    if has_separator || Number::is_read_in_two_ways(digits) || has_many_points(digits) {
        return Err(grouped(text));
    }
    match Number::parse(&digits.replace('_', "")) {
        Some(number) if is_parted_well() => Ok(number),
        _ if digits.len() > 9 && digits.chars().all(|sign| sign.is_ascii_digit() || "+-.eE_".contains(sign)) => Err(too_long(text)),
        _ => Err(Flaw {
            message: format!("{} is no number", quoted(text)),
            help: "write a number (`120000`), a bound (`\"> 5\"`), `{min: 1, max: 5}` or `unknown`".to_owned(),
            unit: None,
        }),
    }
}

/// `1.000.000`
fn has_many_points(digits: &str) -> bool {
    digits.matches('.').count() > 1 && digits.chars().all(|sign| sign.is_ascii_digit() || sign == '.')
}

fn grouped(text: &str) -> Flaw {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(20).collect();
    let help = match text.contains('.') && !text.contains(',') {
        true => format!("write `{digits}` if it parts thousands; if it parts decimals, write other than three of them (`12.5`, `12.3450`)"),
        false => format!("write `{digits}` if the signs part thousands, or a point (`12.5`) if they part decimals"),
    };
    Flaw { message: format!("{} has a sign between its digits that can be read in two ways", quoted(text)), help, unit: None }
}

fn too_long(text: &str) -> Flaw {
    let help = "write at most 18 digits before the point and 9 after it".to_owned();
    Flaw { message: format!("{} has more digits than can be kept", quoted(text)), help, unit: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, unit: &str) -> String {
        match amount(text, Some(unit)) {
            Ok((None, number)) => number.to_string(),
            Ok((Some(sign), number)) => format!("{sign:?} {number}"),
            Err(flaw) => flaw.message,
        }
    }

    #[test]
    fn reads_what_people_write() {
        for (text, unit, number) in [
            ("120000", "persons", "120000"),
            ("1_000_000", "persons", "1000000"),
            ("1e6", "persons", "1000000"),
            ("5000 persons", "persons", "5000"),
            ("1 person", "persons", "1"),
            ("1.5 million usd", "USD", "1500000"),
            ("0.1%", "percent", "0.1"),
            ("> 5", "days", "MoreThan 5"),
            (">=3 billion", "USD", "AtLeast 3000000000"),
        ] {
            assert_eq!(told(text, unit), number, "{text}");
        }
    }

    #[test]
    fn refuses_what_could_mean_something_else() {
        assert_eq!(told("1,000", "USD"), "`1,000` has a sign between its digits that can be read in two ways");
        assert_eq!(told("1 000 000", "USD"), "`1 000 000` has a sign between its digits that can be read in two ways");
        assert_eq!(told("700.000", "persons"), "`700.000` has a sign between its digits that can be read in two ways");
        assert_eq!(told("> 1.500 million", "USD"), "`> 1.500 million` has a sign between its digits that can be read in two ways");
        assert_eq!(told("1.000.000", "USD"), "`1.000.000` has a sign between its digits that can be read in two ways");
        assert_eq!(amount("over 5", None).map_err(|flaw| flaw.help), Err("write `\"> 5\"`, in quotes".to_owned()));
        assert_eq!(told("5 EUR", "USD"), "`EUR` is not the unit that is wanted here");
        assert_eq!(told("5 US", "USD"), "`US` is not the unit that is wanted here");
        assert_eq!(told("1__0", "USD"), "`1__0` is no number");
        assert_eq!(told("many", "USD"), "`many` is no number");
        assert_eq!(told("0.00000000001", "USD"), "`0.00000000001` has more digits than can be kept");
        assert_eq!(told("999999999 billion billion", "USD"), "`billion` is not the unit that is wanted here");
    }
}
