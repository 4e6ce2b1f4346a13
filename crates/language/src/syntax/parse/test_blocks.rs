//! The `test` blocks of a spec.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::parts::{Children, Reader, Seen};
use crate::syntax::ast::{Choice, Given, GivenFact, Test, Word};
use railc_core::base::Span;

impl Reader {
    /// `test "…" choosing … given … expect …`
    pub(super) fn test(&mut self, pair: Pair<Rule>) -> Test {
        let span = self.span(&pair);
        let mut parts = self.children(pair);
        let name = self.title(parts.next());
        let mut test = blank(name, span);
        let mut seen = Seen::default();
        for part in parts.rest() {
            if self.is_first(&mut seen, &part, "test") {
                self.line_of_test(&mut test, part);
            }
        }
        test
    }

    fn line_of_test(&mut self, test: &mut Test, part: Pair<Rule>) {
        match part.as_rule() {
            Rule::choosing => test.choosing = Some(self.choice(part)),
            Rule::given => test.given = self.given(part),
            Rule::open => test.open = self.only_list(part),
            Rule::closed => test.closed = self.only_list(part),
            Rule::presume => test.presume_nothing = true,
            _ => self.expect(test, part),
        }
    }

    fn choice(&mut self, pair: Pair<Rule>) -> Choice {
        let inner = self.children(pair).next();
        match inner.as_rule() {
            Rule::all => Choice::All,
            Rule::none => Choice::None,
            _ => Choice::These(self.list(inner)),
        }
    }

    fn given(&mut self, pair: Pair<Rule>) -> Vec<Given> {
        self.children(pair).rest().map(|fact| self.fact(fact)).collect()
    }

    fn fact(&mut self, pair: Pair<Rule>) -> Given {
        let span = self.span(&pair);
        let inner = self.children(pair).next();
        let shape = inner.as_rule();
        let mut parts = self.children(inner);
        let name = self.word(parts.next());
        let fact = match shape {
            Rule::fails => GivenFact::Fails(name),
            Rule::unknown => GivenFact::Unknown(name),
            _ => self.stated(name, parts),
        };
        Given { fact, span }
    }

    fn stated(&mut self, name: Word, mut parts: Children) -> GivenFact {
        if let Some(measure) = parts.optional(Rule::measure) {
            return GivenFact::Bound(name, self.measure(measure), self.number(parts.next()));
        }
        match parts.optional(Rule::number) {
            Some(number) => GivenFact::Equals(name, self.number(number)),
            None => GivenFact::Holds(name),
        }
    }

    fn expect(&mut self, test: &mut Test, pair: Pair<Rule>) {
        let mut parts = self.children(pair);
        test.verdict = self.word(parts.next());
        let mut seen = Seen::default();
        for part in parts.rest() {
            if !self.is_first(&mut seen, &part, "test") {
                continue;
            }
            match part.as_rule() {
                Rule::because => test.because = self.list(part),
                Rule::owing => test.owing = self.only_list(part),
                _ => test.asking = self.only_list(part),
            }
        }
    }
}

/// A test before any line is read.
fn blank(name: Word, span: Span) -> Test {
    Test {
        verdict: Word { value: String::new(), span },
        name,
        choosing: None,
        given: Vec::new(),
        open: Vec::new(),
        closed: Vec::new(),
        presume_nothing: false,
        because: Vec::new(),
        owing: Vec::new(),
        asking: Vec::new(),
        span,
    }
}
