//! The part of a model card that says which license a model is under: metadata as Hugging Face reads it, and a summary.

use crate::license::{Clause, License, Rule};

use super::Lines;
use super::inline::kebab;
use super::language::{Slots, Value, drafting, fill};
use super::markup::{Markdown, Yaml};

/// The file name of the license text beside the card.
const TEXT: &str = "LICENSE.md";

/// The snippet for a license or a reading, from its lines.
pub fn card(license: &License, lines: &Lines) -> String {
    let link = match license.is_reading() {
        true => license.sources.first().map(|original| original.url.as_str()),
        false => Some(TEXT),
    };
    // The hub's own word for a license that it does not list: its name and its text are then wanted.
    let hugging_face = license.hugging_face.as_deref().filter(|id| *id != "other");
    let tags = license.family.iter().map(|family| kebab(family)).filter(|tag| !tag.is_empty());
    let tag = |tag: String| Safe::default().yaml("words", Some(Yaml::scalar(&tag)));
    // The point that ends the sentence ends "Ltd." too.
    let licensor = license.licensor.as_deref().map(|licensor| licensor.strip_suffix('.').unwrap_or(licensor));
    let slots = Safe::default()
        .yaml("license", Some(Yaml::scalar(hugging_face.unwrap_or("other"))))
        .yaml("name", hugging_face.is_none().then(|| Yaml::scalar(&license.id)))
        .yaml("link", link.filter(|_| hugging_face.is_none()).map(Yaml::scalar))
        .markdown("address", link.map(Markdown::address))
        .rows("tags", tags.map(tag))
        .markdown("title", Some(Markdown::words(&license.title).opening()))
        .markdown("version", Some(Markdown::words(&license.version)))
        .markdown("licensor", licensor.map(Markdown::words))
        .flag("reading", license.is_reading())
        .markdown("others", others(license, lines));
    let Safe(slots) = LISTS.iter().fold(slots, |slots, name| slots.items(name, list(license, lines, name)));
    fill(drafting().1.sentences.card, &slots).text().trim_start().to_owned()
}

/// The slots of the card: only what is safe in its place fills them.
#[derive(Default)]
struct Safe(Slots);

impl Safe {
    fn words(self, name: &'static str, words: Option<String>) -> Safe {
        Safe(self.0.with(name, words.map(|words| Value::Words(words.into()))))
    }

    fn markdown(self, name: &'static str, words: Option<Markdown>) -> Safe {
        self.words(name, words.map(Markdown::into_text))
    }

    fn yaml(self, name: &'static str, words: Option<Yaml>) -> Safe {
        self.words(name, words.map(Yaml::into_text))
    }

    fn flag(self, name: &'static str, is_so: bool) -> Safe {
        Safe(self.0.flag(name, is_so))
    }

    /// A list, unless it is empty.
    fn rows(self, name: &'static str, rows: impl Iterator<Item = Safe>) -> Safe {
        let rows: Vec<Slots> = rows.map(|row| row.0).collect();
        Safe(self.0.with(name, (!rows.is_empty()).then_some(Value::Rows(rows))))
    }

    /// The items of one of the lists of the summary, unless there are none.
    fn items(self, name: &'static str, items: Vec<Markdown>) -> Safe {
        if items.is_empty() {
            return self;
        }
        let rows = items.into_iter().map(|item| Safe::default().markdown("words", Some(item)));
        Safe(self.0.with(name, Some(Value::Slots(Safe::default().rows("items", rows).0))))
    }
}

/// The lists of the summary.
const LISTS: [&str; 6] = ["permits", "prohibits", "obliges", "encourages", "empowers", "withdraws"];

/// The list that a rule belongs to.
fn list_of(rule: &Rule) -> Option<&'static str> {
    match rule {
        Rule::Permit { .. } => Some("permits"),
        Rule::Prohibit { .. } => Some("prohibits"),
        Rule::Must { .. } => Some("obliges"),
        Rule::Should { .. } => Some("encourages"),
        Rule::LicensorMay(_) => Some("empowers"),
        Rule::Withdraw { .. } => Some("withdraws"),
        Rule::NotModelled(_) => None,
    }
}

fn list(license: &License, lines: &Lines, name: &str) -> Vec<Markdown> {
    let clauses = license.clauses().map(|(_, clause)| clause).zip(lines.with_showing());
    clauses.filter(|(clause, _)| list_of(&clause.rule) == Some(name)).map(|(clause, words)| line(clause, &words)).collect()
}

/// The headings of a license's prose clauses; those of a reading say too little.
fn others(license: &License, lines: &Lines) -> Option<Markdown> {
    let prose = license.clauses().map(|(_, clause)| clause).filter(|clause| matches!(clause.rule, Rule::NotModelled(_)));
    let other = |clause: &Clause| Some(Markdown::words(&format!("{} ({})", clause.title.as_ref()?, clause.number)));
    let others: Vec<Markdown> = prose.filter_map(other).collect();
    (!license.is_reading() && !others.is_empty()).then(|| Markdown::joined(&others, lines.language.words().joining.between).opening())
}

/// A rule with its heading and its number.
fn line(clause: &Clause, words: &str) -> Markdown {
    let said = Markdown::words(words);
    let number = match clause.number.as_str() {
        "" => Markdown::default(),
        number => Markdown::words(&format!(" ({number})")),
    };
    match &clause.title {
        Some(title) => {
            let (bold, end) = (Markdown::markup("**"), Markdown::markup("**"));
            Markdown::of([bold, Markdown::words(title), end, number, Markdown::markup(": "), said])
        }
        None => Markdown::of([said.opening(), number]),
    }
}
