//! `word/numbering.xml`: one scheme for sections and one for attachments, each with its clauses and their lists as levels, so that a list starts
//! anew with its clause and what follows a deleted clause moves up.
//!
//! | level | of sections | of attachments |
//! |---|---|---|
//! | 0 | `1.` | `Attachment A.` |
//! | 1 | `1.1` | `A.1` |
//! | 2 | `(a)`, the first list of a clause | the same |
//! | 3 to 8 | `(i)`, each further list, which starts anew behind the one before | the same |
//!
//! A list that none of these can hold (outside any clause, or beyond the seventh of one) has a scheme of its own.

use railc_language::render::labels::around_label;
use railc_language::render::{Document, Language, Numbering, PartKind};

use super::citations::Label;
use super::styles::{self, ITEM_HANGS, ITEM_INDENT, Style, TEXT_INDENT};
use super::xml::Xml;

/// What numbers a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The list.
    list: usize,
    /// Its level.
    level: usize,
}

const LETTERS: usize = 2;
const NUMERALS: usize = 3;
const LEVELS: usize = 9;
/// What `ANNEXE A.` takes up, in twentieths of a point.
const CAPITALS_WIDTH: usize = 1701;

/// The lists of a document as they are met.
pub(super) struct Lists {
    language: &'static Language,
    /// How each list with a scheme of its own is numbered.
    own: Vec<Numbering>,
    /// The level of the next list of the clause, and which scheme it is of; `None` where no clause numbers it.
    open: Option<Place>,
}

/// The number of the list of a kind of part.
fn list_of(kind: PartKind) -> usize {
    match kind {
        PartKind::Section => 1,
        PartKind::Attachment => 2,
    }
}

impl Lists {
    /// None so far.
    pub(super) fn new(document: &Document) -> Lists {
        Lists { language: document.language, own: Vec::new(), open: None }
    }

    /// Begins a part. A list before its first clause would count as one of a clause, and number the first clause 2.
    pub(super) fn part(&mut self, kind: PartKind) -> Place {
        self.open = None;
        Place { list: list_of(kind), level: 0 }
    }

    /// Begins a clause.
    pub(super) fn clause(&mut self, kind: PartKind) -> Place {
        self.open = Some(Place { list: list_of(kind), level: LETTERS });
        Place { list: list_of(kind), level: 1 }
    }

    /// Begins what has no number: a definition.
    pub(super) fn unnumbered(&mut self) {
        self.open = None;
    }

    /// What numbers the items of the next list.
    pub(super) fn list(&mut self, numbering: Numbering) -> Place {
        let place = self.open.and_then(|open| match numbering {
            Numbering::Letters => (open.level == LETTERS).then_some(open),
            Numbering::Numerals => (open.level < LEVELS).then_some(Place { level: open.level.max(NUMERALS), ..open }),
        });
        if let Some(place) = place {
            self.open = Some(Place { level: place.level + 1, ..place });
            return place;
        }
        self.own.push(numbering);
        Place { list: list_of(PartKind::Attachment) + self.own.len(), level: 0 }
    }

    /// The part that explains all lists.
    pub(super) fn into_xml(self) -> Vec<u8> {
        Xml::part("w:numbering", &[super::NAMESPACE], |xml| {
            for kind in [PartKind::Section, PartKind::Attachment] {
                xml.within("w:abstractNum", &[("w:abstractNumId", &list_of(kind).to_string())], |xml| self.scheme(kind, xml));
            }
            for (at, numbering) in self.own.iter().enumerate() {
                xml.within("w:abstractNum", &[("w:abstractNumId", &(at + 3).to_string())], |xml| {
                    xml.value("w:multiLevelType", "singleLevel");
                    item_level(0, *numbering, self.language, xml);
                });
            }
            for list in 1..=self.own.len() + 2 {
                xml.within("w:num", &[("w:numId", &list.to_string())], |xml| xml.value("w:abstractNumId", &list.to_string()));
            }
        })
    }

    fn scheme(&self, kind: PartKind, xml: &mut Xml) {
        xml.value("w:multiLevelType", "multilevel");
        let label = Label::of(kind, self.language);
        let (format, part, clause) = match kind {
            PartKind::Section => ("decimal", styles::SECTION, styles::CLAUSE),
            PartKind::Attachment => ("upperLetter", styles::ATTACHMENT, styles::ATTACHMENT_CLAUSE),
        };
        xml.within("w:lvl", &[("w:ilvl", "0")], |xml| {
            numbered(format, Some(part), xml);
            // LibreOffice lays capitals out as if they were small letters; behind a tab stop nothing prints over them.
            let stop = if label.is_in_capitals { CAPITALS_WIDTH } else { 0 };
            if !label.is_in_capitals {
                xml.value("w:suff", "space");
            }
            xml.value("w:lvlText", &label.pattern());
            xml.value("w:lvlJc", "left");
            indent(stop, stop, xml);
            if label.is_in_capitals {
                xml.within("w:rPr", &[], |xml| xml.empty("w:caps", &[]));
            }
        });
        xml.within("w:lvl", &[("w:ilvl", "1")], |xml| {
            numbered("decimal", Some(clause), xml);
            xml.value("w:lvlText", "%1.%2");
            xml.value("w:lvlJc", "left");
            indent(TEXT_INDENT, TEXT_INDENT, xml);
        });
        item_level(LETTERS, Numbering::Letters, self.language, xml);
        (NUMERALS..LEVELS).for_each(|level| item_level(level, Numbering::Numerals, self.language, xml));
    }
}

impl Place {
    /// As a property of a paragraph.
    pub(super) fn write(self, xml: &mut Xml) {
        xml.within("w:numPr", &[], |xml| {
            xml.value("w:ilvl", &self.level.to_string());
            xml.value("w:numId", &self.list.to_string());
        });
    }
}

fn item_level(level: usize, numbering: Numbering, language: &Language, xml: &mut Xml) {
    let format = match numbering {
        Numbering::Letters => "lowerLetter",
        Numbering::Numerals => "lowerRoman",
    };
    let (before, behind) = around_label(numbering, language);
    xml.within("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
        numbered(format, None, xml);
        xml.value("w:lvlText", &format!("{before}%{}{behind}", level + 1));
        xml.value("w:lvlJc", "left");
        indent(ITEM_INDENT, ITEM_HANGS, xml);
    });
}

/// What every level begins with.
fn numbered(format: &str, style: Option<Style>, xml: &mut Xml) {
    xml.value("w:start", "1");
    xml.value("w:numFmt", format);
    if let Some(style) = style {
        xml.value("w:pStyle", style);
    }
}

fn indent(left: usize, hanging: usize, xml: &mut Xml) {
    xml.within("w:pPr", &[], |xml| xml.empty("w:ind", &[("w:left", &left.to_string()), ("w:hanging", &hanging.to_string())]));
}
