//! What rules come to: dead and idle ones, and duties that clash with prohibitions, held against all uses of a small vocabulary.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use railc::analysis::conflict;
use railc::analysis::dead::{self, Dead, Why};
use railc::analysis::idle::{self, Idle, What};
use railc_core::base::{Interval, Sources};
use railc_core::check::{Checker, ChosenPolicy, Verdict};
use railc_core::policy::{Condition, Duty, Policy, Prohibition};
use railc_core::usage::{Said, Use};
use railc_core::vocabulary::{ConceptId, Vocabulary};
use railc_language::driver;
use railc_language::license::License;

use super::small::{all_uses, how_many, policies, small};

/// A use of which everything is said, with some concepts more.
#[derive(Clone, Copy)]
struct World<'a> {
    described: &'a Use,
    more: &'a BTreeSet<ConceptId>,
    policy: &'a Policy,
}

impl World<'_> {
    /// Whether it says that something holds, or a descendant of it.
    fn says(&self, name: &str) -> bool {
        let is_it = |said: &str| said.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.described.facts.iter().any(|fact| fact.said == Said::Holds && is_it(&fact.name))
    }

    fn has(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.has(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.has(part)),
            Condition::Not(part, _) => !self.has(part),
            Condition::Is(concept) => self.more.contains(concept) || self.says(self.policy.vocabulary().concept(*concept).name()),
            Condition::Local(local) => self.says(&self.policy.propositions().get(*local).id),
            Condition::Compare(_, comparison, limit) => {
                self.described.numbers.iter().all(|number| !number.interval.and(Interval::compared(*comparison, *limit)).is_empty())
            }
        }
    }

    /// Whether a prohibition acts.
    fn meets(&self, rule: &Prohibition) -> bool {
        self.has(&rule.condition) && !rule.exceptions.iter().any(|exception| self.has(&exception.condition))
    }

    fn owes(&self, duty: &Duty) -> bool {
        self.has(&duty.trigger) && !duty.exceptions.iter().any(|exception| self.has(&exception.condition))
    }

    /// The ids of the prohibitions that act.
    fn acting(&self) -> BTreeSet<&str> {
        self.policy.prohibitions().iter().filter(|rule| self.meets(rule)).map(|rule| rule.cited.id.as_str()).collect()
    }
}

/// All uses with what is permitted of them, as the checker says.
struct Worlds<'a> {
    policy: &'a Policy,
    all: &'a [(Use, bool)],
    none: BTreeSet<ConceptId>,
}

impl<'a> Worlds<'a> {
    fn each(&self) -> impl Iterator<Item = (World<'_>, bool)> {
        self.all.iter().map(|(described, is_permitted)| (World { described, more: &self.none, policy: self.policy }, *is_permitted))
    }

