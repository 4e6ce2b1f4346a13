//! Which actions must be granted together, and which no verdict can depend on (semantics §3).
//!
//! In a completion every most specific action must be covered. An action all of whose descendants have its own grants needs one of them
//! whenever it holds, and stands for those descendants that no action outside that branch is an ancestor of. An abstract action is never the
//! most specific.

use std::collections::{BTreeMap, BTreeSet};

use crate::policy::{Grant, GrantId, Policy};
use crate::vocabulary::{ConceptId, FacetId, Vocabulary};

/// Actions that are given or not given together.
#[derive(Debug, Clone)]
pub(in crate::check) struct ActionGroup {
    pub actions: Vec<ConceptId>,
    /// The grants of which one must hold.
    pub grants: Vec<GrantId>,
}

/// An action group with the actions that, where they hold too, make its own no longer the most specific.
pub(super) struct TrackedGroup {
    pub group: ActionGroup,
    pub members: Vec<(ConceptId, Vec<ConceptId>)>,
}

/// Groups actions by the grants that may cover them; what no verdict can depend on is left out.
pub(super) fn action_groups(policy: &Policy) -> Vec<TrackedGroup> {
    let Some(facet) = policy.vocabulary().find_facet("action") else { return Vec::new() };
    let actions = Actions::new(policy, facet);
    let is_uniform: BTreeSet<ConceptId> = actions.all.iter().copied().filter(|action| actions.is_uniform(*action)).collect();
    let is_tracked = |action: &ConceptId| !actions.is_stood_for(*action, &is_uniform);
    let tracked: BTreeSet<ConceptId> = actions.all.iter().copied().filter(is_tracked).collect();
    let mut groups: BTreeMap<&[GrantId], Vec<(ConceptId, Vec<ConceptId>)>> = BTreeMap::new();
    for action in tracked.iter().copied().filter(|action| !actions.is_never_last(*action)) {
        let finer = match is_uniform.contains(&action) {
            true => Vec::new(),
            false => actions.descendants(action).filter(|one| tracked.contains(one)).collect(),
        };
        groups.entry(actions.grants_of(action)).or_default().push((action, finer));
    }
    let group = |(grants, members): (&[GrantId], Vec<(ConceptId, Vec<ConceptId>)>)| TrackedGroup {
        group: ActionGroup { actions: members.iter().map(|(action, _)| *action).collect(), grants: grants.to_vec() },
        members,
    };
    groups.into_iter().map(group).collect()
}

/// All actions, each with the grants that may cover it.
struct Actions<'a> {
    vocabulary: &'a Vocabulary,
    all: Vec<ConceptId>,
    /// Different sets of grants.
    sets: Vec<Vec<GrantId>>,
    /// For each concept that is an action, the place of its set of grants, so that two are quickly told apart.
    set_of: Vec<Option<usize>>,
}

impl<'a> Actions<'a> {
    fn new(policy: &'a Policy, facet: FacetId) -> Actions<'a> {
        let vocabulary = policy.vocabulary();
        let all: Vec<ConceptId> = vocabulary.concepts_of(facet).collect();
        let mut sets: Vec<Vec<GrantId>> = Vec::new();
        let mut set_of = vec![None; vocabulary.concepts().len()];
        for action in all.iter().copied() {
            let covers = |grant: &Grant| grant.actions.iter().any(|given| vocabulary.is_a(action, *given));
            let grants: Vec<GrantId> = policy.grants().entries().filter(|(_, grant)| covers(grant)).map(|(at, _)| at).collect();
            let place = sets.iter().position(|set| *set == grants).unwrap_or_else(|| {
                sets.push(grants);
                sets.len() - 1
            });
            set_of.get_mut(action.index()).into_iter().for_each(|slot| *slot = Some(place));
        }
        Actions { vocabulary, all, sets, set_of }
    }

    fn set_of(&self, action: ConceptId) -> Option<usize> {
        self.set_of.get(action.index()).copied().flatten()
    }

    fn is_action(&self, concept: ConceptId) -> bool {
        self.set_of(concept).is_some()
    }

    /// The grants that may cover an action.
    fn grants_of(&self, action: ConceptId) -> &[GrantId] {
        self.set_of(action).and_then(|set| self.sets.get(set)).map_or(&[], Vec::as_slice)
    }

    fn descendants(&self, action: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        self.vocabulary.concept(action).descendants().iter().copied().filter(|one| self.is_action(*one))
    }

    /// An abstract action holds only where a child does; where all children are actions, it is never the most specific one.
    fn is_never_last(&self, action: ConceptId) -> bool {
        self.vocabulary.concept(action).is_abstract() && self.vocabulary.children(action).all(|child| self.is_action(child))
    }

    /// Whether it needs one of its grants wherever it holds.
    fn is_uniform(&self, action: ConceptId) -> bool {
        !self.is_never_last(action) && self.descendants(action).all(|one| self.set_of(one) == self.set_of(action))
    }

    fn is_stood_for(&self, action: ConceptId, is_uniform: &BTreeSet<ConceptId>) -> bool {
        let is_a = |one: ConceptId, other: ConceptId| self.vocabulary.is_a(one, other);
        let ancestors = || self.vocabulary.concept(action).ancestors().iter().copied().filter(|one| self.is_action(*one));
        let is_in_line = |upper: ConceptId| ancestors().all(|other| is_a(other, upper) || is_a(upper, other));
        ancestors().any(|upper| is_uniform.contains(&upper) && is_in_line(upper))
    }
}
