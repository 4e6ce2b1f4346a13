//! `word/styles.xml`: how each kind of paragraph looks, for counsel to change in one place. The looks are in `styles.xml` beside this file; here
//! are the ids and what depends on the language.

use railc_language::render::Language;

/// The indents of the text of clauses and of the items of lists, in twentieths of a point, as in `styles.xml`.
pub(super) const TEXT_INDENT: usize = 720;
pub(super) const ITEM_INDENT: usize = 1287;
pub(super) const ITEM_HANGS: usize = 567;

/// A style, by its id.
pub(super) type Style = &'static str;

pub(super) const TITLE: Style = "Title";
pub(super) const FACT: Style = "Fact";
pub(super) const CONTENTS: Style = "TOC1";
pub(super) const SECTION: Style = "Heading1";
pub(super) const CLAUSE: Style = "Heading2";
pub(super) const ATTACHMENT: Style = "AttachmentHeading";
pub(super) const ATTACHMENT_CLAUSE: Style = "AttachmentClause";
/// A clause without a heading, whose number stands before its text.
pub(super) const NUMBERED_TEXT: Style = "NumberedText";
pub(super) const TEXT: Style = "Normal";
pub(super) const CLAUSE_TEXT: Style = "ClauseText";
pub(super) const DEFINITION: Style = "Definition";
pub(super) const ITEM: Style = "ListItem";
/// The line that names the license at the end, and the one for machines.
pub(super) const IMPRINT: Style = "Imprint";
pub(super) const MARK: Style = "Mark";
pub(super) const HEADER: Style = "Header";
pub(super) const FOOTER: Style = "Footer";
/// Styles of words.
pub(super) const DEFINED_TERM: Style = "DefinedTerm";
pub(super) const CONSPICUOUS: Style = "Conspicuous";

const STYLES: &str = include_str!("styles.xml");

/// The part with the styles, in the language of a text.
pub(super) fn styles(language: &Language) -> Vec<u8> {
    let (locale, font) = locale(language);
    let (latin, asian) = if font.is_empty() { (locale, "zh-CN") } else { ("en-US", locale) };
    let font = if font.is_empty() { "SimSun" } else { font };
    STYLES.replace("{font}", font).replace("{latin}", latin).replace("{asian}", asian).into_bytes()
}

/// The locale by which office programs choose hyphenation and spelling, and the font of a language with signs of its own.
pub(super) fn locale(language: &Language) -> (&'static str, &'static str) {
    match language.tag {
        "de" => ("de-DE", ""),
        "en" => ("en-US", ""),
        "es" => ("es-ES", ""),
        "fr" => ("fr-FR", ""),
        "ja" => ("ja-JP", "MS Mincho"),
        "zh" => ("zh-CN", "SimSun"),
        other => (other, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_that_is_named_is_there() {
        let all =
            [TITLE, FACT, CONTENTS, SECTION, CLAUSE, ATTACHMENT, ATTACHMENT_CLAUSE, NUMBERED_TEXT, TEXT, CLAUSE_TEXT, DEFINITION, ITEM];
        let others = [IMPRINT, MARK, HEADER, FOOTER, DEFINED_TERM, CONSPICUOUS];
        for style in all.into_iter().chain(others) {
            assert!(STYLES.contains(&format!("w:styleId=\"{style}\"")), "{style}");
        }
        assert!(STYLES.contains(&format!("w:left=\"{ITEM_INDENT}\" w:hanging=\"{ITEM_HANGS}\"")));
        assert!(STYLES.contains(&format!("w:left=\"{TEXT_INDENT}\"")));
    }

    #[test]
    fn the_language_of_a_text_is_said() {
        let japanese = String::from_utf8(styles(Language::of("ja").unwrap())).unwrap();
        assert!(japanese.contains("w:eastAsia=\"ja-JP\"") && japanese.contains("MS Mincho"));
        assert!(Language::tags().filter_map(Language::of).all(|language| locale(language).0 != language.tag), "a language has no locale");
    }
}
