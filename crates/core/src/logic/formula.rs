//! Formulas over numbered propositions, and what is known where only some propositions are.

use super::Bits;

/// A boolean formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// All of these; of none, true.
    All(Vec<Formula>),
    /// One of these; of none, false.
    Any(Vec<Formula>),
    /// The opposite.
    Not(Box<Formula>),
    /// A proposition.
    Var(usize),
}

impl Formula {
    /// What always holds.
    pub fn always() -> Formula {
        Formula::All(Vec::new())
    }

    /// What never holds.
    pub fn never() -> Formula {
        Formula::Any(Vec::new())
    }

    /// The same formula over propositions numbered `by` higher.
    pub fn shifted(&self, by: usize) -> Formula {
        match self {
            Formula::All(parts) => Formula::All(parts.iter().map(|part| part.shifted(by)).collect()),
            Formula::Any(parts) => Formula::Any(parts.iter().map(|part| part.shifted(by)).collect()),
            Formula::Not(part) => Formula::Not(Box::new(part.shifted(by))),
            Formula::Var(at) => Formula::Var(at + by),
        }
    }

    /// The opposite.
    pub fn negated(self) -> Formula {
        match self {
            Formula::Not(inner) => *inner,
            other => Formula::Not(Box::new(other)),
        }
    }
}

/// What is known of each proposition: `must` hold, `can` hold. What must also can.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Hold in every world.
    pub must: Bits,
    /// Hold in some world, as far as is known.
    pub can: Bits,
}

impl View {
    /// Nothing known of `bound` propositions.
    pub fn open(bound: usize) -> View {
        View { must: Bits::new(bound), can: Bits::full(bound) }
    }

    /// Whether a proposition can hold and need not.
    pub fn is_open(&self, at: usize) -> bool {
        self.can.has(at) && !self.must.has(at)
    }
}

/// The value of a formula under a [`View`], as far as looking at each literal by itself tells.
///
/// `must` is never wrong when true, and `can` never when false; between them the truth is open until it is decided exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fuzzy {
    /// It holds in every world.
    pub must: bool,
    /// It may hold in some world.
    pub can: bool,
}

impl Fuzzy {
    /// Neither sure to hold nor sure to fail.
    pub fn is_open(self) -> bool {
        self.can && !self.must
    }
}
