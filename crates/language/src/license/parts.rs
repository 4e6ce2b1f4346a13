//! Sections and clauses, resolved.

use crate::syntax::ast::{self, Word};
use crate::syntax::digest;
use railc_core::base::{Span, bindings};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::policy::Confidence;

use super::flatten::{PlacedClause, PlacedSection};
use super::number::reference;
use super::resolver::Resolver;
use super::{Allow, Clause, Condition, Exception, Rule, Section, Text};

impl Resolver<'_> {
    /// A section with its clauses; numbers are those of the original, or empty.
    pub(super) fn section(&mut self, placed: &PlacedSection<'_>) -> Section {
        self.section = placed.id().to_owned();
        let mut section = Section { id: placed.id().to_owned(), number: value(placed.at), ..Section::implied() };
        if let Some(ast) = placed.ast {
            section.is_implied = false;
            section.title = ast.title.as_ref().map(|title| title.value.clone());
            section.is_attachment = ast.attachment;
            section.module = self.own_module(ast.optional, &ast.name);
            section.when = self.optional_condition(ast.when.as_ref());
            section.exceptions = self.exceptions(&ast.exceptions);
            section.text = self.optional_text(ast.text.as_ref());
            section.notes = values(&ast.notes);
            section.allows = self.allows(&ast.allows);
            section.digest = digest::of_section(ast);
            section.span = Some(ast.span);
        }
        let mut turn = 0;
        for clause in &placed.clauses {
            let own = clause.at.or(clause.ast.at.as_ref());
            let number = match (own, placed.each_at) {
                (Some(at), _) => at.value.clone(),
                (None, Some(scheme)) => {
                    turn += 1;
                    reference(scheme, turn, &mut self.diagnostics)
                }
                (None, None) => section.number.clone(),
            };
            let clause = self.clause(clause, number);
            section.clauses.push(clause);
        }
        section
    }

    fn own_module(&self, optional: bool, name: &Word) -> Option<usize> {
        if optional { self.local_place(&format!("module.{}", name.value)) } else { None }
    }

    fn clause(&mut self, placed: &PlacedClause<'_>, number: String) -> Clause {
        let ast = placed.ast;
        self.check_confidence(ast);
        let mut rule = self.rule(&ast.rule, ast.rule_span);
        if let Some(home) = placed.home {
            let when = self.optional_condition(home.when.as_ref());
            let exceptions = self.exceptions(&home.exceptions);
            rule = rule.within(when, exceptions);
        }
        Clause {
            id: ast.name.value.clone(),
            title: ast.title.as_ref().map(|title| title.value.clone()),
            number,
            module: self.own_module(ast.optional, &ast.name),
            rule,
            text: self.clause_text(ast),
            wording: self.wording(ast),
            confidence: ast.confidence.as_ref().map(|confidence| match confidence.value {
                ast::Confidence::Medium => Confidence::Medium,
                ast::Confidence::Low => Confidence::Low,
            }),
            notes: values(&ast.notes),
            allows: self.allows(&ast.allows),
            is_inherited: placed.is_inherited,
            digest: digest::of_clause(ast),
            span: ast.span,
        }
    }

    /// The words of a clause, without what they are bound to.
    fn clause_text(&mut self, clause: &ast::Clause) -> Option<Text> {
        let text = clause.text.as_ref()?;
        Some(self.text(&Word { value: bindings::printed(&text.value), span: text.span }))
    }

    /// Only on another's clause can lawyers differ whose words nobody here can mend; and a note says what the other view is.
    fn check_confidence(&mut self, clause: &ast::Clause) {
        let Some(confidence) = &clause.confidence else { return };
        let (message, help) = match (self.is_reading, clause.notes.is_empty()) {
            (false, _) => {
                let help = "write the clause so that it is plain, ask with a `question`, or leave `confidence` out";
                ("`confidence` is for readings: the words of your own license can be made plain", help)
            }
            (true, true) => ("nothing says why lawyers may differ on this clause", "say in a `note` what the other view is"),
            (true, false) => return,
        };
        self.diagnostics.push(Diagnostic::new(Code::MisplacedConfidence, message).at(confidence.span, "").help(help));
    }

    /// What is allowed; each says why.
    pub(super) fn allows(&mut self, allows: &[Allow]) -> Vec<Allow> {
        for allow in allows.iter().filter(|allow| allow.because.value.trim().is_empty()) {
            let diagnostic = Diagnostic::new(Code::NoReason, "an `allow` says why").at(allow.because.span, "");
            self.diagnostics.push(diagnostic.help("give the reason, or mend what the lint finds"));
        }
        allows.to_vec()
    }

    fn rule(&mut self, rule: &ast::Rule, span: Span) -> Rule {
        match rule {
            ast::Rule::Permit { actions, when, exceptions } => self.permit(actions, when.as_ref(), exceptions),
            ast::Rule::Prohibit { condition, exceptions } => {
                Rule::Prohibit { condition: self.condition(condition), exceptions: self.exceptions(exceptions) }
            }
            ast::Rule::Must { performance, when, exceptions, showing } => Rule::Must {
                performance: self.condition(performance),
                when: self.optional_condition(when.as_ref()),
                exceptions: self.exceptions(exceptions),
                showing: self.optional_text(showing.as_ref()),
            },
            ast::Rule::Withdraw { grants, when, exceptions } => {
                let known: Vec<String> = grants.iter().filter(|grant| self.is_part(grant)).map(|grant| grant.value.clone()).collect();
                Rule::Withdraw { grants: known, when: self.condition(when), exceptions: self.exceptions(exceptions) }
            }
            ast::Rule::Should { performance, when, showing } => Rule::Should {
                performance: self.condition(performance),
                when: self.optional_condition(when.as_ref()),
                showing: self.optional_text(showing.as_ref()),
            },
            ast::Rule::LicensorMay(power) => Rule::LicensorMay(self.text(power)),
            ast::Rule::NotModelled(reason) => {
                if reason.value.trim().is_empty() {
                    let diagnostic = Diagnostic::new(Code::NoReason, "what is not modelled says why");
                    self.diagnostics.push(diagnostic.at(span, "").help("give the reason: `not modelled because \"…\"`"));
                    return Rule::NotModelled(Text { paragraphs: Vec::new() });
                }
                Rule::NotModelled(self.text(reason))
            }
        }
    }

    fn permit(&mut self, actions: &[ast::Word], when: Option<&ast::Condition>, exceptions: &[ast::Exception]) -> Rule {
        if let Some(named) = exceptions.iter().find(|exception| exception.name.is_some()) {
            let diagnostic = Diagnostic::new(Code::ExceptOnPermit, "`except` on a `permit` would take away what it seems to give");
            self.diagnostics.push(diagnostic.at(named.span, "").help("say with `when` on what condition the actions are permitted"));
        }
        Rule::Permit {
            actions: self.concepts_of(actions, "action", Code::NotAnAction),
            when: self.optional_condition(when),
            unless: self.optional_condition(exceptions.first().map(|exception| &exception.condition)),
        }
    }
}

