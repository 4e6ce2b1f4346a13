//! What pages on many things have in common: a drawing above, a section for each thing below.

use std::collections::BTreeSet;

use crate::markup::Markup;

/// The beginning of a page, up to its heading; `style` goes behind the style that all have.
pub(crate) fn open(title: &'static str, style: &'static str, markup: &mut Markup) {
    markup.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    markup.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    markup.element("title", &[], title);
    markup.raw("\n<style>\n");
    markup.raw(include_str!("sheet.css"));
    markup.raw(style);
    markup.raw("</style>\n</head>\n<body>\n<header>\n");
    markup.element("h1", &[], title);
    markup.raw("\n");
}

/// The end of a page, behind the last section.
pub(crate) fn close(markup: &mut Markup) {
    markup.raw("</main>\n</body>\n</html>\n");
}

/// A place for each name that a link can lead to: no two are the same, and none is one of those that are taken.
pub(crate) fn places<'n>(taken: &[&str], names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    let mut places = Vec::new();
    for (at, name) in names.enumerate() {
        let plain = |sign: char| if sign.is_ascii_alphanumeric() || sign == '.' { sign } else { '-' };
        let mut place: String = name.chars().map(plain).collect();
        if place.is_empty() || taken.contains(&place) {
            place = format!("{place}--{at}");
        }
        taken.insert(place.clone());
        places.push(place);
    }
    places
}
