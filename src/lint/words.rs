//! Words in a text: whole ones, in any case, with their places; and where sentences end.

use std::ops::Range;

/// The places of words in a text, whole and in any case.
pub(super) fn find<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let lower = text.to_ascii_lowercase();
    let wanted = words.to_ascii_lowercase();
    let found: Vec<Range<usize>> = lower.match_indices(&wanted).map(|(at, found)| at..at + found.len()).collect();
    found.into_iter().filter(|at| is_whole(text, at))
}

/// The places of words in a text, whole and as they are written.
pub(super) fn find_exact<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices(words).map(|(at, found)| at..at + found.len()).filter(|at| is_whole(text, at))
}

/// Whether a text begins with words, whole and in any case.
pub(super) fn begins_with(text: &str, words: &str) -> bool {
    let place = 0..words.len();
    text.get(place.clone()).is_some_and(|start| start.eq_ignore_ascii_case(words)) && is_whole(text, &place)
}

/// Whether no letter or digit beside a place continues a word of it.
fn is_whole(text: &str, at: &Range<usize>) -> bool {
    let (before, inside, behind) = (text.get(..at.start), text.get(at.clone()), text.get(at.end..));
    let continues = |one: Option<char>, other: Option<char>| {
        one.zip(other).is_some_and(|(one, other)| one.is_alphanumeric() && other.is_alphanumeric())
    };
    let (before, behind) = (before.and_then(|text| text.chars().next_back()), behind.and_then(|text| text.chars().next()));
    let (first, last) = (inside.and_then(|text| text.chars().next()), inside.and_then(|text| text.chars().next_back()));
    !continues(before, first) && !continues(last, behind)
}

/// The places of any of these words, in order; of two that overlap, the longer.
pub(super) fn find_any<'w>(text: &str, words: impl IntoIterator<Item = &'w &'w str>) -> Vec<(Range<usize>, &'w str)> {
    let mut found: Vec<(Range<usize>, &str)> =
        words.into_iter().flat_map(|one| find(text, one).map(|at| (at, *one)).collect::<Vec<_>>()).collect();
    found.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    let mut end = 0;
    found.retain(|(at, _)| {
        let is_free = at.start >= end;
        end = if is_free { at.end } else { end };
        is_free
    });
    found
}

/// Whether a text has one of these words.
pub(super) fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| find(text, word).next().is_some())
}

/// The words of a text: letters and digits, with what joins them.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let is_joint = |sign: char| matches!(sign, '’' | '\'' | '-');
    let end = |at: &Range<usize>| at.start + text.get(at.clone()).unwrap_or_default().trim_end_matches(is_joint).len();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        match found.last_mut() {
            Some(last) if last.end == at && (sign.is_alphanumeric() || is_joint(sign)) => last.end = end,
            _ if sign.is_alphanumeric() => found.push(at..end),
            _ => {}
        }
    }
    found.iter().map(|at| at.start..end(at)).collect()
}

/// The sentences of a text. A point ends one if a capital follows, and the word before it is not a shortened one.
pub(super) fn sentences(text: &str, abbreviations: &[&str]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let behind = text.get(at + 1..).unwrap_or_default();
        let closed = behind.trim_start_matches(['”', '"', '’', ')']);
        let begins = closed.trim_start_matches([' ', '“', '"', '(', '[']).chars().next();
        let word = text.get(start..=at).and_then(|sentence| sentence.split_whitespace().next_back()).unwrap_or_default();
        let is_short = abbreviations.contains(&word.trim_start_matches(['(', '“']).to_lowercase().as_str());
        let ends = closed.is_empty() || (closed.starts_with(' ') && begins.is_some_and(|sign| sign.is_uppercase() || sign.is_numeric()));
        if ends && !is_short {
            let end = text.len() - closed.len();
            found.push(start..end);
            start = end + closed.len() - closed.trim_start().len();
        }
    }
    if text.get(start..).is_some_and(|rest| !rest.trim().is_empty()) {
        found.push(start..text.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_in_any_case() {
        let found: Vec<_> = find("Use it, use-based, misuse, USE.", "use").collect();
        assert_eq!(found, [0..3, 8..11, 27..30]);
    }

    #[test]
    fn shortened_words_end_no_sentence() {
        let text = "You may run it, e.g. Often. It says “so.” Then 3 more";
        let found: Vec<&str> = sentences(text, &["e.g."]).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["You may run it, e.g. Often.", "It says “so.”", "Then 3 more"]);
    }
}
