//! The slow evaluator: `semantics.md` §2–4, sentence by sentence, by enumerating every completion.
//!
//! It exists to be believed. Every other evaluator is tested against it; it is fit for vocabularies of a dozen concepts.

use std::collections::BTreeSet;

use crate::base::Number;
use crate::policy::{Comparison, Condition, Policy};
use crate::usage::{Said, Use};
use crate::vocabulary::{Closed, ConceptId, FacetId, ScalarId, Vocabulary};

use super::statements::{Names, Range, Statements};
use super::{Due, Status, Verdict};

/// A total assignment: what holds, and every scalar's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The concepts that hold.
    pub concepts: BTreeSet<ConceptId>,
    /// The policy's own propositions that hold.
    pub locals: BTreeSet<usize>,
    /// Each scalar's number, by its place in the vocabulary.
    pub numbers: Vec<Number>,
}

/// One thing presumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presumption {
    /// A default.
    Holds(ConceptId),
    /// A closed facet, or an odd concept.
    Fails(ConceptId),
    /// A usual range.
    Usual(ScalarId, Range),
}

/// What follows for a use under a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlowDecision {
    /// The verdict.
    pub verdict: Verdict,
    /// Every duty, in the policy's order.
    pub duties: Vec<Option<(Due, Status)>>,
    /// The prohibitions that act in all completions.
    pub always_acting: Vec<usize>,
}

/// Decides by enumeration; `None` where the description contradicts itself or Γ.
pub fn decide(policy: &Policy, described: &Use) -> Option<SlowDecision> {
    let statements = statements(policy, described);
    let stated: Vec<Completion> = completions(policy, &statements);
    if stated.is_empty() {
        return None;
    }
    let presumed = presumptions(policy, &statements, &stated);
    let worlds: Vec<Completion> = stated.into_iter().filter(|world| presumed.iter().all(|one| fits_presumption(world, one))).collect();
    Some(decide_worlds(policy, &worlds))
}

/// Decides for given completions.
pub fn decide_worlds(policy: &Policy, worlds: &[Completion]) -> SlowDecision {
    let permitted: Vec<&Completion> = worlds.iter().filter(|world| outcome(policy, world) == Verdict::Permitted).collect();
    let has = |wanted: Verdict| worlds.iter().any(|world| outcome(policy, world) == wanted);
    let verdict = match (has(Verdict::Permitted), has(Verdict::Prohibited), has(Verdict::NotGranted)) {
        (true, false, false) => Verdict::Permitted,
        (false, true, false) => Verdict::Prohibited,
        (false, false, true) => Verdict::NotGranted,
        (false, true, true) => Verdict::Refused,
        _ => Verdict::Undetermined,
    };
    let duties = (0..policy.duties.len()).map(|duty| due(policy, duty, &permitted)).collect();
    let acts = |rule: &usize| worlds.iter().all(|world| prohibition_acts(policy, *rule, world));
    SlowDecision { verdict, duties, always_acting: (0..policy.prohibitions.len()).filter(acts).collect() }
}

/// What a use states, in the policy's ids.
pub fn statements(policy: &Policy, described: &Use) -> Statements {
    let mut statements = Statements::default();
    Names::new(policy).bind(described, policy, &mut statements);
    statements
}

/// All total assignments that satisfy what is stated, and Γ.
pub fn completions(policy: &Policy, statements: &Statements) -> Vec<Completion> {
    let vocabulary = &policy.vocabulary;
    let concepts: Vec<ConceptId> = vocabulary.concept_ids().collect();
    let points = points(policy, statements);
    let mut all = Vec::new();
    for numbers in number_choices(vocabulary, &points).into_iter().filter(|numbers| fits_numbers(statements, numbers)) {
        for locals in subsets(&(0..policy.propositions.len()).collect::<Vec<_>>()) {
            for chosen in subsets(&concepts) {
                let world = Completion { concepts: chosen, locals: locals.clone(), numbers: numbers.clone() };
                if fits_concepts(statements, &world) && fits_gamma(vocabulary, &world) {
                    all.push(world);
                }
            }
        }
    }
    all
}

