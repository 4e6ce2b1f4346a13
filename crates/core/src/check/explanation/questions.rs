//! What to ask where a verdict is undetermined (semantics §5): exactly the propositions that can still change it.

use std::cmp::Reverse;

use crate::logic::{Bits, Known};
use crate::policy::GrantId;

use super::super::answer::Verdict;
use super::super::decision::{Columns, decide, parts};
use super::super::prepared::{Proposition, Refusal};
use super::Explaining;
use super::cited::CitedRule;
use super::facts::About;

/// A proposition that can still change the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked about.
    pub about: About,
    /// The rules that hang on it.
    pub decides: Vec<CitedRule>,
    /// Who can answer.
    pub to: Addressee,
    /// Whether it matters only once others are answered in a way that settles nothing.
    pub is_follow_up: bool,
}

/// Who can answer a question; who is asked first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressee {
    /// Whoever makes the use.
    Operator,
    /// Who gives the license.
    Licensor,
    /// A lawyer: no fact settles it.
    Counsel,
}

/// The most open propositions of rules that hang together of which it is found out, one by one, whether they can change the verdict. Each takes
/// time that grows with all of them.
const MOST_ASKED: usize = 1_000;
/// The most of them in all, times the open rules: each is tried against all of these, and all together are to take a second.
const MOST_TRIED: usize = 500_000;

/// What one more question costs, beside its rank among up to so many.
const ONE: u32 = 10_000;

/// What no question can bring about costs this.
const NEVER: u32 = u32::MAX / 2;

