//! Why a verdict is what it is: a smallest set of facts that forces it, and the clauses that act (semantics §5).

use crate::base::Span;
use crate::logic::{Literal, View};
use crate::policy::{Comparison, Condition, Exception, Lifts};
use crate::usage::Said;
use crate::vocabulary::{Closed, ConceptId, ScalarId};

use super::prepare::{Checker, Proposition, RuleRef};
use super::questions::Question;
use super::statements::Range;
use super::{Decision, Verdict};

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The use says so.
    Stated,
    /// It follows from what the use says of another number.
    Implied,
    /// The vocabulary presumes it of a use that says nothing of it.
    Presumed,
}

/// One fact that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// `purpose.medical.advice`, `module.weapons`, `monthly-active-users > 700000000`.
    pub proposition: String,
    /// What one reads: the concept's or the scalar's phrase.
    pub phrase: String,
    /// Whether it holds.
    pub holds: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it is stated.
    pub place: Option<Span>,
    /// Why it is presumed.
    pub rule: Option<String>,
}

/// A rule that decides, that is lifted, or that is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clause {
    /// A prohibition, by its place in the policy.
    Prohibition(usize),
    /// A grant.
    Grant(usize),
    /// A limit that takes a grant away.
    Limit(usize),
    /// No grant names this action.
    NoGrant(ConceptId),
}

/// The whole answer on one use under one policy.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The verdict and the duties.
    pub decision: Decision,
    /// The rules that act in every completion of a definite verdict, or a smallest set of which one acts in each.
    pub decisive: Vec<Clause>,
    /// Rules that would act in every completion, and the exceptions that lift them, by id.
    pub lifted: Vec<(String, Vec<String>)>,
    /// A smallest set of facts that forces the verdict.
    pub because: Vec<Reason>,
    /// For an undetermined verdict, what can still change it; the best to ask first.
    pub questions: Vec<Question>,
    /// The rules that keep an undetermined verdict open.
    pub undecided: Vec<Clause>,
}

/// A fact as it fixes propositions.
#[derive(Debug, Clone)]
enum Fixed {
    Concept(ConceptId, bool),
    Place(usize, bool),
}

