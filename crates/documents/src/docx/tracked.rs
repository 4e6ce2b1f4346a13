//! A redline as DOCX with tracked changes: accepting all gives the new text, rejecting all the old one, each with its numbers and references.
//!
//! A paragraph that only one text has is marked as a whole, its end included, so that nothing of it stays. A clause that moved is marked as moved. The
//! contents are plain lines here, since a field that is half deleted breaks.

use std::collections::HashSet;

use railc_language::render::labels::{fact, footer, part_title};
use railc_language::render::{Document, Fact, Inline, Language, Numbering, PartKind, mark};

use super::body::page;
use super::citations::{Label, bookmark};
use super::frame::Frame;
use super::numbering::{Lists, Place};
use super::package::Part;
use super::runs::{field, inline, reference_to, run};
use super::styles::{self, Style};
use super::xml::Xml;
use super::{edges, package};
use crate::redline::{Change, Kind, Paragraph, Piece, Redline, Unit, compared_words};

/// Who made the changes.
const AUTHOR: &str = "railc";
/// When, where the new text has no date.
const UNDATED: &str = "2000-01-01";

/// The redline as a DOCX file.
pub fn tracked(redline: &Redline<'_>) -> Vec<u8> {
    let document = redline.new;
    let mut lists = Lists::new(document);
    let moved = redline.units.iter().filter(|unit| unit.is_moved).map(|unit| unit.id.as_str()).collect();
    let mut stamp = Stamp { day: date(document).to_owned(), count: 0, paragraphs: 0 };
    let body = Xml::part("w:document", &[super::NAMESPACE, super::RELATIONS], |xml| {
        xml.within("w:body", &[], |xml| {
            let mut writer = Writer { redline, lists: &mut lists, stamp: &mut stamp, moved, bookmarks: 0, xml };
            writer.all();
            page(xml);
        });
    });
    let part = |name, relation, kind, content| Part { name, relation, kind, content };
    let parts = [
        part("styles.xml", "styles", "styles", styles::styles(document.language)),
        part("numbering.xml", "numbering", "numbering", lists.into_xml()),
        part("settings.xml", "settings", "settings", edges::settings()),
        part("header.xml", "header", "header", header(redline, &mut stamp)),
        part("footer.xml", "footer", "footer", page_footer(redline, &mut stamp)),
    ];
    package::package(body, edges::properties(document), &parts)
}

/// The date of a text, if it has a whole one.
fn date(document: &Document) -> &str {
    let mut dates = document.facts.iter().filter_map(|fact| match fact {
        Fact::Date(date) if date.len() == UNDATED.len() => Some(date.as_str()),
        _ => None,
    });
    dates.next_back().unwrap_or(UNDATED)
}

/// What each change carries: a number, an author, a date. Each paragraph has a minute of its own: LibreOffice joins changes of one minute across
/// the end of a paragraph that stays, and that end then goes with them.
struct Stamp {
    day: String,
    count: usize,
    paragraphs: usize,
}

impl Stamp {
    fn next(&mut self) -> (String, String) {
        self.count += 1;
        let (hour, minute) = (self.paragraphs / 60 % 24, self.paragraphs % 60);
        (self.count.to_string(), format!("{}T{hour:02}:{minute:02}:00Z", self.day))
    }
}

/// How a change is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    Same,
    Deleted,
    Added,
    MovedFrom,
    MovedTo,
}

impl Marked {
    fn of(change: Change) -> Marked {
        match change {
            Change::Same => Marked::Same,
            Change::Deleted => Marked::Deleted,
            Change::Added => Marked::Added,
        }
    }

    fn element(self) -> Option<&'static str> {
        match self {
            Marked::Same => None,
            Marked::Deleted => Some("w:del"),
            Marked::Added => Some("w:ins"),
            Marked::MovedFrom => Some("w:moveFrom"),
            Marked::MovedTo => Some("w:moveTo"),
        }
    }
}

struct Writer<'w, 'd> {
    redline: &'w Redline<'d>,
    lists: &'w mut Lists,
    stamp: &'w mut Stamp,
    /// The ids of what moved.
    moved: HashSet<&'w str>,
    bookmarks: usize,
    xml: &'w mut Xml,
}

