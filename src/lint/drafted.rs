//! The text of a spec as prose: its document, or the summaries of a reading.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use railc_language::license::{License, Rule};
use railc_language::render::labels::{definition, quoted, reference};
use railc_language::render::{Definition, Document, Heading, Inline, Lines, LintWords, Paragraph, Part};

use super::finding::Home;
use super::prose::{Mark, Passage, Prose, Role, Term};

/// The prose of a license's document.
pub(super) fn of_document(license: &License, document: &Document, words: &'static LintWords) -> Prose {
    let definitions: Vec<&Definition> = document.parts.iter().flat_map(|part| &part.definitions).collect();
    let mut writer = Writer {
        prose: Prose { words, passages: Vec::new(), terms: Vec::new(), names: names(license) },
        anchors: definitions.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect(),
        document,
        prohibiting: prohibiting(license),
        groups: 0,
        lists: 0,
    };
    writer.paragraphs(&Home::Head, Role::Plain, &document.opening);
    for part in &document.parts {
        writer.part(part);
    }
    writer.prose
}

/// The prose of a reading: one passage for each clause, in our own words.
pub(super) fn of_lines(license: &License, lines: &Lines, words: &'static LintWords) -> Prose {
    let mut prose = Prose { words, passages: Vec::new(), terms: Vec::new(), names: names(license) };
    for (group, ((_, clause), line)) in license.clauses().zip(&lines.clauses).enumerate() {
        if clause.text.is_some() {
            prose.passages.push(Passage { text: line.clone(), group, ..empty(Home::Clause(clause.id.clone())) });
        }
    }
    prose
}

/// The words that have capitals since something is called so.
fn names(license: &License) -> BTreeSet<String> {
    let parameters = license.parameters.iter().map(|parameter| parameter.value.as_str());
    let laws = license.laws.iter().map(|(law, _)| law.as_str());
    let all = license.licensor.as_deref().into_iter().chain([license.title.as_str()]).chain(parameters).chain(laws);
    // With their hyphens and without.
    all.flat_map(|name| name.split_whitespace().chain(name.split(|sign: char| !sign.is_alphanumeric()))).map(str::to_owned).collect()
}

/// The clauses that say what may not be done.
fn prohibiting(license: &License) -> BTreeSet<&str> {
    let all = license.clauses().filter(|(_, clause)| matches!(clause.rule, Rule::Prohibit { .. }));
    all.map(|(_, clause)| clause.id.as_str()).collect()
}

fn empty(home: Home) -> Passage {
    Passage {
        home,
        number: String::new(),
        group: 0,
        role: Role::Plain,
        list: None,
        text: String::new(),
        marks: Vec::new(),
        is_conspicuous: false,
        is_restriction: false,
        origin: Vec::new(),
    }
}

struct Writer<'a> {
    prose: Prose,
    /// The indexes of terms by their anchors.
    anchors: BTreeMap<&'a str, usize>,
    document: &'a Document,
    prohibiting: BTreeSet<&'a str>,
    groups: usize,
    lists: usize,
}

impl Writer<'_> {
    fn part(&mut self, part: &Part) {
        self.groups += 1;
        let home = Home::Section(part.id.clone());
        if let Some(Heading::Written(title)) = &part.heading {
            self.heading(&home, title, &part.number);
        }
        self.paragraphs(&home, Role::Plain, &part.opening);
        for one in &part.definitions {
            let at = self.prose.terms.len();
            let forms = std::iter::once(&one.term).chain(&one.also).cloned().collect();
            self.prose.terms.push(Term { name: one.term.clone(), forms, passage: self.prose.passages.len() });
            self.paragraphs(&Home::Term(one.term.clone()), Role::Definition(at), &definition(one, self.document.language));
        }
        for clause in &part.clauses {
            self.groups += 1;
            let home = Home::Clause(clause.id.clone());
            clause.heading.iter().for_each(|title| self.heading(&home, title, &clause.number));
            self.paragraphs(&home, Role::Plain, &clause.paragraphs);
        }
    }

    fn heading(&mut self, home: &Home, title: &str, number: &str) {
        let (group, number) = (self.groups, number.to_owned());
        self.prose.passages.push(Passage { role: Role::Heading, text: title.to_owned(), number, group, ..empty(home.clone()) });
    }

    fn paragraphs(&mut self, home: &Home, role: Role, paragraphs: &[Paragraph]) {
        let is_restriction = matches!(home, Home::Clause(id) if self.prohibiting.contains(id.as_str()));
        for paragraph in paragraphs {
            let (group, is_conspicuous) = (self.groups, paragraph.is_conspicuous);
            let one = Passage { role, group, is_conspicuous, is_restriction, ..empty(home.clone()) };
            let words = self.passage(one.clone(), &paragraph.words);
            self.prose.passages.push(words);
            self.lists += usize::from(!paragraph.items.is_empty());
            for item in &paragraph.items {
                let role = if role == Role::Plain { Role::Item } else { role };
                let item = self.passage(Passage { role, list: Some(self.lists), ..one.clone() }, item);
                self.prose.passages.push(item);
            }
        }
    }

    fn passage(&self, mut passage: Passage, pieces: &[Inline]) -> Passage {
        for piece in pieces {
            let start = passage.text.len();
            let mark = match piece {
                Inline::Words(words) => {
                    passage.text.push_str(words);
                    continue;
                }
                Inline::Used { target, words } => {
                    passage.text.push_str(words);
                    self.anchors.get(target.as_str()).map(|term| Mark::Term(*term))
                }
                Inline::Reference { target, kind, number } => {
                    passage.text.push_str(&reference(*kind, number, self.document.language));
                    Some(Mark::Reference(target.clone()))
                }
                Inline::Defined(words) | Inline::Verbatim(words) => {
                    passage.text.push_str(&quoted(words, self.document.language));
                    Some(if matches!(piece, Inline::Defined(_)) { Mark::Defined } else { Mark::Verbatim })
                }
            };
            let end = passage.text.len();
            passage.marks.extend(mark.map(|mark| (start..end, mark)));
        }
        blanks(&mut passage);
        passage
    }
}

/// Marks what stands in square brackets: a blank is filled in by somebody else, and its words are no text.
fn blanks(passage: &mut Passage) {
    let mut blanks: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(open) = passage.text.get(from..).and_then(|text| text.find('[')).map(|at| from + at) {
        let Some(length) = passage.text.get(open..).and_then(|text| text.find(']')) else { break };
        from = open + length + 1;
        blanks.push(open..from);
    }
    let is_in_one = |at: &Range<usize>| {
        let next = blanks.partition_point(|blank| blank.end <= at.start);
        blanks.get(next).is_some_and(|blank| blank.start < at.end)
    };
    passage.marks.retain(|(at, _)| !is_in_one(at));
    passage.marks.extend(blanks.into_iter().map(|blank| (blank, Mark::Verbatim)));
    passage.marks.sort_by_key(|(at, _)| at.start);
}
