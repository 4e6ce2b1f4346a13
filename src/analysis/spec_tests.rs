//! Do a spec's own `test` blocks give the expected results, and what do they leave untested?

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use railc_core::check::{self, About, Checker, CitedRule, Explanation, NoAnswer, Patience, Verdict};
use railc_core::policy::{Condition, Policy};
use railc_core::report;
use railc_core::usage::Use;
use railc_language::license::{Choice, License, Test};

/// The result of one test.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// The test, by index in the license.
    pub test: usize,
    /// What was not as expected; empty where the test passes.
    pub failures: Vec<Failure>,
    /// What is asked where the test fails and the verdict is undetermined, the best question first.
    pub asked: Vec<About>,
}

/// A test of the extended license that comes out differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The test, by index among the inherited ones.
    pub test: usize,
    /// What is not as it says.
    pub failure: Failure,
}

/// What was not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The use contradicts itself, by these two propositions.
    Contradiction(String, String),
    /// The answer takes more search than is allowed.
    TooHard,
    /// The tests before it took all that one run may.
    TooMuch,
    /// Another verdict.
    Verdict {
        /// What the test expects.
        expected: String,
        /// The actual verdict.
        got: Verdict,
        /// The rules that decide, or keep it open.
        by: Vec<String>,
    },
    /// A rule or exception that should decide but does not.
    NotDecisive(String),
    /// A duty that should be due but is not.
    NotOwed(String),
    /// A proposition that should be asked but is not.
    NotAsked(String),
}

/// A prohibition or exception, and whether tests show it both ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// `medical`, or `medical/clinician`.
    pub id: String,
    /// Some test shows a prohibition acting, or an exception lifting.
    pub acts: bool,
    /// Some test that mentions its propositions shows that it does not.
    pub rests: bool,
}

/// The results of a spec's tests.
#[derive(Debug, Clone)]
pub struct Report {
    /// One for each test, in order.
    pub results: Vec<TestResult>,
    /// Every prohibition and exception that is not inherited, in the policy's order.
    pub coverage: Vec<Coverage>,
    /// The tests of the extended license that now come out with another verdict.
    pub changed: Vec<Changed>,
}

/// Runs the tests of a license against its policy.
pub fn run(license: &License, checker: &Checker) -> Report {
    let mut checker = checker.clone();
    let policy = checker.policy().clone();
    let mut coverage = Coverages::new(&policy);
    let mut results = Vec::new();
    let mut patience = Patience::default();
    for (at, test) in license.tests.iter().enumerate() {
        let described = describe(license, test);
        let (failures, asked) = match patience.explain(&mut checker, &described) {
            Err(none) => (vec![no_answer(none)], Vec::new()),
            Ok(explanation) => {
                coverage.note(&policy, &described, &explanation);
                (failures(&policy, test, &explanation), explanation.questions.iter().map(|question| question.about).collect())
            }
        };
        let asked = if failures.is_empty() { Vec::new() } else { asked };
        results.push(TestResult { test: at, failures, asked });
    }
    let changed = license.inherited_tests.iter().enumerate().filter_map(|(at, test)| {
        let explained = patience.explain(&mut checker, &describe(license, test));
        let failure = explained.map_or_else(|none| Some(no_answer(none)), |explanation| another_verdict(&policy, test, &explanation));
        Some(Changed { test: at, failure: failure? })
    });
    let changed = changed.collect();
    // The extended license has its own tests.
    let is_inherited =
        |id: &str| license.clauses().any(|(_, clause)| clause.is_inherited && id.split('/').next() == Some(clause.id.as_str()));
    coverage.all.retain(|one| !is_inherited(&one.id));
    Report { results, coverage: coverage.all, changed }
}

fn no_answer(none: NoAnswer) -> Failure {
    match none {
        NoAnswer::Contradiction(clash) => Failure::Contradiction(clash.one.0, clash.other.0),
        NoAnswer::TooHard => Failure::TooHard,
        NoAnswer::TooMuch => Failure::TooMuch,
    }
}

/// The failure, if the verdict is not the one expected.
fn another_verdict(policy: &Policy, test: &Test, explanation: &Explanation) -> Option<Failure> {
    let got = explanation.answer.verdict;
    let by = || acting(policy, explanation);
    (got.name() != test.verdict).then(|| Failure::Verdict { expected: test.verdict.clone(), got, by: by() })
}

/// The rules that decide, or keep it open, by their ids.
pub(super) fn acting(policy: &Policy, explanation: &Explanation) -> Vec<String> {
    explanation.decisive.iter().chain(&explanation.undecided).map(|cited| rule_id(policy, *cited)).collect()
}

/// The use that a test describes.
pub fn describe(license: &License, test: &Test) -> Use {
    let mut described = test.described.clone();
    if let Some(choice) = &test.choosing {
        let chosen: Vec<String> = match choice {
            Choice::All => license.modules().map(str::to_owned).collect(),
            Choice::None => Vec::new(),
            Choice::These(modules) => modules.iter().map(|module| module.value.clone()).collect(),
        };
        described.facts.extend(check::choice(license.modules(), &chosen));
    }
    described
}

