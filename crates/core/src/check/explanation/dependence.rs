//! All that an answer depends on, as words: uses of equal words have equal answers.
//!
//! What the bounds of rules, duties and grants say is written out, a bit each. Of the propositions only those count that something left open looks at:
//! the rest has settled what it settles. Γ ties propositions in pairs, and what is known is closed under these ties; so what the open formulas don't
//! look at can be left out, but for children of abstract propositions, of which one may be needed.

use crate::base::Table;
use crate::logic::Bits;
use crate::policy::{DutyId, GrantId};
use crate::vocabulary::ConceptId;

use super::super::answer::Verdict;
use super::super::prepared::{Prepared, Proposition, Refusal};
use super::super::situation::Situation;

/// Finds out what answers under one policy depend on.
#[derive(Debug)]
pub(super) struct Dependence {
    /// What each rule looks at, with the grants and limits that are cited for it.
    rules: Vec<Bits>,
    /// What the trigger and the performance of each duty look at.
    duties: Table<DutyId, [Bits; 2]>,
    grants: Table<GrantId, Bits>,
    /// The rules that are prohibitions.
    prohibitions: Bits,
    /// Of the use at hand: rules and duties that may act, rules left open, rules that act for sure.
    candidates: Bits,
    candidate_duties: Bits,
    open: Bits,
    acting: Bits,
    /// Grants that give something that is done.
    giving: Bits,
    /// What else is looked at.
    mask: Bits,
    words: Vec<u64>,
}

impl Dependence {
    /// For one policy.
    pub(super) fn new(prepared: &Prepared) -> Dependence {
        let (rules, duties) = (Bits::new(prepared.rules.len()), Bits::new(prepared.duties.len()));
        let mut prohibitions = rules.clone();
        prepared.rules.iter().enumerate().filter(|(_, rule)| rule.prohibits()).for_each(|(at, _)| prohibitions.insert(at));
        Dependence {
            rules: (0..prepared.rules.len()).map(|rule| of_rule(prepared, rule)).collect(),
            duties: prepared.duties.map(|duty| [&duty.due, &duty.performed].map(|program| with_children(prepared, program.propositions()))),
            grants: prepared.grants.map(|grant| with_children(prepared, grant.condition.propositions())),
            prohibitions,
            candidates: rules.clone(),
            candidate_duties: duties,
            open: rules.clone(),
            acting: rules,
            giving: Bits::new(prepared.grants.len()),
            mask: prepared.no_propositions(),
            words: Vec::new(),
        }
    }

    /// What the answer on a use depends on; `None` where a group must hold, and may by any of its children: that ties propositions that nothing looks
    /// at.
    pub(super) fn words(&mut self, prepared: &Prepared, situation: &Situation) -> Option<&[u64]> {
        if prepared.gamma.needs_child(&situation.known) {
            return None;
        }
        self.mask.clear();
        self.words.clear();
        self.take_rules(prepared, situation);
        if self.acting.is_empty() {
            self.take_duties(prepared, situation);
            if self.open.is_empty() {
                self.take_grants(prepared, situation);
            }
        }
        let asks = self.acting.is_empty() && !self.open.is_empty();
        for at in 0..prepared.propositions.len().div_ceil(64) {
            let mask = self.mask.word(at);
            self.words.extend([&situation.known.must, &situation.known.can].map(|known| known.word(at) & mask));
            self.words.extend(asks.then(|| situation.left_open().word(at) & mask));
        }
        Some(&self.words)
    }

    /// Whether an answer of this verdict depends on no more: which grants permit a use is looked at only where no rule is open.
    pub(super) fn is_all(&self, verdict: Verdict) -> bool {
        verdict != Verdict::Permitted || self.open.is_empty()
    }

    /// Takes the rules that are open or act, with what they look at. Where a prohibition acts, missing grants are beside the point.
    fn take_rules(&mut self, prepared: &Prepared, situation: &Situation) {
        let Dependence { rules, prohibitions, candidates, open, acting, mask, words, .. } = self;
        open.clear();
        acting.clear();
        prepared.guards.candidates(&situation.known.can, candidates);
        for at in candidates.iter() {
            let bounds = prepared.rule(at).program.bounds(&situation.known);
            match bounds.is_open() {
                true => open.insert(at),
                false if bounds.must => acting.insert(at),
                false => {}
            }
        }
        let is_prohibited = acting.meets(prohibitions);
        if is_prohibited {
            open.keep(prohibitions);
            acting.keep(prohibitions);
        }
        let looking = open.iter().chain(acting.iter().filter(|_| !is_prohibited));
        looking.filter_map(|at| rules.get(at)).for_each(|own| mask.add(own));
        for at in 0..prepared.rules.len().div_ceil(64) {
            words.extend([open.word(at), acting.word(at)]);
        }
    }

