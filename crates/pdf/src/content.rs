//! The words of a document as data for the template. Each passes one door, [`Writer::words`], which makes it one line, keeps names that run from
//! right to left apart, and notes which signs stand where.

use std::collections::{BTreeMap, BTreeSet};

use railc_core::base::one_line;
use railc_language::render::labels::{definition, fact, footer, part_title, quoted, reference};
use railc_language::render::{Definition, Document, Fact, Heading, Inline, Language, Paragraph, Part, PartKind, Provision, mark};
use typst::foundations::{Array, Datetime, Dict, IntoValue, Str, Value, dict};

/// The signs of a text, regular and bold, each with the first place that it stands in.
pub(crate) type Signs = BTreeMap<(char, bool), String>;

/// What the template needs to know of a document.
pub(crate) struct Content {
    /// The words.
    pub words: Dict,
    /// Their signs.
    pub signs: Signs,
}

/// The content of a document.
pub(crate) fn content(document: &Document) -> Content {
    let mut writer = Writer { document, anchors: anchors(document), placed: BTreeSet::new(), signs: Signs::new(), place: String::new() };
    let words = writer.document();
    Content { words, signs: writer.signs }
}

/// All that a link can lead to.
fn anchors(document: &Document) -> BTreeSet<&str> {
    let mut anchors = BTreeSet::new();
    for part in &document.parts {
        anchors.insert(part.id.as_str());
        anchors.extend(part.definitions.iter().map(|definition| definition.id.as_str()));
        anchors.extend(part.clauses.iter().map(|clause| clause.id.as_str()));
    }
    anchors.remove("");
    anchors
}

struct Writer<'d> {
    document: &'d Document,
    anchors: BTreeSet<&'d str>,
    /// The anchors that are in the content already.
    placed: BTreeSet<&'d str>,
    signs: Signs,
    /// What is being written, as a diagnostic names it.
    place: String,
}

impl<'d> Writer<'d> {
    fn document(&mut self) -> Dict {
        let document = self.document;
        let language = document.language;
        self.place = "the head of the license".to_owned();
        let facts: Array = document.facts.iter().map(|one| self.words(&fact(one, language), false)).collect();
        let mark = mark(document);
        dict! {
            "language" => language.tag,
            "date" => date(document),
            "title" => self.words(&document.title, true),
            "version" => self.words(&fact(&Fact::Version(document.version.clone()), language), false),
            "facts" => facts,
            "opening" => self.paragraphs(&document.opening),
            "parts" => document.parts.iter().map(|part| self.part(part).into_value()).collect::<Array>(),
            "widest" => widest(document),
            "footer" => self.words(&footer(document), false),
            "mark" => self.words(mark, false),
            "id" => self.words(&document.id, false),
            "hash" => self.words(hash(mark), false),
        }
    }

    fn part(&mut self, part: &'d Part) -> Dict {
        let language = self.document.language;
        self.place = format!("@{}", part.id);
        let title = part_title(part, language);
        let label = Some(part_label(part, language)).filter(|label| title.starts_with(label) && title != *label).unwrap_or_default();
        let heading = title.strip_prefix(&label).unwrap_or_default();
        dict! {
            "anchor" => self.anchor(&part.id),
            "is-attachment" => part.kind == PartKind::Attachment,
            "label" => self.words(label.trim_end(), true),
            "heading" => self.words(heading, true),
            "opening" => self.paragraphs(&part.opening),
            "definitions" => part.definitions.iter().map(|one| self.definition(one).into_value()).collect::<Array>(),
            "clauses" => part.clauses.iter().map(|clause| self.clause(clause).into_value()).collect::<Array>(),
        }
    }

    fn definition(&mut self, one: &'d Definition) -> Dict {
        self.place = format!("the definition of \"{}\"", one.term);
        dict! { "anchor" => self.anchor(&one.id), "paragraphs" => self.paragraphs(&definition(one, self.document.language)) }
    }

    fn clause(&mut self, clause: &'d Provision) -> Dict {
        self.place = format!("@{}", clause.id);
        dict! {
            "anchor" => self.anchor(&clause.id),
            "number" => self.words(&clause.number, true),
            "heading" => self.words(clause.heading.as_deref().unwrap_or_default(), true),
            "paragraphs" => self.paragraphs(&clause.paragraphs),
        }
    }

    /// An id that links lead to; nothing if it is taken, since a second one would make both useless.
    fn anchor(&mut self, id: &'d str) -> Value {
        if self.anchors.contains(id) && self.placed.insert(id) { id.into_value() } else { Value::None }
    }

