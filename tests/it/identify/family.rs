//! A license whose fingerprint is missing is never taken for its sibling.

use railc_identify::fingerprint::Document;
use railc_identify::matching::{Fingerprints, Verdict, identify};

use super::{fail_if_any, found, licenses, originals};

#[test]
fn a_license_that_is_not_known_is_no_exact_sibling() {
    let all = railc_library::fingerprints().documents();
    let originals = originals();
    let mut ids: Vec<&str> = originals.iter().flat_map(|original| &original.licenses).map(String::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut problems = Vec::new();
    for id in ids {
        let is_left = |document: &&Document| !document.licenses.iter().any(|license| license == id);
        let others = Fingerprints::new(all.iter().filter(is_left).cloned().collect());
        for original in originals.iter().filter(|original| original.licenses[0] == id) {
            let found = identify(&original.text, &others);
            if found.verdict() == Verdict::Exact {
                let names: Vec<&str> = found.matches.iter().map(|matched| others.documents()[matched.document].name.as_str()).collect();
                problems.push(format!("{} is {names:?}", original.name));
            }
            assert!(found.verdict() == Verdict::Unknown || found.matches.iter().all(|matched| matched.similarity < 1.0));
        }
    }
    fail_if_any(problems);
}

#[test]
fn siblings_are_told_apart() {
    let mut problems = Vec::new();
    for original in originals() {
        let found = found(&original.text);
        if found.verdict() != Verdict::Exact || licenses(&found).iter().any(|ids| ids[0] != original.licenses[0]) {
            problems.push(format!("{}: {:?}", original.name, licenses(&found)));
        }
    }
    fail_if_any(problems);
}
