//! The verdict for one use: one pass that bounds the rules where that is exact, SAT where it is not (semantics §4).
//!
//! Looking at each literal by itself bounds every rule from both sides. Where no rule is left between the bounds, that is the answer. Where some
//! are, the bounds are reached by two real completions if no open proposition occurs both ways in those rules, and if Γ allows all of them at
//! their best together, and all at their worst. Otherwise completions at hand are looked at, and then a solver is asked.

use crate::logic::{Bits, Program, View};
use crate::usage::Use;

use super::Verdict;
use super::contradiction::{Contradiction, clash};
use super::duties::DutyState;
use super::exact::ExactPolicy;
use super::gamma::Gamma;
use super::prepare::{Checker, Prepared, Refusal};

/// The verdict on a use, with the duties that fall or may fall due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// Duties in the policy's order; none where no completion is permitted.
    pub duties: Vec<DutyState>,
}

impl Default for Answer {
    fn default() -> Answer {
        Answer { verdict: Verdict::Undetermined, duties: Vec::new() }
    }
}

/// Why there is no answer on a use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// Two of its statements can't stand together.
    Contradiction(Contradiction),
    /// The policy is a puzzle that takes more search than is allowed.
    TooHard,
}

/// Buffers for one decision.
#[derive(Debug, Clone)]
pub(super) struct Scratch {
    candidates: Bits,
    /// Rules that act in some completions, as far as each literal by itself tells.
    pub open_rules: Vec<u32>,
    pub positive: Bits,
    pub negative: Bits,
    /// Open propositions that an undetermined verdict may hang on, with what constraints tie to them.
    pub deciding: Bits,
    /// The completion that was looked at last.
    pub world: View,
    /// One in the making.
    pub plain: Bits,
}

impl Scratch {
    pub fn new(rules: usize, propositions: usize) -> Scratch {
        let bits = Bits::new(propositions);
        Scratch {
            candidates: Bits::new(rules),
            open_rules: Vec::new(),
            positive: bits.clone(),
            negative: bits.clone(),
            deciding: bits.clone(),
            world: View::default(),
            plain: bits,
        }
    }

    /// Whether the programs reach both their bounds in real completions.
    pub fn reaches_bounds<'p>(&mut self, programs: impl Iterator<Item = &'p Program>, view: &View, gamma: &Gamma) -> bool {
        self.positive.clear();
        self.negative.clear();
        for program in programs {
            self.positive.add(&program.positive);
            self.negative.add(&program.negative);
        }
        self.positive.keep_open(view);
        self.negative.keep_open(view);
        !self.positive.meets(&self.negative) && gamma.allows_both(view, &self.positive, &self.negative)
    }
}

impl Prepared {
    /// The verdict where the propositions are known as the view says.
    pub(super) fn decide(&self, view: &View, scratch: &mut Scratch, exact: &mut Option<ExactPolicy>) -> Verdict {
        let (prohibited, ungranted) = self.bounds(view, scratch);
        let open = std::mem::take(&mut scratch.open_rules);
        let verdict = self.verdict(view, (prohibited, ungranted), &open, scratch, exact);
        scratch.open_rules = open;
        verdict
    }

    /// The verdict on the completion in which these propositions hold and no other.
    pub(super) fn outcome(&self, world: &Bits, scratch: &mut Scratch) -> Verdict {
        scratch.world.must.copy_from(world);
        scratch.world.can.copy_from(world);
        let world = std::mem::take(&mut scratch.world);
        let open = std::mem::take(&mut scratch.open_rules);
        let bounds = self.bounds(&world, scratch);
        scratch.world = world;
        scratch.open_rules = open;
        match bounds {
            (true, _) => Verdict::Prohibited,
            (false, true) => Verdict::NotGranted,
            (false, false) => Verdict::Permitted,
        }
    }

