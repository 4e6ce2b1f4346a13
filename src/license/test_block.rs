//! The `test` blocks of a spec, with every name in them known.

use crate::base::{Number, Span, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{self, Choice, Comparison, GivenFact, Word};

use super::Test;
use super::names::Names;
use super::parts::values;

/// What a test's use says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Described {
    /// Concepts, questions and modules, and what is said of them.
    pub facts: Vec<(String, Told, Span)>,
    /// Scalars, and what is said of them.
    pub numbers: Vec<(String, Amount, Span)>,
    /// Facets opened.
    pub open: Vec<String>,
    /// Facets closed.
    pub closed: Vec<String>,
    /// `presume nothing`
    pub presume_nothing: bool,
}

/// What a test says of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// `monthly-active-users = 5000`
    Is(Number),
    /// `monthly-active-users more than 5000`
    Compares(Comparison, Number),
    /// `unknown monthly-active-users`
    Unknown,
}

/// What a test says of a proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// `purpose.harm`
    Holds,
    /// `not purpose.harm`
    Fails,
    /// `unknown purpose.harm`
    Unknown,
}

impl Names<'_> {
    /// A test with its names checked.
    pub fn test(&mut self, test: &ast::Test) -> Test {
        let mut described = Described { presume_nothing: test.presume_nothing, ..Described::default() };
        for given in &test.given {
            match &given.fact {
                GivenFact::Holds(name) => self.told(name, Told::Holds, &mut described),
                GivenFact::Fails(name) => self.told(name, Told::Fails, &mut described),
                GivenFact::Unknown(name) => self.told(name, Told::Unknown, &mut described),
                GivenFact::Equals(name, number) => self.number(name, Amount::Is(*number), &mut described),
                GivenFact::Bound(name, comparison, number) => self.number(name, Amount::Compares(*comparison, *number), &mut described),
            }
        }
        described.open = self.facets(&test.open);
        described.closed = self.facets(&test.closed);
        for name in test.because.iter().chain(&test.owing) {
            let part = name.value.split('/').next().unwrap_or_default().to_owned();
            self.require_part(&Word { value: part, span: name.span });
        }
        Test {
            name: test.name.value.clone(),
            described,
            choosing: test.choosing.as_ref().map(|choice| self.chosen(choice)),
            verdict: test.verdict.value.clone(),
            because: values(&test.because),
            owing: values(&test.owing),
            asking: values(&test.asking),
            span: test.span,
        }
    }

    fn told(&mut self, name: &Word, told: Told, described: &mut Described) {
        let is_known = self.local_place(&name.value).is_some() || self.vocabulary.find_concept(&name.value).is_some();
        if told == Told::Unknown && self.vocabulary.find_scalar(&name.value).is_some() {
            return self.number(name, Amount::Unknown, described);
        }
        if is_known {
            described.facts.push((name.value.clone(), told, name.span));
        } else {
            self.unknown_proposition(&name.value, name.span);
        }
    }

    fn number(&mut self, name: &Word, amount: Amount, described: &mut Described) {
        if self.vocabulary.find_scalar(&name.value).is_some() {
            described.numbers.push((name.value.clone(), amount, name.span));
            return;
        }
        let near = nearest(&name.value, self.vocabulary.scalars().iter().map(|scalar| scalar.name.as_str()));
        let diagnostic = Diagnostic::new(Code::UnknownScalar, format!("the vocabulary has no number `{}`", name.value)).at(name.span, "");
        self.diagnostics.push(diagnostic.nearest(&near, "look for it with `railc vocab`"));
    }

    fn facets(&mut self, names: &[Word]) -> Vec<String> {
        let mut known = Vec::new();
        for name in names {
            if self.vocabulary.find_facet(&name.value).is_some() {
                known.push(name.value.clone());
                continue;
            }
            let near = nearest(&name.value, self.vocabulary.facets().iter().map(|facet| facet.name.as_str()));
            let diagnostic = Diagnostic::new(Code::UnknownFacet, format!("there is no facet `{}`", name.value)).at(name.span, "");
            self.diagnostics.push(diagnostic.nearest(&near, "name a facet of the vocabulary, such as `sector`"));
        }
        known
    }

    fn chosen(&mut self, choice: &Choice) -> Vec<String> {
        let modules = self.locals.iter().filter_map(|local| local.id.strip_prefix("module.")).map(str::to_owned);
        match choice {
            Choice::All => modules.collect(),
            Choice::None => Vec::new(),
            Choice::These(names) => {
                let modules: Vec<String> = modules.collect();
                for name in names.iter().filter(|name| !modules.contains(&name.value)) {
                    let near = nearest(&name.value, modules.iter().map(String::as_str));
                    let diagnostic = Diagnostic::new(Code::UnknownModule, format!("there is no module `{}`", name.value)).at(name.span, "");
                    self.diagnostics.push(diagnostic.nearest(&near, "a module is a clause or section marked `optional`"));
                }
                values(names)
            }
        }
    }
}
