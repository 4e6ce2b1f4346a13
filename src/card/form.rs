//! What is wrong with the form of a card, with mends where there is one right way.

use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic, Edit};
use railc_metadata::Problem;
use railc_metadata::card::{Flaw, front_matter};

use super::{Label, Subject, label};

/// What was found while the card was read.
pub(super) fn findings(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let problems = subject.described.problems.iter().cloned().map(|problem: Problem| problem.in_source(subject.source));
    problems.map(|problem| mended(subject, problem)).collect()
}

fn mended(subject: &Subject<'_>, problem: Diagnostic) -> Diagnostic {
    let Some(place) = problem.labels.first().map(|label| label.span) else { return problem };
    match problem.code {
        Code::HiddenFrontMatter => Diagnostic { fix: shown(subject, place), ..problem },
        // A key that no reader knows, with a value that all of them do.
        Code::MisspeltKey if matches!(label::of(subject), Label::None) && stands_for_license(subject, place) => {
            problem.fix(place, "license")
        }
        _ => problem,
    }
}

/// Whether the value behind a key on one line names a license that the hub takes.
fn stands_for_license(subject: &Subject<'_>, key: Span) -> bool {
    let rest = subject.text.get(key.end as usize..).unwrap_or_default().lines().next().unwrap_or_default();
    let value = rest.trim_start_matches(':').trim().trim_matches(['"', '\'']);
    railc_library::library().hub_ids().any(|id| id == value)
}

/// Takes out what hides a front matter; a comment moves below it.
fn shown(subject: &Subject<'_>, place: Span) -> Vec<Edit> {
    let Some(front) = front_matter(subject.text) else { return Vec::new() };
    let flaw = front.flaws.iter().find(|(_, range)| range.start == place.start as usize).map(|(flaw, _)| *flaw);
    let span = |range: std::ops::Range<usize>| Span { start: range.start as u32, end: range.end as u32, ..place };
    match flaw {
        Some(Flaw::ByteOrderMark | Flaw::Blank) => vec![Edit { span: place, replacement: String::new() }],
        Some(Flaw::Comment) => {
            let start = front.flaws.iter().find(|(flaw, _)| *flaw == Flaw::Comment).map_or(0, |(_, range)| range.start);
            let before = subject.text.get(start..front.open.start).unwrap_or_default();
            let is_first = start == place.start as usize;
            let moved = || [Edit { span: span(start..front.open.start), replacement: String::new() }, below(&front.close, before, &span)];
            // All that stands before it moves at once.
            if is_first { moved().into() } else { Vec::new() }
        }
        None => Vec::new(),
    }
}

/// Puts a text below the closing fence.
fn below(fence: &std::ops::Range<usize>, text: &str, span: &impl Fn(std::ops::Range<usize>) -> Span) -> Edit {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    Edit { span: span(fence.end..fence.end), replacement: format!("{text}{end}") }
}
