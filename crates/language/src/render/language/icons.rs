//! The icons of the deed, from `templates/icons.toml`: what each stands for, and what it shows in words. The drawings are in `icons/`.

use super::{ICONS, Language};

/// An icon.
#[derive(Debug, PartialEq, Eq)]
pub struct Icon {
    /// Its name, which its drawing has too.
    pub name: &'static str,
    /// The beginnings of the names of the concepts and numbers that it stands for.
    pub(super) of: &'static [&'static str],
    /// What it shows, by the tag of the language.
    pub(super) words: &'static [(&'static str, &'static str)],
}

impl Icon {
    /// All icons.
    pub fn all() -> &'static [Icon] {
        ICONS
    }

    /// The icon with this name.
    pub fn named(name: &str) -> Option<&'static Icon> {
        ICONS.iter().find(|icon| icon.name == name)
    }

    /// The icon of the longest name that fits one of these concepts and numbers; of names equally long, that of the first concept.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<&'static Icon> {
        let mut best: Option<(usize, &'static Icon)> = None;
        for name in names {
            let fits = ICONS.iter().filter_map(|icon| Some((icon.length(name)?, icon))).max_by_key(|(length, _)| *length);
            best = match (best, fits) {
                (Some(best), Some(found)) if found.0 <= best.0 => Some(best),
                (best, found) => found.or(best),
            };
        }
        best.map(|(_, icon)| icon)
    }

    /// What it shows in words, in English where nobody has said it in the language.
    pub fn words(&self, language: &Language) -> &'static str {
        let find = |tag: &str| self.words.iter().find(|(known, _)| *known == tag).map(|(_, words)| *words);
        find(language.tag).or_else(|| find(<&Language>::default().tag)).unwrap_or(self.name)
    }

    /// The parts of the longest of its names that a concept has or descends from.
    fn length(&self, concept: &str) -> Option<usize> {
        let fits = |name: &&&str| concept.strip_prefix(**name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.of.iter().filter(fits).map(|name| name.split('.').count()).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_decides() {
        let of = |names: &[&str]| Icon::of(names.iter().copied()).map(|icon| icon.name);
        assert_eq!(of(&["purpose.medical.advice"]), Some("health"));
        assert_eq!(of(&["purpose.harm", "purpose.harm.minors.sexual"]), Some("minors"));
        assert_eq!(of(&["purpose.spam", "purpose.drugs"]), Some("spam"));
        assert_eq!(of(&["purpose.harmless", "purpose"]), None);
    }

    #[test]
    fn every_icon_has_words_in_every_language() {
        for (icon, tag) in ICONS.iter().flat_map(|icon| Language::tags().map(move |tag| (icon, tag))) {
            assert!(icon.words.iter().any(|(known, words)| *known == tag && !words.is_empty()), "{} in {tag}", icon.name);
        }
    }
}
