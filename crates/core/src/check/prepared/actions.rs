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
    let tracked: BTreeSet<ConceptId> = actions.granted.keys().copied().filter(|action| !actions.is_stood_for(*action)).collect();
    let mut groups: BTreeMap<Vec<GrantId>, Vec<(ConceptId, Vec<ConceptId>)>> = BTreeMap::new();
    for action in tracked.iter().copied().filter(|action| !actions.is_never_last(*action)) {
        let is_uniform = actions.is_uniform(action);
        let finer = if is_uniform { Vec::new() } else { actions.below(action).filter(|one| tracked.contains(one)).collect() };
        groups.entry(actions.granted.get(&action).cloned().unwrap_or_default()).or_default().push((action, finer));
    }
    let group = |(grants, members): (Vec<GrantId>, Vec<(ConceptId, Vec<ConceptId>)>)| TrackedGroup {
        group: ActionGroup { actions: members.iter().map(|(action, _)| *action).collect(), grants },
        members,
    };
    groups.into_iter().map(group).collect()
}

/// All actions, each with the grants that may cover it.
struct Actions<'a> {
    vocabulary: &'a Vocabulary,
    granted: BTreeMap<ConceptId, Vec<GrantId>>,
}

impl<'a> Actions<'a> {
    fn new(policy: &'a Policy, facet: FacetId) -> Actions<'a> {
        let vocabulary = policy.vocabulary();
        let grants = |action: ConceptId| {
            let covers = |grant: &Grant| grant.actions.iter().any(|given| vocabulary.is_a(action, *given));
            policy.grants().entries().filter(|(_, grant)| covers(grant)).map(|(at, _)| at).collect()
        };
        Actions { vocabulary, granted: vocabulary.concepts_of(facet).map(|action| (action, grants(action))).collect() }
    }

    fn below(&self, action: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        self.vocabulary.concept(action).descendants().iter().copied().filter(|one| self.granted.contains_key(one))
    }

    /// An abstract action holds only where a child does; where all children are actions, it is never the most specific one.
    fn is_never_last(&self, action: ConceptId) -> bool {
        self.vocabulary.concept(action).is_abstract() && self.vocabulary.children(action).all(|child| self.granted.contains_key(&child))
    }

    /// Whether it needs one of its grants wherever it holds.
    fn is_uniform(&self, action: ConceptId) -> bool {
        !self.is_never_last(action) && self.below(action).all(|one| self.granted.get(&one) == self.granted.get(&action))
    }

    fn is_stood_for(&self, action: ConceptId) -> bool {
        let is_a = |one: ConceptId, other: ConceptId| self.vocabulary.is_a(one, other);
        let ancestors = self.vocabulary.concept(action).ancestors().iter().copied();
        let above: Vec<ConceptId> = ancestors.filter(|one| self.granted.contains_key(one)).collect();
        let is_in_line = |upper: ConceptId| above.iter().all(|other| is_a(*other, upper) || is_a(upper, *other));
        above.iter().any(|upper| self.is_uniform(*upper) && is_in_line(*upper))
    }
}
