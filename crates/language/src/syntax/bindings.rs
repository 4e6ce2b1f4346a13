//! Words of a clause that are bound to parts of its rule: `[a weakness, such as age | purpose.manipulation.vulnerability]`.
//!
//! A bracket without a `|` is printed as it stands.

/// A piece of the words of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words that are bound to nothing.
    Free(&'t str),
    /// Words that stand for parts of the rule.
    Bound {
        /// The words.
        words: &'t str,
        /// The names in the rule: of a concept, a number, a question or a term, or `@name` of an exception.
        names: Vec<&'t str>,
    },
}

/// The pieces of a text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, words, names, behind)) = next(rest) {
        if !before.is_empty() {
            found.push(Piece::Free(before));
        }
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        found.push(Piece::Bound { words: words.trim(), names });
        rest = behind;
    }
    if !rest.is_empty() {
        found.push(Piece::Free(rest));
    }
    found
}

/// The text as it is printed.
pub fn printed(text: &str) -> String {
    let words = |piece| match piece {
        Piece::Free(words) | Piece::Bound { words, .. } => words,
    };
    pieces(text).into_iter().map(words).collect()
}

/// What stands before the first binding, its words, its names, and what stands behind it.
fn next(text: &str) -> Option<(&str, &str, &str, &str)> {
    let mut start = 0;
    text.match_indices(']').find_map(|(end, _)| {
        let opening = text.get(start..end)?.rfind('[').map(|at| start + at);
        start = end + 1;
        let (words, names) = text.get(opening? + 1..end)?.split_once('|')?;
        Some((text.get(..opening?)?, words, names, text.get(end + 1..)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bound_by_brackets_with_a_bar() {
        let text = "You may not [deceive | purpose.deception] in [one] or [two ways| effect.harm, @consent ].";
        let bound = |words, names: &[&'static str]| Piece::Bound { words, names: names.to_vec() };
        let expected = [
            Piece::Free("You may not "),
            bound("deceive", &["purpose.deception"]),
            Piece::Free(" in [one] or "),
            bound("two ways", &["effect.harm", "@consent"]),
            Piece::Free("."),
        ];
        assert_eq!(pieces(text), expected);
        assert_eq!(printed(text), "You may not deceive in [one] or two ways.");
    }

    #[test]
    fn brackets_that_bind_nothing_are_printed() {
        for text in ["[", "]", "a ] b [ c", "[name of the model]", "[a | b", "a | b]", ""] {
            assert_eq!(printed(text), text);
        }
    }
}
