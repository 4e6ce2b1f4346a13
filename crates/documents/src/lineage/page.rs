//! The page: the drawing, then a section for each thing.

use super::drawing::draw;
use super::{Lineage, Note, Thing, Tone};
use crate::markup::Markup;
use crate::sheet::{self, places};

/// The page as HTML, ending in a newline.
pub fn html(lineage: &Lineage) -> String {
    let ids = places(&["drawing", "things", "end"], lineage.things.iter().map(|thing| thing.name.as_str()));
    let mut markup = Markup::default();
    head(lineage, &mut markup);
    markup.raw("<section>\n<h2 id=\"drawing\">What was made of what</h2>\n<p>From left to right. A broken red line is the way of terms from where they are stated to where they were lost.</p>\n<div class=\"scroll\">\n");
    draw(lineage, Some(&ids), &mut markup);
    markup.raw("</div>\n</section>\n<section>\n<h2 id=\"things\">Thing by thing</h2>\n");
    for (thing, id) in lineage.things.iter().zip(&ids) {
        section(thing, id, &mut markup);
    }
    markup.raw("</section>\n");
    sheet::close(&mut markup);
    markup.into_text()
}

fn head(lineage: &Lineage, markup: &mut Markup) {
    sheet::open("What travels along the lineage", include_str!("page.css"), markup);
    markup.element("p", &[], &lineage.summary);
    markup.raw("\n<p>Of each thing: which licenses of what it was made of still bind it, what of them its own license says, and what it lost. By the rules of the licenses as they are read here. This is no legal advice.</p>\n</header>\n<main>\n");
}

fn section(thing: &Thing, id: &str, markup: &mut Markup) {
    let tone = match thing.tone {
        Tone::Kept => "kept",
        Tone::Lost => "lost",
        Tone::Open => "open",
    };
    markup.open("article", &[("id", id), ("class", tone)]);
    markup.raw("\n");
    markup.element("h3", &[], &thing.name);
    markup.element("p", &[("class", "name")], &format!("{}: {}", thing.about, thing.verdict));
    markup.raw("\n");
    let mut notes = thing.notes.as_slice();
    while let Some((first, rest)) = notes.split_first() {
        let belonging = rest.iter().take_while(|note| note.label.is_some()).count();
        let (own, behind) = rest.split_at_checked(belonging).unwrap_or((rest, &[]));
        match first.label {
            None => {
                markup.element("p", &[], &first.words);
                markup.raw("\n");
                list(own, markup);
            }
            Some(_) => list(notes.get(..belonging + 1).unwrap_or_default(), markup),
        }
        notes = behind;
    }
    markup.raw("</article>\n");
}

fn list(notes: &[Note], markup: &mut Markup) {
    if notes.is_empty() {
        return;
    }
    markup.raw("<ul>\n");
    for note in notes {
        markup.raw("<li>");
        if let Some(label) = note.label {
            markup.element("b", &[], label);
            markup.raw(": ");
        }
        markup.words(&note.words);
        markup.raw("</li>\n");
    }
    markup.raw("</ul>\n");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{Step, svg};
    use super::*;

    #[test]
    fn no_word_opens_an_element_and_every_link_has_its_place() {
        let thing = |name: &str| Thing {
            name: name.to_owned(),
            about: "<b>".to_owned(),
            notes: vec![
                Note { label: Some("owed"), words: "<i>".to_owned() },
                Note { label: None, words: "<u>".to_owned() },
                Note { label: Some("lost"), words: "<s>".to_owned() },
            ],
            ..Thing::default()
        };
        let things = ["things", "a b", "a-b", "<script>\"", ""].map(thing).into();
        let step = |(from, to)| Step { from, to, relation: "<x>".to_owned(), leads_to_loss: true };
        let lineage = Lineage { summary: "<p>".to_owned(), things, steps: [(0, 1), (1, 2), (0, 2), (3, 4)].map(step).into() };
        let page = html(&lineage);
        for hostile in ["<script", "<i>", "<x>", "<u>", "<s>"] {
            assert!(!page.contains(hostile) && !svg(&lineage).contains(hostile), "{hostile}");
        }
        let values =
            |before: &str| page.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect::<Vec<_>>();
        let (places, links) = (values(" id=\""), values("href=\"#"));
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len(), "{places:?}");
        assert!(links.len() == 5 && links.iter().all(|link| places.contains(link)), "{links:?}");
    }

    #[test]
    fn nothing_to_show_is_a_page_too() {
        assert!(html(&Lineage::default()).ends_with("</html>\n"));
    }
}
