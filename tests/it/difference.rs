//! What two licenses decide differently, and many: each witness is checked back, and no use that is decided differently is missed.

use std::sync::Arc;

use proptest::prelude::*;
use railc::analysis::difference::{self, Relation};
use railc::analysis::matrix;
use railc_core::base::{Interval, Number};
use railc_core::check::{Checker, ChosenPolicy, Verdict};
use railc_core::usage::{Fact, NumberFact, Said, Use};

use super::interview::cases;
use super::small::{all_uses, how_many, policies, small};

/// Pairs that are near to each other, or far apart.
const PAIRS: [(&str, &str); 6] = [
    ("llama-3.1", "llama-3.2"),
    ("open-rail-m", "bigscience-rail-1.0"),
    ("open-rail-m", "rail-research"),
    ("apache-2.0", "mit"),
    ("gemma-2025-03-24", "apache-2.0"),
    ("open-rail-m", "open-rail-d"),
];

fn verdict(checker: &mut Checker, described: &Use) -> Verdict {
    checker.check(described).unwrap().verdict
}

fn is_refused(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited)
}

#[test]
fn each_witness_is_decided_as_it_is_told_and_none_is_missed() {
    for (one, other) in PAIRS {
        let ((first, uses), (second, others)) = (cases(one), cases(other));
        let difference = difference::find(&first, &second).unwrap();
        let mut checkers = [Checker::new(first.policy.clone()), Checker::new(second.policy.clone())];
        for (witnesses, permits, refuses) in [(&difference.only_first, 0, 1), (&difference.only_second, 1, 0)] {
            for witness in witnesses {
                assert_eq!(verdict(&mut checkers[permits], &witness.described), Verdict::Permitted, "{one} {other} {:?}", witness.has);
                let refused = verdict(&mut checkers[refuses], &witness.described);
                assert!(is_refused(refused) && refused == witness.verdict, "{one} {other} {refused} {:?}", witness.has);
                assert!(!witness.refused_by.is_empty() && !witness.permitted_by.is_empty());
                let states = |name: &String| witness.described.facts.iter().any(|fact| fact.name == *name && fact.said == Said::Holds);
                assert!(witness.has.iter().all(states));
                // It can be checked again as a file, in which no mere group is named.
                let vocabulary = railc_library::vocabulary();
                let is_group = |fact: &Fact| vocabulary.find_concept(&fact.name).is_some_and(|at| vocabulary.concept(at).is_abstract());
                assert!(!witness.described.facts.iter().any(is_group), "{:?}", witness.described);
            }
            // The tests of both licenses are uses of which some are decided differently.
            for described in uses.iter().chain(&others) {
                let (permitted, refused) = (checkers[permits].check(described), checkers[refuses].check(described));
                let (Ok(permitted), Ok(refused)) = (permitted, refused) else { continue };
                let differs = permitted.verdict == Verdict::Permitted && is_refused(refused.verdict);
                assert!(!differs || !witnesses.is_empty(), "{one} {other}: {described:?}");
            }
        }
    }
}

#[test]
fn a_license_is_equivalent_to_itself_and_looser_without_a_clause() {
    let (whole, _) = cases("open-rail-m");
    assert_eq!(difference::find(&whole, &whole).unwrap().relation(), Relation::Equivalent);
    let mut rules = whole.policy.rules().clone();
    let left_out = rules.prohibitions.iter().position(|rule| rule.cited.id == "medical").unwrap();
    let kept = rules.prohibitions.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, rule)| rule.clone());
    rules.prohibitions = kept.collect::<Vec<_>>().into();
    let policy = railc_core::policy::Policy::new(whole.policy.vocabulary().clone(), rules).unwrap();
    let found = difference::find(&ChosenPolicy::unchosen(Arc::new(policy)), &whole).unwrap();
    assert_eq!(found.relation(), Relation::Looser);
    let [only] = found.only_first.as_slice() else { panic!("{:?}", found.only_first) };
    let refused: Vec<&str> = only.refused_by.iter().filter_map(|rule| rule.cited(&whole.policy)).map(|cited| cited.id.as_str()).collect();
    assert_eq!(refused, ["medical"]);
}

