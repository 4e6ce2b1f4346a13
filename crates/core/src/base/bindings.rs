//! Words of a clause that are bound to parts of its rule: `[a weakness, such as age | purpose.manipulation.vulnerability]`.
//!
//! A bracket without a `|` is printed as it stands.

use std::ops::Range;

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

/// A bracket that binds: its place with the brackets, and the place of the `|` in it.
struct Bracket {
    whole: Range<usize>,
    bar: usize,
}

/// The pieces of a text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut done = 0;
    for Bracket { whole, bar } in brackets(text).0 {
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        if done < whole.start {
            found.push(Piece::Free(part(done..whole.start)));
        }
        let names = part(bar + 1..whole.end - 1).split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        found.push(Piece::Bound { words: part(whole.start + 1..bar).trim(), names });
        done = whole.end;
    }
    found.extend(text.get(done..).filter(|rest| !rest.is_empty()).map(Piece::Free));
    found
}

/// The text as it is printed.
pub fn printed(text: &str) -> String {
    let words = |piece| match piece {
        Piece::Free(words) | Piece::Bound { words, .. } => words,
    };
    pieces(text).into_iter().map(words).collect()
}

/// What is not printed of the words of a clause, in order: the brackets of bindings, and the names in them.
pub fn unprinted(text: &str) -> Vec<Range<usize>> {
    let parts = |Bracket { whole, bar }: Bracket| {
        let words = whole.start + 1..bar;
        let kept = text.get(words.clone()).map_or(bar, |inside| words.start + inside.trim_end().len());
        [whole.start..whole.start + 1, kept.max(words.start)..whole.end]
    };
    brackets(text).0.into_iter().flat_map(parts).collect()
}

/// What looks like a binding and is none, if there is something: `[words | name` without an end, `words | name]` without a beginning, or one binding in
/// another.
pub fn malformed(text: &str) -> Option<&str> {
    text.get(brackets(text).1?)
}

/// The brackets that bind, in order, and what looks like one and is none. A blank, such as `[place]`, may stand in one.
fn brackets(text: &str) -> (Vec<Bracket>, Option<Range<usize>>) {
    let mut found: Vec<Bracket> = Vec::new();
    // Each bracket that is open, with the first `|` in it; and a `|` outside all of them.
    let (mut open, mut outside): (Vec<(usize, Option<usize>)>, Option<usize>) = (Vec::new(), None);
    let mut wrong = None;
    for (at, sign) in text.char_indices() {
        match sign {
            '[' => open.push((at, None)),
            '|' => match open.last_mut() {
                Some((_, bar)) => *bar = bar.or(Some(at)),
                None => outside = outside.or(Some(at)),
            },
            ']' => match open.pop() {
                Some((start, Some(bar))) if found.last().is_none_or(|last| last.whole.end <= start) => {
                    found.push(Bracket { whole: start..at + 1, bar });
                    outside = None;
                }
                Some((start, Some(_))) => wrong = wrong.or(Some(start..at + 1)),
                Some((_, None)) => {}
                None => wrong = wrong.or(outside.take().map(|bar| bar..at + 1)),
            },
            _ => {}
        }
    }
    let unclosed = open.iter().find(|(_, bar)| bar.is_some()).map(|(start, _)| *start..text.len());
    (found, wrong.or(unclosed))
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
        let parts: Vec<&str> = unprinted(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, ["[", " | purpose.deception]", "[", "| effect.harm, @consent ]"]);
    }

    #[test]
    fn a_binding_may_hold_a_blank() {
        let text = "To [leave [place] | action.run], or [name | ].";
        let named = Piece::Bound { words: "leave [place]", names: vec!["action.run"] };
        assert_eq!(pieces(text).get(1), Some(&named));
        assert_eq!(printed(text), "To leave [place], or name.");
        assert_eq!(malformed(text), None);
    }

    #[test]
    fn what_only_looks_like_a_binding_is_found() {
        for (text, wrong) in [
            ("You may [run | action.run it.", "[run | action.run it."),
            ("You may run | action.run] it.", "| action.run]"),
            ("You [may [run | action.run] it | action.run].", "[may [run | action.run] it | action.run]"),
            ("[a | b] or [c | d", "[c | d"),
        ] {
            assert_eq!(malformed(text), Some(wrong));
        }
        for text in ["a | b", "[place]", "[a | b]", "a ] b [ c", "[", "]", "a | [b]", "[a | b] | c"] {
            assert_eq!(malformed(text), None, "{text}");
        }
    }

    #[test]
    fn brackets_that_bind_nothing_are_printed() {
        for text in ["[", "]", "a ] b [ c", "[name of the model]", "[a | b", "a | b]", ""] {
            assert_eq!(printed(text), text);
        }
    }
}
