//! Looks for uses that some conditions refuse and others don't: those of many policies at once, in one solver (semantics §3).
//!
//! A use is found by the solver, and made as small as it can be by evaluating the conditions, which takes a microsecond where a question to the
//! solver takes a hundred.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use crate::base::{Bound, Interval};
use crate::logic::{Bits, Known, Literal, SatSolver};
use crate::policy::{Cited, Condition, ForeignId, Local, Policy, Prohibition, Rules};
use crate::usage::{Fact, NumberFact, Said, Use};
use crate::vocabulary::{ConceptId, Vocabulary};

use super::answer::NoAnswer;
use super::prepared::{FormulaId, Prepared, Proposition};

/// The most conflicts of the solver in all searches together: minutes. All licenses of the library, each with each other, take some thousands.
const MOST_CONFLICTS: u32 = 100_000;

/// Conditions over one vocabulary that refuse uses, by their places, and a solver that knows them all.
pub struct Search {
    prepared: Prepared,
    solver: SatSolver,
    /// By the place of a condition.
    literals: Vec<Option<Literal>>,
    /// That one of some conditions holds.
    any: HashMap<Vec<usize>, Literal>,
    nothing_known: Known,
    /// The conflicts that the solver ran into so far.
    conflicts: u32,
    /// What a use has where its description says nothing, each with what follows from it.
    usual: Vec<Bits>,
}

/// What is looked for: a use that one of some conditions refuses and none of others. Both by their places.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// One of these holds.
    pub one_of: &'a [usize],
    /// None of these does.
    pub none_of: &'a [usize],
}

/// A use of which every proposition of the conditions is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion(Known);

impl Completion {
    fn holds(&self) -> &Bits {
        &self.0.must
    }

    /// With some propositions more, or less.
    fn with(&self, change: impl Fn(&mut Bits)) -> Completion {
        let mut changed = self.clone();
        change(&mut changed.0.must);
        changed.0.can.copy_from(&changed.0.must);
        changed
    }
}

impl Search {
    /// Conditions over this vocabulary and these propositions of their own.
    pub fn new(vocabulary: Arc<Vocabulary>, propositions: Vec<Local>, refusals: &[Condition]) -> Result<Search, ForeignId> {
        let rule = |condition: &Condition| Prohibition { cited: Cited::default(), condition: condition.clone(), exceptions: Vec::new() };
        let prohibitions = refusals.iter().map(rule).collect::<Vec<_>>().into();
        let rules = Rules { prohibitions, propositions: propositions.into(), ..Rules::default() };
        let prepared = Prepared::new(Arc::new(Policy::new(vocabulary, rules)?));
        let mut solver = SatSolver::new(prepared.propositions.len());
        prepared.gamma.require_at(&mut solver, 0);
        let vocabulary = prepared.policy.vocabulary();
        let usual = vocabulary.facets().flat_map(|facet| facet.default()).filter_map(|concept| with_what_follows(*concept, &prepared));
        Ok(Search {
            literals: vec![None; refusals.len()],
            any: HashMap::new(),
            nothing_known: Known::open(prepared.propositions.len()),
            usual: usual.collect(),
            conflicts: 0,
            solver,
            prepared,
        })
    }

    /// A use that is sought, with as little as can be; `None` if there is none, which is a proof. Of several, one with what people do most.
    ///
    /// Fails if the conditions are too hard, by themselves or with all that was looked for before: the same on every run.
    pub fn find(&mut self, sought: Sought<'_>) -> Result<Option<Completion>, NoAnswer> {
        let wanted = [self.one_of(sought.one_of), !self.one_of(sought.none_of)];
        let Some(mut found) = self.solved(&wanted, &self.nothing_known.clone())? else { return Ok(None) };
        let mut kept = self.nothing_known.clone();
        for usual in self.usual.clone() {
            let mut with = kept.clone();
            with.must.add(&usual);
            let simple = found.with(|holds| holds.add(&usual));
            if self.fits(&simple, sought) {
                (found, kept) = (simple, with);
            } else if let Some(other) = self.solved(&wanted, &with)? {
                (found, kept) = (other, with);
            }
        }
        Ok(Some(self.without_the_needless(found, &kept.must, sought)))
    }

    /// A use that is sought, made of one that is, with as little as can be.
    pub fn narrowed(&self, found: &Completion, sought: Sought<'_>) -> Completion {
        let mut found = found.clone();
        let mut kept = self.prepared.no_propositions();
        for usual in &self.usual {
            let with = found.with(|holds| holds.add(usual));
            if self.fits(&with, sought) {
                found = with;
                kept.add(usual);
            }
        }
        self.without_the_needless(found, &kept, sought)
    }

    /// The conditions that refuse a use, in ascending order.
    pub fn acting(&self, found: &Completion) -> Vec<usize> {
        let mut candidates = Bits::new(self.prepared.rules.len());
        self.prepared.guards.candidates(found.holds(), &mut candidates);
        candidates.iter().filter(|at| *at < self.literals.len() && self.acts(*at, found)).collect()
    }

    /// How many things a use has.
    pub fn size(&self, found: &Completion) -> usize {
        found.holds().len()
    }

