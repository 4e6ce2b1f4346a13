//! From a license to its document: parts, clauses and definitions in order, with the numbers that the license gives them.

use std::collections::BTreeSet;

use crate::license::{Clause, License, Section, Term};
use railc_core::vocabulary::Vocabulary;

use super::inline::{Reader, anchor};
use super::wording::Drafter;
use super::{Definition, Document, Inline, Paragraph, Part, Provision};

/// The document of a license.
pub fn from_license(license: &License, vocabulary: &Vocabulary) -> Document {
    let writer = Writer { license, reader: Reader::new(license), drafter: Drafter::new(license, vocabulary) };
    let opening = writer.reader.paragraphs(&writer.drafter.opening());
    let mut parts: Vec<Part> = license.sections.iter().map(|section| writer.part(section)).collect();
    let definitions = writer.definitions(&opening, &parts);
    if !definitions.is_empty() {
        let (number, before) = license.definitions.clone().unwrap_or_default();
        let part = writer.definitions_part(number, definitions);
        parts.insert(before.min(parts.len()), part);
    }
    parts.sort_by_key(|part| part.is_attachment);
    Document {
        id: license.id.clone(),
        title: license.title.clone(),
        version: license.version.clone(),
        facts: facts(license),
        opening,
        parts,
        footer: format!("{} ({}), version {}", license.title, license.id, license.version),
    }
}

/// Every number that the text prints, with the id of the section or clause.
pub fn trace(document: &Document) -> Vec<(String, String)> {
    let each = |part: &Part| {
        let own = (part.number.clone(), part.id.clone());
        std::iter::once(own).chain(part.clauses.iter().map(|clause| (clause.number.clone(), clause.id.clone()))).collect::<Vec<_>>()
    };
    document.parts.iter().flat_map(each).collect()
}

fn facts(license: &License) -> Vec<String> {
    let mut facts = vec![format!("Version {}", license.version)];
    facts.extend(license.licensor.iter().map(|licensor| format!("Licensor: {licensor}")));
    facts.extend(license.date.iter().map(|date| format!("Date: {date}")));
    facts.extend(license.laws.iter().map(|(law, _)| format!("Governing law: {law}")));
    let languages: Vec<String> = license.languages.iter().map(|(tag, is_authoritative)| language(tag, *is_authoritative)).collect();
    facts.extend((!languages.is_empty()).then(|| format!("Language: {}", languages.join(", "))));
    facts
}

/// `English (authoritative)`; a tag that has no name here stands for itself.
fn language(tag: &str, is_authoritative: bool) -> String {
    let name = match tag {
        "en" => "English",
        "fr" => "French",
        "de" => "German",
        "es" => "Spanish",
        "ja" => "Japanese",
        "zh" | "zh-Hans" => "Chinese",
        other => other,
    };
    format!("{name} ({})", if is_authoritative { "authoritative" } else { "for information" })
}

struct Writer<'a> {
    license: &'a License,
    reader: Reader<'a>,
    drafter: Drafter<'a>,
}

