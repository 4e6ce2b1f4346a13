//! The page: the drawing, the licenses that are comparable with no other, and a section for each license.

use crate::markup::Markup;
use crate::sheet::{self, places};

use super::drawing::draw;
use super::{Entry, Lattice, Refused};

/// The page as HTML, ending in a newline.
pub fn html(lattice: &Lattice) -> String {
    let mut page = Page {
        markup: Markup::default(),
        lattice,
        ids: places(&["order", "alone", "licenses"], lattice.licenses.iter().map(|entry| entry.label.as_str())),
    };
    page.head();
    page.order();
    page.sections();
    sheet::close(&mut page.markup);
    page.markup.into_text()
}

struct Page<'a> {
    markup: Markup,
    lattice: &'a Lattice,
    ids: Vec<String>,
}

impl Page<'_> {
    fn head(&mut self) {
        sheet::open("How the licenses stand to each other", include_str!("page.css"), &mut self.markup);
        self.markup.raw("<p>");
        let count = self.lattice.licenses.len();
        self.markup.words(&format!("{count} licenses, each compared with each other over all uses. "));
        self.markup.raw("A license is stricter than another if it permits nothing more, and less; they are equivalent if each permits what the other does. ");
        self.markup.raw(
            "Both are proofs, in the reading of the licenses that is compared. Duties are not compared. This is no legal advice.</p>\n",
        );
        self.markup.raw("</header>\n<main>\n");
    }

    fn order(&mut self) {
        let (ordered, alone) = self.lattice.ordered();
        let ids = self.ids.clone();
        let link = |at: usize| ids.get(at).cloned().unwrap_or_default();
        if !ordered.is_empty() {
            self.markup.raw("<section>\n<h2 id=\"order\">Stricter and looser</h2>\n<p>");
            self.markup
                .raw("A line leads from a license to the next looser ones, at its right. What can be reached along lines is looser too. ");
            self.markup.raw(
                "Licenses in one box are equivalent. No line, no order: each of the two permits something that the other does not.</p>\n",
            );
            self.markup.raw("<div class=\"scroll\">\n");
            draw(self.lattice, &ordered, &link, &mut self.markup);
            self.markup.raw("</div>\n</section>\n");
        }
        if !alone.is_empty() {
            self.markup.raw("<section>\n<h2 id=\"alone\">Comparable with no other</h2>\n<ul class=\"alone\">\n");
            for group in alone.iter().filter_map(|at| self.lattice.groups.get(*at)) {
                self.markup.raw("<li>");
                self.links(group);
                self.markup.raw("</li>\n");
            }
            self.markup.raw("</ul>\n</section>\n");
        }
    }

    fn sections(&mut self) {
        self.markup.raw("<section>\n<h2 id=\"licenses\">License by license</h2>\n<p>");
        self.markup.raw("For each license, the others it stands in order with; then what it refuses and others permit: one use for each, with as little in it as can be. ");
        self.markup.raw("What it permits and another refuses stands in the other's section.</p>\n");
        for (at, entry) in self.lattice.licenses.iter().enumerate() {
            self.section(at, entry);
        }
        self.markup.raw("</section>\n");
    }

    fn section(&mut self, at: usize, entry: &Entry) {
        self.markup.open("article", &[("id", self.ids.get(at).map_or("", String::as_str))]);
        self.markup.raw("\n");
        self.markup.element("h3", &[], &entry.label);
        self.markup.element("p", &[("class", "name")], &entry.name);
        self.markup.raw("\n<dl>\n");
        let equivalent: Vec<usize> = self.lattice.group_of(at).iter().copied().filter(|other| *other != at).collect();
        self.row("Equivalent to", &equivalent);
        self.row("Stricter than", &entry.stricter_than);
        self.row("Looser than", &entry.looser_than);
        let compared = equivalent.len() + entry.stricter_than.len() + entry.looser_than.len() + 1;
        let rest = self.lattice.licenses.len().saturating_sub(compared);
        if rest > 0 {
            self.markup.raw("<dt>Neither</dt><dd>");
            self.markup.words(&if rest == 1 { "1 other".to_owned() } else { format!("{rest} others") });
            self.markup.raw("</dd>\n");
        }
        self.markup.raw("</dl>\n");
        if !entry.refusals.is_empty() {
            self.markup.raw("<details>\n<summary>What it refuses and others permit</summary>\n<ul>\n");
            entry.refusals.iter().for_each(|refused| self.refused(refused));
            self.markup.raw("</ul>\n</details>\n");
        }
        self.markup.raw("</article>\n");
    }

    fn row(&mut self, name: &'static str, licenses: &[usize]) {
        if !licenses.is_empty() {
            self.markup.element("dt", &[], name);
            self.markup.raw("<dd>");
            self.links(licenses);
            self.markup.raw("</dd>\n");
        }
    }

    fn refused(&mut self, refused: &Refused) {
        self.markup.raw("<li>");
        self.markup.element("code", &[], &refused.has);
        self.markup.raw("<br>");
        self.markup.words(&refused.by);
        self.markup.raw("<br>permitted by ");
        self.links(&refused.permitted_by);
        self.markup.raw("</li>\n");
    }

    fn links(&mut self, licenses: &[usize]) {
        for (place, at) in licenses.iter().enumerate() {
            self.markup.raw(if place > 0 { ", " } else { "" });
            let (Some(entry), Some(id)) = (self.lattice.licenses.get(*at), self.ids.get(*at)) else { continue };
            self.markup.element("a", &[("href", &format!("#{id}"))], &entry.label);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn entry(label: &str) -> Entry {
        Entry { label: label.to_owned(), name: "<b>A & B</b>".to_owned(), ..Entry::default() }
    }

    #[test]
    fn no_word_opens_an_element_and_every_link_has_its_place() {
        let mut licenses = vec![entry("order"), entry("a:none"), entry("a-none"), entry("<script>\""), entry("")];
        let refused = |at: usize| Refused { by: format!("prohibited by <i>{at}"), has: "purpose.<x>".to_owned(), permitted_by: vec![at] };
        licenses[0].refusals = vec![refused(1), refused(3)];
        let lattice = Lattice { licenses, groups: vec![vec![0, 2], vec![1], vec![3], vec![4]], steps: vec![(0, 1), (1, 2)] };
        let page = html(&lattice);
        for hostile in ["<script", "<b>", "<i>", "<x>"] {
            assert!(!page.contains(hostile), "{hostile}");
        }
        let values =
            |before: &str| page.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect::<Vec<_>>();
        let (places, links) = (values(" id=\""), values("href=\"#"));
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len(), "{places:?}");
        assert!(links.len() > 5 && links.iter().all(|link| places.contains(link)), "{links:?}");
    }

    #[test]
    fn nothing_to_show_is_a_page_too() {
        assert!(html(&Lattice::default()).ends_with("</html>\n"));
    }
}
