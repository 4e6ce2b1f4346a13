//! Which units of two texts are one, in which order they are shown, and which of them moved.

use std::collections::{HashMap, HashSet};

use railc_language::render::{Definition, Document, Inline, Part, Provision, labels};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::words::{compared, likeness, unchanged};
use super::{Change, Kind, Label, Paragraph, Piece, Redline, Unit};

/// The share of words that two paragraphs must have in common to be two states of one.
const ALIKE: f64 = 0.4;

impl<'d> Redline<'d> {
    /// Lays two texts beside each other.
    pub fn of(old: &'d Document, new: &'d Document) -> Redline<'d> {
        let (before, after) = (units(old), units(new));
        let places: HashMap<(Kind, &str), usize> = before.iter().enumerate().map(|(at, unit)| (unit.key(), at)).collect();
        let kept: Vec<Option<usize>> = after.iter().map(|unit| places.get(&unit.key()).copied()).collect();
        let stayed: HashSet<usize> = longest_rise(&kept.iter().flatten().copied().collect::<Vec<_>>()).into_iter().collect();
        let found: HashSet<usize> = kept.iter().flatten().copied().collect();
        let mut shown = Shown { before: &before, found: &found, stayed: &stayed, next: 0, units: Vec::new() };
        for (unit, old) in after.iter().zip(&kept) {
            if let Some(at) = old.filter(|at| stayed.contains(at)) {
                shown.deleted_until(at);
            }
            let twin = old.and_then(|at| before.get(at));
            let is_moved = old.is_some_and(|at| !stayed.contains(&at));
            shown.units.push(Unit { is_moved, ..both(twin, Some(unit)) });
        }
        shown.deleted_until(before.len());
        Redline { old, new, head: paragraphs(&head(old), &head(new)), units: shown.units }
    }
}

/// A unit of one text.
struct Source {
    kind: Kind,
    id: String,
    number: String,
    heading: Vec<Inline>,
    paragraphs: Vec<Line>,
}

/// A paragraph or an item of one text.
#[derive(Clone)]
struct Line {
    label: Label,
    words: Vec<Inline>,
    is_conspicuous: bool,
}

impl Source {
    fn key(&self) -> (Kind, &str) {
        (self.kind, &self.id)
    }
}

/// What is shown so far.
struct Shown<'s> {
    before: &'s [Source],
    /// Which old units are in the new text.
    found: &'s HashSet<usize>,
    /// Which of these did not move.
    stayed: &'s HashSet<usize>,
    /// The first old unit that was not looked at.
    next: usize,
    units: Vec<Unit>,
}

impl Shown<'_> {
    /// Shows what the new text lacks of the old units before this one, and where those were that moved.
    fn deleted_until(&mut self, end: usize) {
        let lost = (self.next..end).filter(|at| !self.stayed.contains(at));
        let old = |at: usize| Some(Unit { is_moved: self.found.contains(&at), ..both(self.before.get(at), None) });
        self.units.extend(lost.filter_map(old));
        self.next = self.next.max(end);
    }
}

fn units(document: &Document) -> Vec<Source> {
    let opening =
        Source { kind: Kind::Opening, id: String::new(), number: String::new(), heading: Vec::new(), paragraphs: lines(&document.opening) };
    let mut units = vec![opening];
    for part in &document.parts {
        units.push(of_part(part, document));
        units.extend(part.definitions.iter().map(|definition| of_definition(definition, document)));
        units.extend(part.clauses.iter().map(of_clause));
    }
    units
}

fn of_part(part: &Part, document: &Document) -> Source {
    let heading = labels::heading_words(part, document.language).map(|heading| Inline::Words(heading.to_owned()));
    Source {
        kind: Kind::Part(part.kind),
        id: part.id.clone(),
        number: part.number.clone(),
        heading: heading.into_iter().collect(),
        paragraphs: lines(&part.opening),
    }
}

fn of_definition(definition: &Definition, document: &Document) -> Source {
    let paragraphs = lines(&labels::definition(definition, document.language));
    Source { kind: Kind::Definition, id: definition.id.clone(), number: String::new(), heading: Vec::new(), paragraphs }
}

fn of_clause(clause: &Provision) -> Source {
    Source {
        kind: Kind::Clause,
        id: clause.id.clone(),
        number: clause.number.clone(),
        heading: clause.heading.iter().map(|heading| Inline::Words(heading.clone())).collect(),
        paragraphs: lines(&clause.paragraphs),
    }
}