fn subsets<T: Copy + Ord>(items: &[T]) -> Vec<BTreeSet<T>> {
    (0..1usize << items.len())
        .map(|mask| items.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, item)| *item).collect())
        .collect()
}

/// Numbers enough to tell all comparisons apart: every constant, one between each two, one below and one above all.
fn points(policy: &Policy, statements: &Statements) -> Vec<Number> {
    let mut constants = BTreeSet::new();
    for condition in policy.conditions() {
        condition.visit(&mut |part| {
            if let Condition::Compare(_, _, limit) = part {
                constants.insert(*limit);
            }
        });
    }
    let ends = statements.numbers.iter().flat_map(|(_, range, _)| [range.min, range.max]).flatten().map(|(end, _)| end);
    constants.extend(ends);
    let usual = policy.vocabulary.scalars().iter().flat_map(|scalar| [scalar.usual_min, scalar.usual_max]).flatten();
    constants.extend(usual.map(Number::whole));
    let constants: Vec<Number> = constants.into_iter().collect();
    let Some((first, last)) = constants.first().zip(constants.last()) else { return vec![Number::default()] };
    let beyond = |number: &Number, by: &str| Number::parse(by).and_then(|by| sum(*number, by)).unwrap_or(*number);
    let between = constants.windows(2).filter_map(|pair| match pair {
        [a, b] => Number::parse(&half(*a, *b)),
        _ => None,
    });
    let mut points: BTreeSet<Number> = between.collect();
    points.extend([beyond(first, "-1"), beyond(last, "1")]);
    points.extend(constants.iter().copied());
    points.into_iter().collect()
}

fn sum(a: Number, b: Number) -> Option<Number> {
    let value = |number: Number| number.to_string().parse::<f64>().ok();
    Number::parse(&format!("{}", value(a)? + value(b)?))
}

fn half(a: Number, b: Number) -> String {
    let value = |number: Number| number.to_string().parse::<f64>().unwrap_or_default();
    format!("{}", (value(a) + value(b)) / 2.0)
}

fn number_choices(vocabulary: &Vocabulary, points: &[Number]) -> Vec<Vec<Number>> {
    let mut choices: Vec<Vec<Number>> = vec![Vec::new()];
    for _ in vocabulary.scalars() {
        choices = choices.into_iter().flat_map(|chosen| points.iter().map(move |point| [chosen.clone(), vec![*point]].concat())).collect();
    }
    let in_order = |numbers: &Vec<Number>| {
        vocabulary
            .scalar_ids()
            .all(|id| vocabulary.scalar(id).at_most.iter().all(|above| numbers.get(id.index()) <= numbers.get(above.index())))
    };
    choices.into_iter().filter(in_order).collect()
}

fn lies_in(number: Option<&Number>, range: &Range) -> bool {
    let Some(number) = number else { return false };
    range.min.is_none_or(|(min, left_out)| *number > min || (*number == min && !left_out))
        && range.max.is_none_or(|(max, left_out)| *number < max || (*number == max && !left_out))
}

fn fits_numbers(statements: &Statements, numbers: &[Number]) -> bool {
    statements.numbers.iter().all(|(scalar, range, _)| lies_in(numbers.get(scalar.index()), range))
}

fn fits_concepts(statements: &Statements, world: &Completion) -> bool {
    let fits = |holds: bool, said: Said| match said {
        Said::Holds => holds,
        Said::Fails => !holds,
        Said::Unknown => true,
    };
    statements.concepts.iter().all(|(concept, said, _)| fits(world.concepts.contains(concept), *said))
        && statements.locals.iter().all(|(local, said, _)| fits(world.locals.contains(local), *said))
}

