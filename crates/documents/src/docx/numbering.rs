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

/// How the paragraphs of a list are numbered.
#[derive(Debug, Clone, Copy)]
enum Scheme {
    /// Sections from this number on, their clauses, and the lists of these.
    Sections(usize),
    /// The same for attachments.
    Attachments,
    /// The items of one list.
    Items(Numbering),
}

/// The lists of a document as they are met. Their numbers count from 1.
pub(super) struct Lists {
    language: &'static Language,
    schemes: Vec<Scheme>,
    /// The list of the sections, and the number of the last of them.
    sections: usize,
    last: Option<usize>,
    /// The list of the part, and the level of the next list of its clause; `None` where no clause numbers it.
    part: usize,
    open: Option<usize>,
}

/// The lists that styles name.
const SECTIONS: usize = 1;
const ATTACHMENTS: usize = 2;

impl Lists {
    /// None so far.
    pub(super) fn new(document: &Document) -> Lists {
        let schemes = vec![Scheme::Sections(1), Scheme::Attachments];
        Lists { language: document.language, schemes, sections: SECTIONS, last: None, part: SECTIONS, open: None }
    }

    /// Begins a part. A list before its first clause would count as one of a clause, and number the first clause 2.
    pub(super) fn part(&mut self, kind: PartKind, number: &str) -> Place {
        self.open = None;
        self.part = match kind {
            PartKind::Section => self.section(number),
            PartKind::Attachment => ATTACHMENTS,
        };
        Place { list: self.part, level: 0 }
    }

    /// The list of a section. Where the text leaves a number out, as for definitions that nobody needs, another list goes on from there.
    fn section(&mut self, number: &str) -> usize {
        let next = self.last.map_or(1, |last| last + 1);
        let number = number.parse().unwrap_or(next);
        if number != next {
            match self.schemes.first_mut() {
                Some(first) if self.last.is_none() => *first = Scheme::Sections(number),
                _ => self.sections = self.add(Scheme::Sections(number)),
            }
        }
        self.last = Some(number);
        self.sections
    }

    fn add(&mut self, scheme: Scheme) -> usize {
        self.schemes.push(scheme);
        self.schemes.len()
    }

    /// Begins a clause.
    pub(super) fn clause(&mut self) -> Place {
        self.open = Some(LETTERS);
        Place { list: self.part, level: 1 }
    }

    /// Begins what has no number: a definition.
    pub(super) fn unnumbered(&mut self) {
        self.open = None;
    }

    /// What numbers the items of the next list.
    pub(super) fn list(&mut self, numbering: Numbering) -> Place {
        let level = self.open.and_then(|open| match numbering {
            Numbering::Letters => (open == LETTERS).then_some(open),
            Numbering::Numerals => (open < LEVELS).then_some(open.max(NUMERALS)),
        });
        match level {
            Some(level) => {
                self.open = Some(level + 1);
                Place { list: self.part, level }
            }
            None => Place { list: self.add(Scheme::Items(numbering)), level: 0 },
        }
    }

    /// The part that explains all lists.
    pub(super) fn into_xml(self) -> Vec<u8> {
        Xml::part("w:numbering", &[super::NAMESPACE], |xml| {
            for (at, scheme) in self.schemes.iter().enumerate() {
                let list = at + 1;
                xml.within("w:abstractNum", &[("w:abstractNumId", &list.to_string())], |xml| match *scheme {
                    Scheme::Sections(start) => parts(PartKind::Section, start, list == SECTIONS, self.language, xml),
                    Scheme::Attachments => parts(PartKind::Attachment, 1, true, self.language, xml),
                    Scheme::Items(numbering) => {
                        xml.value("w:multiLevelType", "singleLevel");
                        item_level(0, numbering, self.language, xml);
                    }
                });
            }
            for list in 1..=self.schemes.len() {
                xml.within("w:num", &[("w:numId", &list.to_string())], |xml| xml.value("w:abstractNumId", &list.to_string()));
            }
        })
    }
}

/// The levels of parts; styles know one scheme of each kind, which knows them.
fn parts(kind: PartKind, start: usize, is_of_styles: bool, language: &Language, xml: &mut Xml) {
    xml.value("w:multiLevelType", "multilevel");
    let label = Label::of(kind, language);
    let (format, part, clause) = match kind {
        PartKind::Section => ("decimal", styles::SECTION, styles::CLAUSE),
        PartKind::Attachment => ("upperLetter", styles::ATTACHMENT, styles::ATTACHMENT_CLAUSE),
    };
    xml.within("w:lvl", &[("w:ilvl", "0")], |xml| {
        numbered(start, format, is_of_styles.then_some(part), xml);
        // LibreOffice lays capitals out as if they were small letters; behind a tab stop nothing prints over them.
        let stop = if label.is_in_capitals { CAPITALS_WIDTH } else { 0 };
        match (label.is_in_capitals, label.typed) {
            (true, _) => {}
            (false, "") => xml.value("w:suff", "space"),
            (false, _) => xml.value("w:suff", "nothing"),
        }
        xml.value("w:lvlText", &label.pattern());
        xml.value("w:lvlJc", "left");
        indent(stop, stop, xml);
        if label.is_in_capitals {
            xml.within("w:rPr", &[], |xml| xml.empty("w:caps", &[]));
        }
    });
    xml.within("w:lvl", &[("w:ilvl", "1")], |xml| {
        numbered(1, "decimal", is_of_styles.then_some(clause), xml);
        xml.value("w:lvlText", "%1.%2");
        xml.value("w:lvlJc", "left");
        indent(TEXT_INDENT, TEXT_INDENT, xml);
    });
    item_level(LETTERS, Numbering::Letters, language, xml);
    (NUMERALS..LEVELS).for_each(|level| item_level(level, Numbering::Numerals, language, xml));
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
        numbered(1, format, None, xml);
        xml.value("w:lvlText", &format!("{before}%{}{behind}", level + 1));
        xml.value("w:lvlJc", "left");
        indent(ITEM_INDENT, ITEM_HANGS, xml);
    });
}

/// What every level begins with.
fn numbered(start: usize, format: &str, style: Option<Style>, xml: &mut Xml) {
    xml.value("w:start", &start.to_string());
    xml.value("w:numFmt", format);
    if let Some(style) = style {
        xml.value("w:pStyle", style);
    }
}

fn indent(left: usize, hanging: usize, xml: &mut Xml) {
    xml.within("w:pPr", &[], |xml| xml.empty("w:ind", &[("w:left", &left.to_string()), ("w:hanging", &hanging.to_string())]));
}