    /// A use in words, as far as some conditions look at it: what it has, and what it has not. Nothing is presumed.
    pub fn described(&self, found: &Completion, conditions: &[usize]) -> Use {
        let Prepared { propositions, gamma, policy, .. } = &self.prepared;
        let (seen, holds, vocabulary) = (self.seen_by(conditions), found.holds(), policy.vocabulary());
        let mut described = Use { presume_nothing: true, ..Use::default() };
        for at in seen.iter() {
            let said = if holds.has(at) { Said::Holds } else { Said::Fails };
            // What has the one has what follows from it, and what lacks that lacks the one. A mere group is not stated: its children are.
            let follows = match said {
                _ if gamma.is_abstract.has(at) => true,
                Said::Holds => gamma.below.of(at).shared(&seen).any(|lower| holds.has(lower)),
                Said::Fails | Said::Unknown => gamma.above.of(at).iter().any(|upper| !holds.has(upper) && !gamma.is_abstract.has(upper)),
            };
            match propositions.get(at) {
                Some(Proposition::Concept(_) | Proposition::Local(_)) if follows => {}
                Some(Proposition::Concept(concept)) => described.facts.push(fact(vocabulary.concept(*concept).name(), said)),
                Some(Proposition::Local(local)) => described.facts.push(fact(&policy.propositions().get(*local).id, said)),
                Some(Proposition::Above { scalar, cut }) => {
                    let bound = |is_strict| Some(Bound { number: cut.limit, is_strict });
                    let interval = match said {
                        Said::Holds => Interval { min: bound(cut.strict), max: None },
                        Said::Fails | Said::Unknown => Interval { min: None, max: bound(!cut.strict) },
                    };
                    restrict(&mut described, vocabulary.scalar(*scalar).name(), interval);
                }
                None => {}
            }
        }
        described
    }

    /// The propositions that some conditions depend on, with what these need by Γ.
    fn seen_by(&self, conditions: &[usize]) -> Bits {
        let Prepared { gamma, .. } = &self.prepared;
        let mut seen = self.prepared.no_propositions();
        let programs = conditions.iter().map(|at| self.prepared.program(FormulaId::Rule(*at)));
        let mut open: Vec<usize> = programs.flat_map(|program| program.propositions()).collect();
        while let Some(at) = open.pop() {
            if !seen.has(at) {
                seen.insert(at);
                open.extend(gamma.above.of(at).iter());
                open.extend(gamma.children(at).into_iter().flat_map(Bits::iter));
            }
        }
        seen
    }

    fn acts(&self, at: usize, found: &Completion) -> bool {
        self.prepared.program(FormulaId::Rule(at)).bounds(&found.0).must
    }

    /// Whether a use is sought, and Γ allows it.
    fn fits(&self, found: &Completion, sought: Sought<'_>) -> bool {
        self.prepared.gamma.completes(found.holds(), &self.nothing_known)
            && sought.one_of.iter().any(|at| self.acts(*at, found))
            && !sought.none_of.iter().any(|at| self.acts(*at, found))
    }

    /// Takes away what the use need not have, one thing at a time, with what that follows from; `kept` stays.
    fn without_the_needless(&self, mut found: Completion, kept: &Bits, sought: Sought<'_>) -> Completion {
        let below = &self.prepared.gamma.below;
        loop {
            let before = found.holds().clone();
            for at in before.iter().filter(|at| !kept.has(*at) && !below.of(*at).meets(kept)) {
                let smaller = found.with(|holds| {
                    holds.subtract(below.of(at));
                    holds.remove(at);
                });
                if found.holds().has(at) && self.fits(&smaller, sought) {
                    found = smaller;
                }
            }
            if *found.holds() == before {
                return found;
            }
        }
    }

    fn solved(&mut self, wanted: &[Literal], known: &Known) -> Result<Option<Completion>, NoAnswer> {
        self.solver.refill();
        let found = self.solver.completion(known, wanted);
        self.conflicts = self.conflicts.saturating_add(self.solver.conflicts());
        if self.solver.is_spent() || self.conflicts > MOST_CONFLICTS {
            return Err(NoAnswer::TooHard);
        }
        Ok(found.map(|holds| Completion(Known { can: holds.clone(), must: holds })))
    }

    /// That one of some conditions holds.
    fn one_of(&mut self, conditions: &[usize]) -> Literal {
        if let Some(literal) = self.any.get(conditions) {
            return *literal;
        }
        let parts: Vec<Literal> = conditions.iter().map(|at| self.literal(*at)).collect();
        let literal = self.solver.any(&parts);
        self.any.insert(conditions.to_vec(), literal);
        literal
    }

    fn literal(&mut self, at: usize) -> Literal {
        let Search { prepared, solver, literals, .. } = self;
        let name = |solver: &mut SatSolver| solver.name(prepared.program(FormulaId::Rule(at)), 0);
        match literals.get_mut(at) {
            Some(known) => *known.get_or_insert_with(|| name(solver)),
            None => name(solver),
        }
    }
}

impl fmt::Debug for Search {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Search").field("conditions", &self.literals.len()).finish_non_exhaustive()
    }
}

fn with_what_follows(concept: ConceptId, prepared: &Prepared) -> Option<Bits> {
    let at = prepared.effects.place(concept)?;
    let mut bits = prepared.gamma.above.of(at).clone();
    bits.insert(at);
    Some(bits)
}

fn fact(name: &str, said: Said) -> Fact {
    Fact { name: name.to_owned(), said, place: None }
}

fn restrict(described: &mut Use, scalar: &str, interval: Interval) {
    match described.numbers.iter_mut().find(|number| number.name == scalar) {
        Some(number) => number.interval = number.interval.and(interval),
        None => described.numbers.push(NumberFact { name: scalar.to_owned(), interval, place: None }),
    }
}
