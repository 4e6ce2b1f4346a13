//! A document as one page of HTML, without script and without outside resources.
//!
//! The page has no ids but those of the document: parts, clauses and definitions. `page.css` stands in it, for screens, dark ones and paper alike.

use railc_language::render::addresses::{Piece, pieces};
use railc_language::render::labels::{definition, fact, footer, part_title, quoted, reference};
use railc_language::render::{Definition, Document, Fact, Inline, Language, Paragraph, Part, PartKind, Provision, labels, mark};

use crate::markup::Markup;

/// The document as HTML, ending in a newline.
pub fn html(document: &Document) -> String {
    let mut page = Page { markup: Markup::default(), language: document.language };
    page.head(document);
    page.header(document);
    page.contents(document);
    page.markup.raw("<main>\n");
    page.block("div", "opening", &document.opening);
    document.parts.iter().for_each(|part| page.part(part));
    page.markup.raw("</main>\n");
    page.footer(document);
    page.markup.into_text()
}

struct Page {
    markup: Markup,
    language: &'static Language,
}

impl Page {
    fn head(&mut self, document: &Document) {
        self.markup.raw("<!DOCTYPE html>\n");
        self.markup.open("html", &[("lang", document.language.tag)]);
        self.markup.raw("\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.markup.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        self.markup.plain(&footer(document));
        self.markup.raw("</title>\n<style>\n");
        self.markup.raw(include_str!("page.css"));
        self.markup.raw("</style>\n</head>\n<body>\n");
    }

    fn header(&mut self, document: &Document) {
        self.markup.raw("<header>\n");
        self.markup.element("h1", &[], &document.title);
        self.markup.raw("\n<ul role=\"list\">\n");
        for one in &document.facts {
            // The name of the field is English in every language, as scanners read it.
            let lang = if matches!(one, Fact::Spdx(_)) { "en" } else { self.language.tag };
            let attributes: &[(&str, &str)] = if lang == self.language.tag { &[] } else { &[("lang", lang)] };
            self.markup.element("li", attributes, &fact(one, self.language));
            self.markup.raw("\n");
        }
        self.markup.raw("</ul>\n</header>\n");
    }

    fn contents(&mut self, document: &Document) {
        let heading = labels::contents(self.language);
        self.markup.open("nav", &[("aria-label", heading)]);
        self.markup.raw("\n");
        self.markup.element("h2", &[], heading);
        self.markup.raw("\n<ul role=\"list\">\n");
        for part in &document.parts {
            self.markup.raw("<li>");
            self.link(&part.id, "", &part_title(part, self.language));
            let headed: Vec<&Provision> = part.clauses.iter().filter(|clause| clause.heading.is_some()).collect();
            if !headed.is_empty() {
                self.markup.raw("\n<ul role=\"list\">\n");
                for clause in headed {
                    self.markup.raw("<li>");
                    self.link(&clause.id, "", &labels::titled(&clause.number, clause.heading.as_deref()));
                    self.markup.raw("</li>\n");
                }
                self.markup.raw("</ul>\n");
            }
            self.markup.raw("</li>\n");
        }
        self.markup.raw("</ul>\n</nav>\n");
    }

    fn part(&mut self, part: &Part) {
        let class = match part.kind {
            PartKind::Section => "part",
            PartKind::Attachment => "part attachment",
        };
        self.markup.open("section", &[("class", class), ("id", &part.id)]);
        self.markup.raw("\n");
        self.markup.element("h2", &[], &part_title(part, self.language));
        self.markup.raw("\n");
        self.block("div", "opening", &part.opening);
        part.definitions.iter().for_each(|one| self.definition(one));
        part.clauses.iter().for_each(|clause| self.clause(clause));
        self.markup.raw("</section>\n");
    }

    fn definition(&mut self, one: &Definition) {
        self.markup.open("div", &[("class", "definition"), ("id", &one.id)]);
        self.markup.raw("\n");
        definition(one, self.language).iter().for_each(|paragraph| self.paragraph(paragraph));
        self.markup.raw("</div>\n");
    }

    fn clause(&mut self, clause: &Provision) {
        self.markup.open("section", &[("class", "clause"), ("id", &clause.id)]);
        self.markup.raw("\n<h3>");
        self.link(&clause.id, "number", &clause.number);
        if let Some(heading) = &clause.heading {
            self.markup.raw(" ");
            self.markup.words(heading);
        }
        self.markup.raw("</h3>\n");
        clause.paragraphs.iter().for_each(|paragraph| self.paragraph(paragraph));
        self.markup.raw("</section>\n");
    }

    /// Paragraphs in an element of their own, if there are any.
    fn block(&mut self, name: &'static str, class: &str, paragraphs: &[Paragraph]) {
        if !paragraphs.is_empty() {
            self.markup.open(name, &[("class", class)]);
            self.markup.raw("\n");
            paragraphs.iter().for_each(|paragraph| self.paragraph(paragraph));
            self.markup.close(name);
            self.markup.raw("\n");
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let (start, end) =
            if paragraph.is_conspicuous { ("<p class=\"conspicuous\"><strong>", "</strong></p>\n") } else { ("<p>", "</p>\n") };
        if !paragraph.words.is_empty() {
            self.markup.raw(start);
            self.inline(&paragraph.words);
            self.markup.raw(end);
        }
        if paragraph.items.is_empty() {
            return;
        }
        // The labels are text: readers of PDF and of pages that were copied see no others.
        self.markup.raw(if paragraph.is_conspicuous {
            "<ul class=\"items conspicuous\" role=\"list\">\n"
        } else {
            "<ul class=\"items\" role=\"list\">\n"
        });
        for (at, item) in paragraph.items.iter().enumerate() {
            self.markup.raw("<li>");
            self.markup.element("span", &[("class", "label")], &paragraph.numbering.label(at, self.language));
            self.markup.raw(" <span>");
            self.inline(item);
            self.markup.raw("</span></li>\n");
        }
        self.markup.raw("</ul>\n");
    }

    fn inline(&mut self, pieces: &[Inline]) {
        for piece in pieces {
            match piece {
                Inline::Words(words) => self.words(words),
                Inline::Defined(words) => self.markup.element("dfn", &[], &quoted(words, self.language)),
                Inline::Used { target, words } => self.link(target, "term", words),
                Inline::Reference { target, kind, number } => self.link(target, "reference", &reference(*kind, number, self.language)),
                Inline::Verbatim(words) => self.markup.element("span", &[("class", "verbatim")], &quoted(words, self.language)),
            }
        }
    }

    /// Words, in which addresses lead to where they say.
    fn words(&mut self, words: &str) {
        for piece in pieces(words) {
            match piece {
                Piece::Words(words) => self.markup.words(words),
                Piece::Address(address) => self.markup.element("a", &[("class", "address"), ("href", address)], address),
            }
        }
    }

    /// A link inside the page.
    fn link(&mut self, target: &str, class: &str, words: &str) {
        let href = format!("#{target}");
        match class {
            "" => self.markup.element("a", &[("href", &href)], words),
            class => self.markup.element("a", &[("class", class), ("href", &href)], words),
        }
    }

    fn footer(&mut self, document: &Document) {
        self.markup.raw("<footer>\n");
        self.markup.element("p", &[], &footer(document));
        self.markup.raw("\n");
        self.markup.element("p", &[("class", "mark"), ("lang", "en"), ("translate", "no")], mark(document));
        self.markup.raw("\n</footer>\n</body>\n</html>\n");
    }
}
