//! The languages that texts are written in: words and templates from a folder of `templates/`, grammar from a file beside this one.
//!
//! A further language is such a folder, such a file, and a line in [`LANGUAGES`]. The build script turns the folders into constants.

mod english;
mod template;
mod words;

pub(super) use template::{Node, Slots, Value, fill};
pub(super) use words::{Facet, Part, Words, around, filled, parts};

use words::{Document, HouseWord, Joining, LanguageName, List, Meaning, Numbers, Own, PlainWord, Signs, Summary, Things};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The languages by their tags, the usual one first.
const LANGUAGES: &[Language] = &[Language { tag: "en", data: &EN, grammar: &english::GRAMMAR }];

/// A language that texts can be written in.
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

/// What only rules of a language can do to words.
#[derive(Debug)]
pub(super) struct Grammar {
    /// One of several: `a Derivative`, `an Output`.
    pub one_of: fn(thing: &str) -> String,
    /// Whether a form is the singular of a name: `Third Party` of `Third Parties`.
    pub is_singular: fn(form: &str, name: &str) -> bool,
    /// Whether a name stands for several things.
    pub is_plural: fn(name: &str) -> bool,
    /// Whether a form of a term for an act is a verb: `Distribute`.
    pub is_verb: fn(form: &str) -> bool,
    /// The verb of an act, where it is one word that an object can be shared with: `run` of `run the Model`.
    pub shared_verb: fn(act: &str, object: &str) -> Option<String>,
    /// An act, as what stands before and behind the way in which it is done.
    pub around_way: fn(act: &str) -> (String, String),
    /// What a clause asks of the licensee, behind "you must".
    pub deed: fn(clause: &str) -> String,
    /// The opposite of a clause.
    pub denied: fn(clause: &str) -> String,
    /// A phrase of the facet `standing`, affirmed or denied.
    pub standing: fn(phrase: &str, holds: bool) -> Standing,
    /// A number that is compared, by the phrase of its scalar; whether it counts persons or days.
    pub measured: fn(phrase: &str, is_count: bool) -> String,
}

/// What a phrase of the facet `standing` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// What the use does, as the words of the facet `deed` take it: `breaks applicable law`.
    Deed(String),
    /// How things stand with the licensee, as a clause: `you have sued`.
    State(String),
}

impl Language {
    /// The language of that tag, where texts can be written in it.
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

/// Two are the same where their tags are.
impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Language {}

#[cfg(test)]
mod tests {
    use super::*;

    /// What templates may ask for.
    const SLOTS: [&str; 34] = [
        "act",
        "acts",
        "apart",
        "before",
        "case",
        "duty",
        "empowers",
        "encourages",
        "end",
        "excuse",
        "grants",
        "items",
        "license",
        "licensor",
        "link",
        "many",
        "name",
        "object",
        "obliges",
        "only",
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
