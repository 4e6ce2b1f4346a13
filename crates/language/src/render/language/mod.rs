//! The languages that texts are written in: words and templates from a folder of `templates/`, grammar from a file beside this one.
//!
//! A new language is such a folder, such a file, and a line in [`LANGUAGES`]. The build script turns the folders into constants.

mod english;
mod grammar;
mod template;
mod words;

pub(super) use grammar::{Grammar, Standing};
pub(super) use template::{Node, Slots, Value, fill};
pub(super) use words::{Facet, Part, Words, around, filled, parts};

use words::{Document, HouseWord, Joining, LanguageName, List, Meaning, Numbers, Own, PlainWord, Quotes, Summary, Things};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// All languages, the default first.
const LANGUAGES: &[Language] = &[Language { tag: "en", data: &EN, grammar: &english::GRAMMAR }];

/// A language for texts.
#[derive(Debug)]
pub struct Language {
    /// `en`
    pub tag: &'static str,
    data: &'static Data,
    pub(super) grammar: &'static Grammar,
}

/// What the folder of a language holds.
#[derive(Debug)]
struct Data {
    words: Words,
    templates: Templates,
}

/// The template of each kind of sentence, and of the card.
#[derive(Debug)]
pub(super) struct Templates {
    pub card: &'static [Node],
    pub chapeau: &'static [Node],
    pub definitions: &'static [Node],
    pub except: &'static [Node],
    pub licensor_may: &'static [Node],
    pub must: &'static [Node],
    pub opening: &'static [Node],
    pub permit: &'static [Node],
    pub prohibit: &'static [Node],
    pub should: &'static [Node],
    pub withdraw: &'static [Node],
}

impl Language {
    /// The language with this tag.
    pub fn of(tag: &str) -> Option<&'static Language> {
        LANGUAGES.iter().find(|language| language.tag == tag)
    }

    pub(super) fn words(&self) -> &'static Words {
        &self.data.words
    }

    pub(super) fn templates(&self) -> &'static Templates {
        &self.data.templates
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The slots that are filled.
    const SLOTS: [&str; 35] = [
        "address",
        "act",
        "acts",
        "exceptions",
        "condition",
        "case",
        "duty",
        "empowers",
        "encourages",
        "end",
        "inline-exceptions",
        "grants",
        "items",
        "license",
        "licensor",
        "link",
        "many",
        "name",
        "object",
        "obliges",
        "separate-condition",
        "others",
        "performance",
        "permits",
        "power",
        "prohibits",
        "reading",
        "restriction",
        "section",
        "showing",
        "tags",
        "title",
        "version",
        "withdraws",
        "words",
    ];

    fn asked(nodes: &[Node], found: &mut Vec<&'static str>) {
        for node in nodes {
            match node {
                Node::Text(_) => {}
                Node::Slot(path) => found.extend(*path),
                Node::If { slot, then, otherwise } => {
                    found.extend(*slot);
                    asked(then, found);
                    asked(otherwise, found);
                }
                Node::Each { slot, body } | Node::Within { slot, body } => {
                    found.extend(*slot);
                    asked(body, found);
                }
            }
        }
    }

    #[test]
    fn templates_ask_for_nothing_that_nobody_fills_in() {
        for language in LANGUAGES {
            let Templates { card, chapeau, definitions, except, licensor_may, must, opening, permit, prohibit, should, withdraw } =
                language.templates();
            let mut found = Vec::new();
            for template in [card, chapeau, definitions, except, licensor_may, must, opening, permit, prohibit, should, withdraw] {
                asked(template, &mut found);
            }
            found.retain(|slot| !SLOTS.contains(slot));
            assert!(found.is_empty(), "{}: {found:?}", language.tag);
        }
    }
}
