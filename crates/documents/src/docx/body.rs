//! `word/document.xml`: the text. Every number is computed by whoever opens it, from the properties of the paragraph.

use railc_language::render::labels::{definition, fact, footer, heading_words, part_title};
use railc_language::render::{Definition, Document, Paragraph, Part, PartKind, Provision};

use super::citations::{Label, bookmark};
use super::frame::Frame;
use super::numbering::Lists;
use super::runs::{begin_field, end_field, inline, run};
use super::styles::{self, Style};
use super::xml::Xml;

/// The text of a document; the lists that it needs are added to `lists`.
pub(super) fn body(document: &Document, mark: &str, lists: &mut Lists) -> Vec<u8> {
    Xml::part("w:document", &[super::NAMESPACE, super::RELATIONS], |xml| {
        xml.within("w:body", &[], |xml| {
            let mut writer = Writer { document, lists, bookmarks: 0, xml };
            writer.front();
            document.parts.iter().for_each(|part| writer.part(part));
            writer.plain(styles::IMPRINT, &footer(document));
            writer.plain(styles::MARK, mark);
            page(xml);
        });
    })
}

struct Writer<'w> {
    document: &'w Document,
    lists: &'w mut Lists,
    /// How many bookmarks there are.
    bookmarks: usize,
    xml: &'w mut Xml,
}

impl Writer<'_> {
    /// What comes before the first part: title, facts, contents, opening.
    fn front(&mut self) {
        self.plain(styles::TITLE, &self.document.title);
        for one in &self.document.facts {
            self.plain(styles::FACT, &fact(one, self.document.language));
        }
        self.contents();
        self.lists.unnumbered();
        self.paragraphs(styles::TEXT, &self.document.opening);
    }

    /// The contents, a field that shows what is right when it is written: LibreOffice leaves out fields inside it.
    fn contents(&mut self) {
        let language = self.document.language;
        let last = self.document.parts.len().saturating_sub(1);
        for (at, part) in self.document.parts.iter().enumerate() {
            self.paragraph(styles::CONTENTS.into(), |xml| {
                if at == 0 {
                    begin_field("TOC \\o \"1-1\" \\u \\n \\h", None, xml);
                }
                xml.within("w:hyperlink", &[("w:anchor", &bookmark(&part.id)), ("w:history", "1")], |xml| {
                    run(&part_title(part, language), None, xml);
                });
                if at == last {
                    end_field(None, xml);
                }
            });
        }
    }

    fn part(&mut self, part: &Part) {
        let place = Some(self.lists.part(part.kind, &part.number));
        let style = match part.kind {
            PartKind::Section => styles::SECTION,
            PartKind::Attachment => styles::ATTACHMENT,
        };
        let typed = Label::of(part.kind, self.document.language).typed;
        let heading = heading_words(part, self.document.language).map(|heading| format!("{typed}{heading}")).unwrap_or_default();
        self.named(Frame { place, ..style.into() }, &part.id, |xml| run(&heading, None, xml));
        self.paragraphs(styles::TEXT, &part.opening);
        part.definitions.iter().for_each(|one| self.definition(one));
        part.clauses.iter().for_each(|clause| self.clause(part.kind, clause));
    }

    fn definition(&mut self, one: &Definition) {
        self.lists.unnumbered();
        self.paragraphs(styles::DEFINITION, &definition(one, self.document.language));
    }

    fn clause(&mut self, kind: PartKind, clause: &Provision) {
        let place = Some(self.lists.clause());
        let style = match kind {
            PartKind::Section => styles::CLAUSE,
            PartKind::Attachment => styles::ATTACHMENT_CLAUSE,
        };
        if let Some(heading) = &clause.heading {
            self.named(Frame { place, ..style.into() }, &clause.id, |xml| run(heading, None, xml));
            return self.paragraphs(styles::CLAUSE_TEXT, &clause.paragraphs);
        }
        let language = self.document.language;
        let Some((first, rest)) = clause.paragraphs.split_first() else {
            return self.named(Frame { place, ..styles::NUMBERED_TEXT.into() }, &clause.id, |_| ());
        };
        let frame = Frame { style: styles::NUMBERED_TEXT, place, is_kept: !first.items.is_empty() };
        self.named(frame, &clause.id, |xml| inline(&first.words, look(first), language, xml));
        self.items(first);
        self.paragraphs(styles::CLAUSE_TEXT, rest);
    }

    fn paragraphs(&mut self, style: Style, paragraphs: &[Paragraph]) {
        let language = self.document.language;
        for paragraph in paragraphs {
            let frame = Frame { is_kept: !paragraph.items.is_empty(), ..style.into() };
            self.paragraph(frame, |xml| inline(&paragraph.words, look(paragraph), language, xml));
            self.items(paragraph);
        }
    }

    fn items(&mut self, paragraph: &Paragraph) {
        if paragraph.items.is_empty() {
            return;
        }
        let language = self.document.language;
        let place = Some(self.lists.list(paragraph.numbering));
        for item in &paragraph.items {
            self.paragraph(Frame { place, ..styles::ITEM.into() }, |xml| inline(item, look(paragraph), language, xml));
        }
    }

    /// A paragraph of words alone.
    fn plain(&mut self, style: Style, words: &str) {
        self.paragraph(style.into(), |xml| run(words, None, xml));
    }

    /// A paragraph with a bookmark, which lies inside it: between paragraphs it would name the one before.
    fn named(&mut self, frame: Frame, id: &str, inside: impl FnOnce(&mut Xml)) {
        let number = self.bookmarks.to_string();
        self.bookmarks += 1;
        self.paragraph(frame, |xml| {
            xml.empty("w:bookmarkStart", &[("w:id", &number), ("w:name", &bookmark(id))]);
            inside(xml);
            xml.empty("w:bookmarkEnd", &[("w:id", &number)]);
        });
    }

    fn paragraph(&mut self, frame: Frame, inside: impl FnOnce(&mut Xml)) {
        self.xml.within("w:p", &[], |xml| {
            frame.write(|_| (), xml);
            inside(xml);
        });
    }
}

/// The style of the words of a paragraph that nobody may overlook.
fn look(paragraph: &Paragraph) -> Option<Style> {
    paragraph.is_conspicuous.then_some(styles::CONSPICUOUS)
}

/// A4, with what stands above and below each page.
pub(super) fn page(xml: &mut Xml) {
    xml.within("w:sectPr", &[], |xml| {
        xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "header")]);
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer")]);
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let margins = [("w:top", "1701"), ("w:right", "1418"), ("w:bottom", "1701"), ("w:left", "1418")];
        xml.empty("w:pgMar", &[margins.as_slice(), &[("w:header", "709"), ("w:footer", "709"), ("w:gutter", "0")]].concat());
    });
}
