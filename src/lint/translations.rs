//! Translations beside the text that they translate: the same clauses, references, numbers and terms, and as much denied.

use std::collections::BTreeSet;

use railc_language::render::{Document, Inline, Paragraph};

use super::Subject;
use super::finding::{Finding, Home};
use railc_language::license::Rule;

/// What a clause holds that a translation of it must hold as well.
#[derive(Default)]
struct Content {
    references: Vec<String>,
    numbers: Vec<String>,
    terms: BTreeSet<String>,
    negations: usize,
}

/// A clause that a translation lacks, or whose translation lacks a reference, a number or a defined word.
pub(super) fn terms(subject: &Subject<'_>) -> Vec<Finding> {
    each(subject, |tag, id, original, translated| {
        let lost: Vec<&String> = original.terms.difference(&translated.terms).collect();
        let message = match () {
            () if original.references != translated.references => {
                format!(
                    "in `{tag}`, `@{id}` refers to {}, and the original to {}",
                    list(&translated.references),
                    list(&original.references)
                )
            }
            () if original.numbers != translated.numbers => {
                format!("in `{tag}`, `@{id}` has the numbers {}, and the original {}", list(&translated.numbers), list(&original.numbers))
            }
            () => {
                let named = lost.first()?.trim_start_matches("term-");
                format!("in `{tag}`, `@{id}` does not use the defined word `{named}`, as the original does")
            }
        };
        Some((message, "let the translation say the same, with the defined words; add forms of a term under `forms`"))
    })
}

/// A translation that denies where its original does not, or the reverse.
pub(super) fn polarity(subject: &Subject<'_>) -> Vec<Finding> {
    each(subject, |tag, id, original, translated| {
        let (one, other) = (original.negations, translated.negations);
        let clause = subject.license.clauses().map(|(_, clause)| clause).find(|clause| clause.id == id);
        let (forbids, has_exceptions) = match clause.map(|clause| &clause.rule) {
            Some(Rule::Prohibit { exceptions, .. }) => (true, exceptions.iter().any(|exception| exception.text.is_some())),
            _ => (false, false),
        };
        let message = match (one, other) {
            (_, 0) if forbids => format!("in `{tag}`, `@{id}` denies nothing, and its rule forbids"),
            (2.., 1) if has_exceptions => {
                format!("in `{tag}`, `@{id}` denies once, and its rule has exceptions that say where it does not apply")
            }
            (0, 0 | 1) | (1, 0) => return None,
            (0, _) => format!("in `{tag}`, `@{id}` denies {other} times, and the original never"),
            (_, 0) => format!("in `{tag}`, `@{id}` never denies, and the original {one} times"),
            (_, _) => return None,
        };
        Some((message, "compare the two: a lost or added `not` turns the meaning round"))
    })
}

/// What `look` says of each clause and each translation of it.
fn each(subject: &Subject<'_>, look: impl Fn(&str, &str, &Content, &Content) -> Option<(String, &'static str)>) -> Vec<Finding> {
    let Some(original) = subject.document else { return Vec::new() };
    let mut found = Vec::new();
    for (tag, translated) in subject.translations {
        for (id, paragraphs) in clauses(original) {
            let Some((_, others)) = clauses(translated).find(|(other, _)| *other == id) else {
                let message = format!("in `{tag}`, there is no `@{id}`");
                found.push(Finding::of_part(Home::Clause(id.to_owned()), message, "translate the clause"));
                continue;
            };
            let (one, other) = (content(paragraphs, original), content(others, translated));
            let finding = look(tag, id, &one, &other);
            found.extend(finding.map(|(message, help)| Finding::of_part(Home::Clause(id.to_owned()), message, help)));
        }
    }
    found
}

/// The clauses of a document, with their paragraphs.
fn clauses(document: &Document) -> impl Iterator<Item = (&str, &[Paragraph])> {
    document.parts.iter().flat_map(|part| &part.clauses).map(|clause| (clause.id.as_str(), clause.paragraphs.as_slice()))
}

fn content(paragraphs: &[Paragraph], document: &Document) -> Content {
    let mut content = Content::default();
    for piece in paragraphs.iter().flat_map(|paragraph| paragraph.words.iter().chain(paragraph.items.iter().flatten())) {
        match piece {
            Inline::Words(words) => {
                let figures = words.split(|sign: char| !sign.is_ascii_digit()).filter(|figures| !figures.is_empty());
                content.numbers.extend(figures.map(str::to_owned));
                content.negations += document.language.negations(words);
            }
            Inline::Used { target, .. } => _ = content.terms.insert(target.clone()),
            Inline::Reference { target, .. } => content.references.push(target.clone()),
            Inline::Defined(_) | Inline::Verbatim(_) => {}
        }
    }
    content.references.sort();
    content.numbers.sort();
    content
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
