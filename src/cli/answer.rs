//! Answers for people, with a one-line summary of each if there are several.

use railc_core::base::Sources;
use railc_core::check::{Checked, ChosenPolicy};
use railc_core::usage::Use;

use crate::facade::text::Words;

use super::output;

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

impl Answers<'_> {
    /// All of them, with a one-line summary of each if there are several.
    pub(super) fn words(&self, all_reasons: bool) -> String {
        let answers: Vec<Words<'_>> = self.all.iter().filter_map(|checked| self.one(checked)).collect();
        let mut text: String = answers.iter().map(|answer| answer.text(all_reasons) + "\n").collect();
        if answers.len() > 1 {
            text.push_str(&summary(&answers));
        }
        if !answers.is_empty() {
            text.push_str(
                "This follows from the description, from what is presumed of it, and from the clauses as modeled.\n\
                 Prose that is not modeled, and the law of the place of use, were not looked at. It is no legal\n\
                 advice.\n",
            );
        }
        text
    }

    fn one<'a>(&'a self, checked: &'a Checked) -> Option<Words<'a>> {
        let (name, described) = self.uses.get(checked.use_at)?;
        let policy = self.policies.get(checked.policy_at)?.policy.as_ref();
        Some(Words { name, title: described.title.as_deref(), policy, explanation: &checked.explanation, sources: self.sources })
    }
}

/// A line for each answer: the verdict, the unmet duties, the license, the use.
fn summary(answers: &[Words<'_>]) -> String {
    let longest = answers.iter().map(|answer| answer.policy.license().id.chars().count()).max().unwrap_or_default();
    let mut text = "In short\n".to_owned();
    for answer in answers {
        let duties = &answer.explanation.answer.duties;
        let open = duties.iter().filter(|duty| duty.is_owed()).count();
        let owed = if open == 0 { String::new() } else { format!("{open} owed") };
        let title = answer.title.map(|title| format!(" {title}")).unwrap_or_default();
        let (verdict, id) = (answer.verdict().name(), &answer.policy.license().id);
        let line = format!("{verdict:<13} {owed:<8} {id:<longest$}  {}{title}", answer.name);
        text.push_str(&format!("  {}\n", output::cut(&line, 98)));
    }
    text.push('\n');
    text
}
