//! Checks one use after another under some policies, in any number: each as if it were the only one.

use crate::diagnostic::Diagnostics;
use crate::usage::Use;

use super::checker::Checker;
use super::explanation::Outline;
use super::many::{ChosenPolicy, Known, Names, clashing, no_answer};
use super::situation::Contradictions;

/// Policies made ready for uses that come one after another. Nothing of a use is kept but questions that others may have, too.
pub struct Each<'a> {
    policies: &'a [ChosenPolicy],
    /// None where no policy is over the whole vocabulary.
    contradictions: Option<Contradictions>,
    names: Names<'a>,
    checkers: Vec<Checker>,
    outline: Outline,
}

impl<'a> Each<'a> {
    /// One checker for each policy, in their order: clones share what is prepared, so that each thread can have its own.
    pub fn new(policies: &'a [ChosenPolicy], checkers: Vec<Checker>, known: Known<'a>) -> Each<'a> {
        let is_over = policies.iter().any(|policy| policy.is_over(known.vocabulary));
        Each {
            policies,
            contradictions: is_over.then(|| Contradictions::new(known.vocabulary.clone())),
            names: Names::new(policies, known),
            checkers,
            outline: Outline::default(),
        }
    }

    /// Gives the outline of a use under each policy, in their order. Where there is none, what is wrong is reported under the name of the use.
    pub fn check(&mut self, name: impl Fn() -> String, described: &Use, found: &mut Diagnostics, mut give: impl FnMut(usize, &Outline)) {
        if !self.is_sound(described, found) {
            return;
        }
        for (at, (chosen, checker)) in self.policies.iter().zip(&mut self.checkers).enumerate() {
            match checker.outline_into(&chosen.choose(described), &mut self.outline) {
                Ok(()) => give(at, &self.outline),
                Err(none) => found.push(no_answer(&none, &name(), &chosen.policy)),
            }
        }
    }

    /// Whether a use can be checked: it does not contradict itself, and all that it names is there.
    fn is_sound(&mut self, described: &Use, found: &mut Diagnostics) -> bool {
        let clash = self.contradictions.as_mut().and_then(|contradictions| contradictions.find(described));
        let is_clear = clash.is_none();
        found.extend(clash.map(|clash| clashing(&clash)));
        self.names.are_known(described, found) && is_clear
    }
}
