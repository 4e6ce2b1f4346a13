//! What clauses are about, as the object of a verb: `le Modèle, un Dérivé ou une Sortie`.

use super::TermEntry;
use crate::render::language::{Articles, Language};
use crate::render::phrase::Phrase;
use crate::render::wording::alternatives;

impl TermEntry {
    /// The term with its article, as the object of a verb.
    pub(super) fn as_object(&self, language: &Language) -> String {
        [article(self, language), self.is.as_str()].concat()
    }
}

/// Things as alternatives.
pub(super) fn one_of(things: Vec<String>, language: &Language) -> String {
    let things: Vec<Phrase> = things.into_iter().map(Phrase::from).collect();
    alternatives(&things, language.words()).text().into_owned()
}

/// The article of a term; none in a language without articles.
fn article(term: &TermEntry, language: &Language) -> &'static str {
    let Articles { definite, indefinite } = language.articles();
    let forms = if term.is_indefinite { indefinite } else { definite };
    match (term.is_plural, term.gender) {
        (false, Some('m' | 'f')) if !forms.elided.is_empty() && is_elided(&term.is) => forms.elided,
        (false, Some('f')) => forms.f,
        (false, Some('n')) => forms.n,
        (false, _) => forms.m,
        (true, Some('f')) => forms.f_plural,
        (true, _) => forms.plural,
    }
}

/// Whether a word begins with a vowel, before which an article is elided.
fn is_elided(word: &str) -> bool {
    word.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'à', 'â', 'é', 'è', 'ê', 'î', 'ô', 'œ'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowels_elide() {
        assert!(is_elided("Œuvre") && is_elided("Élément") && !is_elided("Modèle"));
    }
}
