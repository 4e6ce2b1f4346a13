//! How many questions an interview takes, beside fixed orders, and how long it takes to find the next one.
//!
//! `cargo run --release -p railc-benches --example interview` goes through all licenses of the library, and each use of their tests, which has what
//! the test states and nothing else. `-- 6` takes each sixth license. Questions are of one proposition each; nothing is presumed.
#![allow(missing_docs, clippy::expect_used, reason = "a measurement that can't start may say so loudly")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use railc::analysis::interview::{Interview, Question, Truth};
use railc::analysis::spec_tests::describe;
use railc_core::base::Sources;
use railc_core::check::{Checker, ChosenPolicy, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Fact, Said, Use};
use railc_core::vocabulary::ConceptId;
use railc_language::driver;

/// In which order questions are asked.
#[derive(Clone, Copy)]
enum Order {
    /// All that can matter at first, in the order of the vocabulary, until the verdict stands.
    List,
    /// The same, less what can't matter any more.
    Skipping,
    /// As `railc ask` asks.
    Interview,
}

const ORDERS: [(Order, &str); 3] =
    [(Order::List, "in order"), (Order::Skipping, "in order, less what can't matter any more"), (Order::Interview, "as an interview")];

fn main() {
    let step = std::env::args().nth(1).and_then(|step| step.parse().ok()).unwrap_or(1);
    // Of permitted uses, then of others.
    let (mut uses, mut asked, mut everything, mut times) = ([0; 2], [[0; ORDERS.len()]; 2], 0, Vec::new());
    for listed in railc_library::licenses().iter().step_by(step) {
        let (policy, truths) = cases(listed.id);
        let mut checker = Checker::new(policy.policy.clone());
        let all = checker.explain(&empty()).map_or(0, |explanation| explanation.questions.len());
        for truth in &truths {
            let verdict = checker.check(truth).map_or(Verdict::Undetermined, |answer| answer.verdict);
            let counts: Vec<usize> = ORDERS.iter().filter_map(|(order, _)| interviewed(&policy, truth, *order, &mut times)).collect();
            let (Some(of_kind), Some(sums)) =
                (uses.get_mut(usize::from(verdict != Verdict::Permitted)), asked.get_mut(usize::from(verdict != Verdict::Permitted)))
            else {
                continue;
            };
            if verdict != Verdict::Undetermined && counts.len() == ORDERS.len() {
                *of_kind += 1;
                everything += all;
                sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
    }
    let [permitted, refused] = asked;
    let mean = |sum: usize, uses: usize| sum as f64 / uses.max(1) as f64;
    println!("{} uses: questions in the mean, of permitted uses, of others", uses.iter().sum::<usize>());
    println!("{:.1} everything that can matter at first", mean(everything, uses.iter().sum()));
    for ((permitted, refused), (_, name)) in permitted.into_iter().zip(refused).zip(ORDERS) {
        let [of_permitted, of_refused] = uses;
        let all = mean(permitted + refused, of_permitted + of_refused);
        println!("{all:.1} {name}, {:.1}, {:.1}", mean(permitted, of_permitted), mean(refused, of_refused));
    }
    times.sort_unstable();
    let time = |part: usize| times.get(times.len() * part / 100).or(times.last()).copied().unwrap_or_default();
    println!("the next question: {:.1?} in the median, {:.1?} at the 99th percentile", time(50), time(99));
}

/// How many questions are asked; `None` where the use does not settle the verdict.
fn interviewed(policy: &ChosenPolicy, truth: &Use, order: Order, times: &mut Vec<Duration>) -> Option<usize> {
    let policies = std::slice::from_ref(policy);
    let (mut interview, truth) = (Interview::new(policies.to_vec(), empty()), Truth::new(truth, policies));
    let vocabulary = policy.policy.vocabulary();
    let place = |question: &Question| (vocabulary.find_concept(&question.name).map_or(usize::MAX, ConceptId::index), question.name.clone());
    let mut listed = interview.open().ok()?;
    listed.sort_by_cached_key(place);
    let mut listed = listed.into_iter();
    loop {
        let start = Instant::now();
        let open = interview.open().ok()?;
        if matches!(order, Order::Interview) {
            times.push(start.elapsed());
        }
        let next = match order {
            Order::List if open.is_empty() => None,
            Order::List => listed.next(),
            Order::Skipping => open.into_iter().min_by_key(place),
            Order::Interview => open.into_iter().next(),
        };
        let Some(question) = next else { return interview.is_settled().ok()?.then(|| interview.count()) };
        interview.answer(&question, truth.reply(&question));
    }
}

/// A license of the library with the uses of its tests, with nothing else in any of them.
fn cases(id: &str) -> (ChosenPolicy, Vec<Use>) {
    let library = railc_library::library();
    let spec = library.spec(id).expect("it is listed");
    let license = driver::builtin(library, &mut Sources::new(), spec).into_result().expect("it compiles").0;
    let policy = Arc::new(driver::rules(&license, railc_library::vocabulary()));
    let uses = license.tests.iter().map(|test| total(&describe(&license, test), &policy)).collect();
    (ChosenPolicy::unchosen(policy), uses)
}

/// A use that has what it states, with all above that, and nothing else.
fn total(described: &Use, policy: &Policy) -> Use {
    let vocabulary = policy.vocabulary();
    let stated: Vec<&str> = described.facts.iter().filter(|fact| fact.said == Said::Holds).map(|fact| fact.name.as_str()).collect();
    let held: Vec<ConceptId> = stated.iter().filter_map(|name| vocabulary.find_concept(name)).collect();
    let concepts = vocabulary.concept_ids().map(|concept| {
        let name = vocabulary.concept(concept).name().to_owned();
        (name, held.iter().any(|one| vocabulary.is_a(*one, concept)))
    });
    let locals = policy.propositions().iter().map(|local| (local.id.clone(), stated.contains(&local.id.as_str())));
    let fact = |(name, holds)| Fact { name, said: if holds { Said::Holds } else { Said::Fails }, place: None };
    Use { facts: concepts.chain(locals).map(fact).collect(), numbers: described.numbers.clone(), presume_nothing: true, ..Use::default() }
}

fn empty() -> Use {
    Use { presume_nothing: true, ..Use::default() }
}
