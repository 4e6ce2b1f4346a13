//! Writes lines of verdicts: pieces that are the same for many uses are made once.

use std::cell::{Cell, OnceCell};
use std::io::Write;

use super::super::words;
use crate::check::{About, ChosenPolicy, CitedRule, DutyState, Outline};
use crate::policy::Policy;

/// What is made of an answer that several uses have.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The line behind its beginning.
    line: OnceCell<Box<[u8]>>,
    /// How many uses had it that were not counted yet.
    uses: Cell<u64>,
}

impl Told {
    /// The line, which is written if it was not yet.
    pub(super) fn line(&self, write: impl FnOnce() -> Vec<u8>) -> &[u8] {
        self.line.get_or_init(|| write().into())
    }

    /// Counts one more use, and says whether it is the first.
    pub(super) fn is_first(&self) -> bool {
        self.uses.replace(self.uses.get() + 1) == 0
    }

    /// How many uses were counted; begins anew.
    pub(super) fn take_count(&self) -> u64 {
        self.uses.take()
    }
}

/// The pieces of lines under one policy.
pub(super) struct Pieces<'p> {
    pub policy: &'p Policy,
    /// `,"license":"llama-3.1"`, with the modules chosen.
    license: String,
    /// By prohibition, grant and limit: its id in quotes.
    prohibitions: Vec<String>,
    grants: Vec<String>,
    limits: Vec<String>,
    /// By duty: its id in quotes.
    duties: Vec<String>,
}

impl<'p> Pieces<'p> {
    pub(super) fn new(chosen: &'p ChosenPolicy) -> Pieces<'p> {
        let policy: &Policy = &chosen.policy;
        let modules: Option<Vec<&str>> = chosen.modules().map(Iterator::collect);
        let modules = modules.map_or(String::new(), |names| {
            let names: Vec<String> = names.into_iter().map(quoted).collect();
            format!(",\"modules\":[{}]", names.join(","))
        });
        Pieces {
            policy,
            license: format!(",\"license\":{}{modules}", quoted(&policy.license().id)),
            prohibitions: policy.prohibitions().iter().map(|rule| quoted(&rule.cited.id)).collect(),
            grants: policy.grants().iter().map(|grant| quoted(&grant.cited.id)).collect(),
            limits: policy.limits().iter().map(|limit| quoted(&limit.cited.id)).collect(),
            duties: policy.duties().iter().map(|duty| quoted(&duty.cited.id)).collect(),
        }
    }

    /// A line behind its beginning, which names the use.
    pub(super) fn line(&self, outline: &Outline) -> Vec<u8> {
        let mut line = Vec::with_capacity(1_024);
        let out = &mut line;
        add(out, &self.license);
        add(out, ",\"verdict\":\"");
        add(out, outline.answer.verdict.name());
        add(out, "\",\"decisive\":[");
        list(out, outline.decisive.iter().filter_map(|cited| self.rule(*cited)), add);
        add(out, "]");
        let ungranted = outline.decisive.iter().filter_map(|cited| self.no_grant(*cited));
        optional(out, ",\"no-grant\":[", ungranted, add_quoted);
        add(out, ",\"duties\":[");
        list(out, &outline.answer.duties, |out, state| self.duty(out, state));
        add(out, "],\"questions\":[");
        let asked = |follow: bool| outline.questions.iter().filter(move |(_, is_follow_up)| *is_follow_up == follow);
        let name = |out: &mut Vec<u8>, (about, _): &(About, bool)| self.question(out, *about);
        list(out, asked(false), name);
        add(out, "]");
        optional(out, ",\"follow-ups\":[", asked(true), name);
        add(out, "}\n");
        line
    }

    fn question(&self, out: &mut Vec<u8>, about: About) {
        match about {
            About::Concept(concept) => add_quoted(out, self.policy.vocabulary().concept(concept).name()),
            About::Local(local) => add_quoted(out, &self.policy.propositions().get(local).id),
            About::Number { .. } => add_quoted(out, &words::name(self.policy, about)),
        }
    }

    fn rule(&self, cited: CitedRule) -> Option<&str> {
        let (table, at) = match cited {
            CitedRule::Prohibition(at) => (&self.prohibitions, at.index()),
            CitedRule::Grant(at) => (&self.grants, at.index()),
            CitedRule::Limit(at) => (&self.limits, at.index()),
            CitedRule::NoGrant(_) => return None,
        };
        table.get(at).map(String::as_str)
    }

    fn no_grant(&self, cited: CitedRule) -> Option<&str> {
        match cited {
            CitedRule::NoGrant(action) => Some(self.policy.vocabulary().concept(action).name()),
            CitedRule::Prohibition(_) | CitedRule::Grant(_) | CitedRule::Limit(_) => None,
        }
    }

    fn duty(&self, out: &mut Vec<u8>, state: &DutyState) {
        add(out, "{\"rule\":");
        add(out, self.duties.get(state.duty.index()).map_or("\"\"", String::as_str));
        add(out, ",\"due\":\"");
        add(out, words::due(state.due));
        add(out, "\",\"status\":\"");
        add(out, words::status(state.status));
        add(out, "\"}");
    }
}

/// A text in quotes, as JSON has it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// Adds a text in quotes.
pub(super) fn add_quoted(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("a text is JSON, and a vector takes all that is written");
}

/// Adds characters.
pub(super) fn add(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// Adds a number.
pub(super) fn add_number(out: &mut Vec<u8>, number: u64) {
    write!(out, "{number}").expect("a vector takes all that is written");
}

/// Adds items with commas between them.
fn list<T>(out: &mut Vec<u8>, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Vec<u8>, T)) {
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        each(out, item);
    }
}

/// Adds a list with what opens it; nothing where it is empty.
fn optional<T>(out: &mut Vec<u8>, opening: &str, items: impl Iterator<Item = T>, each: impl FnMut(&mut Vec<u8>, T)) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        add(out, opening);
        list(out, items, each);
        add(out, "]");
    }
}
