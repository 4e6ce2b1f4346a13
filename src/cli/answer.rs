//! Answers for people: a table on top if there are several, then each by itself; or the table alone.

use railc_core::base::Sources;
use railc_core::check::{self, Checked, ChosenPolicy, CitedRule, Due, DutyState, Status, Verdict};
use railc_core::policy::{Cited, Policy};
use railc_core::usage::Use;

use crate::facade::text::{Fit, Line, Look, Page, Tone, Words};

use super::output;

/// What no answer says.
const RESERVATION: &str = "No legal advice. Prose not modeled and the law of the place were not looked at.";

/// Answers, with what they are about.
pub(super) struct Answers<'a> {
    /// One for each use and policy.
    pub all: &'a [Checked],
    /// The uses, each with its name.
    pub uses: &'a [(String, Use)],
    /// The policies.
    pub policies: &'a [ChosenPolicy],
    /// The texts in which facts are stated.
    pub sources: &'a Sources,
}

/// One use under one policy.
#[derive(Clone, Copy)]
pub(super) struct One<'a> {
    /// The answer.
    pub checked: &'a Checked,
    /// The name of the use.
    pub name: &'a str,
    /// The use as it was read.
    pub described: &'a Use,
    /// The policy, with the modules chosen.
    pub chosen: &'a ChosenPolicy,
}

/// What a permitted use leaves to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shortfall {
    /// A duty may fall due, and is not known to be met.
    Possible,
    /// A duty is due, and not met, or not known to be.
    Owed,
}

impl Answers<'_> {
    /// All of them, those on one use together.
    pub(super) fn by_use(&self) -> Vec<One<'_>> {
        let one = |checked| One::of(self, checked);
        let mut all: Vec<One<'_>> = self.all.iter().filter_map(one).collect();
        all.sort_by_key(|one| (one.checked.use_at, one.checked.policy_at));
        all
    }

    /// The table if there are several, then each by itself.
    pub(super) fn lines(&self, look: Look) -> Vec<Line> {
        let answers = self.by_use();
        let is_several = answers.len() > 1;
        let mut lines = if is_several { table(&answers, look.width) } else { Vec::new() };
        for one in &answers {
            lines.extend(is_several.then(|| Line { text: "─".repeat(look.width), tone: None }));
            let described = one.chosen.choose(one.described);
            let (policy, explanation) = (one.policy(), &one.checked.explanation);
            lines.extend(Words { name: one.name, described: &described, policy, explanation, sources: self.sources }.lines(look));
            lines.push(Line { text: String::new(), tone: None });
        }
        if !answers.is_empty() {
            let mut page = Page::new(look.width);
            page.words(None, "", RESERVATION, 0, Fit::Whole);
            lines.extend(page.into_lines());
        }
        lines
    }

    /// A line for each answer, then the worst verdict: for logs, so nothing is broken or cut.
    pub(super) fn summary(&self) -> Vec<Line> {
        let answers = self.by_use();
        let (names, labels) = (longest(answers.iter().map(|one| one.name)), longest(answers.iter().map(|one| one.label())));
        let line = |one: &One<'_>| {
            let text = format!("{:<13} {:<names$}  {:<labels$}  {}", one.verdict().name(), one.name, one.label(), one.note());
            Line { text: text.trim_end().to_owned(), tone: Some(Tone::of(one.verdict())) }
        };
        let mut lines: Vec<Line> = answers.iter().map(line).collect();
        let worst = check::worst(self.all);
        lines.extend(
            worst.map(|worst| Line { text: format!("{}; no legal advice", counted(&answers, worst)), tone: Some(Tone::of(worst)) }),
        );
        lines
    }
}

impl<'a> One<'a> {
    fn of(answers: &'a Answers<'_>, checked: &'a Checked) -> Option<One<'a>> {
        let (name, described) = answers.uses.get(checked.use_at)?;
        Some(One { checked, name, described, chosen: answers.policies.get(checked.policy_at)? })
    }

    /// The verdict.
    pub(super) fn verdict(self) -> Verdict {
        self.checked.explanation.answer.verdict
    }

    /// The policy.
    pub(super) fn policy(self) -> &'a Policy {
        &self.chosen.policy
    }