impl Writer<'_, '_> {
    fn all(&mut self) {
        let redline = self.redline;
        for (at, line) in redline.head.iter().enumerate() {
            let style = if at == 0 { styles::TITLE } else { styles::FACT };
            self.paragraph(style.into(), None, Marked::of(line.change()), &line.pieces, None);
        }
        self.contents();
        for (at, unit) in redline.units.iter().enumerate() {
            let next = redline.units.get(at + 1).map_or(Change::Same, |next| self.first_change(next));
            self.unit(unit, next);
        }
        for (style, old, new) in [
            (styles::IMPRINT, footer(redline.old), footer(redline.new)),
            (styles::MARK, mark(redline.old).to_owned(), mark(redline.new).to_owned()),
        ] {
            self.paragraph(style.into(), None, Marked::Same, &compared_words(&old, &new), None);
        }
    }

    fn contents(&mut self) {
        let redline = self.redline;
        let title = |document: &Document, id: &str| {
            document.parts.iter().find(|part| part.id == id).map(|part| part_title(part, document.language)).unwrap_or_default()
        };
        for unit in redline.units.iter().filter(|unit| matches!(unit.kind, Kind::Part(_))) {
            let (old, new) = (title(redline.old, &unit.id), title(redline.new, &unit.id));
            let words = |change, words: &str| vec![Piece { change, inline: Inline::Words(words.to_owned()) }];
            let (marked, pieces) = match self.marked(unit) {
                Marked::Same => (Marked::Same, compared_words(&old, &new)),
                marked @ (Marked::Deleted | Marked::MovedFrom) => (marked, words(Change::Deleted, &old)),
                marked @ (Marked::Added | Marked::MovedTo) => (marked, words(Change::Added, &new)),
            };
            self.paragraph(styles::CONTENTS.into(), None, marked, &pieces, None);
        }
    }

    /// Which text the first paragraph of a unit is in, if only one.
    fn first_change(&self, unit: &Unit) -> Change {
        match (self.marked(unit), unit.kind) {
            (Marked::Added | Marked::MovedTo, _) => Change::Added,
            (Marked::Deleted | Marked::MovedFrom, _) => Change::Deleted,
            (Marked::Same, Kind::Part(_) | Kind::Clause) => Change::Same,
            (Marked::Same, Kind::Opening | Kind::Definition) => unit.paragraphs.first().map_or(Change::Same, Paragraph::change),
        }
    }

    /// How a unit is written as a whole.
    fn marked(&self, unit: &Unit) -> Marked {
        match (unit.change(), unit.is_moved) {
            (Change::Deleted, true) => Marked::MovedFrom,
            (Change::Same, true) => Marked::MovedTo,
            (change, _) => Marked::of(change),
        }
    }

    /// A unit; `next` says which text the paragraph behind it is in.
    fn unit(&mut self, unit: &Unit, next: Change) {
        let marked = self.marked(unit);
        let language = self.redline.new.language;
        let (start, end) = match marked {
            Marked::MovedFrom => ("w:moveFromRangeStart", "w:moveFromRangeEnd"),
            Marked::MovedTo => ("w:moveToRangeStart", "w:moveToRangeEnd"),
            Marked::Same | Marked::Deleted | Marked::Added => return self.unit_within(unit, marked, next, language),
        };
        // The name ties the two places together.
        let name = format!("move-{}", unit.id);
        let (id, date) = self.stamp.next();
        self.xml.empty(start, &[("w:id", &id), ("w:author", AUTHOR), ("w:date", &date), ("w:name", &name)]);
        self.unit_within(unit, marked, next, language);
        self.xml.empty(end, &[("w:id", &id)]);
    }

