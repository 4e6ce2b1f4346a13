//! railc, Cedar and regorus on the same rules and the same uses, each prepared once; see README.md.

#[path = "../random/mod.rs"]
mod random;

use std::sync::Arc;

use divan::{Bencher, black_box};
use railc_core::base::Sources;
use railc_core::check::{Answer, Checker, Prepared, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Fact, Said, Use};
use railc_language::driver;
use railc_rivals::cedar::Shape;
use railc_rivals::rego::Folding;
use railc_rivals::{Cedar, Rego, agree};
use random::Random;

/// The house licence, and random policies by their number of rules.
const FIELDS: [&str; 6] = ["open-rail-m", "random-15", "random-60", "random-250", "random-1000", "random-4000"];
const SMALL: [&str; 3] = ["open-rail-m", "random-15", "random-60"];
const TIMED: usize = 16;

fn main() {
    for name in FIELDS {
        let field = Field::new(name);
        let prepared = Prepared::new(field.policy.clone());
        let mut regos: Vec<Rego> = [Folding::Host, Folding::Rego].into_iter().filter_map(|folding| field.rego(folding)).collect();
        let uses = if field.policy.prohibitions().len() > 500 { field.closed_uses(100) } else { field.closed_uses(2000) };
        let (definite, permitted) = agree(&mut prepared.checker(), &Cedar::new(&field.policy, Shape::Set), &mut regos, &uses);
        agree(&mut prepared.checker(), &Cedar::new(&field.policy, Shape::Booleans), &mut [], &uses);
        println!("{name}: all agree on {definite} uses, of which {permitted} are permitted ({} Rego programs)", regos.len());
        assert!(definite > 0, "{name}: nothing was compared");
    }
    divan::main();
}

/// A policy and what is needed to make uses for it.
struct Field {
    policy: Arc<Policy>,
    facts: usize,
}

impl Field {
    fn new(name: &str) -> Field {
        if let Some(rules) = name.strip_prefix("random-") {
            let rules = rules.parse().expect("a number of rules");
            return Field { policy: Arc::new(random::policy(rules)), facts: 20 };
        }
        let spec = railc_library::library().license(name).expect("the library has it");
        let (license, _) = driver::builtin(railc_library::library(), &mut Sources::default(), spec).sound().expect("it compiles");
        Field { policy: driver::compile(license, railc_library::vocabulary()).policy, facts: 5 }
    }

    /// Uses that leave nothing open but what their words leave open.
    fn closed_uses(&self, count: usize) -> Vec<Use> {
        let mut random = Random::new(11);
        (0..count).map(|_| self.with_artifact(random::described(&self.policy, self.facts, 0, true, &mut random))).collect()
    }

    /// railc presumes an artifact where none is named; the others must be told.
    fn with_artifact(&self, mut described: Use) -> Use {
        let is_silent = !described.facts.iter().any(|fact| fact.name.starts_with("artifact."));
        if is_silent && self.policy.vocabulary().find_concept("artifact.model").is_some() {
            described.facts.push(Fact { name: "artifact.model".to_owned(), said: Said::Holds, place: None });
        }
        described
    }

    /// Uses on which the engines were found to agree, permitted and refused ones in turn.
    fn timed(&self, checker: &mut Checker<'_>) -> Vec<Use> {
        let all = self.closed_uses(400);
        let verdicts = all.into_iter().filter_map(|described| Some((checker.check(&described).ok()?.verdict, described)));
        let definite = verdicts.filter(|(verdict, _)| *verdict != Verdict::Undetermined);
        let (permitted, refused): (Vec<_>, Vec<_>) = definite.partition(|(verdict, _)| *verdict == Verdict::Permitted);
        let half = TIMED / 2;
        let uses: Vec<Use> =
            permitted.into_iter().take(half).chain(refused.into_iter().take(half)).map(|(_, described)| described).collect();
        assert!(!uses.is_empty(), "some use is definite");
        uses
    }

    /// The same with eight concepts unknown that some rule mentions.
    fn with_unknown(&self) -> Vec<Use> {
        let mut random = Random::new(13);
        let all = (0..200).map(|_| self.with_artifact(random::described(&self.policy, self.facts, 8, true, &mut random)));
        let mut checker = Checker::new(self.policy.clone());
        all.filter(|described| checker.check(described).is_ok()).take(TIMED).collect()
    }

