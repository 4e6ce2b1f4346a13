//! What to ask where a verdict is undetermined (semantics §5): exactly the propositions that can still change it.

use crate::logic::View;
use crate::policy::LocalId;

use super::Verdict;
use super::acting::Acting;
use super::prepare::{Checker, PreparedRule, Refusal};
use super::propositions::Proposition;

/// A proposition that can still change the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// `manner.fully-automated`, `monthly-active-users > 700000000`.
    pub proposition: String,
    /// The question to a person.
    pub ask: String,
    /// The rules that hang on it.
    pub decides: Vec<Acting>,
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
        let prepared = self.prepared;
        let open: Vec<&PreparedRule> = prepared.rules.iter().filter(|rule| rule.program.value(&view).is_open()).collect();
        let is_live = |at: usize| open.iter().any(|rule| rule.program.mentions(at));
        // An abstract concept is asked about through its children.
        let is_asked = |at: usize| !prepared.gamma.is_abstract(at) && (is_live(at) || prepared.gamma.abstracts_above(at).any(is_live));
        let is_open = |at: &usize| view.is_open(*at);
        let asked: Vec<usize> = (0..prepared.propositions.len()).filter(is_open).filter(|at| is_asked(*at)).collect();
        let essential: Vec<usize> = asked.into_iter().filter(|at| self.can_change(*at, &open)).collect();
        let mut ranked: Vec<(usize, usize, std::cmp::Reverse<usize>, Question)> = Vec::new();
        for at in essential {
            let question = self.question(at, &open);
            let settling = [true, false].into_iter().filter(|answer| self.settles(at, *answer, &view)).count();
            let addressee = ["operator", "licensor", "counsel"].iter().position(|one| *one == question.to).unwrap_or_default();
            ranked.push((addressee, 2 - settling, std::cmp::Reverse(question.decides.len()), question));
        }
        ranked.sort_by_key(|(addressee, unsettling, hanging, _)| (*addressee, *unsettling, *hanging));
        ranked.into_iter().map(|(.., question)| question).collect()
    }

    fn settles(&mut self, at: usize, answer: bool, view: &View) -> bool {
        let mut answered = view.clone();
        self.prepared.gamma.fix(at, answer, &mut answered);
        self.prepared.decide(&answered, &mut self.scratch, &mut self.exact) != Verdict::Undetermined
    }

    fn question(&self, at: usize, open: &[&PreparedRule]) -> Question {
        let policy = &self.prepared.policy;
        let (ask, to) = match self.prepared.proposition(at) {
            Proposition::Concept(concept) => {
                let concept = policy.vocabulary().concept(concept);
                (concept.ask().to_owned(), if concept.is_judgement() { "counsel" } else { "operator" }.to_owned())
            }
            Proposition::Local(local) => {
                policy.propositions().find(LocalId::at(local)).map(|local| (local.ask.clone(), local.to.clone())).unwrap_or_default()
            }
            Proposition::Above { scalar, cut } => {
                let scalar = policy.vocabulary().scalar(scalar);
                let bound = if cut.strict { "more than" } else { "at least" };
                (format!("{} Is it {bound} {} {}?", scalar.ask(), cut.limit, scalar.unit()), "operator".to_owned())
            }
        };
        let hanging = open.iter().filter(|rule| rule.program.mentions(at));
        let mut decides: Vec<Acting> = hanging.flat_map(|rule| self.decided(rule.refusal, at)).collect();
        decides.sort();
        decides.dedup();
        Question { proposition: self.prepared.proposition_text(self.prepared.proposition(at)), ask, decides, to }
    }

    /// What people cite of a rule for a proposition in it: the limits that it occurs in, else the grants.
    fn decided(&self, refusal: Refusal, at: usize) -> Vec<Acting> {
        match refusal {
            Refusal::Prohibition(rule) => vec![Acting::Prohibition(rule)],
            Refusal::Ungranted(group) if self.prepared.group(group).grants.is_empty() => self.ungranted_actions(group, false),
            Refusal::Ungranted(group) => {
                let live = self.live(&self.prepared.group(group).grants);
                let mentions = |grant: &usize| self.prepared.grants.get(*grant).is_some_and(|grant| grant.condition.mentions(at));
                let grants: Vec<usize> = live.iter().copied().filter(mentions).collect();
                self.prepared.acting_for(if grants.is_empty() { &live } else { &grants }, false, |limit| limit.mentions(at))
            }
        }
    }
}
