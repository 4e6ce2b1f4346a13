//! The fast path for plain JSON: straight to uses, without a tree.
//!
//! Whatever is not plain (an escape in a name, a former or unknown name, a bound, any mistake) is left to the path through the tree, the only one
//! with diagnostics. A property test compares the two.

use std::borrow::Cow;

use crate::base::{Interval, Number, SourceId, Span, is_hidden, one_line};
use crate::usage::json::{Cursor, pieces};
use crate::usage::tree::MOST_NODES;
use crate::usage::{Fact, NumberFact, Said, Use, VERSION};

use super::answer::answer;
use super::names::Names;
use super::reading::MOST_USES;

/// Longer texts may exceed the limit of the tree: every value takes at least two bytes.
const LONGEST: usize = 2 * MOST_NODES;
/// The most facts, and the most numbers, of one use: each is compared with those before it.
const MOST_FACTS: usize = 32;
/// The longest text whose memory is used again, in bytes.
const LONGEST_SPARE: usize = 256;

/// The memory of uses that are not needed any more, for those that are read next.
#[derive(Debug, Default)]
pub struct Spare {
    uses: Vec<Use>,
    words: Vec<String>,
}

impl Spare {
    /// Takes a use that is not needed any more; what is large goes.
    pub fn take(&mut self, mut described: Use) {
        let Use { title, facts, numbers, .. } = &mut described;
        let words = title.take().into_iter().chain(facts.drain(..).map(|fact| fact.name)).chain(numbers.drain(..).map(|fact| fact.name));
        let room = MOST_FACTS.saturating_sub(self.words.len());
        self.words.extend(words.filter(|word| word.capacity() <= LONGEST_SPARE).take(room));
        if self.uses.is_empty() && facts.capacity() <= MOST_FACTS {
            self.uses.push(Use { facts: std::mem::take(facts), numbers: std::mem::take(numbers), ..Use::default() });
        }
    }

    /// The words in their order, in one text.
    fn text(&mut self, words: &[&str]) -> String {
        let mut text = self.words.pop().unwrap_or_default();
        text.clear();
        words.iter().for_each(|word| text.push_str(word));
        text
    }
}

/// The uses of a JSON text; `None` where anything in it is not plain.
pub(super) fn uses(names: Names, source: SourceId, text: &str, spare: &mut Spare) -> Option<Vec<Use>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut quick = Quick { names, source, cursor: Cursor::new(text, 0..0), uses: Vec::with_capacity(1), spare, has_version: false };
    for piece in pieces(text) {
        quick.cursor = Cursor::new(text, piece);
        quick.document()?;
    }
    let is_plain = (1..=MOST_USES).contains(&quick.uses.len()) && !quick.uses.iter().any(Use::says_nothing);
    is_plain.then_some(quick.uses)
}

/// A text while it is read; its functions return `None` at anything that is not plain.
struct Quick<'v, 't> {
    names: Names<'v>,
    source: SourceId,
    cursor: Cursor<'t>,
    /// The last one is being read.
    uses: Vec<Use>,
    spare: &'v mut Spare,
    /// Whether that one has said its version.
    has_version: bool,
}