/// Γ (§1): is-a, exclusions, abstract concepts; the order of scalars is seen to where their numbers are chosen.
fn fits_gamma(vocabulary: &Vocabulary, world: &Completion) -> bool {
    let is_a =
        world.concepts.iter().all(|concept| vocabulary.concept(*concept).parents.iter().all(|parent| world.concepts.contains(parent)));
    let excluded = vocabulary.exclusive().iter().all(|group| group.iter().filter(|member| world.concepts.contains(member)).count() < 2);
    let grounded = world.concepts.iter().filter(|concept| vocabulary.concept(**concept).is_abstract).all(|group| {
        vocabulary.concept_ids().any(|child| vocabulary.concept(child).parents.contains(group) && world.concepts.contains(&child))
    });
    is_a && excluded && grounded
}

/// Whether a completion has what is presumed.
pub fn fits_presumption(world: &Completion, presumption: &Presumption) -> bool {
    match presumption {
        Presumption::Holds(concept) => world.concepts.contains(concept),
        Presumption::Fails(concept) => !world.concepts.contains(concept),
        Presumption::Usual(scalar, range) => lies_in(world.numbers.get(scalar.index()), range),
    }
}

/// What is presumed of a use (§2), less what Γ and the statements rule out.
pub fn presumptions(policy: &Policy, statements: &Statements, stated: &[Completion]) -> Vec<Presumption> {
    let vocabulary = &policy.vocabulary;
    if statements.presume_nothing {
        return Vec::new();
    }
    let is_possible = |worlds: &[&Completion], presumption: &Presumption| worlds.iter().any(|world| fits_presumption(world, presumption));
    let all_stated: Vec<&Completion> = stated.iter().collect();
    let defaults: Vec<ConceptId> = vocabulary
        .facet_ids()
        .filter(|facet| !statements.spoken.contains(facet))
        .flat_map(|facet| vocabulary.facet(facet).default.iter().copied())
        .filter(|concept| is_possible(&all_stated, &Presumption::Holds(*concept)))
        .collect();
    let left = LeftOpen::of(vocabulary, statements, &defaults);
    let fails = vocabulary.concept_ids().filter(|concept| left.is_presumed_absent(*concept)).map(Presumption::Fails);
    let mut all: Vec<Presumption> = defaults.iter().copied().map(Presumption::Holds).chain(fails).collect();
    all.extend(usual(vocabulary, statements));
    // Defaults are taken as stated, so they rule out other presumptions as statements do.
    let taken = |world: &&Completion| defaults.iter().all(|concept| world.concepts.contains(concept));
    let with_defaults: Vec<&Completion> = stated.iter().filter(taken).collect();
    all.retain(|presumption| is_possible(&with_defaults, presumption));
    all
}

fn usual(vocabulary: &Vocabulary, statements: &Statements) -> Vec<Presumption> {
    let mut all = Vec::new();
    for id in vocabulary.scalar_ids() {
        let scalar = vocabulary.scalar(id);
        let ends = (scalar.usual_min.map(Number::whole), scalar.usual_max.map(Number::whole));
        let is_said = statements.numbers.iter().any(|(said, ..)| *said == id);
        let is_doubted = statements.numbers.iter().any(|(other, range, _)| {
            let is_same_metric = vocabulary.scalar(*other).metric() == scalar.metric();
            let may_be_below = ends.0.is_some_and(|min| range.min.is_none_or(|(lowest, _)| lowest < min));
            let may_be_above = ends.1.is_some_and(|max| range.max.is_none_or(|(highest, _)| highest > max));
            is_same_metric && (may_be_below || may_be_above)
        });
        if ends != (None, None) && !is_said && !is_doubted {
            all.push(Presumption::Usual(id, Range { min: ends.0.map(|min| (min, false)), max: ends.1.map(|max| (max, false)) }));
        }
    }
    all
}