    /// Whether all uses of a kind are prohibited by one of these rules; there may be none of the kind only where no rule is named.
    fn are_prohibited_by(&self, by: &[String], is_of_kind: impl Fn(&World<'_>) -> bool) -> bool {
        let mut of_kind = self.each().filter(|(world, _)| is_of_kind(world)).peekable();
        by.is_empty() != of_kind.peek().is_some() && of_kind.all(|(world, _)| by.iter().any(|id| world.acting().contains(id.as_str())))
    }

    /// Whether some use of a kind is not prohibited.
    fn has_free(&self, is_of_kind: impl Fn(&World<'_>) -> bool) -> bool {
        self.each().any(|(world, _)| is_of_kind(&world) && world.acting().is_empty())
    }

    fn permits(&self, is_of_kind: impl Fn(&World<'_>) -> bool) -> bool {
        self.each().any(|(world, is_permitted)| is_permitted && is_of_kind(&world))
    }
}

/// A license whose clauses are the rules of random policies.
fn license() -> License {
    let library = railc_library::library();
    let mut license = driver::builtin(library, &mut Sources::new(), library.spec("mit").unwrap()).into_result().unwrap().0;
    let section = license.sections.iter_mut().find(|section| !section.clauses.is_empty()).unwrap();
    let clause = section.clauses[0].clone();
    let ids = ["p", "g", "d"].iter().flat_map(|kind| (0..4).map(move |at| format!("{kind}{at}")));
    section.clauses = ids.map(|id| railc_language::license::Clause { id, is_inherited: false, ..clause.clone() }).collect();
    license
}

/// Holds what is said of the restrictions against all uses.
fn check_restrictions(found: &[Dead], worlds: &Worlds<'_>) -> Result<(), TestCaseError> {
    for rule in worlds.policy.prohibitions() {
        let id = rule.cited.id.as_str();
        let adds = worlds.each().any(|(world, _)| world.acting().iter().eq([&id]));
        let dead = found.iter().find(|dead| dead.id == id);
        prop_assert_eq!(adds, dead.is_none(), "{}", id);
        let acts = worlds.each().any(|(world, _)| world.meets(rule));
        match dead.map(|dead| &dead.why) {
            None => {}
            Some(Why::Prohibited(by)) => {
                prop_assert!(acts && !by.iter().any(|other| other == id));
                prop_assert!(worlds.are_prohibited_by(by, |world| world.meets(rule)), "{id} {by:?}");
            }
            Some(Why::Lifted(by)) => {
                prop_assert_eq!(by.len(), rule.exceptions.len());
                let would_add = |world: &World<'_>| world.has(&rule.condition) && world.acting().is_empty();
                prop_assert!(!acts && worlds.each().any(|(world, _)| would_add(&world)), "{}", id);
            }
            Some(Why::Impossible) => prop_assert!(!acts, "{}", id),
            Some(Why::Performed) => prop_assert!(false, "{} is no duty", id),
        }
    }
    Ok(())
}

/// Holds what is said of the duties against all uses.
fn check_duties(found: &[Dead], worlds: &Worlds<'_>) -> Result<(), TestCaseError> {
    for duty in worlds.policy.duties() {
        let performs = |world: &World<'_>| world.owes(duty) && world.has(&duty.performed_by);
        let fails = |world: &World<'_>| world.owes(duty) && !world.has(&duty.performed_by);
        let dead = found.iter().find(|dead| dead.id == duty.cited.id);
        let is_free = worlds.has_free(performs);
        match dead.map(|dead| &dead.why) {
            None => prop_assert!(is_free && (worlds.permits(fails) || !worlds.permits(performs)), "{}", duty.cited.id),
            Some(Why::Performed) => prop_assert!(is_free && worlds.permits(performs) && !worlds.permits(fails), "{}", duty.cited.id),
            Some(Why::Impossible) => prop_assert!(worlds.are_prohibited_by(&[], performs), "{}", duty.cited.id),
            Some(Why::Prohibited(by)) => prop_assert!(worlds.are_prohibited_by(by, performs), "{} {:?}", duty.cited.id, by),
            Some(Why::Lifted(_)) => prop_assert!(false, "a duty is not lifted"),
        }
    }
    Ok(())
}

/// Holds what is said of exceptions and permits against all uses.
fn check_idle(found: &[Idle], worlds: &Worlds<'_>) -> Result<(), TestCaseError> {
    let mut exceptions = found.iter().filter(|idle| matches!(idle.what, What::Exception(_)));
    for rule in worlds.policy.prohibitions() {
        for exception in &rule.exceptions {
            let helps = |world: &World<'_>| world.has(&rule.condition) && world.has(&exception.condition);
            if !worlds.has_free(helps) {
                let by = &exceptions.next().expect("an idle exception is found").by;
                prop_assert!(worlds.are_prohibited_by(by, helps), "{} {:?}", rule.cited.id, by);
            }
        }
    }
    prop_assert!(exceptions.next().is_none());
    for grant in worlds.policy.grants().iter().filter(|grant| grant.cited.id != "g9") {
        let gives = |action: ConceptId| move |world: &World<'_>| world.has(&Condition::Is(action)) && world.has(&grant.condition);
        let idle: Vec<ConceptId> = grant.actions.iter().copied().filter(|action| !worlds.has_free(gives(*action))).collect();
        let of_grant = |idle: &&Idle| matches!(&idle.what, What::Permit { grant: id, .. } if *id == grant.cited.id);
        match found.iter().find(of_grant).map(|idle| &idle.what) {
            Some(What::Permit { actions, is_all, .. }) => {
                prop_assert_eq!(actions, &idle);
                prop_assert_eq!(*is_all, idle.len() == grant.actions.len());
            }
            _ => prop_assert!(idle.is_empty(), "{} {:?}", grant.cited.id, idle),
        }
    }
    Ok(())
}

/// All sets of concepts that have with each its ancestors, and perform a duty by themselves.
fn performing(duty: &Duty, vocabulary: &Vocabulary, policy: &Policy) -> Vec<BTreeSet<ConceptId>> {
    let concepts: Vec<ConceptId> = vocabulary.concept_ids().collect();
    let sets = (0..1_usize << concepts.len()).map(|mask| {
        let chosen = concepts.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
        chosen.map(|(_, concept)| *concept).collect::<BTreeSet<ConceptId>>()
    });
    let is_closed = |set: &BTreeSet<ConceptId>| set.iter().all(|one| vocabulary.with_ancestors(*one).all(|above| set.contains(&above)));
    let nothing = Use::default();
    sets.filter(is_closed).filter(|more| World { described: &nothing, more, policy }.has(&duty.performed_by)).collect()
}

/// Whether it hangs on concepts alone, none of which is to fail.
fn is_plain(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().all(is_plain),
        Condition::Is(_) => true,
        Condition::Not(..) | Condition::Local(_) | Condition::Compare(..) => false,
    }
}

/// Holds the clashes of a policy against all uses.
fn check_clashes(chosen: &ChosenPolicy, worlds: &Worlds<'_>) -> Result<(), TestCaseError> {
    let (policy, found) = (worlds.policy, conflict::find(chosen).unwrap());
    prop_assert_eq!(found.permits_something, worlds.permits(|_| true));
    let mut checker = Checker::new(chosen.policy.clone());
    for (at, duty) in policy.duties().entries().filter(|(_, duty)| is_plain(&duty.performed_by)) {
        let sets = performing(duty, policy.vocabulary(), policy);
        let is_hindered = |world: &World<'_>, more: &BTreeSet<ConceptId>| !World { more, ..*world }.acting().is_empty();
        let is_smallest = |set: &&BTreeSet<ConceptId>| !sets.iter().any(|other| other != *set && other.is_subset(set));
        let clash = found.conflicts.iter().find(|conflict| conflict.duty == at);
        if let Some(clash) = clash {
            // What is shown is so: it is permitted, the duty is owed, and no smallest way to perform it is free.
            let world = World { described: &clash.described, more: &worlds.none, policy };
            prop_assert_eq!(checker.check(&chosen.choose(&clash.described)).unwrap().verdict, Verdict::Permitted);
            let stated = chosen.choose(&clash.described).into_owned();
            let world = World { described: &stated, ..world };
            prop_assert!(world.owes(duty) && !world.has(&duty.performed_by), "{:?}", clash.described);
            prop_assert!(sets.iter().filter(is_smallest).all(|more| is_hindered(&world, more)), "{:?}", clash);
        }
        let is_stuck = |world: &World<'_>| {
            world.owes(duty) && !world.has(&duty.performed_by) && !sets.is_empty() && sets.iter().all(|more| is_hindered(world, more))
        };
        prop_assert!(clash.is_some() || !worlds.permits(is_stuck), "{}", duty.cited.id);
    }
    Ok(())
}

/// What a policy makes of all uses; with its chosen modules, only of those that fit the choice.
fn decided(chosen: &ChosenPolicy, uses: &[Use]) -> Vec<(Use, bool)> {
    let mut checker = Checker::new(chosen.policy.clone());
    let fits = |described: &&Use| {
        chosen.chosen.iter().all(|fact| described.facts.iter().any(|one| one.name == fact.name && one.said == fact.said))
    };
    let decided = |described: &Use| (described.clone(), checker.check(described).unwrap().verdict == Verdict::Permitted);
    uses.iter().filter(fits).map(decided).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: how_many(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_to_nothing_does_so_in_all_uses(chosen in policies()) {
        let (license, policy) = (license(), chosen.policy.clone());
        let all = decided(&ChosenPolicy::unchosen(policy.clone()), &all_uses(&small()));
        let worlds = Worlds { policy: &policy, all: &all, none: BTreeSet::new() };
        check_restrictions(&dead::restrictions(&license, &policy), &worlds)?;
        check_duties(&dead::duties(&license, &policy), &worlds)?;
        check_idle(&idle::find(&license, &policy), &worlds)?;
    }

    #[test]
    fn duties_clash_where_all_uses_say_so(chosen in policies()) {
        let all = decided(&chosen, &all_uses(&small()));
        let policy: Arc<Policy> = chosen.policy.clone();
        check_clashes(&chosen, &Worlds { policy: &policy, all: &all, none: BTreeSet::new() })?;
    }
}
