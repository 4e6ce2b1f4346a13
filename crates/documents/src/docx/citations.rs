//! The names of bookmarks, and what a field shows of a citation: the number with the words of its label, while other words stand before and behind it.

use railc_core::base::sha256;
use railc_language::render::labels::{around_number, around_part_number};
use railc_language::render::{Cited, Language, PartKind};

/// The label of a part, as its level prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    before: String,
    behind: &'static str,
    /// Whether it is printed in capitals: where headings begin with a capital and citations don't (`Annexe A`, `l’annexe A`), a field can only repeat
    /// one of them.
    pub is_in_capitals: bool,
    /// What stands between the number and the heading and is no part of the label, since citations don't have it: the colon of `Anlage A: Verbote`.
    /// Points may stay, as a field leaves them out.
    pub typed: &'static str,
}

/// A citation in three pieces: `Section `, the field with `3.2`, and nothing behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citation {
    /// The words before the field.
    pub before: String,
    /// What the field shows.
    pub shown: String,
    /// The words behind the field.
    pub behind: &'static str,
}

impl Label {
    /// The label of the parts of this kind.
    pub(super) fn of(kind: PartKind, language: &Language) -> Label {
        let (before, behind) = around_part_number(kind, language);
        let cited = match kind {
            PartKind::Section => Cited::Section,
            PartKind::Attachment => Cited::Attachment,
        };
        let (cited, cited_behind) = around_number(cited, language);
        let lower = lower_first(before);
        let is_in_capitals = !cited.ends_with(before) && cited.ends_with(&lower);
        let before = if is_in_capitals { lower } else { before.to_owned() };
        let sign = behind.trim_end();
        let (behind, typed) = if cited_behind.starts_with(sign.trim_end_matches('.')) { (sign, "") } else { ("", behind) };
        Label { before, behind, is_in_capitals, typed }
    }

    /// As the text of a level.
    pub(super) fn pattern(&self) -> String {
        format!("{}%1{}", self.before, self.behind)
    }

    /// What a field shows of it.
    fn shown(&self, number: &str) -> String {
        format!("{}{number}{}", self.before, self.behind.trim_end_matches('.'))
    }
}

impl Citation {
    /// How something is cited.
    pub(super) fn of(kind: Cited, number: &str, language: &Language) -> Citation {
        let (before, behind) = around_number(kind, language);
        let label = match kind {
            Cited::Section => Some(Label::of(PartKind::Section, language)),
            Cited::Attachment => Some(Label::of(PartKind::Attachment, language)),
            Cited::Clause | Cited::AttachmentClause => None,
        };
        let Some(label) = label else { return Citation { before: unbroken(before), shown: number.to_owned(), behind } };
        let before = before.strip_suffix(label.before.as_str()).unwrap_or_default();
        let behind = behind.strip_prefix(label.behind.trim_end_matches('.')).unwrap_or_default();
        Citation { before: unbroken(before), shown: label.shown(number), behind }
    }
}

/// A number stays on the line of its `Section`.
fn unbroken(before: &str) -> String {
    match before.strip_suffix(' ') {
        Some(words) => format!("{words}\u{a0}"),
        None => before.to_owned(),
    }
}

fn lower_first(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map(|first| first.to_lowercase().chain(signs).collect()).unwrap_or_default()
}

/// The longest name of a bookmark.
const LONGEST: usize = 40;

/// The name of the bookmark of a part or clause: its id, if it can be one.
pub(super) fn bookmark(id: &str) -> String {
    if id.len() <= LONGEST && id.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return id.to_owned();
    }
    let hash = sha256(id.as_bytes());
    format!("clause-{}", hash.get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_shows_what_its_label_shows() {
        let cited = |tag, kind, number| {
            let Citation { before, shown, behind } = Citation::of(kind, number, Language::of(tag).unwrap());
            format!("{before}[{shown}]{behind}")
        };
        assert_eq!(cited("en", Cited::Clause, "3.2"), "Section\u{a0}[3.2]");
        assert_eq!(cited("en", Cited::Section, "3"), "Section\u{a0}[3]");
        assert_eq!(cited("en", Cited::Attachment, "A"), "[Attachment A]");
        assert_eq!(cited("fr", Cited::Attachment, "A"), "l’[annexe A]");
        assert_eq!(cited("ja", Cited::Section, "3"), "[第3条]");
        assert_eq!(cited("ja", Cited::Clause, "3.2"), "第[3.2]条");
    }

    #[test]
    fn in_every_language_labels_are_a_part_of_their_citations() {
        for language in Language::tags().filter_map(Language::of) {
            for (kind, cited) in [(PartKind::Section, Cited::Section), (PartKind::Attachment, Cited::Attachment)] {
                let (before, behind) = around_number(cited, language);
                let label = Label::of(kind, language);
                assert!(
                    before.ends_with(&label.before) && behind.starts_with(label.behind.trim_end_matches('.')),
                    "{}: {label:?}",
                    language.tag
                );
            }
        }
    }

    #[test]
    fn bookmarks_are_ids_where_they_can_be() {
        assert_eq!(bookmark("bind-users"), "bind-users");
        let long = bookmark(&"a".repeat(41));
        assert!(long.len() <= LONGEST && long.starts_with("clause-") && bookmark("2-b").starts_with("clause-"), "{long}");
        assert_ne!(long, bookmark(&"a".repeat(42)));
    }
}
