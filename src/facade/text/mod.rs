//! One answer for people: the verdict first, then the facts that decide, what is owed, what was not said, what to ask.
//!
//! `page` breaks lines, `facts` and `unsaid` are what a verdict rests on (`indirect` turns a question into part of a sentence), `duties` and `questions`
//! what follows.

mod duties;
mod facts;
mod indirect;
mod page;
mod questions;
mod unsaid;

use railc_core::base::{Sources, one_line};
use railc_core::check::{CitedRule, Explanation, Lifted, Verdict};
use railc_core::policy::{Cited, Policy, module_of};
use railc_core::report::words;
use railc_core::usage::{Said, Use};

pub(super) use facts::{fact, origin};
pub(crate) use page::{Fit, Line, Page, Tone, WIDTH};

/// One use under one policy, with the answer.
pub(crate) struct Words<'a> {
    /// The name of the use.
    pub name: &'a str,
    /// The use, with the chosen modules stated.
    pub described: &'a Use,
    /// The policy.
    pub policy: &'a Policy,
    /// The answer.
    pub explanation: &'a Explanation,
    /// The texts in which facts are stated.
    pub sources: &'a Sources,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// The longest line, in characters.
    pub width: usize,
    /// Whether every presumption is shown, and every text in full.
    pub presumed: bool,
}

impl Words<'_> {
    /// The verdict.
    pub(crate) fn verdict(&self) -> Verdict {
        self.explanation.answer.verdict
    }

    /// The whole answer.
    pub(crate) fn lines(&self, look: Look) -> Vec<Line> {
        let mut page = Page::new(look.width);
        self.heading(&mut page);
        self.decisive(look, &mut page);
        self.facts(look, &mut page);
        self.explanation.lifted.iter().for_each(|lifted| self.lifted(lifted, &mut page));
        self.questions(&mut page);
        self.duties(look, &mut page);
        self.unsaid(look, &mut page);
        page.into_lines()
    }

    /// The use, the license and the modules chosen.
    fn heading(&self, page: &mut Page) {
        let name = one_line(self.name);
        let title = self.described.title.as_ref().map_or_else(|| name.clone().into_owned(), |title| format!("{title} ({name})"));
        page.words(None, "", &title, 2, Fit::Whole);
        let license = self.policy.license();
        page.words(
            None,
            "",
            &format!("under {} ({}){}", named(&license.name, &license.version), license.id, self.modules()),
            2,
            Fit::Whole,
        );
        page.line("");
    }

    /// `, modules: likeness, medical; not law; 3 not said`: nothing for a license without modules.
    fn modules(&self) -> String {
        let modules: Vec<&str> = self.policy.modules().collect();
        if modules.is_empty() {
            return String::new();
        }
        let those = |said: Said| -> Vec<&str> {
            let is_so = |module: &&str| {
                let stated = self.described.facts.iter().rev().find(|fact| module_of(&fact.name) == Some(module));
                stated.map_or(Said::Unknown, |fact| fact.said) == said
            };
            modules.iter().copied().filter(is_so).collect()
        };
        let (chosen, left, open) = (those(Said::Holds), those(Said::Fails), those(Said::Unknown));
        match (chosen.as_slice(), left.as_slice(), open.as_slice()) {
            (_, [], []) => format!(", with all of its {} modules", modules.len()),
            ([], _, []) => format!(", with none of its {} modules", modules.len()),
            (chosen, _, []) => format!(", with the {} {}", if chosen.len() == 1 { "module" } else { "modules" }, chosen.join(", ")),
            ([], [], _) => ", modules not named".to_owned(),
            (chosen, left, open) => {
                let list = |lead: &str, names: &[&str]| (!names.is_empty()).then(|| format!("{lead}{}", names.join(", ")));
                let parts = [list("", chosen), list("not ", left), Some(format!("{} not named", open.len()))];
                format!(", modules: {}", parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// The verdict, with the rules that decide.
    fn decisive(&self, look: Look, page: &mut Page) {
        // What takes rights away says more than the grant that it affects.
        let is_limit = |rule: &CitedRule| matches!(rule, CitedRule::Limit(_));
        let (limits, others): (Vec<CitedRule>, Vec<CitedRule>) = self.explanation.decisive.iter().copied().partition(is_limit);
        let verdict = self.verdict();
        // Why something is given matters less than why it is not.
        let fit = if verdict == Verdict::Permitted && !look.presumed { Fit::Lines(1) } else { Fit::Whole };
        if self.explanation.decisive.is_empty() {
            page.words(Some(Tone::of(verdict)), "", &format!("{verdict}{}", self.undecided()), 2, Fit::Whole);
        }
        for (at, rule) in limits.iter().chain(&others).copied().enumerate() {
            let lead = match (at, rule) {
                (0, CitedRule::NoGrant(_)) => format!("{verdict} by no clause"),
                (_, CitedRule::NoGrant(_)) => "and by no clause".to_owned(),
                (0, _) => format!("{verdict} by"),
                (_, CitedRule::Grant(_)) if !limits.is_empty() => "not given by".to_owned(),
                (_, CitedRule::Grant(_) | CitedRule::Limit(_) | CitedRule::Prohibition(_)) => "and by".to_owned(),
            };
            // The grant that a limit takes away is beside the point.
            let fit = if lead == "not given by" && !look.presumed { Fit::Lines(1) } else { fit };
            let tone = (at == 0).then(|| Tone::of(verdict));
            page.words(tone, "", &format!("{lead}{}", self.clause(rule)), 2, fit);
            if let Some(disputed) = rule.cited(self.policy).and_then(disputed) {
                page.words(None, "  ", &format!("{disputed}; `railc show` tells why"), 2, Fit::Whole);
            }
        }
    }

    /// ` 4.2 (@medical): medical advice`, to follow a lead-in.
    fn clause(&self, rule: CitedRule) -> String {
        match (rule, rule.cited(self.policy)) {
            (CitedRule::NoGrant(action), _) => format!(": {}", words::no_grant(self.policy, action)),
            (_, Some(cited)) => format!(" {}: {}", reference(cited), cited.words),
            (_, None) => String::new(),
        }
    }

    fn lifted(&self, lifted: &Lifted, page: &mut Page) {
        let exceptions: Vec<String> = lifted.exceptions.iter().map(|exception| format!("@{exception}")).collect();
        let clause = lifted.cited(self.policy).map(reference).unwrap_or_default();
        page.words(None, "  lifted   ", &format!("{clause} by {}", exceptions.join(", ")), 11, Fit::Whole);
    }
}

/// `4.2 (@medical)`, by which people and specs name a clause.
fn reference(cited: &Cited) -> String {
    if cited.clause.is_empty() { format!("(@{})", cited.id) } else { format!("{} (@{})", cited.clause, cited.id) }
}

/// What stands beside a clause on which lawyers may differ.
fn disputed(cited: &Cited) -> Option<&'static str> {
    cited.confidence.map(words::disputed)
}

/// `purpose medical.advice`: a name as a use file has it, a facet and what is said in it.
fn spoken(name: &str) -> String {
    name.replacen('.', " ", 1)
}

/// A license by its title and its version, unless the title includes it.
pub(crate) fn named(title: &str, version: &str) -> String {
    let title = &*one_line(title);
    if version.is_empty() || title.split(' ').any(|word| word == version) { title.to_owned() } else { format!("{title} {version}") }
}