    fn rego(&self, folding: Folding) -> Option<Rego> {
        Rego::new(&self.policy, folding)
            .inspect_err(|error| println!("regorus refuses it: {}", error.lines().next().unwrap_or_default()))
            .ok()
    }
}

/// One iteration takes all uses once, so that the median is over the mix and not over the commoner kind; items are uses.
fn in_turn<T, O>(bencher: Bencher, items: &[T], mut call: impl FnMut(&T) -> O) {
    let count = divan::counter::ItemsCount::new(items.len());
    bencher.counter(count).bench_local(|| {
        for item in items {
            black_box(call(black_box(item)));
        }
    });
}

#[divan::bench(args = FIELDS)]
fn railc_new_use(bencher: Bencher, name: &str) {
    let field = Field::new(name);
    let mut checker = Checker::new(field.policy.clone());
    let uses = field.timed(&mut checker);
    let mut answer = Answer::default();
    in_turn(bencher, &uses, |described| checker.check_into(described, &mut answer).map(|()| answer.verdict));
}

#[divan::bench(args = SMALL)]
fn railc_why(bencher: Bencher, name: &str) {
    let field = Field::new(name);
    let mut checker = Checker::new(field.policy.clone());
    let uses = field.timed(&mut checker);
    in_turn(bencher, &uses, |described| checker.explain(described));
}

#[divan::bench(args = SMALL)]
fn railc_unknown_verdict(bencher: Bencher, name: &str) {
    let field = Field::new(name);
    let uses = field.with_unknown();
    let mut checker = Checker::new(field.policy.clone());
    let mut answer = Answer::default();
    in_turn(bencher, &uses, |described| checker.check_into(described, &mut answer).map(|()| answer.verdict));
}

#[divan::bench(args = SMALL)]
fn railc_unknown_next_question(bencher: Bencher, name: &str) {
    let field = Field::new(name);
    let mut checker = Checker::new(field.policy.clone());
    let is_open = |described: &Use| checker.check(described).is_ok_and(|answer| answer.verdict == Verdict::Undetermined);
    let uses: Vec<Use> = field.with_unknown().into_iter().filter(is_open).collect();
    if !uses.is_empty() {
        let mut checker = prepared.checker();
        in_turn(bencher, &uses, |described| checker.explain(described));
    }
}

#[divan::bench(args = FIELDS)]
fn cedar_prepared(bencher: Bencher, name: &str) {
    let field = Field::new(name);
    let cedar = Cedar::new(&field.policy, Shape::Set);
    let requests: Vec<_> =
        field.timed(&mut Prepared::new(field.policy.clone()).checker()).iter().map(|described| cedar.request(described)).collect();
    in_turn(bencher, &requests, |request| cedar.allows(request));
}

#[divan::bench(args = FIELDS)]
fn cedar_new_use(bencher: Bencher, name: &str) {
    let field = Field::new(name);
    let cedar = Cedar::new(&field.policy, Shape::Set);
    let uses = field.timed(&mut Prepared::new(field.policy.clone()).checker());
    in_turn(bencher, &uses, |described| cedar.allows(&cedar.request(described)));
}

/// The requests are prepared: only the evaluation counts.
#[divan::bench(args = SMALL)]
fn cedar_unknown_partial(bencher: Bencher, name: &str) {
    let field = Field::new(name);
    let cedar = Cedar::new(&field.policy, Shape::Booleans);
    let requests: Vec<_> = field.with_unknown().iter().map(|described| cedar.request(described)).collect();
    in_turn(bencher, &requests, |request| cedar.allows_in_part(request));
}

fn regorus(bencher: Bencher, name: &str, folding: Folding) {
    let field = Field::new(name);
    let Some(mut rego) = field.rego(folding) else { return };
    let uses = field.timed(&mut Prepared::new(field.policy.clone()).checker());
    in_turn(bencher, &uses, |described| {
        let input = rego.input(described);
        rego.allows(input)
    });
}

#[divan::bench(args = FIELDS)]
fn regorus_new_use(bencher: Bencher, name: &str) {
    regorus(bencher, name, Folding::Host);
}

#[divan::bench(args = FIELDS)]
fn regorus_new_use_is_a_in_rego(bencher: Bencher, name: &str) {
    regorus(bencher, name, Folding::Rego);
}
