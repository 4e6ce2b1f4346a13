//! The words for the facts and parts of a document, in its language, shared by all formats.

use crate::license::Section;

use super::language::{Language, Part as Piece, filled, parts};
use super::{Cited, Definition, Document, Fact, Heading, Inline, Numbering, Paragraph, Part, PartKind};

/// The heading of a section, if it has one.
pub fn heading(section: &Section, language: &Language) -> Option<String> {
    match section_heading(section)? {
        Heading::Written(title) => Some(title),
        Heading::Terms => Some(language.words().document.terms.to_owned()),
        Heading::Definitions => Some(language.words().document.definitions.to_owned()),
    }
}

/// The heading of a section, typed.
pub(super) fn section_heading(section: &Section) -> Option<Heading> {
    if section.is_implied { Some(Heading::Terms) } else { section.title.clone().map(Heading::Written) }
}

/// `Licensor: Garden Lab`
pub fn fact(fact: &Fact, language: &Language) -> String {
    let words = &language.words().document;
    match fact {
        Fact::Version(version) => filled(words.version, &[("version", version)]),
        Fact::Licensor(licensor) => filled(words.licensor, &[("licensor", licensor)]),
        Fact::Date(date) => filled(words.date, &[("date", date)]),
        Fact::Law(law) => filled(words.law, &[("law", law)]),
        Fact::Translation(tag) => filled(words.translation, &[("language", language_name(tag, language))]),
        Fact::Spdx(id) => format!("SPDX-License-Identifier: {id}"),
        Fact::Languages(languages) => {
            let named: Vec<String> = languages.iter().map(|(tag, is_authoritative)| named(tag, *is_authoritative, language)).collect();
            filled(words.languages, &[("languages", &named.join(language.words().joining.between))])
        }
    }
}

/// `English (authoritative)`
fn named(tag: &str, is_authoritative: bool, language: &Language) -> String {
    let words = &language.words().document;
    let pattern = if is_authoritative { words.authoritative } else { words.informative };
    filled(pattern, &[("language", language_name(tag, language))])
}

/// The name of a language; a tag without a name is shown itself.
fn language_name<'t>(tag: &'t str, language: &Language) -> &'t str {
    language.words().language_names.iter().find(|named| named.tag == tag).map_or(tag, |named| named.name)
}

/// How a part or a clause is cited: `Section 3.2`, `Attachment A`.
pub fn reference(kind: Cited, number: &str, language: &Language) -> String {
    let (before, behind) = around_number(kind, language);
    [before, number, behind].concat()
}

/// The words before and behind the number in a citation.
pub fn around_number(kind: Cited, language: &Language) -> (&'static str, &'static str) {
    let words = &language.words().document;
    let pattern = match kind {
        Cited::Section => words.section,
        Cited::Clause => words.clause,
        Cited::Attachment => words.attachment,
        Cited::AttachmentClause => words.attachment_clause,
    };
    pattern.split_once("{number}").unwrap_or((pattern, ""))
}

/// The number and the heading of a part: `3. Rights`, `Attachment A. Use Restrictions`.
pub fn part_title(part: &Part, language: &Language) -> String {
    let words = &language.words().document;
    let heading = match heading_words(part, language) {
        Some(heading) => heading,
        None if part.kind == PartKind::Attachment => return reference(Cited::Attachment, &part.number, language),
        None => return part.number.clone(),
    };
    let pattern = match part.kind {
        _ if part.number.is_empty() => return heading.to_owned(),
        PartKind::Section => words.heading,
        PartKind::Attachment => words.attachment_heading,
    };
    filled(pattern, &[("number", &part.number), ("heading", heading)])
}

/// The heading of a part without its number.
pub fn heading_words<'p>(part: &'p Part, language: &Language) -> Option<&'p str> {
    let words = &language.words().document;
    part.heading.as_ref().map(|heading| match heading {
        Heading::Written(title) => title,
        Heading::Definitions => words.definitions,
        Heading::Terms => words.terms,
    })
}

/// The heading of the list of parts.
pub fn contents(language: &Language) -> &'static str {
    language.words().document.contents
}

/// The words before and behind the number in the heading of a part: `Attachment ` and `. `.
pub fn around_part_number(kind: PartKind, language: &Language) -> (&'static str, &'static str) {
    let words = &language.words().document;
    let pattern = match kind {
        PartKind::Section => words.heading,
        PartKind::Attachment => words.attachment_heading,
    };
    let (number, _) = pattern.split_once("{heading}").unwrap_or((pattern, ""));
    number.split_once("{number}").unwrap_or_default()
}

/// The signs before and behind the letter or numeral of an item of a list.
pub fn around_label(numbering: Numbering, language: &Language) -> (&'static str, &'static str) {
    let words = &language.words().document;
    let (pattern, slot) = match numbering {
        Numbering::Letters => (words.letter, "{letter}"),
        Numbering::Numerals => (words.numeral, "{numeral}"),
    };
    pattern.split_once(slot).unwrap_or_default()
}

/// Words in the quotation marks of a language.
pub fn quoted(words: &str, language: &Language) -> String {
    let quotes = &language.words().quotes;
    [quotes.opening, words, quotes.closing].concat()
}

/// A number with its heading.
pub fn titled(number: &str, heading: Option<&str>) -> String {
    [number, heading.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `“Derivative” (also “Derivatives”) means a changed version of the Model.`
pub fn definition(definition: &Definition, language: &Language) -> Vec<Paragraph> {
    let words = language.words();
    let pattern = if definition.also.is_empty() { words.document.term } else { words.document.term_also };
    let mut paragraphs = definition.meaning.clone();
    if paragraphs.is_empty() {
        paragraphs.push(Paragraph::default());
    }
    if let Some(first) = paragraphs.first_mut() {
        let meaning = std::mem::take(&mut first.words);
        first.is_conspicuous = false;
        for piece in parts(pattern) {
            match piece {
                Piece::Words("") => {}
                Piece::Words(words) => first.words.push(Inline::Words(words.to_owned())),
                Piece::Slot("term") => first.words.push(Inline::Defined(definition.term.clone())),
                Piece::Slot("forms") => first.words.extend(forms(definition, words.joining.between)),
                Piece::Slot(_) => first.words.extend(meaning.iter().cloned()),
            }
        }
    }
    paragraphs
}

fn forms(definition: &Definition, between: &str) -> Vec<Inline> {
    let each = |form: &String| [Inline::Words(between.to_owned()), Inline::Defined(form.clone())];
    definition.also.iter().flat_map(each).skip(1).collect()
}

/// The footer: `Garden License (garden-1.0), version 1.0`
pub fn footer(document: &Document) -> String {
    let slots = [("title", document.title.as_str()), ("id", &document.id), ("version", &document.version)];
    filled(document.language.words().document.footer, &slots)
}
