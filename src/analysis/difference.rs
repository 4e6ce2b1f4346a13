//! Which uses does one license permit and another not? Exact over all uses (semantics §6), with a witness for each clause that refuses one.
//!
//! The policy of the license that permits is given a proposition for each way in which the other refuses: a prohibition that acts, or an action of
//! which no grant holds. Whatever is none of these is forbidden in it; so it permits something exactly where there is a use that the two decide
//! differently. A witness is found by taking away what the use need not have, one thing at a time.

use std::collections::BTreeMap;

use railc_core::check::{About, Checker, ChosenPolicy, CitedRule, NoAnswer, Verdict};
use railc_core::policy::{Condition, GrantId, Local, LocalId, Policy, Rules};
use railc_core::report::words;
use railc_core::usage::{Fact, NumberFact, Said, Use};
use railc_core::vocabulary::{ConceptId, Vocabulary};

use super::dead::unless;
use super::idle::{Scenario, checker, is_scenario, only};
use super::interview::answered;

/// A use that one license permits and the other does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// What the use has; it has nothing else.
    pub has: Vec<String>,
    /// The numbers that are to be large in it.
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
/// Fails as [`Checker::explain`] does.
pub fn find(first: &ChosenPolicy, second: &ChosenPolicy) -> Result<Difference, NoAnswer> {
    Ok(Difference { only_first: permitted_by_one(first, second)?, only_second: permitted_by_one(second, first)? })
}

/// Witnesses of what the one permits and the other does not.
fn permitted_by_one(one: &ChosenPolicy, other: &ChosenPolicy) -> Result<Vec<Witness>, NoAnswer> {
    let (policy, refusals) = refusals_in_terms_of(one, other);
    let vocabulary = one.policy.vocabulary();
    let mut all = restricted(&policy, &refusals);
    let (mut first, mut second) = (Checker::new(one.policy.clone()), Checker::new(other.policy.clone()));
    let mut found: Vec<Witness> = Vec::new();
    for (at, refusal) in refusals.iter().enumerate() {
        let chosen = || one.chosen.iter().chain(&other.chosen).cloned();
        if !may_be_permitted(&mut all, &presuming_nothing(only(at, refusals.len()).chain(chosen()).collect()))? {
            continue;
        }
        // By itself, it is decided faster.
        let mut alone = restricted(&policy, std::slice::from_ref(refusal));
        let mut described = narrowed(&mut alone, presuming_nothing(only(0, 1).chain(chosen()).collect()))?;
        described.facts.retain(|fact| !is_scenario(&fact.name));
        let (permitted, refused) = (first.explain(&described)?, second.explain(&described)?);
        let has = described.facts.iter().filter(|fact| fact.said == Said::Holds && !has_below(&described, fact, vocabulary));
        let witness = Witness {
            has: has.map(|fact| fact.name.clone()).collect(),
            numbers: described.numbers.iter().filter(|number| number.interval.min.is_some()).cloned().collect(),
            permitted_by: permitted.decisive,
            verdict: refused.answer.verdict,
            refused_by: refused.decisive,
            described,
        };
        if !found.iter().any(|known| known.has == witness.has && known.numbers == witness.numbers) {
            found.push(witness);
        }
    }
    Ok(found)
}

pub(super) fn presuming_nothing(facts: Vec<Fact>) -> Use {
    Use { facts, presume_nothing: true, ..Use::default() }
}

/// Whether a use also has something more specific.
fn has_below(described: &Use, fact: &Fact, vocabulary: &Vocabulary) -> bool {
    let is_below = |other: &Fact| {
        let both = vocabulary.find_concept(&other.name).zip(vocabulary.find_concept(&fact.name));
        other.said == Said::Holds && other.name != fact.name && both.is_some_and(|(lower, upper)| vocabulary.is_a(lower, upper))
    };
    described.facts.iter().any(is_below)
}

/// The use, of which something is permitted, with an answer to all that can change its verdict, so that it is permitted and has as little as can be.
pub(super) fn narrowed(checker: &mut Checker, mut described: Use) -> Result<Use, NoAnswer> {
    let policy = checker.policy().clone();
    // Of several uses, one of what people do most: run the model.
    let vocabulary = policy.vocabulary();
    for usual in vocabulary.facets().flat_map(|facet| facet.default()) {
        let with = answered(&described, &policy, About::Concept(*usual), true);
        if may_be_permitted(checker, &with)? {
            described = with;
        }
    }
    for question in checker.explain(&described)?.questions {
        if is_scenario(&words::name(&policy, question.about)) {
            continue;
        }
        let without = answered(&described, &policy, question.about, false);
        described = match may_be_permitted(checker, &without)? {
            true => without,
            false => answered(&described, &policy, question.about, true),
        };
    }
    Ok(described)
}

/// Whether some completion of a use is permitted; none of one that contradicts itself is.
pub(super) fn may_be_permitted(checker: &mut Checker, described: &Use) -> Result<bool, NoAnswer> {
    match checker.check(described) {
        Ok(answer) => Ok(matches!(answer.verdict, Verdict::Permitted | Verdict::Undetermined)),
        Err(NoAnswer::Contradiction(_)) => Ok(false),
        Err(none) => Err(none),
    }
}

/// The policy of the one with the other's propositions, and the ways in which the other refuses, in terms of these.
fn refusals_in_terms_of(one: &ChosenPolicy, other: &ChosenPolicy) -> (Policy, Vec<Condition>) {
    let mut rules = one.policy.rules().clone();
    let locals: Vec<LocalId> = other.policy.propositions().iter().map(|local| shared(local, &mut rules)).collect();
    let refusals = refusals(&other.policy).into_iter().map(|condition| in_terms_of(&condition, &locals)).collect();
    (Policy::new(one.policy.vocabulary().clone(), rules).expect("it was a policy without these"), refusals)
}

/// A checker of a policy in which all is forbidden but these refusals, each where its proposition holds.
fn restricted(policy: &Policy, refusals: &[Condition]) -> Checker {
    let scenario = |condition: &Condition| Scenario { id: String::new(), action: None, condition: condition.clone(), without: None };
    let scenarios: Vec<Scenario> = refusals.iter().map(scenario).collect();
    checker(policy, &scenarios).expect("both policies are over this vocabulary")
}

/// The place of a proposition of another policy among these: what has the same name and asks the same is the same.
fn shared(local: &Local, rules: &mut Rules) -> LocalId {
    let known = rules.propositions.entries().find(|(_, one)| one.id == local.id && one.ask == local.ask).map(|(at, _)| at);
    known.unwrap_or_else(|| {
        rules.propositions.push(local.clone());
        LocalId::at(rules.propositions.len() - 1)
    })
}

fn in_terms_of(condition: &Condition, locals: &[LocalId]) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| in_terms_of(part, locals)).collect();
    match condition {
        Condition::Local(local) => Condition::Local(locals.get(local.index()).copied().unwrap_or(*local)),
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(part, _) => Condition::Not(Box::new(in_terms_of(part, locals)), None),
        Condition::Is(_) | Condition::Compare(..) => condition.clone(),
    }
}

/// All ways in which a policy refuses: each prohibition, and each set of actions that the same grants cover, none of which holds.
fn refusals(policy: &Policy) -> Vec<Condition> {
    let not = |condition: Condition| Condition::Not(Box::new(condition), None);
    let prohibitions = policy.prohibitions().iter().map(|rule| unless(rule.condition.clone(), &rule.exceptions));
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
