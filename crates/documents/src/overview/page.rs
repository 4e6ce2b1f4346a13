//! The page: the drawing, what its signs mean, and a section for each license with its reasons.

use crate::markup::Markup;
use crate::sheet::{self, places};

use super::drawing::draw;
use super::{Row, Table};

/// The page as HTML, ending in a newline.
pub fn html(table: &Table) -> String {
    let mut markup = Markup::default();
    let places = places(&["table", "licenses"], table.rows.iter().map(|row| row.label.as_str()));
    head(table, &mut markup);
    markup.raw("<section>\n<h2 id=\"table\">Licenses against definitions</h2>\n<p>✓ met, ✗ not met, ~ open, ? not known, – does not apply to a license alone.</p>\n");
    markup.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Licenses against definitions\">\n");
    draw(table, &mut markup, Some(&places));
    markup.raw("</div>\n</section>\n<section>\n<h2 id=\"licenses\">License by license</h2>\n");
    for (row, place) in table.rows.iter().zip(&places) {
        section(table, row, place, &mut markup);
    }
    markup.raw("</section>\n");
    sheet::close(&mut markup);
    markup.into_text()
}

fn head(table: &Table, markup: &mut Markup) {
    sheet::open("How open licenses are", "", markup);
    markup.raw("<p>");
    let count = table.rows.len();
    markup.words(&format!("{count} license{}, each held against ", if count == 1 { "" } else { "s" }));
    markup.words(&table.definitions.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", "));
    markup.raw(". Verdicts rest on the rules of each license as it is read here. What is not known is never a pass. This is no legal advice.</p>\n");
    markup.raw("</header>\n<main>\n");
}

fn section(table: &Table, row: &Row, place: &str, markup: &mut Markup) {
    markup.open("article", &[("id", place)]);
    markup.raw("\n");
    markup.element("h3", &[], &row.label);
    markup.element("p", &[("class", "name")], &row.name);
    markup.raw("\n<dl>\n");
    for ((_, name), cell) in table.definitions.iter().zip(&row.cells) {
        markup.element("dt", &[], name);
        markup.raw("<dd>");
        markup.words(&cell.verdict);
        if !cell.reasons.is_empty() {
            markup.raw("<ul>\n");
            for reason in &cell.reasons {
                markup.element("li", &[], reason);
                markup.raw("\n");
            }
            markup.raw("</ul>");
        }
        markup.raw("</dd>\n");
    }
    markup.raw("</dl>\n</article>\n");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::Cell;
    use super::*;

    #[test]
    fn no_word_opens_an_element_and_every_link_has_its_place() {
        let row = |label: &str| Row {
            label: label.to_owned(),
            name: "<b>A & B</b>".to_owned(),
            cells: vec![Cell { verdict: "fail".to_owned(), reasons: vec!["<i>why".to_owned()] }],
        };
        let table = Table { definitions: vec![("osd".to_owned(), "<u>".to_owned())], rows: vec![row("table"), row("<script>"), row("")] };
        let page = html(&table);
        for hostile in ["<script", "<b>", "<i>", "<u>"] {
            assert!(!page.contains(hostile), "{hostile}");
        }
        let values = |before: &str| page.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>();
        let (places, links) = (values(" id=\""), values("href=\"#"));
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len());
        assert!(links.len() == 3 && links.iter().all(|link| places.contains(link)), "{links:?}");
        assert!(html(&Table::default()).ends_with("</html>\n"));
    }
}
