//! The words of a line of the deed: short, on one line.

use railc_core::base::one_line;

use crate::render::{Inline, Language, Provision, labels};

/// The most signs of a heading, of the first words of a clause, and of words to show.
const HEADING: usize = 90;
const FIRST_WORDS: usize = 70;
const TO_SHOW: usize = 110;

/// The heading of a clause.
pub(super) fn heading(words: &str) -> String {
    shortened(&one_line(words), HEADING)
}

/// What a clause without a heading begins with, in its text or else in its summary.
pub(super) fn first_words(provision: Option<&Provision>, summary: &str, language: &Language) -> String {
    let words: Option<String> =
        provision.map(|provision| provision.paragraphs.iter().flat_map(|one| &one.words).map(|piece| said(piece, language)).collect());
    shortened(&one_line(words.as_deref().unwrap_or(summary)), FIRST_WORDS)
}

/// Words that a clause obliges to show, unless they are long.
pub(super) fn to_show(words: &str) -> Option<String> {
    (words.chars().count() <= TO_SHOW).then(|| one_line(words).into_owned())
}

fn said(piece: &Inline, language: &Language) -> String {
    match piece {
        Inline::Words(words) | Inline::Defined(words) | Inline::Used { words, .. } => words.clone(),
        Inline::Reference { kind, number, .. } => labels::reference(*kind, number, language),
        Inline::Verbatim(words) => labels::quoted(words, language),
    }
}

/// At most this many signs, cut between words where words stand apart.
fn shortened(words: &str, most: usize) -> String {
    let words = words.trim().trim_end_matches(['.', '。']);
    let Some((end, _)) = words.char_indices().nth(most) else { return words.to_owned() };
    let kept = words.get(..end).unwrap_or_default();
    let kept = kept.rsplit_once(' ').map_or(kept, |(kept, _)| kept);
    format!("{}…", kept.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_end_between_two() {
        assert_eq!(shortened("Harassment and hatred.", 30), "Harassment and hatred");
        assert_eq!(shortened("Harassment, and hatred", 13), "Harassment…");
        assert_eq!(shortened("嫌がらせと憎悪", 4), "嫌がらせ…");
    }
}
