//! A field: one policy, and the uses that are put to it.

#[path = "../../random/mod.rs"]
mod random;

use std::sync::Arc;

use railc_core::check::{Checker, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Fact, Said, Use};
use random::Random;

/// So many uses are timed in turn.
const TIMED: usize = 16;

/// A policy and what is needed to make uses for it.
pub struct Field {
    /// The policy.
    pub policy: Arc<Policy>,
    facts: usize,
}

impl Field {
    /// `random-60` is a random policy of 60 rules; any other name is that of a license of the library. `None` where there is neither.
    pub fn new(name: &str) -> Option<Field> {
        match name.strip_prefix("random-") {
            Some(rules) => Some(Field { policy: Arc::new(random::policy(rules.parse().ok()?)), facts: 20 }),
            None => Some(Field { policy: railc_library::policy(name)?, facts: 5 }),
        }
    }

    /// Uses that leave nothing open but what their words leave open.
    pub fn closed_uses(&self, count: usize) -> Vec<Use> {
        self.uses(count, 0, 11)
    }

    fn uses(&self, count: usize, unknown: usize, seed: u64) -> Vec<Use> {
        let mut random = Random::new(seed);
        (0..count).map(|_| self.with_artifact(random::described(&self.policy, self.facts, unknown, true, &mut random))).collect()
    }

    /// railc presumes an artifact where none is named; the others must be told.
    fn with_artifact(&self, mut described: Use) -> Use {
        let is_silent = !described.facts.iter().any(|fact| fact.name.starts_with("artifact."));
        if is_silent && self.policy.vocabulary().find_concept("artifact.model").is_some() {
            described.facts.push(Fact { name: "artifact.model".to_owned(), said: Said::Holds, place: None });
        }
        described
    }

    /// Definite uses, up to half of them permitted.
    pub fn definite(&self) -> Vec<Use> {
        let mut checker = Checker::new(self.policy.clone());
        let (mut permitted, mut refused) = (Vec::new(), Vec::new());
        for described in self.closed_uses(400) {
            match checker.check(&described).map(|answer| answer.verdict) {
                Ok(Verdict::Permitted) => permitted.push(described),
                Ok(Verdict::Undetermined) | Err(_) => {}
                Ok(_) => refused.push(described),
            }
        }
        permitted.truncate(TIMED / 2);
        refused.truncate(TIMED / 2);
        permitted.extend(refused);
        permitted
    }

    /// Uses of the same kind with eight concepts unknown, whatever their verdict.
    pub fn with_unknown(&self) -> Vec<Use> {
        let mut checker = Checker::new(self.policy.clone());
        self.uses(200, 8, 13).into_iter().filter(|described| checker.check(described).is_ok()).take(TIMED).collect()
    }

    /// Those of them that are undetermined.
    pub fn undetermined(&self) -> Vec<Use> {
        let mut checker = Checker::new(self.policy.clone());
        let is_open = |described: &Use| checker.check(described).is_ok_and(|answer| answer.verdict == Verdict::Undetermined);
        self.with_unknown().into_iter().filter(is_open).collect()
    }
}
