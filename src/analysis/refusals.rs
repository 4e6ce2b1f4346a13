//! The ways in which several licenses refuse uses, as conditions in common propositions: a prohibition that acts, or an action of which no grant holds.
//!
//! A license permits a use exactly where none of its refusals holds (semantics §3), so that licenses are compared by their refusals alone.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use railc_core::check::{ChosenPolicy, Search};
use railc_core::policy::{Condition, GrantId, Local, LocalId, Policy};
use railc_core::usage::Said;
use railc_core::vocabulary::{ConceptId, Vocabulary};

/// The refusals of several licenses over one vocabulary.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    /// All of them, each once.
    conditions: Vec<Condition>,
    /// By license, the places of its own among these, in ascending order.
    of: Vec<Vec<usize>>,
    propositions: Vec<Local>,
    /// By license, what each of its own propositions is in common ones.
    locals: Vec<Vec<Condition>>,
}

impl Refusals {
    /// Those of licenses over one vocabulary. What has the same name and asks the same is the same proposition; of a module that is chosen or left out, that
    /// is said.
    pub(super) fn of(policies: &[&ChosenPolicy]) -> Refusals {
        let mut all = Refusals::default();
        let mut places: HashMap<Condition, usize> = HashMap::new();
        for chosen in policies {
            let locals: Vec<Condition> = chosen.policy.propositions().iter().map(|local| all.decided(local, chosen)).collect();
            let mut own = Vec::new();
            for condition in refusals(&chosen.policy) {
                let condition = in_terms_of(&condition, &locals);
                let next = places.len();
                own.push(*places.entry(condition.clone()).or_insert(next));
                if places.len() > next {
                    all.conditions.push(condition);
                }
            }
            own.sort_unstable();
            own.dedup();
            all.of.push(own);
            all.locals.push(locals);
        }
        all
    }

    /// Those of a license, by its place.
    pub(super) fn of_license(&self, at: usize) -> &[usize] {
        self.of.get(at).map_or(&[], Vec::as_slice)
    }

    /// A condition of a license in common propositions.
    pub(super) fn common(&self, license: usize, condition: &Condition) -> Condition {
        in_terms_of(condition, self.locals.get(license).map_or(&[][..], Vec::as_slice))
    }

    /// A condition in common propositions, which refuses nothing, beside the refusals: its place.
    pub(super) fn also(&mut self, condition: Condition) -> usize {
        self.conditions.push(condition);
        self.conditions.len() - 1
    }

    /// How many different ones there are.
    pub(super) fn count(&self) -> usize {
        self.conditions.len()
    }

    /// Looks for uses that some refuse and others don't.
    pub(super) fn search(&self, vocabulary: &Arc<Vocabulary>) -> Search {
        Search::new(vocabulary.clone(), self.propositions.clone(), &self.conditions).expect("all the policies are over this vocabulary")
    }

    /// A license's own proposition as a condition in common ones.
    fn decided(&mut self, local: &Local, chosen: &ChosenPolicy) -> Condition {
        match chosen.chosen.iter().find(|fact| fact.name == local.id).map(|fact| fact.said) {
            Some(Said::Holds) => Condition::always(),
            Some(Said::Fails) => Condition::Any(Vec::new()),
            Some(Said::Unknown) | None => {
                let known = self.propositions.iter().position(|one| one.id == local.id && one.ask == local.ask);
                Condition::Local(LocalId::at(known.unwrap_or_else(|| {
                    self.propositions.push(local.clone());
                    self.propositions.len() - 1
                })))
            }
        }
    }
}

fn in_terms_of(condition: &Condition, locals: &[Condition]) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| in_terms_of(part, locals)).collect();
    match condition {
        Condition::Local(local) => locals.get(local.index()).expect("a policy has the propositions that it names").clone(),
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(part, _) => Condition::Not(Box::new(in_terms_of(part, locals)), None),
        Condition::Is(_) | Condition::Compare(..) => condition.clone(),
    }
}

/// All ways in which a policy refuses: each prohibition, and each set of actions that the same grants cover, none of which holds.
fn refusals(policy: &Policy) -> Vec<Condition> {
    let not = |condition: Condition| Condition::Not(Box::new(condition), None);
    let prohibitions = policy.prohibitions().iter().map(|rule| rule.condition.clone().unless(&rule.exceptions));
    let vocabulary = policy.vocabulary();
    let mut covered: BTreeMap<Vec<usize>, Vec<Condition>> = BTreeMap::new();
    for action in actions(vocabulary) {
        let covers = |grant: GrantId| policy.grants().get(grant).actions.iter().any(|given| vocabulary.is_a(action, *given));
        let grants = policy.grants().entries().map(|(at, _)| at).filter(|at| covers(*at)).map(GrantId::index).collect();
        let below = actions(vocabulary).filter(|other| *other != action && vocabulary.is_a(*other, action)).map(Condition::Is).collect();
        covered.entry(grants).or_default().push(Condition::Is(action).and(not(Condition::Any(below))));
    }
    let ungranted = covered.into_iter().map(|(grants, actions)| {
        let held = grants.into_iter().map(|at| policy.grants().get(GrantId::at(at)).condition.clone()).collect();
        Condition::Any(actions).and(not(Condition::Any(held)))
    });
    prohibitions.chain(ungranted).collect()
}

/// All actions.
pub(super) fn actions(vocabulary: &Vocabulary) -> impl Iterator<Item = ConceptId> + '_ {
    vocabulary.find_facet("action").into_iter().flat_map(|facet| vocabulary.concepts_of(facet))
}
