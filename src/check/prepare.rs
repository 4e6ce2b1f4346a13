//! A policy made ready: its propositions numbered, its rules as programs, and for every concept what saying it does to them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::Number;
use crate::logic::{Bits, Exact, Formula, Fuzzy, Literal, Program, View};
use crate::policy::{Comparison, Condition, Exception, Policy};
use crate::vocabulary::{ConceptId, ScalarId, Vocabulary};

use super::situation::Rows;
use super::statements::{Names, Statements};

/// What a numbered proposition of a prepared policy stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proposition {
    /// The use has the concept.
    Concept(ConceptId),
    /// The scalar is more than the number (`strict`), or at least it.
    Above { scalar: ScalarId, limit: Number, strict: bool },
    /// The policy's own proposition.
    Local(usize),
}

/// A rule by its place in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleRef {
    /// A prohibition.
    Prohibition(usize),
    /// A group of actions under the same grants, of which one is not given; by its place among the prepared groups.
    Ungranted(usize),
}

/// A rule ready to evaluate: it acts where its program holds.
#[derive(Debug, Clone)]
pub(super) struct PreparedRule {
    pub rule: RuleRef,
    pub program: Program,
    pub formula: Formula,
}

/// A duty ready to evaluate.
#[derive(Debug, Clone)]
pub(super) struct PreparedDuty {
    /// Trigger, less the exceptions.
    pub due: Program,
    pub due_formula: Formula,
    pub performed: Program,
    pub performed_formula: Formula,
    /// Whether trigger and performance share no proposition, not even through Γ.
    pub independent: bool,
}

/// Actions that are given or not given together.
#[derive(Debug, Clone)]
pub struct ActionGroup {
    /// The actions.
    pub actions: Vec<ConceptId>,
    /// The grants, by their place in the policy, of which one must hold.
    pub grants: Vec<usize>,
}

/// A policy made ready for many checks. Shared between threads; each checks with a [`Checker`] of its own.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) policy: Arc<Policy>,
    pub(super) names: Names,
    pub(super) propositions: Vec<Proposition>,
    pub(super) gamma: Gamma,
    pub(super) rows: Rows,
    pub(super) rules: Vec<PreparedRule>,
    pub(super) groups: Vec<ActionGroup>,
    pub(super) duties: Vec<PreparedDuty>,
    /// For each proposition, the rules that may act where it can hold.
    pub(super) guarded: Vec<Vec<u32>>,
    /// Rules that may act whatever holds.
    pub(super) unguarded: Vec<u32>,
}

/// Γ between the numbered propositions.
#[derive(Debug, Clone)]
pub(super) struct Gamma {
    /// For each proposition, those that follow from it.
    pub above: Vec<Bits>,
    /// For each proposition, those that it follows from.
    pub below: Vec<Bits>,
    /// For each proposition, those that can't hold beside it.
    pub excludes: Vec<Bits>,
    /// Groups that hold only where one of the others does.
    pub grounded: Vec<(usize, Bits)>,
    /// Propositions tied to any other.
    pub tied: Bits,
    /// For each proposition, the number of its connected part.
    pub component: Vec<usize>,
}

/// Checks uses against one policy; holds the buffers that make it quick. One per thread.
pub struct Checker<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) statements: Statements,
    pub(super) situation: super::situation::Situation,
    pub(super) scratch: super::decide::Scratch,
    pub(super) exact: Option<ExactPolicy>,
}

/// The policy in a SAT solver, made when first needed.
pub(super) struct ExactPolicy {
    pub solver: Exact,
    pub rules: Vec<Literal>,
    pub prohibited: Literal,
    pub ungranted: Literal,
    pub due: Vec<Literal>,
    pub performed: Vec<Literal>,
}

impl Prepared {
    /// Makes a policy ready. The work is proportional to its rules and to its part of the vocabulary.
    pub fn new(policy: Arc<Policy>) -> Prepared {
        let groups = action_groups(&policy);
        let propositions = number(&policy, &groups);
        let lowering = Lowering { policy: &policy, propositions: &propositions };
        let rules = lowering.rules(&groups);
        let gamma = Gamma::new(&policy.vocabulary, &propositions);
        let duties = policy.duties.iter().map(|duty| lowering.duty(duty, &gamma)).collect();
        let (guarded, unguarded) = guards(&rules, &policy.vocabulary, &propositions);
        let rows = Rows::new(&policy, &propositions, &gamma);
        let names = Names::new(&policy);
        let groups = groups.into_iter().map(|group| group.group).collect();
        Prepared { names, propositions, gamma, rows, rules, groups, duties, guarded, unguarded, policy }
    }