impl<'t> Quick<'_, 't> {
    /// A use, or a list of them.
    fn document(&mut self) -> Option<()> {
        match self.cursor.sign(b'[') {
            Some(()) => self.separated(b']', Self::one)?,
            None => self.one()?,
        }
        self.cursor.end()
    }

    fn one(&mut self) -> Option<()> {
        self.cursor.sign(b'{')?;
        let described = self.spare.uses.pop();
        self.uses.push(described.unwrap_or_else(|| Use { facts: Vec::with_capacity(8), ..Use::default() }));
        self.has_version = false;
        self.separated(b'}', Self::entry)
    }

    /// The use that is being read.
    fn described(&mut self) -> Option<&mut Use> {
        self.uses.last_mut()
    }

    /// Items between commas, up to a closing bracket.
    fn separated(&mut self, bracket: u8, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if self.cursor.sign(bracket).is_some() {
            return Some(());
        }
        each(self)?;
        while self.cursor.sign(b',').is_some() {
            each(self)?;
        }
        self.cursor.sign(bracket)
    }

    fn entry(&mut self) -> Option<()> {
        let (start, key) = self.key()?;
        match key {
            "use" => self.words(|described| &mut described.title).filter(|()| self.has_plain_title()),
            "text" => self.words(|described| &mut described.text),
            "version" => self.version(),
            "uses" | "open" | "closed" | "presume" | "per-license" | "module" | "question" => None,
            key => match self.cursor.peek()? {
                b'[' | b'{' => self.facet(key),
                _ => self.number(key, start),
            },
        }
    }

    /// A key with its colon, and where it begins.
    fn key(&mut self) -> Option<(usize, &'t str)> {
        self.cursor.peek()?;
        let start = self.cursor.at();
        let key = self.cursor.plain_string()?;
        self.cursor.sign(b':')?;
        self.cursor.peek()?;
        Some((start, key))
    }

    /// The version, once.
    fn version(&mut self) -> Option<()> {
        let is_this = self.cursor.number()?.parse() == Ok(VERSION);
        (is_this && !std::mem::replace(&mut self.has_version, true)).then_some(())
    }

    /// A title or a text, which may have escapes: prose has line breaks and quotes.
    fn words(&mut self, of: impl Fn(&mut Use) -> &mut Option<String>) -> Option<()> {
        let words = match self.cursor.plain_string() {
            Some(words) => self.spare.text(&[words]),
            None => serde_json::from_str(self.cursor.quoted_string()?).ok()?,
        };
        let is_plain = (is_printed_ascii(&words) || !words.contains(is_hidden)) && of(self.described()?).replace(words).is_none();
        is_plain.then_some(())
    }

    /// Whether the title is one line, as it is to be.
    fn has_plain_title(&self) -> bool {
        let title = self.uses.last().and_then(|described| described.title.as_deref());
        title.is_none_or(|title| is_printed_ascii(title) || matches!(one_line(title), Cow::Borrowed(_)))
    }

    /// The statements of a facet that was not a key before.
    fn facet(&mut self, facet: &str) -> Option<()> {
        let facts = &self.described()?.facts;
        let before = facts.len();
        let is_of_facet = |name: &str| name.as_bytes().get(facet.len()) == Some(&b'.') && name.starts_with(facet);
        if facts.iter().any(|fact| is_of_facet(&fact.name)) {
            return None;
        }
        match self.cursor.sign(b'[') {
            Some(()) => self.separated(b']', |quick| quick.listed(facet))?,
            None => {
                self.cursor.sign(b'{')?;
                self.separated(b'}', |quick| quick.answered(facet))?;
            }
        }
        // A facet without facts would leave no trace, so a repeated key would go unnoticed.
        (self.described()?.facts.len() > before).then_some(())
    }

    /// A name in a list.
    fn listed(&mut self, facet: &str) -> Option<()> {
        self.cursor.peek()?;
        let start = self.cursor.at();
        let name = self.cursor.plain_string()?;
        self.state(facet, name, Said::Holds, start)
    }

    /// A name with an answer in a map.
    fn answered(&mut self, facet: &str) -> Option<()> {
        let (start, name) = self.key()?;
        let word = match self.cursor.peek()? {
            b't' => self.cursor.word("true")?,
            b'f' => self.cursor.word("false")?,
            _ => self.cursor.plain_string()?,
        };
        self.state(facet, name, answer(word)?, start)
    }

    /// Adds a statement about a concept that has none yet.
    fn state(&mut self, facet: &str, name: &str, said: Said, start: usize) -> Option<()> {
        let place = Some(self.place(start)?);
        let name = self.spare.text(&[facet, ".", name]);
        let found = self.names.concept(&name)?;
        let is_plain = found.facet() == facet && found.concept.name() == name && !found.concept.is_abstract();
        let facts = &mut self.described()?.facts;
        if !is_plain || facts.len() == MOST_FACTS || facts.iter().any(|fact| fact.name == name) {
            return None;
        }
        facts.push(Fact { name, said, place });
        Some(())
    }

    /// A scalar that has no statement yet, with a valid number.
    fn number(&mut self, name: &str, start: usize) -> Option<()> {
        let number = self.cursor.number().filter(|text| !Number::is_read_in_two_ways(text)).and_then(Number::parse)?;
        let place = Some(self.place(start)?);
        let is_plain = self.names.has_only_scalar(name) && number >= Number::default();
        let name = self.spare.text(&[name]);
        let numbers = &mut self.described()?.numbers;
        if !is_plain || numbers.len() == MOST_FACTS || numbers.iter().any(|fact| fact.name == name) {
            return None;
        }
        // Most uses state one number, if any.
        numbers.reserve_exact(1);
        numbers.push(NumberFact { name, interval: Interval::exactly(number), place });
        Some(())
    }

    /// The span from a byte to here.
    fn place(&self, start: usize) -> Option<Span> {
        Some(Span { source: self.source, start: start.try_into().ok()?, end: self.cursor.at().try_into().ok()? })
    }
}

