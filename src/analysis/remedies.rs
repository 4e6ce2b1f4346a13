//! What would help: the smallest changes of what people decide themselves that make a use permitted, whatever else is true (semantics §5).
//!
//! Tried are safeguards that the license's rules name, and leaving out what is done or the manner of it. Of several changes, those that no part of them
//! makes needless.

use railc_core::check::{Answer, Checker, NoAnswer, Verdict};
use railc_core::policy::Policy;
use railc_core::usage::{Said, Use};

use super::assumption::Assumption;

/// Changes that make a use permitted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// The concepts, and whether each is to hold.
    pub changes: Vec<(String, bool)>,
    /// What is then decided.
    pub answer: Answer,
}

/// The most changes that are made together.
const MOST_CHANGES: usize = 3;
/// The most remedies that are looked for.
const MOST: usize = 8;
/// The most sets of changes that are tried: about a second.
const MOST_TRIED: usize = 20_000;

/// The remedies of a use that is not permitted, the smallest first; none where it is permitted, or nothing of this helps.
///
/// Fails as [`Checker::check`] does.
pub fn find(checker: &mut Checker, described: &Use) -> Result<Vec<Remedy>, NoAnswer> {
    if checker.check(described)?.verdict == Verdict::Permitted {
        return Ok(Vec::new());
    }
    let policy = checker.policy().clone();
    let candidates = candidates(&policy, described);
    let (mut found, mut tried) = (Vec::<(Vec<usize>, Remedy)>::new(), 0);
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..MOST_CHANGES {
        let next = |set: &Vec<usize>| set.last().map_or(0, |last| last + 1);
        let larger = sets.iter().flat_map(|set| (next(set)..candidates.len()).map(|more| [set.as_slice(), &[more]].concat()));
        let mut open = Vec::new();
        for set in larger.collect::<Vec<_>>() {
            let has_needless = found.iter().any(|(smaller, _)| smaller.iter().all(|change| set.contains(change)));
            if has_needless {
                continue;
            }
            tried += 1;
            if tried > MOST_TRIED || found.len() >= MOST {
                return Ok(found.into_iter().map(|(_, remedy)| remedy).collect());
            }
            let changes: Vec<&(String, bool)> = set.iter().filter_map(|at| candidates.get(*at)).collect();
            match changed(checker, &policy, described, &changes)? {
                Some(answer) => found.push((set, Remedy { changes: changes.into_iter().cloned().collect(), answer })),
                None => open.push(set),
            }
        }
        sets = open;
    }
    Ok(found.into_iter().map(|(_, remedy)| remedy).collect())
}

/// The answer on the use with these changes, if it is permitted then.
fn changed(checker: &mut Checker, policy: &Policy, described: &Use, changes: &[&(String, bool)]) -> Result<Option<Answer>, NoAnswer> {
    let said = |holds: &bool| if *holds { Said::Holds } else { Said::Fails };
    let assume =
        |described: Use, (name, holds): &&(String, bool)| Assumption::Fact(name.clone(), said(holds)).of(&described, policy.vocabulary());
    let changed = changes.iter().fold(described.clone(), assume);
    match checker.check(&changed) {
        Ok(answer) => Ok((answer.verdict == Verdict::Permitted && does_something(&changed)).then_some(answer)),
        Err(NoAnswer::Contradiction(_)) => Ok(None),
        Err(none) => Err(none),
    }
}

/// Whether something is still done: to do nothing is no remedy.
fn does_something(described: &Use) -> bool {
    let mut actions = described.facts.iter().filter(|fact| fact.name.starts_with("action."));
    actions.clone().next().is_none() || actions.any(|fact| fact.said != Said::Fails)
}

/// What may be changed: safeguards that rules name and the use does not have, and what it does.
fn candidates(policy: &Policy, described: &Use) -> Vec<(String, bool)> {
    let vocabulary = policy.vocabulary();
    let mut named = policy.rules().concepts();
    named.sort_unstable();
    named.dedup();
    let names =
        named.iter().map(|concept| vocabulary.concept(*concept)).filter(|concept| !concept.is_abstract()).map(|concept| concept.name());
    let holds = |name: &str| described.facts.iter().any(|fact| fact.said == Said::Holds && fact.name == name);
    let safeguards = names.filter(|name| name.starts_with("safeguard.") && !holds(name)).map(|name| (name.to_owned(), true));
    let is_own = |name: &&str| name.starts_with("manner.") || name.starts_with("action.");
    let done = described.facts.iter().filter(|fact| fact.said == Said::Holds).map(|fact| fact.name.as_str()).filter(is_own);
    safeguards.chain(done.map(|name| (name.to_owned(), false))).collect()
}
