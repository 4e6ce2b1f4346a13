//! The deed as a picture of one A4 page, or less: for model cards, whose readers show no HTML. Dark words on a white sheet of its own.
//!
//! SVG breaks no lines and fills no columns: `flow` breaks words into rows, `columns` sets the lines of the deed.

mod columns;
mod flow;

use railc_language::render::{Deed, Fact, Language, labels};

use crate::markup::Markup;

use super::code::{BORDER, code};
use super::fit::{ROW, WIDTH, fit};
use flow::{Style, Words, rows};

/// The width of the sheet and its margin, in points.
const SHEET: f64 = 595.0;
const MARGIN: f64 = 34.0;
/// The size of the code that cameras read.
const CODE: f64 = 84.0;

/// The deed as SVG, ending in a newline. `text` is the name of the file with the license text.
pub fn svg(deed: &Deed, text: &str) -> String {
    let (deed, size) = fit(deed);
    let mut sheet = Sheet { markup: Markup::default(), language: deed.language };
    let below = sheet.header(&deed);
    let below = sheet.columns(&deed.groups, size, below);
    let height = sheet.footer(&deed, text, below);
    let [width, shown_height] = [SHEET, height].map(|points| format!("{:.0}", points * 4.0 / 3.0));
    let view = format!("0 0 {SHEET} {height:.0}");
    let mut markup = Markup::default();
    let size = [("width", width.as_str()), ("height", &shown_height), ("viewBox", &view)];
    markup.open("svg", &[&[("xmlns", "http://www.w3.org/2000/svg"), ("lang", deed.language.tag)][..], &size].concat());
    markup.raw("\n<title>");
    markup.plain(&deed.heading());
    markup.raw("</title>\n<desc>");
    markup.plain(deed.disclaimer());
    markup.raw("</desc>\n<style>\n");
    markup.raw(include_str!("sheet.css"));
    markup.raw("</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    markup.append(sheet.markup);
    markup.raw("</svg>\n");
    markup.into_text()
}

/// A place on the sheet, in points.
#[derive(Debug, Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
}

struct Sheet {
    markup: Markup,
    language: &'static Language,
}

impl Sheet {
    /// Title, licensor, and that it is a summary; gives where that ends.
    fn header(&mut self, deed: &Deed) -> f64 {
        let mut y = self.block(&[(&deed.heading(), Style::Bold)], Place { x: MARGIN, y: MARGIN }, WIDTH, 18.0);
        if let Some(licensor) = &deed.licensor {
            let words = labels::fact(&Fact::Licensor(licensor.clone()), self.language);
            y = self.block(&[(&words, Style::Plain)], Place { x: MARGIN, y: y + 2.0 }, WIDTH, 9.0);
        }
        y = self.block(&[(deed.disclaimer(), Style::Bold)], Place { x: MARGIN, y: y + 2.0 }, WIDTH, 9.0);
        self.line(y + 6.0);
        y + 14.0
    }

    /// The address of the text, and what signs mean; gives the height of the sheet.
    fn footer(&mut self, deed: &Deed, text: &str, top: f64) -> f64 {
        let words = self.language.deed();
        let code = deed.source.as_deref().and_then(code);
        let wide = if code.is_some() { WIDTH - CODE - 12.0 } else { WIDTH };
        self.line(top + 6.0);
        let top = top + 14.0;
        let at = |y| Place { x: MARGIN, y };
        let mut y = top;
        if deed.has_limits() {
            y = self.block(&[(words.limited, Style::Plain)], at(y), wide, 8.5) + 2.0;
        }
        if let Some(address) = deed.address(text) {
            self.markup.open("a", &[("href", address)]);
            y = self.block(&[(words.text, Style::Bold)], at(y), wide, 8.5);
            self.markup.raw("</a>\n");
        }
        if let Some(source) = &deed.source {
            y = self.block(&[(source, Style::Plain)], at(y), wide, 7.5);
        }
        y = self.block(&[(&deed.id, Style::Number)], at(y + 2.0), wide, 7.5);
        if let Some((path, width)) = code {
            self.code(&path, width, top);
            y = y.max(top + CODE);
        }
        y + MARGIN / 2.0
    }

    fn code(&mut self, path: &str, width: usize, top: f64) {
        let [x, y, size] = [SHEET - MARGIN - CODE, top, CODE].map(|points| format!("{points:.1}"));
        let all = width + 2 * BORDER;
        let view = format!("-{BORDER} -{BORDER} {all} {all}");
        let place = [("x", x.as_str()), ("y", &y), ("width", &size), ("height", &size), ("viewBox", &view)];
        self.markup.open("svg", &[&place[..], &[("role", "img"), ("aria-label", self.language.deed().code)]].concat());
        self.markup.empty("path", &[("d", path)]);
        self.markup.raw("</svg>\n");
    }

    /// A line from margin to margin.
    fn line(&mut self, y: f64) {
        let [from, to, y] = [MARGIN, SHEET - MARGIN, y].map(|at| format!("{at:.1}"));
        self.markup.empty("line", &[("x1", &from), ("x2", &to), ("y1", &y), ("y2", &y)]);
        self.markup.raw("\n");
    }

    /// Words in a block of this width; gives where it ends.
    fn block(&mut self, words: Words<'_, '_>, at: Place, wide: f64, points: f64) -> f64 {
        let mut y = at.y;
        let size = format!("{points:.2}");
        let x = format!("{:.1}", at.x);
        for row in rows(words, wide / points) {
            let baseline = format!("{:.1}", y + 1.05 * points);
            self.markup.open("text", &[("x", &x), ("y", &baseline), ("font-size", &size)]);
            for (words, style) in row {
                self.markup.open("tspan", &[("class", style.class())]);
                self.markup.plain(&words);
                self.markup.raw("</tspan>");
            }
            self.markup.raw("</text>\n");
            y += ROW * points;
        }
        y
    }
}
