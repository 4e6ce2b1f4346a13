//! The `test` blocks of a spec, with every name in them known.

use std::collections::BTreeMap;

use crate::syntax::ast::{self, Choice, Comparison, GivenFact, Word};
use railc_core::base::{Number, Span, nearest};
use railc_core::diagnostic::{Code, Diagnostic};

use super::Test;
use super::names::Names;
use super::parts::values;

/// What a test's use says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Described {
    /// Concepts, questions and modules by their current names, and what is said of them.
    pub facts: BTreeMap<String, (Told, Span)>,
    /// Scalars, and what is said of them.
    pub numbers: Vec<(String, Bounds, Span)>,
    /// Facets opened.
    pub open: Vec<String>,
    /// Facets closed.
    pub closed: Vec<String>,
    /// `presume nothing`
    pub presume_nothing: bool,
}

/// What a test says of a scalar: its ends, each with whether it is left out; no end where it is `unknown`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bounds {
    /// `monthly-active-users more than 5000`
    pub min: Option<(Number, bool)>,
    /// `monthly-active-users at most 5000`
    pub max: Option<(Number, bool)>,
}

impl Bounds {
    fn compared(comparison: Comparison, number: Number) -> Bounds {
        match comparison {
            Comparison::MoreThan => Bounds { min: Some((number, true)), max: None },
            Comparison::AtLeast => Bounds { min: Some((number, false)), max: None },
            Comparison::LessThan => Bounds { min: None, max: Some((number, true)) },
            Comparison::AtMost => Bounds { min: None, max: Some((number, false)) },
        }
    }

    /// A lower end and an upper end together; `None` where one end is said twice, or nothing beside an end.
    fn and(self, other: Bounds) -> Option<Bounds> {
        match (self, other) {
            (Bounds { min: Some(_), max: None }, Bounds { min: None, max: Some(_) }) => Some(Bounds { max: other.max, ..self }),
            (Bounds { min: None, max: Some(_) }, Bounds { min: Some(_), max: None }) => Some(Bounds { min: other.min, ..self }),
            _ => None,
        }
    }
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
                GivenFact::Equals(name, number) => {
                    let end = Some((*number, false));
                    self.number(name, Bounds { min: end, max: end }, &mut described);
                }
                GivenFact::Bound(name, comparison, number) => self.number(name, Bounds::compared(*comparison, *number), &mut described),
            }
        }
        described.open = self.facets(&test.open);
        described.closed = self.facets(&test.closed);
        self.check_presumptions(test);
        for name in test.because.iter().chain(&test.owing) {
            let part = name.value.split('/').next().unwrap_or_default().to_owned();
            self.require_part(&Word { value: part, span: name.span });
        }
        for name in &test.asking {
            let is_known = self.local_place(&name.value).is_some() || self.vocabulary.find_concept(&name.value).is_some();
            if !is_known && self.vocabulary.find_scalar(&name.value).is_none() {
                self.unknown_proposition(&name.value, name.span);
            }
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
        if told == Told::Unknown && self.vocabulary.find_scalar(&name.value).is_some() {
            return self.number(name, Bounds::default(), described);
        }
        let concept = self.vocabulary.find_concept(&name.value);
        if concept.is_none() && self.local_place(&name.value).is_none() {
            return self.unknown_proposition(&name.value, name.span);
        }
        if let Some(group) = concept.filter(|concept| self.vocabulary.concept(*concept).is_abstract()) {
            let kinds: Vec<String> =
                self.vocabulary.children(group).take(3).map(|kind| format!("`{}`", self.vocabulary.concept(kind).name())).collect();
            let message = format!("`{}` is a group, and no use has it by itself", name.value);
            let help = format!("name what is really meant, such as {}", kinds.join(", "));
            return self.diagnostics.push(Diagnostic::new(Code::AbstractConcept, message).at(name.span, "").help(help));
        }
        let current = concept.map_or(name.value.as_str(), |concept| self.vocabulary.concept(concept).name());
        let (before, place) = *described.facts.entry(current.to_owned()).or_insert((told, name.span));
        if before != told {
            let diagnostic = Diagnostic::new(Code::ContradictoryStatements, format!("two different things are said of `{}`", name.value));
            let diagnostic = diagnostic.at(name.span, "here one thing").and(place, "here another");
            self.diagnostics.push(diagnostic.help("keep the one that is true"));
        }
    }

    fn number(&mut self, name: &Word, bounds: Bounds, described: &mut Described) {
        if self.vocabulary.find_scalar(&name.value).is_some() {
            let Some((_, before, place)) = described.numbers.iter_mut().find(|(said, ..)| *said == name.value) else {
                return described.numbers.push((name.value.clone(), bounds, name.span));
            };
            let Some(both) = before.and(bounds) else {
                let message = format!("`{}` is given twice", name.value);
                let diagnostic =
                    Diagnostic::new(Code::ContradictoryStatements, message).at(name.span, "here again").and(*place, "here first");
                return self.diagnostics.push(diagnostic.help("give it one number, or one lower and one upper bound"));
            };
            *before = both;
            return;
        }
        let near = nearest(&name.value, self.vocabulary.scalars().map(|scalar| scalar.name()));
        let diagnostic = Diagnostic::new(Code::UnknownScalar, format!("the vocabulary has no number `{}`", name.value)).at(name.span, "");
        self.diagnostics.push(diagnostic.nearest(&near, "look for it with `railc vocab`"));
    }

    /// A facet is open or closed, and neither where nothing is presumed.
    fn check_presumptions(&mut self, test: &ast::Test) {
        let both = test.closed.iter().find_map(|closed| Some((closed, test.open.iter().find(|open| open.value == closed.value)?)));
        if let Some((closed, open)) = both {
            let diagnostic = Diagnostic::new(Code::ContradictoryPresumptions, format!("`{}` is both open and closed", closed.value));
            let diagnostic = diagnostic.at(closed.span, "closed here").and(open.span, "open here");
            self.diagnostics.push(diagnostic.help("take it out of one of the two"));
        }
        if let Some(first) = test.open.iter().chain(&test.closed).next().filter(|_| test.presume_nothing) {
            let message = "`open` and `closed` have no meaning beside `presume nothing`";
            self.diagnostics
                .push(Diagnostic::new(Code::ContradictoryPresumptions, message).at(first.span, "").help("take one of the two out"));
        }
    }

    fn facets(&mut self, names: &[Word]) -> Vec<String> {
        let mut known = Vec::new();
        for name in names {
            if self.vocabulary.find_facet(&name.value).is_some() {
                known.push(name.value.clone());
                continue;
            }
            let near = nearest(&name.value, self.vocabulary.facets().map(|facet| facet.name()));
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
