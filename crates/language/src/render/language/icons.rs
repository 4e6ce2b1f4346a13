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

    /// The icon that stands for the most of these concepts and numbers; of those for equally many, the one that names one of them most closely, and
    /// then the first.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<&'static Icon> {
        let mut found: Vec<(&'static Icon, usize, usize)> = Vec::new();
        for name in names {
            let fits = ICONS.iter().filter_map(|icon| Some((icon.length(name)?, icon))).max_by_key(|(length, _)| *length);
            let Some((length, icon)) = fits else { continue };
            match found.iter_mut().find(|(known, ..)| *known == icon) {
                Some((_, count, longest)) => (*count, *longest) = (*count + 1, length.max(*longest)),
                None => found.push((icon, 1, length)),
            }
        }
        // Of equals, `max_by_key` takes the last.
        found.into_iter().rev().max_by_key(|(_, count, longest)| (*count, *longest)).map(|(icon, ..)| icon)
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
    fn most_concepts_decide_and_then_the_longest_name() {
        let of = |names: &[&str]| Icon::of(names.iter().copied()).map(|icon| icon.name);
        assert_eq!(of(&["purpose.medical.advice"]), Some("health"));
        assert_eq!(of(&["purpose.harm", "purpose.harm.minors.sexual"]), Some("minors"));
        assert_eq!(of(&["purpose.spam", "purpose.drugs"]), Some("spam"));
        assert_eq!(of(&["purpose.harm.minors", "purpose.spam", "purpose.spam"]), Some("spam"));
        assert_eq!(of(&["purpose.harmless", "purpose"]), None);
    }

    #[test]
    fn every_icon_has_words_in_every_language() {
        for (icon, tag) in ICONS.iter().flat_map(|icon| Language::tags().map(move |tag| (icon, tag))) {
            assert!(icon.words.iter().any(|(known, words)| *known == tag && !words.is_empty()), "{} in {tag}", icon.name);
        }
    }
}
