//! Bytes to a small vocabulary, a policy and some uses: the checker gives what the reference evaluator gives.
#![no_main]

#[path = "../../crates/core/src/exactness/random.rs"]
mod random;

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use railc_core::check::{Checker, reference};
use random::{Choices, Scene};

fuzz_target!(|bytes: &[u8]| {
    let Some(scene) = Scene::decode(&mut Choices::new(bytes.to_vec())) else { return };
    let mut checker = Checker::new(Arc::new(scene.policy.clone()));
    for described in &scene.uses {
        let fast = checker.check(described);
        let Some(slow) = reference::decide(&scene.policy, described) else {
            assert!(fast.is_err(), "a contradiction was not seen: {described:#?}{scene:?}");
            continue;
        };
        let fast = fast.unwrap_or_else(|clash| panic!("no contradiction, but {clash:?}: {described:#?}{scene:?}"));
        assert_eq!(fast.verdict, slow.verdict, "{described:#?}{scene:?}");
        let duty = |at: usize| fast.duties.iter().find(|state| state.duty.index() == at).map(|state| (state.due, state.status));
        let duties: Vec<_> = (0..slow.duties.len()).map(duty).collect();
        assert_eq!(duties, slow.duties, "{described:#?}{scene:?}");
    }
});