impl Explaining<'_> {
    /// The propositions that can still change the verdict, the best to ask first, follow-ups last.
    ///
    /// A proposition can change it where two completions that differ in it alone come out differently. The best is one where an answer settles
    /// the verdict, then one that something stated leaves open, then one on which more rules hang; what only counsel or the licensor can say comes
    /// last. It is a follow-up where each open rule that it is in may fail by the answers to others: whether somebody can appeal matters only where
    /// something is decided over people.
    pub(super) fn questions(&mut self) -> Vec<Question> {
        let (prepared, known) = (self.prepared, &self.situation.known);
        let open: Vec<usize> = (0..prepared.rules.len()).filter(|at| prepared.rule(*at).program.bounds(known).is_open()).collect();
        let mut asked: Vec<(usize, usize)> = self.changing(&open);
        asked.sort_unstable();
        let mut ranked: Vec<_> = asked
            .into_iter()
            .map(|(at, settling)| {
                let question = self.question(at, &open);
                let is_far = !self.situation.is_left_open(at);
                ((question.to, 2 - settling, is_far, Reverse(question.decides.len()), at), question)
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let order: Vec<usize> = ranked.iter().map(|((.., at), _)| *at).collect();
        let asked_first = self.asked_first(&order, &open);
        let mut questions: Vec<Question> =
            ranked.into_iter().map(|((.., at), question)| Question { is_follow_up: !asked_first.has(at), ..question }).collect();
        questions.sort_by_key(|question| question.is_follow_up);
        questions
    }

    /// Of propositions in the order of their rank, those by the answers to which all open rules may fail: as few as can be for each rule.
    fn asked_first(&self, order: &[usize], open: &[usize]) -> Bits {
        let (prepared, known) = (self.prepared, &self.situation.known);
        let mut first = prepared.no_propositions();
        let mut rank = vec![None; prepared.propositions.len()];
        order.iter().zip(0..).for_each(|(at, place)| rank.get_mut(*at).into_iter().for_each(|rank| *rank = Some(place)));
        let mut mentioned = prepared.no_propositions();
        for rule in open.iter().map(|at| prepared.rule(*at)) {
            let own: Vec<usize> = order.iter().copied().filter(|at| rule.program.mentions(*at)).collect();
            own.iter().for_each(|at| mentioned.insert(*at));
            let cost = |at: usize, negated: bool| match (known.settles(at), rank.get(at).copied().flatten()) {
                (Some(holds), _) if holds == negated => 0,
                (Some(_), _) => NEVER,
                (None, _) if first.has(at) => 0,
                // Which modules are chosen is one question, and on the label.
                (None, Some(rank)) if self.is_module(at) => rank,
                (None, Some(rank)) => ONE + rank,
                (None, None) => NEVER,
            };
            let failing = rule.program.guard(&cost).unwrap_or_default();
            let can_fail = !failing.is_empty() && failing.iter().all(|(at, negated)| cost(*at, *negated) < NEVER);
            let needed: Vec<usize> = match can_fail {
                true => failing.into_iter().map(|(at, _)| at).filter(|at| known.is_open(*at)).collect(),
                false => own,
            };
            needed.into_iter().for_each(|at| first.insert(at));
        }
        // A child of an abstract concept stands for its parent, which the rules mention.
        order.iter().filter(|at| !mentioned.has(**at)).for_each(|at| first.insert(*at));
        first
    }

    fn is_module(&self, at: usize) -> bool {
        match self.prepared.proposition(at) {
            Proposition::Local(local) => self.prepared.policy.propositions().get(local).module().is_some(),
            Proposition::Concept(_) | Proposition::Above { .. } => false,
        }
    }

    /// The propositions that can change the verdict, each with the number of answers that settle it; rules that hang together are looked at
    /// together.
    fn changing(&mut self, open: &[usize]) -> Vec<(usize, usize)> {
        let (prepared, known) = (self.prepared, &self.situation.known);
        let programs: Vec<_> = open.iter().map(|at| &prepared.rule(*at).program).collect();
        let parts: Vec<Vec<usize>> = parts(prepared, known, &programs)
            .into_iter()
            .map(|part| part.iter().filter_map(|at| open.get(*at).copied()).collect())
            .collect();
        let tables: Vec<Option<(Vec<usize>, Columns)>> = parts
            .iter()
            .map(|rules| self.decision.oracle.refusals(prepared, known, rules).map(|(variables, columns)| (variables.to_vec(), columns)))
            .collect();
        let refuses: Vec<bool> = tables.iter().map(|table| table.as_ref().is_none_or(|(_, columns)| columns.outcomes(None).1)).collect();
        let (mut found, mut tried) = (Vec::new(), 0);
        for (part, (rules, table)) in parts.iter().zip(&tables).enumerate() {
            let others_refuse = refuses.iter().enumerate().any(|(other, refuses)| other != part && *refuses);
            match table {
                Some((variables, columns)) => {
                    let changing = variables.iter().enumerate().filter(|(slot, _)| columns.hang_on(*slot));
                    found.extend(changing.map(|(slot, at)| (*at, settling_answers(columns, slot, others_refuse))));
                }
                None => {
                    let asked = self.asked_of(rules);
                    tried += asked.len() * open.len();
                    if asked.len() > MOST_ASKED || tried > MOST_TRIED {
                        self.decision.oracle.give_up();
                        return Vec::new();
                    }
                    found.extend(self.changing_one_by_one(asked));
                }
            }
        }
        found
    }

    /// The open propositions on which some of these rules may depend.
    fn asked_of(&self, rules: &[usize]) -> Vec<usize> {
        let (prepared, known) = (self.prepared, &self.situation.known);
        let gamma = &prepared.gamma;
        let is_live = |at: usize| rules.iter().any(|rule| prepared.rule(*rule).program.mentions(at));
        // An abstract concept is asked about through its children.
        let is_asked = |at: &usize| !gamma.is_abstract.has(*at) && (is_live(*at) || gamma.abstracts_above(*at).any(is_live));
        (0..prepared.propositions.len()).filter(|at| known.is_open(*at)).filter(is_asked).collect()
    }

    /// [`Explaining::changing`] where too much is open for a table.
    fn changing_one_by_one(&mut self, asked: Vec<usize>) -> Vec<(usize, usize)> {
        let (prepared, known) = (self.prepared, &self.situation.known);
        let changing = asked.into_iter().filter(|at| self.decision.oracle.differ_by(prepared, known, *at)).collect::<Vec<usize>>();
        changing.into_iter().map(|at| (at, [true, false].into_iter().filter(|answer| self.settles(at, *answer, known)).count())).collect()
    }

    fn settles(&mut self, at: usize, answer: bool, known: &Known) -> bool {
        let mut answered = known.clone();
        self.prepared.gamma.fix(at, answer, &mut answered);
        decide(self.prepared, &answered, &mut self.decision.rules, &mut self.decision.oracle) != Verdict::Undetermined
    }

    fn question(&self, at: usize, open: &[usize]) -> Question {
        let proposition = self.prepared.proposition(at);
        let policy = &self.prepared.policy;
        let to = match proposition {
            Proposition::Concept(concept) if policy.vocabulary().concept(concept).is_judgement() => Addressee::Counsel,
            Proposition::Concept(_) | Proposition::Above { .. } => Addressee::Operator,
            Proposition::Local(local) => match policy.propositions().get(local).to.as_str() {
                "counsel" => Addressee::Counsel,
                "operator" => Addressee::Operator,
                _ => Addressee::Licensor,
            },
        };
        let hanging = open.iter().filter(|rule| self.prepared.rule(**rule).program.mentions(at));
        let mut decides: Vec<CitedRule> = hanging.flat_map(|rule| self.decided(self.prepared.rule(*rule).refusal, at)).collect();
        decides.sort();
        decides.dedup();
        Question { about: About::of(proposition), decides, to, is_follow_up: false }
    }

    /// What people cite of a rule for a proposition in it: the limits that it occurs in, else the grants.
    fn decided(&self, refusal: Refusal, at: usize) -> Vec<CitedRule> {
        match refusal {
            Refusal::Prohibition(rule) => vec![CitedRule::Prohibition(rule)],
            Refusal::Ungranted(group) if self.prepared.group(group).grants.is_empty() => self.ungranted_actions(group, false),
            Refusal::Ungranted(group) => {
                let live = self.live(&self.prepared.group(group).grants);
                let mentions = |grant: &GrantId| self.prepared.grants.get(*grant).condition.mentions(at);
                let grants: Vec<GrantId> = live.iter().copied().filter(mentions).collect();
                self.prepared.cited_for(if grants.is_empty() { &live } else { &grants }, false, |limit| limit.mentions(at))
            }
        }
    }
}

/// How many answers about a variable settle the verdict, where rules of other parts may refuse the use or not.
fn settling_answers(columns: &Columns, slot: usize, others_refuse: bool) -> usize {
    let settles = |answer: &bool| {
        let (permits, refuses) = columns.outcomes(Some((slot, *answer)));
        !(permits && (refuses || others_refuse))
    };
    [true, false].iter().filter(|answer| settles(answer)).count()
}
