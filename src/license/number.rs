//! Printed numbers of a license, and references of a reading.
//!
//! Numbers follow from the order alone; ids never do.

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::Word;

use super::{Rule, Section};

/// Numbers sections `1`, `2`, … and attachments `A`, `B`, …, clauses `2.1` and `A.1`; makes room for the definitions, which stand after the
/// opening sections that hold prose alone. Gives the number of the definitions, and how many sections stand before them.
pub(super) fn number(sections: &mut [Section], has_definitions: bool) -> Option<(String, usize)> {
    let is_prose =
        |section: &Section| !section.is_attachment && section.clauses.iter().all(|clause| matches!(clause.rule, Rule::NotModelled(_)));
    let before = sections.iter().take_while(|section| is_prose(section)).count();
    let definitions = has_definitions.then(|| ((before + 1).to_string(), before));
    let (mut numbers, mut letters) = (0, 0);
    for (at, section) in sections.iter_mut().enumerate() {
        if section.is_attachment {
            letters += 1;
            section.number = letter(letters).to_uppercase();
        } else {
            numbers += 1;
            let shift = usize::from(definitions.is_some() && at >= before);
            section.number = (numbers + shift).to_string();
        }
        for (at, clause) in section.clauses.iter_mut().enumerate() {
            clause.number = format!("{}.{}", section.number, at + 1);
        }
    }
    definitions
}

/// The reference of the `turn`th clause by a scheme such as `Attachment A ({letter})`.
pub(super) fn reference(scheme: &Word, turn: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut text = scheme.value.clone();
    let mut filled = false;
    for (name, value) in [("{number}", turn.to_string()), ("{letter}", letter(turn)), ("{roman}", roman(turn))] {
        if text.contains(name) {
            text = text.replace(name, &value);
            filled = true;
        }
    }
    if !filled && turn == 1 {
        let diagnostic = Diagnostic::new(Code::BadScheme, format!("\"{}\" gives every clause the same reference", scheme.value));
        diagnostics.push(diagnostic.at(scheme.span, "").help("put `{number}`, `{letter}` or `{roman}` in it, or use `at`"));
    }
    text
}

/// `a` … `z`, `aa`, `ab` …
fn letter(turn: usize) -> String {
    let mut text = String::new();
    let mut left = turn;
    while left > 0 {
        let digit = ((left - 1) % 26) as u8;
        text.insert(0, char::from(b'a' + digit));
        left = (left - 1) / 26;
    }
    text
}

/// `i`, `ii`, `iii`, `iv` …
fn roman(turn: usize) -> String {
    let mut text = String::new();
    let mut left = turn;
    for (value, sign) in [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_roman_numbers_go_on() {
        assert_eq!([1, 26, 27, 52, 53].map(letter), ["a", "z", "aa", "az", "ba"]);
        assert_eq!([1, 4, 9, 14, 40].map(roman), ["i", "iv", "ix", "xiv", "xl"]);
    }
}
