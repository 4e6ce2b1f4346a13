//! Items other than clauses.

use super::conditions::words;
use super::words::{number, quoted};
use super::writer::Writer;
use crate::syntax::ast::{
    Addressee, Choice, Given, GivenFact, Include, Item, Parameter, Question, Section, Spanned, Target, Term, Test, Value, Word,
};
use railc_core::base::Span;

impl Writer {
    /// An item.
    pub(super) fn item(&mut self, item: &Item) {
        match item {
            Item::Import(import) => self.import(import),
            Item::Parameter(parameter) => self.parameter(parameter),
            Item::Term(term) => self.term(term),
            Item::Question(question) => self.question(question),
            Item::Section(section) => self.section(section),
            Item::Clause(clause) => self.clause(clause),
            Item::Include(include) => self.include(include),
            Item::Test(test) => self.test(test),
        }
    }

    fn import(&mut self, import: &Spanned<Target>) {
        self.anchor_item(import.span);
        self.word("import");
        self.target(&import.value);
    }

    fn parameter(&mut self, parameter: &Parameter) {
        self.anchor_item(parameter.span);
        self.word("parameter");
        self.name("", &parameter.name);
        self.word("=");
        match &parameter.value.value {
            Value::Number(value) => {
                self.anchor(parameter.value.span);
                self.word(&number(*value));
            }
            Value::Text(value) => self.text(&Word { value: value.clone(), span: parameter.value.span }),
        }
        if let Some(about) = &parameter.about {
            self.text(about);
        }
    }

    pub(super) fn term(&mut self, term: &Term) {
        self.anchor_item(term.span);
        self.word("term");
        self.text(&term.name);
        if let Some(first) = term.also.first() {
            self.anchor(first.span);
            self.word("also");
            let forms: Vec<(Span, String)> = term.also.iter().map(|form| (form.span, quoted(&form.value))).collect();
            self.aligned(&forms);
        }
        if let Some(means) = &term.means {
            self.line(2);
            self.anchor(means.span);
            self.word("means");
            self.condition(means, 2);
        }
        if let Some(text) = &term.text {
            self.line(2);
            self.anchor(text.span);
            self.keyword("text", if term.means.is_some() { 5 } else { 4 });
            self.text(text);
        }
        self.allows(&term.allows);
    }

    fn question(&mut self, question: &Question) {
        self.anchor_item(question.span);
        self.word("question");
        self.name("@", &question.name);
        self.anchor(question.to.span);
        self.word(match question.to.value {
            Addressee::Counsel => "to counsel",
            Addressee::Operator => "to operator",
            Addressee::Licensor => "to licensor",
        });
        self.text_line("ask", Some(&question.ask));
        self.notes(&question.notes);
    }

    fn section(&mut self, section: &Section) {
        self.anchor_item(section.span);
        self.word(if section.optional { "optional section" } else { "section" });
        self.name("@", &section.name);
        if let Some(title) = &section.title {
            self.text(title);
        }
        self.optional_text("at", section.at.as_ref());
        self.optional_text("each at", section.each_at.as_ref());
        if section.attachment {
            self.word("as attachment");
        }
        if let Some(when) = &section.when {
            self.line(2);
            self.anchor(when.span);
            self.word("when");
            self.condition(when, 2);
        }
        for exception in &section.exceptions {
            self.line(2);
            self.exception(exception, 2);
        }
        self.text_line("text", section.text.as_ref());
        self.notes(&section.notes);
        self.allows(&section.allows);
    }

    fn include(&mut self, include: &Include) {
        self.anchor_item(include.span);
        self.word("include");
        self.name("@", &include.name);
        if let Some(first) = include.except.first() {
            self.anchor(first.span);
            self.word("except");
            self.list("@", &include.except);
        }
        self.optional_text("at", include.at.as_ref());
        self.optional_text("each at", include.each_at.as_ref());
    }

    fn test(&mut self, test: &Test) {
        self.anchor_item(test.span);
        self.word("test");
        self.text(&test.name);
        let width = if test.choosing.is_some() { 8 } else { 6 };
        match &test.choosing {
            None => {}
            Some(Choice::All) => self.keyword_line("choosing", width, "all"),
            Some(Choice::None) => self.keyword_line("choosing", width, "none"),
            Some(Choice::These(modules)) => self.list_line("choosing", width, "@", modules),
        }
        if let Some(first) = test.given.first() {
            self.line(2);
            self.anchor(first.span);
            self.keyword("given", width);
            let facts: Vec<(Span, String)> = test.given.iter().map(|given| (given.span, fact(given))).collect();
            self.aligned(&facts);
        }
        self.list_line("open", width, "", &test.open);
        self.list_line("closed", width, "", &test.closed);
        if test.presume_nothing {
            self.keyword_line("presume", width, "nothing");
        }
        self.expect(test, width);
    }

    fn expect(&mut self, test: &Test, width: usize) {
        self.line(2);
        self.anchor(test.verdict.span);
        self.keyword("expect", width);
        let column = self.next_column();
        self.name("", &test.verdict);
        let parts = [("because", "@", &test.because), ("owing", "@", &test.owing), ("asking", "", &test.asking)];
        let words = |sign: &str, names: &[Word]| names.iter().map(|name| name.value.len() + sign.len() + 2).sum::<usize>();
        let length: usize = parts.iter().map(|(keyword, sign, names)| keyword.len() + 1 + words(sign, names)).sum();
        let breaks = !self.fits(length);
        for (keyword, sign, names) in parts {
            let Some(first) = names.first() else { continue };
            if breaks {
                self.line(column);
            }
            self.anchor(first.span);
            self.word(keyword);
            self.list(sign, names);
        }
    }

    fn keyword_line(&mut self, keyword: &str, width: usize, word: &str) {
        self.line(2);
        self.keyword(keyword, width);
        self.word(word);
    }

    fn list_line(&mut self, keyword: &str, width: usize, sign: &str, names: &[Word]) {
        let Some(first) = names.first() else { return };
        self.line(2);
        self.anchor(first.span);
        self.keyword(keyword, width);
        self.list(sign, names);
    }
}

fn fact(given: &Given) -> String {
    match &given.fact {
        GivenFact::Holds(name) => name.value.clone(),
        GivenFact::Fails(name) => format!("not {}", name.value),
        GivenFact::Unknown(name) => format!("unknown {}", name.value),
        GivenFact::Equals(name, value) => format!("{} = {}", name.value, number(*value)),
        GivenFact::Bound(name, comparison, value) => format!("{} {} {}", name.value, words(*comparison), number(*value)),
    }
}
