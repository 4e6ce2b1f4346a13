//! From a draft to its document: parts, clauses and definitions in order, with their numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::license::{Clause, License, Section, Term};

use super::inline::Reader;
use super::labels::section_heading;
use super::references::part_kind;
use super::wording::{ClauseDraft, Draft, Drafter, SectionDraft};
use super::{Definition, Document, Fact, Heading, Inline, Paragraph, Part, PartKind, Provision};

/// The document of a license.
pub fn document(draft: &Draft<'_>) -> Document {
    let drafter = &draft.drafter;
    let license = drafter.license;
    let writer = Writer { license, drafter, reader: Reader::new(license, drafter.language) };
    let opening = writer.reader.paragraphs(&drafter.opening());
    let sections = license.sections.iter().zip(&draft.sections);
    let mut parts: Vec<Part> = sections.map(|(section, draft)| writer.part(section, draft)).collect();
    let definitions = writer.definitions(&opening, &parts);
    if !definitions.is_empty() {
        let (number, before) = license.definitions.clone().unwrap_or_default();
        let part = writer.definitions_part(number, definitions);
        parts.insert(before.min(parts.len()), part);
    }
    parts.sort_by_key(|part| part.kind == PartKind::Attachment);
    Document {
        language: drafter.language,
        id: license.id.clone(),
        title: license.title.clone(),
        version: license.version.clone(),
        facts: facts(license),
        opening,
        parts,
    }
}

fn facts(license: &License) -> Vec<Fact> {
    let mut facts = vec![Fact::Version(license.version.clone())];
    facts.extend(license.licensor.clone().map(Fact::Licensor));
    facts.extend(license.date.clone().map(Fact::Date));
    facts.extend(license.laws.iter().map(|(law, _)| Fact::Law(law.clone())));
    facts.extend((!license.languages.is_empty()).then(|| Fact::Languages(license.languages.clone())));
    facts.push(Fact::Spdx(license.spdx.clone().unwrap_or_else(|| spdx(&license.id))));
    facts
}

/// The SPDX id of a license that is in no list.
fn spdx(id: &str) -> String {
    let kept = id.chars().map(|sign| if sign.is_ascii_alphanumeric() || sign == '.' { sign } else { '-' });
    format!("LicenseRef-{}", kept.collect::<String>())
}

struct Writer<'a> {
    license: &'a License,
    drafter: &'a Drafter<'a>,
    reader: Reader<'a>,
}

impl Writer<'_> {
    fn part(&self, section: &Section, draft: &SectionDraft) -> Part {
        let clauses = section.clauses.iter().zip(&draft.clauses);
        Part {
            id: section.id.clone(),
            kind: part_kind(section),
            number: section.number.clone(),
            heading: section_heading(section),
            opening: self.reader.paragraphs(&draft.opening),
            definitions: Vec::new(),
            clauses: clauses.map(|(clause, draft)| self.provision(clause, draft)).collect(),
        }
    }

    fn provision(&self, clause: &Clause, draft: &ClauseDraft) -> Provision {
        Provision {
            id: clause.id.clone(),
            number: clause.number.clone(),
            heading: clause.title.clone(),
            paragraphs: self.reader.paragraphs(&draft.in_place),
        }
    }

    /// The definitions that the text needs: the license's own terms, and the imported terms that the text or another printed definition uses.
    fn definitions(&self, opening: &[Paragraph], parts: &[Part]) -> Vec<Definition> {
        let mut terms: Vec<(&Term, Definition)> = self.license.terms.iter().map(|term| (term, self.definition(term))).collect();
        terms.sort_by_key(|(term, _)| term.name.to_lowercase());
        let mut needed: BTreeSet<&str> = BTreeSet::new();
        let own = terms.iter().filter(|(term, _)| term.is_own).map(|(_, definition)| definition.id.as_str());
        let clauses = parts.iter().flat_map(|part| part.opening.iter().chain(part.clauses.iter().flat_map(|clause| &clause.paragraphs)));
        let mut open: Vec<&str> = own.chain(used(opening.iter().chain(clauses))).collect();
        let mut meanings: BTreeMap<&str, Vec<&Paragraph>> = BTreeMap::new();
        terms.iter().for_each(|(_, one)| meanings.entry(&one.id).or_default().extend(&one.meaning));
        while let Some(next) = open.pop() {
            if needed.insert(next) {
                open.extend(meanings.get(next).into_iter().flat_map(|meaning| used(meaning.iter().copied())));
            }
        }
        let is_needed: Vec<bool> = terms.iter().map(|(_, definition)| needed.contains(definition.id.as_str())).collect();
        terms.into_iter().zip(is_needed).filter(|(_, is_needed)| *is_needed).map(|((_, definition), _)| definition).collect()
    }

    fn definition(&self, term: &Term) -> Definition {
        let mut meaning = self.reader.paragraphs(&self.drafter.meaning_of(term));
        meaning.first_mut().into_iter().for_each(|first| self.close(first));
        Definition { id: self.reader.anchor(&term.name).to_owned(), term: term.name.clone(), also: term.also.clone(), meaning }
    }

    fn definitions_part(&self, number: String, definitions: Vec<Definition>) -> Part {
        let is_free = |id: &&str| !self.license.has_part(id);
        let id = ["definitions", "defined-terms", "definitions-of-terms"].into_iter().find(is_free);
        Part {
            id: id.unwrap_or("definitions-of-this-license").to_owned(),
            kind: PartKind::Section,
            number,
            heading: Some(Heading::Definitions),
            opening: self.reader.paragraphs(&self.drafter.definitions()),
            definitions,
            clauses: Vec::new(),
        }
    }

    /// Adds a full stop to a paragraph that ends without punctuation.
    fn close(&self, paragraph: &mut Paragraph) {
        let last = paragraph.items.last_mut().unwrap_or(&mut paragraph.words);
        let has_end = match last.last() {
            Some(Inline::Words(words) | Inline::Defined(words) | Inline::Used { words, .. } | Inline::Verbatim(words)) => {
                words.ends_with(['.', '!', '?', ':'])
            }
            Some(Inline::Reference { number, .. }) => number.ends_with('.'),
            None => false,
        };
        if !has_end {
            last.push(Inline::Words(self.drafter.language.words().list.end.to_owned()));
        }
    }
}

/// The anchors of the definitions that paragraphs use.
fn used<'p>(paragraphs: impl IntoIterator<Item = &'p Paragraph>) -> impl Iterator<Item = &'p str> {
    let target = |inline: &'p Inline| match inline {
        Inline::Used { target, .. } => Some(target.as_str()),
        Inline::Words(_) | Inline::Defined(_) | Inline::Reference { .. } | Inline::Verbatim(_) => None,
    };
    paragraphs.into_iter().flat_map(move |paragraph| paragraph.words.iter().chain(paragraph.items.iter().flatten()).filter_map(target))
}