    /// The policy.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// A checker with buffers of its own.
    pub fn checker(&self) -> Checker<'_> {
        Checker {
            prepared: self,
            statements: Statements::default(),
            situation: self.rows.situation(self.propositions.len()),
            scratch: super::decide::Scratch::new(self.rules.len(), self.propositions.len()),
            exact: None,
        }
    }

    /// What a numbered proposition stands for.
    pub(super) fn proposition(&self, at: usize) -> Proposition {
        *self.propositions.get(at).expect("propositions are numbered by this policy")
    }

    /// The place of a concept among the numbered propositions.
    pub(super) fn place(&self, proposition: Proposition) -> Option<usize> {
        self.propositions.binary_search(&proposition).ok()
    }

    /// The group of actions of a rule that stands for a missing grant.
    pub fn group(&self, at: usize) -> &ActionGroup {
        self.groups.get(at).expect("groups are numbered by this policy")
    }

    /// What is known of a condition of this policy, literal by literal.
    pub(super) fn value(&self, condition: &Condition, view: &View) -> Fuzzy {
        Program::new(&self.lowering().formula(condition), self.propositions.len()).value(view)
    }

    /// Whether a condition of this policy has the numbered proposition in it.
    pub(super) fn mentions(&self, condition: &Condition, at: usize) -> bool {
        let program = Program::new(&self.lowering().formula(condition), self.propositions.len());
        program.positive.has(at) || program.negative.has(at)
    }

    fn lowering(&self) -> Lowering<'_> {
        Lowering { policy: &self.policy, propositions: &self.propositions }
    }

    pub(super) fn exact(&self) -> ExactPolicy {
        let mut solver = Exact::new(self.propositions.len());
        self.gamma.require_at(&mut solver, 0);
        let rules: Vec<Literal> = self.rules.iter().map(|rule| solver.name(&rule.formula)).collect();
        let of_kind = |wanted: fn(&RuleRef) -> bool| -> Vec<Literal> {
            self.rules.iter().zip(&rules).filter(|(rule, _)| wanted(&rule.rule)).map(|(_, literal)| *literal).collect()
        };
        let (prohibitions, missing) =
            (of_kind(|rule| matches!(rule, RuleRef::Prohibition(_))), of_kind(|rule| matches!(rule, RuleRef::Ungranted(_))));
        let prohibited = solver.any(&prohibitions);
        let ungranted = solver.any(&missing);
        let due = self.duties.iter().map(|duty| solver.name(&duty.due_formula)).collect();
        let performed = self.duties.iter().map(|duty| solver.name(&duty.performed_formula)).collect();
        ExactPolicy { solver, rules, prohibited, ungranted, due, performed }
    }
}

/// An action group with the actions that, where they hold too, make its own no longer the most specific.
struct TrackedGroup {
    group: ActionGroup,
    members: Vec<(ConceptId, Vec<ConceptId>)>,
}

