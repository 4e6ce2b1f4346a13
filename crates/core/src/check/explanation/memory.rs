//! The questions of uses before: many uses of a registry are alike in all that their open rules look at.

use std::collections::HashMap;
use std::sync::Arc;

use crate::logic::{Bits, Known};

use super::super::prepared::{Prepared, Proposition, Refusal};
use super::super::situation::Situation;
use super::Question;

/// Questions by all that they depend on. Holds so many questions at most; when it is full, it is emptied.
#[derive(Debug, Clone)]
pub(in crate::check) struct Memory {
    kept: HashMap<Key, Arc<[Question]>>,
    room: usize,
    left: usize,
    /// By rule, the propositions that questions about it depend on, once one was open.
    looked_at: Vec<Option<Bits>>,
    /// That of the use at hand.
    key: Key,
    mask: Bits,
}

/// All that questions depend on: the rules that are open, and of the propositions that these look at what is known and what is left open. What else
/// is known has settled the other rules, and settles them whatever is answered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Key {
    rules: Vec<usize>,
    known: Known,
    left_open: Bits,
}

impl Memory {
    /// Room for so many questions.
    pub(in crate::check) fn new(room: usize) -> Memory {
        Memory { kept: HashMap::new(), room, left: room, looked_at: Vec::new(), key: Key::default(), mask: Bits::default() }
    }

    /// Gives the questions on a use with these open rules from memory, or finds them out, and keeps them if `is_sure` says so then.
    pub(super) fn questions(
        &mut self,
        prepared: &Prepared,
        situation: &Situation,
        open: &[usize],
        find_out: impl FnOnce() -> (Vec<Question>, bool),
    ) -> Arc<[Question]> {
        // A group that must hold, and may by any of its children, ties propositions that no rule looks at.
        if self.room == 0 || prepared.gamma.needs_child(&situation.known) {
            return find_out().0.into();
        }
        self.look_at(prepared, situation, open);
        if let Some(questions) = self.kept.get(&self.key) {
            return questions.clone();
        }
        let (questions, is_sure) = find_out();
        let questions: Arc<[Question]> = questions.into();
        if is_sure {
            self.keep(&questions);
        }
        questions
    }

    /// Takes the key of a use.
    fn look_at(&mut self, prepared: &Prepared, situation: &Situation, open: &[usize]) {
        let Memory { looked_at, key, mask, .. } = self;
        if looked_at.is_empty() {
            looked_at.resize(prepared.rules.len(), None);
            let none = prepared.no_propositions();
            *key = Key { known: Known { must: none.clone(), can: none.clone() }, left_open: none.clone(), ..Key::default() };
            *mask = none;
        }
        mask.clear();
        for rule in open {
            let Some(own) = looked_at.get_mut(*rule) else { continue };
            mask.add(own.get_or_insert_with(|| all_looked_at(prepared, *rule)));
        }
        key.rules.clear();
        key.rules.extend_from_slice(open);
        let masked = |kept: &mut Bits, all: &Bits| {
            kept.copy_from(all);
            kept.keep(mask);
        };
        masked(&mut key.known.must, &situation.known.must);
        masked(&mut key.known.can, &situation.known.can);
        masked(&mut key.left_open, situation.left_open());
    }

    fn keep(&mut self, questions: &Arc<[Question]>) {
        let size = 1 + questions.len();
        if size > self.left {
            self.kept.clear();
            self.left = self.room;
        }
        if size <= self.left {
            self.left -= size;
            self.kept.insert(self.key.clone(), questions.clone());
        }
    }
}

/// What a rule looks at: the propositions of its formula, of the grants and limits that are cited for it, and the children of abstract ones.
fn all_looked_at(prepared: &Prepared, rule: usize) -> Bits {
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
    let mut all = prepared.no_propositions();
    while let Some(at) = found.pop() {
        if !all.has(at) {
            all.insert(at);
            found.extend(prepared.gamma.children(at).into_iter().flat_map(Bits::iter));
        }
    }
    all
}
