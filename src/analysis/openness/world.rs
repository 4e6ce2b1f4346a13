//! A use of which everything is decided, and what the rules of a license say of it (semantics §3). The license's own propositions stay open unless they are
//! chosen, so that what rules say may hang on them.

use railc_core::base::{Comparison, Number};
use railc_core::check::{ChosenPolicy, CitedRule};
use railc_core::policy::{Condition, Grant, GrantId, Lifts, LimitId, LocalId, Policy};
use railc_core::usage::Said;
use railc_core::vocabulary::{ConceptId, ScalarId, Vocabulary};

use crate::analysis::refusals::actions;

/// A use that has these concepts, with all that follows from them, and nothing else. Numbers that are not set are 0.
#[derive(Debug, Clone)]
pub(super) struct World {
    holds: Vec<bool>,
    numbers: Vec<(ScalarId, Number)>,
    /// The numbers that are not set.
    others: Number,
}

impl World {
    /// With these concepts.
    pub(super) fn of(vocabulary: &Vocabulary, concepts: &[ConceptId]) -> World {
        let mut world = World { holds: vec![false; vocabulary.concept_ids().len()], numbers: Vec::new(), others: Number::default() };
        concepts.iter().for_each(|concept| world.add(vocabulary, *concept));
        world
    }

    /// One concept more.
    pub(super) fn add(&mut self, vocabulary: &Vocabulary, concept: ConceptId) {
        for above in vocabulary.with_ancestors(concept) {
            if let Some(holds) = self.holds.get_mut(above.index()) {
                *holds = true;
            }
        }
    }

    /// Sets a number.
    pub(super) fn set(&mut self, scalar: ScalarId, number: Number) {
        self.numbers.retain(|(known, _)| *known != scalar);
        self.numbers.push((scalar, number));
    }

    /// With numbers that every limit lies below.
    pub(super) fn large(self) -> World {
        World { others: Number::whole(1_000_000_000_000_000), ..self }
    }

    /// Whether it has a concept.
    pub(super) fn has(&self, concept: ConceptId) -> bool {
        self.holds.get(concept.index()) == Some(&true)
    }

    fn number(&self, scalar: ScalarId) -> Number {
        self.numbers.iter().find(|(known, _)| *known == scalar).map_or(self.others, |(_, number)| *number)
    }
}

/// A license, whose rules are asked about worlds.
pub(super) struct Rules<'a> {
    /// The license.
    pub chosen: &'a ChosenPolicy,
    /// Its own propositions, as far as they are chosen.
    locals: Vec<Option<bool>>,
    /// All actions.
    actions: Vec<ConceptId>,
}

/// What rules say of a world.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ruling {
    /// Whether it is permitted; `None` where that hangs on the license's own propositions.
    pub is_permitted: Option<bool>,
    /// The rules that refuse it, or may.
    pub refused_by: Vec<CitedRule>,
}

impl<'a> Rules<'a> {
    pub(super) fn of(chosen: &'a ChosenPolicy) -> Rules<'a> {
        let said = |id: &str| chosen.chosen.iter().find(|fact| fact.name == id).map(|fact| fact.said);
        let local = |id: &str| match said(id) {
            Some(Said::Holds) => Some(true),
            Some(Said::Fails) => Some(false),
            Some(Said::Unknown) | None => None,
        };
        let locals = chosen.policy.propositions().iter().map(|one| local(&one.id)).collect();
        let actions = actions(chosen.policy.vocabulary()).collect();
        Rules { chosen, locals, actions }
    }

    pub(super) fn policy(&self) -> &'a Policy {
        &self.chosen.policy
    }