/// Groups actions by the grants that may cover them; what no verdict can depend on is left out.
///
/// In a completion every most specific action must be covered (§3). An action all of whose descendants have its own grants needs one of them
/// whenever it holds, and stands for those descendants that no action outside that branch is an ancestor of. An abstract action is never the
/// most specific.
fn action_groups(policy: &Policy) -> Vec<TrackedGroup> {
    let vocabulary = &policy.vocabulary;
    let Some(facet) = vocabulary.find_facet("action") else { return Vec::new() };
    let actions: Vec<ConceptId> = vocabulary.concepts_of(facet).collect();
    let is_action = |id: &ConceptId| vocabulary.concept(*id).facet == facet;
    let grants = |action: ConceptId| -> Vec<usize> {
        let covers = |grant: &crate::policy::Grant| grant.actions.iter().any(|given| vocabulary.is_a(action, *given));
        policy.grants.iter().enumerate().filter(|(_, grant)| covers(grant)).map(|(at, _)| at).collect()
    };
    let granted: BTreeMap<ConceptId, Vec<usize>> = actions.iter().map(|action| (*action, grants(*action))).collect();
    let below = |action: ConceptId| vocabulary.concept(action).descendants.iter().copied().filter(is_action);
    // An abstract action holds only where a child does; where all children are actions, it is never the most specific one.
    let is_never_last =
        |action: ConceptId| vocabulary.concept(action).is_abstract && children(vocabulary, action).all(|child| is_action(&child));
    let is_uniform = |action: ConceptId| !is_never_last(action) && below(action).all(|one| granted.get(&one) == granted.get(&action));
    let is_stood_for = |action: ConceptId| {
        let above: Vec<ConceptId> = vocabulary.concept(action).ancestors.iter().copied().filter(is_action).collect();
        above
            .iter()
            .any(|upper| is_uniform(*upper) && above.iter().all(|other| vocabulary.is_a(*other, *upper) || vocabulary.is_a(*upper, *other)))
    };
    let tracked: BTreeSet<ConceptId> = actions.iter().copied().filter(|action| !is_stood_for(*action)).collect();
    let mut groups: BTreeMap<Vec<usize>, Vec<(ConceptId, Vec<ConceptId>)>> = BTreeMap::new();
    for action in tracked.iter().copied().filter(|action| !is_never_last(*action)) {
        let finer = if is_uniform(action) { Vec::new() } else { below(action).filter(|one| tracked.contains(one)).collect() };
        groups.entry(granted.get(&action).cloned().unwrap_or_default()).or_default().push((action, finer));
    }
    let group = |(grants, members): (Vec<usize>, Vec<(ConceptId, Vec<ConceptId>)>)| TrackedGroup {
        group: ActionGroup { actions: members.iter().map(|(action, _)| *action).collect(), grants },
        members,
    };
    groups.into_iter().map(group).collect()
}

/// Numbers the propositions that rules depend on, and what is above them; ascending.
fn number(policy: &Policy, groups: &[TrackedGroup]) -> Vec<Proposition> {
    let vocabulary = &policy.vocabulary;
    let mut concepts: BTreeSet<ConceptId> = BTreeSet::new();
    let mut others: BTreeSet<Proposition> = BTreeSet::new();
    for condition in policy.conditions() {
        condition.visit(&mut |part| match part {
            Condition::Is(concept) => {
                concepts.insert(*concept);
            }
            Condition::Local(local) => {
                others.insert(Proposition::Local(*local));
            }
            Condition::Compare(scalar, comparison, limit) => {
                others.insert(above(*scalar, *comparison, *limit).0);
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(..) => {}
        });
    }
    concepts.extend(groups.iter().flat_map(|group| &group.members).flat_map(|(action, finer)| std::iter::once(action).chain(finer)));
    let mut open: Vec<ConceptId> = concepts.iter().copied().collect();
    let mut closed: BTreeSet<ConceptId> = BTreeSet::new();
    while let Some(concept) = open.pop() {
        if !closed.insert(concept) {
            continue;
        }
        open.extend(vocabulary.concept(concept).parents.iter().copied());
        if vocabulary.concept(concept).is_abstract {
            open.extend(children(vocabulary, concept));
        }
    }
    closed.into_iter().map(Proposition::Concept).chain(others).collect::<BTreeSet<_>>().into_iter().collect()
}

pub(super) fn children(vocabulary: &Vocabulary, parent: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
    vocabulary.concept(parent).descendants.iter().copied().filter(move |child| vocabulary.concept(*child).parents.contains(&parent))
}

/// A comparison as "more than" or "at least", and whether that is its opposite.
fn above(scalar: ScalarId, comparison: Comparison, limit: Number) -> (Proposition, bool) {
    let (strict, negated) = match comparison {
        Comparison::MoreThan => (true, false),
        Comparison::AtLeast => (false, false),
        Comparison::LessThan => (false, true),
        Comparison::AtMost => (true, true),
    };
    (Proposition::Above { scalar, limit, strict }, negated)
}

/// From conditions to formulas over numbered propositions.
struct Lowering<'a> {
    policy: &'a Policy,
    propositions: &'a [Proposition],
}