impl Writer<'_> {
    fn part(&self, section: &Section) -> Part {
        Part {
            id: section.id.clone(),
            number: section.number.clone(),
            heading: section.title.clone(),
            is_attachment: section.is_attachment,
            opening: match &section.text {
                Some(text) => self.reader.text(text),
                None => self.reader.paragraphs(&self.drafter.chapeau(section)),
            },
            definitions: Vec::new(),
            clauses: section.clauses.iter().map(|clause| self.provision(section, clause)).collect(),
        }
    }

    fn provision(&self, section: &Section, clause: &Clause) -> Provision {
        Provision {
            id: clause.id.clone(),
            number: clause.number.clone(),
            heading: clause.title.clone(),
            paragraphs: match &clause.text {
                Some(text) => {
                    let exceptions = self.reader.paragraphs(&self.drafter.worded_exceptions(clause));
                    self.reader.text(text).into_iter().chain(exceptions).collect()
                }
                // A section's own text need not say its condition; the sentences then do.
                None => self.reader.paragraphs(&self.drafter.sentence(Some(section), clause, section.text.is_some())),
            },
        }
    }

    /// The definitions that the text needs: the license's own terms, and of others those that are used, also in definitions that stand.
    fn definitions(&self, opening: &[Paragraph], parts: &[Part]) -> Vec<Definition> {
        let mut terms: Vec<(&Term, Definition)> = self.license.terms.iter().map(|term| (term, self.definition(term))).collect();
        terms.sort_by_key(|(term, _)| term.name.to_lowercase());
        let mut needed: BTreeSet<String> =
            terms.iter().filter(|(term, _)| term.is_own).map(|(_, definition)| definition.id.clone()).collect();
        let clauses = parts.iter().flat_map(|part| part.opening.iter().chain(part.clauses.iter().flat_map(|clause| &clause.paragraphs)));
        needed.extend(used(opening.iter().chain(clauses)));
        loop {
            let reached = terms
                .iter()
                .filter(|(_, definition)| needed.contains(&definition.id))
                .flat_map(|(_, definition)| used(&definition.paragraphs));
            let more: Vec<String> = reached.filter(|id| !needed.contains(id)).collect();
            if more.is_empty() {
                break;
            }
            needed.extend(more);
        }
        terms.into_iter().map(|(_, definition)| definition).filter(|definition| needed.contains(&definition.id)).collect()
    }

    fn definition(&self, term: &Term) -> Definition {
        let mut words = vec![Inline::Defined(term.name.clone())];
        for (at, form) in term.also.iter().enumerate() {
            words.push(Inline::Words(if at == 0 { " (also " } else { ", " }.to_owned()));
            words.push(Inline::Defined(form.clone()));
        }
        words.push(Inline::Words(if term.also.is_empty() { " means " } else { ") means " }.to_owned()));
        let mut meaning = match (&term.text, &term.means) {
            (Some(text), _) => self.reader.text(text),
            (None, Some(means)) => self.reader.paragraphs(&self.drafter.meaning(means)),
            (None, None) => Vec::new(),
        };
        let mut paragraphs = vec![Paragraph { words, ..Paragraph::default() }];
        if let (Some(first), false) = (paragraphs.first_mut(), meaning.is_empty()) {
            let opening = meaning.remove(0);
            first.words.extend(opening.words);
            first.items = opening.items;
            close(first);
        }
        paragraphs.extend(meaning);
        Definition { id: anchor(&term.name), paragraphs }
    }

    fn definitions_part(&self, number: String, definitions: Vec<Definition>) -> Part {
        let is_taken = self.license.sections.iter().any(|section| section.id == "definitions")
            || self.license.clauses().any(|(_, clause)| clause.id == "definitions");
        Part {
            id: if is_taken { "defined-terms" } else { "definitions" }.to_owned(),
            number,
            heading: Some("Definitions".to_owned()),
            is_attachment: false,
            opening: self.reader.paragraphs(&self.drafter.definitions()),
            definitions,
            clauses: Vec::new(),
        }
    }
}

/// Ends a paragraph with a full stop where it has no end.
fn close(paragraph: &mut Paragraph) {
    let last = paragraph.items.last_mut().unwrap_or(&mut paragraph.words);
    if !last.last().is_some_and(|inline| inline.words().ends_with(['.', '!', '?', ':'])) {
        last.push(Inline::Words(".".to_owned()));
    }
}

/// The anchors of the definitions that paragraphs use.
fn used<'p>(paragraphs: impl IntoIterator<Item = &'p Paragraph>) -> Vec<String> {
    let target = |inline: &Inline| match inline {
        Inline::Used { target, .. } => Some(target.clone()),
        Inline::Words(_) | Inline::Defined(_) | Inline::Reference { .. } | Inline::Verbatim(_) => None,
    };
    let each = |paragraph: &'p Paragraph| paragraph.words.iter().chain(paragraph.items.iter().flatten()).filter_map(target);
    paragraphs.into_iter().flat_map(each).collect()
}
