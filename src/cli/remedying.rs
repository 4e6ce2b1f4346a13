//! `check --remedies`: what would make a use permitted, for people and as JSON.

use std::collections::HashMap;

use railc_core::base::one_line;
use railc_core::check::{Checked, Checker, ChosenPolicy, Verdict};
use railc_core::policy::Policy;
use railc_core::report::format::{ChangeEntry, RemedyEntry};
use railc_core::usage::Use;

use crate::analysis::remedies::{self, Remedy};

/// Looks for remedies; each policy is made ready once.
pub(super) struct Remedying<'a> {
    uses: &'a [(String, Use)],
    policies: &'a [ChosenPolicy],
    /// By the place of a policy.
    checkers: HashMap<usize, Checker>,
}

impl<'a> Remedying<'a> {
    /// For these uses and policies.
    pub(super) fn new(uses: &'a [(String, Use)], policies: &'a [ChosenPolicy]) -> Remedying<'a> {
        Remedying { uses, policies, checkers: HashMap::new() }
    }

    /// The remedies of a use, as JSON.
    pub(super) fn entries(&mut self, one: &Checked) -> Vec<RemedyEntry> {
        self.found(one).map_or_else(Vec::new, |(_, policy, found)| found.iter().map(|remedy| entry(policy, remedy)).collect())
    }

    /// The remedies of a use, for people; nothing of one that is permitted.
    pub(super) fn told(&mut self, one: &Checked) -> String {
        if one.explanation.answer.verdict == Verdict::Permitted {
            return String::new();
        }
        let Some((name, policy, found)) = self.found(one) else { return String::new() };
        let under = format!("{} under {}", one_line(name), policy.license().id);
        if found.is_empty() {
            // Only small sets are tried, and not where the search for an answer is too hard.
            return format!(
                "\nNothing was found that would make it permitted, among safeguards that the license names and what may be left undone:\n  {under}\n"
            );
        }
        let lines: String = found.iter().map(|remedy| line(policy, remedy)).collect();
        format!("\nWhat would make {under} permitted, each by itself:\n{lines}")
    }

    /// The name of a use, the policy that it was checked under, and what would make it permitted; nothing where that is too hard to find out.
    fn found(&mut self, one: &Checked) -> Option<(&'a str, &'a Policy, Vec<Remedy>)> {
        let (name, described) = self.uses.get(one.use_at)?;
        let chosen = self.policies.get(one.policy_at)?;
        let checker = self.checkers.entry(one.policy_at).or_insert_with(|| Checker::new(chosen.policy.clone()));
        Some((name, &chosen.policy, remedies::find(checker, &chosen.choose(described)).unwrap_or_default()))
    }
}

fn entry(policy: &Policy, remedy: &Remedy) -> RemedyEntry {
    let change = |(proposition, holds): &(String, bool)| ChangeEntry { proposition: proposition.clone(), holds: *holds };
    RemedyEntry { changes: remedy.changes.iter().map(change).collect(), owed: owed(policy, remedy) }
}

fn line(policy: &Policy, remedy: &Remedy) -> String {
    let change = |(name, holds): &(String, bool)| format!("{}{}", if *holds { "" } else { "not " }, name.replacen('.', " ", 1));
    let owed: Vec<String> = owed(policy, remedy).iter().map(|id| format!("@{id}")).collect();
    let owed = if owed.is_empty() { String::new() } else { format!("; owed then: {}", owed.join(", ")) };
    format!("  {}{owed}\n", remedy.changes.iter().map(change).collect::<Vec<_>>().join(", and "))
}

/// The rules of the duties that a remedy leaves to be done.
fn owed(policy: &Policy, remedy: &Remedy) -> Vec<String> {
    remedy.answer.duties.iter().filter(|state| state.is_owed()).map(|state| policy.duties().get(state.duty).cited.id.clone()).collect()
}
