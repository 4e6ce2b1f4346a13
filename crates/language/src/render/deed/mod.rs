//! The short form of a license for people who read no licenses: what they may, must and must not do, a line for each clause, as a tree without a
//! format. The deed and the card are made from it.
//!
//! A line is the heading of its clause, or the first words of a clause without one, with an icon and its number; what is permitted is said in verbs.
//! Every clause has a line, and every line a clause. Where that is more than a page holds, [`Deed::merged`] makes fewer lines of the same clauses.

mod markdown;
mod merge;
mod rule;
mod words;

use std::collections::BTreeMap;

use railc_core::vocabulary::Vocabulary;

use crate::license::{Clause, License, Rule, Section};

use super::language::{Icon, Language, filled};
use super::{Document, Lines, Provision, labels};

pub use markdown::deed_markdown;
pub(super) use markdown::line;
pub use merge::Merge;

/// The short form of a license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// The language that it is written in.
    pub language: &'static Language,
    /// The id of the license.
    pub id: String,
    /// The title of the license.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Who gives it.
    pub licensor: Option<String>,
    /// Whether it sums up somebody else's license.
    pub is_reading: bool,
    /// The address of the license text on the web.
    pub source: Option<String>,
    /// Its lines, by what they are about. None is empty.
    pub groups: Vec<Group>,
}

/// The lines under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub heading: Heading,
    /// The lines, in the order of the license.
    pub lines: Vec<Line>,
}

/// What lines are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// What is permitted.
    May,
    /// What is forbidden.
    MustNot,
    /// What takes rights away.
    Ends,
    /// Duties.
    Must,
    /// The duties of those who share what is licensed.
    MustWhenSharing,
    /// What is encouraged.
    Asked,
    /// What the licensor may do.
    LicensorMay,
    /// What decides no use.
    Know,
}

/// A clause in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What the clause is called, where its signs do not say it.
    pub lead: Option<String>,
    /// What it is about: one sign, or one for each act that is permitted.
    pub signs: Vec<Sign>,
    /// Words that it obliges to show.
    pub showing: Option<String>,
    /// Whether it holds in some cases only, or has exceptions.
    pub is_limited: bool,
    /// The printed number, or the first and the last of several; the original's reference in a reading. May be empty.
    pub number: String,
    /// The ids of its clauses, of which there is at least one.
    pub clauses: Vec<String>,
    /// The heading of the part that they are in.
    part: String,
}

/// An icon with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The icon.
    pub icon: &'static Icon,
    /// The words beside it.
    pub words: String,
}

impl Heading {
    /// In words.
    pub fn words(self, language: &Language) -> &'static str {
        let words = language.deed();
        match self {
            Heading::May => words.may,
            Heading::MustNot => words.must_not,
            Heading::Ends => words.ends,
            Heading::Must => words.must,
            Heading::MustWhenSharing => words.must_when_sharing,
            Heading::Asked => words.asked,
            Heading::LicensorMay => words.licensor_may,
            Heading::Know => words.know,
        }
    }

    /// What stands between it and the names of the clauses, so that the two make sense together.
    pub fn lead(self, language: &Language) -> Option<&'static str> {
        (self == Heading::MustNot).then(|| language.deed().must_not_lead)
    }

    /// The icon of what is called nothing else.
    pub fn icon(self) -> &'static Icon {
        let name = match self {
            Heading::May => "allowed",
            Heading::MustNot => "forbidden",
            Heading::Ends => "ends",
            Heading::Must | Heading::MustWhenSharing => "duty",
            Heading::Asked => "asked",
            Heading::LicensorMay => "licensor",
            Heading::Know => "text",
        };
        Icon::named(name).expect("every kind of rule has an icon")
    }
}

impl Deed {
    /// `Garden License 1.0 in short`
    pub fn heading(&self) -> String {
        filled(self.language.deed().title, &[("title", &self.title), ("version", &self.version)])
    }

    /// That it is not the license.
    pub fn disclaimer(&self) -> &'static str {
        let words = self.language.deed();
        if self.is_reading { words.reading } else { words.summary }
    }

    /// Where the license text is: on the web for a reading, else in the file of this name beside the deed.
    pub fn address<'a>(&'a self, text: &'a str) -> Option<&'a str> {
        if self.is_reading { self.source.as_deref() } else { Some(text) }
    }

    /// Whether a line holds in some cases only, or has exceptions.
    pub fn has_limits(&self) -> bool {
        self.lines().any(|line| line.is_limited)
    }

    /// All lines.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.groups.iter().flat_map(|group| &group.lines)
    }
}

