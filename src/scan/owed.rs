//! Uses under the licenses that bind a repository: the verdicts, and of what is owed what is there, what is missing and what nobody can see.

use railc_core::check::{self, Checked, ChosenPolicy, DutyState, Status, Verdict};
use railc_core::diagnostic::Diagnostics;
use railc_core::policy::Duty;
use railc_core::usage::{Fact, Said, Use};

use super::evidence::Evidence;

/// A license that binds things, or may.
#[derive(Debug)]
pub struct Bound {
    /// The license.
    pub policy: ChosenPolicy,
    /// Whether it is certain that it binds one of them.
    pub is_certain: bool,
}

/// A use under a license.
#[derive(Debug)]
pub struct Outcome {
    /// The license, among those that were given.
    pub license: usize,
    /// The answer, with what can be seen taken for done. Its policy is the only one of its check.
    pub checked: Checked,
    /// What the use says, with what can be seen.
    pub described: (String, Use),
    /// What falls due and is not to be found in the repository.
    pub missing: Vec<Missing>,
    /// The other duties that fall or may fall due: what a repository does not show, and what is met.
    pub others: Vec<DutyState>,
}

/// A duty that falls due, and that the repository would show if it were performed.
#[derive(Debug)]
pub struct Missing {
    /// The duty.
    pub duty: DutyState,
    /// What would show it, in words.
    pub wanted: String,
}

impl Outcome {
    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.checked.explanation.answer.verdict
    }
}

/// Checks each use under each license.
pub fn under_uses(uses: &[(String, Use)], bound: &[Bound], evidence: &Evidence) -> Result<Vec<Outcome>, Diagnostics> {
    let mut outcomes = Vec::new();
    let mut wrong = Diagnostics::new();
    for (at, license) in bound.iter().enumerate() {
        let policy = &license.policy.policy;
        let shown = evidence.shown(policy);
        for (name, described) in uses {
            let with_seen = (name.clone(), seen(described, shown.keys().copied()));
            let one = std::slice::from_ref(&with_seen);
            let (checked, found) = check::check_all(one, std::slice::from_ref(&license.policy), railc_library::known()).into_parts();
            if found.has_errors() {
                wrong.append(found);
                continue;
            }
            for checked in checked.into_iter().flatten() {
                let (missing, others) = split(&checked, policy, evidence);
                outcomes.push(Outcome { license: at, checked, described: with_seen.clone(), missing, others });
            }
        }
    }
    if wrong.has_errors() { Err(wrong) } else { Ok(outcomes) }
}

fn split(checked: &Checked, policy: &railc_core::policy::Policy, evidence: &Evidence) -> (Vec<Missing>, Vec<DutyState>) {
    let (mut missing, mut others) = (Vec::new(), Vec::new());
    for state in &checked.explanation.answer.duties {
        let duty: &Duty = policy.duties().get(state.duty);
        let signs = evidence.of(duty, policy);
        let is_open = state.is_owed() && !signs.is_empty() && signs.iter().all(|sign| sign.file.is_none());
        match signs.first().filter(|_| is_open && state.status != Status::Met) {
            Some(sign) => missing.push(Missing { duty: *state, wanted: sign.wanted.clone() }),
            None => others.push(*state),
        }
    }
    (missing, others)
}

/// A use of which what can be seen is done. What it says itself stands.
fn seen<'c>(described: &Use, shown: impl Iterator<Item = &'c str>) -> Use {
    let mut described = described.clone();
    let vocabulary = railc_library::vocabulary();
    for name in shown {
        let is_said = |fact: &Fact| {
            let both = vocabulary.find_concept(&fact.name).zip(vocabulary.find_concept(name));
            fact.name == name || (fact.said == Said::Fails && both.is_some_and(|(said, shown)| vocabulary.is_a(shown, said)))
        };
        if !described.facts.iter().any(is_said) {
            described.facts.push(Fact { name: name.to_owned(), said: Said::Holds, place: None });
        }
    }
    described
}
