//! The words of a language, from `templates/<language>/*.toml`, which explain what each is for.

use super::lint::Lint;

/// The words of one language.
#[derive(Debug)]
pub(in crate::render) struct Words {
    pub language_names: &'static [LanguageName],
    pub joining: Joining,
    pub list: List,
    pub quotes: Quotes,
    pub document: Document,
    pub articles: Articles,
    pub deed: Deed,
    pub redline: Redline,
    pub polarity: Polarity,
}

/// What the sentences of rules are drafted with, from `templates/<language>/drafting/*.toml`.
#[derive(Debug)]
pub(in crate::render) struct DraftingWords {
    pub numbers: Numbers,
    pub things: Things,
    pub own: Own,
    pub meaning: Meaning,
    pub summary: Summary,
    pub facets: &'static [Facet],
    pub house_words: &'static [HouseWord],
    pub plain_words: &'static [PlainWord],
    pub lint: Lint,
}

/// The words that deny.
#[derive(Debug)]
pub(in crate::render) struct Polarity {
    pub negations: &'static [&'static str],
    pub idioms: &'static [&'static str],
}

#[derive(Debug)]
pub(in crate::render) struct LanguageName {
    pub tag: &'static str,
    pub name: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct Joining {
    pub between: &'static str,
    pub or: &'static str,
    pub and: &'static str,
    pub or_apart: &'static str,
    pub and_apart: &'static str,
    pub either: &'static str,
    pub unless: &'static str,
    pub in_case: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct List {
    pub between: &'static str,
    pub or: &'static str,
    pub and: &'static str,
    pub end: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct Quotes {
    pub opening: &'static str,
    pub closing: &'static str,
    pub opening_inner: &'static str,
    pub closing_inner: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct Numbers {
    pub group: &'static str,
    pub point: &'static str,
    pub million: &'static str,
    pub billion: &'static str,
    pub trillion: &'static str,
    pub amount: &'static str,
    pub more_than: &'static str,
    pub at_least: &'static str,
    pub less_than: &'static str,
    pub at_most: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct Things {
    pub material: &'static str,
    pub outputs: &'static str,
    pub outputs_of: &'static str,
    pub material_term: &'static str,
    pub material_terms: &'static str,
    pub aim_terms: &'static str,
    pub act: &'static str,
    pub using: &'static str,
    pub engage: &'static str,
    pub come_under: &'static str,
    pub label: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct Own {
    pub ask_module: &'static str,
    pub module: &'static str,
    pub no_module: &'static str,
    pub question: &'static str,
    pub no_question: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct Meaning {
    pub act: &'static str,
    pub verb: &'static str,
    pub case: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct Document {
    pub version: &'static str,
    pub licensor: &'static str,
    pub date: &'static str,
    pub law: &'static str,
    pub languages: &'static str,
    pub authoritative: &'static str,
    pub informative: &'static str,
    pub translation: &'static str,
    pub section: &'static str,
    pub clause: &'static str,
    pub attachment: &'static str,
    pub attachment_clause: &'static str,
    pub heading: &'static str,
    pub attachment_heading: &'static str,
    pub unbroken_before: &'static str,
    pub letter: &'static str,
    pub numeral: &'static str,
    pub no_clause: &'static str,
    pub contents: &'static str,
    pub definitions: &'static str,
    pub terms: &'static str,
    pub term: &'static str,
    pub term_also: &'static str,
    pub footer: &'static str,
}

/// The words of the one-page summary of a license.
#[derive(Debug)]
pub struct Deed {
    /// The title, with the slots `title` and `version`.
    pub title: &'static str,
    /// Above what is permitted.
    pub may: &'static str,
    /// Above duties.
    pub must: &'static str,
    /// Above the duties of those who share it.
    pub must_when_sharing: &'static str,
    /// Above what is forbidden.
    pub must_not: &'static str,
    /// Between that and the headings of clauses.
    pub must_not_lead: &'static str,
    /// Above what is encouraged.
    pub asked: &'static str,
    /// Above what takes rights away.
    pub ends: &'static str,
    /// Above the powers of the licensor.
    pub licensor_may: &'static str,
    /// Above what decides no use.
    pub know: &'static str,
    /// A clause with what it permits, or with words to show: the slots `name` and `words`.
    pub named: &'static str,
    /// What the sign at some lines says.
    pub limited: &'static str,
    /// That it is a summary, not the license.
    pub summary: &'static str,
    /// The same where others than the licensor wrote it.
    pub reading: &'static str,
    /// What the code says that cameras read.
    pub code: &'static str,
    /// The link to the license text.
    pub text: &'static str,
}

/// What changed between two texts, in words.
#[derive(Debug)]
pub struct Redline {
    /// The title, with the slots `title`, `old` and `new`.
    pub title: &'static str,
    /// What became of a clause.
    pub added: &'static str,
    /// It is gone.
    pub deleted: &'static str,
    /// It has other words.
    pub changed: &'static str,
    /// It stands elsewhere.
    pub moved: &'static str,
    /// It has another number.
    pub renumbered: &'static str,
    /// Two of these, with the slots `name` and `more`.
    pub both: &'static str,
    /// How many there are of each, with the slots `added`, `deleted`, `changed` and `moved`.
    pub counts: &'static str,
    /// Nothing changed.
    pub same: &'static str,
}

/// The articles of nouns as objects of a verb; empty where a language has none.
#[derive(Debug)]
pub(in crate::render) struct Articles {
    pub definite: Definite,
    pub indefinite: Indefinite,
}

/// An article by gender and number, and before a vowel.
#[derive(Debug)]
pub(in crate::render) struct Definite {
    pub m: &'static str,
    pub f: &'static str,
    pub n: &'static str,
    pub plural: &'static str,
    pub f_plural: &'static str,
    pub elided: &'static str,
}

pub(in crate::render) type Indefinite = Definite;

#[derive(Debug)]
pub(in crate::render) struct Summary {
    pub exceptions: &'static str,
    pub showing: &'static str,
    pub showing_sentence: &'static str,
    pub or_where: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct Facet {
    pub name: &'static str,
    pub way: &'static str,
    pub not_way: &'static str,
    pub not_ways: &'static str,
    pub clause: &'static str,
    pub denial: &'static str,
}

#[derive(Debug)]
pub(in crate::render) struct HouseWord {
    pub says: &'static str,
    pub form: &'static str,
    pub instead: &'static str,
}

pub(in crate::render) type PlainWord = HouseWord;

impl DraftingWords {
    /// The words of a facet; `None` if its phrases are whole clauses.
    pub(in crate::render) fn facet(&self, name: &str) -> Option<&'static Facet> {
        self.facets.iter().find(|facet| facet.name == name)
    }
}

/// A part of a pattern such as `{title}, version {version}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Part<'t> {
    /// Literal words.
    Words(&'t str),
    /// A slot to fill.
    Slot(&'t str),
}

/// The parts of a pattern.
pub(in crate::render) fn parts(pattern: &str) -> impl Iterator<Item = Part<'_>> {
    pattern.split('{').enumerate().flat_map(|(at, piece)| match piece.split_once('}') {
        Some((slot, words)) if at > 0 => [Part::Slot(slot), Part::Words(words)],
        _ => [Part::Words(piece), Part::Words("")],
    })
}

/// A pattern with its slots filled.
pub fn filled(pattern: &str, slots: &[(&str, &str)]) -> String {
    let part = |part: Part<'_>| match part {
        Part::Words(words) => words.to_owned(),
        Part::Slot(name) => slots.iter().find(|(slot, _)| *slot == name).map(|(_, words)| (*words).to_owned()).unwrap_or_default(),
    };
    parts(pattern).map(part).collect()
}

/// The words before and after the only slot of a pattern, without white space next to the slot.
pub(in crate::render) fn around(pattern: &'static str) -> (&'static str, &'static str) {
    let (before, rest) = pattern.split_once('{').unwrap_or((pattern, ""));
    let behind = rest.split_once('}').map_or("", |(_, behind)| behind);
    (before.trim_end(), behind.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_and_words_stay() {
        assert_eq!(filled("{title} ({id})!", &[("id", "a"), ("title", "A {b}")]), "A {b} (a)!");
        assert_eq!(around("the use is for {} alone"), ("the use is for", "alone"));
    }
}
