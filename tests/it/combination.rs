//! Several licenses as one policy: it decides each use as they do together.

use std::sync::Arc;

use proptest::prelude::*;
use railc::analysis::{combination, conflict, duties};
use railc_core::check::{Answer, Checker, ChosenPolicy, Status, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Fact, Use};

use super::interview::cases;
use super::small::{all_uses, how_many, policies, small};

const COMBINED: [&[&str]; 5] = [
    &["llama-3.1", "bigscience-open-rail-m"],
    &["open-rail-m", "cc-by-nc-4.0", "apache-2.0"],
    &["gemma-2025-03-24", "mit"],
    &["bigcode-open-rail-m-v1", "cc-by-sa-4.0", "llama-2", "openmdw-1.0"],
    &["rail-generator-open-rail-ams", "hippocratic-3.0"],
];

/// A use of which everything is known that a description can say.
fn closed(described: &Use, vocabulary: &railc_core::vocabulary::Vocabulary) -> Use {
    let closed = vocabulary.facets().map(|facet| facet.name().to_owned()).collect();
    Use { closed, open: Vec::new(), presume_nothing: false, ..described.clone() }
}

#[test]
fn a_combination_permits_what_all_permit() {
    let (mut permitted, mut refused) = (0, 0);
    for ids in COMBINED {
        let (parts, uses): (Vec<ChosenPolicy>, Vec<Vec<Use>>) = ids.iter().map(|id| cases(id)).unzip();
        let policy = Arc::new(combination::combine(&parts).unwrap());
        let (mut whole, mut each) =
            (Checker::new(policy.clone()), parts.iter().map(|part| Checker::new(part.policy.clone())).collect::<Vec<_>>());
        for described in uses.iter().flatten().map(|described| closed(described, policy.vocabulary())) {
            let (Ok(together), Ok(apart)) =
                (whole.check(&described), each.iter_mut().map(|checker| checker.check(&described)).collect::<Result<Vec<_>, _>>())
            else {
                continue;
            };
            let worst = apart.iter().map(|answer| answer.verdict).max().unwrap();
            if apart.iter().any(|answer| matches!(answer.verdict, Verdict::Undetermined | Verdict::Refused)) {
                continue;
            }
            let asks = parts.iter().any(|part| !part.policy.asks().concepts.is_empty() || !part.policy.asks().scalars.is_empty());
            assert!(
                together.verdict == worst || (asks && together.verdict == Verdict::Undetermined),
                "{ids:?} {} {worst} {described:?}",
                together.verdict
            );
            if together.verdict == Verdict::Permitted {
                let owed: usize = apart.iter().map(|answer| answer.duties.len()).sum();
                assert_eq!(together.duties.len(), owed, "{ids:?} {described:?}");
            }
            permitted += usize::from(together.verdict == Verdict::Permitted);
            refused += usize::from(together.verdict != Verdict::Permitted);
        }
    }
    assert!(permitted > 20 && refused > 100, "{permitted} {refused}");
}

#[test]
fn a_combination_is_read_back_as_it_was() {
    let parts: Vec<ChosenPolicy> = COMBINED[3].iter().map(|id| cases(id).0).collect();
    let policy = combination::combine(&parts).unwrap();
    let mut sources = railc_core::base::Sources::new();
    let source = sources.add("combined.json", policy.to_json());
    let (read, diagnostics) = railc_core::policy::read(source, &sources.get(source).text).into_parts();
    let read: Policy = read.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert_eq!(read.to_json(), policy.to_json());
    assert!(read.combines("Llama 2") && read.combines("llama-2") && !read.combines("llama-3"));
}

#[test]
fn licenses_of_the_library_do_not_clash_with_themselves() {
    for listed in railc_library::licenses() {
        let clashes = conflict::find(&cases(listed.id).0).unwrap();
        assert!(clashes.permits_something && clashes.conflicts.is_empty(), "{}: {clashes:?}", listed.id);
    }
}

/// The policy under another id, so that it can be combined with others.
fn called(chosen: &ChosenPolicy, id: &str) -> ChosenPolicy {
    let mut rules = chosen.policy.rules().clone();
    rules.license.id = id.to_owned();
    let mut called = ChosenPolicy::unchosen(Arc::new(Policy::new(chosen.policy.vocabulary().clone(), rules).unwrap()));
    called.chosen = chosen.chosen.clone();
    called
}

/// A use that says of each license's module what it says of the first one's.
fn with_all_modules(described: &Use, parts: usize) -> Use {
    let mut described = described.clone();
    let module = described.facts.iter().find(|fact| fact.name == "module.m").unwrap().clone();
    let of = |at: usize| Fact { name: format!("module.l{at}.m"), ..module.clone() };
    described.facts.extend((0..parts).map(of));
    described
}

/// Whether nothing that is owed is left undone.
fn is_done(answer: &Answer) -> bool {
    answer.duties.iter().all(|state| state.status == Status::Met)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: how_many(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_combination_decides_all_uses_as_its_parts_do(policies in proptest::collection::vec(policies(), 3)) {
        let parts: Vec<ChosenPolicy> = policies.iter().enumerate().map(|(at, chosen)| called(chosen, &format!("l{at}"))).collect();
        let mut whole = Checker::new(Arc::new(combination::combine(&parts).unwrap()));
        let mut each: Vec<Checker> = parts.iter().map(|part| Checker::new(part.policy.clone())).collect();
        for described in all_uses(&small()) {
            let apart: Vec<Answer> =
                parts.iter().zip(&mut each).map(|(part, checker)| checker.check(&part.choose(&described)).unwrap()).collect();
            let together = whole.check(&with_all_modules(&described, parts.len())).unwrap();
            prop_assert_eq!(Some(together.verdict), apart.iter().map(|answer| answer.verdict).max());
            if together.verdict == Verdict::Permitted {
                let owed: Vec<Status> = apart.iter().flat_map(|answer| &answer.duties).map(|state| state.status).collect();
                prop_assert_eq!(together.duties.iter().map(|state| state.status).collect::<Vec<_>>(), owed);
            }
        }
    }

    #[test]
    fn duties_of_one_alone_are_those_that_all_uses_show(policies in proptest::collection::vec(policies(), 2)) {
        let [first, second] = policies.as_slice() else { unreachable!() };
        let found = duties::find(first, second).unwrap();
        let mut checkers = [first, second].map(|chosen| Checker::new(chosen.policy.clone()));
        let answers: Vec<[Answer; 2]> = all_uses(&small())
            .iter()
            .map(|described| [0, 1].map(|at| checkers[at].check(&policies[at].choose(described)).unwrap()))
            .filter(|both| both.iter().all(|answer| answer.verdict == Verdict::Permitted))
            .collect();
        for (one, other) in [(0, 1), (1, 0)] {
            for (duty, _) in policies[one].policy.duties().entries() {
                let is_undone = |both: &[Answer; 2]| {
                    is_done(&both[other]) && both[one].duties.iter().any(|state| state.duty == duty && state.status == Status::Unmet)
                };
                prop_assert_eq!(found[one].iter().any(|only| only.duty == duty), answers.iter().any(is_undone));
            }
        }
    }
}
