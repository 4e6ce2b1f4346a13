//! Which numbers alone on their lines are those of pages, and no part of a sentence that happens to be broken around them.

use std::collections::HashMap;

use super::Words;

/// A short word without any mark, alone on its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alone {
    /// Which short word it is.
    pub(super) short: usize,
    /// Whether a page ends between it and the words beside it.
    pub(super) has_page: bool,
    /// Whether empty lines stand around it.
    pub(super) is_between: bool,
}

/// The fewest long words of a page whose number stands between lines of text.
const PAGE: usize = 60;

/// The short words that number a page or a clause: at the end of a page, between paragraphs, or one after the other. Amid a sentence even one
/// between empty lines has to follow another.
pub(super) fn pages(words: &Words, alone: &[Alone]) -> Vec<usize> {
    let (follows, leads) = (continued(words, alone.iter(), 1), continued(words, alone.iter().rev(), -1));
    let is_continued = follows.into_iter().zip(leads.into_iter().rev()).map(|(follows, leads)| follows || leads);
    let is_page = |(one, is_continued): &(&Alone, bool)| {
        let before = words.short.get(one.short).and_then(|short| words.long.get((short.before as usize).checked_sub(1)?));
        one.has_page || *is_continued || (one.is_between && before.is_none_or(|word| word.ends_clause))
    };
    alone.iter().zip(is_continued).filter(is_page).map(|(one, _)| one.short).collect()
}

/// For each of some short words, whether it is a number that is this much more than one before, at the distance of a page or between empty lines.
fn continued<'a>(words: &Words, alone: impl Iterator<Item = &'a Alone>, step: i64) -> Vec<bool> {
    let mut seen: HashMap<i64, usize> = HashMap::new();
    let mut is_continued = |one: &Alone| {
        let short = words.short.get(one.short)?;
        let (number, place) = (words.short_letters(short).parse::<i64>().ok()?, short.before as usize);
        seen.insert(number, place);
        let before = *seen.get(&number.checked_sub(step)?)?;
        // The last page may be short.
        let has_any_distance = one.is_between || place.max(before) == words.count();
        Some(has_any_distance || place.abs_diff(before) >= PAGE)
    };
    alone.map(|one| is_continued(one) == Some(true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The labels of a text.
    fn labels(text: &str) -> Vec<String> {
        let words = Words::of(text);
        words.short.iter().filter(|short| short.is_label).map(|short| words.short_letters(short).to_owned()).collect()
    }

    #[test]
    fn a_number_amid_a_sentence_is_no_label() {
        let none: [&str; 0] = [];
        for text in
            ["more than\n700\ngeese", "more than\n\n700\n\ngeese", "more than\n700\n\ngeese", "more than\n7\nor\n8\ngeese", "all\na\ngoose"]
        {
            assert_eq!(labels(text), none, "{text}");
        }
    }

    #[test]
    fn a_page_has_its_number() {
        let page = "the geese of the northern pond swim ".repeat(12);
        assert_eq!(labels(&format!("{page}\n1\n{page}\n12\n{page}\n2\n{page}")), ["1", "2"]);
        assert_eq!(labels("the geese\n\n4\n\nswim and the\n\n5\n\nducks"), ["4", "5"]);
        assert_eq!(labels("the geese\n4\nswim to\n5\n"), ["4", "5"]);
        assert_eq!(labels("the geese\n4\n\u{c}swim."), ["4"]);
        assert_eq!(labels("The geese swim.\n\n9\n\nThe ducks\n\n3"), ["9"]);
    }
}
