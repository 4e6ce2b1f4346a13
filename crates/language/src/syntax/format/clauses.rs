//! Clauses: a rule in one line if it fits, else one part per line; its exceptions and words below it.

use super::conditions::{flat, starts};
use super::writer::Writer;
use crate::syntax::ast::{Allow, Clause, Condition, Confidence, Exception, Rule, Word};

/// A rule without its named exceptions.
struct Core<'a> {
    keyword: &'a str,
    main: Main<'a>,
    when: Option<&'a Condition>,
    exceptions: &'a [Exception],
    showing: Option<&'a Word>,
}

/// What directly follows the keyword of a rule.
enum Main<'a> {
    Condition(&'a Condition),
    Names(&'a str, &'a [Word]),
    Text(&'a Word),
}

impl Writer {
    /// A clause.
    pub(super) fn clause(&mut self, clause: &Clause) {
        self.anchor_item(clause.span);
        self.word(if clause.optional { "optional clause" } else { "clause" });
        self.name("@", &clause.name);
        if let Some(title) = &clause.title {
            self.text(title);
        }
        self.optional_text("at", clause.at.as_ref());
        self.line(2);
        self.anchor(clause.rule_span);
        self.core(&core(&clause.rule));
        self.text_line("text", clause.text.as_ref());
        self.text_line("pinned", clause.pinned.as_ref());
        if let Some(confidence) = &clause.confidence {
            self.line(2);
            self.anchor(confidence.span);
            self.word("confidence");
            self.word(match confidence.value {
                Confidence::Medium => "medium",
                Confidence::Low => "low",
            });
        }
        self.notes(&clause.notes);
        self.allows(&clause.allows);
    }

    fn core(&mut self, core: &Core) {
        let breaks = !(self.fits(core.length()) && self.are_together(&core.starts()));
        self.word(core.keyword);
        match core.main {
            Main::Condition(condition) => self.condition(condition, 2),
            Main::Names(_, []) => self.word("all"),
            Main::Names(sign, names) => self.list(sign, names),
            Main::Text(text) => self.text(text),
        }
        for (keyword, condition) in core.conditions() {
            self.part(breaks);
            self.anchor(condition.span);
            self.word(keyword);
            self.condition(condition, if breaks { 4 } else { 2 });
        }
        if let Some(showing) = core.showing {
            self.part(breaks);
            self.anchor(showing.span);
            self.word("showing");
            self.text(showing);
        }
        for exception in core.exceptions.iter().filter(|exception| exception.name.is_some()) {
            self.line(2);
            self.exception(exception, 2);
        }
    }

    fn part(&mut self, breaks: bool) {
        if breaks {
            self.line(4);
        }
    }

    /// `text "…"` on its own line.
    pub(super) fn text_line(&mut self, keyword: &str, text: Option<&Word>) {
        let Some(text) = text else { return };
        self.line(2);
        self.anchor(text.span);
        self.word(keyword);
        self.text(text);
    }

    /// `note "…"`, each on its own line.
    pub(super) fn notes(&mut self, notes: &[Word]) {
        for note in notes {
            self.text_line("note", Some(note));
        }
    }

    /// `allow archaic-word because "…"`, each on its own line.
    pub(super) fn allows(&mut self, allows: &[Allow]) {
        for allow in allows {
            self.line(2);
            self.anchor(allow.span);
            self.word("allow");
            self.allow(allow);
        }
    }

    /// `archaic-word because "…"`
    pub(super) fn allow(&mut self, allow: &Allow) {
        self.name("", &allow.lint);
        self.anchor(allow.because.span);
        self.word("because");
        self.text(&allow.because);
    }

    /// `at "…"`, if there is one.
    pub(super) fn optional_text(&mut self, keyword: &str, text: Option<&Word>) {
        let Some(text) = text else { return };
        self.anchor(text.span);
        self.word(keyword);
        self.text(text);
    }

    /// A keyword in a column of this width.
    pub(super) fn keyword(&mut self, keyword: &str, width: usize) {
        self.word(&format!("{keyword:width$}"));
    }
}

impl Core<'_> {
    /// `when …`, `unless …`
    fn conditions(&self) -> impl Iterator<Item = (&'static str, &Condition)> {
        let unnamed = self.exceptions.iter().filter(|exception| exception.name.is_none());
        let unless = unnamed.map(|exception| ("unless", &exception.condition));
        self.when.map(|when| ("when", when)).into_iter().chain(unless)
    }

    /// Its length in one line.
    fn length(&self) -> usize {
        let count = |text: &str| text.chars().count() + 1;
        let main = match &self.main {
            Main::Condition(condition) => count(&flat(condition)),
            Main::Names(sign, names) => names.iter().map(|name| count(&name.value) + sign.len() + 1).sum(),
            Main::Text(text) => count(&text.value) + 2,
        };
        let conditions: usize = self.conditions().map(|(keyword, condition)| count(keyword) + count(&flat(condition))).sum();
        let showing = self.showing.map_or(0, |text| count("showing") + count(&text.value) + 2);
        count(self.keyword) + main + conditions + showing - 1
    }

    /// Where its words were in the input, in order.
    fn starts(&self) -> Vec<u32> {
        let mut places = match &self.main {
            Main::Condition(condition) => starts(condition),
            Main::Names(_, names) => names.iter().map(|name| name.span.start).collect(),
            Main::Text(text) => vec![text.span.start],
        };
        places.extend(self.conditions().flat_map(|(_, condition)| starts(condition)));
        places.extend(self.showing.map(|text| text.span.start));
        places
    }
}

fn core(rule: &Rule) -> Core<'_> {
    let plain = |keyword, main| Core { keyword, main, when: None, exceptions: &[], showing: None };
    match rule {
        Rule::Permit { actions, when, exceptions } => Core { when: when.as_ref(), exceptions, ..plain("permit", Main::Names("", actions)) },
        Rule::Prohibit { condition, exceptions } => Core { exceptions, ..plain("prohibit", Main::Condition(condition)) },
        Rule::Must { performance, when, exceptions, showing } => {
            Core { when: when.as_ref(), exceptions, showing: showing.as_ref(), ..plain("must", Main::Condition(performance)) }
        }
        Rule::Withdraw { grants, when, exceptions } => Core { when: Some(when), exceptions, ..plain("withdraw", Main::Names("@", grants)) },
        Rule::Should { performance, when, showing } => {
            Core { when: when.as_ref(), showing: showing.as_ref(), ..plain("should", Main::Condition(performance)) }
        }
        Rule::LicensorMay(text) => plain("licensor may", Main::Text(text)),
        Rule::NotModelled(text) => plain("not modelled because", Main::Text(text)),
    }
}
