//! How do many licenses stand to each other? Exact over all uses, as [`difference`](super::difference) is of two.
//!
//! Every use that is found is kept, with the licenses that permit it: one that the first of two permits and the second refuses settles the pair, so that
//! few pairs need a search. What no known use settles is asked of the solver, which finds one more, or proves that there is none.

use std::collections::HashMap;
use std::sync::Arc;

use railc_core::check::{Checker, ChosenPolicy, CitedRule, Completion, NoAnswer, Search, Sought, Verdict};
use railc_core::usage::{NumberFact, Use};
use railc_core::vocabulary::Vocabulary;

use super::difference::{Relation, what_it_has};
use super::refusals::Refusals;

/// How licenses stand to each other, by their places among those that were compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    count: usize,
    /// What the one permits and the other does not, for each one with each other.
    cells: Vec<Option<Separation>>,
    examples: Vec<Example>,
}

/// A use that tells licenses apart. It has nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Example {
    /// What it has.
    pub has: Vec<String>,
    /// The numbers that are large in it.
    pub numbers: Vec<NumberFact>,
}

/// That one license permits a use and another does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Separation {
    /// The use, by its place among the examples.
    pub example: usize,
    /// What the other license decides.
    pub verdict: Verdict,
    /// The clauses of the other that refuse it.
    pub refused_by: Vec<CitedRule>,
}

/// Licenses in the order "at least as strict as".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Licenses that permit the same, by their places.
    pub groups: Vec<Vec<usize>>,
    /// A group that permits less, and one that permits more with no other between them.
    pub steps: Vec<(usize, usize)>,
}

impl Order {
    /// The groups of a longest way from stricter ones to looser ones.
    pub fn longest_chain(&self) -> Vec<usize> {
        // By group, the chain that begins with it. A step leads to a group with fewer steps before the end, so as many rounds suffice as there are groups.
        let mut chains: Vec<Vec<usize>> = (0..self.groups.len()).map(|at| vec![at]).collect();
        let mut has_changed = true;
        while has_changed {
            has_changed = false;
            for (lower, upper) in &self.steps {
                let Some(longer) = chains.get(*upper).map(|chain| [&[*lower], chain.as_slice()].concat()) else { continue };
                if let Some(chain) = chains.get_mut(*lower).filter(|chain| chain.len() < longer.len()) {
                    *chain = longer;
                    has_changed = true;
                }
            }
        }
        chains.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
    }
}

impl Matrix {
    /// How many licenses were compared.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The uses that tell licenses apart.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// What the one license permits and the other does not; `None` if it permits nothing more.
    pub fn permitted_by_one(&self, one: usize, other: usize) -> Option<&Separation> {
        self.cells.get(one * self.count + other).and_then(Option::as_ref)
    }

    /// The use of a separation.
    pub fn example(&self, separation: &Separation) -> &Example {
        self.examples.get(separation.example).expect("a separation names one of the examples")
    }

    /// How the one license stands to the other.
    pub fn relation(&self, one: usize, other: usize) -> Relation {
        match (self.permitted_by_one(one, other), self.permitted_by_one(other, one)) {
            (None, None) => Relation::Equivalent,
            (None, Some(_)) => Relation::Stricter,
            (Some(_), None) => Relation::Looser,
            (Some(_), Some(_)) => Relation::Incomparable,
        }
    }