fn failures(policy: &Policy, test: &Test, explanation: &Explanation) -> Vec<Failure> {
    let mut failures: Vec<Failure> = another_verdict(policy, test, explanation).into_iter().collect();
    let acting = acting(policy, explanation);
    let lifted: Vec<&String> = explanation.lifted.iter().flat_map(|lifted| &lifted.exceptions).collect();
    let decides = |id: &&String| {
        acting.contains(id) || lifted.contains(id) || lifted.iter().any(|exception| exception.split('/').next() == Some(id.as_str()))
    };
    failures.extend(test.because.iter().filter(|id| !decides(id)).cloned().map(Failure::NotDecisive));
    let is_due = |id: &&String| {
        let mut states = explanation.answer.duties.iter().filter(|state| state.is_due());
        states.any(|state| policy.duties().get(state.duty).cited.id == **id)
    };
    failures.extend(test.owing.iter().filter(|id| !is_due(id)).cloned().map(Failure::NotOwed));
    let is_asked = |id: &&String| {
        explanation.questions.iter().any(|question| report::name(policy, question.about).split(' ').next() == Some(id.as_str()))
    };
    failures.extend(test.asking.iter().filter(|id| !is_asked(id)).cloned().map(Failure::NotAsked));
    failures
}

/// The id of a rule that acts.
pub fn rule_id(policy: &Policy, cited: CitedRule) -> String {
    cited.cited(policy).map_or_else(|| report::format::NO_GRANT.to_owned(), |cited| cited.id.clone())
}

/// Coverage as it grows from test to test.
struct Coverages {
    all: Vec<Coverage>,
    places: BTreeMap<String, usize>,
}

impl Coverages {
    fn new(policy: &Policy) -> Coverages {
        let mut all: Vec<Coverage> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut push = |id: &str| {
            if let Entry::Vacant(place) = places.entry(id.to_owned()) {
                place.insert(all.len());
                all.push(Coverage { id: id.to_owned(), acts: false, rests: false });
            }
        };
        for rule in policy.prohibitions() {
            push(&rule.cited.id);
            rule.exceptions.iter().for_each(|exception| push(&exception.id));
            rule.condition.visit(&mut |part| {
                if let Condition::Not(_, Some(railc_core::policy::Lifts::Exception(id))) = part {
                    push(id);
                }
            });
        }
        Coverages { all, places }
    }

    fn note(&mut self, policy: &Policy, described: &Use, explanation: &Explanation) {
        for (at, rule) in policy.prohibitions().entries() {
            let acts = explanation.decisive.contains(&CitedRule::Prohibition(at));
            let lifted = explanation.lifted.iter().find(|lifted| lifted.rule == rule.cited.id);
            let is_open = explanation.undecided.contains(&CitedRule::Prohibition(at));
            if acts {
                self.mark(&rule.cited.id, true);
                rule.exceptions.iter().for_each(|exception| self.mark(&exception.id, false));
                rule.condition.visit(&mut |part| {
                    if let Condition::Not(_, Some(railc_core::policy::Lifts::Exception(id))) = part {
                        self.mark(id, false);
                    }
                });
            } else if lifted.is_some() || (!is_open && speaks_of(policy, described, &rule.condition)) {
                self.mark(&rule.cited.id, false);
            }
            lifted.into_iter().flat_map(|lifted| &lifted.exceptions).for_each(|id| self.mark(id, true));
        }
    }

    fn mark(&mut self, id: &str, acts: bool) {
        if let Some(one) = self.places.get(id).and_then(|at| self.all.get_mut(*at)) {
            one.acts |= acts;
            one.rests |= !acts;
        }
    }
}

/// Whether a use states a proposition of a condition, or an ancestor or descendant of one.
fn speaks_of(policy: &Policy, described: &Use, condition: &Condition) -> bool {
    let vocabulary = policy.vocabulary();
    let stated: Vec<_> = described.facts.iter().filter_map(|fact| vocabulary.find_concept(&fact.name)).collect();
    let artifact = vocabulary.find_facet("artifact");
    let mut speaks = false;
    condition.visit(&mut |part| match part {
        Condition::Is(concept) if Some(vocabulary.concept(*concept).facet()) != artifact => {
            speaks |= stated.iter().any(|one| vocabulary.is_a(*one, *concept) || vocabulary.is_a(*concept, *one));
        }
        Condition::Compare(scalar, ..) => {
            speaks |= described.numbers.iter().any(|number| vocabulary.find_scalar(&number.name) == Some(*scalar))
        }
        Condition::Local(local) => {
            let id = Some(policy.propositions().get(*local).id.as_str());
            speaks |= described.facts.iter().any(|fact| Some(fact.name.as_str()) == id);
        }
        Condition::Is(_) | Condition::All(_) | Condition::Any(_) | Condition::Not(..) => {}
    });
    speaks
}
