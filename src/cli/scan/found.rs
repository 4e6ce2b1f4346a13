//! What somebody should look at, in a line each: for people, for code review, and for a baseline.

use std::collections::BTreeSet;

use railc_core::base::one_line;
use railc_core::check::{CitedRule, Verdict};
use railc_core::diagnostic::Code;
use railc_core::policy::{Cited, Policy};

use super::Scanned;
use crate::cli::answer::reference;
use crate::cli::ci::{Finding, Level};
use crate::scan::{Held, Outcome, Seen, Thing};

/// One thing to look at.
pub(super) struct Found {
    pub(super) code: Code,
    /// The same as long as the thing, the license and the use are: no lines.
    pub(super) id: String,
    pub(super) message: String,
    pub(super) help: String,
    /// The first place that it is about.
    pub(super) place: Option<Seen>,
}

impl Found {
    fn new(code: Code, about: &str, message: String, help: impl Into<String>, thing: Option<&Thing>) -> Found {
        let place = thing.and_then(|thing| thing.seen.first().cloned());
        Found { code, id: format!("{} {}", code.number(), one_line(about)), message, help: help.into(), place }
    }

    /// As code review shows it.
    pub(super) fn for_review(&self, folder: &str) -> Finding {
        let level = match self.code {
            Code::RefusedThing | Code::MissingInRepository => Level::Error,
            Code::StaleEntry | Code::UnscannedFile => Level::Note,
            _ => Level::Warning,
        };
        let prefix = if folder == "." { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
        let place = self
            .place
            .as_ref()
            .map_or((folder.to_owned(), 1, 1), |seen| (format!("{prefix}{}", seen.file), seen.place.line.max(1), seen.place.column.max(1)));
        let message = if self.help.is_empty() { self.message.clone() } else { format!("{}; {}", self.message, self.help) };
        Finding { rule: self.code.number().to_owned(), about: self.code.title().to_owned(), level, message, place, of: self.id.clone() }
    }
}

impl Scanned {
    /// All of them, in an order that the repository alone determines.
    pub(super) fn found(&self) -> Vec<Found> {
        let mut found = Vec::new();
        found.extend(self.outcomes.iter().flat_map(|outcome| self.of_outcome(outcome)));
        found.extend(self.inventory.used().flat_map(|thing| self.refused_whichever(thing)));
        found.extend(self.inventory.used().flat_map(of_thing));
        found.extend(self.stale());
        let skipped = |(file, why): &(String, String)| {
            let message = format!("`{}` was not looked into: {why}", one_line(file));
            Found::new(Code::UnscannedFile, file, message, "", None)
        };
        found.extend(self.walked.skipped.iter().map(skipped));
        found.retain(|one| !self.baseline.contains(&one.id));
        found
    }

    fn of_outcome(&self, outcome: &Outcome) -> Vec<Found> {
        let Some(bound) = self.bound.get(outcome.license) else { return Vec::new() };
        let policy = &bound.policy.policy;
        let license = &policy.license().id;
        let things = self.things_under(license);
        let first = things.first().copied();
        let (title, of) = (self.title(outcome), format!("{license} {}", self.title(outcome)));
        let decisive: Vec<String> = decisive(outcome, policy).into_iter().map(reference).collect();
        let by = if decisive.is_empty() { String::new() } else { format!(" by {}", decisive.join(", ")) };
        let mut found = Vec::new();
        match (outcome.verdict(), bound.is_certain) {
            (Verdict::Permitted, _) => {}
            (Verdict::Undetermined, true) => {
                let message = format!("{title} is undetermined under {license}, which binds {}", names(&things));
                let help = format!("`railc check` with `--license {license}` asks what it hangs on");
                found.push(Found::new(Code::OpenLicense, &of, message, help, first));
            }
            (verdict @ (Verdict::Prohibited | Verdict::NotGranted | Verdict::Refused), true) => {
                let message = format!("{title} is {verdict}{by} of {license}, which binds {}", names(&things));
                let help = format!("`railc check` with `--license {license} --remedies` shows what would help");
                found.push(Found::new(Code::RefusedThing, &of, message, help, first));
            }
            // Which of several licenses binds is told of the thing.
            (_, false) => {}
        }
        for missing in outcome.missing.iter().filter(|_| bound.is_certain) {
            let cited = &policy.duties().get(missing.duty.duty).cited;
            let message = format!("{title} owes by {} of {license}: {}", reference(cited), one_line(&cited.words));
            let help = format!("what would show it is not here: {}", missing.wanted);
            found.push(Found::new(Code::MissingInRepository, &format!("{of} {}", cited.id), message, help, first));
        }
        found
    }

