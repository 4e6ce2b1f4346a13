//! Items other than clauses and tests.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::parts::{Reader, Seen};
use super::words::NAME_LIMIT;
use crate::syntax::ast::{Addressee, Allow, Include, Parameter, Question, Section, Spanned, Target, Term, Value, Word};
use railc_core::diagnostic::{Code, Diagnostic};

/// The most other forms of a term: they are looked through wherever it is used.
const FORM_LIMIT: usize = 100;

impl Reader {
    /// `import "core.rail"`
    pub(super) fn import(&mut self, pair: Pair<Rule>) -> Spanned<Target> {
        let target = self.only_target(pair.clone());
        self.spanned(&pair, target)
    }

    /// `parameter users = 700 million "…"`
    pub(super) fn parameter(&mut self, pair: Pair<Rule>) -> Parameter {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let name = self.word(parts.next());
        let value = self.value(parts.next());
        let about = parts.optional(Rule::text).map(|text| self.text(text));
        Parameter { name, value, about, span }
    }

    fn value(&mut self, pair: Pair<Rule>) -> Spanned<Value> {
        let span = self.span(&pair);
        let inner = self.children(pair).next();
        let value = match inner.as_rule() {
            Rule::number => Value::Number(self.number(inner)),
            _ => Value::Text(self.paragraphs(inner).value),
        };
        Spanned { value, span }
    }

    /// `term "Name" also "Form" means … text "…"`
    pub(super) fn term(&mut self, pair: Pair<Rule>) -> Term {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let name = self.term_name(parts.next());
        let also = parts.optional(Rule::also).map(|also| self.texts(also)).unwrap_or_default();
        let mut term = Term { name, also, means: None, text: None, allows: Vec::new(), span };
        let mut seen = Seen::default();
        for part in parts.rest() {
            if part.as_rule() == Rule::allow {
                term.allows.push(self.allow(part));
                continue;
            }
            if !self.is_first(&mut seen, &part, "term") {
                continue;
            }
            match part.as_rule() {
                Rule::means => term.means = Some(self.only_condition(part)),
                _ => term.text = Some(self.only_paragraphs(part)),
            }
        }
        term
    }

    /// A form of a term, which is printed as often as a name.
    fn term_name(&mut self, pair: Pair<Rule>) -> Word {
        let name = self.title(pair);
        self.check_length(&name, "a form of a term", NAME_LIMIT);
        name
    }

    fn texts(&mut self, pair: Pair<Rule>) -> Vec<Word> {
        let forms: Vec<Word> = self.children(pair).rest().map(|text| self.term_name(text)).collect();
        if let Some(excess) = forms.get(FORM_LIMIT) {
            let diagnostic = Diagnostic::new(Code::TooLarge, format!("a term has at most {FORM_LIMIT} other forms"));
            self.diagnostics.push(diagnostic.at(excess.span, "the first too many").help("leave out those that no text uses"));
        }
        forms
    }

    /// `question @reach to counsel ask "…" note "…"`
    pub(super) fn question(&mut self, pair: Pair<Rule>) -> Question {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let name = self.handle(parts.next());
        let addressee = parts.next();
        let to = match addressee.as_str() {
            "counsel" => Addressee::Counsel,
            "operator" => Addressee::Operator,
            _ => Addressee::Licensor,
        };
        let (mut ask, mut notes, mut seen) = (None, Vec::new(), Seen::default());
        for part in parts.rest() {
            if part.as_rule() == Rule::note {
                notes.push(self.only_paragraphs(part));
            } else if self.is_first(&mut seen, &part, "question") {
                let text = self.children(part).next();
                ask = Some(self.title(text));
            }
        }
        let ask = ask.expect("the grammar asks for `ask`");
        Question { name, to: self.spanned(&addressee, to), ask, notes, span }
    }

    /// `section @restrictions "Use restrictions" …`
    pub(super) fn section(&mut self, pair: Pair<Rule>) -> Section {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let optional = parts.optional(Rule::optional).is_some();
        let name = self.handle(parts.next());
        let title = parts.optional(Rule::text).map(|text| self.title(text));
        let mut section = Section {
            optional,
            name,
            title,
            at: None,
            each_at: None,
            attachment: false,
            when: None,
            exceptions: Vec::new(),
            text: None,
            notes: Vec::new(),
            allows: Vec::new(),
            span,
        };
        let mut seen = Seen::default();
        for part in parts.rest() {
            self.section_part(&mut section, &mut seen, part);
        }
        section
    }

    fn section_part(&mut self, section: &mut Section, seen: &mut Seen, part: Pair<Rule>) {
        match part.as_rule() {
            Rule::exception => return section.exceptions.push(self.exception(part)),
            Rule::note => return section.notes.push(self.only_paragraphs(part)),
            Rule::allow => return section.allows.push(self.allow(part)),
            _ => {}
        }
        if !self.is_first(seen, &part, "section") {
            return;
        }
        match part.as_rule() {
            Rule::at => section.at = Some(self.only_text(part)),
            Rule::each_at => section.each_at = Some(self.only_text(part)),
            Rule::attachment => section.attachment = true,
            Rule::when => section.when = Some(self.only_condition(part)),
            Rule::unless => section.exceptions.push(self.unless(part)),
            _ => section.text = Some(self.only_paragraphs(part)),
        }
    }

    /// `allow archaic-word because "…"`
    pub(super) fn allow(&mut self, pair: Pair<Rule>) -> Allow {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let lint = self.word(parts.next());
        Allow { lint, because: self.text(parts.next()), span }
    }

    /// `include @restrictions except @disclose at "…" each at "…"`
    pub(super) fn include(&mut self, pair: Pair<Rule>) -> Include {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let name = self.handle(parts.next());
        let mut include = Include { name, except: Vec::new(), at: None, each_at: None, span };
        let mut seen = Seen::default();
        for part in parts.rest() {
            if !self.is_first(&mut seen, &part, "`include`") {
                continue;
            }
            match part.as_rule() {
                Rule::left_out => include.except = self.only_list(part),
                Rule::at => include.at = Some(self.only_text(part)),
                _ => include.each_at = Some(self.only_text(part)),
            }
        }
        include
    }

    /// The list of a grammar rule with nothing else: `covers …`.
    pub(super) fn only_list(&mut self, pair: Pair<Rule>) -> Vec<Word> {
        let list = self.children(pair).next();
        self.list(list)
    }
}