impl Lowering<'_> {
    fn var(&self, proposition: Proposition) -> Formula {
        Formula::Var(self.propositions.binary_search(&proposition).expect("every proposition of a rule is numbered"))
    }

    fn formula(&self, condition: &Condition) -> Formula {
        match condition {
            Condition::All(parts) => Formula::All(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Any(parts) => Formula::Any(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Not(part, _) => self.formula(part).negated(),
            Condition::Is(concept) => self.var(Proposition::Concept(*concept)),
            Condition::Local(local) => self.var(Proposition::Local(*local)),
            Condition::Compare(scalar, comparison, limit) => {
                let (proposition, negated) = above(*scalar, *comparison, *limit);
                let var = self.var(proposition);
                if negated { var.negated() } else { var }
            }
        }
    }

    fn less(&self, condition: &Condition, exceptions: &[Exception]) -> Formula {
        let lifted = exceptions.iter().map(|exception| self.formula(&exception.condition).negated());
        Formula::All(std::iter::once(self.formula(condition)).chain(lifted).collect())
    }

    fn rules(&self, groups: &[TrackedGroup]) -> Vec<PreparedRule> {
        let rule =
            |rule: RuleRef, formula: Formula| PreparedRule { rule, program: Program::new(&formula, self.propositions.len()), formula };
        let prohibitions = self.policy.prohibitions.iter().enumerate();
        let prohibitions = prohibitions.map(|(at, one)| rule(RuleRef::Prohibition(at), self.less(&one.condition, &one.exceptions)));
        let missing = groups.iter().enumerate().map(|(at, group)| rule(RuleRef::Ungranted(at), self.ungranted(group)));
        prohibitions.chain(missing).collect()
    }

    /// One of the actions is the most specific one, and none of the grants holds.
    fn ungranted(&self, group: &TrackedGroup) -> Formula {
        let concept = |id: ConceptId| self.var(Proposition::Concept(id));
        let most_specific = group.members.iter().map(|(action, finer)| {
            let finer = finer.iter().map(|one| concept(*one).negated());
            Formula::All(std::iter::once(concept(*action)).chain(finer).collect())
        });
        let granted =
            group.group.grants.iter().filter_map(|grant| self.policy.grants.get(*grant)).map(|grant| self.formula(&grant.condition));
        Formula::All(std::iter::once(Formula::Any(most_specific.collect())).chain(granted.map(Formula::negated)).collect())
    }

    fn duty(&self, duty: &crate::policy::Duty, gamma: &Gamma) -> PreparedDuty {
        let due_formula = self.less(&duty.trigger, &duty.exceptions);
        let performed_formula = self.formula(&duty.performed_by);
        let due = Program::new(&due_formula, self.propositions.len());
        let performed = Program::new(&performed_formula, self.propositions.len());
        let components = |program: &Program| -> BTreeSet<usize> {
            program.positive.iter().chain(program.negative.iter()).filter_map(|at| gamma.component.get(at).copied()).collect()
        };
        let independent = components(&due).is_disjoint(&components(&performed));
        PreparedDuty { due, due_formula, performed, performed_formula, independent }
    }
}

/// For each proposition the rules to look at where it can hold, and the rules to look at always.
///
/// Facets in which little holds make the best guards.
fn guards(rules: &[PreparedRule], vocabulary: &Vocabulary, propositions: &[Proposition]) -> (Vec<Vec<u32>>, Vec<u32>) {
    let cost = |var: usize, negated: bool| match propositions.get(var) {
        _ if negated => 1000,
        Some(Proposition::Concept(concept)) => match vocabulary.facet(vocabulary.concept(*concept).facet).closed {
            crate::vocabulary::Closed::Always => 1,
            crate::vocabulary::Closed::WhenStated => 20,
            crate::vocabulary::Closed::Never if vocabulary.concept(*concept).odd => 2,
            crate::vocabulary::Closed::Never => 50,
        },
        _ => 10,
    };
    let mut guarded = vec![Vec::new(); propositions.len()];
    let mut unguarded = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        match rule.program.guard(&cost) {
            Some(literals) if literals.iter().all(|(_, negated)| !negated) => {
                for (var, _) in literals {
                    if let Some(rules) = guarded.get_mut(var) {
                        rules.push(at as u32);
                    }
                }
            }
            _ => unguarded.push(at as u32),
        }
    }
    (guarded, unguarded)
}