    fn paragraphs(&mut self, paragraphs: &[Paragraph]) -> Array {
        paragraphs.iter().map(|paragraph| self.paragraph(paragraph).into_value()).collect()
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Dict {
        let (language, is_bold) = (self.document.language, paragraph.is_conspicuous);
        let labels = (0..paragraph.items.len()).map(|at| paragraph.numbering.label(at, language));
        dict! {
            "words" => self.inline(&paragraph.words, is_bold),
            "labels" => labels.map(|label| self.words(&label, is_bold)).collect::<Array>(),
            "items" => paragraph.items.iter().map(|item| self.inline(item, is_bold).into_value()).collect::<Array>(),
            "is-conspicuous" => is_bold,
        }
    }

    fn inline(&mut self, pieces: &[Inline], is_bold: bool) -> Array {
        pieces.iter().map(|piece| self.piece(piece, is_bold)).collect()
    }

    /// Bare words, or words with what is special about them.
    fn piece(&mut self, piece: &Inline, is_bold: bool) -> Value {
        let language = self.document.language;
        match piece {
            Inline::Words(words) => self.words(words, is_bold),
            Inline::Verbatim(words) => self.words(&quoted(words, language), is_bold),
            Inline::Defined(words) => dict! { "words" => self.words(&quoted(words, language), true), "is-defined" => true }.into_value(),
            Inline::Used { target, words } => self.link(target, words, false, is_bold),
            Inline::Reference { target, kind, number } => self.link(target, &reference(*kind, number, language), true, is_bold),
        }
    }

    fn link(&mut self, target: &str, words: &str, is_reference: bool, is_bold: bool) -> Value {
        let words = self.words(words, is_bold);
        match self.anchors.contains(target) {
            true => dict! { "words" => words, "to" => target, "is-reference" => is_reference }.into_value(),
            false => words,
        }
    }

    /// The one door for words.
    fn words(&mut self, words: &str, is_bold: bool) -> Value {
        let line = one_line(words);
        for sign in line.chars() {
            if !self.signs.contains_key(&(sign, is_bold)) {
                self.signs.insert((sign, is_bold), self.place.clone());
            }
        }
        Value::Str(Str::from(isolated(&line)))
    }
}

/// The date of the license; archives want some date, and a license without one gets the first that computers know.
fn date(document: &Document) -> Option<Datetime> {
    let of_fact = |fact: &Fact| match fact {
        Fact::Date(date) => read_date(date),
        Fact::Version(_) | Fact::Licensor(_) | Fact::Law(_) | Fact::Languages(_) | Fact::Translation(_) | Fact::Spdx(_) => None,
    };
    document.facts.iter().find_map(of_fact).or_else(|| Datetime::from_ymd(1970, 1, 1))
}

/// `2026-11-02`
fn read_date(date: &str) -> Option<Datetime> {
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Datetime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// What stands before the heading in the title of a part: `3. `, `Attachment A. `.
fn part_label(part: &Part, language: &'static Language) -> String {
    let bare = Part {
        id: String::new(),
        kind: part.kind,
        number: part.number.clone(),
        heading: Some(Heading::Written(String::new())),
        opening: Vec::new(),
        definitions: Vec::new(),
        clauses: Vec::new(),
    };
    part_title(&bare, language)
}

/// The longest number of a clause: all clauses are indented by its width.
fn widest(document: &Document) -> &str {
    let numbers = document.parts.iter().flat_map(|part| &part.clauses).map(|clause| clause.number.as_str());
    numbers.max_by_key(|number| number.chars().count()).unwrap_or_default()
}

/// The hash of the words, out of the mark: `railc-build: garden-1.0 1.0 412 5d41402abc4b2a76 …`.
fn hash(mark: &str) -> &str {
    mark.split(' ').nth(4).unwrap_or_default()
}

/// Words with each name that runs from right to left between two signs that nobody sees, so that it moves no number or point beside it.
///
/// Such a name begins and ends in a letter of such a script, and no letter of another one is in it.
fn isolated(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find(is_right_to_left) {
        let (before, from) = rest.split_at(start);
        let length = from.find(|sign: char| sign.is_alphabetic() && !is_right_to_left(sign)).unwrap_or(from.len());
        let name = from.get(..length).unwrap_or_default();
        let name = name.trim_end_matches(|sign| !is_right_to_left(sign));
        out.extend([before, "\u{2068}", name, "\u{2069}"]);
        rest = from.get(name.len()..).unwrap_or_default();
    }
    out + rest
}

/// Whether a sign is of Hebrew, Arabic, Syriac, Thaana, N'Ko or another script that runs from right to left.
fn is_right_to_left(sign: char) -> bool {
    matches!(u32::from(sign), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}