/// What §2 calls left open, and what it therefore presumes absent.
struct LeftOpen<'a> {
    vocabulary: &'a Vocabulary,
    statements: &'a Statements,
    /// Stated to hold, or by default.
    holds: BTreeSet<ConceptId>,
    fails: BTreeSet<ConceptId>,
    unknown: BTreeSet<ConceptId>,
    raised: BTreeSet<ConceptId>,
    /// Facets that count as stated to hold something.
    stated: BTreeSet<FacetId>,
    left_open: BTreeSet<ConceptId>,
}

impl<'a> LeftOpen<'a> {
    fn of(vocabulary: &'a Vocabulary, statements: &'a Statements, defaults: &[ConceptId]) -> LeftOpen<'a> {
        let said = |wanted: Said| statements.concepts.iter().filter(move |(_, said, _)| *said == wanted).map(|(concept, ..)| *concept);
        let holds: BTreeSet<ConceptId> = said(Said::Holds).chain(defaults.iter().copied()).collect();
        let implied: BTreeSet<ConceptId> = holds.iter().flat_map(|concept| vocabulary.up(*concept)).collect();
        let raised = implied.iter().flat_map(|concept| vocabulary.concept(*concept).raises.iter().copied()).collect();
        let default_facets = defaults.iter().map(|concept| vocabulary.concept(*concept).facet);
        let stated = statements.stated.iter().copied().chain(default_facets).collect();
        let mut all = LeftOpen {
            vocabulary,
            statements,
            holds,
            fails: said(Said::Fails).collect(),
            unknown: said(Said::Unknown).collect(),
            raised,
            stated,
            left_open: BTreeSet::new(),
        };
        all.left_open = all.find();
        all
    }

    fn find(&self) -> BTreeSet<ConceptId> {
        let vocabulary = self.vocabulary;
        let mut open = BTreeSet::new();
        for concept in &self.holds {
            let below = &vocabulary.concept(*concept).descendants;
            if !below.iter().any(|one| self.holds.contains(one)) {
                open.extend(below.iter().copied().filter(|one| !vocabulary.concept(*one).odd || self.excuses_odd(*one)));
            }
        }
        for concept in &self.raised {
            let below = vocabulary.concept(*concept).below.iter().copied();
            open.extend(below.filter(|one| !vocabulary.concept(*one).odd || self.excuses_odd(*one)));
            open.insert(*concept);
        }
        open.extend(self.unknown.iter().flat_map(|concept| vocabulary.down(*concept)));
        let reaches_up = |concept: &ConceptId| !vocabulary.up(*concept).any(|above| self.fails.contains(&above));
        let above: Vec<ConceptId> = open.iter().filter(|concept| reaches_up(concept)).flat_map(|concept| vocabulary.up(*concept)).collect();
        open.extend(above);
        open
    }

    /// Whether an odd concept is one that the use has reason to be asked about, ancestors of what is left open aside.
    fn excuses_odd(&self, concept: ConceptId) -> bool {
        let vocabulary = self.vocabulary;
        let is_said = |one: &ConceptId| self.holds.contains(one) || self.unknown.contains(one);
        let below_said = vocabulary.up(concept).any(|above| vocabulary.concept(above).odd && is_said(&above));
        let below_raised = self.raised.iter().any(|one| vocabulary.concept(*one).odd && vocabulary.concept(*one).below.contains(&concept));
        below_said || below_raised || self.raised.contains(&concept)
    }

    fn is_presumed_absent(&self, concept: ConceptId) -> bool {
        let is_said = [&self.holds, &self.fails, &self.unknown].iter().any(|said| said.contains(&concept));
        if is_said || self.left_open.contains(&concept) {
            return false;
        }
        let facet = self.vocabulary.concept(concept).facet;
        self.is_closed(facet) || (self.vocabulary.concept(concept).odd && !self.excuses_odd(concept))
    }

    fn is_closed(&self, facet: FacetId) -> bool {
        if self.statements.open.contains(&facet) {
            return false;
        }
        if self.statements.closed.contains(&facet) {
            return true;
        }
        match self.vocabulary.facet(facet).closed {
            Closed::Always => true,
            Closed::Never => false,
            Closed::WhenStated => self.stated.contains(&facet),
        }
    }
}

