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

    /// The opposite.
    pub fn negated(self) -> Formula {
        match self {
            Formula::Not(inner) => *inner,
            other => Formula::Not(Box::new(other)),
        }
    }
}

/// What is known of each proposition: `must` hold, `can` hold. What must also can.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Known {
    /// Hold in every completion.
    pub must: Bits,
    /// Hold in some completion, as far as is known.
    pub can: Bits,
}

impl Known {
    /// Nothing known of `bound` propositions.
    pub fn open(bound: usize) -> Known {
        Known { must: Bits::new(bound), can: Bits::full(bound) }
    }

    /// Whether a proposition holds in every completion, or in none; `None` where it is open.
    pub fn settles(&self, at: usize) -> Option<bool> {
        if self.must.has(at) { Some(true) } else { (!self.can.has(at)).then_some(false) }
    }

    /// Whether a proposition can hold and need not.
    pub fn is_open(&self, at: usize) -> bool {
        self.can.has(at) && !self.must.has(at)
    }
}

/// The value of a formula under what is [`Known`], bounded from both sides by looking at each literal by itself.
///
/// `must` is never wrong when true, and `can` never when false; between them the truth is open until it is decided exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// It holds in every completion.
    pub must: bool,
    /// It may hold in some completion.
    pub can: bool,
}

impl Bounds {
    /// Neither sure to hold nor sure to fail.
    pub fn is_open(self) -> bool {
        self.can && !self.must
    }
}
