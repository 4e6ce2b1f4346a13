//! How many questions an interview takes, beside a fixed order.
#![allow(missing_docs, clippy::expect_used, reason = "a measurement that can't start may say so loudly")]

use std::time::{Duration, Instant};

use railc::analysis::interview::{Interview, Question, Truth};
use railc::analysis::spec_tests::describe;
use railc_core::base::Sources;
use railc_core::check::{ChosenPolicy, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Fact, Said, Use};
use railc_core::vocabulary::ConceptId;
use railc_language::driver;

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

/// 0 list, 1 vocabulary order skipping, 2 license order skipping, 3 interview
fn run(policy: &ChosenPolicy, truth: &Use, way: usize, times: &mut Vec<Duration>) -> Option<usize> {
    let policies = std::slice::from_ref(policy);
    let mut interview = Interview::new(policies.to_vec(), empty());
    let truth = Truth::new(truth, policies);
    let mut count = 0;
    let first = interview.open().ok()?;
    let vocabulary = policy.policy.vocabulary();
    let place = |question: &Question| vocabulary.find_concept(&question.name).map_or(usize::MAX, |c| c.index());
    if way == 0 {
        let mut order = first;
        order.sort_by_key(|q| (place(q), q.name.clone()));
        for question in order {
            let open = interview.open().ok()?;
            if open.is_empty() {
                return Some(count);
            }
            interview.answer(&question, truth.reply(&question));
            count += 1;
        }
        return Some(count);
    }
    loop {
        let start = Instant::now();
        let next = match way {
            3 => match interview.next_step().ok()? {
                railc::analysis::interview::Next::Ask(question) => Some(question),
                railc::analysis::interview::Next::Settled(_) => None,
                railc::analysis::interview::Next::NotKnown => return None,
            },
            1 => interview.open().ok()?.into_iter().min_by_key(|q| (place(q), q.name.clone())),
            _ => interview.open().ok()?.into_iter().min_by_key(|q| {
                (
                    q.decides.first().and_then(|(_, r)| r.iter().filter_map(|r| r.cited(&policy.policy)).map(|c| c.clause.clone()).min()),
                    place(q),
                )
            }),
        };
        times.push(start.elapsed());
        let Some(question) = next else { return Some(count) };
        if std::env::var("SHOW").is_ok() && way == 3 {
            println!("     {} {:?}", question.name, truth.reply(&question));
        }
        interview.answer(&question, truth.reply(&question));
        count += 1;
    }
}

fn main() {
    let library = railc_library::library();
    let step: usize = std::env::args().nth(1).map_or(1, |a| a.parse().unwrap());
    let only = std::env::args().nth(2);
    let ways: Vec<usize> = std::env::args().nth(3).map_or(vec![0, 1, 2, 3], |a| a.split(',').map(|x| x.parse().unwrap()).collect());
    let mut sums = [[0usize; 4]; 2];
    let mut counts = [0usize; 2];
    let mut times = Vec::new();
    let mut listed_all = 0;
    for listed in railc_library::licenses().iter().step_by(step) {
        if only.as_ref().is_some_and(|o| o != "-" && o != listed.id) {
            continue;
        }
        let spec = library.spec(listed.id).expect("spec");
        let license = driver::builtin(library, &mut Sources::new(), spec).into_result().expect("compiles").0;
        let policy = std::sync::Arc::new(driver::rules(&license, railc_library::vocabulary()));
        let chosen = ChosenPolicy::unchosen(policy.clone());
        let mut checker = railc_core::check::Checker::new(policy.clone());
        let all = Interview::new(vec![chosen.clone()], empty()).open().map_or(0, |o| o.len());
        let mut here = [0usize; 4];
        let mut n = 0;
        for test in license.tests.iter().step_by(step.min(3)) {
            let truth = total(&describe(&license, test), &policy);
            let Ok(whole) = checker.check(&truth) else { continue };
            if whole.verdict == Verdict::Undetermined {
                continue;
            }
            let kind = usize::from(whole.verdict != Verdict::Permitted);
            let mut drop = Vec::new();
            let mut got = [0; 4];
            let mut ok = true;
            for way in &ways {
                match run(&chosen, &truth, *way, if *way == 3 { &mut times } else { &mut drop }) {
                    Some(c) => got[*way] = c,
                    None => ok = false,
                }
            }
            if !ok {
                continue;
            }
            counts[kind] += 1;
            n += 1;
            listed_all += all;
            for w in 0..4 {
                sums[kind][w] += got[w];
                here[w] += got[w];
            }
        }
        if n > 0 {
            println!("{:30} {n:3} of {all:4}: {:?}", listed.id, here.map(|x| (10.0 * x as f64 / n as f64).round() / 10.0));
        }
    }
    for (kind, name) in ["permitted", "refused"].iter().enumerate() {
        println!("{name}: {} {:?}", counts[kind], sums[kind].map(|s| s as f64 / counts[kind] as f64));
    }
    let n = counts[0] + counts[1];
    println!("all: {n} {:?} of {:.1}", [0, 1, 2, 3].map(|w| (sums[0][w] + sums[1][w]) as f64 / n as f64), listed_all as f64 / n as f64);
    times.sort();
    if !times.is_empty() {
        println!("next: median {:?} p99 {:?} max {:?}", times[times.len() / 2], times[times.len() * 99 / 100], times[times.len() - 1]);
    }
}
