//! How a number is compared with a limit.

use serde::{Deserialize, Serialize};

use super::Number;

/// How a scalar is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// `>`
    MoreThan,
    /// `>=`
    AtLeast,
    /// `<`
    LessThan,
    /// `<=`
    AtMost,
}

impl Comparison {
    /// `>`, `>=`, `<`, `<=`.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::MoreThan => ">",
            Comparison::AtLeast => ">=",
            Comparison::LessThan => "<",
            Comparison::AtMost => "<=",
        }
    }

    /// Whether it has the same answer for every number that is not negative, as `less than 0` and `at least 0` have. No scalar is negative.
    pub fn is_constant(self, limit: Number) -> bool {
        match self {
            Comparison::LessThan | Comparison::AtLeast => limit <= Number::default(),
            Comparison::MoreThan | Comparison::AtMost => limit < Number::default(),
        }
    }

    /// The comparison that a sign stands for.
    pub fn from_sign(sign: &str) -> Option<Comparison> {
        [Comparison::MoreThan, Comparison::AtLeast, Comparison::LessThan, Comparison::AtMost].into_iter().find(|one| one.sign() == sign)
    }
}
