//! What the ids in a license stand for.

use std::collections::BTreeMap;

use crate::license::{Clause, License, Section};

use super::language::Language;
use super::{PartKind, labels};

/// The sections and clauses of a license by their ids.
pub(super) struct References<'a> {
    places: BTreeMap<&'a str, (&'a Section, Option<&'a Clause>)>,
    is_reading: bool,
    language: &'static Language,
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

    /// Whether a section, or the section of a clause, is an attachment; and the number of the section or clause.
    pub(super) fn place(&self, id: &str) -> Option<(PartKind, &'a str)> {
        let (section, clause) = *self.places.get(id)?;
        Some((part_kind(section), clause.map_or(&section.number, |clause| &clause.number)))
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
