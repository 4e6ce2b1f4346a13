//! Signs beside numbers that make them other amounts: `$`, `%`, `<`, unless they are dress there.

use super::reading::Reading;

/// Signs that make a number another amount.
const UNITS: [(char, &str); 14] = [
    ('$', "dollar"),
    ('€', "euro"),
    ('£', "pound"),
    ('¥', "yen"),
    ('₹', "rupee"),
    ('₿', "bitcoin"),
    ('₽', "rouble"),
    ('%', "percent"),
    ('‰', "permille"),
    ('‱', "permyriad"),
    ('<', "less"),
    ('>', "more"),
    ('≤', "atmost"),
    ('≥', "atleast"),
];
/// How many signs before or after one are looked at.
const MARGIN: usize = 64;

impl Reading<'_> {
    /// A sign beside a number that makes it another amount, as a word.
    pub(super) fn unit(&self, sign: char) -> Option<&'static str> {
        let word = UNITS.iter().find(|(known, _)| *known == sign)?.1;
        let is_digit = |at: usize| self.letter(at).is_some_and(|letter| letter.is_ascii_digit());
        let is_beside = |places: [Option<usize>; 2]| places.into_iter().flatten().any(is_digit);
        let is_after = is_beside([self.at.checked_sub(1), self.at.checked_sub(2)]);
        let is_before = is_beside([Some(self.at + 1), Some(self.at + 2)]);
        let is_twice = self.letter(self.at + 1) == Some(sign) || self.at.checked_sub(1).and_then(|at| self.letter(at)) == Some(sign);
        let is_dress = match sign {
            // A comment of TeX begins with it.
            '%' => (!is_after && self.margin().is_some()) || is_twice,
            '<' => self.is_bracket(sign),
            '>' => self.is_bracket(sign) || self.margin().is_some_and(|line| !is_before || self.is_quoted(line)),
            _ => false,
        };
        ((is_after || is_before) && !is_dress).then_some(word)
    }

    /// Where the line begins, if nothing but signs of dress stand before this one.
    fn margin(&self) -> Option<usize> {
        let is_margin = |letter: char| matches!(letter, ' ' | '\t' | '>' | '#' | '*' | '/' | '|' | '%');
        let before = (0..self.at).rev().take(MARGIN).find(|at| !self.letter(*at).is_some_and(is_margin));
        match before {
            Some(at) => (self.letter(at) == Some('\n')).then_some(at + 1),
            None => Some(0),
        }
    }

    /// Whether a line that begins with `>` is a quotation, and does not go on with the sentence of the line before.
    fn is_quoted(&self, line: usize) -> bool {
        let Some(end) = line.checked_sub(1) else { return true };
        let start = (0..end).rev().find(|at| self.letter(*at) == Some('\n')).map_or(0, |at| at + 1);
        let first = (start..end).filter_map(|at| self.letter(at)).find(|letter| !letter.is_whitespace());
        let ends_clause = self.words.long.last().is_none_or(|word| word.ends_clause);
        ends_clause || first.is_none_or(|letter| matches!(letter, '>' | '#' | '*' | '/'))
    }

    /// Whether `<` and `>` stand around a number.
    fn is_bracket(&self, sign: char) -> bool {
        let is_inside = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | ',');
        let next = |step: usize| self.letter(if sign == '<' { self.at + step } else { self.at.checked_sub(step)? });
        (1..MARGIN).map_while(next).find(|letter| !is_inside(*letter)) == Some(if sign == '<' { '>' } else { '<' })
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Words;

    fn shown(text: &str) -> String {
        let words = Words::of(text);
        words.shown(&(0..words.count()))
    }

    #[test]
    fn signs_beside_numbers_are_words() {
        assert_eq!(shown("$20 and 30 % or 30%, > 5, < 6 and ≥7 for € 8"), "dollar and percent or percent more less and atleast for euro");
        assert_eq!(shown("US\\$20 is 50\\% of it"), "us dollar is percent of it");
        assert_eq!(shown("more than\n> 5 geese, or 5\n% of them"), "more than more geese or percent of them");
    }

    #[test]
    fn signs_of_dress_are_none() {
        assert_eq!(shown("> The geese:\n> 5 of\n> 6\n\n> 7 swim <2019>"), "the geese of swim");
        assert_eq!(shown("% 1. Soup\n%% of 2005\n%% and\n"), "soup of and");
    }
}
