//! The prepared evaluator gives what the reference gives, on random vocabularies, policies and uses.
//!
//! `RAILC_CASES` sets how many cases; `just exactness` runs for an hour.

mod interview;
mod random;

use std::sync::Arc;

use proptest::prelude::*;
use railc_core::base::{Comparison, Interval, Number, Sources};
use railc_core::check::{About, Answer, Checker, ChosenPolicy, CitedRule, Due, Each, Known, NoAnswer, Role, Status, Verdict, reference};
use railc_core::diagnostic::Diagnostics;
use railc_core::policy::{DutyId, Policy, ProhibitionId};
use railc_core::usage::{Fact, NumberFact, Said, Use};

use random::{Choices, Scene};

fn cases(default: u32) -> u32 {
    std::env::var("RAILC_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn scenes() -> impl Strategy<Value = Scene> {
    proptest::collection::vec(any::<u8>(), 40..260)
        .prop_filter_map("a vocabulary without flaws", |bytes| Scene::decode(&mut Choices::new(bytes)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(100_000), max_global_rejects: 10_000_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn verdicts_and_duties_are_those_of_the_slow_evaluator(scene in scenes()) {
        let mut checker = Checker::new(Arc::new(scene.policy.clone()));
        for described in &scene.uses {
            let slow = reference::decide(&scene.policy, described);
            let fast = checker.check(described);
            let Some(slow) = slow else {
                prop_assert!(matches!(fast, Err(NoAnswer::Contradiction(_))), "a contradiction was not seen: {described:#?}");
                continue;
            };
            prop_assert!(fast.is_ok(), "no contradiction, but {fast:?}: {described:#?}");
            let fast = fast.unwrap();
            prop_assert_eq!(fast.verdict, slow.verdict, "{:#?}", described);
            prop_assert_eq!(duties(&fast, slow.duties.len()), slow.duties, "{:#?}", described);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(100_000) / 10, max_global_rejects: 10_000_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reasons_force_the_verdict_and_none_can_go(scene in scenes()) {
        let mut checker = Checker::new(Arc::new(scene.policy.clone()));
        for described in &scene.uses {
            let Ok(explanation) = checker.explain(described) else { continue };
            let verdict = explanation.answer.verdict;
            let alone = Checker::new(Arc::new(scene.policy.clone())).explain(described).unwrap();
            prop_assert_eq!(&alone.because, &explanation.because, "what was checked before shows in {:#?}", described);
            prop_assert_eq!(&alone.questions, &explanation.questions, "what was checked before shows in {:#?}", described);
            if verdict == Verdict::Undetermined {
                prop_assert!(explanation.questions.first().is_some_and(|best| !best.is_follow_up), "{:#?}", explanation.questions);
                continue;
            }
            let facts: Vec<(String, bool)> = explanation.because.iter().map(|reason| (railc_core::report::name(&scene.policy, reason.about), reason.holds)).collect();
            prop_assert_eq!(verdict_of(&scene.policy, &facts), Some(verdict), "{:?} does not force it", facts);
            for left_out in 0..facts.len() {
                let rest: Vec<_> = facts.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, fact)| fact.clone()).collect();
                prop_assert_ne!(verdict_of(&scene.policy, &rest), Some(verdict), "{:?} is not needed", facts[left_out]);
            }
            if verdict == Verdict::NotGranted {
                let decides: Vec<_> = facts.iter().zip(&explanation.because).filter(|(_, reason)| reason.role == Role::Decides).map(|(fact, _)| fact.clone()).collect();
                let may_be_permitted = |facts: &[_]| matches!(verdict_of(&scene.policy, facts), Some(Verdict::Permitted | Verdict::Undetermined));
                prop_assert!(!may_be_permitted(&decides), "{decides:?} does not rule out `permitted`");
                for left_out in 0..decides.len() {
                    let rest: Vec<_> = decides.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, fact)| fact.clone()).collect();
                    prop_assert!(may_be_permitted(&rest), "{:?} rules out no more than `prohibited`", decides[left_out]);
                }
            }
            if verdict == Verdict::Permitted {
                let worlds = worlds(&scene.policy, described);
                for acting in &explanation.decisive {
                    let CitedRule::Grant(at) = acting else { panic!("{acting:?} permits nothing") };
                    prop_assert!(worlds.iter().any(|world| reference::grants(&scene.policy, *at, world)), "grant {at:?} never holds: {described:#?}");
                }
            }
            if verdict == Verdict::Prohibited {
                let slow = reference::decide(&scene.policy, described).unwrap();
                let named: Vec<ProhibitionId> = explanation.decisive.iter().filter_map(|acting| if let CitedRule::Prohibition(at) = acting { Some(*at) } else { None }).collect();
                prop_assert!(slow.always_acting.is_empty() && !named.is_empty() || named == slow.always_acting, "{named:?} but {:?}: {described:#?}", slow.always_acting);
            }
        }
    }

    #[test]
    fn questions_are_what_can_still_change_the_outcome(scene in scenes()) {
        let mut checker = Checker::new(Arc::new(scene.policy.clone()));
        let vocabulary = scene.policy.vocabulary();
        let is_plain = vocabulary.scalars().len() == 0 && vocabulary.concepts().all(|concept| !concept.is_abstract());
        for described in scene.uses.iter().filter(|_| is_plain) {
            let Ok(explanation) = checker.explain(described) else { continue };
            if explanation.answer.verdict != Verdict::Undetermined {
                continue;
            }
            let mut wanted: Vec<String> = reference::decisive_propositions(&scene.policy, &worlds(&scene.policy, described));
            let mut asked: Vec<String> = explanation.questions.iter().map(|question| railc_core::report::name(&scene.policy, question.about)).collect();
            wanted.sort();
            asked.sort();
            prop_assert_eq!(asked, wanted, "{:#?}", described);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(100_000) / 10, max_global_rejects: 10_000_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_policy_with_its_part_of_the_vocabulary_decides_as_with_the_whole(scene in scenes()) {
        let policy = cut(&scene.policy);
        let mut checker = Checker::new(Arc::new(policy));
        for described in &scene.uses {
            let Some(slow) = reference::decide(&scene.policy, described) else { continue };
            let fast = checker.check(described).unwrap();
            prop_assert_eq!(fast.verdict, slow.verdict, "{:#?}", described);
            prop_assert_eq!(duties(&fast, slow.duties.len()), slow.duties, "{:#?}", described);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(100_000) / 10, max_global_rejects: 10_000_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_remembered_of_other_uses_is_what_a_use_alone_would_get(scene in scenes()) {
        let policies = [ChosenPolicy::unchosen(Arc::new(scene.policy.clone()))];
        let checker = || Checker::new(policies[0].policy.clone());
        let known = Known { vocabulary: scene.policy.vocabulary(), license_ids: &[], has_license: &|_| true };
        let mut each: Each<'_, ()> = Each::new(&policies, vec![checker()], known, 1_000);
        // Uses that are alike: each with its statements one by one.
        let uses = scene.uses.iter().flat_map(|described| {
            (0..=described.facts.len()).map(|count| Use { facts: described.facts[..count].to_vec(), ..described.clone() })
        });
        for described in uses {
            let mut remembered = None;
            each.check(String::new, &described, &mut Diagnostics::new(), |_, answer| remembered = Some(answer.clone()));
            let Some(remembered) = remembered else { continue };
            let alone = checker().explain(&described).unwrap();
            let questions: Vec<(About, bool)> = alone.questions.iter().map(|question| (question.about, question.is_follow_up)).collect();
            prop_assert_eq!(&remembered.outline.answer, &alone.answer, "{:#?}", described);
            prop_assert_eq!(&remembered.outline.decisive, &alone.decisive, "{:#?}", described);
            prop_assert_eq!(&remembered.outline.questions, &questions, "{:#?}", described);
        }
    }
}

/// The completions of a use, presumptions included.
fn worlds(policy: &Policy, described: &Use) -> Vec<reference::Completion> {
    let statements = reference::statements(policy, described);
    let stated = reference::completions(policy, &statements);
    let presumed = reference::presumptions(policy, &statements, &stated);
    stated.into_iter().filter(|world| presumed.iter().all(|one| reference::fits_presumption(world, one))).collect()
}

/// Every duty of an answer, in the policy's order.
fn duties(answer: &Answer, count: usize) -> Vec<Option<(Due, Status)>> {
    let state = |duty: DutyId| answer.duties.iter().find(|state| state.duty == duty);
    (0..count).map(DutyId::at).map(|duty| state(duty).map(|state| (state.due, state.status))).collect()
}

/// The policy as it is read back from its JSON, with the part of the vocabulary that its rules and the actions need.
fn cut(policy: &Policy) -> Policy {
    let text = policy.to_json();
    let source = Sources::new().add("policy.json", text.as_str());
    railc_core::policy::read(source, &text).into_result().unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}")).0
}

/// The verdict where these facts hold and nothing is presumed.
fn verdict_of(policy: &Policy, facts: &[(String, bool)]) -> Option<Verdict> {
    reference::decide(policy, &described_by(facts)).map(|decision| decision.verdict)
}

/// A use of which these facts are stated, and nothing is presumed.
fn described_by(facts: &[(String, bool)]) -> Use {
    let mut described = Use { presume_nothing: true, ..Use::default() };
    let mut numbers: std::collections::BTreeMap<String, NumberFact> = Default::default();
    for (name, holds) in facts {
        let Some((scalar, comparison)) = name.split_once(' ') else {
            let said = if *holds { Said::Holds } else { Said::Fails };
            described.facts.push(Fact { name: name.clone(), said, place: None });
            continue;
        };
        let (sign, limit) = comparison.split_once(' ').unwrap();
        let limit = Number::parse(limit).unwrap();
        let comparison = match (sign == ">", *holds) {
            (true, true) => Comparison::MoreThan,
            (false, true) => Comparison::AtLeast,
            (true, false) => Comparison::AtMost,
            (false, false) => Comparison::LessThan,
        };
        let all = NumberFact { name: scalar.to_owned(), interval: Interval::default(), place: None };
        let fact = numbers.entry(scalar.to_owned()).or_insert(all);
        fact.interval = fact.interval.and(Interval::compared(comparison, limit));
    }
    described.numbers = numbers.into_values().collect();
    described
}
