//! What two licenses decide differently: each witness is checked back, and no use that is known to be decided differently is missed.

use std::sync::Arc;

use railc::analysis::difference::{self, Relation};
use railc_core::check::{Checker, ChosenPolicy, Verdict};
use railc_core::usage::{Said, Use};

use super::interview::cases;

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