    fn unit_within(&mut self, unit: &Unit, marked: Marked, next: Change, language: &'static Language) {
        match unit.kind {
            Kind::Opening => {
                self.lists.unnumbered();
                self.lines(styles::TEXT, &unit.paragraphs, marked, next);
            }
            Kind::Definition => {
                self.lists.unnumbered();
                self.lines(styles::DEFINITION, &unit.paragraphs, marked, next);
            }
            Kind::Part(kind) => {
                let style = if kind == PartKind::Section { styles::SECTION } else { styles::ATTACHMENT };
                let frame = Frame { place: Some(self.lists.part(kind, "")), ..style.into() };
                let typed = Label::of(kind, language).typed;
                let change = unit.heading.first().map_or(Change::Same, |piece| piece.change);
                let typed = (!typed.is_empty()).then(|| Piece { change, inline: Inline::Words(typed.to_owned()) });
                let heading: Vec<Piece> = typed.into_iter().chain(unit.heading.iter().cloned()).collect();
                self.paragraph(frame, None, marked, &heading, Some(&unit.id));
                self.lines(styles::TEXT, &unit.paragraphs, marked, next);
            }
            Kind::Clause => {
                let is_of_attachment = unit
                    .new_number
                    .as_ref()
                    .or(unit.old_number.as_ref())
                    .is_some_and(|number| number.starts_with(|first: char| first.is_alphabetic()));
                let place = Some(self.lists.clause());
                if unit.heading.is_empty() {
                    let frame = Frame { style: styles::NUMBERED_TEXT, place, is_kept: false };
                    let (first, rest) = unit.paragraphs.split_first().map_or((None, [].as_slice()), |(first, rest)| (Some(first), rest));
                    let pieces = first.map(|first| first.pieces.as_slice()).unwrap_or_default();
                    self.paragraph(frame, first.and_then(look), marked, pieces, Some(&unit.id));
                    return self.lines(styles::CLAUSE_TEXT, rest, marked, next);
                }
                let style = if is_of_attachment { styles::ATTACHMENT_CLAUSE } else { styles::CLAUSE };
                self.paragraph(Frame { place, ..style.into() }, None, marked, &unit.heading, Some(&unit.id));
                self.lines(styles::CLAUSE_TEXT, &unit.paragraphs, marked, next);
            }
        }
    }

    /// Paragraphs and items, which belong to one list as long as they follow each other.
    fn lines(&mut self, style: Style, paragraphs: &[Paragraph], unit: Marked, next: Change) {
        let mut places: Vec<(Numbering, Place)> = Vec::new();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let next = paragraphs.get(at + 1).map_or(next, Paragraph::change);
            let paragraph = &Paragraph { pieces: ended(&paragraph.pieces, next), ..paragraph.clone() };
            let Some((old, new)) = paragraph.label else {
                places.clear();
                self.line(style.into(), paragraph, unit);
                continue;
            };
            let mut frame = |numbering: Numbering, lists: &mut Lists| {
                let known = places.iter().find(|(one, _)| *one == numbering).map(|(_, place)| *place);
                let place = known.unwrap_or_else(|| lists.list(numbering));
                places.extend(known.is_none().then_some((numbering, place)));
                Frame { place: Some(place), ..styles::ITEM.into() }
            };
            match (old.map(|(numbering, _)| numbering), new.map(|(numbering, _)| numbering)) {
                (Some(before), Some(after)) if before != after => {
                    let (gone, come) = (frame(before, self.lists), frame(after, self.lists));
                    self.whole(gone, paragraph, Change::Deleted, unit);
                    self.whole(come, paragraph, Change::Added, unit);
                }
                (Some(numbering), _) | (None, Some(numbering)) => {
                    let frame = frame(numbering, self.lists);
                    self.line(frame, paragraph, unit);
                }
                (None, None) => {}
            }
        }
    }

    fn line(&mut self, frame: Frame, paragraph: &Paragraph, unit: Marked) {
        let marked = if unit == Marked::Same { Marked::of(paragraph.change()) } else { unit };
        match unit {
            // What moved is shown whole at both places: as it was, and as it is.
            Marked::MovedFrom | Marked::MovedTo => {
                let gone = if unit == Marked::MovedFrom { Change::Added } else { Change::Deleted };
                let pieces: Vec<Piece> = paragraph.pieces.iter().filter(|piece| piece.change != gone).cloned().collect();
                if !pieces.is_empty() || paragraph.pieces.is_empty() {
                    self.paragraph(frame, look(paragraph), marked, &pieces, None);
                }
            }
            Marked::Same | Marked::Deleted | Marked::Added => self.paragraph(frame, look(paragraph), marked, &paragraph.pieces, None),
        }
    }

    /// The words that one text has of a paragraph, as a paragraph that only this text has.
    fn whole(&mut self, frame: Frame, paragraph: &Paragraph, change: Change, unit: Marked) {
        let of_text = |piece: &&Piece| piece.change == change || piece.change == Change::Same;
        let pieces = paragraph.pieces.iter().filter(of_text).map(|piece| Piece { change, inline: piece.inline.clone() }).collect();
        self.line(frame, &Paragraph { pieces, ..paragraph.clone() }, unit);
    }

    /// A paragraph; with a bookmark inside it, if it has an id.
    fn paragraph(&mut self, frame: Frame, look: Option<Style>, marked: Marked, pieces: &[Piece], id: Option<&str>) {
        let (language, moved) = (self.redline.new.language, &self.moved);
        let number = self.bookmarks.to_string();
        self.bookmarks += usize::from(id.is_some());
        let stamp = &mut *self.stamp;
        stamp.paragraphs += 1;
        self.xml.within("w:p", &[], |xml| {
            frame.write(|xml| marked.element().into_iter().for_each(|element| end_of_paragraph(element, stamp, xml)), xml);
            if let Some(id) = id {
                let name = if marked == Marked::MovedFrom { before(id) } else { bookmark(id) };
                xml.empty("w:bookmarkStart", &[("w:id", &number), ("w:name", &name)]);
            }
            write_pieces(pieces, marked, look, moved, language, stamp, xml);
            if id.is_some() {
                xml.empty("w:bookmarkEnd", &[("w:id", &number)]);
            }
        });
    }
}

