//! From a draft to its document: parts, clauses and definitions in order, with their numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::license::{Clause, License, Term};

use super::inline::Reader;
use super::plain::Marked;
use super::references::part_kind;
use super::wording::{ClauseDraft, Draft, SectionDraft, TermDraft};
use super::{Definition, Document, Fact, Heading, Inline, Paragraph, Part, PartKind, Provision};

/// The document of a license.
pub fn document(draft: &Draft<'_>) -> Document {
    let license = draft.license;
    let writer = Writer { draft, reader: Reader::new(draft) };
    let opening = writer.reader.paragraphs(&draft.opening);
    let mut parts: Vec<Part> = (0..draft.sections.len()).filter_map(|at| writer.part(at)).collect();
    let definitions = writer.definitions(&opening, &parts);
    if !definitions.is_empty() {
        let (number, before) = license.definitions.clone().unwrap_or_default();
        let part = writer.definitions_part(number, definitions);
        parts.insert(before.min(parts.len()), part);
    }
    parts.sort_by_key(|part| part.kind == PartKind::Attachment);
    Document {
        language: draft.language,
        id: license.id.clone(),
        title: license.title.clone(),
        version: license.version.clone(),
        facts: draft.facts.clone(),
        opening,
        parts,
        marked: Marked::default(),
    }
}

/// The facts of a license.
pub(super) fn facts(license: &License) -> Vec<Fact> {
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
    draft: &'a Draft<'a>,
    reader: Reader<'a>,
}

impl Writer<'_> {
    fn part(&self, at: usize) -> Option<Part> {
        let (section, SectionDraft { heading, opening, clauses }) = (self.draft.license.sections.get(at)?, self.draft.sections.get(at)?);
        let provision = |(clause, draft): (&Clause, &ClauseDraft<'_>)| Provision {
            id: clause.id.clone(),
            number: clause.number.clone(),
            heading: draft.title.map(str::to_owned),
            paragraphs: self.reader.paragraphs(&draft.in_place),
        };
        Some(Part {
            id: section.id.clone(),
            kind: part_kind(section),
            number: section.number.clone(),
            heading: heading.clone(),
            opening: self.reader.paragraphs(opening),
            definitions: Vec::new(),
            clauses: section.clauses.iter().zip(clauses).map(provision).collect(),
        })
    }

    /// The definitions that the text needs: the license's own terms, and the imported terms that the text or another printed definition uses.
    fn definitions(&self, opening: &[Paragraph], parts: &[Part]) -> Vec<Definition> {
        let terms = self.draft.license.terms.iter().zip(&self.draft.terms);
        let mut terms: Vec<(&Term, &TermDraft<'_>, Definition)> =
            terms.map(|(term, draft)| (term, draft, self.definition(term, draft))).collect();
        terms.sort_by_key(|(_, draft, _)| sorted_by(draft));
        let mut needed: BTreeSet<&str> = BTreeSet::new();
        let own = terms.iter().filter(|(term, ..)| term.is_own).map(|(.., definition)| definition.id.as_str());
        let clauses = parts.iter().flat_map(|part| part.opening.iter().chain(part.clauses.iter().flat_map(|clause| &clause.paragraphs)));
        let mut open: Vec<&str> = own.chain(used(opening.iter().chain(clauses))).collect();
        let mut meanings: BTreeMap<&str, Vec<&Paragraph>> = BTreeMap::new();
        terms.iter().for_each(|(.., one)| meanings.entry(&one.id).or_default().extend(&one.meaning));
        while let Some(next) = open.pop() {
            if needed.insert(next) {
                open.extend(meanings.get(next).into_iter().flat_map(|meaning| used(meaning.iter().copied())));
            }
        }
        let is_needed: Vec<bool> = terms.iter().map(|(.., definition)| needed.contains(definition.id.as_str())).collect();
        terms.into_iter().zip(is_needed).filter(|(_, is_needed)| *is_needed).map(|((.., definition), _)| definition).collect()
    }

    fn definition(&self, term: &Term, draft: &TermDraft<'_>) -> Definition {
        let mut meaning = self.reader.paragraphs(&draft.meaning);
        meaning.first_mut().into_iter().for_each(|first| self.close(first));
        Definition { id: self.reader.anchor(&term.name).to_owned(), term: draft.name.to_owned(), also: draft.also.to_vec(), meaning }
    }

    fn definitions_part(&self, number: String, definitions: Vec<Definition>) -> Part {
        let is_free = |id: &&str| !self.draft.license.has_part(id);
        let id = ["definitions", "defined-terms", "definitions-of-terms"].into_iter().find(is_free);
        Part {
            id: id.unwrap_or("definitions-of-this-license").to_owned(),
            kind: PartKind::Section,
            number,
            heading: Some(Heading::Definitions),
            opening: self.reader.paragraphs(&self.draft.definitions),
            definitions,
            clauses: Vec::new(),
        }
    }

    /// Adds a full stop to a paragraph that ends without punctuation, where the language says nothing behind a meaning.
    fn close(&self, paragraph: &mut Paragraph) {
        if !self.draft.language.words().document.term.ends_with("{meaning}") {
            return;
        }
        let last = paragraph.items.last_mut().unwrap_or(&mut paragraph.words);
        let has_end = match last.last() {
            Some(Inline::Words(words) | Inline::Defined(words) | Inline::Used { words, .. } | Inline::Verbatim(words)) => {
                words.ends_with(['.', '!', '?', ':', '。'])
            }
            Some(Inline::Reference { number, .. }) => number.ends_with('.'),
            None => false,
        };
        if !has_end {
            last.push(Inline::Words(self.draft.language.words().list.end.to_owned()));
        }
    }
}

/// What a definition is sorted by: letters without their marks, in lower case.
fn sorted_by(term: &TermDraft<'_>) -> String {
    term.sort.unwrap_or(term.name).to_lowercase().chars().map(bare).collect()
}

/// A letter of a European language without its mark.
fn bare(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ñ' => 'n',
        'ô' | 'ö' | 'ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        other => other,
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
