//! A redline as a page: the whole new text, with what was deleted and what was added.

use railc_language::render::{Inline, Language, labels};

use super::said::{counts, number, title, what};
use super::{Change, Kind, Label, Paragraph, Piece, Redline, Unit};
use crate::markup::Markup;

/// The redline as HTML, ending in a newline.
pub fn html(redline: &Redline<'_>) -> String {
    let language = redline.new.language;
    let mut page = Page { markup: Markup::default(), language };
    page.markup.raw("<!DOCTYPE html>\n");
    page.markup.open("html", &[("lang", language.tag)]);
    page.markup.raw("\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.markup.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    page.markup.plain(&title(redline));
    page.markup.raw("</title>\n<style>\n");
    page.markup.raw(include_str!("page.css"));
    page.markup.raw("</style>\n</head>\n<body>\n<header>\n");
    page.markup.element("h1", &[], &title(redline));
    page.markup.raw("\n");
    page.markup.element("p", &[], &counts(redline));
    page.markup.raw("\n</header>\n<main>\n");
    redline.head.iter().for_each(|paragraph| page.paragraph(paragraph));
    redline.now().for_each(|unit| page.unit(unit));
    page.markup.raw("</main>\n</body>\n</html>\n");
    page.markup.into_text()
}

struct Page {
    markup: Markup,
    language: &'static Language,
}

impl Page {
    fn unit(&mut self, unit: &Unit) {
        let class = match unit.change() {
            Change::Same if unit.is_changed() => "changed",
            Change::Same => "same",
            Change::Deleted => "deleted",
            Change::Added => "added",
        };
        // What was deleted has no anchor: another unit of the new text may have its id.
        match unit.change() {
            Change::Same | Change::Added if !unit.id.is_empty() => self.markup.open("section", &[("class", class), ("id", &unit.id)]),
            _ => self.markup.open("section", &[("class", class)]),
        }
        self.markup.raw("\n");
        self.heading(unit);
        unit.paragraphs.iter().for_each(|paragraph| self.paragraph(paragraph));
        self.markup.raw("</section>\n");
    }

    fn heading(&mut self, unit: &Unit) {
        let (name, what) = (if let Kind::Part(_) = unit.kind { "h2" } else { "h3" }, what(unit, self.language));
        let has_heading = matches!(unit.kind, Kind::Part(_) | Kind::Clause);
        if has_heading {
            self.markup.open(name, &[]);
            self.markup.words(&number(unit));
            self.markup.raw(" ");
            self.pieces(&unit.heading);
            self.note(&what);
            self.markup.close(name);
            self.markup.raw("\n");
        } else if !what.is_empty() {
            self.markup.raw("<p>");
            self.note(&what);
            self.markup.raw("</p>\n");
        }
    }

    /// What became of a unit, beside its heading.
    fn note(&mut self, what: &str) {
        if !what.is_empty() {
            self.markup.raw(" ");
            self.markup.element("span", &[("class", "what")], what);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let is_item = paragraph.label.is_some();
        self.markup.open("p", if is_item { &[("class", "item")] } else { &[] });
        if let Some((old, new)) = paragraph.label {
            let said = |label: Label| label.map(|(numbering, at)| numbering.label(at, self.language)).unwrap_or_default();
            let label = if new.is_some() { said(new) } else { said(old) };
            self.markup.words(&format!("{label} "));
        }
        match paragraph.is_conspicuous {
            true => {
                self.markup.raw("<strong>");
                self.pieces(&paragraph.pieces);
                self.markup.raw("</strong>");
            }
            false => self.pieces(&paragraph.pieces),
        }
        self.markup.raw("</p>\n");
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for same in pieces.chunk_by(|one, other| one.change == other.change) {
            let name = match same.first().map(|piece| piece.change) {
                Some(Change::Deleted) => Some("del"),
                Some(Change::Added) => Some("ins"),
                Some(Change::Same) | None => None,
            };
            name.into_iter().for_each(|name| self.markup.open(name, &[]));
            same.iter().for_each(|piece| self.inline(&piece.inline));
            name.into_iter().for_each(|name| self.markup.close(name));
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Words(words) | Inline::Used { words, .. } => self.markup.words(words),
            Inline::Defined(words) => self.markup.element("b", &[], &labels::quoted(words, self.language)),
            Inline::Verbatim(words) => self.markup.words(&labels::quoted(words, self.language)),
            Inline::Reference { kind, number, .. } => self.markup.words(&labels::reference(*kind, number, self.language)),
        }
    }
}