/// The pieces of a paragraph before one that only one text has. Where they would end in words of the same text, LibreOffice takes the end of the
/// paragraph for a part of the change; so they end in a change of the other kind, for which the last word is taken out and put in again if need be.
fn ended(pieces: &[Piece], next: Change) -> Vec<Piece> {
    let stays = pieces.iter().rposition(|piece| piece.change == Change::Same).map_or(0, |last| last + 1);
    let (kept, changed) = pieces.split_at_checked(stays).unwrap_or((pieces, &[]));
    if next == Change::Same || kept.is_empty() || !changed.iter().any(|piece| piece.change == next) {
        return pieces.to_vec();
    }
    let of = |change| changed.iter().filter(move |piece| piece.change == change).cloned();
    let other = if next == Change::Added { Change::Deleted } else { Change::Added };
    let (mut kept, mut first, mut last): (Vec<Piece>, Vec<Piece>, Vec<Piece>) = (kept.to_vec(), of(next).collect(), of(other).collect());
    if last.is_empty()
        && let Some(Piece { inline: Inline::Words(words), .. }) = kept.last_mut()
    {
        let word = words.split_off(words.trim_end().rfind(' ').map_or(0, |space| space + 1));
        let piece = |change| Piece { change, inline: Inline::Words(word.clone()) };
        first.insert(0, piece(next));
        last.push(piece(other));
    }
    kept.into_iter().chain(first).chain(last).collect()
}

/// The end of a paragraph, which goes or comes with it.
fn end_of_paragraph(element: &'static str, stamp: &mut Stamp, xml: &mut Xml) {
    let (id, date) = stamp.next();
    xml.within("w:rPr", &[], |xml| xml.empty(element, &[("w:id", &id), ("w:author", AUTHOR), ("w:date", &date)]));
}

