//! What the ids in a license stand for.

use std::collections::BTreeMap;

use crate::license::{Clause, License, Section};

use super::language::Language;
use super::{Cited, PartKind, labels};

/// The sections and clauses of a license by their ids.
pub(super) struct References<'a> {
    places: BTreeMap<&'a str, (&'a Section, Option<&'a Clause>)>,
    is_reading: bool,
    /// The language of the citations.
    pub(super) language: &'static Language,
}

impl<'a> References<'a> {
    /// The references of a license.
    pub(super) fn new(license: &'a License, language: &'static Language) -> References<'a> {
        let mut places = BTreeMap::new();
        for section in &license.sections {
            places.entry(section.id.as_str()).or_insert((section, None));
            for clause in &section.clauses {
                places.entry(clause.id.as_str()).or_insert((section, Some(clause)));
            }
        }
        References { places, is_reading: license.is_reading(), language }
    }

    /// What an id is, and its number.
    pub(super) fn place(&self, id: &str) -> Option<(Cited, &'a str)> {
        let (section, clause) = *self.places.get(id)?;
        let kind = match (part_kind(section), clause) {
            (PartKind::Section, None) => Cited::Section,
            (PartKind::Section, Some(_)) => Cited::Clause,
            (PartKind::Attachment, None) => Cited::Attachment,
            (PartKind::Attachment, Some(_)) => Cited::AttachmentClause,
        };
        Some((kind, clause.map_or(&section.number, |clause| &clause.number)))
    }

    /// How a section or clause is cited: by its number, in a reading by the original's own reference, or else by its heading.
    pub(super) fn citation(&self, id: &str) -> Option<String> {
        let (kind, number) = self.place(id)?;
        if !self.is_reading {
            return Some(labels::reference(kind, number, self.language));
        }
        if !number.is_empty() {
            return Some(number.to_owned());
        }
        let (section, clause) = *self.places.get(id)?;
        let heading = match clause {
            Some(clause) => clause.title.clone(),
            None => labels::heading(section, self.language),
        };
        heading.map(|heading| format!("\"{heading}\""))
    }
}

/// Section or attachment.
pub(super) fn part_kind(section: &Section) -> PartKind {
    if section.is_attachment { PartKind::Attachment } else { PartKind::Section }
}
