//! Policies as JSON: nothing panics, and what reads is written so that it reads back, and can be checked against.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use railc_core::base::Sources;
use railc_core::check::Checker;
use railc_core::diagnostic::Diagnostics;
use railc_core::policy::{Policy, read};
use railc_core::usage::Use;

fuzz_target!(|text: &str| {
    let Ok((policy, _)) = reading(text) else { return };
    let written = policy.to_json();
    let (again, _) = reading(&written).unwrap_or_else(|diagnostics| panic!("{written}\n{diagnostics:?}"));
    assert_eq!(again.to_json(), written, "writing twice changes something");
    let mut checker = Checker::new(Arc::new(policy));
    for presume_nothing in [false, true] {
        let _ = checker.explain(&Use { presume_nothing, ..Use::default() });
    }
});

fn reading(text: &str) -> Result<(Policy, Diagnostics), Diagnostics> {
    read(Sources::new().add("fuzz.json", text), text).into_result()
}