impl Gamma {
    fn new(vocabulary: &Vocabulary, propositions: &[Proposition]) -> Gamma {
        let count = propositions.len();
        let mut above = vec![Bits::new(count); count];
        let mut below = vec![Bits::new(count); count];
        let mut excludes = vec![Bits::new(count); count];
        let add = |table: &mut Vec<Bits>, at: usize, other: usize| {
            if let Some(row) = table.get_mut(at) {
                row.insert(other);
            }
        };
        for (at, one) in propositions.iter().enumerate() {
            for (other_at, other) in propositions.iter().enumerate().filter(|(other_at, _)| *other_at != at) {
                if implies(vocabulary, one, other) {
                    add(&mut above, at, other_at);
                    add(&mut below, other_at, at);
                }
                if let (Proposition::Concept(a), Proposition::Concept(b)) = (one, other)
                    && vocabulary.excludes(*a, *b)
                {
                    add(&mut excludes, at, other_at);
                }
            }
        }
        let place = |concept: ConceptId| propositions.binary_search(&Proposition::Concept(concept)).ok();
        let grounded = propositions.iter().enumerate().filter_map(|(at, one)| match one {
            Proposition::Concept(concept) if vocabulary.concept(*concept).is_abstract => {
                let mut bits = Bits::new(count);
                children(vocabulary, *concept).filter_map(place).for_each(|child| bits.insert(child));
                Some((at, bits))
            }
            _ => None,
        });
        let grounded = grounded.collect();
        let mut tied = Bits::new(count);
        let rows = above.iter().zip(&below).zip(&excludes).enumerate();
        rows.filter(|(_, ((above, below), excludes))| !(above.is_empty() && below.is_empty() && excludes.is_empty()))
            .for_each(|(at, _)| tied.insert(at));
        let component = components(&above, &excludes);
        Gamma { above, below, excludes, grounded, tied, component }
    }

    /// Demands Γ of the propositions numbered from `first` on.
    pub fn require_at(&self, solver: &mut Exact, first: usize) {
        let literal = |solver: &Exact, at: usize| solver.proposition(first + at);
        for (at, (above, excludes)) in self.above.iter().zip(&self.excludes).enumerate() {
            for other in above.iter() {
                let clause = [!literal(solver, at), literal(solver, other)];
                solver.require(&clause);
            }
            for other in excludes.iter().filter(|other| *other > at) {
                let clause = [!literal(solver, at), !literal(solver, other)];
                solver.require(&clause);
            }
        }
        for (group, children) in &self.grounded {
            let clause: Vec<Literal> = children.iter().map(|child| literal(solver, child)).chain([!literal(solver, *group)]).collect();
            solver.require(&clause);
        }
    }
}

/// Whether one proposition follows from another by Γ alone: is-a, the order of numbers, the order of scalars.
fn implies(vocabulary: &Vocabulary, one: &Proposition, other: &Proposition) -> bool {
    match (one, other) {
        (Proposition::Concept(a), Proposition::Concept(b)) => vocabulary.is_a(*a, *b),
        (
            Proposition::Above { scalar: a, limit: high, strict: a_strict },
            Proposition::Above { scalar: b, limit: low, strict: b_strict },
        ) => {
            let ordered = a == b || vocabulary.scalar(*a).at_most.contains(b);
            ordered && (high > low || (high == low && (*a_strict || !b_strict)))
        }
        _ => false,
    }
}

/// Numbers the connected parts of the graph of all constraints.
fn components(above: &[Bits], excludes: &[Bits]) -> Vec<usize> {
    let mut component: Vec<usize> = (0..above.len()).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (at, (above, excludes)) in above.iter().zip(excludes).enumerate() {
            for other in above.iter().chain(excludes.iter()) {
                let (Some(a), Some(b)) = (component.get(at).copied(), component.get(other).copied()) else { continue };
                if a != b {
                    let (low, high) = (a.min(b), a.max(b));
                    component.iter_mut().filter(|one| **one == high).for_each(|one| *one = low);
                    changed = true;
                }
            }
        }
    }
    component
}
