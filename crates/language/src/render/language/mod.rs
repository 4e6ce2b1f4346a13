//! The languages that texts are written in: words and templates from a folder of `templates/`, grammar from a file beside this one.
//!
//! A new language is such a folder, such a file, and a line in [`LANGUAGES`]. The build script turns the folders into constants.

mod english;
mod grammar;
mod icons;
mod lint;
mod words;

pub(super) use grammar::{Grammar, Standing};
pub use words::filled;
pub(super) use words::{Articles, DraftingWords, Facet, Numbers, Part, Words, around, parts};

pub use icons::Icon;
pub use lint::Lint;
use lint::{ArchaicWord, Doublet};
pub use words::{Deed, Redline};
use words::{
    Definite, Document, HouseWord, Indefinite, Joining, LanguageName, List, Meaning, Own, PlainWord, Polarity, Quotes, Summary, Things,
};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// All languages, the default first.
static LANGUAGES: &[Language] = &[
    Language { tag: "en", data: &EN, grammar: Some(&english::GRAMMAR) },
    Language { tag: "de", data: &DE, grammar: None },
    Language { tag: "zh", data: &ZH, grammar: None },
    Language { tag: "es", data: &ES, grammar: None },
    Language { tag: "fr", data: &FR, grammar: None },
    Language { tag: "ja", data: &JA, grammar: None },
];

/// A language for texts.
#[derive(Debug)]
pub struct Language {
    /// `en`
    pub tag: &'static str,
    data: &'static Data,
    grammar: Option<&'static Grammar>,
}

/// What the folder of a language holds.
#[derive(Debug)]
struct Data {
    words: Words,
    drafting: Option<DraftingWords>,
    /// The templates: the path of each in the folder, without its ending, and its text.
    templates: &'static [(&'static str, &'static str)],
}

/// What a language drafts the sentences of rules with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drafting {
    pub words: &'static DraftingWords,
    pub grammar: &'static Grammar,
}

impl Language {
    /// The language with this tag; `zh-Hans` is `zh`.
    pub fn of(tag: &str) -> Option<&'static Language> {
        let primary = tag.split('-').next().unwrap_or_default();
        LANGUAGES.iter().find(|language| language.tag == primary)
    }

    /// The tags of all languages.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|language| language.tag)
    }

    /// Whether a sign belongs to a word, so that a defined word does not begin or end beside it. In Chinese and Japanese, words stand without space.
    pub(super) fn belongs_to_word(&self) -> fn(char) -> bool {
        if self.has_spaces() { char::is_alphanumeric } else { |sign| sign.is_ascii_alphanumeric() }
    }

    /// What changed between two texts, in words.
    pub fn redline(&self) -> &'static Redline {
        &self.data.words.redline
    }

    /// The words of the one-page summary of a license.
    pub fn deed(&self) -> &'static Deed {
        &self.data.words.deed
    }

    /// What lints look for in texts of the language; `None` where nobody has said it.
    pub fn lint(&self) -> Option<&'static Lint> {
        Some(&self.drafting()?.words.lint)
    }

    /// How often words deny.
    pub fn negations(&self, words: &str) -> usize {
        let Polarity { negations, idioms } = &self.words().polarity;
        let words = idioms.iter().fold(words.to_lowercase(), |words, idiom| words.replace(idiom, ""));
        let belongs = self.belongs_to_word();
        let stands_alone = |at: usize, word: &str| {
            let before = words.get(..at).and_then(|text| text.chars().next_back());
            let behind = words.get(at + word.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(belongs) && !behind.is_some_and(belongs)
        };
        negations.iter().map(|word| words.match_indices(word).filter(|(at, _)| stands_alone(*at, word)).count()).sum()
    }

    /// Whether words stand apart by spaces.
    pub(super) fn has_spaces(&self) -> bool {
        !matches!(self.tag, "zh" | "ja")
    }

    pub(super) fn articles(&self) -> &'static Articles {
        &self.data.words.articles
    }

    pub(super) fn words(&self) -> &'static Words {
        &self.data.words
    }

    /// Railc's templates: the path of each, without its ending, and its text.
    pub(super) fn templates(&self) -> &'static [(&'static str, &'static str)] {
        self.data.templates
    }

    /// What sentences are drafted with; `None` where the language has only texts that are written by hand.
    pub(super) fn drafting(&self) -> Option<Drafting> {
        Some(Drafting { words: self.data.drafting.as_ref()?, grammar: self.grammar? })
    }
}

/// The language that sentences are drafted in, and what with.
pub(super) fn drafting() -> (&'static Language, Drafting) {
    let drafting = |language: &'static Language| Some((language, language.drafting()?));
    LANGUAGES.iter().find_map(drafting).expect("English is a language that sentences are drafted in")
}

impl Default for &'static Language {
    fn default() -> &'static Language {
        LANGUAGES.first().expect("English is a language that texts are written in")
    }
}

/// Compared by tag.
impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Language {}