impl Section {
    /// The section for clauses outside any section.
    fn implied() -> Section {
        Section {
            id: String::new(),
            title: None,
            number: String::new(),
            is_attachment: false,
            is_implied: true,
            module: None,
            when: None,
            exceptions: Vec::new(),
            text: None,
            notes: Vec::new(),
            clauses: Vec::new(),
            allows: Vec::new(),
            digest: String::new(),
            span: None,
        }
    }
}

impl Rule {
    /// The rule with a further condition and further exceptions.
    fn within(self, when: Option<Condition>, more: Vec<Exception>) -> Rule {
        let both = |own: Option<Condition>| match (when.clone(), own) {
            (Some(one), Some(other)) => Some(Condition::All(vec![one, other])),
            (one, other) => one.or(other),
        };
        let with = |own: Vec<Exception>| own.into_iter().chain(more.clone()).collect();
        match self {
            Rule::Permit { actions, when, unless } => {
                let lifted = more.iter().map(|exception| exception.condition.clone());
                let all: Vec<Condition> = unless.into_iter().chain(lifted).collect();
                let unless = if all.len() > 1 { Some(Condition::Any(all)) } else { all.into_iter().next() };
                Rule::Permit { actions, when: both(when), unless }
            }
            Rule::Prohibit { condition, exceptions } => {
                Rule::Prohibit { condition: both(Some(condition)).unwrap_or(Condition::All(Vec::new())), exceptions: with(exceptions) }
            }
            Rule::Must { performance, when, exceptions, showing } => {
                Rule::Must { performance, when: both(when), exceptions: with(exceptions), showing }
            }
            Rule::Withdraw { grants, when, exceptions } => {
                Rule::Withdraw { grants, when: both(Some(when)).unwrap_or(Condition::All(Vec::new())), exceptions: with(exceptions) }
            }
            Rule::Should { performance, when, showing } => Rule::Should { performance, when: both(when), showing },
            Rule::LicensorMay(_) | Rule::NotModelled(_) => self,
        }
    }
}

fn value(word: Option<&Word>) -> String {
    word.map(|word| word.value.clone()).unwrap_or_default()
}

pub(super) fn values(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.value.clone()).collect()
}