    /// Takes what the bounds of the duties say, with what those look at that are open.
    fn take_duties(&mut self, prepared: &Prepared, situation: &Situation) {
        let Dependence { duties, candidate_duties, mask, words, .. } = self;
        prepared.duty_guards.candidates(&situation.known.can, candidate_duties);
        let mut bits = Packed::new(words);
        for at in 0..prepared.duties.len() {
            let due = candidate_duties.has(at).then(|| prepared.duties.get(DutyId::at(at)).due.bounds(&situation.known));
            let Some(due) = due.filter(|due| due.can) else {
                bits.push(false);
                continue;
            };
            let performed = prepared.duties.get(DutyId::at(at)).performed.bounds(&situation.known);
            [true, due.must, performed.must, performed.can].into_iter().for_each(|bit| bits.push(bit));
            let looked_at = duties.get(DutyId::at(at)).iter().zip([due, performed]).filter(|(_, bounds)| bounds.is_open());
            looked_at.for_each(|(own, _)| mask.add(own));
        }
        bits.end();
    }

    /// Takes which grants give what is done. Where none of a group does by itself, it takes several that are open.
    fn take_grants(&mut self, prepared: &Prepared, situation: &Situation) {
        let Dependence { grants, giving, mask, words, .. } = self;
        let mut bits = Packed::new(words);
        giving.clear();
        for (at, grant) in prepared.grants.entries() {
            let gives =
                grant.condition.bounds(&situation.known).must && situation.holds.iter().any(|(held, _)| grant.actions.has(held.index()));
            bits.push(gives);
            if gives {
                giving.insert(at.index());
            }
        }
        for group in prepared.groups.iter().filter(|group| !group.grants.iter().any(|at| giving.has(at.index()))) {
            let is_done = |action: &ConceptId| prepared.place(Proposition::Concept(*action)).is_some_and(|at| situation.known.must.has(at));
            let is_done = group.actions.iter().any(is_done);
            bits.push(is_done);
            for at in group.grants.iter().filter(|_| is_done) {
                let bounds = prepared.grants.get(*at).condition.bounds(&situation.known);
                bits.push(bounds.can);
                bits.push(bounds.must);
                mask.add(grants.get(*at));
            }
        }
        bits.end();
    }
}

/// Bits added to words, 64 to one.
struct Packed<'w> {
    words: &'w mut Vec<u64>,
    /// The word in the making, with a one above the bits that it has.
    last: u64,
}

impl<'w> Packed<'w> {
    fn new(words: &'w mut Vec<u64>) -> Packed<'w> {
        Packed { words, last: 1 }
    }

    fn push(&mut self, bit: bool) {
        self.last = self.last << 1 | u64::from(bit);
        if self.last >> 63 == 1 {
            self.words.push(std::mem::replace(&mut self.last, 1));
        }
    }

    fn end(self) {
        self.words.push(self.last);
    }
}

/// What a rule looks at: the propositions of its formula, and of the grants and limits that are cited for it.
fn of_rule(prepared: &Prepared, rule: usize) -> Bits {
    let mut found: Vec<usize> = prepared.rule(rule).program.propositions().collect();
    match prepared.rule(rule).refusal {
        Refusal::Prohibition(_) => {}
        Refusal::Ungranted(group) => {
            let group = prepared.group(group);
            found.extend(group.actions.iter().filter_map(|action| prepared.place(Proposition::Concept(*action))));
            for grant in group.grants.iter().map(|at| prepared.grants.get(*at)) {
                found.extend(grant.condition.propositions());
                found.extend(grant.limits.iter().flat_map(|(_, limit)| limit.propositions()));
            }
        }
    }
    with_children(prepared, found.into_iter())
}

/// Propositions, and the children of abstract ones among them.
fn with_children(prepared: &Prepared, propositions: impl Iterator<Item = usize>) -> Bits {
    let mut all = prepared.no_propositions();
    let mut found: Vec<usize> = propositions.collect();
    while let Some(at) = found.pop() {
        if !all.has(at) {
            all.insert(at);
            found.extend(prepared.gamma.children(at).into_iter().flat_map(Bits::iter));
        }
    }
    all
}