    /// A use that each of the licenses refuses of which one binds a thing.
    fn refused_whichever(&self, thing: &Thing) -> Vec<Found> {
        let mut found = Vec::new();
        for held in &thing.held {
            let Held::OneOf(ids) = held else { continue };
            let under = |outcome: &&Outcome| {
                self.bound.get(outcome.license).is_some_and(|bound| ids.contains(&bound.policy.policy.license().id.as_str()))
            };
            let titles: BTreeSet<String> = self.outcomes.iter().filter(under).map(|outcome| self.title(outcome)).collect();
            for title in titles {
                let mut outcomes = self.outcomes.iter().filter(under).filter(|outcome| self.title(outcome) == title);
                if outcomes.all(|outcome| !matches!(outcome.verdict(), Verdict::Permitted | Verdict::Undetermined)) {
                    let name = one_line(&thing.name);
                    let message = format!("{title} is refused by each of {}, one of which binds `{name}`", ids.join(", "));
                    found.push(Found::new(Code::RefusedThing, &format!("{name} {title}"), message, "", Some(thing)));
                }
            }
        }
        found
    }

    fn stale(&self) -> Vec<Found> {
        let Some(today) = self.today else { return Vec::new() };
        let stale = |thing: &Thing| {
            let day = thing.verified.as_deref()?;
            let age = today - crate::scan::days(day)?;
            let message = format!("the license of `{}` was last looked up on {day}, {age} days ago", one_line(&thing.name));
            let help = thing.source.as_ref().map_or_else(String::new, |source| format!("look it up at {source}"));
            (age > self.days).then(|| Found::new(Code::StaleEntry, &thing.name, message, help, Some(thing)))
        };
        self.inventory.used().filter_map(stale).collect()
    }
}

/// The clauses that decide; where a limit takes a grant away, the limit alone.
pub(super) fn decisive<'p>(outcome: &Outcome, policy: &'p Policy) -> Vec<&'p Cited> {
    let rules = &outcome.checked.explanation.decisive;
    let has_limit = rules.iter().any(|rule| matches!(rule, CitedRule::Limit(_)));
    let counts = |rule: &&CitedRule| !(has_limit && matches!(rule, CitedRule::Grant(_)));
    rules.iter().filter(counts).filter_map(|rule| rule.cited(policy)).collect()
}

/// What is not known of a thing.
fn of_thing(thing: &Thing) -> Vec<Found> {
    let name = one_line(&thing.name).into_owned();
    let of = format!("{name}{}", thing.revision.as_ref().map_or_else(String::new, |revision| format!("@{revision}")));
    if thing.held.is_empty() {
        let is_file = thing.seen.first().is_some_and(|seen| seen.file == thing.name);
        let (message, help) = match is_file {
            true => (
                format!("`{name}` states no license, and that is never \"free\""),
                "ask where it comes from; `railc card` and `--models` say what is known",
            ),
            false => (
                format!("no license is known of the {} `{name}`, and that is never \"free\"", thing.kind.name()),
                "look it up, and name it in a file for `--models`",
            ),
        };
        return vec![Found::new(Code::UnlicensedThing, &of, message, help, Some(thing))];
    }
    let one = |held: &Held| match held {
        Held::License(_) => None,
        Held::Unmodelled(title) => {
            let message = format!("`{name}` is under {}, of which the library has no rules", one_line(title));
            let help = thing.source.as_ref().map_or_else(String::new, |source| format!("read it at {source}"));
            Some(Found::new(Code::UnlicensedThing, &of, message, help, Some(thing)))
        }
        Held::OneOf(ids) => {
            let message = format!("`{name}` is under one of {}, and which one hangs on its revision", ids.join(", "));
            let help = "look the revision up, pin it, and name it with its license in a file for `--models`";
            Some(Found::new(Code::OpenLicense, &of, message, help, Some(thing)))
        }
    };
    thing.held.iter().filter_map(one).collect()
}

/// `a/b`, `c/d` and 3 more
pub(super) fn names(things: &[&Thing]) -> String {
    const MOST: usize = 3;
    let named: Vec<String> = things.iter().take(MOST).map(|thing| format!("`{}`", one_line(&thing.name))).collect();
    match things.len() {
        count if count > MOST => format!("{} and {} more", named.join(", "), count - MOST),
        _ => named.join(", "),
    }
}
