//! What was found in a repository, for people: license by license, then what is not known, then what is only mentioned.

use railc_core::base::one_line;
use railc_core::check::{Due, Status, Verdict};
use railc_core::diagnostic::Code;

use super::Scanned;
use super::found::{Found, decisive};
use crate::cli::answer::reference;
use crate::cli::terminal::wrap;
use crate::scan::{Held, Outcome, Seen, Thing};
use railc_scan::Standing;

/// The most places of a thing that are told.
const PLACES: usize = 5;
/// The most things that are mentioned only.
const MENTIONED: usize = 20;

impl Scanned {
    /// All of it.
    pub(super) fn people(&self, found: &[Found]) -> String {
        let mut out = String::new();
        line(&mut out, 0, &self.summary());
        for at in 0..self.bound.len() {
            self.tell_license(at, &mut out);
        }
        let unknown: Vec<&Thing> = self.inventory.used().filter(|thing| thing.held.is_empty()).collect();
        self.group(&mut out, "unknown: no license is known, and that is never \"free\"", &unknown);
        let unmodelled: Vec<&Thing> =
            self.inventory.used().filter(|thing| thing.held.iter().any(|held| matches!(held, Held::Unmodelled(_)))).collect();
        self.group(&mut out, "known, and without rules in the library", &unmodelled);
        self.mentioned(&mut out);
        self.notes(found, &mut out);
        if self.outcomes.is_empty() && !self.bound.is_empty() {
            out.push('\n');
            line(&mut out, 0, "Say what is done with it, and the licenses are checked and what is owed is looked for: `--use use.yaml`.");
        }
        out.push('\n');
        line(&mut out, 0, "No legal advice. What a program puts together while it runs is not seen.");
        out
    }

    /// `3 models and 1 dataset are used, of 2 licenses, in 12 files; 1 is unknown`
    fn summary(&self) -> String {
        let used: Vec<&Thing> = self.inventory.used().collect();
        let count = |kind: railc_scan::Kind| used.iter().filter(|thing| thing.kind == kind).count();
        let (models, data) = (count(railc_scan::Kind::Model), count(railc_scan::Kind::Data));
        let things = match (models, data) {
            (0, 0) => "no models and no datasets are used".to_owned(),
            (_, 0) => format!("{} used", is(models, "model")),
            (0, _) => format!("{} used", is(data, "dataset")),
            _ => format!("{} and {} used", counted(models, "model"), is(data, "dataset").replace(" is", " are")),
        };
        let unknown = used.iter().filter(|thing| thing.held.is_empty()).count();
        let unknown = if unknown == 0 { String::new() } else { format!("; the license of {unknown} is not known") };
        format!("{}: {things}, in {}{unknown}", one_line(&self.folder), counted(self.walked.files, "file"))
    }

    fn tell_license(&self, at: usize, out: &mut String) {
        let Some(bound) = self.bound.get(at) else { return };
        let license = bound.policy.policy.license();
        out.push('\n');
        let perhaps = if bound.is_certain { "" } else { ", perhaps: one of several may be meant" };
        line(out, 0, &format!("{} ({}){perhaps}", license.id, one_line(&license.name)));
        for thing in self.things_under(&license.id) {
            told(thing, out);
        }
        for outcome in self.outcomes.iter().filter(|outcome| outcome.license == at) {
            self.outcome(outcome, out);
        }
    }

    fn outcome(&self, outcome: &Outcome, out: &mut String) {
        let Some(bound) = self.bound.get(outcome.license) else { return };
        let policy = &bound.policy.policy;
        line(out, 2, &format!("{}: {}", self.title(outcome), outcome.verdict()));
        let explanation = &outcome.checked.explanation;
        match outcome.verdict() {
            Verdict::Permitted => {}
            Verdict::Undetermined => {
                for question in explanation.questions.iter().take(3) {
                    line(out, 4, &format!("to ask: {}", railc_core::report::words::ask(policy, question.about)));
                }
            }
            Verdict::Prohibited | Verdict::NotGranted | Verdict::Refused => {
                for cited in decisive(outcome, policy) {
                    line(out, 4, &format!("{}: {}", reference(cited), one_line(&cited.words)));
                }
            }
        }
        for missing in &outcome.missing {
            let cited = &policy.duties().get(missing.duty.duty).cited;
            let label = if bound.is_certain { "MISSING" } else { "missing, if it binds" };
            line(out, 4, &format!("{label}: {}: {}", reference(cited), one_line(&cited.words)));
            line(out, 6, &format!("not here: {}", one_line(&missing.wanted)));
        }
        for state in &outcome.others {
            let cited = &policy.duties().get(state.duty).cited;
            let label = match (state.due, state.status) {
                (_, Status::Met) => "done",
                (Due::Due, Status::Unmet) => "UNMET",
                (Due::Due, Status::Unknown) => "owed",
                (Due::Possible, Status::Unmet | Status::Unknown) => "may owe",
            };
            line(out, 4, &format!("{label}: {}: {}", reference(cited), one_line(&cited.words)));
        }
    }

