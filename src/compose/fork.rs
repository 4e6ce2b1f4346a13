//! A license of the library taken apart: every clause that it includes is written out, so that each can be changed, and its tests stay.

use railc_core::base::Span;
use railc_language::library::Library;
use railc_language::syntax::ast::{HeadField, HeadLine, Include, Item, Spec, Word};

use super::catalogue::{parsed, with_imports};
use super::request::{Particulars, free_id};
use super::spec::{laid_out, quoted};

/// What a fork is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The license, by its id in the library.
    pub of: String,
    /// The title; made of the name if there is none.
    pub title: Option<String>,
    /// The id; made of the title if there is none.
    pub id: Option<String>,
    /// Its parties, and what is licensed.
    pub particulars: Particulars,
}

/// A piece of the text, and what takes its place.
struct Edit {
    start: usize,
    end: usize,
    instead: String,
}

impl Edit {
    fn of(span: Span, instead: String) -> Edit {
        Edit { start: span.start as usize, end: span.end as usize, instead }
    }
}

/// The spec of a fork, laid out canonically; empty if the library has no such license.
pub fn forked(fork: &Fork, library: Library) -> String {
    let Some((text, spec)) = parsed(library, &fork.of) else { return String::new() };
    let shelf = with_imports(library, &fork.of);
    let mut edits = head(fork, &spec, library);
    edits.push(Edit { start: 0, end: spec.kind.span.start as usize, instead: about(&fork.of) });
    for item in &spec.items {
        match item {
            Item::Include(include) => edits.extend(written_out(include, &shelf).map(|words| Edit::of(include.span, words))),
            Item::Parameter(parameter) => {
                edits.extend(
                    parameter_value(&fork.particulars, &parameter.name.value).map(|value| Edit::of(parameter.value.span, quoted(value))),
                );
            }
            _ => {}
        }
    }
    let below = spec.comments.iter().filter(|comment| comment.span.start > spec.kind.span.start);
    edits.extend(below.filter(|comment| is_stale(&comment.text)).map(|comment| Edit::of(comment.span, String::new())));
    laid_out(apply(text, edits))
}

/// Whether a comment of a house license speaks of what a fork writes out.
fn is_stale(comment: &str) -> bool {
    comment.contains("include") || comment.contains("a clause of")
}

fn about(id: &str) -> String {
    let lines = [
        format!("Taken from `{id}` by `railc new --from {id}`, and yours to edit: every clause is written out."),
        "- To loosen a restriction, change its rule, or give it an `except`; a `text` says the same in words, so change both. Or take the"
            .to_owned(),
        "  clause out. `railc test SPEC` then names the tests that come out differently: change those that you meant to change.".to_owned(),
        "- To change a definition that comes from an import, define the term here: `term \"medical advice\" text \"…\"`.".to_owned(),
        "- `family` is a tag on the model card: take it out if the license is none of that family any more.".to_owned(),
        format!("- To tighten alone, a spec that says `extends {id}` is shorter."),
    ];
    lines.iter().map(|line| format!("// {line}\n")).collect()
}

/// The head of the fork: what the fork is to be replaces what the license says, and names that are the license's alone are left out.
fn head(fork: &Fork, spec: &Spec, library: Library) -> Vec<Edit> {
    let Particulars { name, licensor, law, .. } = &fork.particulars;
    let begun = if name.is_empty() { "My" } else { name };
    let title = fork.title.clone().unwrap_or_else(|| format!("{begun} {}", spec.title.value));
    let id = fork.id.clone().unwrap_or_else(|| free_id(&title, library));
    let replaced = |word: &Word, value: &str| (!value.is_empty()).then(|| Edit::of(word.span, quoted(value)));
    let edit = |line: &HeadLine| match &line.field {
        HeadField::Id(word) => Some(Edit::of(word.span, id.clone())),
        HeadField::Licensor(word) => replaced(word, licensor),
        HeadField::Law { text, .. } => replaced(text, law),
        HeadField::Alias(_) | HeadField::Spdx(_) | HeadField::HuggingFace(_) | HeadField::Date(_) => {
            Some(Edit::of(line.span, String::new()))
        }
        HeadField::Family(_)
        | HeadField::Source { .. }
        | HeadField::Covers(_)
        | HeadField::Asks(_)
        | HeadField::Language { .. }
        | HeadField::Extends(_)
        | HeadField::Allow(_) => None,
    };
    std::iter::once(Edit::of(spec.title.span, quoted(&title))).chain(spec.head.iter().filter_map(edit)).collect()
}

fn parameter_value<'p>(particulars: &'p Particulars, name: &str) -> Option<&'p str> {
    let value = match name {
        "contact" => &particulars.contact,
        "venue" => &particulars.venue,
        name if name.ends_with("-name") => &particulars.name,
        _ => return None,
    };
    (!value.is_empty()).then_some(value)
}

/// What an `include` stands for: the section with its clauses, or the clause. A clause whose section has a condition of its own stays an `include`.
fn written_out(include: &Include, shelf: &[(&str, Spec)]) -> Option<String> {
    shelf.iter().find_map(|(text, spec)| {
        let mut home = None;
        let mut pieces: Vec<&str> = Vec::new();
        let mut is_open = false;
        for item in &spec.items {
            match item {
                Item::Section(section) => {
                    (home, is_open) = (Some(section), section.name.value == include.name.value);
                    pieces.extend(is_open.then(|| piece(text, section.span)));
                }
                Item::Clause(clause) if clause.name.value == include.name.value => {
                    let has_condition = home.is_some_and(|home| home.when.is_some() || !home.exceptions.is_empty());
                    return (!has_condition).then(|| piece(text, clause.span).to_owned());
                }
                Item::Clause(clause) if is_open && !include.except.iter().any(|left_out| left_out.value == clause.name.value) => {
                    pieces.push(piece(text, clause.span));
                }
                _ => {}
            }
        }
        (!pieces.is_empty()).then(|| pieces.join("\n\n"))
    })
}

/// An item as it is written, with the comments above it.
fn piece(text: &str, span: Span) -> &str {
    let mut start = span.start as usize;
    while let Some(line) =
        text.get(..start).and_then(|before| before.strip_suffix('\n')).map(|before| before.rsplit('\n').next().unwrap_or(""))
    {
        if !line.starts_with("//") {
            break;
        }
        start -= line.len() + 1;
    }
    text.get(start..span.end as usize).unwrap_or_default()
}

/// A text with its edits made.
fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.start);
    let (mut out, mut at) = (String::new(), 0);
    for edit in edits {
        out.push_str(text.get(at..edit.start).unwrap_or_default());
        out.push_str(&edit.instead);
        at = edit.end;
    }
    out + text.get(at..).unwrap_or_default()
}
