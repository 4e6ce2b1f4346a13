//! Uses that no setting shows, found by the solver, or a proof that there are none.

use railc_core::check::{NoAnswer, Search, Sought};
use railc_core::policy::Condition;
use railc_core::usage::Said;
use railc_core::vocabulary::ConceptId;

use super::super::refusals::Refusals;
use super::world::{Rules, World};

/// What a search came to.
pub(super) enum Found {
    /// A permitted use, by what it has.
    Use(Vec<String>),
    /// Only uses whose permission hangs on the license's own propositions.
    Open,
    /// That there is none.
    Nothing,
}

/// A permitted use with these, and with none of those.
pub(super) fn permitted(rules: &Rules<'_>, with: &[ConceptId], without: &[ConceptId]) -> Result<Found, NoAnswer> {
    let vocabulary = rules.policy().vocabulary();
    let mut refusals = Refusals::of(&[rules.chosen]);
    let none_of_those = Condition::Not(Box::new(Condition::Any(without.iter().copied().map(Condition::Is).collect())), None);
    let goal = with.iter().fold(none_of_those, |all, concept| all.and(Condition::Is(*concept)));
    let goal = refusals.also(goal);
    let mut search: Search = refusals.search(vocabulary);
    let none_of = refusals.of_license(0);
    let Some(found) = search.find(Sought { one_of: &[goal], none_of })? else { return Ok(Found::Nothing) };
    let described = search.described(&found, &[&[goal], none_of].concat());
    let has: Vec<String> = described.facts.iter().filter(|fact| fact.said == Said::Holds).map(|fact| fact.name.clone()).collect();
    let concepts: Vec<ConceptId> = has.iter().filter_map(|name| vocabulary.find_concept(name)).collect();
    let mut world = World::of(vocabulary, &concepts);
    for number in &described.numbers {
        if let (Some(scalar), Some(min)) = (vocabulary.find_scalar(&number.name), number.interval.min) {
            let above = min.number.times(2).unwrap_or(min.number);
            world.set(scalar, if min.is_strict { above } else { min.number });
        }
    }
    Ok(if rules.say(&world).is_permitted == Some(true) { Found::Use(has) } else { Found::Open })
}