    pub(super) fn vocabulary(&self) -> &'a Vocabulary {
        self.chosen.policy.vocabulary()
    }

    /// Whether a condition holds in a world.
    pub(super) fn holds(&self, condition: &Condition, world: &World) -> Option<bool> {
        match condition {
            Condition::Is(concept) => Some(world.has(*concept)),
            Condition::Local(local) => self.local(*local),
            Condition::Not(part, _) => self.holds(part, world).map(|holds| !holds),
            Condition::All(parts) => joined(parts, false, |part| self.holds(part, world)),
            Condition::Any(parts) => joined(parts, true, |part| self.holds(part, world)),
            Condition::Compare(scalar, comparison, limit) => {
                let number = world.number(*scalar);
                Some(match comparison {
                    Comparison::MoreThan => number > *limit,
                    Comparison::AtLeast => number >= *limit,
                    Comparison::LessThan => number < *limit,
                    Comparison::AtMost => number <= *limit,
                })
            }
        }
    }

    fn local(&self, local: LocalId) -> Option<bool> {
        self.locals.get(local.index()).copied().flatten()
    }

    /// Whether a condition hangs on a module that nobody has chosen or left out.
    pub(super) fn hangs_on_module(&self, condition: &Condition) -> bool {
        let is_module = |local: LocalId| self.policy().propositions().find(local).is_some_and(|one| one.module().is_some());
        let mut hangs = false;
        condition.visit(&mut |part| {
            if let Condition::Local(local) = part {
                hangs |= self.local(*local).is_none() && is_module(*local);
            }
        });
        hangs
    }

    /// What the rules say of a world.
    pub(super) fn say(&self, world: &World) -> Ruling {
        let (mut refused_by, mut is_open, mut is_refused) = (Vec::new(), false, false);
        for (at, rule) in self.policy().prohibitions().entries() {
            let lifted = rule.exceptions.iter().map(|exception| self.holds(&exception.condition, world));
            let acts = and(self.holds(&rule.condition, world), none(lifted));
            if acts != Some(false) {
                refused_by.push(CitedRule::Prohibition(at));
            }
            is_refused |= acts == Some(true);
            is_open |= acts.is_none();
        }
        for action in self.specific_actions(world) {
            let held = none(self.grants(action).map(|(_, grant)| self.holds(&grant.condition, world))).map(|none| !none);
            if held != Some(true) {
                refused_by.extend(self.ungranted_by(action, world));
            }
            is_refused |= held == Some(false);
            is_open |= held.is_none();
        }
        let is_permitted = if is_refused { Some(false) } else { (!is_open).then_some(true) };
        if is_permitted == Some(true) {
            refused_by.clear();
        }
        Ruling { is_permitted, refused_by }
    }

    /// The actions of a world that have none below them in it.
    fn specific_actions(&self, world: &World) -> impl Iterator<Item = ConceptId> {
        let vocabulary = self.vocabulary();
        let held: Vec<ConceptId> = self.actions.iter().copied().filter(|action| world.has(*action)).collect();
        held.clone().into_iter().filter(move |action| !held.iter().any(|other| other != action && vocabulary.is_a(*other, *action)))
    }

    /// The grants that name an action or one above it.
    pub(super) fn grants(&self, action: ConceptId) -> impl Iterator<Item = (GrantId, &'a Grant)> {
        let vocabulary = self.vocabulary();
        self.policy().grants().entries().filter(move |(_, grant)| grant.actions.iter().any(|given| vocabulary.is_a(action, *given)))
    }

    /// The limits that take an action away in a world; else the grants whose conditions are not met; else that there are none.
    pub(super) fn ungranted_by(&self, action: ConceptId, world: &World) -> Vec<CitedRule> {
        let (mut limits, mut grants) = (Vec::new(), Vec::new());
        for (at, grant) in self.grants(action) {
            grants.push(CitedRule::Grant(at));
            for (limit, condition) in limits_of(&grant.condition) {
                if self.holds(condition, world) != Some(false) && !limits.contains(&CitedRule::Limit(limit)) {
                    limits.push(CitedRule::Limit(limit));
                }
            }
        }
        match (limits.is_empty(), grants.is_empty()) {
            (false, _) => limits,
            (true, false) => grants,
            (true, true) => vec![CitedRule::NoGrant(action)],
        }
    }
}

