//! Boolean formulas over propositions.

use serde::{Deserialize, Serialize};

use crate::base::{Comparison, Number};
use crate::vocabulary::{ConceptId, ScalarId};

use super::{Exception, LimitId, LocalId};

/// A boolean formula over propositions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Condition {
    /// All of these; of none, true.
    All(Vec<Condition>),
    /// One of these; of none, false.
    Any(Vec<Condition>),
    /// A negation, and which exception or limit it stands for, if any.
    Not(Box<Condition>, Option<Lifts>),
    /// The use has the concept.
    Is(ConceptId),
    /// A proposition of the policy's own.
    Local(LocalId),
    /// The scalar compared with the number.
    Compare(ScalarId, Comparison, Number),
}

/// What a negated part of a condition stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lifts {
    /// The exception with that id, which lifts its branch.
    Exception(String),
    /// The limit takes the grant away.
    Limit(LimitId),
}

impl Condition {
    /// The condition that always holds.
    pub fn always() -> Condition {
        Condition::All(Vec::new())
    }

    /// It, where none of these exceptions holds.
    pub fn unless(self, exceptions: &[Exception]) -> Condition {
        exceptions.iter().fold(self, |all, exception| all.and(Condition::Not(Box::new(exception.condition.clone()), None)))
    }

    /// Both; nested conjunctions are flattened, and what always holds is left out.
    pub fn and(self, other: Condition) -> Condition {
        let parts = |condition| match condition {
            Condition::All(parts) => parts,
            single => vec![single],
        };
        let mut all = parts(self);
        all.extend(parts(other));
        if all.len() == 1 { all.remove(0) } else { Condition::All(all) }
    }

    /// It, where some concepts are known to hold or to fail.
    pub fn settled(&self, known: &impl Fn(ConceptId) -> Option<bool>) -> Condition {
        let all = |parts: &[Condition]| parts.iter().map(|part| part.settled(known)).collect();
        match self {
            Condition::Is(concept) => match known(*concept) {
                Some(true) => Condition::always(),
                Some(false) => Condition::Any(Vec::new()),
                None => self.clone(),
            },
            Condition::All(parts) => Condition::All(all(parts)),
            Condition::Any(parts) => Condition::Any(all(parts)),
            Condition::Not(part, lifts) => Condition::Not(Box::new(part.settled(known)), lifts.clone()),
            Condition::Local(_) | Condition::Compare(..) => self.clone(),
        }
    }

    /// Its value where just these concepts hold, and all that asks for no concept is `others`.
    pub fn holds_with(&self, held: &impl Fn(ConceptId) -> bool, others: bool) -> bool {
        match self {
            Condition::Is(concept) => held(*concept),
            Condition::All(parts) => parts.iter().all(|part| part.holds_with(held, others)),
            Condition::Any(parts) => parts.iter().any(|part| part.holds_with(held, others)),
            Condition::Not(part, _) => !part.holds_with(held, others),
            Condition::Local(_) | Condition::Compare(..) => others,
        }
    }

    /// Every condition in this one, itself first.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Condition)) {
        see(self);
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.visit(see)),
            Condition::Not(part, _) => part.visit(see),
            Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => {}
        }
    }
}
