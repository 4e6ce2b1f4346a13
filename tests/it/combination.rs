//! Several licenses as one policy: it decides each use as they do together.

use std::sync::Arc;

use railc::analysis::{combination, conflict};
use railc_core::check::{Checker, ChosenPolicy, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::Use;

use super::interview::cases;

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
