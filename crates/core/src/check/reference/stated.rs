//! What a use states, fact by fact. Written independently of the fast lookup, so that a bug in that one shows.

use crate::policy::Policy;
use crate::usage::{NumberFact, Said, Use};
use crate::vocabulary::FacetId;

use crate::check::{Stated, Statements};

/// What a use states, in the policy's ids.
pub fn statements(policy: &Policy, described: &Use) -> Statements {
    let vocabulary = policy.vocabulary();
    let mut all = Statements { presume_nothing: described.presume_nothing, ..Statements::default() };
    for fact in &described.facts {
        let concept = vocabulary.find_concept(&fact.name);
        let local = policy.propositions().entries().find(|(_, local)| local.id == fact.name.as_str()).map(|(id, _)| id);
        if let (None, Some(local)) = (concept, local) {
            all.locals.push(Stated { what: local, place: fact.place, said: fact.said });
            continue;
        }
        all.concepts.extend(concept.map(|concept| Stated { what: concept, place: fact.place, said: fact.said }));
        // A concept outside the policy's part still counts as a statement in its facet.
        let named = fact.name.split('.').next().and_then(|facet| vocabulary.find_facet(facet));
        let facet: Option<FacetId> = concept.map(|concept| vocabulary.concept(concept).facet()).or(named);
        match fact.said {
            Said::Holds => {
                all.spoken.extend(facet);
                all.stated.extend(facet);
            }
            Said::Unknown => all.spoken.extend(facet),
            Said::Fails => {}
        }
    }
    for id in vocabulary.scalar_ids() {
        let is_meant = |number: &&NumberFact| vocabulary.find_scalar(&number.name) == Some(id);
        let own = described.per_license.iter().filter(|(license, _)| policy.is_named(license)).flat_map(|(_, numbers)| numbers);
        // What is stated for this license alone wins.
        if let Some(number) = own.chain(&described.numbers).find(is_meant) {
            all.numbers.push((id, number.interval, number.place));
        }
    }
    all.open = described.open.iter().filter_map(|facet| vocabulary.find_facet(facet)).collect();
    all.closed = described.closed.iter().filter_map(|facet| vocabulary.find_facet(facet)).collect();
    all
}