fn head(document: &Document) -> Vec<Line> {
    let facts = document.facts.iter().map(|fact| labels::fact(fact, document.language));
    let line = |words: String| Line { label: None, words: vec![Inline::Words(words)], is_conspicuous: false };
    std::iter::once(document.title.clone()).chain(facts).map(line).collect()
}

fn lines(paragraphs: &[railc_language::render::Paragraph]) -> Vec<Line> {
    let of = |paragraph: &railc_language::render::Paragraph| -> Vec<Line> {
        let line = |label, words: &[Inline]| Line { label, words: words.to_vec(), is_conspicuous: paragraph.is_conspicuous };
        let items = paragraph.items.iter().enumerate().map(|(at, item)| line(Some((paragraph.numbering, at)), item));
        std::iter::once(line(None, &paragraph.words)).chain(items).collect()
    };
    paragraphs.iter().flat_map(of).collect()
}

/// A unit of both texts, or of one.
fn both(old: Option<&Source>, new: Option<&Source>) -> Unit {
    let (heading, shown) = match (old, new) {
        (Some(old), Some(new)) => (compared(&old.heading, &new.heading), paragraphs(&old.paragraphs, &new.paragraphs)),
        (Some(old), None) => (unchanged(&old.heading, Change::Deleted), paragraphs(&old.paragraphs, &[])),
        (None, Some(new)) => (unchanged(&new.heading, Change::Added), paragraphs(&[], &new.paragraphs)),
        (None, None) => (Vec::new(), Vec::new()),
    };
    let named = new.or(old);
    Unit {
        id: named.map(|unit| unit.id.clone()).unwrap_or_default(),
        kind: named.map_or(Kind::Opening, |unit| unit.kind),
        old_number: old.map(|unit| unit.number.clone()),
        new_number: new.map(|unit| unit.number.clone()),
        heading,
        paragraphs: shown,
        is_moved: false,
    }
}

/// Paragraphs that are the same stay; of those between, two that are alike are one that changed.
fn paragraphs(old: &[Line], new: &[Line]) -> Vec<Paragraph> {
    let text = |line: &Line| format!("{:?}", line.words);
    let (old_texts, new_texts): (Vec<String>, Vec<String>) = (old.iter().map(text).collect(), new.iter().map(text).collect());
    let mut shown = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_texts, &new_texts) {
        let (_, before, after) = op.as_tag_tuple();
        let (before, after) = (old.get(before).unwrap_or_default(), new.get(after).unwrap_or_default());
        match op {
            DiffOp::Equal { .. } => {
                shown.extend(
                    before.iter().zip(after).map(|(old, new)| paragraph(Some(old), Some(new), unchanged(&new.words, Change::Same))),
                );
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => between(before, after, &mut shown),
        }
    }
    shown
}

fn between(before: &[Line], after: &[Line], shown: &mut Vec<Paragraph>) {
    let mut rest = before.iter();
    for new in after {
        let alike = rest.clone().position(|old| likeness(&old.words, &new.words) >= ALIKE);
        match alike {
            Some(skipped) => {
                shown.extend(rest.by_ref().take(skipped).map(deleted));
                if let Some(old) = rest.next() {
                    shown.push(paragraph(Some(old), Some(new), compared(&old.words, &new.words)));
                }
            }
            None => shown.push(paragraph(None, Some(new), unchanged(&new.words, Change::Added))),
        }
    }
    shown.extend(rest.map(deleted));
}

fn deleted(line: &Line) -> Paragraph {
    paragraph(Some(line), None, unchanged(&line.words, Change::Deleted))
}

fn paragraph(old: Option<&Line>, new: Option<&Line>, pieces: Vec<Piece>) -> Paragraph {
    let label = |line: Option<&Line>| line.and_then(|line| line.label);
    let (before, after) = (label(old), label(new));
    Paragraph {
        label: (before.is_some() || after.is_some()).then_some((before, after)),
        pieces,
        is_conspicuous: new.or(old).is_some_and(|line| line.is_conspicuous),
    }
}

/// The longest subsequence of rising numbers.
fn longest_rise(numbers: &[usize]) -> Vec<usize> {
    // For each length, the place of the smallest number that a rise of that length ends in; and what stands before each number in its rise.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|last| last < number));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut next = ends.last().copied();
    let mut rise = Vec::new();
    while let Some(at) = next {
        rise.extend(numbers.get(at));
        next = before.get(at).copied().flatten();
    }
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::longest_rise;

    #[test]
    fn what_rises_stays() {
        assert_eq!(longest_rise(&[3, 0, 1, 4, 2]), [0, 1, 2]);
        assert_eq!(longest_rise(&[]), [0; 0]);
    }
}
