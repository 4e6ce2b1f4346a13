//! What to ask where a verdict is undetermined (semantics §5): exactly the propositions that can still change it.

use crate::logic::{Exact, Formula, Literal, View};
use crate::policy::Condition;

use super::Verdict;
use super::explain::Clause;
use super::prepare::{Checker, Prepared, Proposition, RuleRef};

/// A proposition that can still change the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// `manner.fully-automated`, `monthly-active-users > 700000000`.
    pub proposition: String,
    /// The question to a person.
    pub ask: String,
    /// The rules that hang on it.
    pub decides: Vec<Clause>,
    /// Who can answer: `operator`, `counsel` or `licensor`.
    pub to: String,
}

impl Checker<'_> {
    /// The propositions that can still change the verdict, the best to ask first.
    ///
    /// A proposition can change it where two completions that differ in it alone come out differently. The best is one where an answer settles
    /// the verdict, then one on which more rules hang; what only counsel or the licensor can say comes last.
    pub(super) fn questions(&mut self) -> Vec<Question> {
        let view = self.situation.view.clone();
        let mut twins = Twins::new(self.prepared);
        let is_live = |at: usize| {
            self.prepared
                .rules
                .iter()
                .any(|rule| rule.program.value(&view).is_open() && (rule.program.positive.has(at) || rule.program.negative.has(at)))
        };
        // A group is asked about through its children.
        let is_asked = |at: usize| is_live(at) || self.prepared.groups_above(at).any(is_live);
        let is_open = |at: &usize| view.can.has(*at) && !view.must.has(*at) && is_asked(*at) && !self.prepared.is_group(*at);
        let open: Vec<usize> = (0..self.prepared.propositions.len()).filter(is_open).collect();
        let essential: Vec<usize> = open.into_iter().filter(|at| twins.differ_by(*at, &view, self.prepared)).collect();
        let mut ranked: Vec<(usize, usize, std::cmp::Reverse<usize>, Question)> = Vec::new();
        for at in essential {
            let question = self.question(at, &view);
            let settling = [true, false].into_iter().filter(|answer| self.settles(at, *answer, &view)).count();
            let addressee = ["operator", "licensor", "counsel"].iter().position(|one| *one == question.to).unwrap_or_default();
            ranked.push((addressee, 2 - settling, std::cmp::Reverse(question.decides.len()), question));
        }
        ranked.sort_by_key(|(addressee, unsettling, hanging, _)| (*addressee, *unsettling, *hanging));
        ranked.into_iter().map(|(.., question)| question).collect()
    }

    fn settles(&mut self, at: usize, answer: bool, view: &View) -> bool {
        let mut answered = view.clone();
        let gamma = &self.prepared.gamma;
        if answer {
            answered.must.insert(at);
            gamma.above.get(at).into_iter().for_each(|above| answered.must.add(above));
            gamma.excludes.get(at).into_iter().for_each(|excluded| answered.can.subtract(excluded));
        } else {
            answered.can.remove(at);
            gamma.below.get(at).into_iter().for_each(|below| answered.can.subtract(below));
        }
        self.prepared.decide(&answered, &mut self.scratch, &mut self.exact) != Verdict::Undetermined
    }

    fn question(&self, at: usize, view: &View) -> Question {
        let policy = &self.prepared.policy;
        let (ask, to) = match self.prepared.proposition(at) {
            Proposition::Concept(concept) => {
                let concept = policy.vocabulary.concept(concept);
                (concept.ask.clone(), if concept.judgement { "counsel" } else { "operator" }.to_owned())
            }
            Proposition::Local(local) => {
                policy.propositions.get(local).map(|local| (local.ask.clone(), local.to.clone())).unwrap_or_default()
            }
            Proposition::Above { scalar, limit, strict } => {
                let scalar = policy.vocabulary.scalar(scalar);
                let bound = if strict { "more than" } else { "at least" };
                (format!("{} Is it {bound} {limit} {}?", scalar.ask, scalar.unit), "operator".to_owned())
            }
        };
        let hangs = |rule: &&super::prepare::PreparedRule| {
            rule.program.value(view).is_open() && (rule.program.positive.has(at) || rule.program.negative.has(at))
        };
        let mut decides: Vec<Clause> = self.prepared.rules.iter().filter(hangs).flat_map(|rule| self.decided(&rule.rule, at)).collect();
        decides.sort();
        decides.dedup();
        Question { proposition: self.proposition_text(at), ask, decides, to }
    }

    /// The clauses of a rule that a proposition occurs in.
    fn decided(&self, rule: &RuleRef, at: usize) -> Vec<Clause> {
        match rule {
            RuleRef::Prohibition(rule) => vec![Clause::Prohibition(*rule)],
            RuleRef::Ungranted(group) => {
                let group = self.prepared.group(*group);
                let policy = &self.prepared.policy;
                let mut clauses = Vec::new();
                for (grant_at, grant) in group.grants.iter().filter_map(|at| Some((*at, policy.grants.get(*at)?))) {
                    let mut limits = Vec::new();
                    grant.condition.visit(&mut |part| {
                        if let Condition::Not(inner, Some(crate::policy::Lifts::Limit(id))) = part
                            && self.prepared.mentions(inner, at)
                        {
                            limits.extend(policy.limits.iter().position(|limit| limit.cited.id == *id).map(Clause::Limit));
                        }
                    });
                    if limits.is_empty() { clauses.push(Clause::Grant(grant_at)) } else { clauses.extend(limits) }
                }
                clauses
            }
        }
    }
}