    /// The license as a call names it: `llama-3.1`, `rail-generator-open-rail-ams:none`.
    pub(super) fn label(self) -> String {
        let id = &self.policy().license().id;
        let Some(modules) = self.chosen.modules() else { return id.clone() };
        let names: Vec<&str> = modules.collect();
        match names.as_slice() {
            [] => format!("{id}:none"),
            names if names.len() == self.chosen.chosen.len() => format!("{id}:all"),
            names => format!("{id}:{}", names.join(",")),
        }
    }

    /// The clauses that decide, the number of questions, or what is owed, in few words.
    pub(super) fn note(self) -> String {
        let explanation = &self.checked.explanation;
        match self.verdict() {
            Verdict::Permitted => self.owed().join(", "),
            Verdict::Undetermined => match explanation.questions.iter().filter(|question| !question.is_follow_up).count() {
                1 => "1 question".to_owned(),
                several => format!("{several} questions"),
            },
            Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited => format!("by {}", self.clauses().join(", ")),
        }
    }

    /// The clauses that decide; what takes rights away before the grants that it affects.
    pub(super) fn clauses(self) -> Vec<String> {
        let mut rules = self.checked.explanation.decisive.clone();
        rules.sort_by_key(|rule| !matches!(rule, CitedRule::Limit(_)));
        rules.into_iter().map(|rule| rule.cited(self.policy()).map_or_else(|| "no clause".to_owned(), reference)).collect()
    }

    /// `1 UNMET`, `2 due`, `1 may fall due`
    fn owed(self) -> Vec<String> {
        let duties = &self.checked.explanation.answer.duties;
        let count = |due: Due, status: Status| duties.iter().filter(|duty| duty.due == due && duty.status == status).count();
        let counts = [
            (count(Due::Due, Status::Unmet), "UNMET"),
            (count(Due::Due, Status::Unknown), "due"),
            (count(Due::Possible, Status::Unmet) + count(Due::Possible, Status::Unknown), "may fall due"),
        ];
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect()
    }

    /// The worst that it leaves to be done; none if all that is or may come to be owed is done.
    pub(super) fn shortfall(self) -> Option<Shortfall> {
        let of = |duty: &DutyState| match duty.status {
            Status::Met => None,
            Status::Unmet | Status::Unknown if duty.is_due() => Some(Shortfall::Owed),
            Status::Unmet | Status::Unknown => Some(Shortfall::Possible),
        };
        self.checked.explanation.answer.duties.iter().filter_map(of).max()
    }

    /// What people call the use, with its name.
    pub(super) fn title(self) -> String {
        self.described.title.as_ref().map_or_else(|| self.name.to_owned(), |title| format!("{title} ({})", self.name))
    }
}

/// `4.2 (@medical)`
pub(super) fn reference(cited: &Cited) -> String {
    if cited.clause.is_empty() { format!("@{}", cited.id) } else { format!("{} (@{})", cited.clause, cited.id) }
}

fn longest(texts: impl Iterator<Item = impl AsRef<str>>) -> usize {
    texts.map(|text| text.as_ref().chars().count()).max().unwrap_or_default()
}

/// `prohibited overall: 1 permitted, 2 prohibited`
fn counted(answers: &[One<'_>], worst: Verdict) -> String {
    let count = |verdict: &Verdict| answers.iter().filter(|one| one.verdict() == *verdict).count();
    let counts = Verdict::ALL.iter().filter(|verdict| count(verdict) > 0).map(|verdict| format!("{} {verdict}", count(verdict)));
    format!("{worst} overall: {}", counts.collect::<Vec<_>>().join(", "))
}

/// The worst verdict, then each use with a line for each license.
fn table(answers: &[One<'_>], width: usize) -> Vec<Line> {
    let worst = answers.iter().map(|one| one.verdict()).max().unwrap_or(Verdict::Undetermined);
    let mut page = Page::new(width);
    page.words(Some(Tone::of(worst)), "", &counted(answers, worst), 2, Fit::Whole);
    let labels = longest(answers.iter().map(|one| one.label())).min(width / 2);
    let mut last = None;
    for one in answers {
        if last != Some(one.checked.use_at) {
            page.blank();
            page.words(None, "", &one.title(), 2, Fit::Whole);
            last = Some(one.checked.use_at);
        }
        let line = format!("  {:<13} {:<labels$}  {}", one.verdict().name(), output::cut(&one.label(), labels), one.note());
        page.toned(Some(Tone::of(one.verdict())), output::cut(&line, width));
    }
    page.line("");
    page.into_lines()
}