/// The limits in a grant's condition, each with what it takes the grant away for.
pub(super) fn limits_of(condition: &Condition) -> Vec<(LimitId, &Condition)> {
    let mut found = Vec::new();
    condition.visit(&mut |part| {
        if let Condition::Not(inner, Some(Lifts::Limit(limit))) = part {
            found.push((*limit, &**inner));
        }
    });
    found
}

/// Whether all of these hold, or one of them.
fn joined(parts: &[Condition], wanted: bool, holds: impl Fn(&Condition) -> Option<bool>) -> Option<bool> {
    let mut is_open = false;
    for part in parts {
        match holds(part) {
            Some(value) if value == wanted => return Some(wanted),
            Some(_) => {}
            None => is_open = true,
        }
    }
    (!is_open).then_some(!wanted)
}

pub(super) fn and(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Whether none of these holds.
pub(super) fn none(mut parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_open = false;
    if parts.any(|part| {
        is_open |= part.is_none();
        part == Some(true)
    }) {
        return Some(false);
    }
    (!is_open).then_some(true)
}

#[cfg(test)]
mod tests {
    use railc_core::base::Interval;
    use railc_core::check::{Checker, Verdict};
    use railc_core::usage::{Fact, NumberFact, Use};

    use super::*;

    /// The use of which that is said, and no more.
    fn described(world: &World, vocabulary: &Vocabulary) -> Use {
        let fact = |concept: ConceptId| {
            let said = if world.has(concept) { Said::Holds } else { Said::Fails };
            Fact { name: vocabulary.concept(concept).name().to_owned(), said, place: None }
        };
        let number = |scalar: ScalarId| NumberFact {
            name: vocabulary.scalar(scalar).name().to_owned(),
            interval: Interval::exactly(world.number(scalar)),
            place: None,
        };
        Use {
            facts: vocabulary.concept_ids().map(fact).collect(),
            numbers: vocabulary.scalar_ids().map(number).collect(),
            presume_nothing: true,
            ..Use::default()
        }
    }

    /// The checker is the measure: what is evaluated here is what it decides.
    #[test]
    fn rules_say_of_a_world_what_the_checker_says_of_the_use() {
        const USES: [&[&str]; 8] = [
            &["artifact.model", "action.run"],
            &["artifact.model", "action.distribute.publish"],
            &["artifact.model", "action.distribute.sell", "manner.commercial"],
            &["artifact.derivative.fine-tuned", "action.modify.fine-tune", "action.distribute.publish"],
            &["artifact.model", "action.provide-service.host-model", "purpose.medical.advice"],
            &["artifact.model", "action.run", "purpose.military", "manner.commercial.paid-service"],
            &["artifact.source", "action.distribute", "standing.restricts-recipients"],
            &["artifact.data", "action.use-data.train", "purpose.surveillance"],
        ];
        let mut open = 0;
        for listed in railc_library::licenses() {
            let chosen = ChosenPolicy::unchosen(railc_library::policy(listed.id).unwrap());
            let (rules, mut checker) = (Rules::of(&chosen), Checker::new(chosen.policy.clone()));
            for names in USES {
                let concepts: Vec<ConceptId> = names.iter().filter_map(|name| rules.vocabulary().find_concept(name)).collect();
                for world in [World::of(rules.vocabulary(), &concepts), World::of(rules.vocabulary(), &concepts).large()] {
                    let verdict = checker.check(&described(&world, rules.vocabulary())).unwrap().verdict;
                    let wanted = match verdict {
                        Verdict::Permitted => Some(true),
                        Verdict::Prohibited | Verdict::NotGranted | Verdict::Refused => Some(false),
                        Verdict::Undetermined => None,
                    };
                    // What hangs on a proposition of the license may come out the same both ways, which only the checker sees.
                    let said = rules.say(&world).is_permitted;
                    open += usize::from(said.is_none());
                    assert!(said == wanted || said.is_none(), "{} {names:?}: {said:?}, {verdict}", listed.id);
                }
            }
        }
        assert!(open < railc_library::licenses().len() * USES.len() / 4, "{open} are open");
    }
}
