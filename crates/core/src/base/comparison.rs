//! How a number is compared with a limit.

use serde::{Deserialize, Serialize};

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

    /// The comparison that a sign stands for.
    pub fn from_sign(sign: &str) -> Option<Comparison> {
        [Comparison::MoreThan, Comparison::AtLeast, Comparison::LessThan, Comparison::AtMost].into_iter().find(|one| one.sign() == sign)
    }
}
