//! Words inside a paragraph: runs with their style, fields, and names in scripts that run from right to left.

use railc_core::base::one_line;
use railc_language::render::labels::quoted;
use railc_language::render::{Cited, Inline, Language};

use super::citations::{Citation, bookmark};
use super::styles::{self, Style};
use super::xml::Xml;

/// A citation, with its number as a field that leads to a bookmark. Readers that know no fields see what is shown now.
pub(super) fn reference_to(name: &str, kind: Cited, number: &str, style: Option<Style>, language: &Language, xml: &mut Xml) {
    let Citation { before, shown, behind } = Citation::of(kind, number, language);
    run(&before, style, xml);
    field(&format!("REF {name} \\r \\h"), &shown, style, xml);
    run(behind, style, xml);
}

/// The pieces of a paragraph; all in one style if there is one, but for terms where they are defined.
pub(super) fn inline(pieces: &[Inline], style: Option<Style>, language: &Language, xml: &mut Xml) {
    for piece in pieces {
        match piece {
            Inline::Words(words) | Inline::Used { words, .. } => run(words, style, xml),
            Inline::Defined(words) => run(&quoted(words, language), Some(styles::DEFINED_TERM), xml),
            Inline::Verbatim(words) => run(&quoted(words, language), style, xml),
            Inline::Reference { target, kind, number } => reference_to(&bookmark(target), *kind, number, style, language, xml),
        }
    }
}

/// A field: what it computes, and what that is now.
pub(super) fn field(instruction: &str, shown: &str, style: Option<Style>, xml: &mut Xml) {
    begin_field(instruction, style, xml);
    run(shown, style, xml);
    end_field(style, xml);
}

/// The beginning of a field, up to what it shows.
pub(super) fn begin_field(instruction: &str, style: Option<Style>, xml: &mut Xml) {
    mark(style, "begin", xml);
    within_run(style, false, xml, |xml| {
        xml.within(xml.name("w:instrText", "w:delInstrText"), &[PRESERVED], |xml| xml.words(&format!(" {instruction} ")));
    });
    mark(style, "separate", xml);
}

/// The end of a field.
pub(super) fn end_field(style: Option<Style>, xml: &mut Xml) {
    mark(style, "end", xml);
}

fn mark(style: Option<Style>, kind: &str, xml: &mut Xml) {
    within_run(style, false, xml, |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
}

const PRESERVED: (&str, &str) = ("xml:space", "preserve");

/// Words. What runs from right to left is isolated, so that it moves no number beside it.
pub(super) fn run(words: &str, style: Option<Style>, xml: &mut Xml) {
    let line = one_line(words);
    let mut rest: &str = &line;
    while !rest.is_empty() {
        let (before, turned, behind) = turned(rest);
        text(before, style, false, xml);
        if !turned.is_empty() {
            text(&format!("\u{2068}{turned}\u{2069}"), style, true, xml);
        }
        rest = behind;
    }
}

fn text(words: &str, style: Option<Style>, is_turned: bool, xml: &mut Xml) {
    if !words.is_empty() {
        within_run(style, is_turned, xml, |xml| xml.within(xml.name("w:t", "w:delText"), &[PRESERVED], |xml| xml.words(words)));
    }
}

fn within_run(style: Option<Style>, is_turned: bool, xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.within("w:r", &[], |xml| {
        if style.is_some() || is_turned {
            xml.within("w:rPr", &[], |xml| {
                if let Some(style) = style {
                    xml.value("w:rStyle", style);
                }
                if is_turned {
                    xml.empty("w:rtl", &[]);
                }
            });
        }
        inside(xml);
    });
}

/// Words up to the first name that runs from right to left, the name, and what follows. A name ends before the next letter of another script.
fn turned(words: &str) -> (&str, &str, &str) {
    let Some(start) = words.find(is_turned) else { return (words, "", "") };
    let (before, rest) = words.split_at(start);
    let mut end = 0;
    for (at, sign) in rest.char_indices() {
        if is_turned(sign) {
            end = at + sign.len_utf8();
        } else if sign.is_alphabetic() {
            break;
        }
    }
    let (name, behind) = rest.split_at(end);
    (before, name, behind)
}

/// Whether a sign is of a script that runs from right to left.
fn is_turned(sign: char) -> bool {
    matches!(sign, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_right_to_left_stands_apart() {
        assert_eq!(turned("of שלום עולם 5, 2026"), ("of ", "שלום עולם", " 5, 2026"));
        assert_eq!(turned("plain"), ("plain", "", ""));
        let run = |words| String::from_utf8(Xml::part("p", &[], |xml| run(words, None, xml))).unwrap();
        assert!(run("a ب c").contains("<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">\u{2068}ب\u{2069}</w:t></w:r>"));
    }
}
