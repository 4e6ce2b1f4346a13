//! Answers as CI systems read them: findings with their places, from which `sarif` and `junit` are written.

use railc_core::base::{Sources, Span};
use railc_core::check::{CitedRule, Due, Origin, Status, Verdict};
use railc_core::diagnostic::{Diagnostic, Diagnostics, Severity};
use railc_core::policy::Cited;
use railc_core::report::words;

use super::answer::{Answers, One, reference};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Something is still to be done.
    Note,
    /// Something is open, or not done.
    Warning,
    /// The use is refused, or the input is wrong.
    Error,
}

/// One thing that somebody should look at.
pub(super) struct Finding {
    /// `llama-3.1/crime`, `R0407`: the same as long as the rule is the same.
    pub rule: String,
    /// What the rule says.
    pub about: String,
    /// How bad it is.
    pub level: Level,
    /// What is found.
    pub message: String,
    /// The file, and the line and column from 1.
    pub place: (String, u32, u32),
    /// What tells it from others by the same rule: the use and the license that it is of.
    pub of: String,
}

/// What somebody should look at in one answer; nothing if it is permitted and all that is owed is done.
pub(super) fn findings(one: &One<'_>, sources: &Sources) -> Vec<Finding> {
    let mut found = match one.verdict() {
        Verdict::Permitted => Vec::new(),
        Verdict::Undetermined => vec![undetermined(one, sources)],
        Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited => refusals(one, sources),
    };
    found.extend(duties(one, sources));
    found
}

/// What is wrong with the input.
pub(super) fn of_diagnostics(diagnostics: &Diagnostics, sources: &Sources) -> Vec<Finding> {
    let one = |diagnostic: &Diagnostic| {
        let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        Finding {
            rule: diagnostic.code.number().to_owned(),
            about: diagnostic.code.title().to_owned(),
            level: match diagnostic.code.severity() {
                Severity::Error => Level::Error,
                Severity::Warning => Level::Warning,
            },
            message: format!("{}{help}", diagnostic.message),
            place: diagnostic.labels.first().map_or_else(|| ("command line".to_owned(), 1, 1), |label| place(label.span, sources)),
            of: diagnostic.message.clone(),
        }
    };
    diagnostics.iter().map(one).collect()
}

fn refusals(one: &One<'_>, sources: &Sources) -> Vec<Finding> {
    let decisive = &one.checked.explanation.decisive;
    let has_limit = decisive.iter().any(|rule| matches!(rule, CitedRule::Limit(_)));
    let counts = |rule: &&CitedRule| !(has_limit && matches!(rule, CitedRule::Grant(_)));
    let finding = |rule: &CitedRule| {
        let (id, about, by) = match (*rule, rule.cited(one.policy())) {
            (CitedRule::NoGrant(action), _) => ("no-grant".to_owned(), words::no_grant(one.policy(), action), "no clause".to_owned()),
            (_, Some(cited)) => (cited.id.clone(), cited.words.clone(), reference(cited)),
            (_, None) => (String::new(), String::new(), String::new()),
        };
        let message = format!("{} is {} by {by} of {}: {about}", one.title(), one.verdict(), one.label());
        new(one, &id, about, Level::Error, message, sources)
    };
    decisive.iter().filter(counts).map(finding).collect()
}

fn undetermined(one: &One<'_>, sources: &Sources) -> Finding {
    let explanation = &one.checked.explanation;
    let asked: Vec<String> = explanation.questions.iter().take(3).map(|question| words::ask(one.policy(), question.about)).collect();
    let message = format!("{} is undetermined under {} ({}). {}", one.title(), one.label(), one.note(), asked.join(" "));
    new(one, "undetermined", "the verdict hangs on what is not known about the use".to_owned(), Level::Warning, message, sources)
}

fn duties(one: &One<'_>, sources: &Sources) -> Vec<Finding> {
    let finding = |state: &railc_core::check::DutyState| {
        let Cited { id, words, .. } = &one.policy().duties().get(state.duty).cited;
        let (level, what) = match (state.due, state.status) {
            (_, Status::Met) => return None,
            (Due::Due, Status::Unmet) => (Level::Warning, "owes what is not done"),
            (Due::Due, Status::Unknown) => (Level::Note, "owes"),
            (Due::Possible, Status::Unmet | Status::Unknown) => (Level::Note, "may owe"),
        };
        let clause = reference(&one.policy().duties().get(state.duty).cited);
        let message = format!("{} {what} by {clause} of {}: {words}", one.title(), one.label());
        Some(new(one, id, words.clone(), level, message, sources))
    };
    one.checked.explanation.answer.duties.iter().filter_map(finding).collect()
}

fn new(one: &One<'_>, id: &str, about: String, level: Level, message: String, sources: &Sources) -> Finding {
    let rule = format!("{}/{id}", one.policy().license().id);
    Finding { rule, about, level, message, place: place_of(one, sources), of: format!("{} {}", one.name, one.label()) }
}

/// Where the use says what decides; else where it says anything, else its file.
pub(super) fn place_of(one: &One<'_>, sources: &Sources) -> (String, u32, u32) {
    let stated = one.checked.explanation.because.iter().filter(|reason| reason.origin == Origin::Stated).find_map(|reason| reason.place);
    let first =
        || one.described.facts.iter().find_map(|fact| fact.place).or_else(|| one.described.numbers.iter().find_map(|number| number.place));
    let file = || one.name.rsplit_once('#').map_or(one.name, |(file, _)| file).to_owned();
    stated.or_else(first).map_or_else(|| (file(), 1, 1), |span| place(span, sources))
}

fn place(span: Span, sources: &Sources) -> (String, u32, u32) {
    let source = sources.get(span.source);
    let position = source.position(span.start);
    (source.name.clone(), position.line, position.column)
}

impl Answers<'_> {
    /// What somebody should look at in all of them.
    pub(super) fn findings(&self) -> Vec<Finding> {
        self.by_use().iter().flat_map(|one| findings(one, self.sources)).collect()
    }
}
