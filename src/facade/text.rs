//! One answer for people: the verdict first, then why, what is owed, what to ask.

use std::collections::BTreeMap;

use railc_core::base::{self, Sources, one_line};
use railc_core::check::{About, Addressee, CitedRule, Due, Explanation, Lifted, Origin, Reason, Status, Verdict};
use railc_core::policy::{Cited, Policy};
use railc_core::report::words;
use railc_core::vocabulary::Concept;

use super::parts;

/// One use under one policy, with the answer.
pub(crate) struct Words<'a> {
    /// The name of the use.
    pub name: &'a str,
    /// What its author calls it.
    pub title: Option<&'a str>,
    /// The policy.
    pub policy: &'a Policy,
    /// The answer.
    pub explanation: &'a Explanation,
    /// The texts in which facts are stated.
    pub sources: &'a Sources,
}

impl Words<'_> {
    /// The verdict.
    pub(crate) fn verdict(&self) -> Verdict {
        self.explanation.answer.verdict
    }

    /// The whole answer, in lines of at most 100 characters. What is presumed absent is counted by facet, unless all reasons are requested.
    pub(crate) fn text(&self, all_reasons: bool) -> String {
        let name = one_line(self.name);
        let title = self.title.map_or_else(|| name.clone().into_owned(), |title| format!("{title} ({name})"));
        let license = self.policy.license();
        let mut text = format!("{}\nunder {} ({})\n\n", wrap(&title, 100, 0), named(&license.name, &license.version), license.id);
        self.decisive(&mut text);
        self.reasons(all_reasons, &mut text);
        self.explanation.lifted.iter().for_each(|lifted| text.push_str(&self.lifted(lifted)));
        self.questions(&mut text);
        self.duties(&mut text);
        text
    }

    /// The verdict, with the rules that decide.
    fn decisive(&self, text: &mut String) {
        // What takes rights away says more than the grant that it affects.
        let is_limit = |rule: &CitedRule| matches!(rule, CitedRule::Limit(_));
        let (limits, others): (Vec<CitedRule>, Vec<CitedRule>) = self.explanation.decisive.iter().copied().partition(is_limit);
        let verdict = self.verdict();
        if self.explanation.decisive.is_empty() {
            text.push_str(&format!("  {verdict}\n"));
        }
        for (at, rule) in limits.iter().chain(&others).copied().enumerate() {
            let lead = match (at, rule) {
                (0, CitedRule::NoGrant(_)) => format!("{verdict} by no clause"),
                (_, CitedRule::NoGrant(_)) => "and by no clause".to_owned(),
                (0, _) => format!("{verdict} by"),
                (_, CitedRule::Grant(_)) if !limits.is_empty() => "not given by".to_owned(),
                (_, CitedRule::Grant(_) | CitedRule::Limit(_) | CitedRule::Prohibition(_)) => "and by".to_owned(),
            };
            text.push_str(&format!("  {}\n", wrap(&format!("{lead}{}", self.clause(rule)), 100, 4)));
        }
    }

    /// ` 4.2 (@medical): medical advice`, to follow a lead-in.
    fn clause(&self, rule: CitedRule) -> String {
        match (rule, rule.cited(self.policy)) {
            (CitedRule::NoGrant(action), _) => format!(": {}", words::no_grant(self.policy, action)),
            (_, Some(Cited { id, clause, words, .. })) if clause.is_empty() => format!(" (@{id}): {words}"),
            (_, Some(Cited { id, clause, words, .. })) => format!(" {clause} (@{id}): {words}"),
            (_, None) => String::new(),
        }
    }

    /// Facts that force the verdict. What is presumed absent is counted by facet, unless all is requested: the list is short only for prohibitions.
    fn reasons(&self, all: bool, text: &mut String) {
        let counts = !all && self.verdict() != Verdict::Prohibited;
        let absent = |reason: &Reason| match (reason.about, reason.origin) {
            (About::Concept(concept), Origin::Presumed(_)) if counts && !reason.holds => Some(self.policy.vocabulary().concept(concept)),
            _ => None,
        };
        let mut by_facet: BTreeMap<&str, Vec<Concept<'_>>> = BTreeMap::new();
        let mut lead = "because";
        for reason in &self.explanation.because {
            match absent(reason) {
                Some(concept) => by_facet.entry(self.policy.vocabulary().facet(concept.facet()).name()).or_default().push(concept),
                None => {
                    let fact = parts::Reason::of(self.policy, reason, self.sources);
                    text.push_str(&format!("    {lead:<8} {}\n", wrap(&fact.to_string(), 100, 15)));
                    lead = "and";
                }
            }
        }
        for (facet, concepts) in by_facet {
            text.push_str(&format!("    presumed {}\n", wrap(&presumed_absent(facet, &concepts), 100, 15)));
        }
    }

    fn lifted(&self, lifted: &Lifted) -> String {
        let exceptions: Vec<String> = lifted.exceptions.iter().map(|exception| format!("@{exception}")).collect();
        let clause = lifted.cited(self.policy).map(|cited| cited.clause.as_str()).unwrap_or_default();
        format!("    lifted: {clause} (@{}) by {}\n", lifted.rule, exceptions.join(", "))
    }

    fn questions(&self, text: &mut String) {
        if self.explanation.questions.is_empty() {
            return;
        }
        let name = |rule: &CitedRule| match *rule {
            CitedRule::NoGrant(action) => words::no_grant(self.policy, action),
            rule => rule.cited(self.policy).map(|cited| format!("{} (@{})", cited.clause, cited.id)).unwrap_or_default(),
        };
        let open: Vec<String> = self.explanation.undecided.iter().map(name).collect();
        text.push_str(&format!(
            "    {}\n\n  To settle it, answer, the best question first:\n",
            wrap(&format!("open: {}", open.join(", ")), 100, 10)
        ));
        for (at, question) in self.explanation.questions.iter().enumerate() {
            let to = match question.to {
                Addressee::Operator => "",
                Addressee::Licensor => " (a question for the licensor)",
                Addressee::Counsel => " (a question for counsel)",
            };
            let hanging = |rule: &CitedRule| {
                rule.cited(self.policy).map_or_else(|| "whether a grant is needed".to_owned(), |cited| format!("@{}", cited.id))
            };
            let decides: Vec<String> = question.decides.iter().map(hanging).collect();
            let (ask, about) = (words::ask(self.policy, question.about), words::name(self.policy, question.about));
            let asked = format!("{ask}{to} [{about}; decides {}]", decides.join(", "));
            text.push_str(&format!("    {}. {}\n", at + 1, wrap(&asked, 100, 7)));
        }
    }

    fn duties(&self, text: &mut String) {
        let duties = &self.explanation.answer.duties;
        if !duties.is_empty() {
            text.push_str("\n  What is owed:\n");
        }
        for (state, open) in duties.iter().zip(&self.explanation.depends_on) {
            let duty = self.policy.duties().get(state.duty);
            let Cited { id, clause, words, .. } = &duty.cited;
            let lead = match (state.due, state.status) {
                (Due::Due, Status::Met) => "met",
                (Due::Due, Status::Unmet) => "UNMET",
                (Due::Due, Status::Unknown) => "due",
                (Due::Possible, Status::Met) => "met if due",
                (Due::Possible, Status::Unmet | Status::Unknown) => "may fall due",
            };
            let open: Vec<String> = open.iter().map(|about| words::name(self.policy, *about)).collect();
            let depends = if open.is_empty() { String::new() } else { format!(" [depends on {}]", open.join(", ")) };
            let words = match duty.showing.as_ref().filter(|showing| !words.contains(&format!("\"{showing}\""))) {
                Some(showing) => format!("{}; the words to show are \"{showing}\"", words.trim_end_matches('.')),
                None => words.clone(),
            };
            text.push_str(&format!("    {lead:<12} {}\n", wrap(&format!("{clause} (@{id}): {words}{depends}"), 100, 17)));
        }
    }
}

/// What is presumed absent in one facet. For standing with the law and the licensor it is put in words: nobody should overlook that presumption.
fn presumed_absent(facet: &str, concepts: &[Concept<'_>]) -> String {
    if facet == "standing" {
        let phrases: Vec<&str> = concepts.iter().map(|concept| concept.phrase()).collect();
        return format!("not {}", phrases.join(", nor "));
    }
    let shown: Vec<&str> = concepts.iter().take(4).filter_map(|concept| Some(concept.name().split_once('.')?.1)).collect();
    let rest = if concepts.len() > shown.len() { format!(" and {} more", concepts.len() - shown.len()) } else { String::new() };
    format!("no {facet} of: {}{rest}", shown.join(", "))
}

/// Words broken into lines of at most `width` characters, each but the first after `indent` spaces.
pub(crate) fn wrap(text: &str, width: usize, indent: usize) -> String {
    base::wrap(text, width.saturating_sub(indent), &format!("\n{}", " ".repeat(indent)))
}

/// A license by its title and its version, unless the title includes it.
pub(crate) fn named(title: &str, version: &str) -> String {
    let title = &*one_line(title);
    if version.is_empty() || title.split(' ').any(|word| word == version) { title.to_owned() } else { format!("{title} {version}") }
}
