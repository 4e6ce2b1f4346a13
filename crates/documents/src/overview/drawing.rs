//! The table as SVG: a row for each license, a square for each definition.

use crate::markup::Markup;

use super::Table;

const ROW: usize = 20;
const COLUMN: usize = 44;
const HEAD: usize = 120;
/// A sign of the labels, which are of a monospaced font.
const SIGN: usize = 8;

/// A picture that stands by itself.
pub fn svg(table: &Table) -> String {
    let mut markup = Markup::default();
    draw(table, &mut markup, None);
    markup.into_text()
}

/// Draws the table; labels are links where each license has a place.
pub(super) fn draw(table: &Table, markup: &mut Markup, places: Option<&[String]>) {
    let label = table.rows.iter().map(|row| row.label.chars().count()).max().unwrap_or_default().max(8) * SIGN + 20;
    let (width, height) = (label + table.definitions.len() * COLUMN + 60, HEAD + table.rows.len() * ROW + 10);
    let (width, height) = (width.to_string(), height.to_string());
    let frame = format!("0 0 {width} {height}");
    let about = "Licenses in rows, definitions of openness in columns: met, not met, open, not known";
    markup.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("role", if places.is_some() { "group" } else { "img" }),
            ("aria-label", about),
            ("width", &width),
            ("height", &height),
            ("viewBox", &frame),
        ],
    );
    markup.raw("\n<style>");
    markup.raw(include_str!("drawing.css"));
    markup.raw("</style>\n");
    for (at, (id, _)) in table.definitions.iter().enumerate() {
        let turn = format!("translate({} {}) rotate(-40)", label + at * COLUMN + 18, HEAD - 8);
        markup.open("text", &[("transform", &turn), ("class", "head")]);
        markup.plain(id);
        markup.raw("</text>\n");
    }
    for (at, row) in table.rows.iter().enumerate() {
        let top = HEAD + at * ROW;
        let base = (top + 14).to_string();
        let place = places.and_then(|places| places.get(at)).map(|place| format!("#{place}"));
        if let Some(place) = &place {
            markup.open("a", &[("href", place)]);
        }
        markup.open("text", &[("x", "6"), ("y", &base)]);
        markup.plain(&row.label);
        markup.raw("</text>");
        markup.raw(if place.is_some() { "</a>\n" } else { "\n" });
        for (column, cell) in row.cells.iter().enumerate() {
            let left = label + column * COLUMN;
            let [x, y, middle] = [left, top + 2, left + 15].map(|number| number.to_string());
            markup.raw("<g><title>");
            markup.plain(&cell.told());
            markup.raw("</title>");
            markup.empty("rect", &[("x", &x), ("y", &y), ("width", "30"), ("height", "16"), ("rx", "3"), ("class", cell.class())]);
            markup.open("text", &[("x", &middle), ("y", &base), ("class", "sign")]);
            markup.plain(cell.sign());
            markup.raw("</text></g>\n");
        }
    }
    markup.raw("</svg>\n");
}