impl Line {
    /// All that it says but its number: `Copyright license: Run, Copy*`.
    pub fn words(&self, language: &Language) -> String {
        let signs: Vec<&str> = self.signs.iter().map(|sign| sign.words.as_str()).collect();
        let mut words = signs.join(language.words().joining.between);
        if let Some(lead) = &self.lead {
            words = named(lead, &words, language);
        }
        if let Some(showing) = &self.showing {
            words = named(&words, &labels::quoted(showing, language), language);
        }
        words + if self.is_limited { "*" } else { "" }
    }
}

/// `Mark: “Built with Llama”`
fn named(name: &str, words: &str, language: &Language) -> String {
    filled(language.deed().named, &[("name", name), ("words", words)])
}

/// The short form of a license, from its lines, and in the words of its text where it has one.
pub fn deed(license: &License, vocabulary: &Vocabulary, lines: &Lines, document: Option<&Document>) -> Deed {
    let parts = document.map(|document| document.parts.as_slice()).unwrap_or_default();
    let language = document.map_or(lines.language, |document| document.language);
    let writer = Writer {
        license,
        vocabulary,
        language,
        provisions: parts.iter().flat_map(|part| &part.clauses).map(|clause| (clause.id.as_str(), clause)).collect(),
        parts: parts.iter().map(|part| (part.id.as_str(), labels::heading_words(part, language).unwrap_or_default())).collect(),
    };
    let mut groups: BTreeMap<Heading, Vec<Line>> = BTreeMap::new();
    for (at, (section, clause)) in license.clauses().enumerate() {
        let heading = rule::heading(license, vocabulary, section, clause);
        let [summary, showing] = [lines.clauses.get(at), lines.showing.get(at).and_then(Option::as_ref)];
        let line = writer.line(heading, section, clause, summary.map_or("", String::as_str));
        groups.entry(heading).or_default().push(Line { showing: showing.and_then(|words| words::to_show(words)), ..line });
    }
    Deed {
        language,
        id: license.id.clone(),
        title: document.map_or(&license.title, |document| &document.title).clone(),
        version: license.version.clone(),
        licensor: license.licensor.clone(),
        is_reading: license.is_reading(),
        source: license.sources.first().map(|original| original.url.clone()),
        groups: groups.into_iter().map(|(heading, lines)| Group { heading, lines }).collect(),
    }
}

struct Writer<'a> {
    license: &'a License,
    vocabulary: &'a Vocabulary,
    language: &'static Language,
    /// The clauses of the text, by id.
    provisions: BTreeMap<&'a str, &'a Provision>,
    /// The headings of the parts of the text, by id.
    parts: BTreeMap<&'a str, &'a str>,
}

impl Writer<'_> {
    fn line(&self, heading: Heading, section: &Section, clause: &Clause, summary: &str) -> Line {
        let provision = self.provisions.get(clause.id.as_str()).copied();
        let title = provision.map_or(clause.title.as_deref(), |provision| provision.heading.as_deref());
        let title = title.map_or_else(|| words::first_words(provision, summary, self.language), words::heading);
        let icon = Icon::of(rule::concepts(self.license, self.vocabulary, clause)).unwrap_or(heading.icon());
        let is_limited = rule::is_limited(self.license, self.vocabulary, section, clause);
        let acts = self.acts(clause);
        let (lead, signs) = match acts.is_empty() {
            true => (None, vec![Sign { icon, words: title }]),
            false => (is_limited.then_some(title), acts),
        };
        let part = self.parts.get(section.id.as_str()).map(|heading| (*heading).to_owned());
        let part = part.or_else(|| labels::heading(section, self.language)).unwrap_or_default();
        Line { lead, signs, showing: None, is_limited, number: clause.number.clone(), clauses: vec![clause.id.clone()], part }
    }

    /// The acts that a clause permits, each kind once; none if a kind has no icon, so that none is left out.
    fn acts(&self, clause: &Clause) -> Vec<Sign> {
        let Rule::Permit { actions, .. } = &clause.rule else { return Vec::new() };
        let mut signs: Vec<Sign> = Vec::new();
        for action in actions {
            let Some(icon) = Icon::of([self.vocabulary.concept(*action).name()]) else { return Vec::new() };
            if !signs.iter().any(|sign| sign.icon == icon) {
                signs.push(Sign { icon, words: icon.words(self.language).to_owned() });
            }
        }
        signs
    }
}