    fn group(&self, out: &mut String, heading: &str, things: &[&Thing]) {
        if things.is_empty() {
            return;
        }
        out.push('\n');
        line(out, 0, heading);
        for thing in things {
            told(thing, out);
        }
    }

    fn mentioned(&self, out: &mut String) {
        let mentioned: Vec<&Thing> = self.inventory.things.iter().filter(|thing| !thing.is_used()).collect();
        if mentioned.is_empty() {
            return;
        }
        out.push('\n');
        line(out, 0, "mentioned in prose or comments, and not seen in use");
        for thing in mentioned.iter().take(MENTIONED) {
            let first = thing.seen.first().map(place).unwrap_or_default();
            let more = if thing.seen.len() > 1 { format!(" and {} more", thing.seen.len() - 1) } else { String::new() };
            line(out, 2, &format!("{} ({}): {first}{more}", named(thing), terms(thing)));
        }
        if mentioned.len() > MENTIONED {
            line(out, 2, &format!("… {} more: `--format json` has all", mentioned.len() - MENTIONED));
        }
    }

    /// What stands with no thing or license above.
    fn notes(&self, found: &[Found], out: &mut String) {
        let notes: Vec<&Found> = found.iter().filter(|one| matches!(one.code, Code::StaleEntry | Code::UnscannedFile)).collect();
        if !notes.is_empty() {
            out.push('\n');
        }
        for note in notes {
            let help = if note.help.is_empty() { String::new() } else { format!("; {}", note.help) };
            line(out, 0, &format!("{}{help}", note.message));
        }
    }
}

fn told(thing: &Thing, out: &mut String) {
    let is_plain = matches!(thing.held.as_slice(), [] | [Held::License(_)]);
    let own = if is_plain { String::new() } else { format!(" ({})", terms(thing)) };
    line(out, 2, &format!("{}{own}", named(thing)));
    let (used, mentioned): (Vec<&Seen>, Vec<&Seen>) = thing.seen.iter().partition(|seen| seen.standing == Standing::Used);
    for seen in used.iter().take(PLACES) {
        line(out, 4, &format!("{}  {}", place(seen), one_line(&seen.context)));
    }
    let rest = used.len().saturating_sub(PLACES);
    let more = [(rest, "more"), (mentioned.len(), "in prose or comments")];
    let more: Vec<String> = more.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !more.is_empty() {
        line(out, 4, &format!("and {}", more.join(", ")));
    }
}

/// `owner/name at v1`
fn named(thing: &Thing) -> String {
    let revision = thing.revision.as_ref().map_or_else(String::new, |revision| format!(" at {}", one_line(revision)));
    let kind = if thing.kind == railc_scan::Kind::Data { ", dataset" } else { "" };
    format!("{}{revision}{kind}", one_line(&thing.name))
}

/// `llama-3.1`, `one of a, b`
fn terms(thing: &Thing) -> String {
    let one = |held: &Held| match held {
        Held::License(id) => (*id).to_owned(),
        Held::OneOf(ids) => format!("one of {}", ids.join(", ")),
        Held::Unmodelled(title) => one_line(title).into_owned(),
    };
    if thing.held.is_empty() { "license not known".to_owned() } else { thing.held.iter().map(one).collect::<Vec<_>>().join(" and ") }
}

/// `app/main.py:12:5`, `a.ipynb:31:5 (cell 3, line 2)`
fn place(seen: &Seen) -> String {
    let file = one_line(&seen.file);
    match (seen.place.line, seen.place.cell) {
        (0, _) => format!("{file} (header)"),
        (at, None) => format!("{file}:{at}:{}", seen.place.column),
        (at, Some((cell, line))) => format!("{file}:{at}:{} (cell {cell}, line {line})", seen.place.column),
    }
}

fn line(out: &mut String, indent: usize, words: &str) {
    out.push_str(&format!("{:indent$}{}\n", "", wrap(words, indent + 2)));
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn is(count: usize, what: &str) -> String {
    format!("{} {}", counted(count, what), if count == 1 { "is" } else { "are" })
}
