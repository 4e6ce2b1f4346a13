//! An interview under a random policy, for every use that there is: it ends in the verdict of the use as a whole, asks nothing that can't matter,
//! and takes hardly more questions than the best order that there is, which is found by trying all.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use railc_core::check::reference::{self, Completion};
use railc_core::check::{Checker, Question, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::Use;

use super::{cases, described_by, scenes};

/// A policy, every use that Γ allows with whether it is permitted, and a checker.
struct Interviews<'p> {
    policy: &'p Policy,
    worlds: Vec<Completion>,
    /// A bit for each of the uses: those that are permitted.
    permitted: u64,
    /// By name, the uses that have a concept.
    having: BTreeMap<String, u64>,
    checker: Checker,
}

impl<'p> Interviews<'p> {
    /// `None` where a policy asks for more than six concepts, or no verdict hangs on them.
    fn new(policy: &'p Policy) -> Option<Interviews<'p>> {
        let vocabulary = policy.vocabulary();
        let is_plain = policy.propositions().is_empty() && vocabulary.scalars().len() == 0 && vocabulary.concepts().len() <= 6;
        if !is_plain {
            return None;
        }
        let empty = Use { presume_nothing: true, ..Use::default() };
        let worlds = reference::completions(policy, &reference::statements(policy, &empty));
        let bits = |has: &dyn Fn(&Completion) -> bool| {
            worlds.iter().enumerate().filter(|(_, world)| has(world)).fold(0, |bits, (at, _)| bits | 1 << at)
        };
        let permitted = bits(&|world| reference::decide_worlds(policy, std::slice::from_ref(world)).verdict == Verdict::Permitted);
        let concepts = vocabulary.concept_ids();
        let having =
            concepts.map(|concept| (vocabulary.concept(concept).name().to_owned(), bits(&|world| world.concepts.contains(&concept))));
        let having = having.collect();
        let interviews = Interviews { policy, permitted, having, checker: Checker::new(Arc::new(policy.clone())), worlds };
        (!interviews.is_settled(interviews.all())).then_some(interviews)
    }

    fn all(&self) -> u64 {
        u64::MAX >> (64 - self.worlds.len())
    }

    fn is_settled(&self, left: u64) -> bool {
        left & self.permitted == 0 || left & !self.permitted == 0
    }

    /// How many questions are asked about some uses in all, each of them interviewed; all that is asked and found is looked at.
    fn asked(&mut self, facts: &[(String, bool)], left: u64) -> u32 {
        let described = described_by(facts);
        let (explanation, gains) = self.checker.explain_with_gains(&described).unwrap();
        let verdict = explanation.answer.verdict;
        assert_eq!(verdict != Verdict::Undetermined, self.is_settled(left), "{verdict} after {facts:?}");
        if verdict != Verdict::Undetermined {
            assert_eq!(verdict == Verdict::Permitted, left & self.permitted != 0, "{verdict} after {facts:?}");
            return 0;
        }
        let name = railc_core::report::name(self.policy, best(&explanation.questions, &gains).about);
        let having = self.having[&name];
        let open: Vec<Completion> =
            self.worlds.iter().enumerate().filter(|(at, _)| left >> at & 1 == 1).map(|(_, world)| world.clone()).collect();
        let is_plain = self.policy.vocabulary().concepts().all(|concept| !concept.is_abstract());
        let matters = |name: &String| !is_plain || reference::decisive_propositions(self.policy, &open).contains(name);
        assert!(matters(&name) && left & having != 0 && left & !having != 0, "{name} can't matter after {facts:?}");
        let mut answered = |holds: bool, left: u64| self.asked(&[facts, &[(name.clone(), holds)]].concat(), left);
        left.count_ones() + answered(true, left & having) + answered(false, left & !having)
    }

    /// How many questions the best order takes about some uses in all.
    fn fewest(&self, left: u64, found: &mut HashMap<u64, u32>) -> u32 {
        if self.is_settled(left) {
            return 0;
        }
        if let Some(known) = found.get(&left) {
            return *known;
        }
        let splits = self.having.values().map(|having| (left & having, left & !having)).filter(|(yes, no)| *yes != 0 && *no != 0);
        let fewest = left.count_ones()
            + splits.map(|(yes, no)| self.fewest(yes, found) + self.fewest(no, found)).min().expect("what differs in nothing is one");
        found.insert(left, fewest);
        fewest
    }
}

/// What is asked first, as an interview under one policy does.
fn best<'q>(questions: &'q [Question], gains: &[f64]) -> &'q Question {
    let first = questions.iter().zip(gains).min_by(|(one, gain), (other, others)| one.to.cmp(&other.to).then(others.total_cmp(gain)));
    first.expect("an undetermined use has questions").0
}

#[test]
fn an_interview_settles_every_use_and_takes_hardly_more_questions_than_the_best_order() {
    let (mut runner, mut policies, mut worst) = (TestRunner::deterministic(), 0, 1.0_f64);
    let (mut ratios, mut asked_in_all, mut fewest_in_all) = (0.0, 0.0, 0.0);
    while policies < cases(100_000) / 200 {
        let scene = scenes().new_tree(&mut runner).unwrap().current();
        let Some(mut interviews) = Interviews::new(&scene.policy) else { continue };
        let all = interviews.all();
        let uses = f64::from(all.count_ones());
        let fewest = f64::from(interviews.fewest(all, &mut HashMap::new()));
        let asked = f64::from(interviews.asked(&[], all));
        // Where one or two questions are all, any order will do.
        if fewest < 2.0 * uses {
            continue;
        }
        policies += 1;
        ratios += asked / fewest;
        worst = worst.max(asked / fewest);
        asked_in_all += asked / uses;
        fewest_in_all += fewest / uses;
    }
    let count = f64::from(policies);
    println!(
        "{policies} policies: {:.3} questions in the mean where the best order takes {:.3}; {:.3} times as many in the mean, {worst:.2} at worst",
        asked_in_all / count,
        fewest_in_all / count,
        ratios / count
    );
    assert!(ratios < 1.1 * count, "{:.3} times as many questions as needed", ratios / count);
}
