//! An interview ends, with the verdict of the use as a whole, and asks less than anybody who goes through a list.

use std::sync::Arc;

use railc::analysis::interview::{Interview, Next, Question, Reply, Truth};
use railc::analysis::spec_tests::describe;
use railc_core::base::Sources;
use railc_core::check::{Checker, ChosenPolicy, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Fact, Said, Use};
use railc_core::vocabulary::ConceptId;
use railc_language::driver;

/// The uses of a license's own tests, with nothing else in any of them, and its policy.
pub(crate) fn cases(id: &str) -> (ChosenPolicy, Vec<Use>) {
    let library = railc_library::library();
    let spec = library.spec(id).unwrap();
    let license = driver::builtin(library, &mut Sources::new(), spec).into_result().unwrap().0;
    let policy = Arc::new(driver::rules(&license, railc_library::vocabulary()));
    let uses = license.tests.iter().map(|test| total(&describe(&license, test), &policy)).collect();
    (ChosenPolicy::unchosen(policy), uses)
}

/// A use that has what it states, with all above that, and nothing else.
fn total(described: &Use, policy: &Policy) -> Use {
    let vocabulary = policy.vocabulary();
    let has = |fact: &&Fact| fact.said == Said::Holds;
    let held: Vec<ConceptId> = described.facts.iter().filter(has).filter_map(|fact| vocabulary.find_concept(&fact.name)).collect();
    let is_held = |concept: ConceptId| held.iter().any(|one| vocabulary.is_a(*one, concept));
    let concepts =
        vocabulary.concepts().map(|concept| (concept.name().to_owned(), vocabulary.find_concept(concept.name()).is_some_and(is_held)));
    let is_stated = |name: &str| described.facts.iter().any(|fact| fact.said == Said::Holds && fact.name == name);
    let locals = policy.propositions().iter().map(|local| (local.id.clone(), is_stated(&local.id)));
    let fact = |(name, holds)| Fact { name, said: if holds { Said::Holds } else { Said::Fails }, place: None };
    let facts = concepts.chain(locals).map(fact).collect();
    Use { facts, numbers: described.numbers.clone(), presume_nothing: true, ..Use::default() }
}

fn empty() -> Use {
    Use { presume_nothing: true, ..Use::default() }
}

/// The verdict of an interview, `None` if it is not known, with the questions that were asked.
fn interviewed(policies: &[ChosenPolicy], truth: &Use) -> (Option<Verdict>, Vec<Question>) {
    let mut interview = Interview::new(policies.to_vec(), empty());
    let truth = Truth::new(truth, policies);
    let mut asked = Vec::new();
    loop {
        match interview.next_step().unwrap() {
            Next::Ask(question) => {
                let reply = truth.reply(&question);
                interview.answer(&question, reply);
                assert!(!asked.contains(&question), "{} is asked twice", question.name);
                asked.push(question);
            }
            Next::Settled(verdict) => return (Some(verdict), asked),
            Next::NotKnown => return (None, asked),
        }
    }
}

#[test]
fn an_interview_reaches_the_verdict_of_the_whole_description() {
    let (mut settled, mut questions, mut listed) = (0, 0, 0);
    for listed_license in railc_library::licenses().iter().step_by(12) {
        let (policy, uses) = cases(listed_license.id);
        let mut checker = Checker::new(policy.policy.clone());
        let everything = checker.explain(&empty()).unwrap().questions.len();
        for truth in uses.iter().step_by(5) {
            let Ok(whole) = checker.check(truth) else { continue };
            let (verdict, asked) = interviewed(std::slice::from_ref(&policy), truth);
            let Some(verdict) = verdict else { continue };
            // Whether what is refused is prohibited or not granted is not asked.
            let is_refusal = |verdict| matches!(verdict, Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited);
            let is_same = verdict == whole.verdict || (verdict == Verdict::Refused && is_refusal(whole.verdict));
            assert!(is_same, "{}: {verdict}, and {} as a whole: {truth:?}", listed_license.id, whole.verdict);
            (settled, questions, listed) = (settled + 1, questions + asked.len(), listed + everything);
        }
    }
    println!(
        "{settled} interviews, {:.1} questions in the mean, of {:.1}",
        questions as f64 / settled as f64,
        listed as f64 / settled as f64
    );
    assert!(settled > 40 && 2 * questions < listed, "{settled} interviews asked {questions} of {listed} questions");
}

#[test]
fn answers_can_be_taken_back_and_several_licenses_asked_together() {
    let policies: Vec<ChosenPolicy> = ["open-rail-m", "apache-2.0"].iter().map(|id| cases(id).0).collect();
    let mut interview = Interview::new(policies, empty());
    let Next::Ask(first) = interview.next_step().unwrap() else { panic!("something is to be asked") };
    interview.answer(&first, Reply::No);
    let Next::Ask(second) = interview.next_step().unwrap() else { panic!("something is to be asked") };
    assert_ne!(first.name, second.name);
    assert!(interview.undo());
    assert_eq!(interview.next_step().unwrap(), Next::Ask(first));
    assert!(!interview.undo() && interview.described() == &empty());
    // What hangs on one answer under both licenses is asked once.
    let mut asked = Vec::new();
    while let Next::Ask(question) = interview.next_step().unwrap() {
        interview.answer(&question, Reply::No);
        asked.push(question);
    }
    let names: std::collections::BTreeSet<&String> = asked.iter().map(|question| &question.name).collect();
    assert_eq!(names.len(), asked.len());
    let of_both = |question: &Question| [0, 1].iter().all(|license| question.decides.iter().any(|(at, _)| at == license));
    assert!(asked.iter().any(of_both), "{asked:?}");
}
