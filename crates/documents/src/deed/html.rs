//! The deed as a page of HTML, without script and without outside resources, that prints on one sheet of A4.

use railc_language::render::{Deed, DeedHeading, Fact, Group, Line, labels};

use crate::markup::Markup;

use super::code::{BORDER, code};
use super::drawing::draw;
use super::fit::{Size, fit};

/// The deed as HTML, ending in a newline. `text` is the name of the file with the license text.
pub fn html(deed: &Deed, text: &str) -> String {
    let (deed, size) = fit(deed);
    let mut page = Page { markup: Markup::default(), deed: &deed, text };
    page.head();
    page.header();
    page.main(size);
    page.footer();
    page.markup.into_text()
}

struct Page<'a> {
    markup: Markup,
    deed: &'a Deed,
    text: &'a str,
}

impl Page<'_> {
    fn head(&mut self) {
        self.markup.raw("<!DOCTYPE html>\n");
        self.markup.open("html", &[("lang", self.deed.language.tag)]);
        self.markup.raw("\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.markup.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        self.markup.plain(&self.deed.heading());
        self.markup.raw("</title>\n<style>\n");
        self.markup.raw(include_str!("deed.css"));
        self.markup.raw("</style>\n</head>\n<body>\n");
    }

    fn header(&mut self) {
        self.markup.raw("<header>\n");
        self.markup.element("h1", &[], &self.deed.heading());
        self.markup.raw("\n");
        if let Some(licensor) = &self.deed.licensor {
            self.markup.element("p", &[("class", "licensor")], &labels::fact(&Fact::Licensor(licensor.clone()), self.deed.language));
            self.markup.raw("\n");
        }
        self.markup.raw("<p class=\"disclaimer\"><strong>");
        self.markup.words(self.deed.disclaimer());
        self.markup.raw("</strong></p>\n</header>\n");
    }

    fn main(&mut self, size: Size) {
        let style = format!("--size: {}pt; --columns: {}", size.points, size.columns);
        self.markup.open("main", &[("style", &style)]);
        self.markup.raw("\n");
        let deed = self.deed;
        deed.groups.iter().for_each(|group| self.group(group));
        self.markup.raw("</main>\n");
    }

    fn group(&mut self, group: &Group) {
        let class = match group.heading {
            DeedHeading::May => "may",
            DeedHeading::MustNot | DeedHeading::Ends => "must-not",
            DeedHeading::Must | DeedHeading::MustWhenSharing => "must",
            DeedHeading::Asked | DeedHeading::LicensorMay => "other",
            DeedHeading::Know => "know",
        };
        self.markup.open("section", &[("class", class)]);
        self.markup.raw("\n<h2>");
        let words = group.heading.words(self.deed.language);
        // The heading says what its icon shows.
        draw(&mut self.markup, group.heading.icon(), self.deed.language, group.heading.icon().words(self.deed.language), &[]);
        self.markup.raw(" ");
        self.markup.element("span", &[], words);
        self.markup.raw("</h2>\n");
        if let Some(lead) = group.heading.lead(self.deed.language) {
            self.markup.element("p", &[], lead);
            self.markup.raw("\n");
        }
        self.markup.raw("<ul role=\"list\">\n");
        group.lines.iter().for_each(|line| self.line(group.heading, line));
        self.markup.raw("</ul>\n</section>\n");
    }

    fn line(&mut self, heading: DeedHeading, line: &Line) {
        self.markup.raw(if line.lead.is_some() || line.signs.len() > 1 { "<li class=\"acts\">" } else { "<li>" });
        if let Some(lead) = &line.lead {
            draw(&mut self.markup, heading.icon(), self.deed.language, heading.icon().words(self.deed.language), &[]);
            self.markup.element("span", &[("class", "lead")], lead);
            self.markup.raw(" ");
        }
        for sign in &line.signs {
            self.markup.raw("<span class=\"sign\">");
            if heading != DeedHeading::Know {
                draw(&mut self.markup, sign.icon, self.deed.language, &sign.words, &[]);
            }
            self.markup.words(&sign.words);
            self.markup.raw("</span> ");
        }
        if let Some(showing) = &line.showing {
            self.markup.element("span", &[("class", "showing")], &labels::quoted(showing, self.deed.language));
            self.markup.raw(" ");
        }
        if line.is_limited {
            self.markup.raw("<span class=\"limited\">*</span> ");
        }
        self.number(line);
        self.markup.raw("</li>\n");
    }

    fn number(&mut self, line: &Line) {
        match line.clauses.first() {
            _ if line.number.is_empty() => {}
            Some(clause) if !self.deed.is_reading => {
                let href = format!("{}#{clause}", self.text);
                self.markup.element("a", &[("class", "number"), ("href", &href)], &line.number);
            }
            _ => self.markup.element("span", &[("class", "number")], &line.number),
        }
    }

    fn footer(&mut self) {
        let words = self.deed.language.deed();
        self.markup.raw("<footer>\n<div>\n");
        if self.deed.has_limits() {
            self.markup.element("p", &[], words.limited);
            self.markup.raw("\n");
        }
        if let Some(address) = self.deed.address(self.text) {
            self.markup.raw("<p>");
            self.markup.element("a", &[("class", "text"), ("href", address)], words.text);
            if let Some(source) = &self.deed.source {
                self.markup.raw(" <span class=\"address\">");
                self.markup.words(source);
                self.markup.raw("</span>");
            }
            self.markup.raw("</p>\n");
        }
        self.markup.element("p", &[("class", "id")], &self.deed.id);
        self.markup.raw("\n</div>\n");
        if let Some((path, width)) = self.deed.source.as_deref().and_then(code) {
            let all = width + 2 * BORDER;
            let view = format!("-{BORDER} -{BORDER} {all} {all}");
            self.markup.open("svg", &[("class", "code"), ("viewBox", &view), ("role", "img"), ("aria-label", words.code)]);
            self.markup.raw("<rect x=\"-4\" y=\"-4\" width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
            self.markup.empty("path", &[("d", &path), ("fill", "#000")]);
            self.markup.raw("</svg>\n");
        }
        self.markup.raw("</footer>\n</body>\n</html>\n");
    }
}