impl Prepared {
    fn is_group(&self, at: usize) -> bool {
        self.gamma.grounded.iter().any(|(group, _)| *group == at)
    }

    /// The abstract propositions that one falls under.
    fn groups_above(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.gamma
            .grounded
            .iter()
            .map(|(group, _)| *group)
            .filter(move |group| self.gamma.above.get(at).is_some_and(|above| above.has(*group)))
    }
}

/// Two copies of the policy in one solver, to find completions that differ in one proposition and in the outcome.
struct Twins {
    solver: Exact,
    same: Vec<Literal>,
    differ: Literal,
    count: usize,
}

impl Twins {
    fn new(prepared: &Prepared) -> Twins {
        let count = prepared.propositions.len();
        let mut solver = Exact::new(2 * count);
        prepared.gamma.require_at(&mut solver, 0);
        prepared.gamma.require_at(&mut solver, count);
        let refused = |solver: &mut Exact, by: usize| {
            let rules = prepared.rules.iter().map(|rule| rule.formula.shifted(by));
            let any = Formula::Any(rules.collect());
            solver.name(&any)
        };
        let (one, other) = (refused(&mut solver, 0), refused(&mut solver, count));
        let differ = unequal(&mut solver, one, other);
        let same = (0..count).map(|at| {
            let (one, other) = (solver.proposition(at), solver.proposition(at + count));
            !unequal(&mut solver, one, other)
        });
        let same = same.collect();
        Twins { solver, same, differ, count }
    }

    fn differ_by(&mut self, at: usize, view: &View, prepared: &Prepared) -> bool {
        let mut both = View::open(2 * self.count);
        for known in (0..self.count).filter(|known| view.must.has(*known) || !view.can.has(*known)) {
            for twin in [known, known + self.count] {
                if view.must.has(known) { both.must.insert(twin) } else { both.can.remove(twin) }
            }
        }
        let mut wanted = vec![self.differ, self.solver.proposition(at), !self.solver.proposition(at + self.count)];
        let may_differ = |other: usize| other == at || prepared.groups_above(at).any(|group| group == other);
        wanted.extend(self.same.iter().enumerate().filter(|(other, _)| !may_differ(*other)).map(|(_, same)| *same));
        self.solver.has_world(&both, &wanted)
    }
}

fn unequal(solver: &mut Exact, one: Literal, other: Literal) -> Literal {
    let (first, second) = (solver.all(&[one, !other]), solver.all(&[!one, other]));
    solver.any(&[first, second])
}
