//! Which uses does one license permit and another not? Exact over all uses (semantics §6), with a witness for each clause that refuses one.
//!
//! A use that one permits and the other does not is one that some refusal of the other takes in, and none of the one. A solver that knows the
//! refusals of both is asked about each.

use railc_core::check::{Checker, ChosenPolicy, CitedRule, NoAnswer, Search, Sought, Verdict};
use railc_core::usage::{Fact, NumberFact, Said, Use};
use railc_core::vocabulary::Vocabulary;

use super::refusals::Refusals;

/// A use that one license permits and the other does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// What the use has; it has nothing else.
    pub has: Vec<String>,
    /// The numbers that are large in it.
    pub numbers: Vec<NumberFact>,
    /// The use, with all that matters stated, of what it does not have too.
    pub described: Use,
    /// The clauses that permit it, by their rules.
    pub permitted_by: Vec<CitedRule>,
    /// What the other license decides.
    pub verdict: Verdict,
    /// The clauses that refuse it.
    pub refused_by: Vec<CitedRule>,
}

/// How two licenses stand to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What the first permits and the second does not: a witness for each way in which the second refuses one.
    pub only_first: Vec<Witness>,
    /// What the second permits and the first does not.
    pub only_second: Vec<Witness>,
}

/// How the first of two licenses stands to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Each permits what the other does.
    Equivalent,
    /// It permits less.
    Stricter,
    /// It permits more.
    Looser,
    /// Each permits something that the other does not.
    Incomparable,
}

impl Relation {
    /// `stricter`.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Equivalent => "equivalent",
            Relation::Stricter => "stricter",
            Relation::Looser => "looser",
            Relation::Incomparable => "incomparable",
        }
    }
}

impl Difference {
    /// How the first license stands to the second.
    pub fn relation(&self) -> Relation {
        match (self.only_first.is_empty(), self.only_second.is_empty()) {
            (true, true) => Relation::Equivalent,
            (true, false) => Relation::Stricter,
            (false, true) => Relation::Looser,
            (false, false) => Relation::Incomparable,
        }
    }
}

/// What two licenses decide differently. Both are over one vocabulary.
///
/// Fails as [`Checker::check`] does.
pub fn find(first: &ChosenPolicy, second: &ChosenPolicy) -> Result<Difference, NoAnswer> {
    let refusals = Refusals::of(&[first, second]);
    let mut search = refusals.search(first.policy.vocabulary());
    let mut one = Side { chosen: first, refusals: refusals.of_license(0), checker: Checker::new(first.policy.clone()) };
    let mut other = Side { chosen: second, refusals: refusals.of_license(1), checker: Checker::new(second.policy.clone()) };
    Ok(Difference {
        only_first: permitted_by_one(&mut one, &mut other, &mut search)?,
        only_second: permitted_by_one(&mut other, &mut one, &mut search)?,
    })
}

/// One of the two licenses.
struct Side<'a> {
    chosen: &'a ChosenPolicy,
    refusals: &'a [usize],
    checker: Checker,
}

/// Witnesses of what the one permits and the other does not.
fn permitted_by_one(permits: &mut Side<'_>, refuses: &mut Side<'_>, search: &mut Search) -> Result<Vec<Witness>, NoAnswer> {
    let none_of = permits.refusals;
    let conditions = [none_of, refuses.refusals].concat();
    let mut found: Vec<Witness> = Vec::new();
    for refusal in refuses.refusals.iter().filter(|refusal| none_of.binary_search(refusal).is_err()) {
        let Some(completion) = search.find(Sought { one_of: &[*refusal], none_of })? else { continue };
        let described = search.described(&completion, &conditions);
        let (has, numbers) = what_it_has(&described, permits.chosen.policy.vocabulary());
        if found.iter().any(|known| known.has == has && known.numbers == numbers) {
            continue;
        }
        let (_, permitted_by) = permits.checker.decisive(&permits.chosen.choose(&described))?;
        let (verdict, refused_by) = refuses.checker.decisive(&refuses.chosen.choose(&described))?;
        found.push(Witness { has, numbers, described, permitted_by, verdict, refused_by });
    }
    Ok(found)
}

/// What a use has, the most specific of it, what is usual first; and the numbers that are large in it.
pub(super) fn what_it_has(described: &Use, vocabulary: &Vocabulary) -> (Vec<String>, Vec<NumberFact>) {
    let is_usual = |fact: &Fact| {
        let concept = vocabulary.find_concept(&fact.name);
        concept.is_some_and(|concept| vocabulary.facets().any(|facet| facet.default().contains(&concept)))
    };
    let mut has: Vec<&Fact> = described.facts.iter().filter(|fact| fact.said == Said::Holds).collect();
    has.sort_by_key(|fact| !is_usual(fact));
    let numbers = described.numbers.iter().filter(|number| number.interval.min.is_some()).cloned();
    (has.into_iter().map(|fact| fact.name.clone()).collect(), numbers.collect())
}