impl Checker<'_> {
    /// The verdict with its reasons.
    ///
    /// Errors as [`Checker::check`] does.
    pub fn explain(&mut self, described: &crate::usage::Use) -> Result<Explanation, super::Contradiction> {
        let decision = self.check(described)?;
        let is_open = decision.verdict == Verdict::Undetermined;
        Ok(Explanation {
            decisive: if is_open { Vec::new() } else { self.decisive(decision.verdict) },
            lifted: self.lifted(),
            because: if is_open { Vec::new() } else { self.because(decision.verdict) },
            questions: if is_open { self.questions() } else { Vec::new() },
            undecided: if is_open { self.undecided() } else { Vec::new() },
            decision,
        })
    }

    /// Deletion: every fact that the verdict stands without is dropped, presumptions first.
    fn because(&mut self, verdict: Verdict) -> Vec<Reason> {
        let facts = self.facts();
        let mut kept: Vec<bool> = vec![true; facts.len()];
        let mut order: Vec<usize> = (0..facts.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(facts.get(*at).map(|(_, reason)| reason.origin)));
        for at in order {
            if let Some(slot) = kept.get_mut(at) {
                *slot = false;
            }
            let view = self.view_of(facts.iter().zip(&kept).filter(|(_, kept)| **kept).map(|((fixed, _), _)| fixed));
            let still = self.prepared.decide(&view, &mut self.scratch, &mut self.exact) == verdict;
            if let Some(slot) = kept.get_mut(at) {
                *slot = !still;
            }
        }
        facts.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|((_, reason), _)| reason).collect()
    }

    fn view_of<'f>(&self, facts: impl Iterator<Item = &'f Fixed>) -> View {
        let mut view = View::open(self.prepared.propositions.len());
        let gamma = &self.prepared.gamma;
        for fact in facts {
            match fact {
                Fixed::Concept(concept, holds) => self.prepared.rows.fix(*concept, *holds, &mut view),
                Fixed::Place(place, true) => {
                    view.must.insert(*place);
                    gamma.above.get(*place).into_iter().for_each(|above| view.must.add(above));
                    gamma.excludes.get(*place).into_iter().for_each(|excluded| view.can.subtract(excluded));
                }
                Fixed::Place(place, false) => {
                    view.can.remove(*place);
                    gamma.below.get(*place).into_iter().for_each(|below| view.can.subtract(below));
                }
            }
        }
        view
    }

    /// Everything that is stated or presumed and touches a numbered proposition.
    fn facts(&self) -> Vec<(Fixed, Reason)> {
        let mut facts = Vec::new();
        self.stated_facts(&mut facts);
        self.number_facts(&mut facts);
        self.presumed_facts(&mut facts);
        facts
    }

    fn stated_facts(&self, facts: &mut Vec<(Fixed, Reason)>) {
        let policy = &self.prepared.policy;
        let vocabulary = &policy.vocabulary;
        for (concept, said, place) in &self.statements.concepts {
            let holds = match said {
                Said::Holds => true,
                Said::Fails => false,
                Said::Unknown => continue,
            };
            let concept_text = vocabulary.concept(*concept);
            facts.push((
                Fixed::Concept(*concept, holds),
                Reason {
                    proposition: concept_text.name.clone(),
                    phrase: concept_text.phrase.clone(),
                    holds,
                    origin: Origin::Stated,
                    place: *place,
                    rule: None,
                },
            ));
        }
        for (local, said, place) in &self.statements.locals {
            let (Some(at), Some(declared)) = (self.prepared.place(Proposition::Local(*local)), policy.propositions.get(*local)) else {
                continue;
            };
            if *said != Said::Unknown {
                facts.push((
                    Fixed::Place(at, *said == Said::Holds),
                    Reason {
                        proposition: declared.id.clone(),
                        phrase: String::new(),
                        holds: *said == Said::Holds,
                        origin: Origin::Stated,
                        place: *place,
                        rule: None,
                    },
                ));
            }
        }
        for (concept, _) in self.situation.holds.iter().filter(|(_, by_default)| *by_default) {
            let text = vocabulary.concept(*concept);
            let facet = &vocabulary.facet(text.facet).name;
            facts.push((
                Fixed::Concept(*concept, true),
                Reason {
                    proposition: text.name.clone(),
                    phrase: text.phrase.clone(),
                    holds: true,
                    origin: Origin::Presumed,
                    place: None,
                    rule: Some(format!("where nothing is said of {facet}")),
                },
            ));
        }
    }

    fn number_facts(&self, facts: &mut Vec<(Fixed, Reason)>) {
        let vocabulary = &self.prepared.policy.vocabulary;
        for (at, proposition) in self.prepared.propositions.iter().enumerate() {
            let Proposition::Above { scalar, limit, strict } = proposition else { continue };
            let (limit, strict) = (*limit, *strict);
            let view = &self.situation.view;
            let holds = view.must.has(at);
            if !holds && view.can.has(at) {
                continue;
            }
            let stated = self.statements.numbers.iter().find(|(said, ..)| said == scalar);
            let settles = |range: &Range| range.settles(compared(strict), limit).is_some();
            let stated = stated.filter(|(_, range, _)| settles(range));
            let origin = match stated {
                Some(_) => Origin::Stated,
                None if self.is_presumed(*scalar, at) => Origin::Presumed,
                None => Origin::Implied,
            };
            facts.push((
                Fixed::Place(at, holds),
                Reason {
                    proposition: self.proposition_text(at),
                    phrase: vocabulary.scalar(*scalar).phrase.clone(),
                    holds,
                    origin,
                    place: stated.and_then(|(.., place)| *place),
                    rule: (origin == Origin::Presumed).then(|| format!("usual for {}", vocabulary.scalar(*scalar).name)),
                },
            ));
        }
    }

    /// Whether a comparison would be open without the usual ranges.
    fn is_presumed(&self, scalar: ScalarId, at: usize) -> bool {
        let Proposition::Above { limit, strict, .. } = self.prepared.proposition(at) else { return false };
        let stated = self.prepared.rows.effective(scalar, &self.situation, false);
        stated.settles(compared(strict), limit).is_none()
    }

    fn presumed_facts(&self, facts: &mut Vec<(Fixed, Reason)>) {
        let vocabulary = &self.prepared.policy.vocabulary;
        for at in self.situation.presumed_absent.iter() {
            let Some(Proposition::Concept(concept)) = self.prepared.propositions.get(at) else { continue };
            let text = vocabulary.concept(*concept);
            let facet = vocabulary.facet(text.facet);
            let is_closed = self.statements.closed.contains(&text.facet)
                || (!self.statements.open.contains(&text.facet) && facet.closed != Closed::Never);
            let rule = if is_closed { format!("facet {} is closed", facet.name) } else { "only exceptional uses have it".to_owned() };
            facts.push((
                Fixed::Concept(*concept, false),
                Reason {
                    proposition: text.name.clone(),
                    phrase: text.phrase.clone(),
                    holds: false,
                    origin: Origin::Presumed,
                    place: None,
                    rule: Some(rule),
                },
            ));
        }
    }

    /// A numbered proposition as people and JSON name it.
    pub(super) fn proposition_text(&self, at: usize) -> String {
        let policy = &self.prepared.policy;
        match self.prepared.proposition(at) {
            Proposition::Concept(concept) => policy.vocabulary.concept(concept).name.clone(),
            Proposition::Local(local) => policy.propositions.get(local).map(|local| local.id.clone()).unwrap_or_default(),
            Proposition::Above { scalar, limit, strict } => {
                format!("{} {} {limit}", policy.vocabulary.scalar(scalar).name, if strict { ">" } else { ">=" })
            }
        }
    }

    /// The rules that act in every completion; where none does, a smallest set of which one always does.
    fn decisive(&mut self, verdict: Verdict) -> Vec<Clause> {
        if verdict == Verdict::Permitted {
            return self.acting_grants();
        }
        let wanted = |rule: &RuleRef| match rule {
            RuleRef::Prohibition(_) => verdict != Verdict::NotGranted,
            RuleRef::Ungranted(_) => verdict != Verdict::Prohibited,
        };
        let rules: Vec<usize> =
            (0..self.prepared.rules.len()).filter(|at| self.prepared.rules.get(*at).is_some_and(|rule| wanted(&rule.rule))).collect();
        let mut acting: Vec<usize> = rules.iter().copied().filter(|at| self.acts_always(*at)).collect();
        if acting.is_empty() {
            acting = self.smallest_cover(&rules);
        }
        let mut clauses: Vec<Clause> = acting.into_iter().flat_map(|at| self.clauses(at, true)).collect();
        clauses.sort();
        clauses.dedup();
        clauses
    }

    fn acts_always(&mut self, rule: usize) -> bool {
        let Some(prepared) = self.prepared.rules.get(rule) else { return false };
        let value = prepared.program.value(&self.situation.view);
        let opposite = |literal: Literal| !literal;
        value.must || (value.can && !self.has_world(&[rule], opposite))
    }

    /// Whether some completion has these rules as `turn` makes them.
    fn has_world(&mut self, rules: &[usize], turn: fn(Literal) -> Literal) -> bool {
        let exact = self.exact.get_or_insert_with(|| self.prepared.exact());
        let literals: Vec<Literal> = rules.iter().filter_map(|rule| exact.rules.get(*rule).copied()).map(turn).collect();
        exact.solver.has_world(&self.situation.view, &literals)
    }

    fn smallest_cover(&mut self, rules: &[usize]) -> Vec<usize> {
        let can_act = |at: &usize| self.prepared.rules.get(*at).is_some_and(|rule| rule.program.value(&self.situation.view).can);
        let mut cover: Vec<usize> = rules.iter().copied().filter(can_act).collect();
        for rule in cover.clone() {
            let without: Vec<usize> = cover.iter().copied().filter(|other| *other != rule).collect();
            if !self.has_world(&without, |literal| !literal) {
                cover = without;
            }
        }
        cover
    }

    /// The clauses that a rule stands for. `always`: it acts in every completion, so a limit is named where it holds; else where it may.
    fn clauses(&self, rule: usize, always: bool) -> Vec<Clause> {
        let policy = &self.prepared.policy;
        let group = match self.prepared.rules.get(rule).map(|rule| rule.rule) {
            None => return Vec::new(),
            Some(RuleRef::Prohibition(at)) => return vec![Clause::Prohibition(at)],
            Some(RuleRef::Ungranted(at)) => self.prepared.group(at),
        };
        if group.grants.is_empty() {
            let holds = |action: &&ConceptId| {
                self.prepared
                    .place(Proposition::Concept(**action))
                    .is_some_and(|at| if always { self.situation.view.must.has(at) } else { self.situation.view.can.has(at) })
            };
            return group.actions.iter().filter(holds).map(|action| Clause::NoGrant(*action)).collect();
        }
        let grants = group.grants.iter().filter_map(|at| Some((*at, policy.grants.get(*at)?)));
        let mut clauses = Vec::new();
        for (at, grant) in grants {
            let mut limits = Vec::new();
            grant.condition.visit(&mut |part| {
                if let Condition::Not(inner, Some(Lifts::Limit(id))) = part {
                    let value = self.value(inner);
                    let stops = if always { value.must } else { value.can };
                    let limit = policy.limits.iter().position(|limit| limit.cited.id == *id);
                    limits.extend(limit.filter(|_| stops).map(Clause::Limit));
                }
            });
            // Where the limit is what is open, the grant itself is beside the point.
            if always || limits.is_empty() {
                clauses.push(Clause::Grant(at));
            }
            clauses.extend(limits);
        }
        clauses
    }

    /// What is known of a condition, literal by literal.
    fn value(&self, condition: &Condition) -> crate::logic::Fuzzy {
        self.prepared.value(condition, &self.situation.view)
    }

    fn acting_grants(&self) -> Vec<Clause> {
        let policy = &self.prepared.policy;
        let vocabulary = &policy.vocabulary;
        let acts = |grant: &crate::policy::Grant| {
            let gives = grant.actions.iter().any(|given| self.situation.holds.iter().any(|(held, _)| vocabulary.is_a(*held, *given)));
            gives && self.value(&grant.condition).must
        };
        policy.grants.iter().enumerate().filter(|(_, grant)| acts(grant)).map(|(at, _)| Clause::Grant(at)).collect()
    }

    /// Prohibitions, limits and duties that would act but for exceptions that hold.
    fn lifted(&self) -> Vec<(String, Vec<String>)> {
        let policy = &self.prepared.policy;
        let mut lifted: Vec<(String, Vec<String>)> = Vec::new();
        let mut note = |id: &str, condition: &Condition, exceptions: &[Exception]| {
            let holds = |exception: &&Exception| self.value(&exception.condition).must;
            let mut ids: Vec<String> = exceptions.iter().filter(holds).map(|exception| exception.id.clone()).collect();
            let bare = without_branch_exceptions(condition, &|part| self.value(part).must, &mut ids);
            if !ids.is_empty() && self.value(&bare).must && !lifted.iter().any(|(known, _)| known == id) {
                lifted.push((id.to_owned(), ids));
            }
        };
        policy.prohibitions.iter().for_each(|rule| note(&rule.cited.id, &rule.condition, &rule.exceptions));
        policy.duties.iter().for_each(|duty| note(&duty.cited.id, &duty.trigger, &duty.exceptions));
        for grant in &policy.grants {
            grant.condition.visit(&mut |part| {
                if let Condition::Not(limit, Some(Lifts::Limit(id))) = part {
                    note(id, limit, &[]);
                }
            });
        }
        lifted
    }

    fn undecided(&mut self) -> Vec<Clause> {
        let rules: Vec<usize> = (0..self.prepared.rules.len())
            .filter(|at| self.prepared.rules.get(*at).is_some_and(|rule| rule.program.value(&self.situation.view).is_open()))
            .collect();
        let open: Vec<usize> = rules.into_iter().filter(|at| self.has_world(&[*at], |literal| literal) && !self.acts_always(*at)).collect();
        let mut clauses: Vec<Clause> = open.into_iter().flat_map(|at| self.clauses(at, false)).collect();
        clauses.sort();
        clauses.dedup();
        clauses
    }
}

fn compared(strict: bool) -> Comparison {
    if strict { Comparison::MoreThan } else { Comparison::AtLeast }
}

/// The condition as if the exceptions of its branches were not there; those of them that lift go to `lifting`.
fn without_branch_exceptions(condition: &Condition, lifts: &impl Fn(&Condition) -> bool, lifting: &mut Vec<String>) -> Condition {
    let mut inside = |parts: &[Condition]| parts.iter().map(|part| without_branch_exceptions(part, lifts, lifting)).collect();
    match condition {
        Condition::All(parts) => Condition::All(inside(parts)),
        Condition::Any(parts) => Condition::Any(inside(parts)),
        Condition::Not(exception, Some(Lifts::Exception(id))) => {
            if lifts(exception) {
                lifting.push(id.clone());
            }
            Condition::always()
        }
        Condition::Not(..) | Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => condition.clone(),
    }
}