    /// Whether some prohibition acts, or else some grant is missing, in all completions for sure; rules in between go to `open_rules`.
    fn bounds(&self, view: &View, scratch: &mut Scratch) -> (bool, bool) {
        scratch.candidates.clear();
        scratch.open_rules.clear();
        self.unguarded.iter().for_each(|rule| scratch.candidates.insert(*rule as usize));
        for place in view.can.shared(&self.guards) {
            let guarded = self.guarded.get(place).map_or(&[][..], Vec::as_slice);
            guarded.iter().for_each(|rule| scratch.candidates.insert(*rule as usize));
        }
        let mut ungranted = false;
        for at in scratch.candidates.iter() {
            let Some(rule) = self.rules.get(at) else { continue };
            let value = rule.program.value(view);
            match rule.refusal {
                _ if value.is_open() => scratch.open_rules.push(at as u32),
                Refusal::Prohibition(_) if value.must => return (true, ungranted),
                Refusal::Prohibition(_) => {}
                Refusal::Ungranted(_) => ungranted |= value.must,
            }
        }
        (false, ungranted)
    }

    fn verdict(
        &self,
        view: &View,
        (prohibited, ungranted): (bool, bool),
        open: &[u32],
        scratch: &mut Scratch,
        exact: &mut Option<ExactPolicy>,
    ) -> Verdict {
        let rules = || open.iter().filter_map(|at| self.rules.get(*at as usize));
        let prohibitions = || rules().filter(|rule| matches!(rule.refusal, Refusal::Prohibition(_)));
        if prohibited {
            return Verdict::Prohibited;
        }
        if ungranted {
            if prohibitions().next().is_none() {
                return Verdict::NotGranted;
            }
            if scratch.reaches_bounds(prohibitions().map(|rule| &rule.program), view, &self.gamma)
                || self.differs_plainly(view, open, |outcome| outcome == Verdict::Prohibited, scratch)
            {
                return Verdict::Refused;
            }
        } else {
            if open.is_empty() {
                return Verdict::Permitted;
            }
            if scratch.reaches_bounds(rules().map(|rule| &rule.program), view, &self.gamma)
                || self.differs_plainly(view, open, |outcome| outcome == Verdict::Permitted, scratch)
            {
                return Verdict::Undetermined;
            }
        }
        exact.get_or_insert_with(|| ExactPolicy::new(self)).verdict(view)
    }
}

impl Checker<'_> {
    /// The verdict and the duties for one use.
    ///
    /// Errors where the use contradicts itself or what the vocabulary says of its words, or where the policy is too hard.
    pub fn check(&mut self, described: &Use) -> Result<Answer, NoAnswer> {
        let mut answer = Answer::default();
        self.check_into(described, &mut answer)?;
        Ok(answer)
    }

    /// [`Checker::check`] into an answer that is used again and again: nothing is allocated once its buffers have grown, unless
    /// the solver or a completion for an open duty is needed.
    pub fn check_into(&mut self, described: &Use, answer: &mut Answer) -> Result<(), NoAnswer> {
        self.exact.iter_mut().for_each(|exact| exact.solver.refill());
        self.fill(described)?;
        answer.verdict = self.prepared.decide(&self.situation.view, &mut self.scratch, &mut self.exact);
        self.duties(answer.verdict, &mut answer.duties);
        if self.exact.as_ref().is_some_and(|exact| exact.solver.is_spent()) { Err(NoAnswer::TooHard) } else { Ok(()) }
    }

    /// Works out what is known of every proposition.
    fn fill(&mut self, described: &Use) -> Result<(), NoAnswer> {
        let prepared = self.prepared;
        prepared.lookup.bind(described, &prepared.policy, &mut self.statements);
        if prepared.rows.fill(&self.statements, &mut self.situation) {
            return Ok(());
        }
        let clash = clash(&prepared.policy, &self.statements).expect("what the planes refuse, two statements contradict");
        Err(NoAnswer::Contradiction(clash))
    }

    /// Whether a program, open for this use, surely holds in some completion and fails in another.
    pub(super) fn reaches_bounds(&mut self, program: &Program) -> bool {
        self.scratch.reaches_bounds(std::iter::once(program), &self.situation.view, &self.prepared.gamma)
    }
}
