//! The drawings of icons, from the folder `icons`.

use railc_language::render::{Icon, Language};

use crate::markup::Markup;

/// What is drawn, by the name of the icon, in order.
static DRAWINGS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/drawings.rs"));

/// What is drawn in a square of 24 units.
pub(super) fn drawing(icon: &Icon) -> &'static str {
    let at = DRAWINGS.binary_search_by_key(&icon.name, |(name, _)| *name).ok();
    at.and_then(|at| DRAWINGS.get(at)).map_or("", |(_, drawing)| *drawing)
}

/// An icon beside words: those who do not see it hear what it shows, unless the words say the same.
pub(super) fn draw(markup: &mut Markup, icon: &Icon, language: &Language, beside: &str, place: &[(&'static str, &str)]) {
    let shown = icon.words(language);
    let mut attributes = vec![("class", "icon"), ("viewBox", "0 0 24 24")];
    attributes.extend(place);
    match shown.to_lowercase() == beside.to_lowercase() {
        true => attributes.push(("aria-hidden", "true")),
        false => attributes.extend([("role", "img"), ("aria-label", shown)]),
    }
    markup.open("svg", &attributes);
    markup.raw(drawing(icon));
    markup.close("svg");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_drawn_and_every_drawing_is_one() {
        for icon in Icon::all() {
            assert!(drawing(icon).starts_with('<'), "{} is not drawn", icon.name);
        }
        assert!(DRAWINGS.is_sorted());
        assert_eq!(DRAWINGS.len(), Icon::all().len());
    }
}
