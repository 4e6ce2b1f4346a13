//! Every total assignment that fits the statements and Γ (semantics §1 and §2).

use std::collections::BTreeSet;

use crate::base::{Interval, Number};
use crate::policy::{Condition, LocalId, Policy};
use crate::usage::Said;
use crate::vocabulary::{ConceptId, Vocabulary};

use crate::check::Statements;

/// A total assignment: what holds, and every scalar's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The concepts that hold.
    pub concepts: BTreeSet<ConceptId>,
    /// The policy's own propositions that hold.
    pub locals: BTreeSet<LocalId>,
    /// Each scalar's number, by its place in the vocabulary.
    pub numbers: Vec<Number>,
}

/// All total assignments that satisfy what is stated, and Γ.
pub fn completions(policy: &Policy, statements: &Statements) -> Vec<Completion> {
    let vocabulary = policy.vocabulary();
    let concepts: Vec<ConceptId> = vocabulary.concept_ids().collect();
    let points = points(policy, statements);
    let mut all = Vec::new();
    for numbers in number_choices(vocabulary, &points).into_iter().filter(|numbers| fits_numbers(statements, numbers)) {
        for locals in subsets(&policy.propositions().ids().collect::<Vec<_>>()) {
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

/// Enough numbers to tell all comparisons apart: every constant, one between each two, one below and one above all.
fn points(policy: &Policy, statements: &Statements) -> Vec<Number> {
    let mut constants = BTreeSet::new();
    for condition in policy.conditions() {
        condition.visit(&mut |part| {
            if let Condition::Compare(_, _, limit) = part {
                constants.insert(*limit);
            }
        });
    }
    let ends = statements.numbers.iter().flat_map(|(_, interval, _)| [interval.min, interval.max]).flatten().map(|bound| bound.number);
    constants.extend(ends);
    let usual = policy.vocabulary().scalars().flat_map(|scalar| [scalar.usual_min(), scalar.usual_max()]).flatten();
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
            .all(|id| vocabulary.scalar(id).at_most().iter().all(|above| numbers.get(id.index()) <= numbers.get(above.index())))
    };
    choices.into_iter().filter(in_order).collect()
}

/// Whether a number lies in an interval.
pub(super) fn lies_in(number: Option<&Number>, interval: &Interval) -> bool {
    number.is_some_and(|number| interval.contains(*number))
}

fn fits_numbers(statements: &Statements, numbers: &[Number]) -> bool {
    statements.numbers.iter().all(|(scalar, interval, _)| lies_in(numbers.get(scalar.index()), interval))
}

fn fits_concepts(statements: &Statements, world: &Completion) -> bool {
    let fits = |holds: bool, said: Said| match said {
        Said::Holds => holds,
        Said::Fails => !holds,
        Said::Unknown => true,
    };
    statements.concepts.iter().all(|stated| fits(world.concepts.contains(&stated.what), stated.said))
        && statements.locals.iter().all(|stated| fits(world.locals.contains(&stated.what), stated.said))
}

/// Γ (§1): is-a, exclusions, abstract concepts; the order of scalars is enforced where their numbers are chosen.
fn fits_gamma(vocabulary: &Vocabulary, world: &Completion) -> bool {
    let is_a =
        world.concepts.iter().all(|concept| vocabulary.concept(*concept).parents().iter().all(|parent| world.concepts.contains(parent)));
    let excluded = vocabulary.exclusive().iter().all(|group| group.iter().filter(|member| world.concepts.contains(member)).count() < 2);
    let grounded = world.concepts.iter().filter(|concept| vocabulary.concept(**concept).is_abstract()).all(|group| {
        vocabulary.concept_ids().any(|child| vocabulary.concept(child).parents().contains(group) && world.concepts.contains(&child))
    });
    is_a && excluded && grounded
}