    /// The licenses in order.
    pub fn order(&self) -> Order {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for at in 0..self.count {
            let known =
                groups.iter_mut().find(|group| group.first().is_some_and(|first| self.relation(*first, at) == Relation::Equivalent));
            match known {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        let first: Vec<usize> = groups.iter().filter_map(|group| group.first().copied()).collect();
        let is_below = |one: &usize, other: &usize| self.relation(*one, *other) == Relation::Stricter;
        let mut steps = Vec::new();
        for (lower, one) in first.iter().enumerate() {
            let above: Vec<(usize, &usize)> = first.iter().enumerate().filter(|(_, other)| is_below(one, other)).collect();
            let is_next = |other: &usize| !above.iter().any(|(_, between)| is_below(between, other));
            steps.extend(above.iter().filter(|(_, other)| is_next(other)).map(|(upper, _)| (lower, *upper)));
        }
        Order { groups, steps }
    }
}

/// Compares licenses over this vocabulary.
///
/// Fails as [`Checker::check`] does.
pub fn find(policies: &[ChosenPolicy], vocabulary: &Arc<Vocabulary>) -> Result<Matrix, NoAnswer> {
    let refusals = Refusals::of(&policies.iter().collect::<Vec<_>>());
    let mut pool =
        Pool { search: refusals.search(vocabulary), refusals, uses: Vec::new(), permitted: vec![Bits::default(); policies.len()] };
    pool.seed()?;
    let contained = pool.settle()?;
    let mut checkers: Vec<Checker> = policies.iter().map(|chosen| Checker::new(chosen.policy.clone())).collect();
    let (mut places, mut examples) = (HashMap::new(), Vec::new());
    let mut cells = Vec::new();
    for (one, row) in contained.iter().enumerate() {
        for (other, (chosen, checker)) in policies.iter().zip(&mut checkers).enumerate() {
            if one == other || row.has(other) {
                cells.push(None);
                continue;
            }
            let (example, described) = pool.smallest(one, other, vocabulary);
            let (verdict, refused_by) = checker.decisive(&chosen.choose(&described))?;
            let example = *places.entry(example).or_insert_with_key(|example| {
                examples.push(example.clone());
                examples.len() - 1
            });
            cells.push(Some(Separation { example, verdict, refused_by }));
        }
    }
    Ok(Matrix { count: policies.len(), cells, examples })
}

/// The uses that are known, and who permits them.
struct Pool {
    search: Search,
    refusals: Refusals,
    uses: Vec<Completion>,
    /// By license, the uses that it permits.
    permitted: Vec<Bits>,
}

impl Pool {
    /// For each refusal, a use that it takes in, with as little else as can be.
    fn seed(&mut self) -> Result<(), NoAnswer> {
        for refusal in 0..self.refusals.count() {
            if let Some(found) = self.search.find(Sought { one_of: &[refusal], none_of: &[] })? {
                self.take(found);
            }
        }
        Ok(())
    }

    fn take(&mut self, found: Completion) {
        let acting = self.search.acting(&found);
        for (at, permitted) in self.permitted.iter_mut().enumerate() {
            if !self.refusals.of_license(at).iter().any(|refusal| acting.binary_search(refusal).is_ok()) {
                permitted.insert(self.uses.len());
            }
        }
        self.uses.push(found);
    }

    /// For each license, those that permit all that it permits; of every other pair some use is known afterwards.
    fn settle(&mut self) -> Result<Vec<Bits>, NoAnswer> {
        let count = self.permitted.len();
        let mut contained = vec![Bits::default(); count];
        for one in 0..count {
            for other in 0..count {
                let is_known = contained.get(one).is_some_and(|row| row.has(other));
                if one == other || is_known || self.known_apart(one, other).next().is_some() {
                    continue;
                }
                let one_of: Vec<usize> = self.of_other_alone(one, other);
                match self.search.find(Sought { one_of: &one_of, none_of: self.refusals.of_license(one) })? {
                    Some(found) => self.take(found),
                    None => {
                        // Whoever permits all that the other permits, permits this too.
                        let more = contained.get(other).cloned().unwrap_or_default();
                        contained.get_mut(one).into_iter().for_each(|row| {
                            row.insert(other);
                            row.add(&more);
                        });
                    }
                }
            }
        }
        Ok(contained)
    }

    /// The refusals of the other that the one has not.
    fn of_other_alone(&self, one: usize, other: usize) -> Vec<usize> {
        let own = self.refusals.of_license(one);
        self.refusals.of_license(other).iter().copied().filter(|refusal| own.binary_search(refusal).is_err()).collect()
    }

    /// The known uses that the one permits and the other refuses.
    fn known_apart(&self, one: usize, other: usize) -> impl Iterator<Item = usize> + '_ {
        self.permitted.get(one).zip(self.permitted.get(other)).into_iter().flat_map(|(one, other)| one.without(other))
    }

    /// A use with little in it that the one permits and the other refuses, and all of it that either looks at.
    fn smallest(&self, one: usize, other: usize, vocabulary: &Vocabulary) -> (Example, Use) {
        let known = self.known_apart(one, other).filter_map(|at| self.uses.get(at)).min_by_key(|found| self.search.size(found));
        let found = known.expect("a pair that no use tells apart was settled by a proof");
        let (none_of, one_of) = (self.refusals.of_license(one), self.of_other_alone(one, other));
        let found = self.search.narrowed(found, Sought { one_of: &one_of, none_of });
        let described = self.search.described(&found, &[none_of, one_of.as_slice()].concat());
        let (has, numbers) = what_it_has(&described, vocabulary);
        (Example { has, numbers }, described)
    }
}

/// A set of numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        self.0.get_mut(at / 64).into_iter().for_each(|word| *word |= 1 << (at % 64));
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    fn add(&mut self, other: &Bits) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(word, more)| *word |= more);
    }

    /// What is in this one alone, in ascending order.
    fn without<'a>(&'a self, other: &'a Bits) -> impl Iterator<Item = usize> + 'a {
        let words = self.0.iter().enumerate().map(|(at, word)| (at, word & !other.0.get(at).copied().unwrap_or_default()));
        words
            .filter(|(_, word)| *word != 0)
            .flat_map(|(at, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit))
    }
}
