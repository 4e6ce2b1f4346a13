//! What would help: each remedy makes the use permitted, and no part of one does.

use railc::analysis::assumption::Assumption;
use railc::analysis::remedies;
use railc_core::base::Sources;
use railc_core::check::{Checker, Verdict};
use railc_core::usage::{Said, Use};
use railc_language::driver;

use railc::analysis::spec_tests::describe;

#[test]
fn a_remedy_helps_and_nothing_in_it_is_needless() {
    let mut found = 0;
    for id in ["open-rail-m", "bigcode-open-rail-m-v1", "rail-research", "llama-3.1"] {
        let library = railc_library::library();
        let license = driver::builtin(library, &mut Sources::new(), library.spec(id).unwrap()).into_result().unwrap().0;
        let policy = std::sync::Arc::new(driver::rules(&license, railc_library::vocabulary()));
        let mut checker = Checker::new(policy.clone());
        for described in license.tests.iter().map(|test| describe(&license, test)) {
            let Ok(remedies) = remedies::find(&mut checker, &described) else { continue };
            let before = checker.check(&described).unwrap().verdict;
            assert!(before != Verdict::Permitted || remedies.is_empty());
            let mut verdict = |changes: &[&(String, bool)]| {
                let assume = |described: Use, (name, holds): &&(String, bool)| {
                    let said = if *holds { Said::Holds } else { Said::Fails };
                    Assumption::Fact(name.clone(), said).of(&described, policy.vocabulary())
                };
                checker.check(&changes.iter().fold(described.clone(), assume)).map(|answer| answer.verdict)
            };
            for remedy in &remedies {
                let all: Vec<&(String, bool)> = remedy.changes.iter().collect();
                assert_eq!(verdict(&all), Ok(Verdict::Permitted), "{id} {all:?}");
                for left_out in 0..all.len() {
                    let part: Vec<&(String, bool)> =
                        all.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, one)| *one).collect();
                    assert_ne!(verdict(&part), Ok(Verdict::Permitted), "{id} {all:?} without {left_out}");
                }
                found += 1;
            }
        }
    }
    assert!(found > 20, "{found}");
}