/// Whether a text is of letters, digits and signs that everybody sees: that is quickly told.
fn is_printed_ascii(words: &str) -> bool {
    words.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sources;
    use crate::vocabulary::Vocabulary;

    const VOCABULARY: &str = r#"{"version": 1, "exclusive": [], "aliases": {"purpose.old": "purpose.trade"},
        "facets": {"purpose": {"closed": true}, "use": {"closed": true}},
        "concepts": {"purpose.any": {"abstract": true, "is": "", "ask": "", "phrase": ""},
            "purpose.trade": {"is": "", "ask": "", "phrase": ""}, "purpose.care": {"is": "", "ask": "", "phrase": ""}},
        "scalars": {"users": {"unit": "persons", "ask": "", "phrase": ""}}}"#;

    /// How many uses are read; `None` if the text is left to the tree.
    fn count(text: &str) -> Option<usize> {
        let (vocabulary, _) = Vocabulary::from_published(&serde_json::from_str(VOCABULARY).unwrap(), "");
        uses(Names(&[&vocabulary]), Sources::new().add("use", ""), text, &mut Spare::default()).map(|uses| uses.len())
    }

    #[test]
    fn plain_uses_are_read() {
        for text in
            [r#"{"purpose": ["trade", "care"], "users": 5, "use": "a", "text": ""}"#, r#" {"purpose" :{"care":"No","trade":true}} "#]
        {
            assert_eq!(count(text), Some(1), "{text}");
        }
        assert_eq!(count(r#"{"version": 1, "use": "a \"b\"", "text": "c\nd", "users": 5}"#), Some(1));
        assert_eq!(count("[{\"users\": 2}, {\"users\": 1}]"), Some(2));
        assert_eq!(count("{\"users\": 1}\n\n{\"users\": 2}\r\n{\"users\": 3}"), Some(3));
    }

    #[test]
    fn whatever_else_is_left_to_the_tree() {
        let texts = r#"{}|[{}]|{"use": "a"}|[]|[5]|[[{}]]|{"purpose.old": ["any"]}|{"trade": ["care"]}|{"purpose": []}|{"purpose": ["any"]}|{"purpose": ["old"]}|{"purpose": ["new"]}|{"purpose": ["care", "care"]}|{"purpose": ["c\u0061re"]}|
            {"purpose": [], "purpose": []}|{"purpose": {"care": "maybe"}}|{"purpose": {"care": null}}|{"purpose": "care"}|{"users": "5"}|{"users": -1}|
            {"users": 5, "users": 5}|{"use": "a", "use": "b"}|{"version": 1}|{"version": 2, "users": 5}|{"version": 1, "version": 1, "users": 5}|{"use": "a\nb", "users": 5}|{"text": "\u200b", "users": 5}|{"uses": []}|{"x": 1}|{"users": 5|{"users": 5}}|{"users": 05}|{"users": 7.000}|{"users": 5,}"#;
        for text in texts.split('|').map(str::trim) {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
