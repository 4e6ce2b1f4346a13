//! The `test` blocks of a spec, with every name resolved.

use std::collections::BTreeMap;

use crate::syntax::ast::{self, Choice, GivenFact, Word};
use railc_core::base::{Interval, Span};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::usage::{Fact, NumberFact, Said, Use};

use super::Test;
use super::parts::values;
use super::resolver::Resolver;

/// The facts of a test, by name.
#[derive(Default)]
struct Given {
    facts: BTreeMap<String, (Said, Span)>,
    numbers: Vec<NumberFact>,
}

impl Resolver<'_> {
    /// A test with its names checked.
    pub(super) fn test(&mut self, test: &ast::Test) -> Test {
        let mut given = Given::default();
        for line in &test.given {
            match &line.fact {
                GivenFact::Holds(name) => self.fact(name, Said::Holds, &mut given),
                GivenFact::Fails(name) => self.fact(name, Said::Fails, &mut given),
                GivenFact::Unknown(name) if self.vocabulary.find_scalar(&name.value).is_some() => {
                    self.number(name, Interval::default(), &mut given);
                }
                GivenFact::Unknown(name) => self.fact(name, Said::Unknown, &mut given),
                GivenFact::Equals(name, number) => self.compared(name, Interval::exactly(*number), &mut given),
                GivenFact::Bound(name, comparison, number) => {
                    self.check_comparison(*comparison, *number, line.span);
                    self.compared(name, Interval::compared(*comparison, *number), &mut given);
                }
            }
        }
        let fact = |(name, (said, span)): (String, (Said, Span))| Fact { name, said, place: Some(span) };
        let described = Use {
            title: Some(test.name.value.clone()),
            facts: given.facts.into_iter().map(fact).collect(),
            numbers: given.numbers,
            open: self.facets(&test.open),
            closed: self.facets(&test.closed),
            presume_nothing: test.presume_nothing,
            ..Use::default()
        };
        self.check_presumptions(test);
        self.check_expected(test);
        Test {
            name: test.name.value.clone(),
            described,
            choosing: test.choosing.clone().inspect(|choice| self.check_choice(choice)),
            verdict: test.verdict.value.clone(),
            because: values(&test.because),
            owing: values(&test.owing),
            asking: values(&test.asking),
            span: test.span,
        }
    }

    fn fact(&mut self, name: &Word, said: Said, given: &mut Given) {
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
        let (before, place) = *given.facts.entry(current.to_owned()).or_insert((said, name.span));
        if before != said {
            let diagnostic = Diagnostic::new(Code::ContradictoryStatements, format!("two different things are said of `{}`", name.value));
            let diagnostic = diagnostic.at(name.span, "here one thing").and(place, "here another");
            self.diagnostics.push(diagnostic.help("keep the one that is true"));
        }
    }

    fn compared(&mut self, name: &Word, interval: Interval, given: &mut Given) {
        if self.scalar(name).is_some() {
            self.number(name, interval, given);
        }
    }

    fn number(&mut self, name: &Word, interval: Interval, given: &mut Given) {
        let Some(before) = given.numbers.iter_mut().find(|before| before.name == name.value) else {
            return given.numbers.push(NumberFact { name: name.value.clone(), interval, place: Some(name.span) });
        };
        match both_ends(before.interval, interval) {
            Some(both) => before.interval = both,
            None => {
                let diagnostic = Diagnostic::new(Code::ContradictoryStatements, format!("`{}` is given twice", name.value));
                let first = before.place.unwrap_or(name.span);
                let diagnostic = diagnostic.at(name.span, "here again").and(first, "here first");
                self.diagnostics.push(diagnostic.help("give it one number, or one lower and one upper bound"));
            }
        }
    }

    fn check_expected(&mut self, test: &ast::Test) {
        for name in test.because.iter().chain(&test.owing) {
            let part = name.value.split('/').next().unwrap_or_default().to_owned();
            self.is_part(&Word { value: part, span: name.span });
        }
        for name in &test.asking {
            let is_known = self.local_place(&name.value).is_some() || self.vocabulary.find_concept(&name.value).is_some();
            if !is_known && self.vocabulary.find_scalar(&name.value).is_none() {
                self.unknown_proposition(&name.value, name.span);
            }
        }
    }

    /// Checks that no facet is both open and closed, and that none is either under `presume nothing`.
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
        names.iter().filter(|name| self.is_facet(name)).map(|name| name.value.clone()).collect()
    }

    /// Reports what is no module.
    fn check_choice(&mut self, choice: &Choice) {
        let Choice::These(names) = choice else { return };
        for name in names.iter().filter(|name| !self.declared.local_places.contains_key(&format!("module.{}", name.value))) {
            let modules = self.declared.locals.iter().filter_map(|local| local.id.strip_prefix("module."));
            let near = self.near(&name.value, modules);
            let diagnostic = Diagnostic::new(Code::UnknownModule, format!("there is no module `{}`", name.value)).at(name.span, "");
            self.diagnostics.push(diagnostic.nearest(&near, "a module is a clause or section marked `optional`"));
        }
    }
}

/// The interval between a lower and an upper bound; `None` if the two are not one of each.
fn both_ends(one: Interval, other: Interval) -> Option<Interval> {
    let is_lower = |one: Interval| one.min.is_some() && one.max.is_none();
    let is_upper = |one: Interval| one.min.is_none() && one.max.is_some();
    ((is_lower(one) && is_upper(other)) || (is_upper(one) && is_lower(other))).then(|| one.and(other))
}