/// §3: what holds in one completion.
fn holds(condition: &Condition, world: &Completion) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, world)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, world)),
        Condition::Not(part, _) => !holds(part, world),
        Condition::Is(concept) => world.concepts.contains(concept),
        Condition::Local(local) => world.locals.contains(local),
        Condition::Compare(scalar, comparison, limit) => world.numbers.get(scalar.index()).is_some_and(|number| match comparison {
            Comparison::MoreThan => number > limit,
            Comparison::AtLeast => number >= limit,
            Comparison::LessThan => number < limit,
            Comparison::AtMost => number <= limit,
        }),
    }
}

fn prohibition_acts(policy: &Policy, rule: usize, world: &Completion) -> bool {
    policy
        .prohibitions
        .get(rule)
        .is_some_and(|rule| holds(&rule.condition, world) && !rule.exceptions.iter().any(|exception| holds(&exception.condition, world)))
}

fn is_granted(policy: &Policy, world: &Completion) -> bool {
    let vocabulary = &policy.vocabulary;
    let Some(action) = vocabulary.find_facet("action") else { return true };
    let actions: Vec<ConceptId> = world.concepts.iter().copied().filter(|concept| vocabulary.concept(*concept).facet == action).collect();
    let is_most_specific = |one: &ConceptId| !actions.iter().any(|other| other != one && vocabulary.is_a(*other, *one));
    let is_covered = |one: &ConceptId| {
        policy.grants.iter().any(|grant| grant.actions.iter().any(|given| vocabulary.is_a(*one, *given)) && holds(&grant.condition, world))
    };
    actions.iter().filter(|one| is_most_specific(one)).all(is_covered)
}

fn outcome(policy: &Policy, world: &Completion) -> Verdict {
    if (0..policy.prohibitions.len()).any(|rule| prohibition_acts(policy, rule, world)) {
        Verdict::Prohibited
    } else if is_granted(policy, world) {
        Verdict::Permitted
    } else {
        Verdict::NotGranted
    }
}

/// §4: whether a duty is due, and whether it is performed where it is.
fn due(policy: &Policy, duty: usize, permitted: &[&Completion]) -> Option<(Due, Status)> {
    let duty = policy.duties.get(duty)?;
    let is_due =
        |world: &&&Completion| holds(&duty.trigger, world) && !duty.exceptions.iter().any(|exception| holds(&exception.condition, world));
    let where_due: Vec<&&Completion> = permitted.iter().filter(is_due).collect();
    if where_due.is_empty() {
        return None;
    }
    let performed = where_due.iter().filter(|world| holds(&duty.performed_by, world)).count();
    let status = match performed {
        0 => Status::Unmet,
        some if some == where_due.len() => Status::Met,
        _ => Status::Unknown,
    };
    Some((if where_due.len() == permitted.len() { Due::Due } else { Due::Possible }, status))
}

/// The propositions in which two completions differ, and in nothing else, of which one is permitted and the other is not.
pub fn decisive_propositions(policy: &Policy, worlds: &[Completion]) -> Vec<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for one in worlds {
        for other in worlds.iter().filter(|other| other.numbers == one.numbers) {
            let concepts: Vec<&ConceptId> = one.concepts.symmetric_difference(&other.concepts).collect();
            let locals: Vec<&usize> = one.locals.symmetric_difference(&other.locals).collect();
            let differ = (outcome(policy, one) == Verdict::Permitted) != (outcome(policy, other) == Verdict::Permitted);
            match (concepts.as_slice(), locals.as_slice()) {
                ([concept], []) if differ => found.extend([policy.vocabulary.concept(**concept).name.clone()]),
                ([], [local]) if differ => found.extend(policy.propositions.get(**local).map(|local| local.id.clone())),
                _ => {}
            }
        }
    }
    found.into_iter().collect()
}
