//! What to ask where the verdict is open: each question once, the best first, grouped by who can answer.

use railc_core::check::{Addressee, CitedRule, Question};
use railc_core::policy::module_of;
use railc_core::report::words;

use super::{Fit, Page, Words, reference, spoken};

impl Words<'_> {
    /// `: 3 clauses hang on what is not known`, to follow the verdict; a single one is named, and not again with each question.
    pub(super) fn undecided(&self) -> String {
        match self.explanation.undecided.as_slice() {
            [] => String::new(),
            [CitedRule::NoGrant(action)] => format!(": {}", words::no_grant(self.policy, *action)),
            [only] => format!(" by{}", self.clause(*only)),
            several => format!(": {} clauses hang on what is not known", several.len()),
        }
    }

    pub(super) fn questions(&self, page: &mut Page) {
        let (follow_ups, questions): (Vec<&Question>, Vec<&Question>) =
            self.explanation.questions.iter().partition(|question| question.is_follow_up);
        if questions.is_empty() {
            return;
        }
        page.blank();
        let few = if questions.len() > 3 { ", the best first; a few answers usually settle it" } else { "" };
        page.words(None, "", &format!("To settle it, answer{few}"), 2, Fit::Whole);
        let mut modules: Vec<&str> = Vec::new();
        let mut asked = 0;
        for question in questions {
            let name = words::name(self.policy, question.about);
            match self.policy.modules().find(|module| module_of(&name) == Some(module)) {
                Some(module) => modules.push(module),
                None => {
                    asked += 1;
                    self.question(asked, question, page);
                }
            }
        }
        if !modules.is_empty() {
            let id = &self.policy.license().id;
            let lead = format!("  {:>2}. ", asked + 1);
            page.words(None, &lead, &format!("Which of these modules did the licensor choose? {}", modules.join(", ")), 6, Fit::Whole);
            page.words(
                None,
                "      ",
                &format!("a question for the licensor; name those chosen with the license: `{id}:NAME,NAME`"),
                6,
                Fit::Whole,
            );
        }
        if !follow_ups.is_empty() {
            let more = if follow_ups.len() == 1 { "one more question follows" } else { "a few more questions follow" };
            page.words(None, "  ", &format!("Only where these answers leave it open, {more}."), 2, Fit::Whole);
        }
    }

    fn question(&self, number: usize, question: &Question, page: &mut Page) {
        page.words(None, &format!("  {number:>2}. "), &words::ask(self.policy, question.about), 6, Fit::Whole);
        let to = match question.to {
            Addressee::Operator => "",
            Addressee::Licensor => "; a question for the licensor",
            Addressee::Counsel => "; a question for counsel",
        };
        let name = |rule: &CitedRule| match *rule {
            CitedRule::NoGrant(_) => "whether a grant is needed".to_owned(),
            rule => rule.cited(self.policy).map(reference).unwrap_or_default(),
        };
        let mut names: Vec<String> = Vec::new();
        for name in question.decides.iter().map(name) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let decides = match self.explanation.undecided.as_slice() {
            [_] => String::new(),
            _ => format!("; decides {}", names.join(", ")),
        };
        page.words(None, "      ", &format!("{}{decides}{to}", spoken(&words::name(self.policy, question.about))), 6, Fit::Whole);
    }
}