fn write_pieces(
    pieces: &[Piece],
    marked: Marked,
    look: Option<Style>,
    moved: &HashSet<&str>,
    language: &Language,
    stamp: &mut Stamp,
    xml: &mut Xml,
) {
    let how = |piece: &Piece| match marked {
        Marked::MovedFrom | Marked::MovedTo => marked,
        Marked::Same | Marked::Deleted | Marked::Added => Marked::of(piece.change),
    };
    let parts = pieces.iter().flat_map(|piece| apart(piece, how(piece), moved));
    for (how, inline_piece, name) in parts {
        let inside = |xml: &mut Xml| match (&inline_piece, &name) {
            (Inline::Reference { kind, number, .. }, Some(name)) => reference_to(name, *kind, number, look, language, xml),
            (piece, _) => inline(std::slice::from_ref(piece), look, language, xml),
        };
        let Some(element) = how.element() else {
            inside(xml);
            continue;
        };
        let (id, date) = stamp.next();
        let attributes = [("w:id", id.as_str()), ("w:author", AUTHOR), ("w:date", date.as_str())];
        match how {
            Marked::Deleted => xml.deleted(element, &attributes, inside),
            Marked::Same | Marked::Added | Marked::MovedFrom | Marked::MovedTo => xml.within(element, &attributes, inside),
        }
    }
}

/// A piece as it is written: a reference to what moved leads to another bookmark in each text.
fn apart(piece: &Piece, how: Marked, moved: &HashSet<&str>) -> Vec<(Marked, Inline, Option<String>)> {
    match &piece.inline {
        Inline::Reference { target, .. } if moved.contains(target.as_str()) => {
            let old = |how| (how, piece.inline.clone(), Some(before(target)));
            let new = |how| (how, piece.inline.clone(), Some(bookmark(target)));
            match how {
                Marked::Same => vec![old(Marked::Deleted), new(Marked::Added)],
                Marked::Deleted | Marked::MovedFrom => vec![old(how)],
                Marked::Added | Marked::MovedTo => vec![new(how)],
            }
        }
        other => vec![(how, other.clone(), None)],
    }
}

/// The bookmark of what moved, at its old place.
fn before(id: &str) -> String {
    bookmark(&format!("{id}-before"))
}

fn look(paragraph: &Paragraph) -> Option<Style> {
    paragraph.is_conspicuous.then_some(styles::CONSPICUOUS)
}

/// The title, and the version of both texts at the other edge.
fn header(redline: &Redline<'_>, stamp: &mut Stamp) -> Vec<u8> {
    let version = |document: &Document| fact(&Fact::Version(document.version.clone()), document.language);
    let title = compared_words(&redline.old.title, &redline.new.title);
    let versions = compared_words(&version(redline.old), &version(redline.new));
    Xml::part("w:hdr", &[super::NAMESPACE], |xml| {
        line(styles::HEADER, &title, redline.new.language, stamp, xml, |stamp, xml| plain(&versions, redline.new.language, stamp, xml));
    })
}

/// Which license it is, the hashes of both texts, and the page.
fn page_footer(redline: &Redline<'_>, stamp: &mut Stamp) -> Vec<u8> {
    let hash = |document| mark(document).split_whitespace().skip(4).take(2).collect::<Vec<_>>().join(" ");
    let (named, hashes) =
        (compared_words(&footer(redline.old), &footer(redline.new)), compared_words(&hash(redline.old), &hash(redline.new)));
    Xml::part("w:ftr", &[super::NAMESPACE], |xml| {
        line(styles::FOOTER, &named, redline.new.language, stamp, xml, |_, _| ());
        line(styles::FOOTER, &hashes, redline.new.language, stamp, xml, |_, xml| {
            field("PAGE", "1", None, xml);
            run(" / ", None, xml);
            field("NUMPAGES", "1", None, xml);
        });
    })
}

fn line(style: Style, left: &[Piece], language: &Language, stamp: &mut Stamp, xml: &mut Xml, right: impl FnOnce(&mut Stamp, &mut Xml)) {
    xml.within("w:p", &[], |xml| {
        Frame::from(style).write(|_| (), xml);
        plain(left, language, stamp, xml);
        xml.within("w:r", &[], |xml| xml.empty("w:tab", &[]));
        right(stamp, xml);
    });
}

fn plain(pieces: &[Piece], language: &Language, stamp: &mut Stamp, xml: &mut Xml) {
    write_pieces(pieces, Marked::Same, None, &HashSet::new(), language, stamp, xml);
}