/// By use, whether a license permits it; `None` for a use that contradicts itself.
fn permitted(chosen: &ChosenPolicy, uses: &[Use]) -> Vec<Option<bool>> {
    let mut checker = Checker::new(chosen.policy.clone());
    uses.iter().map(|described| Some(checker.check(&chosen.choose(described)).ok()?.verdict == Verdict::Permitted)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: how_many(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_is_what_all_uses_show(policies in proptest::collection::vec(policies(), 3)) {
        let vocabulary = small();
        let uses = all_uses(&vocabulary);
        let permitted: Vec<Vec<Option<bool>>> = policies.iter().map(|chosen| permitted(chosen, &uses)).collect();
        let matrix = matrix::find(&policies, &vocabulary).unwrap();
        for one in 0..policies.len() {
            for other in 0..policies.len() {
                let differs = permitted[one].iter().zip(&permitted[other]).any(|(one, other)| *one == Some(true) && *other == Some(false));
                let found = matrix.permitted_by_one(one, other);
                prop_assert_eq!(found.is_some(), differs);
                prop_assert!(found.is_none_or(|found| !found.refused_by.is_empty() && is_refused(found.verdict)));
                let difference = difference::find(&policies[one], &policies[other]).unwrap();
                prop_assert_eq!(!difference.only_first.is_empty(), differs);
                prop_assert_eq!(difference.relation(), matrix.relation(one, other));
                for witness in &difference.only_first {
                    let verdict_of = |at: usize| verdict(&mut Checker::new(policies[at].policy.clone()), &policies[at].choose(&witness.described));
                    prop_assert_eq!(verdict_of(one), Verdict::Permitted);
                    prop_assert_eq!(verdict_of(other), witness.verdict);
                    prop_assert!(is_refused(witness.verdict));
                }
            }
        }
    }
}

#[test]
fn two_choices_of_modules_are_two_licenses() {
    let policy = railc_library::policy("rail-generator-open-rail-ams").unwrap();
    let modules: Vec<String> = policy.modules().map(str::to_owned).collect();
    let (none, all) = (ChosenPolicy::choosing(policy.clone(), &[]), ChosenPolicy::choosing(policy, &modules));
    let found = difference::find(&none, &all).unwrap();
    assert_eq!(found.relation(), Relation::Looser);
    assert!(found.only_first.len() > 10);
}

#[test]
fn the_order_of_the_library_holds() {
    let policies: Vec<ChosenPolicy> = railc_library::licenses()
        .iter()
        .step_by(3)
        .map(|listed| ChosenPolicy::unchosen(railc_library::policy(listed.id).unwrap()))
        .collect();
    let matrix = matrix::find(&policies, railc_library::vocabulary()).unwrap();
    let order = matrix.order();
    let group_of = |at: usize| order.groups.iter().position(|group| group.contains(&at)).unwrap();
    // What the steps lead to, over any number of them, is what is looser.
    let mut reached = vec![vec![false; order.groups.len()]; order.groups.len()];
    for _ in 0..order.groups.len() {
        for (lower, upper) in &order.steps {
            let above = reached[*upper].clone();
            reached[*lower].iter_mut().zip(above).for_each(|(known, more)| *known |= more);
            reached[*lower][*upper] = true;
        }
    }
    let mut checkers: Vec<Checker> = policies.iter().map(|chosen| Checker::new(chosen.policy.clone())).collect();
    for one in 0..policies.len() {
        for other in 0..policies.len() {
            let expected = match (group_of(one), group_of(other)) {
                (a, b) if a == b => Relation::Equivalent,
                (a, b) if reached[a][b] => Relation::Stricter,
                (a, b) if reached[b][a] => Relation::Looser,
                _ => Relation::Incomparable,
            };
            assert_eq!(matrix.relation(one, other), expected);
            // A use with no more than what is told is decided as is told, all else denied.
            if let Some(found) = matrix.permitted_by_one(one, other).filter(|_| (one + other) % 7 == 0) {
                let example = matrix.example(found);
                let described = only(&example.has, &example.numbers, [&policies[one], &policies[other]]);
                assert_eq!(verdict(&mut checkers[one], &described), Verdict::Permitted, "{:?}", example);
                assert_eq!(verdict(&mut checkers[other], &described), found.verdict, "{:?}", example);
            }
        }
    }
}

/// A use that has this and nothing else.
fn only(has: &[String], numbers: &[NumberFact], policies: [&ChosenPolicy; 2]) -> Use {
    let vocabulary = railc_library::vocabulary();
    let fact = |name: &str, said| Fact { name: name.to_owned(), said, place: None };
    let is_had = |name: &str| {
        let Some(concept) = vocabulary.find_concept(name) else { return has.iter().any(|had| had == name) };
        has.iter().filter_map(|had| vocabulary.find_concept(had)).any(|had| vocabulary.is_a(had, concept))
    };
    let locals = policies.into_iter().flat_map(|chosen| chosen.policy.propositions()).map(|local| local.id.as_str());
    let names = vocabulary.concepts().map(|concept| concept.name()).chain(locals);
    let facts = names.map(|name| fact(name, if is_had(name) { Said::Holds } else { Said::Fails })).collect();
    let zero = |name: &str| NumberFact { name: name.to_owned(), interval: Interval::exactly(Number::whole(0)), place: None };
    let rest = vocabulary.scalars().map(|scalar| scalar.name()).filter(|name| !numbers.iter().any(|number| number.name == *name)).map(zero);
    Use { facts, numbers: numbers.iter().cloned().chain(rest).collect(), presume_nothing: true, ..Use::default() }
}
